"""Pages: numbers that agree, faces that travel, bytes that stay the same."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.books import Book, make
from helpers.cases import chapter_project

from handbook.pdf import book as made_by
from handbook.theme.load import family_names

ROOT = Path(__file__).parents[2]
TWO_CHAPTERS = """\
- kind: text
  text: 先看{ref}`下一张表 <numbers>`，再看{ref}`numbers`。
- id: numbers
  kind: table
  title: 数
  columns: [{title: 项}, {title: 值}]
  rows: [[甲, 1], [乙, 2]]
- 最后一段。
"""


def test_nothing_is_warned_of(book: Book) -> None:
    assert [problem.what for problem in book.problems] == []


def test_contents_name_the_real_pages(book: Book) -> None:
    """Every page number that links to an anchor is the number of the page where that anchor stands."""
    checked, pages = 0, contents_of(book)
    for page, name, target, box in book.pdf.links():
        if page in pages:
            assert book.pdf.number_in(page, box) == target, name
            checked += 1
    assert checked >= len(list(book.plan.chapters))


def contents_of(book: Book) -> range:
    """The pages of the contents, up to the lists of figures and tables."""
    first = next(mark.page for mark in book.pdf.bookmarks() if mark.title == book.plan.words.contents)
    return range(first, book.made.page_map["list-figure"])


def test_the_page_map_is_where_the_anchors_are(book: Book) -> None:
    for _, name, target, _ in book.pdf.links():
        assert book.made.page_map[name] == target


def test_references_with_a_page_name_the_right_one(book: Book) -> None:
    shown = []
    for page, name, target, box in book.pdf.links():
        text = book.pdf.text_in(page, box)
        if name.startswith("term-") and text.endswith("页"):
            shown.append((int(re.findall(r"\d+", text)[-1]), target))
    assert shown and all(number == target for number, target in shown)


def test_folios_are_the_numbers_of_the_pages(book: Book) -> None:
    for chapter in book.plan.chapters:
        page = book.made.page_map[chapter.anchor]
        assert str(page) in [line.text.strip() for line in book.pdf.lines(page)]


def test_no_slot_is_left_empty(book: Book) -> None:
    assert not re.search(r"(?<!\d)000(?!\d)", "".join(re.findall(r"第\s*000\s*页|000 页", book.pdf.text)))
    assert not any("000" in book.pdf.text_on(page) for page in contents_of(book))


def test_chapters_and_parts_open_on_a_recto(book: Book) -> None:
    openings = [entry.anchor for entry in (*book.plan.chapters, *book.plan.parts)]
    assert [anchor for anchor in openings if book.made.page_map[anchor] % 2 == 0] == []


def test_bookmarks_lead_to_chapters_and_sections(book: Book) -> None:
    marks = {mark.title: mark for mark in book.pdf.bookmarks()}
    for chapter in book.plan.chapters:
        title = f"{chapter.label}　{chapter.chapter.title.plain}"
        assert marks[title].page == book.made.page_map[chapter.anchor]
        for section in chapter.sections:
            found = marks[f"{section.number}　{section.section.title.plain}"]
            assert (found.page, found.level) == (book.made.page_map[section.anchor], marks[title].level + 1)


def test_every_font_is_ours_and_travels_with_the_book(book: Book) -> None:
    ours = {name.replace(" ", "-") for name in family_names(book.theme.fonts)}
    fonts = book.pdf.fonts()
    assert {re.sub(r"^[A-Z]{6}\+", "", name) for name in fonts} <= {
        f"{family}{latin}{style}"
        for family in ours
        for latin in ("", "-Latin")
        for style in ("", "-Bold", "-Italic", "-Light")
    }
    assert all(re.match(r"[A-Z]{6}\+", name) for name in fonts)
    assert book.pdf.fonts_without_file() == set()


def test_the_file_is_tagged_and_says_what_it_is(book: Book) -> None:
    root, told = book.pdf.root, book.pdf.metadata()
    assert str(root.Lang) == "zh-CN" and bool(root.MarkInfo.Marked) and "/StructTreeRoot" in root
    assert told["/Title"] == book.plan.handbook.book.title.plain
    assert told["/Author"] == ", ".join(person.name for person in book.plan.handbook.book.authors)


def test_every_figure_has_words_for_those_who_cannot_see_it(book: Book) -> None:
    figures = [node for node in structure(book.pdf.root.StructTreeRoot) if node.get("/S") == "/Figure"]
    assert figures and all(str(node.get("/Alt", "")).strip() for node in figures)


def structure(node: object) -> list:
    found = []
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) or kids._type_name == "array" else [kids]:
        if hasattr(kid, "get") and kid._type_name == "dictionary" and "/S" in kid:
            found.append(kid)
            found += structure(kid)
    return found


@pytest.mark.parametrize("paper", ["a4", "a5", "b5", "16k", "letter"])
def test_every_paper_has_its_size_and_keeps_its_measure(paper: str, tmp_path: Path) -> None:
    root = chapter_project(
        (Path(__file__).parent / "samples" / "prose.yaml").read_text("utf-8"), tmp_path / "book"
    )
    book = make(root, paper)
    size = book.theme.tokens.book.papers[paper]
    assert book.pdf.page_size(1) == pytest.approx((size.width.pt, size.height.pt), abs=0.01)
    measure = size.measure * size.size.pt
    outer = size.width.pt - size.inner.pt - measure
    for page in range(1, book.pdf.page_count + 1):
        left = size.inner.pt if page % 2 else outer
        for line in book.pdf.lines(page, size.size.pt):
            if line.left >= left - 1 and line.text.strip() and not line.text.strip().isdigit():
                # A mark at the end has half its width: the other half, without ink, stands beyond the edge.
                beyond = line.size / 2 if line.text.strip()[-1] in "，。、：；！？）》”’·" else 0
                assert line.right <= left + measure + beyond + 0.6, line.text


def test_one_chapter_alone_is_printed_without_the_numbers_of_the_rest() -> None:
    book = make(ROOT, only="funding")
    assert book.pdf.page_count < 40
    assert "算法见算力与成本。" in book.pdf.text.replace(" ", "").replace("\n", "")


def test_two_processes_make_the_same_bytes(tmp_path: Path) -> None:
    root = chapter_project(TWO_CHAPTERS, tmp_path / "book")
    script = (
        "import sys, hashlib; sys.path[:0] = sys.argv[2:]; from pathlib import Path; from helpers.books import make;"
        "print(hashlib.sha256(make(Path(sys.argv[1])).made.data).hexdigest())"
    )
    sums = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run(
            [sys.executable, "-c", script, str(root), str(ROOT), str(ROOT / "tests")],
            capture_output=True, text=True, env=environment, check=True,
        )  # fmt: skip
        sums.add(run.stdout.strip())
    assert len(sums) == 1
    assert sums == {hashlib.sha256(make(root).made.data).hexdigest()}


def test_the_date_is_that_of_the_edition_or_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = chapter_project("- 正文。", tmp_path / "book")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert make(root).pdf.metadata()["/CreationDate"].startswith("D:20260101")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert make(root).pdf.metadata()["/CreationDate"].startswith("D:20010909")


def test_an_engine_that_is_not_known_makes_a_book_with_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = chapter_project(TWO_CHAPTERS, tmp_path / "book")
    monkeypatch.setattr(made_by, "known_engine", lambda: "something is gone")
    book = make(root)
    assert [problem.code for problem in book.problems.warnings] == ["engine"]
    assert "000" not in book.pdf.text
