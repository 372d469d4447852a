"""What goes on overleaf: blocks are parted well or not at all, and the next page says what goes on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from helpers.books import Book, make
from helpers.cases import chapter_project, plan_of
from helpers.feet import CASE, empty_feet
from helpers.pdf import Pdf

from handbook.pdf.book import make_pdf
from handbook.problems import Problems
from handbook.theme.load import load_theme

MEASURE = 34
PARTS = ("经过", "决定", "结果", "一课")
LONG_TABLE = "- kind: table\n  title: 长表\n  columns: [{title: 项}, {title: 值}]\n  rows:\n"
GLOSSARY = """terms:
  - id: token
    term: 词元
    english: Token
    definition: 模型读写文本的最小单位。
"""


def filler(lines: int) -> str:
    """Paragraphs that take so many lines of the grid, three to a paragraph, but for the last."""
    counts = [3] * (lines // 3) + [lines % 3] * bool(lines % 3)
    return "".join(f"- {'文' * (MEASURE * count - 9)}。\n" for count in counts)


def grid(count: int, example: int = 0, label: str = "表格") -> str:
    """A field of a worksheet: a table with so many rows."""
    rows = ", ".join(f"行{number}" for number in range(1, count + 1))
    filled = ", ".join(f"[例{number}, 填好的一行]" for number in range(1, example + 1))
    more = f", example: [{filled}]" if example else ""
    return f"    - {{type: table, label: {label}, columns: [名, 值], rows: [{rows}]{more}}}\n"


def area(count: int) -> str:
    return f"    - {{type: area, label: 写几行, lines: {count}}}\n"


def sheet(*fields: str) -> str:
    return "- kind: worksheet\n  title: 一张表\n  task: 照样子填。\n  fields:\n" + "".join(fields)


def book_of(blocks: str, folder: Path, glossary: str = "") -> Book:
    root = chapter_project(blocks, folder / "book")
    if glossary:
        (root / "content" / "glossary.yaml").write_text(glossary, "utf-8")
    return make(root)


def body(book: Book) -> range:
    """The pages of the chapter behind its opening."""
    first = book.made.page_map["ch-first-one"]
    pages = range(first, book.pdf.page_count + 1)
    after = (page for page in pages if re.search("书末版记|术语表", book.pdf.text_on(page)))
    return range(first, next(after, pages.stop))


def pages_of(book: Book, pattern: str) -> dict[str, int]:
    """On which page each match of a pattern stands first."""
    found: dict[str, int] = {}
    for page in body(book):
        for match in re.findall(pattern, book.pdf.text_on(page)):
            found.setdefault(match, page)
    return found


@pytest.mark.parametrize("before", [22, 25])
def test_a_worksheet_of_which_little_would_stand_at_a_foot_begins_the_next_page(
    before: int, tmp_path: Path
) -> None:
    book = book_of(filler(before) + sheet(grid(7), area(6)), tmp_path)
    places = pages_of(book, r"照样子填|行\d|写几行")
    assert set(places.values()) == {body(book)[1]}
    assert all(share <= 0.4 for _, share in empty_feet(book))


@pytest.mark.parametrize("before", [3, 6, 9, 12])
def test_a_short_table_of_a_worksheet_stands_with_its_label(before: int, tmp_path: Path) -> None:
    book = book_of(filler(before) + sheet(area(12), grid(5)), tmp_path)
    assert len(set(pages_of(book, r"表格|行\d").values())) == 1


def test_a_worksheet_that_all_but_fits_gives_way_in_its_rows(tmp_path: Path) -> None:
    """So many rows of the usual height take more than the page."""
    book = book_of(sheet(grid(17)), tmp_path)
    assert set(pages_of(book, r"行\d+").values()) == {body(book)[0]}
    tops = {line.text[:3]: line.baseline for line in book.pdf.lines(body(book)[0])}
    rows = [tops[f"行{number}"] for number in range(1, 10)]
    assert 20 < rows[1] - rows[0] < 33


@pytest.mark.parametrize("before", [18, 19, 20])
def test_a_table_of_a_worksheet_that_all_but_fits_its_page_is_not_torn(before: int, tmp_path: Path) -> None:
    """The worksheet goes on overleaf, but so low rows as its style allows leave the table whole."""
    book = book_of(filler(before) + sheet(grid(6), area(6), area(6)), tmp_path)
    assert set(pages_of(book, r"行\d").values()) == {body(book)[0]}


@pytest.mark.parametrize("before", range(18, 32, 2))
def test_a_card_keeps_two_parts_or_a_third_of_itself_on_either_side(before: int, tmp_path: Path) -> None:
    book = book_of(filler(before) + CASE.format(text="经" * 33 + "过" * 30) + "- 完。\n", tmp_path)
    labels, lines = [], []
    for page in body(book):
        said = [line.text for line in book.pdf.lines(page)]
        labels.append(sum(line.startswith(PARTS) and len(line) < 4 for line in said))
        lines.append(sum(set(line) <= set("经过决定结果一课") for line in said))
    sides = [(count, part) for count, part in zip(labels, lines, strict=True) if part]
    assert len(sides) == 1 or all(count >= 2 or part >= sum(lines) / 3 for count, part in sides)


@pytest.mark.parametrize("before", [24, 25, 26])
def test_a_card_is_not_torn_after_its_first_part_nor_before_its_last_lines(
    before: int, tmp_path: Path
) -> None:
    card = f"- kind: qa\n  question: 多少？\n  answer: {'答' * 40}\n  reasoning: {'理' * 40}\n  example: {'例' * 198}\n"
    book = book_of(filler(before) + card + "- 完。\n", tmp_path)
    said = {page: [line.text for line in book.pdf.lines(page)] for page in body(book)[:2]}
    assert (
        len([page for page, lines in said.items() if any(re.match("[答理例]{3}", one) for one in lines)]) == 1
    )


def test_the_page_after_says_what_goes_on(tmp_path: Path) -> None:
    table = LONG_TABLE + "".join(f"    - [行{number}, 一句]\n" for number in range(1, 40))
    book = book_of(filler(20) + table + filler(40), tmp_path)
    first, second, third = (book.pdf.text_on(page) for page in body(book)[:3])
    assert "表 1-1（续）" in second
    assert "（续）" not in first + third


def test_a_sentence_under_a_block_stands_with_the_block_that_it_leads_to(tmp_path: Path) -> None:
    card = "- kind: callout\n  tone: tip\n  title: 提示\n  text: 一句提示。\n"
    table = LONG_TABLE + "".join(f"    - [行{number}, 一句]\n" for number in range(1, 8))
    parted = 0
    for before in range(25, 30):
        book = book_of(filler(before) + card + "- 下面这张表是要记住的。\n" + table, tmp_path / str(before))
        places = pages_of(book, "要记住的|长表")
        assert len(set(places.values())) == 1
        parted += places["长表"] > body(book)[0]
    assert parted == 5


def test_a_checklist_is_read_on_overleaf_where_it_was_left(tmp_path: Path) -> None:
    """Its groups stand two to a row: none is torn, and none overleaf comes before one that stands here."""
    groups = "".join(
        f"    - {{title: 组{letter}, items: [{', '.join(f'{letter}第{n}条' for n in range(1, 6))}]}}\n"
        for letter in "甲乙丙丁"
    )
    checklist = f"- kind: checklist\n  title: 清点\n  groups:\n{groups}"
    parted = 0
    for before in (22, 24, 26):
        book = book_of(filler(before) + checklist, tmp_path / str(before))
        places = pages_of(book, "[甲乙丙丁]第[1-5]条")
        pages = [{places[f"{letter}第{number}条"] for number in range(1, 6)} for letter in "甲乙丙丁"]
        order = [page for found in pages for page in found]
        assert len(order) == len(pages) and order == sorted(order)
        parted += order[0] < order[-1]
    assert parted


@pytest.mark.parametrize("before", [0, 1, 2, 3])
def test_no_page_of_a_listing_begins_with_an_empty_line(before: int, tmp_path: Path) -> None:
    code = "".join(f"      line_{number} = {number}\n\n" for number in range(1, 41))
    block = f"- kind: code\n  language: python\n  code: |\n{code}"
    book = book_of(filler(before) + block, tmp_path)
    tops = [[line.text for line in book.pdf.lines(page) if "Mono" in line.font] for page in body(book)[1:]]
    firsts = [lines[0] for lines in tops if lines]
    assert firsts
    assert all("line_" in first for first in firsts)


@pytest.mark.parametrize("before", [0, 1, 2, 3])
def test_no_page_ends_with_the_number_of_an_empty_line(before: int, tmp_path: Path) -> None:
    code = "".join(f"      line_{number} = {number}\n\n" for number in range(1, 41))
    book = book_of(filler(before) + f"- kind: code\n  language: python\n  code: |\n{code}", tmp_path)
    pages = [[line.text for line in book.pdf.lines(page) if "Mono" in line.font] for page in body(book)]
    feet = [lines[-1] for lines in pages if lines]
    assert len(feet) > 1
    assert all("line_" in foot for foot in feet)


def test_the_ground_of_an_example_ends_with_what_it_holds(tmp_path: Path) -> None:
    book = book_of(filler(12) + sheet(grid(4, example=16)), tmp_path)
    tint = book.theme.tokens.colours.tint
    checked = 0
    for number in body(book):
        page = book.pdf.pages[number - 1]
        for rect in page.rects:
            if rect["width"] < 200 or _hex(rect["non_stroking_color"]) != tint.hex.lower():
                continue
            inside = [char["bottom"] for char in page.chars if rect["top"] < char["top"] < rect["bottom"]]
            assert rect["bottom"] - max(inside) < 20
            checked += 1
    assert checked == 2, "the example goes on overleaf"


def _hex(colour: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def test_a_definition_stands_on_the_page_of_its_word(tmp_path: Path) -> None:
    """Also where its paragraph goes on overleaf, and the word stands in the lines that do."""
    parted = 0
    for lines in range(29, 34):
        used = "一段很长的话里先说别的事情，说很久，" * 9 + "最后才说到{term}`词元 <token>`，它也要算钱。"
        more = ["- 后面还有几句话，" + "凑足一行又一行的字。" * 9] * 6
        blocks = "\n".join(["- 短短一行话。"] * lines + [f'- "{used}"', *more])
        book = book_of(blocks, tmp_path / str(lines), GLOSSARY)
        pages = [book.pdf.text_on(page) for page in body(book)]
        (noted,) = [number for number, text in enumerate(pages) if "最小单位" in text]
        assert "说到词元" in pages[noted]
        parted += "先说别的事情" in pages[noted - 1]
    assert parted


def test_a_worksheet_goes_on_overleaf_in_a_theme_that_gives_its_rows_no_height(tmp_path: Path) -> None:
    root = chapter_project(filler(3) + sheet(area(3), grid(24)), tmp_path / "book")
    folder = root / "themes" / "mine"
    (folder / "pdf").mkdir(parents=True)
    (folder / "theme.yaml").write_text("name: mine\nextends: default\n", "utf-8")
    (folder / "pdf" / "zz.css").write_text(".worksheet .gives-way { height: auto !important }\n", "utf-8")
    problems = Problems()
    theme = load_theme("mine", root, problems)
    assert theme is not None
    book = Pdf(make_pdf(plan_of(root), theme, None, problems).data)
    assert not problems.errors
    assert "行24" in book.text
