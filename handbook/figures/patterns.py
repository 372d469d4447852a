"""Hatching and dots as plain lines and points, which every output and every printer shows alike."""

from __future__ import annotations

from handbook.figures.drawing import Box, Point


def hatch(box: Box, every: float) -> tuple[tuple[Point, Point], ...]:
    """Lines at 45 degrees across a box, `every` points apart, rising to the right."""
    step = every * 2**0.5
    lines = []
    # Each line is x + y = c; anchored at the page's origin, so that neighbours meet without a seam.
    index = int((box.x + box.y) // step) + 1
    while (c := index * step) < box.right + box.bottom - 1e-9:
        low = (max(box.x, c - box.bottom), min(box.bottom, c - box.x))
        high = (min(box.right, c - box.y), max(box.y, c - box.right))
        if high[0] - low[0] > 0.05:
            lines.append((low, high))
        index += 1
    return tuple(lines)


def dots(box: Box, every: float = 9.0, clear: float = 1.2) -> tuple[Point, ...]:
    """Points of a square lattice inside a box, `every` points apart."""
    found = []
    row = int((box.y + clear) // every) + 1
    while row * every < box.bottom - clear:
        column = int((box.x + clear) // every) + 1
        while column * every < box.right - clear:
            found.append((column * every, row * every))
            column += 1
        row += 1
    return tuple(found)
