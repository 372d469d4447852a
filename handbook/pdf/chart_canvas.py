"""The canvas of printed charts: Matplotlib scales and draws the marks, labels are set by our own faces.

Places on the canvas are points from its top left corner. Matplotlib's text is not used: labels are broken and measured
by the shipped advance tables and printed as `<text>` in the theme's families, as in every other figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from math import ceil, floor, log10
from typing import Any

from lxml import etree
from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Bbox

from handbook.figures.drawing import Align, Box, Label, Point, Role, Tone
from handbook.figures.patterns import dots, hatch
from handbook.figures.sheet import Sheet
from handbook.figures.space import Space
from handbook.model.inline import Inline
from handbook.theme.load import Theme

_SVG = "{http://www.w3.org/2000/svg}"
_SALT = "handbook"
_POINTS_PER_INCH = 72
_NUMBER = re.compile(r"-?\d+\.\d+")


@dataclass(frozen=True)
class Mark:
    """A path as templates print it."""

    d: str
    fill: str
    stroke: str
    width: str
    dash: str


@dataclass(frozen=True)
class Paint:
    """How a shape or line looks."""

    fill: str | None = None
    stroke: str | None = None
    width: float = 0.0
    dash: tuple[float, float] | None = None


class Canvas:
    """A drawing surface of a width and height in points, with the sheet that sets its labels."""

    def __init__(self, theme: Theme, space: Space, height: float) -> None:
        self.theme = theme
        self.colours = theme.tokens.colours
        self.rules = theme.tokens.book.rules
        self.sheet = Sheet(space, 0)
        self.width, self.height = space.width, height
        self.labels: list[Label] = []
        self.obstacles: list[Box] = []
        """What later labels must keep off."""
        self._figure = Figure(figsize=(self.width / _POINTS_PER_INCH, height / _POINTS_PER_INCH))
        self._figure.patch.set_visible(False)
        self._page = self._figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self._page.set_axis_off()
        self._page.set_xlim(0, self.width)
        self._page.set_ylim(height, 0)

    def em(self, units: float) -> float:
        """A distance in points."""
        return self.sheet.em(units)

    def plot(self, box: Box, x: tuple[float, float], y: tuple[float, float], *, log: str = "") -> Plot:
        """Scales that map values to a box; `log` names the axes that are logarithmic: x, y or both."""
        axes = self._figure.add_axes(
            (
                box.x / self.width,
                1 - box.bottom / self.height,
                box.width / self.width,
                box.height / self.height,
            )
        )
        axes.set_axis_off()
        if "x" in log:
            axes.set_xscale("log")
        if "y" in log:
            axes.set_yscale("log")
        axes.set_xlim(*x)
        axes.set_ylim(*y)
        return Plot(axes, box, self.height)

    def shape(self, points: Sequence[Point], paint: Paint) -> None:
        """A closed shape."""
        self._add(Path([*points, points[0]], closed=True), paint)

    def rectangle(self, box: Box, paint: Paint) -> None:
        """A rectangle."""
        self.shape(((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)), paint)

    def line(self, points: Sequence[Point], paint: Paint) -> None:
        """An open line."""
        self._add(Path(list(points)), paint)

    def circle(self, centre: Point, radius: float, paint: Paint) -> None:
        """A circle."""
        self._add(Path.circle(centre, radius), paint)

    def path(self, path: Path, paint: Paint) -> None:
        """Any path of Matplotlib's, such as a wedge."""
        self._add(path, paint)

    def hatched(self, box: Box, colour: str) -> None:
        """45 degree hatching inside a box."""
        width = self.rules.rule.pt * 7 / 6
        self.strokes(hatch(box, self.em(0.343)), Paint(stroke=colour, width=width))

    def dotted(self, box: Box, colour: str) -> None:
        """Dots inside a box."""
        radius = self.em(0.052)
        for x, y in dots(box, self.em(0.5), radius):
            self._add(Path.circle((x, y), radius), Paint(fill=colour))

    def strokes(self, segments: Sequence[tuple[Point, Point]], paint: Paint) -> None:
        """Many straight lines as one path."""
        if segments:
            vertices = [point for segment in segments for point in segment]
            self._add(Path(vertices, [Path.MOVETO, Path.LINETO] * len(segments)), paint)

    def _add(self, path: Path, paint: Paint) -> None:
        patch = PathPatch(
            path,
            facecolor=paint.fill or "none",
            edgecolor=paint.stroke or "none",
            linewidth=paint.width if paint.stroke else 0,
            linestyle=(0, [part / paint.width for part in paint.dash]) if paint.dash else "solid",
            capstyle="butt",
            joinstyle="miter",
            clip_on=False,
        )
        self._page.add_patch(patch)

    def write(
        self, text: Inline | str, role: Role, x: float, y: float, *, align: Align = "left", tone: Tone = "ink"
    ) -> Label:
        """A label in one line, its head at y; later labels keep off it."""
        return self.put(self.sheet.line(text, role, x, y, align=align, tone=tone))

    def put(self, label: Label) -> Label:
        """A label that was set elsewhere; later labels keep off it."""
        self.labels.append(label)
        self.obstacles.append(_ink(label))
        return label

    def knock_out(self, label: Label, *, across: float = 0.12, down: float = 0.0) -> None:
        """The ground behind a label, and so many em beside it, made blank, where a line would run through it."""
        box, aside, over = _ink(label), self.em(across), self.em(down)
        room = Box(box.x - aside, box.y - over, box.width + 2 * aside, box.height + 2 * over)
        self.rectangle(room, Paint(self.colours.paper.css))

    def free(self, label: Label, air: float = 0.0) -> bool:
        """Whether a label meets nothing, nor comes nearer to it than `air` points, and stays on the canvas."""
        box = _ink(label)
        inside = box.within(self.width, self.height, 0.5)
        box = Box(box.x, box.y - air, box.width, box.height + 2 * air)
        return inside and not any(box.overlaps(other, 0.2) for other in self.obstacles)

    def meets(self, label: Label, points: Sequence[Point], air: float = 0.0) -> bool:
        """Whether a line runs through a label, or nearer to it than `air` points."""
        box = _ink(label)
        window = Bbox.from_bounds(box.x - air, box.y - air, box.width + 2 * air, box.height + 2 * air)
        return bool(Path(list(points)).intersects_bbox(window, filled=False))

    def marks(self) -> tuple[Mark, ...]:
        """Everything drawn, in order, by Matplotlib's SVG backend without its metadata and ids."""
        stream = StringIO()
        with rc_context({"svg.fonttype": "none", "svg.hashsalt": _SALT, "path.simplify": False}):
            self._figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
        root = etree.fromstring(stream.getvalue().encode())
        # A path without a style is one of a definition, or black: that is what SVG fills with by habit.
        defined = {path for part in root.iter(f"{_SVG}defs") for path in part.iter(f"{_SVG}path")}
        return tuple(_mark(path) for path in root.iter(f"{_SVG}path") if path not in defined)


@dataclass(frozen=True)
class Plot:
    """A box with its scales."""

    axes: Any
    box: Box
    height: float
    """The canvas's height in points."""

    def at(self, x: float, y: float) -> Point:
        """Where a value stands on the canvas."""
        pixels = self.axes.transData.transform((x, y))
        scale = self.axes.figure.dpi / _POINTS_PER_INCH
        return float(pixels[0] / scale), float(self.height - pixels[1] / scale)


def value_range(values: Sequence[float], *, log: bool, headroom: float) -> tuple[float, float]:
    """The ends of a value axis that begins at zero, or, if logarithmic, at a power of ten under every value."""
    low, high = min(values), max(values)
    if log:
        first, last = floor(log10(low)), log10(high)
        if low <= 10.0**first * 1.5:
            first -= 1
        return 10.0**first, 10.0 ** (last + (last - first) * headroom)
    bottom = min(low, 0.0)
    span = (max(high, 0.0) - bottom) or 1.0
    return bottom - (headroom * span if low < 0 else 0.0), max(high, 0.0) + headroom * span


def ticks(low: float, high: float, *, log: bool, most: int = 5) -> tuple[float, ...]:
    """Round values between the ends of an axis."""
    if log:
        powers = range(ceil(log10(low) - 1e-9), floor(log10(high) + 1e-9) + 1)
        return tuple(10.0**power for power in powers)
    found = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    return tuple(float(value) for value in found if low - 1e-9 <= value <= high + 1e-9)


def _ink(label: Label) -> Box:
    """The part of a label's box that its type fills."""
    ink, air = label.ink, (label.pitch - label.size) / 2
    return Box(ink.x, ink.y + air, ink.width, ink.height - 2 * air)


def _mark(path: etree._Element) -> Mark:
    style = dict(part.strip().split(": ", 1) for part in (path.get("style") or "").split(";") if ":" in part)
    d = _NUMBER.sub(lambda match: f"{round(float(match[0]), 2):g}", path.get("d") or "")
    stroke = style.get("stroke", "none")
    return Mark(
        " ".join(d.split()),
        style.get("fill", "#000000"),
        "" if stroke == "none" else stroke,
        style.get("stroke-width", "1"),
        style.get("stroke-dasharray", "").replace(",", " ") if stroke != "none" else "",
    )
