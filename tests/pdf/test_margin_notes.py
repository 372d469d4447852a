"""Notes in the margin: terms at their first use stand beside their paragraph, in the book's own weights."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.books import Book, make
from helpers.cases import chapter_project

GLOSSARY = """terms:
  - id: token
    term: 词元
    english: Token
    definition: 模型读写文本的最小单位。
"""
BLOCKS = "- 一段不相干的话，用来占住第一行。\n- 模型读写的单位叫{term}`词元 <token>`，也按它计费。" + (
    "\n- 后面还要有足够的字，旁边才放得下一条注，所以这里再说几句没有别的用处的话。" * 12
)


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Book:
    root = chapter_project(BLOCKS, tmp_path_factory.mktemp("noted") / "book")
    (root / "content" / "glossary.yaml").write_text(GLOSSARY, "utf-8")
    return make(root, only="first")


def found(book: Book, text: str) -> dict:
    """The first place where `text` stands on a line, with its characters."""
    return next(place for page in book.pdf.pages for place in page.search(text, regex=False))


def test_a_terms_definition_is_set_in_the_regular_weight(noted: Book) -> None:
    faces = {char["fontname"] for char in found(noted, "最小单位")["chars"]}
    assert not [face for face in faces if "Bold" in face], faces


def test_a_note_stands_beside_the_paragraph_that_uses_the_term(noted: Book) -> None:
    note, text = found(noted, "最小单位"), found(noted, "按它计费")
    assert note["x0"] > text["x1"] or note["x1"] < text["x0"]
    assert abs(note["top"] - text["top"]) < 60


@pytest.mark.parametrize("lines", [31, 34, 35])
def test_a_note_goes_to_the_next_page_with_its_paragraph(lines: int, tmp_path: Path) -> None:
    """Whatever room is left at the foot of the page."""
    used = "模型读写的单位叫{term}`词元 <token>`，" + "也按它计费，一个字大约算半个到一个，各家不同。" * 5
    filler = ["- 短短一行话。"] * lines
    root = chapter_project(
        "\n".join([*filler, f'- "{used}"', *["- 后面还有几句话，" + "凑足一行又一行的字。" * 9] * 6]),
        tmp_path,
    )
    (root / "content" / "glossary.yaml").write_text(GLOSSARY, "utf-8")
    pages = ["".join(char["text"] for char in page.chars) for page in make(root, only="first").pdf.pages]
    (noted,) = [number for number, text in enumerate(pages) if "最小单位" in text]
    assert "叫词元" in pages[noted]


def test_a_figure_of_the_full_measure_does_not_wait_for_the_note_beside_it(tmp_path: Path) -> None:
    flow = "- kind: flow\n  title: 三步\n  steps: [{name: 第一步}, {name: 第二步}, {name: 第三步}]\n"
    long = GLOSSARY.replace("最小单位。", "最小单位。" + "注要长过它旁边的那一行，图才会碰到它。" * 4)
    root = chapter_project(f"- 模型读写的单位叫{{term}}`词元 <token>`。\n{flow}{BLOCKS}", tmp_path)
    (root / "content" / "glossary.yaml").write_text(long, "utf-8")
    book = make(root, only="first")
    text, step = found(book, "单位叫词元"), found(book, "第二步")
    assert step["top"] - text["bottom"] < 60
