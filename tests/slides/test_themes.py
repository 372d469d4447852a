"""A theme's tokens reach everything on a slide."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from helpers.cases import case_project, plan_of
from helpers.decks import Made, make, theme_for
from helpers.pptx import parts, sdk_errors

from handbook.problems import as_text

DARK = """\
name: 讲台
extends: default
deck:
  map: dark
  colours:
    dk1: "#13231F"
    lt1: "#F3F1EA"
    dk2: "#20372F"
    lt2: "#B7C3BD"
    accent1: "#E6BC66"
    accent2: "#F29B76"
    accent3: "#86CFAA"
    accent4: "#9FB3D1"
    accent5: "#D8D3C4"
    accent6: "#7F918A"
    hlink: "#E6BC66"
    folHlink: "#9FB3D1"
  fonts: {latin: Arial, east_asian: 微软雅黑, mono: Consolas, math: Cambria Math}
  hair: 45
  tint_offset: false
  title_size: 30pt
  title_bold: false
  title_height: 96pt
  cover: line
  divider: none
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = case_project("case", tmp_path)
    folder = root / "themes" / "hall"
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text(DARK, "utf-8")
    return root


def deck_of(project: Path, theme: str) -> Made:
    plan = plan_of(project)
    return make(plan, next(plan.chapters), theme_for(project, theme))


def test_a_dark_theme_makes_a_sound_deck(project: Path, tmp_path: Path) -> None:
    made = deck_of(project, "hall")
    assert as_text(made.problems) == ""
    assert sdk_errors(made.made.data, tmp_path) == []


def test_a_dark_theme_turns_ground_and_text_round(project: Path) -> None:
    master = parts(deck_of(project, "hall").made.data)["ppt/slideMasters/slideMaster1.xml"].decode()
    assert 'bg1="dk1" tx1="lt1"' in master


def test_text_of_a_slide_is_the_same_in_every_theme(project: Path) -> None:
    assert deck_of(project, "hall").deck.titles() == deck_of(project, "default").deck.titles()


def test_a_divider_without_fill_has_text_in_the_ordinary_colour(project: Path) -> None:
    layout = parts(deck_of(project, "hall").made.data)["ppt/slideLayouts/slideLayout2.xml"].decode()
    assert "<p:bg>" not in layout
    assert re.search(r'type="title".*?<a:schemeClr val="tx1"/>', layout, re.DOTALL)


def test_titles_take_their_size_and_weight_from_the_tokens(project: Path) -> None:
    layout = parts(deck_of(project, "hall").made.data)["ppt/slideLayouts/slideLayout3.xml"].decode()
    assert '<a:defRPr sz="3000" b="0"' in layout
