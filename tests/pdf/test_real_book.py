"""Nothing is lost: every text of the handbook is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from helpers.books import Book
from helpers.feet import empty_feet

from handbook.figures.chart_text import value_title
from handbook.model.blocks.data import Chart
from handbook.model.inline import Abbr, Code, Dots, Index, Inline, Link, Strong, Term, Text, walk
from handbook.model.traverse import NOT_PRINTED, texts
from handbook.pdf.locators import Locators

SPOKEN = NOT_PRINTED | {"note", "slide_text", "slide_title", "minutes", "sources"}
"""Fields that only decks show."""


def squeezed(text: str) -> str:
    """`text` without spaces and reference marks, which facts add."""
    return re.sub(r"\[\d+(?:,\d+)*\]", "", re.sub(r"[\s\u200b\ufeff]+|____", "", text))


def pieces(inline: Inline) -> Iterator[str]:
    """The stretches of an inline text that stand unbroken in the book."""
    for node in walk(inline.nodes):
        match node:
            case Text(text) | Code(text) | Dots(text) | Abbr(text, _) | Index(text, _):
                yield text
            case Term(_, text) if text:
                yield text
            case Strong() | Link():
                pass


def pages_without_furniture(book: Book) -> list[str]:
    """The text of each page without running head, folio and thumb tab."""
    paper = book.theme.tokens.book.papers["a4"]
    tab = book.theme.tokens.book.tab.width.pt
    return [
        squeezed(
            "".join(
                char["text"]
                for char in page.chars
                if char["top"] > paper.top.pt * 0.8 and tab < char["x0"] < paper.width.pt - tab
            )
        )
        for page in book.pdf.pages
    ]


def titles_of_values(book: Book) -> dict[int, str]:
    """The titles of the axes of values as charts draw them: without the unit that stands in the caption."""
    charts = [
        planned.block
        for unit in (*book.plan.chapters, *book.plan.appendices)
        for section in unit.sections
        for planned in section.blocks
        if isinstance(planned.block, Chart)
    ]
    return {id(chart.y_title): value_title(chart) for chart in charts if chart.y_title}


def printed(text: str, pages: list[str], whole: str) -> bool:
    """Whether `text` stands on a page, or begins at the foot of one and ends on the next."""
    if text in whole:
        return True
    return any(
        text[:cut] in first and text[cut:] in second
        for cut in range(1, len(text))
        for first, second in pairwise(pages)
    )


def test_every_text_of_the_handbook_is_printed(book: Book) -> None:
    pages = pages_without_furniture(book)
    whole = "".join(pages)
    handbook = book.plan.handbook
    missing = []
    parts = [planned.part for planned in book.plan.parts]
    drawn = titles_of_values(book)
    for unit in (*handbook.units(), *handbook.glossary, *handbook.errata, *parts, handbook.book):
        for inline in texts(unit, SPOKEN | ({"short", "parts"} if unit is handbook.book else frozenset())):
            for piece in pieces(inline):
                text = squeezed(drawn.get(id(inline), piece).replace("____", ""))
                if text and not printed(text, pages, whole):
                    missing.append(f"{inline.at}: {piece}")
    assert missing == []


def test_the_index_is_that_of_a_technical_book(book: Book) -> None:
    """Some hundreds of entries, none of which sends a reader to page after page."""
    letters = Locators(book.made.page_map).index(book.plan.index)
    entries = [entry for letter in letters for entry in letter.entries]
    treated = [entry for entry in entries if entry.locators or entry.subs]
    assert 350 <= len(treated) <= 700
    assert all(entry.see for entry in entries if entry not in treated)
    assert [entry.text for entry in treated if len(entry.locators) > 8] == []


def test_no_page_of_the_back_matter_ends_with_a_head(book: Book) -> None:
    """What bookmarks lead to has more than one line below it on its page."""
    tab = book.theme.tokens.book.tab.width.pt
    width = book.theme.tokens.book.papers["a4"].width.pt
    alone = []
    for mark in book.pdf.bookmarks():
        if mark.page < book.made.page_map["questions"]:
            continue
        lines = [
            squeezed(line.text)
            for line in book.pdf.lines(mark.page)
            if tab < line.left and line.right < width - tab and line.text.strip()
        ]
        head = squeezed(mark.title.rpartition("　")[2])[-6:]
        alone += [mark.title] if any(line.endswith(head) for line in lines[-2:]) else []
    assert alone == []


def test_few_pages_of_the_handbook_have_an_empty_foot(book: Book) -> None:
    """A fifth of a page stays empty where a figure has no room and nothing may pass it; four tenths never do."""
    feet = list(empty_feet(book))
    assert len(feet) > 200
    assert sum(share > 0.2 for _, share in feet) <= 0.05 * len(feet)
    assert [page for page, share in feet if share > 0.4] == []
