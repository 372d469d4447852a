"""The roads of the decks: from a checked and planned project to presentations, plans, reports and handouts.

Steps 4, 6 and 8 of the program; `pipeline.py` has them among its functions.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from handbook.model.place import NOWHERE
from handbook.outputs import Made
from handbook.pdf.variant import Edition
from handbook.plan.book import PlannedChapter
from handbook.problems import Invalid, Problem

if TYPE_CHECKING:
    from handbook.pipeline import Ready, Run
    from handbook.slides.chapter import MadeDeck
    from handbook.slides.lesson_deck import Terms


@dataclass(frozen=True)
class Lessons:
    """What the decks are made for."""

    minutes: float | None = None
    """How long a lesson is; by habit as long as its chapter says."""
    edition: Edition = "trainer"
    """Whose decks they are: participants get no answers and no notes for the trainer."""
    template: Path | None = None
    """A company's .pptx or .potx to make them in, instead of what the theme says."""
    pages: Mapping[str, int] = field(default_factory=dict)
    """The page of every anchor in the printed book, which the notes then name."""
    paper: str = ""
    """The paper of that book."""


def make_slides(
    run: Run,
    ready: Ready,
    chapters: Iterable[str] = (),
    keep_outline: bool = False,
    lessons: Lessons | None = None,
) -> list[Made]:
    """Steps 4 to 6 for the decks: one for each chapter, or for those named, with their outlines if they are kept."""
    made = []
    for chapter, deck, seconds in _decks(run, ready, chapters, lessons or Lessons()):
        made.append(Made(f"{chapter.file}.pptx", deck.data, f"{deck.slides} slides", seconds))
        if keep_outline:
            made.append(Made(f"{chapter.file}.xml", deck.outline.encode("utf-8"), "outline", 0.0))
    run.problems.stop_on_errors()
    return made


def report_template(run: Run, ready: Ready, template: Path | None, form: str) -> str:
    """How decks are made in a company's template, or in that of the theme: for people (text) or programs (json).

    Raises `Invalid` where the template cannot serve, or there is none.
    """
    from handbook.slides.dress import dress_of

    dress = dress_of(ready.theme, ready.plan.words, run.problems, template)
    run.problems.stop_on_errors()
    if dress is None or dress.report is None:
        what = f"the theme “{ready.theme.name}” names no template"
        raise Invalid([Problem(NOWHERE, "deck-template", what, "name one with --template")])
    return dress.report.as_json() if form == "json" else dress.report.as_text()


def tell_lessons(
    run: Run,
    ready: Ready,
    chapters: Iterable[str],
    lessons: Lessons,
    what: Literal["plan", "report"],
    form: str,
) -> str:
    """The plans of the lessons, or how full the boxes of their slides are, as `text` or `json`."""
    from handbook.slides.chapter import deck_fills
    from handbook.slides.report import report_data, report_text

    texts: list[str] = []
    data: dict[str, Any] = {}
    for chapter, deck, _ in _decks(run, ready, chapters, lessons, fitted=True):
        if what == "plan" and deck.lesson is not None:
            data[chapter.file] = deck.lesson.as_data()
            texts.append(deck.lesson.as_text())
        else:
            fills = deck_fills(deck, ready.plan.words)
            data[chapter.file] = report_data(fills)
            texts.append(report_text(chapter.file, fills))
    return json.dumps(data, ensure_ascii=False, indent=2) if form == "json" else "\n\n".join(texts)


def make_handouts(run: Run, ready: Ready, chapters: Iterable[str], lessons: Lessons) -> list[Made]:
    """A PDF for each deck, with its slides and lines for notes."""
    from handbook.handout.make import make_handout

    made = []
    for chapter, deck, seconds in _decks(run, ready, chapters, lessons, fitted=True):
        start = time.perf_counter()
        name = f"{chapter.file}-handout.pdf"
        with run.step("lay out", name):
            handout = make_handout(deck, ready.plan, run.problems)
        seconds += time.perf_counter() - start
        made.append(Made(name, handout.data, f"{handout.pages} pages", seconds))
    run.problems.stop_on_errors()
    return made


def _decks(
    run: Run, ready: Ready, names: Iterable[str], lessons: Lessons, *, fitted: bool = False
) -> Iterator[tuple[PlannedChapter, MadeDeck, float]]:
    """The decks of the chapters named, or of all, with the seconds that each took, and the slides as `fitted`."""
    from handbook import pipeline
    from handbook.pdf.workers import cores
    from handbook.slides.desks import Order, make_decks
    from handbook.slides.dress import dress_of

    terms, plan = _terms(ready, lessons), ready.plan
    dress = dress_of(ready.theme, plan.words, run.problems, lessons.template)
    run.problems.stop_on_errors()
    assert dress is not None
    if dress.report is not None:
        for line in dress.report.as_text().splitlines():
            run.tell(line)
    chapters = tuple(pipeline.find_chapter(plan, name) for name in names) or tuple(plan.chapters)
    order = Order(plan, chapters, dress, terms, fitted)
    for chapter, done in zip(chapters, make_decks(order, cores()), strict=True):
        run.took("fit", f"{chapter.file}.pptx", done.seconds)
        run.problems.extend(done.problems)
        if done.deck.data:
            yield chapter, done.deck, done.seconds


def _terms(ready: Ready, lessons: Lessons) -> Terms:
    from handbook.slides.lesson_deck import PageMap, Terms

    edition = f"{ready.handbook.book.edition.plain} {lessons.paper.upper()}"
    pages = PageMap(lessons.pages, edition) if lessons.pages else None
    return Terms(lessons.minutes, lessons.edition, pages)
