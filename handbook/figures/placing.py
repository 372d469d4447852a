"""Room for labels among lines: which of several places meets nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from handbook.figures.drawing import Box, Point


class Room:
    """A space of a width and height in points with what stands in it already."""

    def __init__(self, width: float, height: float, taken: list[Box] | None = None) -> None:
        self.width, self.height = width, height
        self.taken: list[Box] = taken if taken is not None else []

    def take(self, box: Box) -> None:
        """Something stands here."""
        self.taken.append(box)

    def take_line(self, points: Sequence[Point], thickness: float) -> None:
        """A line runs here: it is kept off as a chain of small boxes."""
        half = thickness / 2
        for (x0, y0), (x1, y1) in pairwise(points):
            count = max(int(max(abs(x1 - x0), abs(y1 - y0)) / thickness), 1)
            for step in range(count + 1):
                x, y = x0 + (x1 - x0) * step / count, y0 + (y1 - y0) * step / count
                self.taken.append(Box(x - half, y - half, thickness, thickness))

    def free(self, box: Box) -> bool:
        """Whether a box meets nothing and lies inside."""
        inside = box.within(self.width, self.height, 0.5)
        return inside and not any(box.overlaps(other, 0.2) for other in self.taken)
