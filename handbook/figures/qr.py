"""Addresses as codes that a telephone reads (ISO/IEC 18004), drawn as outlines."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Code:
    """A code: rows of dark modules."""

    side: int
    """Modules a side, the quiet zone left out: paper is white around it."""
    bars: tuple[tuple[int, int, int], ...]
    """Runs of dark modules: x and y of the first, and how many."""

    @property
    def path(self) -> str:
        """All of them as one path of SVG, in units of a module."""
        return "".join(f"M{x} {y}h{width}v1h-{width}z" for x, y, width in self.bars)


def code_of(address: str) -> Code:
    """The code of an address, which stays legible when a seventh of it is damaged (level M or better)."""
    import segno

    made = segno.make(address, error="m", micro=False, boost_error=True)
    rows = [list(row) for row in made.matrix]
    bars = []
    for y, row in enumerate(rows):
        x = 0
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                bars.append((x, y, width))
            x += width
    return Code(len(rows), tuple(bars))
