"""Full pages: no foot is left empty without need, nothing short is torn, no chapter ends in a scrap."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from helpers.books import Book, make
from helpers.cases import CHAPTER, chapter_project
from helpers.feet import CASE, empty_feet, lines_on

MEASURE = 34
TABLE = """\
- kind: table
  title: {title}
  columns: [{{title: 项}}, {{title: 说明}}]
  rows:
{rows}
"""
QUIZ = """\
quiz:
  - {type: open, id: q1, question: 第一题怎样算？, answer: 这样算。, why: 因为。, lines: 5}
  - {type: open, id: q2, question: 第二题怎样算？, answer: 这样算。, why: 因为。, lines: 5}
takeaways: [{claim: 一句话}]
next_steps: [做第一件事, 做第二件事, 做第三件事, 做第四件事]
"""


def filler(lines: int) -> str:
    """Blocks of text that take so many lines of the grid, three to a paragraph, but for the last."""
    counts = [3] * (lines // 3) + [lines % 3] * bool(lines % 3)
    return "".join(f"- {'文' * (MEASURE * count - 9)}。\n" for count in counts)


def rows(count: int, mark: str = "行") -> str:
    return "\n".join(f"    - [{mark}{number}, 一句说明]" for number in range(1, count + 1))


def book_of(blocks: str, folder: Path, more: str = "") -> Book:
    root = chapter_project(blocks, folder / "book")
    path = root / CHAPTER
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    return make(root)


def pages_with(book: Book, pattern: str) -> dict[str, int]:
    """On which page each match of a pattern stands; the contents, which repeat heads, come before and do not count."""
    found: dict[str, int] = {}
    for page in range(book.made.page_map["ch-first"] + 1, book.pdf.page_count + 1):
        for match in re.findall(pattern, book.pdf.text_on(page)):
            found.setdefault(match, page)
    return found


@pytest.mark.parametrize("before", [24, 29])
def test_a_long_table_fills_the_page_and_keeps_three_rows_on_either_side(before: int, tmp_path: Path) -> None:
    blocks = filler(before) + TABLE.format(title="长表", rows=rows(12)) + "- 完。\n"
    book = book_of(blocks, tmp_path)
    places = list(pages_with(book, r"行\d+").values())
    sides = [places.count(page) for page in set(places)]
    assert min(sides) >= 3
    assert all(share < 0.25 for _, share in empty_feet(book))


@pytest.mark.parametrize("before", [30])
def test_a_short_table_is_never_torn(before: int, tmp_path: Path) -> None:
    book = book_of(filler(before) + TABLE.format(title="短表", rows=rows(5)) + filler(6), tmp_path)
    assert len(set(pages_with(book, r"行\d+").values())) == 1


@pytest.mark.parametrize("before", [22, 25, 28])
def test_a_story_is_divided_with_three_lines_on_either_side(before: int, tmp_path: Path) -> None:
    book = book_of(filler(before) + CASE.format(text="经" * 33 + "过" * 33 + "完" * 20), tmp_path)
    first = book.made.page_map["ch-first-one"]
    parts = [
        len([line for line in book.pdf.lines(page) if set(line.text) & set("经过完") and len(line.text) > 9])
        for page in range(first, book.pdf.page_count + 1)
    ]
    assert min(part for part in parts if part) >= 3
    assert all(share < 0.25 for _, share in empty_feet(book))


@pytest.mark.parametrize("lines", [6, 10, 13, 16])
def test_no_chapter_ends_in_a_scrap(lines: int, tmp_path: Path) -> None:
    book = book_of(filler(lines), tmp_path, QUIZ)
    last = max(pages_with(book, "做第四件事").values())
    assert lines_on(book, last) >= 7.5 or last == book.made.page_map["ch-first"] + 1


def test_a_table_passes_a_figure_that_has_no_room(tmp_path: Path) -> None:
    chart = """\
- kind: chart
  type: column
  title: 一张图
  id: drawn
  unit: 万元
  source: 教学假设
  categories: [甲, 乙]
  series: [{name: 值, values: [1, 2]}]
"""
    book = book_of(filler(25) + chart + TABLE.format(title="短表", rows=rows(4)), tmp_path)
    assert book.made.page_map["b-drawn"] > min(pages_with(book, r"行\d+").values())
    assert all(share < 0.25 for _, share in empty_feet(book))


FIGURE = """\
- kind: chart
  type: column
  title: 图{number}
  id: drawn-{number}
  unit: 万元
  source: 教学假设
  categories: [甲, 乙]
  series: [{{name: 值, values: [1, {number}]}}]
"""


@pytest.mark.parametrize(("before", "passes"), [(24, True), (32, False)])
def test_text_passes_three_figures_only_where_much_would_stay_empty(
    before: int, passes: bool, tmp_path: Path
) -> None:
    figures = "".join(FIGURE.format(number=number) for number in range(1, 4))
    book = book_of(filler(before) + figures + "- 后来说的一句话，说得长一些，它自己站得住。\n", tmp_path)
    said = pages_with(book, "后来说的一句话")["后来说的一句话"]
    assert (said < book.made.page_map["b-drawn-1"]) == passes


def test_a_block_may_end_with_its_page(tmp_path: Path) -> None:
    """The room that a block keeps below itself is not needed at the foot of a page, and that above gives a little."""
    book = book_of(filler(28) + TABLE.format(title="短表", rows=rows(4)), tmp_path)
    assert set(pages_with(book, r"行\d+").values()) == {book.made.page_map["ch-first-one"]}


@pytest.mark.parametrize("before", [1, 2, 8])
def test_output_stands_with_the_last_lines_of_its_code(before: int, tmp_path: Path) -> None:
    code = "".join(f"      line_{number} = {number}\n" for number in range(1, 41))
    block = (
        f"- kind: code\n  language: python\n  code: |\n{code}  output: |\n      印出来的一行\n      又一行\n"
    )
    found = pages_with(book_of(filler(before) + block + "- 完。\n", tmp_path), r"line_\d+ =|印出来的一行")
    assert found["line_1 ="] < found["印出来的一行"]
    assert found["line_38 ="] == found["印出来的一行"]


@pytest.mark.parametrize("length", [28, 34])
def test_no_edge_of_a_divided_listing_stands_below_the_lines_that_were_taken_back(
    length: int, tmp_path: Path
) -> None:
    lines = "".join(f"    print({number})\n" for number in range(length))
    output = "".join(f"    {number}\n" for number in range(8))
    listing = f"- kind: code\n  language: python\n  title: 数\n  code: |\n{lines}  output: |\n{output}"
    book = book_of(filler(9) + listing, tmp_path)
    for page in book.pdf.pages:
        foot = max((char["bottom"] for char in page.chars if char["size"] > 7), default=page.height)
        edges = [edge["bottom"] for edge in page.horizontal_edges if edge["width"] > page.width / 3]
        assert [edge for edge in edges if foot + 20 < edge < page.height - 1] == []
