"""Parts that several printed charts share: how series are painted, thresholds, keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from handbook.figures.chart_text import marked
from handbook.figures.drawing import Box, Point, Tone
from handbook.figures.sheet import Sheet
from handbook.model.blocks.data import Chart
from handbook.pdf.chart_canvas import Canvas, Paint


def tone_of(block: Chart, series: int, index: int) -> Tone:
    """The tone of a point's value."""
    if not marked(block, series, index):
        return "ink"
    return "warm" if block.tone == "warning" else "accent"


def fill_bar(canvas: Canvas, box: Box, block: Chart, series: int, index: int) -> None:
    """A bar of a series: the first is full, the second white, the third dotted, the fourth hatched, then greys.

    A marked one is hatched where it warns; where it only draws the eye, the others step back if it has one series only.
    """
    colours, thin = canvas.colours, canvas.rules.rule.pt * 1.5
    if marked(block, series, index) and block.tone == "warning":
        canvas.rectangle(box, Paint(colours.paper.css, colours.warm.css, thin))
        canvas.hatched(box, colours.warm.css)
        canvas.rectangle(box, Paint(None, colours.warm.css, thin))
        return
    alone = len(block.series) == 1 and bool(block.highlight) and block.tone == "focus"
    fill_pattern(canvas, box, series, quiet=alone and not marked(block, series, index))


def fill_pattern(canvas: Canvas, box: Box, series: int, *, quiet: bool = False) -> None:
    """A box in the pattern of a series; `quiet` is the first series stepping back behind its focus."""
    colours, thin = canvas.colours, canvas.rules.rule.pt * 1.5
    match series % 6:
        case 0:
            canvas.rectangle(box, Paint((colours.context if quiet else colours.accent).css))
        case 1:
            canvas.rectangle(box, Paint(colours.paper.css, colours.ink.css, thin))
        case 2:
            canvas.rectangle(box, Paint(colours.paper.css, colours.ink.css, thin))
            canvas.dotted(box, colours.ink.css)
        case 3:
            canvas.rectangle(box, Paint(colours.paper.css, colours.accent.css, thin))
            canvas.hatched(box, colours.accent.css)
            canvas.rectangle(box, Paint(None, colours.accent.css, thin))
        case 4:
            canvas.rectangle(box, Paint(colours.hair.css))
        case _:
            canvas.rectangle(box, Paint(colours.tint.css, colours.rule.css, thin))


@dataclass(frozen=True)
class LineStyle:
    """How a line looks."""

    colour: str
    width: float
    dash: tuple[float, float] | None
    filled: bool | None
    """Whether its marks are full or hollow; none for no marks."""
    tone: Tone


def line_style(canvas: Canvas, series: int) -> LineStyle:
    """How a series is drawn: the first strong; the others told apart without colour."""
    colours, thick = canvas.colours, canvas.rules.thick.pt
    em = canvas.em
    styles = (
        LineStyle(colours.accent.css, thick * 1.6, None, True, "accent"),
        LineStyle(colours.ink.css, thick * 0.9, None, False, "ink"),
        LineStyle(colours.grey.css, thick * 0.9, (em(0.38), em(0.2)), None, "grey"),
        LineStyle(colours.ink.css, thick * 0.9, (em(0.12), em(0.14)), None, "ink"),
        LineStyle(colours.grey.css, thick * 0.9, None, False, "grey"),
        LineStyle(colours.ink.css, thick * 0.6, (em(0.7), em(0.25)), None, "ink"),
    )
    return styles[series % len(styles)]


def solid(canvas: Canvas, part: int) -> Paint:
    """The fill of a part that is no rectangle, dark to light, so that neighbours differ in grey too."""
    colours = canvas.colours
    fills = (colours.accent, colours.context, colours.hair, colours.fourth, colours.tint, colours.third)
    fill = fills[part % len(fills)]
    return Paint(fill.css, colours.rule.css if fill == colours.tint else None, canvas.rules.rule.pt)


def mark_point(canvas: Canvas, at: Point, series: int, *, special: bool = False, warns: bool = False) -> None:
    """The mark of a point: squares, then circles, full and hollow by turns."""
    x, y = at
    half = canvas.em(0.24) * (1.5 if special else 1.0)
    colour = canvas.colours.warm.css if special and warns else canvas.colours.accent.css
    if series % 4 > 1 and not special:
        colour = canvas.colours.ink.css
    paint = Paint(colour if series % 2 == 0 else canvas.colours.paper.css, colour, canvas.rules.rule.pt * 1.6)
    if series % 4 < 2:
        canvas.rectangle(Box(x - half, y - half, 2 * half, 2 * half), paint)
    else:
        canvas.circle((x, y), half, paint)


def key(
    canvas: Canvas, block: Chart, x: float, y: float, *, lines: bool = False, points: bool = False
) -> float:
    """The names of the series with their patterns, lines or marks, in rows from (x, y); returns the y under them."""
    side, gap = canvas.em(0.72), canvas.em(0.45)
    left, pitch = x, canvas.sheet.pitch("note") * 1.15
    for series, entry in enumerate(block.series):
        needed = side + gap + canvas.sheet.width(entry.name, "note")
        if left > x and left + needed > canvas.width:
            left, y = x, y + pitch
        middle = y + pitch / 2
        if lines:
            style = line_style(canvas, series)
            canvas.line(
                ((left - gap / 2, middle), (left + side, middle)),
                Paint(stroke=style.colour, width=style.width, dash=style.dash),
            )
        elif points:
            mark_point(canvas, (left + side / 2, middle), series)
        else:
            fill_pattern(canvas, Box(left, middle - side / 2, side, side), series)
        canvas.write(entry.name, "note", left + side + gap, y + (pitch - canvas.sheet.pitch("note")) / 2)
        left += needed + canvas.em(1.6)
    return y + pitch + canvas.em(0.5)


def key_height(sheet: Sheet, block: Chart, x: float) -> float:
    """The height that `key` needs."""
    side, gap = sheet.em(0.72), sheet.em(0.45)
    left, rows = x, 1
    for entry in block.series:
        needed = side + gap + sheet.width(entry.name, "note")
        if left > x and left + needed > sheet.space.width:
            left, rows = x, rows + 1
        left += needed + sheet.em(1.6)
    return rows * sheet.pitch("note") * 1.15 + sheet.em(0.5)


def dashed(canvas: Canvas, colour: str | None = None) -> Paint:
    """The pen of thresholds."""
    width = canvas.rules.rule.pt * 1.5
    return Paint(
        stroke=colour or canvas.colours.ink.css, width=width, dash=(canvas.em(0.38), canvas.em(0.23))
    )


def spread(tops: Sequence[float], pitch: float, low: float, high: float) -> list[float]:
    """Heads of labels moved apart as little as needed to stand `pitch` from one another between `low` and `high`."""
    order = sorted(range(len(tops)), key=lambda index: tops[index])
    placed = list(tops)
    for _ in range(60):
        moved = False
        for upper, lower in pairwise(order):
            lack = pitch - (placed[lower] - placed[upper])
            if lack > 0.01:
                placed[upper] -= lack / 2
                placed[lower] += lack / 2
                moved = True
        for index in order:
            held = min(max(placed[index], low), high - pitch)
            moved = moved or abs(held - placed[index]) > 0.01
            placed[index] = held
        if not moved:
            break
    return placed


def shrink(box: Box, by: float) -> Box:
    """A box that is smaller by `by` on every side."""
    return replace(box, x=box.x + by, y=box.y + by, width=box.width - 2 * by, height=box.height - 2 * by)
