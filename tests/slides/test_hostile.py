"""Hostile content: slides that can be read, or clear problems; text is never spilt and never lost.

A case is a folder of `tests/cases/hostile`: `blocks.yaml` is the only section of a chapter, `printed.txt` what it is
made into.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from helpers.cases import CASES, chapter_project
from helpers.decks import AMPLE
from helpers.pptx import Deck, sdk_errors

from handbook import pipeline
from handbook.problems import Invalid, Problems, as_text
from handbook.slides.chapter import MadeDeck, deck_fills, make_deck
from handbook.slides.layouts import LayoutSet
from handbook.slides.lint import lint
from handbook.slides.report import BoxFill

HOSTILE = CASES / "hostile"
NAMES = sorted(path.name for path in HOSTILE.iterdir())
_SCALED = ("chart", "diagram", "picture", "formula", "agenda")


class Outcome:
    """What came of a case."""

    def __init__(self, name: str, folder: Path) -> None:
        blocks = (HOSTILE / name / "blocks.yaml").read_text("utf-8")
        run = pipeline.Run(chapter_project(blocks, folder))
        self.problems = Problems()
        self.deck: MadeDeck | None = None
        self.fills: tuple[BoxFill, ...] = ()
        try:
            ready = pipeline.prepare(run)
        except Invalid as invalid:
            self.problems.extend(invalid.problems)
            return
        chapter = next(ready.plan.chapters)
        self.deck = make_deck(ready.plan, chapter, ready.theme, self.problems, AMPLE)
        assert self.deck.deck is not None
        self.fills = deck_fills(self.deck, ready.plan.words)
        self.free = ready.theme.tokens.deck.free

    def printed(self) -> str:
        """The slides of the blocks, each with its layout, type size and fullest box; then the problems."""
        lines = []
        for number, title in enumerate(self.deck.titles if self.deck else (), start=1):
            boxes = [one for one in self.fills if one.slide == number and one.place != "eyebrow"]
            if self.deck and self.deck.lesson and self.deck.lesson.slides[number - 1].kind:
                fullest = max(boxes, key=lambda one: one.share if one.size else 0)
                body = f"{fullest.place} {fullest.size:g} pt {fullest.share:.0%}"
                lines.append(f"{number}  {title}  ({body})")
        return "\n".join(lines) + ("\n\n" if lines else "") + as_text(self.problems) + "\n"


@pytest.fixture(params=NAMES)
def case(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Outcome]:
    return str(request.param), Outcome(str(request.param), tmp_path)


def test_a_hostile_case(case: tuple[str, Outcome], accept: bool, tmp_path: Path, layouts: LayoutSet) -> None:
    name, outcome = case
    expected = HOSTILE / name / "printed.txt"
    if accept:
        expected.write_text(outcome.printed(), "utf-8")
    assert outcome.printed() == expected.read_text("utf-8")
    if outcome.deck is None or outcome.problems.errors:
        assert outcome.problems.errors, "without slides there is a reason"
        return
    room = 1 - outcome.free
    spilt = [
        one for one in outcome.fills if one.place not in (*_SCALED, "table") and one.share > room + 0.001
    ]
    assert spilt == [] and all(one.share <= 1.0005 for one in outcome.fills)
    assert lint(outcome.deck.data) == []
    assert sdk_errors(outcome.deck.data, tmp_path) == []
    shown = Deck(outcome.deck.data).everything()
    for word in re.findall(
        r"第\d+(?:\.\d+)?[项步层行件]", (HOSTILE / name / "blocks.yaml").read_text("utf-8")
    ):
        assert word in shown, word
