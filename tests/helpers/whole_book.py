"""The lines of a whole book, measured in its PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from helpers.books import Book, make
from helpers.pdf import HALF_AT_END, PrintedLine

NEVER_FIRST = frozenset("，。、；：！？）》」』】”’—…·～／－,.;:!?)]}%％‰℃")
NEVER_LAST = frozenset("（《「『【“‘([{￥$#＃")
LISTINGS = "preserved spaces"
"""Why lines of code are left to the engine."""
_OF_MARKS = "，。、；：！？）》」』】”’"


@dataclass
class BookFigures:
    """What was found in the running text of a book; of lines that are not the last of their paragraph."""

    lines: int = 0
    within: int = 0
    """Lines within a tenth of a point of the edge."""
    near: int = 0
    """Lines within half a point."""
    ragged: list[str] = field(default_factory=list)
    """Lines shorter than that: page and text."""
    past: list[str] = field(default_factory=list)
    holes: list[str] = field(default_factory=list)
    """Lines with a gap between hanzi of more than a quarter em."""
    marks: int = 0
    halved: int = 0
    starts: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    single: list[str] = field(default_factory=list)
    """Paragraphs that end in a line of one character."""
    paragraphs: int = 0
    off_grid: list[str] = field(default_factory=list)


def full_lines(book: Book) -> Iterator[tuple[PrintedLine, float]]:
    """Lines of prose that are not the last of their paragraph, each with the right edge of its page's measure."""
    paper = book.theme.tokens.book.papers[book.theme.tokens.book.paper]
    measure = paper.measure * paper.size.pt
    outer = paper.width.pt - paper.inner.pt - measure
    for left, rest in ((paper.inner.pt, 1), (outer, 0)):
        for line in book.pdf.prose_lines(left, paper.size.pt, paper.leading.pt):
            if line.page % 2 == rest:
                yield line, left + measure


def figures_of(book: Book) -> BookFigures:
    """The figures of a book's running text."""
    found = BookFigures()
    paper = book.theme.tokens.book.papers[book.theme.tokens.book.paper]
    lines = list(full_lines(book))
    for line, edge in lines:
        where = f"{line.page}: {line.text}"
        found.lines += 1
        over = line.edge - edge
        full = line.right - edge
        if abs(full) < abs(over):
            over = full
        found.within += abs(over) <= 0.1
        found.near += abs(over) <= 0.5
        if over < -0.5:
            found.ragged.append(where)
        if over > 0.5:
            found.past.append(where)
        if line.widest > 0.2525:
            found.holes.append(where)
        text = line.text.strip()
        if text[-1] in HALF_AT_END and over >= -0.5:
            found.marks += 1
            found.halved += abs(line.edge - edge) < abs(full)
        if text[0] in NEVER_FIRST:
            found.starts.append(where)
        if text[-1] in NEVER_LAST:
            found.ends.append(where)
        rest = (line.baseline - paper.top.pt) % paper.leading.pt
        found.off_grid += [where] if abs(rest - 13.2) > 0.5 else []
    found.paragraphs, found.single = _last_lines(book, lines)
    return found


def _last_lines(book: Book, full: list[tuple[PrintedLine, float]]) -> tuple[int, list[str]]:
    """How many paragraphs of more than one line there are, and those whose last line is a single character."""
    paper = book.theme.tokens.book.papers[book.theme.tokens.book.paper]
    known = {(line.page, round(line.baseline)) for line, _ in full}
    count, single = 0, []
    for page in sorted({line.page for line, _ in full}):
        for above, line in pairwise(book.pdf.lines(page, paper.size.pt)):
            if (page, round(above.baseline)) not in known or (page, round(line.baseline)) in known:
                continue
            if abs(line.baseline - above.baseline - paper.leading.pt) > 1:
                continue
            count += 1
            if len(line.text.strip().rstrip(_OF_MARKS)) < 2:
                single.append(f"{page}: {line.text}")
    return count, single


def book_table(root: Path) -> str:
    """A table of the figures of the whole handbook."""
    book = make(root)
    found = figures_of(book)
    report = book.made.lines

    def share(part: int, whole: int) -> str:
        return f"{100 * part / whole:.2f} %" if whole else "–"

    left = {reason: count for reason, count in report.plain.items() if reason != LISTINGS}
    listings = report.plain.get(LISTINGS, 0)
    rows = [
        ("Pages", "", f"{book.made.pages}"),
        ("Full lines of running text", "", f"{found.lines}"),
        (
            "… within 0.1 pt of the edge",
            "99.5 % (0.5 pt where faces mix)",
            share(found.within, found.lines - len(found.ragged)),
        ),
        ("… within 0.5 pt", "99.5 %", share(found.near, found.lines - len(found.ragged))),
        ("… beyond the edge by more than 0.5 pt", "0", f"{len(found.past)}"),
        ("… left ragged", "0.5 %", share(len(found.ragged), found.lines)),
        ("… with a gap of more than 0.25 em", "0", f"{len(found.holes)}"),
        ("Marks at line ends at half width", "100 %", f"{share(found.halved, found.marks)} of {found.marks}"),
        ("Forbidden starts and ends", "0", f"{len(found.starts)} and {len(found.ends)}"),
        (
            "Paragraphs that end in a single character",
            "0",
            f"{len(found.single)} of {found.paragraphs}",
        ),
        ("Lines off the grid", "0", f"{len(found.off_grid)}"),
        ("Lines of every kind that were planned", "", f"{report.planned}"),
        (
            "… of those to be spread, left ragged",
            "0.5 %",
            share(len(report.ragged), report.spread),
        ),
        (
            "… left to the engine",
            "3 %",
            share(sum(left.values()), report.planned + sum(left.values())),
        ),
        ("Lines of listings, set as they were typed", "", f"{listings}"),
    ]
    table = ["| | threshold | measured |", "|---|---|---|"]
    table += [f"| {name} | {threshold} | {value} |" for name, threshold, value in rows]
    if left:
        reasons = ", ".join(f"{reason} ({count})" for reason, count in sorted(left.items()))
        table += ["", f"Left to the engine: {reasons}."]
    return "\n".join(table)
