"""The outline of each kind of block, as text: `tests/cases/blocks/<kind>/deck.xml`."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.cases import BLOCKS, case_project, plan_of
from helpers.decks import AMPLE, Made, make, theme_for, tidy
from helpers.pptx import sdk_errors
from lxml import etree

from handbook.problems import as_text
from handbook.theme.load import bundled_themes

KINDS = sorted(path.stem for path in (bundled_themes() / "default" / "slides" / "blocks").glob("*.xml"))


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def made(kind: str, tmp_path: Path) -> Made:
    plan = plan_of(case_project(kind, tmp_path))
    return make(plan, next(plan.chapters), theme_for(tmp_path), AMPLE)


def test_the_outline_of_a_block(kind: str, made: Made, accept: bool) -> None:
    section = etree.fromstring(made.made.outline.encode()).find("section[@number='1']")
    assert section is not None
    printed = tidy(section)
    expected = BLOCKS / kind / "deck.xml"
    if accept:
        expected.write_text(printed, "utf-8")
    assert printed == expected.read_text("utf-8")


def test_a_case_makes_a_sound_deck(made: Made, tmp_path: Path) -> None:
    assert as_text(made.problems) == ""
    assert sdk_errors(made.made.data, tmp_path) == []
