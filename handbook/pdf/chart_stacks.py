"""Printed wholes made of parts over categories: stacked columns and stacked areas, their parts named at the right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from handbook.figures.chart_text import on_scale, written
from handbook.figures.drawing import Box, Tone
from handbook.figures.sheet import Sheet
from handbook.figures.space import Space
from handbook.model.blocks.data import Chart
from handbook.pdf.chart_canvas import Canvas, Paint, ticks
from handbook.pdf.chart_columns import TITLE_GAP_EM, axis_title, title_height
from handbook.pdf.chart_parts import fill_pattern, solid, spread
from handbook.plan.words import Words
from handbook.theme.load import Theme

_WIDEST_NAMES = 0.28
_RULES_PAST = 0.45
"""In em: from the last column to the end of the foot line and of the rules of the scale."""


def _sums(block: Chart, index: int) -> list[float]:
    """The heights of the joints in one category, from the foot: one more than there are series."""
    made = [0.0]
    for series in block.series:
        made.append(made[-1] + float(series.values[index] or 0))
    return made


def _names_width(block: Chart, sheet: Sheet) -> float:
    widest = max(sheet.width(entry.name, "category") for entry in block.series)
    return min(widest, sheet.space.width * _WIDEST_NAMES) + sheet.em(0.9)


def draw_stacked(block: Chart, theme: Theme, space: Space, words: Words) -> Canvas:
    """Columns whose parts stand on one another, the first series at the foot."""
    sheet = Sheet(space, 0)
    right = _names_width(block, sheet)
    count = len(block.categories)
    high = max(_sums(block, index)[-1] for index in range(count)) or 1.0
    scale = () if block.labels else ticks(0.0, high, log=False)
    left = max(
        (sheet.width(on_scale(block, value), "note") for value in scale), default=-sheet.em(0.8)
    ) + sheet.em(0.8)
    slot = (space.width - right - left) / count
    rows = max(len(sheet.lines(name, "category", slot - sheet.em(0.3))) for name in block.categories)
    head = title_height(block, sheet) + sheet.em(0.3)
    tall = sheet.em(13.5)
    canvas = Canvas(theme, space, head + tall + sheet.em(0.4) + rows * sheet.pitch("category"))
    axis_title(canvas, block, words, 0.0)
    plot = canvas.plot(Box(left, head, space.width - right - left, tall), (0, count), (0, high))
    width = min(slot * 0.62, sheet.em(5.5))
    edge = left + (count - 1) * slot + (slot + width) / 2
    # Rules end before the names, which stand at the height of their parts.
    end = edge + sheet.em(_RULES_PAST)
    for rung in scale:
        y = plot.at(0, rung)[1]
        canvas.line(((left, y), (end, y)),
                    Paint(stroke=canvas.colours.hair.css, width=canvas.rules.hair.pt))  # fmt: skip
        top = y - sheet.pitch("note") / 2
        canvas.write(on_scale(block, rung), "note", left - sheet.em(0.4), top, align="right", tone="grey")
    for index, name in enumerate(block.categories):
        x = left + index * slot + (slot - width) / 2
        joints = _sums(block, index)
        thin: list[tuple[float, str]] = []
        for series, entry in enumerate(block.series):
            low, top = plot.at(0, joints[series])[1], plot.at(0, joints[series + 1])[1]
            if low - top < 0.05:
                continue
            box = Box(x, top, width, low - top)
            fill_pattern(canvas, box, series)
            value = entry.values[index]
            if not block.labels or value is None:
                continue
            if box.height >= sheet.pitch("note"):
                _inside(canvas, block, box, series, value)
            else:
                thin.append((box.centre[1], written(block, value)))
        _outside(canvas, thin, x, (slot - width) * (0.5 if index == 0 else 0.9), head + tall)
        label = sheet.label(
            name, "category", left + index * slot + sheet.em(0.15), head + tall + sheet.em(0.4), slot - sheet.em(0.3),
            align="center", most=3,
        )  # fmt: skip
        canvas.put(label)
    base = Paint(stroke=canvas.colours.ink.css, width=canvas.rules.rule.pt * 4 / 3)
    canvas.line(((left, head + tall), (end, head + tall)), base)
    _names(canvas, block, [plot.at(0, joint)[1] for joint in _sums(block, count - 1)], edge)
    return canvas


def _inside(canvas: Canvas, block: Chart, box: Box, series: int, value: float | int) -> None:
    """A value in the middle of its part; on a pattern it gets a blank ground."""
    y = box.centre[1] - canvas.sheet.pitch("note") / 2
    tone: Tone = "ground" if series == 0 else "ink"
    label = canvas.sheet.line(written(block, value), "note", box.centre[0], y, align="center", tone=tone)
    if series in (2, 3):
        canvas.knock_out(label)
    canvas.put(label)


def _outside(
    canvas: Canvas, thin: Sequence[tuple[float, str]], edge: float, room: float, foot: float
) -> None:
    """Values of parts too thin to hold them, at the left of their column with short leaders, if there is room."""
    sheet, gap = canvas.sheet, canvas.em(0.7)
    pitch = sheet.pitch("note")
    shown = [(middle, text) for middle, text in thin if sheet.width(text, "note") + gap <= room]
    tops = spread([middle - pitch / 2 for middle, _ in shown], pitch, 0.0, foot)
    leader = Paint(stroke=canvas.colours.grey.css, width=canvas.rules.rule.pt)
    for (middle, text), top in zip(shown, tops, strict=True):
        canvas.line(
            ((edge - gap + canvas.em(0.15), top + pitch / 2), (edge - canvas.em(0.1), middle)), leader
        )
        canvas.write(text, "note", edge - gap, top, align="right")


def _names(canvas: Canvas, block: Chart, joints: list[float], edge: float) -> None:
    """The names of the parts, each at the height of its part at the right end."""
    pitch = canvas.sheet.pitch("category")
    middles = [(low + high) / 2 for low, high in pairwise(joints)]
    tops = spread([middle - pitch / 2 for middle in middles], pitch, 0.0, max(joints))
    for entry, middle, top in zip(block.series, middles, tops, strict=True):
        x = edge + canvas.em(0.9)
        if abs(top + pitch / 2 - middle) > canvas.em(0.3):
            leader = Paint(stroke=canvas.colours.hair.css, width=canvas.rules.rule.pt)
            canvas.line(((edge + canvas.em(0.1), middle), (x - canvas.em(0.15), top + pitch / 2)), leader)
        label = canvas.sheet.label(entry.name, "category", x, top, canvas.width - x, at=entry.at, most=2)
        canvas.put(label)


def draw_area(block: Chart, theme: Theme, space: Space, words: Words) -> Canvas:
    """Areas on one another over categories, with a scale at the left."""
    sheet = Sheet(space, 0)
    count = len(block.categories)
    high = max(_sums(block, index)[-1] for index in range(count)) or 1.0
    scale = ticks(0.0, high * 1.02, log=False)
    left = max(sheet.width(on_scale(block, value), "note") for value in scale) + sheet.em(0.5)
    right = _names_width(block, sheet) if len(block.series) > 1 else sheet.em(1.4)
    head, tall = title_height(block, sheet) + sheet.em(0.6), sheet.em(12.5)
    foot = sheet.em(0.4) + sheet.pitch("category")
    foot += sheet.em(TITLE_GAP_EM) + sheet.pitch("note") if block.x_title else 0.0
    canvas = Canvas(theme, space, head + tall + foot)
    axis_title(canvas, block, words, 0.0)
    plot = canvas.plot(
        Box(left, head, space.width - left - right, tall), (0, max(count - 1, 1)), (0, high * 1.02)
    )
    joints = [_sums(block, index) for index in range(count)]
    for series in range(len(block.series)):
        upper = [plot.at(index, joints[index][series + 1]) for index in range(count)]
        lower = [plot.at(index, joints[index][series]) for index in reversed(range(count))]
        paint = solid(canvas, series)
        canvas.shape([*upper, *lower], Paint(paint.fill, canvas.colours.paper.css, canvas.rules.thick.pt))
        canvas.line(upper, Paint(stroke=canvas.colours.ink.css, width=canvas.rules.rule.pt))
    for value in scale:
        x, y = plot.at(0, value)
        tick = Paint(stroke=canvas.colours.ink.css, width=canvas.rules.thin.pt)
        canvas.line(((x - canvas.em(0.25), y), (x, y)), tick)
        top = y - sheet.pitch("note") / 2
        canvas.write(on_scale(block, value), "note", x - canvas.em(0.4), top, align="right", tone="grey")
    base = Paint(stroke=canvas.colours.ink.css, width=canvas.rules.rule.pt * 4 / 3)
    canvas.line((plot.at(0, 0), plot.at(max(count - 1, 1), 0)), base)
    slot = plot.box.width / max(count - 1, 1)
    widest = max(sheet.width(name, "category") for name in block.categories) + sheet.em(0.6)
    step = max(int(-(-widest // slot)), 1)
    for index in range(0, count, step):
        x = plot.at(index, 0)[0]
        half = sheet.width(block.categories[index], "category") / 2
        x = min(max(x, half), space.width - half)
        canvas.write(block.categories[index], "category", x, head + tall + sheet.em(0.4), align="center")
    if block.x_title is not None:
        y = head + tall + sheet.em(0.4 + TITLE_GAP_EM) + sheet.pitch("category")
        canvas.write(block.x_title, "note", plot.box.right, y, align="right", tone="grey")
    if len(block.series) > 1:
        _names(canvas, block, [plot.at(0, joint)[1] for joint in joints[-1]], plot.box.right)
    return canvas
