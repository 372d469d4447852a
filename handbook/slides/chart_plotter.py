"""What the plots of native charts share: sizes, widths, the workbook, axes, thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor, log10

from handbook.figures.chart_text import line_name, numbers
from handbook.model.blocks.data import Chart
from handbook.model.numbers import NumberFormat
from handbook.plan.words import Words
from handbook.slides.chart_xml import (
    Axis,
    Column,
    Ink,
    excel_code,
    head_reference,
    label,
    legend,
    no_labels,
    number_reference,
    round_step,
    scale_code,
    shown,
    text_reference,
)
from handbook.theme.load import Theme
from handbook.theme.tokens import DeckTokens
from handbook.typography.advances import FaceStack, find_face
from handbook.typography.breaking import Run, count_lines
from handbook.typography.chinese import seams

SLOTS = ("accent1", "accent6", "accent4", "accent5", "hair", "tx2")
"""Fills of the series, in order."""
ON_FILL = {
    "accent1": "bg1",
    "accent6": "tx1",
    "accent4": "bg1",
    "accent5": "bg1",
    "hair": "tx1",
    "tx2": "bg1",
}
"""The text on each fill: whichever of ink and ground contrasts more."""

CATEGORIES, VALUES = 111111101, 111111102
"""The ids of the axes."""
_HEADROOM = 1.13


@dataclass(frozen=True)
class Plotter:
    """Plots one chart in a placeholder of a size in points."""

    block: Chart
    theme: Theme
    words: Words
    width: float
    height: float

    @property
    def tokens(self) -> DeckTokens:
        """The tokens of decks."""
        return self.theme.tokens.deck

    @property
    def ink(self) -> Ink:
        """Writes fragments."""
        return Ink(self.tokens, self.words.language)

    @property
    def small(self) -> float:
        """The size of axes and dense labels."""
        return self.tokens.floor.pt

    @property
    def usual(self) -> float:
        """The size of categories and values."""
        return self.tokens.node_sizes[-1].pt

    @property
    def large(self) -> float:
        """The size of the value to look at."""
        return self.tokens.node_sizes[min(1, len(self.tokens.node_sizes) - 1)].pt

    @property
    def code(self) -> str:
        """The number format of the values."""
        values = [value for series in self.block.series for value in series.values if value is not None]
        form = NumberFormat.parse(self.block.format)
        return excel_code(form, values, hide_zero=self.block.type == "stacked")

    @property
    def share_code(self) -> str:
        """The number format of parts of a whole: with a per cent sign, if that is the unit."""
        if self.block.unit.plain != "%" or "%" in self.code:
            return self.code
        return ";".join(f'{part}"%"' for part in self.code.split(";"))

    @cached_property
    def across(self) -> tuple[float, float, float]:
        """The ends of a scatter chart's x axis and the distance of its ticks."""
        found = [float(value) for series in self.block.series for value in series.x]
        low, high = min(found), max(found)
        low = 0.0 if 0 <= low < high - low else low
        step = round_step((high - low) or 1.0)
        return floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step, step

    def spaced(self, text: str) -> str:
        """A text with the spaces between hanzi and Latin that slides have to type."""
        for position in sorted(seams(text), reverse=True):
            text = f"{text[:position]} {text[position:]}"
        return text

    def text_width(self, text: str, size: float, *, bold: bool = False) -> float:
        """The width of a text in points."""
        return self._faces(bold).width(self.spaced(text), size) / 0.98

    def text_lines(self, text: str, size: float, width: float) -> int:
        """How many lines a text takes in a measure in points."""
        return count_lines([Run(self.spaced(text), self._faces(False), size)], width * 0.98)

    def _faces(self, bold: bool) -> FaceStack:
        known, weight = self.theme.faces, 700 if bold else 400
        latin = find_face(known, self.tokens.fonts.latin, weight).face
        asian = find_face(known, self.tokens.fonts.east_asian, weight, chinese=True).face
        return FaceStack((latin, asian))

    def columns(self) -> list[Column]:
        """The workbook: categories, series, thresholds; of a scatter chart, x and y of each by turns."""
        if self.block.type == "scatter":
            return self._pairs()
        categories = tuple(self.spaced(name.plain) for name in self.block.categories)
        rows = len(categories)
        made = [Column(self.words.chart_other_categories, categories)]
        made += [Column(self.spaced(series.name.plain), tuple(series.values)) for series in self.block.series]
        for line in self.block.lines:
            name = self.spaced(line_name(self.block, line, " "))
            made.append(Column(name, (line.value,) * rows))
        return made

    def _pairs(self) -> list[Column]:
        made: list[Column] = []
        left, right, _ = self.across
        for series in self.block.series:
            name = self.spaced(series.name.plain)
            made += [Column(f"{name} x", tuple(series.x)), Column(name, tuple(series.values))]
        for line in self.block.lines:
            name = self.spaced(line_name(self.block, line, " "))
            made += [Column(f"{name} x", (left, right)), Column(name, (line.value, line.value))]
        return made

    def series(self, index: int, columns: list[Column], middle: str, tail: str = "") -> str:
        """`c:ser` over the categories; `middle` stands between its name and its data."""
        return (
            f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx>{head_reference(columns, index + 1)}</c:tx>'
            f"{middle}<c:cat>{text_reference(columns, 0)}</c:cat>"
            f"<c:val>{number_reference(columns, index + 1, self.code)}</c:val>{tail}</c:ser>"
        )

    def value_axis(self, side: str, *, hidden: bool, between: bool = True) -> Axis:
        """The axis of values: hidden where every value is printed, else with quiet lines."""
        ink, (low, high, unit) = self.ink, self.scale
        title = self.block.y_title
        turn = -5_400_000 if side == "l" else None
        titled = not hidden and title is not None
        return Axis(
            "valAx", VALUES, CATEGORIES, side, low=low, high=high, log=self.block.log, hidden=hidden,
            at="max" if side == "b" and not hidden else "autoZero",
            grid="" if hidden else ink.stroke("hair", 0.75),
            title=ink.title(self.spaced(title.plain), self.small, turn=turn) if titled and title else "",
            code=scale_code(NumberFormat.parse(self.block.format), low, high), unit=unit,
            line=ink.stroke(None), text=ink.text(self.small, "tx2"), between=between,
        )  # fmt: skip

    def category_axis(self, side: str, size: float, step: int = 0) -> Axis:
        """The axis of categories."""
        ink, title = self.ink, self.block.x_title
        turn = -5_400_000 if side == "l" else None
        return Axis(
            "catAx", CATEGORIES, VALUES, side, at=self.scale[0] if self.block.log else "autoZero", reverse=side == "l",
            title=ink.title(self.spaced(title.plain), self.small, turn=turn) if title else "",
            line=ink.stroke("tx2", 1.0), text=ink.text(size), label_place="low", step=step,
        )  # fmt: skip

    @cached_property
    def scale(self) -> tuple[float, float, float]:
        """The ends of the value axis and the distance of its ticks."""
        found = numbers(self.block)
        low, high = min(found), max(found)
        if self.block.type in ("stacked", "area"):
            count = range(len(self.block.categories))
            high = max(
                high, *(sum(series.values[index] or 0 for series in self.block.series) for index in count)
            )
        if self.block.log:
            first, last = floor(log10(low)), log10(high)
            first -= low < 10.0**first * 1.5
            return 10.0**first, 10.0 ** (last + (last - first) * (_HEADROOM - 1)), 10.0
        low, high = min(low, 0.0), max(high, 0.0)
        unit = round_step((high - low) or 1.0)
        if self.scaled:
            return floor(low / unit + 1e-9) * unit, ceil(high / unit - 1e-9) * unit, unit
        if self.block.type == "stacked":
            return low, high * 1.04, unit
        air = (_HEADROOM - 1) * (high - low)
        return low - air * (low < 0), high + air * (high > 0), unit

    @property
    def scaled(self) -> bool:
        """Whether values are read off a scale instead of printed."""
        several = len(self.block.series) > 1
        if self.block.type in ("area", "scatter", "radar"):
            return True
        return not self.block.labels or (several and self.block.type == "line")

    def thresholds(self, columns: list[Column], first: int, sides: Sequence[tuple[int, str]] = ()) -> str:
        """A line chart on the same axes with a constant series for each threshold, named on one of its points."""
        made = ""
        for place, line in enumerate(self.block.lines):
            index = first + place
            at, side = sides[place] if sides else (self._clear_category(line.value), "t")
            named = label(at, self.ink.text(self.usual, "accent1", bold=True), side, shown(series=True))
            middle = (
                self.ink.stroke("accent1", 2.0, "sysDash") + '<c:marker><c:symbol val="none"/></c:marker>'
            )
            made += self.series(index, columns, middle + no_labels(named), '<c:smooth val="0"/>')
        if not made:
            return ""
        return (
            f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{made}<c:marker val="1"/>'
            f'<c:axId val="{CATEGORIES}"/><c:axId val="{VALUES}"/></c:lineChart>'
        )

    def _clear_category(self, value: float) -> int:
        """The category whose points leave most room above a threshold, the first of them."""

        def lack(index: int) -> float:
            there = [series.values[index] for series in self.block.series]
            return max((point - value for point in there if point is not None), default=float("-inf"))

        return min(
            range(len(self.block.categories)), key=lambda index: (lack(index) > -0.12 * abs(value), index)
        )


def plot_area(inner: str) -> str:
    """`c:plotArea` without ground and frame."""
    return f"<c:plotArea>{inner}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>"


def key(plotter: Plotter, side: str) -> str:
    """The legend at a side, for several series that find no room for their names."""
    return legend(side, plotter.ink.text(plotter.small))
