"""CLREQ, rule by rule, on a finished book: measure, grid, dots, readings, heads, captions, tables, numbers of pages."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from helpers.books import Book, make
from helpers.cases import chapter_project
from helpers.pdf import PrintedLine
from helpers.setting import ours
from helpers.whole_book import BookFigures, figures_of, full_lines

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A chapter with everything that stands among lines, long enough for a spread."""
    blocks = (SAMPLES / "pages.yaml").read_text("utf-8")
    prose = (Path(__file__).parents[1] / "pdf" / "samples" / "prose.yaml").read_text("utf-8")
    return make(chapter_project(blocks + prose, tmp_path_factory.mktemp("pages") / "book"))


@pytest.fixture(scope="module")
def figures(pages: Book) -> BookFigures:
    return figures_of(pages)


def test_running_text_keeps_every_rule_of_lines(figures: BookFigures) -> None:
    """The thresholds that hold for a whole book, on a sample of it."""
    assert figures.lines > 120
    assert figures.within >= 0.995 * (figures.lines - len(figures.ragged))
    assert (figures.past, figures.holes, figures.starts, figures.ends, figures.single) == ([], [], [], [], [])
    assert len(figures.ragged) <= 0.005 * figures.lines
    assert figures.halved == figures.marks > 10


def test_ragged_lines_are_reported_and_few_lines_are_left_to_the_engine(
    pages: Book, figures: BookFigures
) -> None:
    report = pages.made.lines
    assert len(report.ragged) >= len(figures.ragged)
    assert sum(report.plain.values()) <= 0.03 * report.planned
    assert set(report.plain) <= {"spaced letters"}, "the dots of the contents are no lines of text"


def test_the_measure_is_a_whole_number_of_em(pages: Book) -> None:
    """CLREQ 2.3.2."""
    for paper in pages.theme.tokens.book.papers.values():
        assert paper.measure == int(paper.measure)


def test_prose_stands_on_the_grid_across_a_spread(pages: Book) -> None:
    """CLREQ 2.3.3: lines of facing pages stand at the same height, beside and below tables and heads."""
    paper = pages.theme.tokens.book.papers["a4"]
    rests = {round((line.baseline - paper.top.pt) % paper.leading.pt, 0) for line, _ in full_lines(pages)}
    assert len(rests) == 1
    assert len({line.page for line, _ in full_lines(pages)}) >= 4


def circles(page) -> list[tuple[float, float]]:
    """The middles of small filled curves on a page."""
    return sorted(
        ((curve["x0"] + curve["x1"]) / 2, (curve["top"] + curve["bottom"]) / 2)
        for curve in page.curves
        if curve["fill"] and 1 < curve["x1"] - curve["x0"] < 4
    )


def test_emphasis_dots_stand_under_the_middle_of_hanzi_and_under_no_mark(pages: Book) -> None:
    """CLREQ 3.3.2."""
    page = next(page for page in pages.pdf.pages if "加重点" in "".join(char["text"] for char in page.chars))
    line = [char for char in page.chars if abs(char["size"] - 10.5) < 0.1]
    text = "".join(char["text"] for char in line)
    start = text.index("重点，加点")
    middles = [
        (char["x0"] + char["x1"]) / 2
        for at in (start, text.index("强调"))
        for char in line[at : at + (5 if at == start else 2)]
        if char["text"] != "，"
    ]
    assert len(middles) == 6
    baseline = float(page.height) - float(line[start]["matrix"][5])
    dots = [dot for dot in circles(page) if baseline < dot[1] < baseline + 8]
    assert [round(x, 1) for x, _ in dots] == pytest.approx([round(x, 1) for x in sorted(middles)], abs=0.15)
    assert all(0.25 < (y - baseline) / 10.5 < 0.5 for _, y in dots)


def test_readings_stand_over_the_middle_of_their_characters_and_never_touch(pages: Book) -> None:
    """CLREQ 3.3.1: a syllable a character; a long one widens what it stands over."""
    page = next(page for page in pages.pdf.pages if "饸" in "".join(char["text"] for char in page.chars))
    small = [char for char in page.chars if abs(char["size"] - 5) < 0.1]
    readings: list[list] = []
    for char in small:
        if readings and abs(char["x0"] - readings[-1][-1]["x1"]) < 0.3:
            readings[-1].append(char)
        else:
            readings.append([char])
    spans = [(reading[0]["x0"], reading[-1]["x1"]) for reading in readings]
    assert ["".join(char["text"] for char in reading) for reading in readings] == [
        "hé",
        "le",
        "zhuāng",
        "shuāng",
    ]
    assert all(after[0] - before[1] > 0.5 for before, after in pairwise(spans))
    bases = [next(char for char in page.chars if char["text"] == base) for base in "饸饹庄双"]
    for (left, right), base in zip(spans, bases, strict=True):
        assert (left + right) / 2 == pytest.approx((base["x0"] + base["x1"]) / 2, abs=0.15)
        assert base["size"] == pytest.approx(10.5)


def test_numbers_of_pages_in_running_text_close_up(pages: Book) -> None:
    """A number is filled in after the layout, and its line reaches the edge again with even gaps."""
    lines = [line for line, _ in full_lines(pages)] + last_lines(pages)
    with_number = [line for line in lines if re.search(r"[^\d]\d 页也说过", line.text)]
    assert with_number
    for line in with_number:
        chars = [
            char
            for char in pages.pdf.pages[line.page - 1].chars
            if abs(float(pages.pdf.pages[line.page - 1].height) - float(char["matrix"][5]) - line.baseline)
            < 1
            and char["text"].strip()
        ]
        gaps = [after["x0"] - before["x1"] for before, after in pairwise(chars)]
        assert max(gaps) < 0.6 * 10.5


def last_lines(book: Book) -> list[PrintedLine]:
    return [line for page in range(1, book.pdf.page_count + 1) for line in book.pdf.lines(page, 10.5)]


def test_headings_are_not_spread_and_end_in_no_single_character() -> None:
    html = "<h1 style='--lines: balanced; text-align: left; font-size: 10.5pt; margin: 0; text-indent: 0'>{}</h1>"
    title = "训练一个模型要花多少钱，取决于两件事，参数量与词元数"
    made = ours([html.format(title)], 20)
    assert [len(line.text) for line in made.lines] == [12, 14]
    assert all(abs(gap) < 0.005 for line in made.lines for gap in line.gaps())


def test_no_page_begins_or_ends_with_a_single_line_of_a_paragraph(pages: Book) -> None:
    """Widows and orphans: at either end of a page stand two lines of a paragraph at least."""
    paper = pages.theme.tokens.book.papers["a4"]
    full = {(line.page, round(line.baseline)): line for line, _ in full_lines(pages)}
    for page in sorted({page for page, _ in full}):
        lines = [line for line in pages.pdf.lines(page, paper.size.pt) if line.size > 10]
        bottom = paper.top.pt + paper.lines * paper.leading.pt - paper.leading.pt
        last = lines[-1]
        if last.baseline > bottom and (page, round(last.baseline)) in full:
            # It goes on overleaf, so the line above belongs to it too.
            assert (page, round(last.baseline - paper.leading.pt)) in full


def test_captions_and_cells_take_the_same_gaps(pages: Book) -> None:
    """Between hanzi and Latin a quarter em of the smaller type, and nothing is stretched."""
    page = next(
        page for page in pages.pdf.pages if "先看这一张表" in "".join(char["text"] for char in page.chars)
    )
    chars = [char for char in page.chars if 8 < char["size"] < 9.2]
    found = []
    for here, after in pairwise(chars):
        same = abs(here["matrix"][5] - after["matrix"][5]) < 0.5
        if same and re.match("[\u4e00-\u9fff]", here["text"]) and after["text"] == "G":
            found.append((after["x0"] - here["x1"]) / here["size"])
    assert found and all(gap == pytest.approx(0.25, abs=0.02) for gap in found)


def test_no_table_cell_ends_in_a_single_character(pages: Book) -> None:
    text = "每人每季度旁听四次客户电话"
    made = ours([f"<span style='text-align: left'>{text}</span>"], 14, "left")
    assert len(made.lines[-1].text) >= 2


def test_calls_of_notes_cling_to_what_is_before_them_and_notes_are_set_by_the_same_rules(pages: Book) -> None:
    page = next(
        page
        for page in pages.pdf.pages
        if "按2025年的GPU租价" in "".join(char["text"] for char in page.chars)
    )
    calls = [char for char in page.chars if char["text"] in "①②③④⑤⑥⑦⑧" and abs(char["size"] - 7) < 0.1]
    left = min(char["x0"] for char in page.chars if abs(char["size"] - 10.5) < 0.1)
    assert len(calls) == 8
    assert all(call["x0"] > left + 10 for call in calls)
    note = [char for char in page.chars if abs(char["size"] - 8) < 0.1]
    at = next(index for index, char in enumerate(note) if char["text"] == "按")
    assert note[at + 1]["x0"] - note[at]["x1"] == pytest.approx(2, abs=0.1)
