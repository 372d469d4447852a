"""Worksheets and questions as pages: room for a pen where one writes, and nothing that belongs together parted."""

from __future__ import annotations

from pathlib import Path

from helpers.books import Book, make
from helpers.cases import CHAPTER, chapter_project

GRID = """\
- kind: worksheet
  title: 跑道表
  task: 用真实数字填下面的表。
  fields:
    - {type: table, label: 跑道表, columns: [情形, 现金, 依据], rows: [照旧, 少三成],
       example: [[照旧, "1200", 三月底账上的余额加上已签未付的款]]}
"""
QUIZ = """\
quiz:
  - {{type: true_false, id: q1, question: {question}, answer: true, why: 因为。}}
takeaways: [{{claim: 一句话}}]
next_steps: [做第一件事]
"""


BRACKET = "（\u3000\u3000）"


def lefts(book: Book, *heads: str) -> list[float]:
    """Where the heads of the first grid of the chapter begin, in points from the left edge of the page."""
    page = book.pdf.pages[book.made.page_map["ch-first"]]
    words = page.extract_words()
    return [next(word["x0"] for word in words if word["text"] == head) for head in heads]


def test_columns_are_as_wide_as_what_is_written_into_them(tmp_path: Path) -> None:
    name, cash, reason = lefts(make(chapter_project(GRID, tmp_path / "book")), "情形", "现金", "依据")
    assert cash - name < 60, "a column of names takes what the names need"
    assert 300 > reason - cash > cash - name


def test_the_bracket_of_a_true_or_false_question_is_never_alone_on_a_line(tmp_path: Path) -> None:
    ended = []
    for length in range(26, 34):
        root = chapter_project("- 正文。", tmp_path / str(length))
        path = root / CHAPTER
        path.write_text(path.read_text("utf-8") + QUIZ.format(question="文" * length + "。"), "utf-8")
        book = make(root)
        lines = [
            line.text
            for page in range(book.made.page_map["ch-first"], book.pdf.page_count + 1)
            for line in book.pdf.lines(page)
        ]
        ended += [line for line in lines if line.endswith(BRACKET)]
    assert len(ended) == 8
    assert all("文" in line for line in ended)
    assert min(line.count("文") for line in ended) < 20, "at some length the bracket goes to the next line"
