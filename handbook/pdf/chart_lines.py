"""Printed lines: each named at its end, told apart by marks and dashes, values where they find room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from handbook.figures.chart_text import line_name, marked, numbers, on_scale, written
from handbook.figures.drawing import Box, Label, Point
from handbook.figures.sheet import Sheet
from handbook.figures.space import Space
from handbook.model.blocks.data import Chart
from handbook.pdf.chart_canvas import Canvas, Paint, Plot, ticks, value_range
from handbook.pdf.chart_columns import TITLE_GAP_EM, axis_title, title_height
from handbook.pdf.chart_parts import LineStyle, dashed, line_style, spread, tone_of
from handbook.plan.words import Words
from handbook.theme.load import Theme

_HEADROOM = 0.06
_ASIDE_EM = 0.6
"""In em: between the last category and the title of the axis at its right."""
_CLEAR_EM = 0.25
"""In em: between a name on the ground of a chart and the rules over and under it."""
_MOST_VALUES = 14
"""Up to so many points all values are tried; beyond, the ends, the extremes and the marked ones."""


def draw_lines(block: Chart, theme: Theme, space: Space, words: Words) -> Canvas:
    """Lines over categories."""
    sheet = Sheet(space, 0)
    low, high = value_range(numbers(block), log=block.log, headroom=_HEADROOM)
    scale = ticks(low, high, log=block.log) if not block.labels or len(block.series) > 2 else ()
    named = [on_scale(block, value) for value in scale]
    left = max((sheet.width(text, "note") for text in named), default=0.0)
    left += sheet.em(0.5) if scale else sheet.em(1.2)
    several = len(block.series) > 1
    right = (
        max(sheet.width(entry.name, "label") for entry in block.series) + sheet.em(0.9)
        if several
        else sheet.em(1.4)
    )
    right = min(right, space.width * 0.3)
    head = title_height(block, sheet) + sheet.pitch("value")
    tall = sheet.em(13.5)
    step, rows = _label_step(block, sheet, space.width - left - right)
    foot = sheet.em(0.4) + rows * sheet.pitch("category")
    follows = _title_follows(block, sheet, step, rows, right)
    if block.x_title is not None and not follows:
        foot += sheet.em(TITLE_GAP_EM) + sheet.pitch("note")
    canvas = Canvas(theme, space, head + tall + foot)
    axis_title(canvas, block, words, 0.0)
    count = len(block.categories)
    box = Box(left, head, space.width - left - right, tall)
    plot = canvas.plot(box, (0, max(count - 1, 1)), (low, high), log="y" * block.log)
    _scale(canvas, block, plot, scale, low)
    _categories(canvas, block, plot, step, follows=follows)
    for line in block.lines:
        _threshold(canvas, block, plot, line_name(block, line), line.value)
    tracks = [_track(block, plot, series) for series in range(len(block.series))]
    styles = [line_style(canvas, series) for series in range(len(block.series))]
    for track, style in reversed(list(zip(tracks, styles, strict=True))):
        for piece in track:
            if len(piece) > 1:
                canvas.line(piece, Paint(stroke=style.colour, width=style.width, dash=style.dash))
    for series, (track, style) in reversed(list(enumerate(zip(tracks, styles, strict=True)))):
        _marks(canvas, block, track, style, series)
    for track in tracks:
        _keep_off(canvas, track)
    zero = plot.at(0, low if block.log else 0.0)[1]
    canvas.obstacles.append(Box(plot.box.x, zero - 0.5, plot.box.width, 1.0))
    if several:
        _names(canvas, block, tracks, styles)
    if block.labels:
        _values(canvas, block, plot)
    _threshold_names(canvas, block, plot)
    return canvas


def _track(block: Chart, plot: Plot, series: int) -> list[list[Point]]:
    """The points of a series, broken where a value is missing."""
    pieces: list[list[Point]] = [[]]
    for index, value in enumerate(block.series[series].values):
        if value is None:
            pieces.append([])
        else:
            pieces[-1].append(plot.at(index, value))
    return [piece for piece in pieces if piece]


def _scale(canvas: Canvas, block: Chart, plot: Plot, scale: tuple[float, ...], low: float) -> None:
    """The foot line at zero, or at the lowest value, and quiet lines where the values are read off a scale."""
    zero = plot.at(0, low if block.log else 0.0)[1]
    for value in scale:
        y = plot.at(0, value)[1]
        if abs(y - zero) > 0.5:
            canvas.line(((plot.box.x, y), (plot.box.right, y)),
                        Paint(stroke=canvas.colours.hair.css, width=canvas.rules.hair.pt))  # fmt: skip
        top = y - canvas.sheet.pitch("note") / 2
        canvas.write(
            on_scale(block, value), "note", plot.box.x - canvas.em(0.4), top, align="right", tone="grey"
        )
    canvas.line(((plot.box.x, zero), (plot.box.right, zero)),
                Paint(stroke=canvas.colours.ink.css, width=canvas.rules.rule.pt * 4 / 3))  # fmt: skip


def _label_step(block: Chart, sheet: Sheet, width: float) -> tuple[int, int]:
    """Every how many categories one is named, and how many lines the longest of them takes."""
    count = len(block.categories)
    slot = width / max(count - 1, 1)
    widest = max(sheet.width(name, "category") for name in block.categories) + sheet.em(0.3)
    if widest <= slot or count <= 6:
        lines = max(
            len(sheet.lines(name, "category", max(slot - sheet.em(0.3), sheet.em(2))))
            for name in block.categories
        )
        return 1, lines
    return int(-(-widest // slot)), 1


def _title_follows(block: Chart, sheet: Sheet, step: int, rows: int, right: float) -> bool:
    """Whether the title of the categories stands right of the last of them, and not under them."""
    if block.x_title is None or rows > 1:
        return False
    taken = sheet.width(block.categories[-1], "category") / 2 + sheet.em(_ASIDE_EM)
    return taken + sheet.width(block.x_title, "note") <= right


def _categories(canvas: Canvas, block: Chart, plot: Plot, step: int, *, follows: bool) -> None:
    sheet, count = canvas.sheet, len(block.categories)
    slot = plot.box.width / max(count - 1, 1) * step
    top = plot.box.bottom + sheet.em(0.4)
    bottom = top
    tick = Paint(stroke=canvas.colours.ink.css, width=canvas.rules.thin.pt)
    foot = plot.box.bottom
    for index in range(0, count, step):
        x = plot.at(index, plot.axes.get_ylim()[0])[0]
        canvas.line(((x, foot), (x, foot + sheet.em(0.28))), tick)
        width = (
            max(slot - sheet.em(0.3), sheet.em(2))
            if step == 1
            else sheet.width(block.categories[index], "category")
        )
        label = sheet.label(
            block.categories[index], "category", x - width / 2, top, width, align="center", most=3
        )
        over = x + label.natural / 2 - canvas.width
        under = label.natural / 2 - x
        shift = -max(over, 0.0) + max(under, 0.0)
        canvas.put(replace(label, box=replace(label.box, x=label.box.x + shift)))
        bottom = max(bottom, label.box.bottom)
    if block.x_title is not None:
        if follows:
            x = plot.box.right + sheet.width(block.categories[-1], "category") / 2 + sheet.em(_ASIDE_EM)
            drop = (sheet.pitch("category") - sheet.pitch("note")) / 2
            canvas.write(block.x_title, "note", x, top + drop, tone="grey")
        else:
            y = bottom + sheet.em(TITLE_GAP_EM)
            canvas.write(block.x_title, "note", plot.box.right, y, align="right", tone="grey")


def _threshold(canvas: Canvas, block: Chart, plot: Plot, name: str, value: float) -> None:
    y = plot.at(0, value)[1]
    canvas.line(((plot.box.x, y), (plot.box.right, y)), dashed(canvas))
    canvas.obstacles.append(Box(plot.box.x, y - 0.5, plot.box.width, 1.0))


def _threshold_names(canvas: Canvas, block: Chart, plot: Plot) -> None:
    """Names of thresholds on their lines, at the left end or wherever they meet nothing."""
    for line in block.lines:
        y = plot.at(0, line.value)[1]
        text = line_name(block, line)
        pitch = canvas.sheet.pitch("value")
        width = canvas.sheet.width(text, "value")
        places = [
            (x, top)
            for x in (plot.box.x, plot.box.x + (plot.box.width - width) / 2, plot.box.right - width)
            for top in (y - pitch - canvas.em(0.05), y + canvas.em(0.05))
        ]
        labels = [canvas.sheet.line(text, "value", x, top) for x, top in places]
        _put_first_free(canvas, labels)


def _put_first_free(canvas: Canvas, labels: Sequence[Label]) -> None:
    """The label that stands clear, or meets nothing, its ground blank of the scale's lines; else the first of all."""
    clear = (label for label in labels if canvas.free(label, canvas.em(_CLEAR_EM)))
    free = next(clear, next((label for label in labels if canvas.free(label)), None))
    if free is not None:
        canvas.knock_out(free, down=0.1)
    canvas.put(free or labels[0])


def _marks(canvas: Canvas, block: Chart, track: list[list[Point]], style: LineStyle, series: int) -> None:
    side = canvas.em(0.44)
    points = [point for piece in track for point in piece]
    indexes = [index for index, value in enumerate(block.series[series].values) if value is not None]
    dense = len(points) > 1 and plot_step(points) < canvas.em(1.1)
    for index, (x, y) in zip(indexes, points, strict=True):
        special = marked(block, series, index)
        if style.filled is None and not special:
            continue
        if dense and not special:
            continue
        half = side / 2 * (1.5 if special else 1.0)
        box = Box(x - half, y - half, 2 * half, 2 * half)
        colour = canvas.colours.warm.css if special and block.tone == "warning" else style.colour
        hollow = not style.filled or special
        paint = Paint(canvas.colours.paper.css if hollow else colour, colour, canvas.rules.rule.pt * 1.6)
        canvas.rectangle(box, paint)


def plot_step(points: list[Point]) -> float:
    """The average distance of neighbouring points along the axis."""
    return (points[-1][0] - points[0][0]) / (len(points) - 1)


def _keep_off(canvas: Canvas, track: list[list[Point]]) -> None:
    """Make labels keep off a line: small boxes along it."""
    half = canvas.em(0.16)
    for piece in track:
        for (x0, y0), (x1, y1) in pairwise(piece):
            count = max(int(max(abs(x1 - x0), abs(y1 - y0)) / canvas.em(0.35)), 1)
            for step in range(count + 1):
                x, y = x0 + (x1 - x0) * step / count, y0 + (y1 - y0) * step / count
                canvas.obstacles.append(Box(x - half, y - half, 2 * half, 2 * half))
        for x, y in piece:
            side = canvas.em(0.3)
            canvas.obstacles.append(Box(x - side, y - side, 2 * side, 2 * side))


def _names(canvas: Canvas, block: Chart, tracks: list[list[list[Point]]], styles: list[LineStyle]) -> None:
    """The series' names at the ends of their lines; where two would meet, they move apart."""
    pitch = canvas.sheet.pitch("label")
    ends = [track[-1][-1] for track in tracks]
    edge = max(x for x, _ in ends)
    last = [index for index, (x, _) in enumerate(ends) if x > edge - 1]
    tops = spread([ends[index][1] - pitch / 2 for index in last], pitch, 0.0, canvas.height)
    for index, top in zip(last, tops, strict=True):
        canvas.write(
            block.series[index].name, "label", ends[index][0] + canvas.em(0.6), top, tone=styles[index].tone
        )
    for index, (x, y) in enumerate(ends):
        if index in last:
            continue
        text, tone = block.series[index].name, styles[index].tone
        width = canvas.sheet.width(text, "label")
        gap = canvas.em(0.5)
        places = [(x + gap, y - pitch / 2), (x + gap, y - pitch * 0.3), (x + gap, y - pitch * 0.7),
                  (x - width / 2, y + gap), (x - width / 2, y - gap - pitch),
                  (x + gap, y - pitch), (x + gap / 2, y - gap - pitch), (x + gap, y + gap / 2),
                  (x - gap - width, y - pitch / 2), (x - gap - width, y + gap)]  # fmt: skip
        labels = [canvas.sheet.line(text, "label", px, py, tone=tone) for px, py in places]
        _put_first_free(canvas, labels)


def _values(canvas: Canvas, block: Chart, plot: Plot) -> None:
    """Values on their points where they meet nothing; the marked ones and the ends first."""
    total = sum(value is not None for entry in block.series for value in entry.values)
    wanted: list[tuple[int, int, int]] = []
    for series, entry in enumerate(block.series):
        there = [index for index, value in enumerate(entry.values) if value is not None]
        known = [value for value in entry.values if value is not None]
        for index in there:
            value = entry.values[index]
            rank = 0 if marked(block, series, index) else 1 if index in (there[0], there[-1]) else 2
            if rank == 2 and total > _MOST_VALUES and value not in (max(known), min(known)):
                continue
            wanted.append((rank, series, index))
    for rank, series, index in sorted(wanted):
        value = block.series[series].values[index]
        assert value is not None
        label = _value_label(canvas, block, plot, series, index, value)
        if label is not None:
            canvas.put(label)
        elif rank == 0:
            x, y = plot.at(index, value)
            canvas.write(written(block, value), "value", x, y - canvas.em(2), align="center",
                         tone=tone_of(block, series, index))  # fmt: skip


def _value_label(
    canvas: Canvas, block: Chart, plot: Plot, series: int, index: int, value: float | int
) -> Label | None:
    x, y = plot.at(index, value)
    gap, pitch = canvas.em(0.32), canvas.sheet.pitch("value")
    tone = tone_of(block, series, index)
    text = written(block, value)
    width = canvas.sheet.width(text, "value")
    above, below = (x - width / 2, y - gap - pitch), (x - width / 2, y + gap)
    right, left = (x + gap, y - pitch), (x - gap - width, y - pitch)
    for px, py in (above, below, right, left):
        label = canvas.sheet.line(text, "value", px, py, tone=tone)
        if canvas.free(label):
            return label
    return None
