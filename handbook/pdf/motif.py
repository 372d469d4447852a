"""The one ornament of the book: the triangle of a causal attention matrix, seen as stairs.

Column n holds n squares, since chapter n sees the chapters before it. The newest square of each column is full; the
sides of the others come from a fixed hash of their place, so that the same book always has the same stairs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from handbook.theme.length import Length

_FULL = 0.82
_SMALLEST, _LARGEST = 0.28, 0.79
_STEPS = (8, 12, 16, 20, 24, 32, 40)


@dataclass(frozen=True)
class Square:
    """A square of the stairs, in points from the top left corner of the stairs."""

    x: float
    y: float
    side: float
    newest: bool
    """Whether it is the top of its column."""
    marked: bool
    """Whether its column is one to mark."""


@dataclass(frozen=True)
class Stairs:
    """The whole triangle."""

    side: float
    """Width and height in points."""
    cell: float
    """Width of one column in points."""
    squares: tuple[Square, ...]
    columns: tuple[tuple[int, float, bool], ...]
    """Number, middle in points and whether it is marked, by column."""


def columns_for(last_chapter: int) -> int:
    """How many columns the stairs of a book have: a number that looks right and holds every chapter."""
    return next((steps for steps in _STEPS if steps >= last_chapter and steps > 8), last_chapter)


def stairs(columns: int, side: Length, marked: Collection[int] = ()) -> Stairs:
    """The stairs with so many columns in a square of `side`; the columns in `marked` are marked."""
    cell = side.pt / columns
    squares = []
    for column in range(1, columns + 1):
        for row in range(1, column + 1):
            newest = row == column
            size = cell * (_FULL if newest else _share(column, row))
            left = (column - 0.5) * cell - size / 2
            top = side.pt - (row - 0.5) * cell - size / 2
            squares.append(Square(round(left, 2), round(top, 2), round(size, 2), newest, column in marked))
    middles = tuple(
        (column, round((column - 0.5) * cell, 2), column in marked) for column in range(1, columns + 1)
    )
    return Stairs(side.pt, cell, tuple(squares), middles)


def _share(column: int, row: int) -> float:
    """The side of a square against its cell; small ones are more frequent."""
    value = hashlib.sha256(f"{column}/{row}".encode()).digest()[0] / 255
    return _SMALLEST + (_LARGEST - _SMALLEST) * value**2
