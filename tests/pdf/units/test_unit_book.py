"""A book laid out by units is the book laid out as one document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from helpers.books import theme_for
from helpers.cases import plan_of
from helpers.pdf import Pdf
from helpers.trees import faults, roles
from helpers.units import made, one_document
from helpers.volumes import LONG

from handbook.pdf.assemble import make_book
from handbook.pdf.book import make_pdf
from handbook.pdf.made import MadePdf
from handbook.pdf.variant import Variant
from handbook.problems import Problems


def test_every_page_has_the_same_text(joined: Pdf, whole: Pdf) -> None:
    assert [joined.text_on(page) for page in range(1, joined.page_count + 1)] == [
        whole.text_on(page) for page in range(1, whole.page_count + 1)
    ]


def test_every_anchor_stands_at_the_same_place(joined: Pdf, whole: Pdf, filled: tuple[MadePdf, Path]) -> None:
    assert joined.anchors() == whole.anchors()
    assert {name: page for name, (page, _) in joined.anchors().items()} == filled[0].page_map


def test_every_link_leads_to_the_same_page(joined: Pdf, whole: Pdf) -> None:
    assert joined.links() == whole.links()
    assert {target for _, name, target, _ in joined.links() if name == "second"} != {0}


def test_the_outline_is_the_same(joined: Pdf, whole: Pdf) -> None:
    assert joined.bookmarks() == whole.bookmarks()


def test_the_structure_is_the_same_and_consistent(joined: Pdf, whole: Pdf) -> None:
    assert roles(joined.file) == roles(whole.file)
    assert faults(joined.file) == []


def test_it_says_the_same_of_itself(joined: Pdf, whole: Pdf) -> None:
    assert joined.metadata() == whole.metadata()
    ours, theirs = joined.root, whole.root
    assert ours.Metadata.read_bytes() == theirs.Metadata.read_bytes()
    assert (str(ours.Lang), ours.MarkInfo, ours.ViewerPreferences) == (
        str(theirs.Lang),
        theirs.MarkInfo,
        theirs.ViewerPreferences,
    )
    assert ours.PageLabels.Nums[1].S == pikepdf.Name.D


def test_each_face_is_in_it_once(joined: Pdf, whole: Pdf) -> None:
    assert joined.fonts() == whole.fonts()
    assert joined.fonts_without_file() == set()
    files = [entry for entry in joined.file.objects if _is_descriptor(entry)]
    assert len(files) == len(joined.fonts())


def test_the_file_is_sound(joined: Pdf) -> None:
    assert joined.file.check_pdf_syntax() == []
    content = b"".join(
        part.read_bytes() for page in joined.file.pages for part in _streams(page.obj.Contents)
    )
    assert b"%<" not in content and b"000" not in re.findall(rb"\((.*?)\) Tj", content)


def test_what_is_printed_on_blank_pages_is_the_same(joined: Pdf, whole: Pdf) -> None:
    blank = [page for page in range(1, whole.page_count + 1) if not whole.text_on(page)]
    assert blank
    for page in blank:
        assert _drawn(joined, page) == _drawn(whole, page)


def test_what_lists_pages_follows_on_whichever_side_is_free(copy: Path) -> None:
    appendix = copy / "content" / "appendices" / "A-tables.yaml"
    sides = set()
    for more in ("", LONG):
        appendix.write_text(appendix.read_text("utf-8") + (f"      - {more}\n" if more else ""), "utf-8")
        book, oracle = Pdf(made(copy)[0].data), one_document(copy)
        assert book.text == oracle.text and book.anchors() == oracle.anchors()
        first = book.anchors()["glossary"][0]
        assert book.text_on(first - 1)
        folio = next(word for word in book.pages[first - 1].extract_words() if word["text"] == str(first))
        assert (folio["x0"] < book.page_size(first)[0] / 2) == (first % 2 == 0)
        sides.add(first % 2)
    assert sides == {0, 1}


def test_a_book_for_paper_is_joined_too(project: Path) -> None:
    printed = Variant(purpose="print")
    ours = make_book(plan_of(project), theme_for(project), None, Problems(), variant=printed, workers=1)
    theirs = Pdf(make_pdf(plan_of(project), theme_for(project), None, Problems(), variant=printed).data)
    book = Pdf(ours.data)
    assert book.text == theirs.text
    assert "/StructTreeRoot" not in book.root and book.links() == []


def _drawn(pdf: Pdf, page: int) -> bytes:
    return b"\n".join(part.read_bytes() for part in _streams(pdf.file.pages[page - 1].obj.Contents))


def _streams(contents: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield from contents if isinstance(contents, pikepdf.Array) else [contents]


def _is_descriptor(entry: object) -> bool:
    return isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == pikepdf.Name.FontDescriptor
