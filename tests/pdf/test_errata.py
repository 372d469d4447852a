"""The errata in the order of the book, and references to them."""

from __future__ import annotations

import io

import pikepdf
import pytest
from helpers.books import Book, make
from helpers.cases import chapter_project
from helpers.trees import roles

ERRATA = """errata:
  - {id: X1, said: 甲说。, verdict: wrong, correction: 甲不对。}
  - {id: X2, said: 乙说。, verdict: wrong, correction: 乙不对。, where: [old-1]}
  - {id: X3, said: 丙说。, verdict: wrong, correction: 丙不对。}
  - {id: X4, said: 丁说。, verdict: wrong, correction: 丁不对。}
  - {id: X5, said: 戊说。, verdict: wrong, correction: 戊不对。}
"""
SOURCES = """documents: [{id: old, title: 旧稿}]
sections: [{id: old-1, document: old, title: 一节, kind: section}]
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Two chapters: the first refers to three errata of five, the second absorbs what the sources say of a fourth."""
    said = "详见{ref}`X3`；{ref}`X4`，又见{ref}`X5`的第一句；{ref}`X3`。"
    content = chapter_project(f"- {said}\n", tmp_path_factory.mktemp("errata") / "book") / "content"
    first = (content / "chapters" / "01-first.yaml").read_text("utf-8")
    second = first.replace(said, "另一段话。").replace("id: first", "id: second").replace("第一章", "第二章")
    second = second.replace("id: one\n", "id: two\n    sources: [old-1]\n")
    (content / "chapters" / "02-second.yaml").write_text(second, "utf-8")
    root_file = content / "book.yaml"
    root_file.write_text(root_file.read_text("utf-8").replace("[01-first]", "[01-first, 02-second]"), "utf-8")
    (content / "errata.yaml").write_text(ERRATA, "utf-8")
    (content / "sources.yaml").write_text(SOURCES, "utf-8")
    return make(content.parent)


def test_errata_stand_in_the_order_of_the_chapters_that_speak_of_them(book: Book) -> None:
    assert [row.erratum.id for row in book.plan.errata] == ["X3", "X4", "X5", "X2", "X1"]
    text = book.pdf.text_on(book.made.page_map["errata"])
    heads = [text.index(said) for said in ("第 1 章", "丙说", "第 2 章", "乙说", "其他说法", "甲说")]
    assert heads == sorted(heads)


def test_screen_readers_hear_one_row_of_heads(book: Book) -> None:
    """A head in the middle of a table would be taken for a head of its columns."""
    assert book.made.data
    with pikepdf.open(io.BytesIO(book.made.data)) as pdf:
        names = [one[0] for _, one in roles(pdf) if isinstance(one, tuple)]
    first, second = [index for index, name in enumerate(names) if name == "/Table"][:2]
    table = names[first:second]
    rows = [index for index, name in enumerate(table) if name == "/TR"]
    assert table[: rows[1]].count("/TH") == 5 and table[rows[1] :].count("/TH") == 0


def test_neighbouring_rows_are_referred_to_with_one_page(book: Book) -> None:
    page = book.made.page_map["erratum-X3"]
    said = book.pdf.text_on(book.made.page_map["ch-first-one"]).replace(" ", "").replace("\n", "")
    assert (
        f"误传辨析A-1、A-2，第{page}页起，又见误传辨析A-3，第{page}页的第一句；误传辨析A-1，第{page}页。"
        in said
    )
    led = {target for _, target, _, _ in book.pdf.links()}
    assert {"erratum-X3", "erratum-X4", "erratum-X5"} <= led
