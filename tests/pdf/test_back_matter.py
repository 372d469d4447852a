"""The back matter: every number in it is the page where the thing stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.books import Book, make

from handbook.model.blocks.prose import Definition
from handbook.model.coverage import absorbed
from handbook.pdf.locators import Locators
from handbook.plan.index import IndexEntry, citation_stem, main_stem, term_stem

UNNUMBERED = ("term-", "ref-", "src-")
"""Beginnings of places to which links lead that show no page."""
GALLERY = Path(__file__).parents[2] / "examples" / "gallery"


@pytest.fixture(scope="module")
def gallery() -> Book:
    return make(GALLERY)


def pages_of(book: Book, name: str) -> range:
    """The pages of a part of the back matter."""
    starts = sorted({book.made.page_map[part.name] for part in book.plan.back})
    starts += [book.made.page_map[entry.anchor] for entry in book.plan.appendices]
    first = book.made.page_map[name]
    return range(first, min([page for page in starts if page > first], default=book.pdf.page_count + 1))


def numbered_links(book: Book, name: str) -> Iterator[tuple[str, int, int]]:
    """Links of a part whose text is a page number: where they lead, what they say, the page they lead to."""
    for page, target, target_page, box in book.pdf.links():
        if re.search(r"\d-\w+$", book.pdf.text_in(page, box).strip()):
            continue  # the number of a block, such as 2-1
        said = book.pdf.number_in(page, box)
        if page in pages_of(book, name) and said is not None and not target.startswith(UNNUMBERED):
            yield target, said, target_page


@pytest.mark.parametrize("name", ["questions", "worksheets", "glossary", "references", "index"])
def test_every_number_is_the_page_that_it_leads_to(gallery: Book, name: str) -> None:
    shown = list(numbered_links(gallery, name))
    assert shown
    assert [(target, said) for target, said, page in shown if said != page] == []


def test_parts_stand_in_their_order_under_the_letters_of_appendices(gallery: Book) -> None:
    names = [part.name for part in gallery.plan.back]
    assert names == [
        "answers", "questions", "worksheets", "errata", "sources", "glossary", "references", "index", "colophon",
    ]  # fmt: skip
    assert [part.letter for part in gallery.plan.back] == ["", *"BCDEFG", "", ""]
    pages = [gallery.made.page_map[name] for name in names]
    assert pages == sorted(pages)
    assert pages[0] < gallery.made.page_map["app-forms"] < pages[1]


def test_the_glossary_names_every_page_that_mentions_or_defines_a_term(gallery: Book) -> None:
    pages = gallery.made.page_map
    for term in gallery.plan.glossary:
        stems = (term_stem(term.id), main_stem(term.id))
        mentioned = {page for anchor, page in pages.items() if anchor.startswith(stems)}
        mentioned |= {pages[anchor] for anchor in definitions(gallery, term.id)}
        locators = Locators(pages).of_term(term, gallery.plan.index)
        assert {page for one in locators for page in range(one.first, one.last + 1)} == mentioned


def test_the_page_of_a_definition_is_a_main_page_of_its_term(gallery: Book) -> None:
    pages = gallery.made.page_map
    defined = [(term, anchor) for term in gallery.plan.glossary for anchor in definitions(gallery, term.id)]
    assert defined
    for term, anchor in defined:
        mains = [one for one in Locators(pages).of_term(term, gallery.plan.index) if one.main]
        assert any(one.first <= pages[anchor] <= one.last for one in mains)


def definitions(book: Book, term: str) -> list[str]:
    """The anchors of the blocks that define a term."""
    return [
        planned.anchor
        for chapter in book.plan.chapters
        for _, planned in chapter.blocks
        if isinstance(planned.block, Definition) and planned.block.term == term
    ]


def test_the_questions_and_the_errors_say_what_the_sources_are_called(gallery: Book) -> None:
    handbook = gallery.plan.handbook
    assert handbook.sources is not None
    for part in ("questions", "errata"):
        text = "".join(gallery.pdf.text_on(page) for page in pages_of(gallery, part)).replace(" ", "")
        for document in handbook.sources.documents:
            assert document.title.replace(" ", "") in text


def test_the_colophon_counts_every_file_of_the_content(gallery: Book) -> None:
    text = "".join(gallery.pdf.text_on(page) for page in pages_of(gallery, "colophon")).replace(" ", "")
    content = gallery.plan.handbook.content
    files = [path for path in content.rglob("*.yaml") if path.parent != content / "data"]
    assert f"从{len(files)}个YAML文件" in text


def test_each_reference_leads_back_to_the_pages_that_cite_it(gallery: Book) -> None:
    for entry in gallery.plan.references:
        cited = {
            page
            for anchor, page in gallery.made.page_map.items()
            if anchor.startswith(citation_stem(entry.number))
        }
        assert cited
        shown = {
            said
            for target, said, _ in numbered_links(gallery, "references")
            if target.startswith(citation_stem(entry.number))
        }
        assert shown == cited


def test_pages_are_named_once_and_three_in_a_row_become_a_range() -> None:
    pages = {f"ix-1--ch-a-{number}": page for number, page in enumerate([4, 4, 7, 8, 9, 12, 13, 20], start=1)}
    pages["main"] = 8
    entry = IndexEntry("词", (("ci", "2", "词"),), stems=("ix-1--",), mains=("main",))
    (letter,) = Locators(pages).index([entry])
    assert letter.letter == "C"
    shown = [(one.first, one.last, one.main) for one in letter.entries[0].locators]
    assert shown == [(4, 4, False), (7, 9, True), (12, 12, False), (13, 13, False), (20, 20, False)]


def test_the_index_leaves_out_what_the_book_does_not_mention() -> None:
    silent = IndexEntry("无", (("wu", "2", "无"),), stems=("use-none--",))
    leading = IndexEntry("旧名", (("jiu", "4", "旧"),), see=("无",))
    assert Locators({"use-other--ch-a-1": 3}).index([silent, leading]) == ()


def test_the_index_holds_marked_words_terms_and_organisations(gallery: Book) -> None:
    text = "".join(gallery.pdf.text_on(page) for page in pages_of(gallery, "index"))
    assert "汤熬法" in text.replace("颜色", "").replace("，", "") or re.search("汤.*熬法", text)
    for word in ("翻台率", "毛利率", "并页", "翻桌率"):
        assert word in text


def test_the_source_map_names_every_section_and_says_why_one_is_left_out(gallery: Book) -> None:
    text = "".join(gallery.pdf.text_on(page) for page in pages_of(gallery, "sources"))
    handbook = gallery.plan.handbook
    assert handbook.sources is not None
    taken = absorbed(handbook)
    for section in handbook.sources.sections:
        assert section.title in text
        assert section.kind == "debris" or (section.number or section.id) in text
        if section.left_out:
            assert section.left_out.plain.replace(" ", "") in text.replace(" ", "")
        assert section.kind == "debris" or section.left_out or section.id in taken


def test_lists_call_the_sections_of_the_sources_as_their_documents_do(gallery: Book) -> None:
    assert gallery.plan.errata[0].where == (("notebook-2", "记事本 2"),)
    for part in ("questions", "errata"):
        text = "".join(gallery.pdf.text_on(page) for page in pages_of(gallery, part))
        assert "notebook" not in text and "记事本" in text


def test_a_reference_to_an_error_names_its_number_and_its_page(gallery: Book) -> None:
    (row,) = gallery.plan.errata
    letter = next(part.letter for part in gallery.plan.back if part.name == "errata")
    page = gallery.made.page_map[row.anchor]
    told = [
        gallery.pdf.text_in(at, box)
        for at, target, to, box in gallery.pdf.links()
        if target == row.anchor and to == page
    ]
    assert f"误传辨析{letter}-1" in [text.replace(" ", "") for text in told]
    assert f"误传辨析{letter}-1，第{page}页" in gallery.pdf.text.replace(" ", "")


def test_pages_that_close_an_entry_stand_at_the_far_end_of_its_column(gallery: Book) -> None:
    pages = pages_of(gallery, "glossary")
    ends: dict[int, list[float]] = {}
    for term in gallery.plan.glossary:
        last = Locators(gallery.made.page_map).of_term(term, gallery.plan.index)[-1]
        shown = [
            box for page, name, _, box in gallery.pdf.links() if page in pages and name == last.last_anchor
        ]
        column = round(gallery.pdf.anchors()[gallery.plan.term_anchor(term.id)][0])
        ends.setdefault(column, []).extend(box[2] for box in shown)
    for edges in ends.values():
        columns = {round(edge) for edge in edges}
        assert len(columns) <= 2 < len(edges)


def test_worksheets_are_printed_blank_on_pages_of_their_own(gallery: Book) -> None:
    copies = {name: page for name, page in gallery.made.page_map.items() if name.startswith("copy-")}
    assert len(copies) >= 3
    assert len(set(copies.values())) == len(copies)
    for page in copies.values():
        assert "填写示例" not in gallery.pdf.text_on(page).partition("讲解与示例")[2]


def test_running_heads_name_chapter_and_section(gallery: Book) -> None:
    chapter = next(gallery.plan.chapters)
    section = chapter.sections[-1]
    first = gallery.made.page_map[chapter.sections[0].anchor]
    last = gallery.made.page_map[f"{chapter.anchor}-end"]
    left = [page for page in range(first, last + 1) if page % 2 == 0]
    right = [page for page in range(first, last + 1) if page % 2 == 1]
    head = f"第{chapter.number}章{chapter.chapter.title.plain}"
    assert all(head in gallery.pdf.text_on(page).replace(" ", "").replace("　", "") for page in left)
    shown = "".join(gallery.pdf.text_on(page) for page in right).replace("　", "")
    assert f"{chapter.sections[-1].number}{section.section.title.plain}" in shown or "小结与测验" in shown


def test_the_lists_of_figures_and_tables_name_the_real_pages(gallery: Book) -> None:
    first, last = gallery.made.page_map["list-figure"], gallery.made.page_map["part-1"]
    shown = [
        (name, gallery.pdf.number_in(page, box), target)
        for page, name, target, box in gallery.pdf.links()
        if first <= page < last
    ]
    families = {"figure", "table"}
    listed = [
        block
        for chapter in gallery.plan.chapters
        for _, block in chapter.blocks
        if block.family in families and block.block.title
    ]
    assert {name for name, _, _ in shown} >= {block.anchor for block in listed[:20]}
    assert all(said == target for _, said, target in shown)


def test_the_colophon_names_the_licence_of_every_face_and_the_deck_of_every_chapter(gallery: Book) -> None:
    text = "".join(gallery.pdf.text_on(page) for page in pages_of(gallery, "colophon"))
    assert text.count("SILOpenFontLicense") + text.count("SIL Open Font License") >= 5
    for chapter in gallery.plan.chapters:
        assert f"{chapter.file}.pptx" in text
