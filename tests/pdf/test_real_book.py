"""Nothing is lost: every text of the handbook is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from helpers.books import Book

from handbook.model.inline import Abbr, Code, Dots, Index, Inline, Link, Strong, Term, Text, walk
from handbook.model.traverse import NOT_PRINTED, texts

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
    for unit in (*handbook.units(), *handbook.glossary, *handbook.errata, *parts, handbook.book):
        for inline in texts(unit, SPOKEN | ({"short", "parts"} if unit is handbook.book else frozenset())):
            for piece in pieces(inline):
                text = squeezed(piece.replace("____", ""))
                if text and not printed(text, pages, whole):
                    missing.append(f"{inline.at}: {piece}")
    assert missing == []
