"""What a screen reader gets: one tree in the order of meaning, with nothing left out of it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from helpers.books import Book, make
from helpers.cases import chapter_project

GALLERY = Path(__file__).parents[2] / "examples" / "gallery"
ROWS = ", ".join(f"[第{number}项, {number}]" for number in range(60))
BLOCKS = f"""\
- 第一段里有一条^[一条脚注。]和一个{{index}}`词`。
- kind: callout
  tone: tip
  title: 提示的题目
  text: 提示。
- kind: table
  title: 长表
  columns: [{{title: 项}}, {{title: 值}}]
  rows: [{ROWS}]
- kind: text
  items: [甲, 乙, 丙]
- kind: formula
  tex: a = b + c
- kind: text
  text: "[链接](https://example.org)，又见{{ref}}`one`。"
"""
GROUPS = {"/Document", "/Sect", "/Div", "/L", "/Table", "/TR", "/TBody", "/THead", "/TOC"}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return make(chapter_project(BLOCKS, tmp_path_factory.mktemp("tagged") / "book"))


def kids(node: pikepdf.Object) -> list[pikepdf.Object | int]:
    found = node.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def below(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every structure element below a node, in reading order."""
    for kid in kids(node):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from below(kid)


def elements(book: Book, tag: str) -> list[pikepdf.Object]:
    return [node for node in below(book.pdf.root.StructTreeRoot) if str(node.S) == tag]


def children(node: pikepdf.Object) -> set[str]:
    return {str(kid.S) for kid in kids(node) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid}


def test_heads_never_skip_a_level(book: Book) -> None:
    levels = [
        int(str(node.S)[2:])
        for node in below(book.pdf.root.StructTreeRoot)
        if str(node.S)[1] == "H" and str(node.S)[2:].isdigit()
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_lists_hold_items_and_items_hold_bodies(book: Book) -> None:
    lists = elements(book, "/L")
    assert lists and all(children(node) == {"/LI"} for node in lists)
    assert all("/LBody" in children(item) for item in elements(book, "/LI"))


def test_a_table_over_several_pages_is_one_table_with_one_head(book: Book) -> None:
    tables = [
        node for node in elements(book, "/Table") if len([row for row in below(node) if row.S == "/TR"]) > 50
    ]
    assert len(tables) == 1
    heads = [cell for cell in below(tables[0]) if cell.S == "/TH"]
    assert len(heads) == 2
    assert {str(cell.A.Scope) for cell in heads} == {"/Column"}
    pages = {kid.Pg.objgen for row in below(tables[0]) for kid in [row] if "/Pg" in row}
    assert len(pages) >= 2


def test_tables_that_only_place_things_are_not_announced(book: Book) -> None:
    assert all(any(cell.S == "/TH" for cell in below(node)) for node in elements(book, "/Table"))


def test_contents_are_tables_of_contents(book: Book) -> None:
    lists = elements(book, "/TOC")
    assert lists and all(children(node) <= {"/TOCI", "/TOC"} for node in lists)


def test_every_link_stands_in_a_link_and_is_printed(book: Book) -> None:
    annotations = [
        annotation
        for page in book.pdf._pike.pages
        for annotation in page.get("/Annots", [])
        if annotation.Subtype == "/Link"
    ]
    owned = {
        kid.Obj.objgen
        for link in elements(book, "/Link")
        for kid in kids(link)
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
    }
    assert annotations and {annotation.objgen for annotation in annotations} == owned
    assert all(int(annotation.F) & 4 for annotation in annotations)


def test_a_footnote_is_a_note_inside_the_paragraph_that_calls_it(book: Book) -> None:
    (note,) = elements(book, "/Note")
    assert str(note.ID)
    assert str(note.P.S) == "/P"


def test_formulas_and_figures_have_words(book: Book) -> None:
    pictures = elements(book, "/Formula") + elements(book, "/Figure")
    assert elements(book, "/Formula") and all(str(node.get("/Alt", "")).strip() for node in pictures)


def test_text_stands_in_no_group_and_no_element_is_empty(book: Book) -> None:
    for node in below(book.pdf.root.StructTreeRoot):
        if str(node.S) in GROUPS:
            assert not any(isinstance(kid, int) or kid.get("/Type") == "/MCR" for kid in kids(node)), node.S
        assert kids(node) or str(node.S) in ("/TD", "/TH")


def test_all_content_of_a_page_is_in_the_tree_or_an_artifact(book: Book) -> None:
    owners = dict(pikepdf.NumberTree(book.pdf.root.StructTreeRoot.ParentTree).items())
    for page in book.pdf._pike.pages:
        marked = [
            int(operands[1].MCID)
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and "/MCID" in operands[1]
        ]
        assert len(marked) == len(set(marked)) == len(owners[int(page.StructParents)])


def test_running_heads_are_no_content(book: Book) -> None:
    for page in book.pdf._pike.pages[:4]:
        depth, stray = [], []
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "BDC" | "BMC":
                    depth.append(str(operands[0]))
                case "EMC":
                    depth.pop()
                case "TJ" | "Tj" if not depth:
                    stray.append(operands)
        assert stray == []


@pytest.mark.skipif(
    shutil.which("outloud") is None, reason="outloud is not installed: uv tool install outloud"
)
def test_outloud_finds_no_error_in_a_chapter_of_the_gallery(tmp_path: Path) -> None:
    path = tmp_path / "chapter.pdf"
    path.write_bytes(make(GALLERY, only="teaching").made.data)
    run = subprocess.run(["outloud", "--no-info", str(path)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
