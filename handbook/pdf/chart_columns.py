"""Printed columns and bars: values at their ends, no value axis, thresholds dashed."""

from __future__ import annotations

import re

from handbook.figures.chart_text import line_name, numbers, value_title, written
from handbook.figures.drawing import Box
from handbook.figures.sheet import Sheet
from handbook.figures.space import Space
from handbook.model.blocks.data import Chart
from handbook.pdf.chart_canvas import Canvas, Paint, Plot, value_range
from handbook.pdf.chart_parts import dashed, fill_bar, key, key_height, tone_of
from handbook.plan.words import Words
from handbook.theme.load import Theme

_HEADROOM = 0.04
_WIDEST_SIDE = 0.24
"""The share of the width up to which the title of the categories stands beside them, and not under them."""
TITLE_GAP_EM = 0.35
"""In em: between the categories and the title under them."""
_LOGARITHMIC = re.compile("对数|log", re.IGNORECASE)


def draw_columns(block: Chart, theme: Theme, space: Space, words: Words) -> Canvas:
    """Columns side by side by category, with the category under them."""
    sheet = Sheet(space, 0)
    several = len(block.series) > 1
    head = sheet.pitch("value") + sheet.em(0.3) + title_height(block, sheet)
    head += key_height(sheet, block, 0) if several else 0.0
    left = _side(block, sheet)
    slot = (space.width - left) / len(block.categories)
    names = [sheet.lines(name, "category", slot - sheet.em(0.3)) for name in block.categories]
    rows = max(len(lines) for lines in names)
    under = block.x_title is not None and not _beside(block, sheet)
    foot = sheet.em(0.4) + rows * sheet.pitch("category")
    foot += under * (sheet.em(TITLE_GAP_EM) + sheet.pitch("category"))
    tall = sheet.em(11.5)
    canvas = Canvas(theme, space, head + tall + foot)
    y = axis_title(canvas, block, words, 0.0)
    if several:
        key(canvas, block, 0.0, y)
    below = (sheet.pitch("value") + sheet.em(0.2)) / tall if min(numbers(block)) < 0 else _HEADROOM
    low, high = value_range(numbers(block), log=block.log, headroom=max(below, _HEADROOM))
    plot = canvas.plot(
        Box(left, head, space.width - left, tall),
        (0, len(block.categories)),
        (low, high),
        log="y" * block.log,
    )
    base = plot.at(0, low if block.log else 0.0)[1]
    _thresholds_across(canvas, block, plot, left)
    _columns(canvas, block, plot, slot, base)
    canvas.line(
        ((left, base), (space.width, base)),
        Paint(stroke=canvas.colours.ink.css, width=canvas.rules.rule.pt * 4 / 3),
    )
    for index, name in enumerate(block.categories):
        x = left + index * slot + sheet.em(0.15)
        label = canvas.sheet.label(
            name, "category", x, head + tall + sheet.em(0.4), slot - sheet.em(0.3), align="center", most=3
        )
        canvas.put(label)
    if block.x_title is not None:
        top = head + tall + sheet.em(0.4)
        top += under * (rows * sheet.pitch("category") + sheet.em(TITLE_GAP_EM))
        x = space.width if under else 0.0
        canvas.write(block.x_title, "category", x, top, align="right" if under else "left", tone="grey")
    return canvas


def _columns(canvas: Canvas, block: Chart, plot: Plot, slot: float, base: float) -> None:
    count = len(block.series)
    width = min(slot * 0.68 / count, canvas.em(3.8))
    values = []
    for index in range(len(block.categories)):
        there = [
            (series, value)
            for series, entry in enumerate(block.series)
            if (value := entry.values[index]) is not None
        ]
        start = plot.box.x + index * slot + (slot - width * len(there)) / 2
        for place, (series, value) in enumerate(there):
            end = plot.at(0, value)[1]
            box = Box(start + place * width, min(end, base), width, max(abs(base - end), 0.01))
            fill_bar(canvas, box, block, series, index)
            canvas.obstacles.append(box)
            values.append((box, series, index, value))
    if not block.labels:
        return
    for box, series, index, value in values:
        negative = value < 0 and not block.log
        y = box.bottom + canvas.em(0.1) if negative else box.y - canvas.sheet.pitch("value") - canvas.em(0.05)
        label = canvas.sheet.line(
            written(block, value),
            "value",
            box.centre[0],
            y,
            align="center",
            tone=tone_of(block, series, index),
        )
        if label.natural > slot / count * 1.25 and count > 1:
            # Too narrow for the bold face: the quiet one, unless even that is wider than its column's share.
            label = canvas.sheet.line(written(block, value), "note", box.centre[0], y, align="center")
        for line in block.lines:
            at = plot.at(0, line.value)[1]
            if label.box.y < at < label.box.bottom:
                canvas.knock_out(label, across=0.3)
        canvas.put(label)


def _thresholds_across(canvas: Canvas, block: Chart, plot: Plot, left: float) -> None:
    """Dashed lines behind the columns, their names in the margin at the left."""
    for line in block.lines:
        y = plot.at(0, line.value)[1]
        canvas.line(((0, y), (plot.box.right, y)), dashed(canvas))
        canvas.write(line_name(block, line), "value", 0, y - canvas.sheet.pitch("value") - canvas.em(0.1))


def _side(block: Chart, sheet: Sheet) -> float:
    """The margin at the left that names of thresholds and of the axis need."""
    needed = [sheet.width(line_name(block, line), "value") for line in block.lines]
    if block.x_title is not None and _beside(block, sheet):
        needed.append(sheet.width(block.x_title, "category"))
    return max(needed) + sheet.em(0.8) if needed else 0.0


def _beside(block: Chart, sheet: Sheet) -> bool:
    """Whether the title of the categories stands at their left."""
    if block.x_title is None:
        return False
    return sheet.width(block.x_title, "category") <= _WIDEST_SIDE * sheet.space.width


def title_height(block: Chart, sheet: Sheet) -> float:
    """The height that `axis_title` needs."""
    titled = value_title(block) or len(block.series) == 1 or block.log
    return sheet.pitch("note") + sheet.em(0.3) if titled else 0.0


def axis_title(canvas: Canvas, block: Chart, words: Words, y: float, x: float = 0.0) -> float:
    """What the values are, at the head; a logarithmic scale is always named. Returns the y under it."""
    title = _axis_title(block, words)
    if block.log and not _LOGARITHMIC.search(title):
        title = (
            f"{title}{words.open_bracket}{words.log_scale}{words.close_bracket}" if title else words.log_scale
        )
    if not title:
        return y
    canvas.write(title, "note", x, y, tone="grey")
    return y + title_height(block, canvas.sheet)


def _axis_title(block: Chart, words: Words) -> str:
    """The title of the value axis; the name of an only series stands here too, since no key shows it."""
    title = value_title(block)
    if len(block.series) > 1:
        return title
    name = block.series[0].name.plain
    if name in title:
        return title
    return f"{name}{words.open_bracket}{title}{words.close_bracket}" if title else name


def draw_bars(block: Chart, theme: Theme, space: Space, words: Words) -> Canvas:
    """Bars under one another, with the category at their left."""
    sheet = Sheet(space, 0)
    several, count = len(block.series) > 1, len(block.series)
    most = space.width * 0.34
    named = [sheet.lines(name, "category", most) for name in block.categories]
    wide = max(sheet.width(line, "category") for lines in named for line in lines)
    left = min(wide, most) + sheet.em(0.7)
    bar = sheet.em(1.25 if count == 1 else 0.95)
    slot = max(bar * count + sheet.em(0.75), max(map(len, named)) * sheet.pitch("category") + sheet.em(0.4))
    titled = block.x_title is not None or title_height(block, sheet)
    head = sheet.pitch("note") + sheet.em(0.3) if titled else 0.0
    head += key_height(sheet, block, 0) if several else 0.0
    head += sheet.pitch("value") + sheet.em(0.2) if block.lines else 0.0
    shown = [written(block, value) for series in block.series for value in series.values if value is not None]
    right = max(sheet.width(text, "value") for text in shown) + sheet.em(0.5) if block.labels else 0.0
    tall = slot * len(block.categories)
    canvas = Canvas(theme, space, head + tall)
    y = axis_title(canvas, block, words, 0.0, left)
    if block.x_title is not None:
        canvas.write(block.x_title, "note", left - sheet.em(0.7), 0, align="right", tone="grey")
        y = sheet.pitch("note") + sheet.em(0.3)
    if several:
        key(canvas, block, 0.0, y)
    low, high = value_range(numbers(block), log=block.log, headroom=0.0)
    room = right if low >= 0 else 2 * right
    box = Box(left + (room - right), head, space.width - left - room, tall)
    plot = canvas.plot(box, (low, high), (len(block.categories), 0), log="x" * block.log)
    base = plot.at(low if block.log else 0.0, 0)[0]
    for line in block.lines:
        x = plot.at(line.value, 0)[0]
        canvas.line(((x, head), (x, head + tall)), dashed(canvas))
        width = sheet.width(line_name(block, line), "value")
        at = min(max(x, width / 2), space.width - width / 2)
        top = head - sheet.pitch("value") - sheet.em(0.1)
        canvas.write(line_name(block, line), "value", at, top, align="center")
    for index, name in enumerate(block.categories):
        top = head + index * slot
        lines = len(named[index])
        canvas.put(
            canvas.sheet.label(
                name, "category", 0, top + (slot - lines * sheet.pitch("category")) / 2, left - sheet.em(0.7),
                align="right", most=4,
            )
        )  # fmt: skip
        for series, entry in enumerate(block.series):
            value = entry.values[index]
            if value is None:
                continue
            end = plot.at(value, 0)[0]
            start = top + (slot - bar * count) / 2 + series * bar
            shape = Box(min(base, end), start, max(abs(end - base), 0.01), bar)
            fill_bar(canvas, shape, block, series, index)
            if block.labels:
                _bar_value(canvas, block, plot, shape, series, index, value)
    canvas.line(
        ((base, head), (base, head + tall)),
        Paint(stroke=canvas.colours.ink.css, width=canvas.rules.rule.pt * 4 / 3),
    )
    return canvas


def _bar_value(
    canvas: Canvas, block: Chart, plot: Plot, shape: Box, series: int, index: int, value: float | int
) -> None:
    y = shape.centre[1] - canvas.sheet.pitch("value") / 2
    before = value < 0 and not block.log
    x = shape.x - canvas.em(0.35) if before else shape.right + canvas.em(0.35)
    tone = tone_of(block, series, index)
    text = written(block, value)
    label = canvas.sheet.line(text, "value", x, y, align="right" if before else "left", tone=tone)
    for line in block.lines:
        if label.box.x - canvas.em(0.2) < plot.at(line.value, 0)[0] < label.box.right + canvas.em(0.2):
            canvas.knock_out(label, across=0.2, down=0.3)
    canvas.put(label)
