"""Page numbers in the content of pages: drawn as stand-ins by the layout of a unit, put in when the units are joined.

A laid-out unit does not know its page numbers, and the same unit has others when something before it grows. So each
number is drawn as a stand-in between two marks, and what is drawn between them depends on how many figures there are
and on nothing else; figures are all of one width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_SLOT = re.compile(rb"%<(\d+)\n(.*?)%>\n?", re.DOTALL)
_SHOWN = re.compile(rb"\[([^\[\]]*)\] TJ")
_PIECES = re.compile(rb"<([0-9a-f]*)>|(-?[\d.]+)")
_PLACE = re.compile(rb"^(1 0 0 -1) (\S+) (\S+) Tm", re.MULTILINE)


@dataclass(frozen=True)
class Number:
    """A place where a page number is drawn."""

    target: str
    """The anchor whose page is named; empty for the number of the page itself."""
    page: int
    """On which page of the unit it stands, counted from 0."""
    figures: int
    """How many figures are drawn as a stand-in."""
    bound: bool
    """Whether the line around it was set for just so many figures."""
    first: int
    """Before which glyph of its text the stand-in begins."""
    move: float
    """By how much the text moves to the right for each figure that is missing, in pixels of the layout."""
    glyphs: tuple[str, ...]
    """The glyphs of the ten figures, as the content of pages writes them."""

    @classmethod
    def of(cls, stored: Sequence[Any]) -> Number:
        """A number as it was stored. Raises TypeError or ValueError where that is none."""
        target, page, figures, bound, first, move, glyphs = stored
        return cls(str(target), int(page), int(figures), bool(bound), int(first), float(move), tuple(glyphs))

    def stored(self) -> list[Any]:
        """What JSON can hold of it."""
        return [
            self.target,
            self.page,
            self.figures,
            self.bound,
            self.first,
            self.move,
            list(self.glyphs),
        ]


def opening(index: int) -> bytes:
    """What stands in the content before the number with an index."""
    return b"%%<%d" % index


CLOSING = b"%>"
"""What stands in the content after a number."""


def put_in(content: bytes, numbers: Sequence[Number], start: int, page_map: Mapping[str, int]) -> bytes:
    """`content` with the numbers of a unit that begins on the page `start`."""

    def replaced(found: re.Match[bytes]) -> bytes:
        number = numbers[int(found[1])]
        page = page_map.get(number.target, 0) if number.target else start + number.page
        return _drawn(found[2], number, str(page))

    return _SLOT.sub(replaced, content)


def _drawn(content: bytes, number: Number, text: str) -> bytes:
    missing = number.figures - len(text)
    if missing and number.move:

        def moved(found: re.Match[bytes]) -> bytes:
            return b"%s %s %s Tm" % (found[1], _written(float(found[2]) + missing * number.move), found[3])

        content = _PLACE.sub(moved, content)
    return _SHOWN.sub(lambda found: b"[%s] TJ" % _shown(found[1], number, text), content, count=1)


def _shown(content: bytes, number: Number, text: str) -> bytes:
    glyphs = list(_glyphs(content))
    first = number.first + (not glyphs[0][0])
    after = glyphs[first][1]
    figures = [(number.glyphs[int(figure)].encode(), after) for figure in text]
    return _joined([*glyphs[:first], *figures, *glyphs[first + number.figures :]])


def _glyphs(content: bytes) -> Iterator[tuple[bytes, tuple[bytes, ...]]]:
    """The glyphs of a shown text, each with the adjustments that follow it; what precedes the first has no glyph."""
    glyph, after = b"", []
    for found in _PIECES.finditer(content):
        if found[2]:
            after.append(found[2])
            continue
        for index in range(0, len(found[1]), 4):
            if glyph or after:
                yield glyph, tuple(after)
            glyph, after = found[1][index : index + 4], []
    yield glyph, tuple(after)


def _joined(glyphs: list[tuple[bytes, tuple[bytes, ...]]]) -> bytes:
    made, run = b"", b""
    for glyph, after in glyphs:
        run += glyph
        if after:
            made += (b"<%s>" % run if run else b"") + b" ".join(after)
            run = b""
    return made + (b"<%s>" % run if run else b"")


def _written(number: float) -> bytes:
    return f"{number:.6f}".rstrip("0").rstrip(".").encode()
