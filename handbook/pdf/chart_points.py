"""Printed scatter charts: points on two scales."""

from __future__ import annotations

from handbook.figures.chart_text import line_name, marked, on_scale
from handbook.figures.drawing import Box
from handbook.figures.sheet import Sheet
from handbook.figures.space import Space
from handbook.model.blocks.data import Chart
from handbook.pdf.chart_canvas import Canvas, Paint, ticks
from handbook.pdf.chart_columns import TITLE_GAP_EM, axis_title, title_height
from handbook.pdf.chart_parts import dashed, key, key_height, mark_point
from handbook.plan.words import Words
from handbook.theme.load import Theme

_MARGIN = 0.06


def draw_scatter(block: Chart, theme: Theme, space: Space, words: Words) -> Canvas:
    """Points by their x and y; the series are told apart by their marks."""
    sheet = Sheet(space, 0)
    ys = [float(value) for entry in block.series for value in entry.values if value is not None]
    ys += [float(line.value) for line in block.lines]
    xs = [float(value) for entry in block.series for value in entry.x]
    low, high = _ends(ys, log=block.log)
    first, last = _ends(xs, log=False)
    rungs, steps = ticks(low, high, log=block.log), ticks(first, last, log=False, most=7)
    several = len(block.series) > 1
    left = max(sheet.width(on_scale(block, value), "note") for value in rungs) + sheet.em(0.7)
    head = title_height(block, sheet) + (key_height(sheet, block, 0) if several else 0.0) + sheet.em(0.5)
    foot = sheet.em(0.5) + sheet.pitch("note")
    foot += sheet.em(TITLE_GAP_EM) + sheet.pitch("note") if block.x_title else 0.0
    tall = sheet.em(15)
    canvas = Canvas(theme, space, head + tall + foot)
    y = axis_title(canvas, block, words, 0.0)
    if several:
        key(canvas, block, 0.0, y, points=True)
    box = Box(left, head, space.width - left - sheet.em(1.2), tall)
    plot = canvas.plot(box, (first, last), (low, high), log="y" * block.log)
    ink = Paint(stroke=canvas.colours.ink.css, width=canvas.rules.rule.pt * 4 / 3)
    tick = Paint(stroke=canvas.colours.ink.css, width=canvas.rules.thin.pt)
    canvas.line(((box.x, box.y), (box.x, box.bottom), (box.right, box.bottom)), ink)
    for value in rungs:
        at = plot.at(first, value)[1]
        canvas.line(((box.x - sheet.em(0.28), at), (box.x, at)), tick)
        top = at - sheet.pitch("note") / 2
        canvas.write(on_scale(block, value), "note", box.x - sheet.em(0.45), top, align="right", tone="grey")
    for value in steps:
        at = plot.at(value, low)[0]
        canvas.line(((at, box.bottom), (at, box.bottom + sheet.em(0.28))), tick)
        canvas.write(f"{value:,g}", "note", at, box.bottom + sheet.em(0.45), align="center", tone="grey")
    if block.x_title is not None:
        top = box.bottom + sheet.em(0.45 + TITLE_GAP_EM) + sheet.pitch("note")
        canvas.write(block.x_title, "note", box.right, top, align="right", tone="grey")
    for line in block.lines:
        at = plot.at(first, line.value)[1]
        canvas.line(((box.x, at), (box.right, at)), dashed(canvas))
        canvas.write(line_name(block, line), "value", box.right, at - sheet.pitch("value"), align="right")
    for series in reversed(range(len(block.series))):
        entry = block.series[series]
        for index, (place, point) in enumerate(zip(entry.x, entry.values, strict=True)):
            if point is not None:
                special = marked(block, series, index)
                mark_point(
                    canvas, plot.at(place, point), series, special=special, warns=block.tone == "warning"
                )
    return canvas


def _ends(values: list[float], *, log: bool) -> tuple[float, float]:
    """The ends of a scale with a margin; it begins at zero where the values come near it."""
    low, high = min(values), max(values)
    if log:
        return low / 1.5, high * 1.5
    span = (high - low) or abs(high) or 1.0
    bottom = 0.0 if 0 <= low < span else low - span * _MARGIN
    return bottom, high + span * _MARGIN
