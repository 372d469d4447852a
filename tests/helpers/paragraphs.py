"""Paragraphs of plain characters with simple widths, for tests of the planning of lines."""

from __future__ import annotations

from handbook.typography.glue import Signs
from handbook.typography.kinds import Kind, kind
from handbook.typography.opportunities import opportunities
from handbook.typography.paragraph import Line, Paragraph

EM = 10.0
FULL = frozenset(
    (Kind.HANZI, Kind.STOP, Kind.PAUSE, Kind.CLOSE, Kind.OPEN, Kind.JOINED, Kind.WIDE, Kind.OBJECT)
)
_NOT_FIRST = (Kind.STOP, Kind.PAUSE, Kind.CLOSE, Kind.SPACE)


def signs_of(text: str, code: tuple[int, int] = (0, 0)) -> Signs:
    """Hanzi and marks one em wide, everything else half an em; characters in the range `code` are code."""
    signs = Signs()
    for at, char in enumerate(text):
        sort = kind(char)
        width = EM if sort in FULL or char in "～／－" else EM / 2
        if code[0] <= at < code[1]:
            sort = Kind.CODE
        signs.add(char, sort, width, EM, 0)
    return signs


def allowed(signs: Signs) -> list[int]:
    """Where a line may end by the plainest rules: after spaces, and beside hanzi and marks."""
    found = []
    for at, (here, after) in enumerate(zip(signs.kinds, signs.kinds[1:], strict=False)):
        if after in _NOT_FIRST or here is Kind.OPEN or here is after is Kind.JOINED:
            continue
        if here is Kind.SPACE or here in FULL or after in FULL:
            found.append(at)
    return found


def paragraph(text: str) -> Paragraph:
    signs = signs_of(text)
    places = opportunities(text, signs.kinds, allowed(signs), ())
    return Paragraph(signs, places, dict.fromkeys(places.hyphenated, 3.0))


def texts(made: Paragraph, lines: dict[int, Line]) -> list[str]:
    """The visible text of each line."""
    return ["".join(made.signs.chars[line.start : line.last + 1]) for _, line in sorted(lines.items())]


def set_width(made: Paragraph, line: Line) -> float:
    """How wide a line becomes when it is set as chosen."""
    amounts = made.adjusted(line)
    hyphen = made.hyphens.get(line.stop - 1, 0.0)
    return sum(made.signs.widths[line.start : line.last + 1]) + sum(amount for amount, _ in amounts) + hyphen
