"""Front and back matter as pages: parts before the contents, lists, maps, glossaries and what stands on them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from helpers.books import Book, make, renderer_for
from helpers.cases import chapter_project

GALLERY = Path(__file__).parents[2] / "examples" / "gallery"
SIDE_FILES = {
    "references": """\
references:
  - {id: first2020, type: book, title: 第一本, issued: "2020"}
  - {id: second2021, type: book, title: 第二本, issued: "2021"}
""",
    "facts": """\
facts:
  - {id: F1, statement: 一件事。, cite: [second2021], certainty: confirmed, checked: 2026-01-01}
""",
    "glossary": """\
terms:
  - {id: transformer, term: Transformer, english: Transformer, definition: 一种网络架构。}
  - {id: token, term: 词元, english: Token, definition: 模型读写文字的最小单位。}
""",
}


def tables(count: int) -> str:
    """Blocks of so many small tables, each in the list of tables."""
    return "".join(
        f"""\
- kind: table
  title: 第{number}张表里的API价
  columns: [{{title: 项}}, {{title: 值}}]
  rows: [[甲, 1], [乙, 2]]
"""
        for number in range(1, count + 1)
    )


def project(blocks: str, folder: Path, **files: str) -> Path:
    """A project with one chapter and the files beside it."""
    root = chapter_project(blocks, folder / "book")
    for name, text in files.items():
        (root / "content" / f"{name}.yaml").write_text(text, "utf-8")
    return root


@pytest.fixture(scope="module")
def gallery() -> Book:
    return make(GALLERY)


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return make(project(tables(8), tmp_path_factory.mktemp("listed")))


def test_a_preface_opens_on_a_recto_before_the_contents(gallery: Book) -> None:
    pages = gallery.made.page_map
    first = pages["front-preface"]
    contents = next(mark.page for mark in gallery.pdf.bookmarks() if mark.title == "目录")
    assert first % 2 == 1 and 1 < first < contents < pages["part-1"]


def test_a_preface_stands_in_contents_and_bookmarks_with_its_page(gallery: Book) -> None:
    page = gallery.made.page_map["front-preface"]
    assert ("前言", page, 1) in [(mark.title, mark.page, mark.level) for mark in gallery.pdf.bookmarks()]
    contents = next(mark.page for mark in gallery.pdf.bookmarks() if mark.title == "目录")
    shown = [
        gallery.pdf.number_in(at, box)
        for at, name, _, box in gallery.pdf.links()
        if (at, name) == (contents, "front-preface")
    ]
    assert shown == [page]


def test_heads_of_a_preface_carry_no_number(gallery: Book) -> None:
    text = gallery.pdf.text_on(gallery.made.page_map["front-preface"])
    titles = [section.title.plain for section in gallery.plan.handbook.front[0].sections]
    assert titles and all(title in text for title in titles)
    assert not re.search(rf"\d\s*{titles[0]}", text)


def test_a_preface_is_referred_to_by_its_title(tmp_path: Path) -> None:
    root = project("- 先看{ref}`preface`。", tmp_path)
    (root / "content" / "front").mkdir()
    (root / "content" / "front" / "preface.yaml").write_text(
        "id: preface\ntitle: 前言\nsections: [{id: why, title: 缘起, blocks: [第一段。]}]\n", "utf-8"
    )
    book = root / "content" / "book.yaml"
    book.write_text(book.read_text("utf-8").replace("parts:", "front: [preface]\nparts:"), "utf-8")
    made = make(root)
    assert "先看前言，第3页。" in made.pdf.text.replace(" ", "")


def test_lists_part_hanzi_from_latin_by_a_quarter_em(listed: Book) -> None:
    first = listed.made.page_map["list-table"]
    for line in listed.pdf.pages[first - 1].extract_text_lines():
        chars = line["chars"]
        if "API" not in line["text"]:
            continue
        letter = next(at for at, char in enumerate(chars) if char["text"] == "A" and char["size"] < 12)
        before, price = chars[letter - 1], chars[letter + 3]
        for left, right in ((before, chars[letter]), (chars[letter + 2], price)):
            gap = (right["x0"] - left["x1"]) / before["size"]
            assert 0.1 < gap < 0.4, line["text"]
        break
    else:
        pytest.fail("no table is listed")


def test_no_page_of_a_list_holds_one_entry_alone(tmp_path: Path) -> None:
    def entries(count: int) -> list[int]:
        book = make(project(tables(count), tmp_path / str(count)))
        pages = range(book.made.page_map["list-table"], book.made.page_map["ch-first"])
        return [held for page in pages if (held := book.pdf.text_on(page).count("张表里的"))]

    full = entries(60)[0]
    assert entries(full + 1) == [full - 2, 3]


def test_no_head_of_the_source_map_stands_on_a_page_without_its_table(tmp_path: Path) -> None:
    """A long title pushed what floated beside it to a line of its own, and the table to the next page."""
    rows = "".join(
        f"  - {{id: {name}-{number}, document: {name}, title: 第{number}节, kind: section, left_out: 不用。}}\n"
        for name in ("s1", "s2")
        for number in range(20 if name == "s1" else 40)
    )
    title = "《一本题目长到占满整行的旧稿：从第一句写到最后一句》，全文及附录"
    sources = f"documents:\n  - {{id: s1, title: 短题}}\n  - {{id: s2, title: {title}}}\nsections:\n{rows}"
    book = make(project("- 正文。", tmp_path, sources=sources))
    pages = range(book.made.page_map["sources"], book.made.page_map["colophon"])
    (page,) = (page for page in pages if "占满整行" in book.pdf.text_on(page))
    assert "s2-0" in book.pdf.text_on(page)


def test_references_of_author_and_facts_stand_in_one_bracket(tmp_path: Path) -> None:
    root = project("- kind: text\n  facts: [F1]\n  text: 一句话{cite}`first2020`。\n", tmp_path, **SIDE_FILES)
    renderer, _ = renderer_for(root)
    section = next(renderer.plan.chapters).sections[0]
    shown = re.sub("<[^>]*>", "", str(renderer.block(section.blocks[0]))).strip()
    assert shown == "一句话[1, 2]。"


def test_a_term_that_is_foreign_already_is_named_once(tmp_path: Path) -> None:
    root = project("- 先说{term}`transformer`，再说{term}`token`。", tmp_path, **SIDE_FILES)
    book = make(root)
    text = book.pdf.text_on(book.made.page_map["glossary"])
    assert text.count("Transformer") == 1
    assert text.count("Token") == 1


def test_the_list_of_question_cards_gives_the_whole_answer(tmp_path: Path) -> None:
    card = "- kind: qa\n  question: 先做哪件？\n  answer: 看钱：有，先做贵的；没有，先做小的。\n  reasoning: 钱少。\n"
    book = make(project(card, tmp_path))
    text = book.pdf.text_on(book.made.page_map["questions"])
    assert "看钱：有，先做贵的；没有，先做小的。" in text


def test_the_colophon_of_sixteen_chapters_is_one_page(gallery: Book) -> None:
    """Each deck takes a row: rows are low enough for a long book."""
    first = gallery.made.page_map["colophon"]
    assert gallery.pdf.page_count == first
    rows = [line for line in gallery.pdf.lines(first) if ".pptx" in line.text]
    pitch = rows[1].baseline - rows[0].baseline
    bottom = gallery.theme.tokens.book.papers["a4"]
    room = bottom.top.pt + bottom.lines * bottom.leading.pt - rows[-1].baseline
    assert room > (16 - len(rows)) * pitch
