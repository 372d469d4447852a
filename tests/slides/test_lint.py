"""Each rule of the package lint finds the fault that it is for."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.decks import make_blocks
from helpers.pptx import changed, parts

from handbook.slides import lint
from handbook.slides.lint import Package

Change = Callable[[bytes], bytes]
BLOCKS = """\
- kind: table
  title: 一张表
  columns: [{title: 甲}, {title: 乙}]
  rows: [[一, 1], [二, 2]]
- kind: flow
  title: 一张图
  steps: [{name: 甲, text: 先}, {name: 乙, text: 后}]
- kind: formula
  title: 一个公式
  tex: a + b
"""
SLIDE = "ppt/slides/slide5.xml"
DIAGRAM = "ppt/slides/slide6.xml"
FORMULA = "ppt/slides/slide7.xml"
PRESENTATION = "ppt/presentation.xml"
TYPES = "[Content_Types].xml"


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return make_blocks(BLOCKS, tmp_path_factory.mktemp("lint")).made.data


def swap(old: str, new: str) -> Change:
    """A change of the first place where a part says `old`."""

    def change(content: bytes) -> bytes:
        assert old.encode() in content, f"the part does not say {old}"
        return content.replace(old.encode(), new.encode(), 1)

    return change


def swap_matching(pattern: str, new: str) -> Change:
    """A change of the first place that a pattern matches."""

    def change(content: bytes) -> bytes:
        made, count = re.subn(pattern, new, content.decode(), count=1)
        assert count, f"nothing in the part matches {pattern}"
        return made.encode()

    return change


def found(rule: Callable[[Package], object], data: bytes) -> list[str]:
    return list(rule(Package(data)))  # type: ignore[call-overload]


def test_a_deck_as_made_breaks_no_rule(deck: bytes) -> None:
    assert lint.lint(deck) == []


@pytest.mark.parametrize(
    ("rule", "part", "change"),
    [
        (
            lint.types_and_parts_agree,
            TYPES,
            swap('PartName="/ppt/presProps.xml"', 'PartName="/ppt/gone.xml"'),
        ),
        (
            lint.types_and_parts_agree,
            TYPES,
            swap("<Override ", '<Default Extension="jpg" ContentType="image/jpg"/><Override '),
        ),
        (
            lint.relationships_resolve,
            f"ppt/slides/_rels/{Path(SLIDE).name}.rels",
            swap("slideLayouts/", "slideLayout/"),
        ),
        (
            lint.relationships_resolve,
            PRESENTATION,
            swap_matching(r'(<p:sldId [^>]*r:id=")[^"]*', r"\1rId999"),
        ),
        (
            lint.masters_have_themes,
            "ppt/notesMasters/_rels/notesMaster1.xml.rels",
            swap_matching(r"<Relationship [^>]*theme2[^>]*/>", ""),
        ),
        (lint.masters_have_themes, "ppt/notesMasters/_rels/notesMaster1.xml.rels", swap("theme2", "theme1")),
        (lint.master_ids_differ, "ppt/slideMasters/slideMaster1.xml", swap("2147483650", "2147483649")),
        (lint.slides_are_listed, PRESENTATION, swap_matching(r"<p:sldId [^>]*/>", "")),
        (lint.sections_hold_each_slide_once, PRESENTATION, swap_matching(r"<p14:sldId [^>]*/>", "")),
        (
            lint.sections_hold_each_slide_once,
            PRESENTATION,
            swap_matching(
                r'(<p14:section [^>]*id=")[^"]*("[^§]*?<p14:section [^>]*id=")[^"]*', r"\1{A}\2{A}"
            ),
        ),
        (lint.shape_ids_differ, SLIDE, swap_matching(r'<p:cNvPr id="3"', '<p:cNvPr id="2"')),
        (lint.ids_point_at_shapes, DIAGRAM, swap_matching(r'<a:stCxn id="\d+"', '<a:stCxn id="999"')),
        (lint.tables_are_square, SLIDE, swap_matching(r"<a:gridCol [^>]*?(/>|>.*?</a:gridCol>)", "")),
        (lint.characters_are_allowed, SLIDE, swap("一张表", "一\ufffd表")),
        (lint.titles_are_unique, SLIDE, swap("一张表", "一张图")),
        (lint.titles_are_unique, SLIDE, swap('type="title"', 'type="body"')),
        (lint.shapes_are_inside, SLIDE, swap_matching(r'<a:off x="\d+"', '<a:off x="12000000"')),
        (lint.shapes_are_described, DIAGRAM, swap_matching(r' descr="[^"]*"', "")),
        (lint.runs_have_languages, SLIDE, swap_matching(r' lang="zh-CN"', "")),
        (lint.alternatives_are_twins, FORMULA, swap('Requires="math14"', 'Requires="a99"')),
        (
            lint.slides_leave_looks_to_the_theme,
            SLIDE,
            swap_matching(r'<a:schemeClr val="\w+"/>', '<a:srgbClr val="FF0000"/>'),
        ),
        (
            lint.slides_leave_looks_to_the_theme,
            SLIDE,
            swap_matching(r"(<a:rPr [^>]*)/>", r'\1><a:latin typeface="Comic Sans MS"/></a:rPr>'),
        ),
    ],
)
def test_a_rule_finds_its_fault(
    rule: Callable[[Package], object], part: str, change: Change, deck: bytes
) -> None:
    assert found(rule, deck) == []
    assert found(rule, changed(deck, part, change)) != []


def test_two_parts_of_one_name_are_found(deck: bytes) -> None:
    buffer = io.BytesIO(deck)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(SLIDE, parts(deck)[SLIDE])
    assert found(lint.one_name_a_part, buffer.getvalue()) == [f"the part {SLIDE} stands twice"]


def test_content_types_that_do_not_come_first_are_found(deck: bytes) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in reversed(parts(deck).items()):
            archive.writestr(name, content)
    assert found(lint.one_name_a_part, buffer.getvalue()) == ["the content types do not come first"]


def test_every_rule_has_its_seeded_fault() -> None:
    source = Path(__file__).read_text("utf-8")
    assert [rule.__name__ for rule in lint.RULES if f"lint.{rule.__name__}" not in source] == []
