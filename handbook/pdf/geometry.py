"""Where things stand on a page: every distance that follows from the paper and from one another."""

from __future__ import annotations

from dataclasses import dataclass

from handbook.theme.length import Length
from handbook.theme.tokens import BookTokens, Paper

_BASE_SIZE = 10.5
_BASE_LEADING = 18.0
"""The body size and leading for which the type scale of the style sheets is written; other papers scale it."""
_HAIR = Length(0.005)
_LINES_OF_AN_OPENER = 37


@dataclass(frozen=True)
class Geometry:
    """The distances of one paper. Style sheets name them; `size` and `lead` scale the type."""

    paper: Paper
    book: BookTokens
    outward: bool = True
    """Whether notes and wide blocks may stand in the margin column."""

    @property
    def measure(self) -> Length:
        """Width of the text."""
        return self.paper.size * self.paper.measure

    @property
    def gutter(self) -> Length:
        """Between the text and the margin column."""
        return self.book.type.gutter

    @property
    def column(self) -> Length:
        """Width of the margin column; nothing where there is none."""
        return self.paper.margin_column if self.outward else Length(0)

    @property
    def has_column(self) -> bool:
        """Whether there is a margin column."""
        return self.column.pt > 0

    @property
    def reach(self) -> Length:
        """How far a wide block goes beyond the measure."""
        return self.gutter + self.column if self.has_column else Length(0)

    @property
    def wide(self) -> Length:
        """Width of a wide block."""
        return self.measure + self.reach

    @property
    def outer(self) -> Length:
        """From the measure to the outer trim."""
        return self.paper.width - self.paper.inner - self.measure

    @property
    def side(self) -> Length:
        """What the page box leaves free at the outer side: less than `outer` by a hair. The engine sums up the widths
        of a page in binary fractions; where the sum falls short of the measure by the last of them, a figure of the
        full measure would collide with the note in the margin, and wait until that has ended."""
        return self.outer - _HAIR

    @property
    def edge(self) -> Length:
        """From the margin column, or the measure, to the outer trim."""
        return self.outer - self.reach

    @property
    def height(self) -> Length:
        """Height of the text: a whole number of lines."""
        return self.paper.leading * self.paper.lines

    @property
    def bottom(self) -> Length:
        """From the last line to the trim."""
        return self.paper.height - self.paper.top - self.height

    @property
    def folio(self) -> Length:
        """From the outer trim to the page number: at the margin column's edge, or in the middle of the margin."""
        return self.edge if self.has_column else self.edge * 0.5

    @property
    def low(self) -> bool:
        """Whether the page is too low for a chapter opening of full size."""
        return self.paper.lines < _LINES_OF_AN_OPENER

    @property
    def head(self) -> Length:
        """From the trim to the running head."""
        return self.paper.top * 0.5

    @property
    def line(self) -> Length:
        """One line of the grid."""
        return self.paper.leading

    @property
    def tab_height(self) -> Length:
        """Height of one thumb tab."""
        return self.height * (1 / self.book.tab.slots)

    @property
    def back_slot(self) -> int:
        """The slot of the tabs of appendices; that of the index follows."""
        return self.book.tab.slots - 2

    def tab_top(self, slot: int) -> Length:
        """From the top of the text to the tab in `slot`, counted from 1; the last slot takes what is beyond it."""
        return self.tab_height * (min(slot, self.book.tab.slots) - 1)

    def size(self, points: float) -> Length:
        """A size of type, given for a body of 10.5 pt."""
        return Length(points * self.paper.size.pt / _BASE_SIZE)

    def lead(self, points: float) -> Length:
        """A leading or a distance between lines, given for a grid of 18 pt."""
        return Length(points * self.paper.leading.pt / _BASE_LEADING)
