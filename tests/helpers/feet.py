"""How full the pages of a finished book are."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.books import Book

CASE = """\
- kind: case
  status: hypothetical
  title: 一家公司
  organisation: 公司A
  situation: {text}
  actions: {text}
  outcome: {text}
  lessons: {text}
"""
"""A card of four parts, each with the same `text`."""


def empty_feet(book: Book, paper: str = "a4") -> Iterator[tuple[int, float]]:
    """The share of each page of the chapters that is empty below its last line, figure or rule.

    The last page of a chapter, its opening, and pages without anything are left out.
    """
    size = book.theme.tokens.book.papers[paper]
    top, height = size.top.pt, size.leading.pt * size.lines
    at = book.made.page_map
    back = ("answers", *(part.name for part in book.plan.back))
    others = [at[part.anchor] for part in book.plan.parts] + [at[name] for name in back if name in at]
    starts = [at[chapter.anchor] for chapter in book.plan.chapters]
    for start in starts:
        end = min((page for page in (*starts, *others) if page > start), default=book.pdf.page_count + 1)
        filled = []
        for page in range(start + 1, end):
            lowest = _lowest(book, page, top, top + height)
            if lowest <= top:
                break
            filled.append((page, (top + height - lowest) / height))
        yield from filled[:-1]


def lines_on(book: Book, page: int, paper: str = "a4") -> float:
    """How many lines of the grid reach from the top of a page to the last thing on it."""
    size = book.theme.tokens.book.papers[paper]
    top, height = size.top.pt, size.leading.pt * size.lines
    return (_lowest(book, page, top, top + height) - top) / size.leading.pt


def _lowest(book: Book, page: int, top: float, foot: float) -> float:
    """The foot of the lowest thing in the text area of a page."""
    found = book.pdf.pages[page - 1]
    tab = book.theme.tokens.book.tab.width.pt
    things = [*found.chars, *found.rects, *found.lines, *found.curves, *found.images]
    return max(
        (
            float(thing["bottom"])
            for thing in things
            if top - 1 < thing["bottom"] < foot + 2 and tab < thing["x0"] < float(found.width) - tab
        ),
        default=0.0,
    )
