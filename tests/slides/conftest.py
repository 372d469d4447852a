"""The real decks, made once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.cases import read
from helpers.decks import Made, make, theme_for

from handbook.plan.book import plan_book
from handbook.problems import Problems, as_text
from handbook.slides.layouts import LayoutSet, load_layouts
from handbook.slides.measure import Measurer
from handbook.theme.load import Theme

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def theme() -> Theme:
    return theme_for(ROOT)


@pytest.fixture(scope="session")
def layouts(theme: Theme) -> LayoutSet:
    found = load_layouts(theme, "zh-CN", Problems())
    assert found is not None
    return found


@pytest.fixture(scope="session")
def measurer(theme: Theme) -> Measurer:
    return Measurer.of(theme, True, Problems())


@pytest.fixture(scope="session")
def decks(theme: Theme) -> tuple[Made, ...]:
    """Every deck of the handbook; none of them may have a problem."""
    plan = plan_book(read(ROOT))
    found = tuple(make(plan, chapter, theme) for chapter in plan.chapters)
    assert not [as_text(made.problems) for made in found if len(made.problems)]
    return found
