"""How wide the columns of a table are: as its author shares the measure out, or as its cells need, but no short cell is
divided for nothing.

A column that would divide a short cell, or carry two characters of a cell to a next line, gets what it lacks from those
that have more than they need: columns give only what makes none of their rows higher. Widths are in ems of the cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from handbook.model.inline import Cite, Inline
from handbook.pdf.geometry import Geometry
from handbook.theme.load import Theme
from handbook.typography.advances import FaceStack, find_face
from handbook.typography.chinese import seams
from handbook.typography.rules import rules

_CELL = 8.8
_HEAD = 8.2 / _CELL
"""The size of cells for a body of 10.5 pt, and that of heads as its share; the style sheet says them too."""
_BOLD = 700
_GAP = 10 / _CELL
"""Between two columns; the style sheet says it too."""
_CITED = 1.6
"""What the number of a reference takes."""
_SPARE = 0.05
"""What is left free beside a cell, so that rounding divides none."""
_RAGGED = 0.7
"""What a line of a divided cell leaves free."""
_SHORT = 6.5
"""A cell of this width is read as one word."""
_TAIL = 2.6
"""The widest last line that is not worth a line."""
_MOST_CHANGES = 16


@dataclass(frozen=True)
class CellMeasure:
    """What cells are measured with."""

    theme: Theme
    geometry: Geometry

    def width(self, wide: bool) -> float:
        """The width of a table."""
        block = self.geometry.wide if wide else self.geometry.measure
        return block.pt / self.geometry.size(_CELL).pt

    def of(self, text: Inline | str | None, *, head: bool = False) -> float:
        """The width of a cell in one line, bold as it is in a marked row."""
        if text is None:
            return 0.0
        plain = text.plain if isinstance(text, Inline) else text
        cited = sum(isinstance(node, Cite) for node in text.nodes) if isinstance(text, Inline) else 0
        width = self._faces.width(plain, 1.0) + len(list(seams(plain))) * rules().seam + cited * _CITED
        return width * (_HEAD if head else 1.0) + _SPARE

    @cached_property
    def _faces(self) -> FaceStack:
        families, known = self.theme.tokens.book.type.head, self.theme.faces
        return FaceStack(
            tuple(find_face(known, name, _BOLD, chinese=at > 0).face for at, name in enumerate(families))
        )


def shares_by_need(needs: Sequence[Sequence[float]], width: float) -> list[float]:
    """The shares of columns of a table of `width` whose author names none.

    Each has its longest cell in one line, and what is left over is the same for all; where that is too much, the
    longest columns have the same room, and the others what they need. `needs` is as for `column_widths`.
    """
    longest = [max(column) for column in zip(*needs, strict=True)]
    gaps = [_GAP] * (len(longest) - 1) + [0.0]
    rooms, left = dict[int, float](), width - sum(gaps)
    for index in sorted(range(len(longest)), key=longest.__getitem__):
        rooms[index] = min(longest[index], left / (len(longest) - len(rooms)))
        left -= rooms[index]
    return [rooms[index] + left / len(longest) + gap for index, gap in enumerate(gaps)]


def column_widths(shares: Sequence[float], needs: Sequence[Sequence[float]], width: float) -> list[float]:
    """The widths of columns, their gaps included, of a table of `width`.

    `shares` is what its author wants; `needs` has for each row, the heads among them, what its cells take in one line.
    """
    gaps = [_GAP] * (len(shares) - 1) + [0.0]
    rooms = [share / sum(shares) * width - gap for share, gap in zip(shares, gaps, strict=True)]
    for _ in range(_MOST_CHANGES):
        least = _least(rooms, needs)
        spare = [max(room - enough, 0.0) for room, enough in zip(rooms, least, strict=True)]
        for more, column in sorted(_wishes(rooms, needs)):
            others = sum(spare) - spare[column]
            if others >= more:
                rooms = [
                    room + more if index == column else room - more * free / others
                    for index, (room, free) in enumerate(zip(rooms, spare, strict=True))
                ]
                break
        else:
            break
    return [room + gap for room, gap in zip(rooms, gaps, strict=True)]


def _lines(need: float, room: float) -> int:
    """How many lines a cell takes."""
    count = 1
    while need + (count - 1) * _RAGGED > count * max(room, 1.0) + 1e-9:
        count += 1
    return count


def _room_for(need: float, lines: int) -> float:
    """The least room in which a cell takes so many lines."""
    return (need + (lines - 1) * _RAGGED) / lines


def _least(rooms: Sequence[float], needs: Sequence[Sequence[float]]) -> list[float]:
    """The least room of each column that makes no row higher and divides no cell that is whole."""
    least = [1.0] * len(rooms)
    for row in needs:
        counts = [_lines(need, room) for need, room in zip(row, rooms, strict=True)]
        for column, (need, count) in enumerate(zip(row, counts, strict=True)):
            room = _room_for(need, 1 if count == 1 else max(counts))
            least[column] = max(least[column], room)
    return least


def _wishes(rooms: Sequence[float], needs: Sequence[Sequence[float]]) -> Iterator[tuple[float, int]]:
    """What columns lack to have a short cell whole, or a tail on the line before it."""
    for row in needs:
        for column, (need, room) in enumerate(zip(row, rooms, strict=True)):
            count = _lines(need, room)
            if count == 1:
                continue
            more = _room_for(need, count - 1) - room
            if need <= _SHORT or more * (count - 1) <= _TAIL:
                yield more, column
