"""The template package that decks are built in."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from helpers.pptx import parts, sdk_errors
from pptx import Presentation

from handbook.plan.words import words_for
from handbook.problems import Problems
from handbook.slides.layouts import LayoutSet, load_layouts
from handbook.slides.lint import Package, masters_have_themes
from handbook.slides.package import write_template
from handbook.theme.load import Theme


@pytest.fixture(scope="module")
def template(layouts: LayoutSet, theme: Theme) -> bytes:
    return write_template(layouts, theme.tokens.deck, words_for("zh-CN"), theme.tokens.name)


def test_the_sdk_finds_no_error_in_a_deck_with_a_slide_of_each_layout(
    template: bytes, tmp_path: Path
) -> None:
    presentation = Presentation(io.BytesIO(template))
    for layout in presentation.slide_layouts:
        presentation.slides.add_slide(layout)
    buffer = io.BytesIO()
    presentation.save(buffer)
    assert sdk_errors(buffer.getvalue(), tmp_path) == []


def test_layouts_have_chinese_names_in_a_chinese_book(template: bytes) -> None:
    names = [layout.name for layout in Presentation(io.BytesIO(template)).slide_layouts]
    assert len(names) == len(set(names)) == 25
    assert names[:3] == ["标题幻灯片", "节标题", "标题和内容"]


def test_layouts_have_english_names_in_an_english_book(theme: Theme) -> None:
    english = load_layouts(theme, "en", Problems())
    assert english is not None
    assert [english[key].name for key in ("cover", "divider", "content")] == [
        "Title Slide",
        "Section Header",
        "Title and Content",
    ]


def test_the_theme_holds_the_colours_and_the_chinese_typeface(template: bytes, theme: Theme) -> None:
    xml = parts(template)["ppt/theme/theme1.xml"].decode()
    assert f'<a:accent1><a:srgbClr val="{theme.tokens.deck.colours.accent1.rgb}"/>' in xml
    assert f'<a:ea typeface="{theme.tokens.deck.fonts.east_asian}"/>' in xml
    assert 'script="Hans"' in xml


def test_only_the_theme_names_colours_by_number(template: bytes) -> None:
    named = [name for name, content in parts(template).items() if b"srgbClr" in content]
    assert named == [f"ppt/theme/theme{n}.xml" for n in (1, 2, 3)]


def test_the_notes_master_has_a_theme_of_its_own(template: bytes) -> None:
    assert list(masters_have_themes(Package(template))) == []


def test_every_placeholder_stands_inside_the_slide(layouts: LayoutSet, theme: Theme) -> None:
    width, height = theme.tokens.deck.width.pt, theme.tokens.deck.height.pt
    for layout in layouts.layouts.values():
        for place in layout.places.values():
            assert place.box.x >= 0 and place.box.right <= width, (layout.key, place.name)
            assert place.box.y >= 0 and place.box.bottom <= height, (layout.key, place.name)


def test_bodies_end_above_the_source_line(layouts: LayoutSet) -> None:
    for layout in layouts.layouts.values():
        for name, place in layout.places.items():
            if "source" in layout.places and name not in ("source", "footer", "number"):
                assert place.box.bottom <= layout.places["source"].box.y, (layout.key, name)


def test_a_title_box_holds_two_lines(layouts: LayoutSet, theme: Theme) -> None:
    place = layouts["content"].places["title"]
    two_lines = 2 * 1.32 * theme.tokens.deck.title_size.pt + place.insets[1] + place.insets[3]
    assert two_lines <= place.box.h * (1 - theme.tokens.deck.free)
