"""Footnotes: each once, in order, at the foot of the page that calls it or, where that is full, of the next."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from helpers.books import Book, make
from helpers.cases import chapter_project

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
BLOCKS = """\
- 正文里一条^[第一条脚注，说得**很重**。]，同一段里又一条^[第二条脚注，引`代码`。]。
- kind: text
  text: 列表之前。
  items: ["条目里有一条^[第三条脚注。]。", 没有。]
- kind: points
  items: [{term: 要点, text: "要点里有一条^[第四条脚注。]。"}]
- kind: callout
  tone: tip
  text: 提示里有一条^[第五条脚注。]。
- kind: qa
  question: 问什么？
  answer: 答里有一条^[第六条脚注。]。
- kind: table
  title: 表
  columns: [{title: 甲}, {title: 乙}]
  rows: [[一, "表里有一条^[第七条脚注。]"]]
"""
FILLER = "".join(f"- 第{number}段。{'这一段只占地方，好让脚注排到页脚去。' * 12}\n" for number in range(12))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return make(
        chapter_project(
            BLOCKS + FILLER + "- 最后一条^[第八条脚注。]。", tmp_path_factory.mktemp("feet") / "book"
        )
    )


def test_nothing_is_warned_of(book: Book) -> None:
    assert [problem.what for problem in book.problems] == []


@pytest.mark.parametrize("number", range(1, 9))
def test_every_footnote_is_printed_once_on_the_page_that_calls_it(book: Book, number: int) -> None:
    note = f"第{'一二三四五六七八'[number - 1]}条脚注"
    mark = CIRCLED[number - 1]
    pages = [
        page for page in range(1, book.pdf.page_count + 1) for _ in re.findall(note, book.pdf.text_on(page))
    ]
    calls = [page for page in range(1, book.pdf.page_count + 1) if mark in book.pdf.text_on(page)]
    assert len(pages) == 1
    assert pages[0] == calls[-1]
    assert pages[0] - calls[0] in (0, 1)


def test_notes_stand_below_the_text_and_above_the_trim(book: Book) -> None:
    paper = book.theme.tokens.book.papers["a4"]
    for page in range(1, book.pdf.page_count + 1):
        lines = book.pdf.lines(page)
        notes = [line for line in lines if "条脚注" in line.text]
        prose = [line for line in lines if line.size > paper.size.pt - 0.5 and line not in notes]
        for note in notes:
            assert note.size < paper.size.pt - 1
            assert all(note.baseline > line.baseline for line in prose if line.baseline > paper.top.pt)
            assert note.baseline < paper.top.pt + paper.leading.pt * paper.lines + 1


def test_numbers_begin_anew_in_each_chapter() -> None:
    gallery = Path(__file__).parents[2] / "examples" / "gallery"
    alone = make(gallery, only="prose")
    assert CIRCLED[0] in alone.pdf.text
