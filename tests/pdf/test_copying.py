"""What readers get who copy, search or convert: the same text from every program, in the order of reading.

Programs guess spaces from the white between characters, each by a rule of its own. PDFium takes a tenth of an em for
one in most of our faces, so labels with spaced letters fall apart in it.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from helpers.books import Book
from pdfminer.high_level import extract_text

from handbook.pdf.variant import PLAIN, Variant

MARKS = "，。；：、？！）”"
TORN = re.compile(rf"([\u4e00-\u9fff（“{MARKS}]{{2}}) ([\u4e00-\u9fff（“{MARKS}]{{2}})")
"""Two characters on either side of a space."""


def by_poppler(data: bytes, page: int, folder: Path) -> str:
    """pdftotext: converters, indexers, viewers of Linux desktops."""
    file = folder / "book.pdf"
    file.write_bytes(data)
    command = ["pdftotext", "-raw", "-f", str(page), "-l", str(page), str(file), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def by_pdfium(data: bytes, page: int, folder: Path) -> str:
    """PDFium: what the browser Chrome copies and finds."""
    return str(pypdfium2.PdfDocument(data)[page - 1].get_textpage().get_text_range()).replace("\r\n", "\n")


def by_pdfminer(data: bytes, page: int, folder: Path) -> str:
    """pdfminer.six: pipelines in Python."""
    return str(extract_text(io.BytesIO(data), page_numbers=[page - 1]))


Reader = Callable[[bytes, int, Path], str]
READERS = [
    pytest.param(
        by_poppler,
        id="poppler",
        marks=pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed"),
    ),
    pytest.param(by_pdfium, id="pdfium"),
    pytest.param(by_pdfminer, id="pdfminer"),
]


@pytest.fixture(scope="module")
def lesson_book(form: Callable[[Variant], Book]) -> Book:
    return form(PLAIN)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff]+", "", text)


def closed(text: str) -> str:
    """`text` without the spaces between hanzi and figures, which some readers see and some do not."""
    return re.sub(r"(?<=[\u4e00-\u9fff]) (?=\d)|(?<=\d) (?=[\u4e00-\u9fff])", "", text)


@pytest.mark.parametrize("read", READERS)
def test_every_character_is_read_once(read: Reader, lesson_book: Book, tmp_path: Path) -> None:
    """None is lost, none doubled, and none read as another."""
    for page in range(1, lesson_book.pdf.page_count + 1):
        drawn = Counter(squeezed(lesson_book.pdf.text_on(page)))
        assert Counter(squeezed(read(lesson_book.made.data, page, tmp_path))) == drawn, page


@pytest.mark.parametrize("read", READERS)
def test_paragraphs_are_read_in_their_order(read: Reader, prose: Book, tmp_path: Path) -> None:
    pages = range(1, prose.pdf.page_count + 1)
    text = squeezed("".join(read(prose.made.data, page, tmp_path) for page in pages))
    (section,) = next(prose.plan.chapters).sections
    at = 0
    for planned in section.blocks:
        for paragraph in planned.block.text.paragraphs:
            found = text.find(squeezed(paragraph.plain)[:12], at)
            assert found >= 0, paragraph.plain
            at = found + 12


@pytest.mark.parametrize("read", READERS)
def test_no_space_comes_into_a_word(read: Reader, prose: Book, tmp_path: Path) -> None:
    """Lines are justified between hanzi, and no reader takes the white for a space.

    Only on a loose line, one in fifty, may the white of a mark be taken for one.
    """
    (section,) = next(prose.plan.chapters).sections
    written = "\n".join(planned.block.text.plain for planned in section.blocks)
    pages = range(1, prose.pdf.page_count + 1)
    text = "\n".join(read(prose.made.data, page, tmp_path) for page in pages)
    torn = [found for found in TORN.finditer(text) if found[1] + found[2] in written]
    beside = [found for found in torn if found[1][-1] in MARKS or found[2][0] in "（“"]
    assert [found[0] for found in torn if found not in beside] == []
    assert len(beside) <= sum(char in MARKS for char in text) / 50


@pytest.mark.parametrize("read", READERS)
def test_labels_are_whole_words(read: Reader, lesson_book: Book, tmp_path: Path) -> None:
    data, count = lesson_book.made.data, lesson_book.pdf.page_count
    text = closed("\n".join(read(data, page, tmp_path) for page in range(1, count + 1)))
    words = lesson_book.plan.words
    blocks = [planned for chapter in lesson_book.plan.chapters for _, planned in chapter.blocks]
    printed = [one for one in blocks if one.block.audience == "all" and one.kind != "quiz"]
    labels = [closed(one.label) for one in printed]
    assert [label for label in (*labels, words("objectives"), words("answers")) if label not in text] == []


@pytest.mark.parametrize("read", READERS)
def test_a_space_is_read_as_the_space_that_it_is(read: Reader, lesson_book: Book, tmp_path: Path) -> None:
    """The running head has spaces between hanzi and figures, whatever else the face of the figures has set."""
    (chapter,) = lesson_book.plan.chapters
    heads = [read(lesson_book.made.data, page, tmp_path) for page in range(1, lesson_book.pdf.page_count + 1)]
    assert any(chapter.label in head for head in heads), chapter.label


@pytest.mark.parametrize("read", READERS[:2])
def test_the_contents_are_read_with_their_page_numbers(
    read: Reader, lesson_book: Book, tmp_path: Path
) -> None:
    """A number that is put in after the layout is read where it stands, once and whole; pdfminer reads by columns."""
    (chapter,) = lesson_book.plan.chapters
    marks = lesson_book.pdf.bookmarks()
    (at,) = (mark.page for mark in marks if mark.title == lesson_book.plan.words("contents"))
    contents = squeezed(read(lesson_book.made.data, at, tmp_path))
    for section in chapter.sections:
        title, page = squeezed(section.section.title.plain), lesson_book.made.page_map[section.anchor]
        assert re.search(rf"{re.escape(title)}[.·…]*{page}(?!\d)", contents), (title, page, contents)
