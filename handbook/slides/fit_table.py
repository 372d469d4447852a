"""Tables fitted: widths of columns, sizes of type, heights of rows, parts that repeat the head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from handbook.slides.deck import Cell, Row, TableBox
from handbook.slides.layout_file import Box
from handbook.slides.measure import SEAM, WIDTH_FACTOR, Measurer
from handbook.slides.split import parts_of

CELL_INSETS = (8.0, 3.0, 8.0, 3.0)
"""Left, top, right, bottom inset of a cell in points."""
ROW = 35 / 18
"""Least height of a row against its type size."""
AIR = 1.4
"""How much higher than usual the rows of a short table may be."""
AIRY = 0.7
"""Share of the room that a short table takes at most when its rows are made higher."""
_SPARING = 2
"""Rows that a table may have over the usual where that spares a slide."""
_FULL = 0.6
"""Share of the room from which on a table has no room left."""
NARROWEST = 60.0
"""A column that would be narrower in points goes to a further table."""


def aired(table: TableBox, box: Box) -> TableBox:
    """`table` with higher rows where it would stand small in much room."""
    total = sum(row.height for row in table.rows)
    factor = min(AIR, box.h * AIRY / total) if total else 1.0
    if factor <= 1:
        return table
    return replace(table, rows=tuple(replace(row, height=row.height * factor) for row in table.rows))


_WHOLE = 14.0
"""Em up to which a cell that holds a date or a number with its unit is kept on one line."""
_QUANTITY = re.compile(r"[0-9] ?[一-鿿%]")
_MARK_SEAM = re.compile(r"(?<=[，。、；：（）])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[，。、；：（）])")
"""Between a full-width mark and a Latin letter or digit, where LibreOffice adds as much as beside hanzi."""


@dataclass(frozen=True)
class TableFitter:
    """Fits the tables of a deck."""

    measurer: Measurer
    sizes: tuple[float, ...]
    most_rows: int
    most_columns: int = 99

    def fit(self, table: TableBox, box: Box) -> list[TableBox] | None:
        """`table` in as many parts as it takes to stay in `box`, or None where a row alone is too high.

        Few parts come first, then large type; cells on one line are worth one step of it, but not
        down to the floor where room is left.
        """
        if len(table.weights) > self.most_columns:
            halves = self._halves(table, box)
            if halves is not None:
                return halves
        tried = [(size, self._at(table, box, size)) for size in self.sizes]
        found = [(size, made) for size, made in tried if made is not None]
        if found:
            fewest = min(len(made) for _, made in found)
            (size, largest), *smaller = [(size, made) for size, made in found if len(made) == fewest]
            if smaller and not self._unbroken(table, box, size):
                next_size, next_made = smaller[0]
                least = min(sum(row.height for row in part.rows) for part in next_made)
                ample = next_size > self.measurer.tokens.floor.pt or least > box.h * _FULL
                if ample and self._unbroken(table, box, next_size):
                    return next_made
            return largest
        return self._halves(table, box)

    def extract(self, table: TableBox, box: Box) -> TableBox | None:
        """All columns of `table` with as many rows as fit, every cell on one line; None where not one row fits."""
        for size in self.sizes:
            if not self._unbroken(table, box, size):
                continue
            for count in range(len(table.rows), len(table.heads), -1):
                made = self._at(replace(table, rows=table.rows[:count]), box, size)
                if made is not None and len(made) == 1:
                    return made[0]
        return None

    def _unbroken(self, table: TableBox, box: Box, size: float) -> bool:
        """Whether every cell stands on one line."""
        return size >= self.measurer.tokens.floor.pt and sum(self._natural(table, size)) <= box.w

    def _halves(self, table: TableBox, box: Box) -> list[TableBox] | None:
        halves = self._by_columns(table)
        parts = [self.fit(half, box) for half in halves or ()]
        return [one for part in parts if part for one in part] if parts and None not in parts else None

    def _at(self, table: TableBox, box: Box, size: float) -> list[TableBox] | None:
        widths = self._widths(table, box.w, size)
        if widths is None:
            return None
        rows = [replace(row, height=self._height(row, widths, size)) for row in table.rows]
        heads = [row for row in rows if row.head]
        body = [row for row in rows if not row.head]
        used = sum(row.height for row in heads)

        def fits(share: Sequence[Row]) -> bool:
            return used + sum(row.height for row in share) <= box.h + 0.01

        # A row or two over the usual are better than a second slide.
        most = self.most_rows if len(body) > self.most_rows + _SPARING else len(body)
        parts = parts_of(body, fits, most) or parts_of(body, fits, self.most_rows)
        if parts is None:
            return None
        return [replace(table, rows=(*heads, *part), widths=widths, size=size) for part in parts]

    def _height(self, row: Row, widths: tuple[float, ...], size: float) -> float:
        """Height of a row: its highest cell with the free share, at least the usual row."""
        lines = 1
        for index, cell in enumerate(row.cells):
            width = sum(widths[index : index + cell.span]) - CELL_INSETS[0] - CELL_INSETS[2]
            bold = row.head or row.marked
            lines = max(lines, self.measurer.lines(cell.runs, size, width, bold=bold) if cell.runs else 1)
        needed = lines * size * self.measurer.pitch + CELL_INSETS[1] + CELL_INSETS[3]
        return max(size * ROW, needed / (1 - self.measurer.tokens.free))

    def _natural(self, table: TableBox, size: float) -> list[float]:
        """The width of each column on which no cell breaks."""
        naturals = [0.0] * len(table.weights)
        for row in table.rows:
            for index, cell in enumerate(row.cells):
                if cell.runs and cell.span == 1:
                    width = self.measurer.width(cell.runs, size, bold=row.head or row.marked)
                    width += len(_MARK_SEAM.findall(cell.text)) * SEAM * size
                    naturals[index] = max(
                        naturals[index], width / WIDTH_FACTOR + 1 + CELL_INSETS[0] + CELL_INSETS[2]
                    )
        return [max(natural, size * 2) for natural in naturals]

    def _widths(self, table: TableBox, room: float, size: float) -> tuple[float, ...] | None:
        """Widths of the columns: what the author wants within what cells need; None where numbers would break."""
        naturals = self._natural(table, size)
        if any(table.weights):
            known = [weight for weight in table.weights if weight]
            mean = sum(known) / len(known)
            wanted = [(weight or mean) for weight in table.weights]
        else:
            wanted = naturals
        numbers = self._numbers(table)
        if sum(naturals) <= room:
            # Nothing breaks; what is over goes where the author wants it.
            extra = room - sum(naturals)
            return tuple(n + extra * w / sum(wanted) for n, w in zip(naturals, wanted, strict=True))
        fixed = {i: naturals[i] for i in numbers}
        # Short cells stay whole: what needs less than an equal share gets what it needs.
        fixed |= {i: n for i, n in enumerate(naturals) if n <= room / len(naturals)}
        # Dates and quantities stay whole too, unless that leaves the others too little.
        whole = fixed | {i: naturals[i] for i in self._quantities(table, naturals, size)}
        others = len(naturals) - len(whole)
        if room - sum(whole.values()) >= others * NARROWEST * 2:
            fixed = whole
        while True:
            left = room - sum(fixed.values())
            loose = [i for i in range(len(naturals)) if i not in fixed]
            if not loose:
                return None if left < 0 else tuple(fixed[i] for i in range(len(naturals)))
            share = {i: left * wanted[i] / sum(wanted[j] for j in loose) for i in loose}
            # A column that would get more than it needs gives the rest to the others.
            full = [i for i in loose if share[i] > naturals[i]]
            if not full:
                break
            fixed |= {i: naturals[i] for i in full}
        if any(width < NARROWEST for width in share.values()):
            return None
        fixed |= share
        return tuple(fixed[i] for i in range(len(naturals)))

    def _quantities(self, table: TableBox, naturals: Sequence[float], size: float) -> list[int]:
        """Columns of short cells, most of them dates or numbers with their units."""
        body = [row for row in table.rows if not row.head]
        most = size * _WHOLE + CELL_INSETS[0] + CELL_INSETS[2]
        return [
            i
            for i in range(len(naturals))
            if naturals[i] <= most
            and sum(bool(_QUANTITY.search(row.cells[i].text)) for row in body) * 2 > len(body)
        ]

    def _numbers(self, table: TableBox) -> list[int]:
        """Columns set to the right: their cells are numbers, which do not break."""
        body = [row for row in table.rows if not row.head]
        return [
            i for i in range(len(table.weights)) if body and all(row.cells[i].align == "r" for row in body)
        ]

    def _by_columns(self, table: TableBox) -> list[TableBox] | None:
        """Two tables with half of the columns each, the first column in both."""
        count = len(table.weights)
        if count < 4 or any(cell.span > 1 for row in table.rows for cell in row.cells):
            return None
        middle = 1 + (count - 1 + 1) // 2
        return [
            self._columns(table, [0, *range(1, middle)]),
            self._columns(table, [0, *range(middle, count)]),
        ]

    def _columns(self, table: TableBox, wanted: list[int]) -> TableBox:
        def pick(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
            return tuple(cells[i] for i in wanted)

        rows = tuple(replace(row, cells=pick(row.cells)) for row in table.rows)
        return replace(table, rows=rows, weights=tuple(table.weights[i] for i in wanted))
