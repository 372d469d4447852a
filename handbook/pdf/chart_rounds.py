"""Printed rounds: pies, doughnuts and radar charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import cos, pi, radians, sin

from matplotlib.path import Path

from handbook.figures.chart_text import on_scale, share
from handbook.figures.drawing import Align, Box, Label, Point, Tone
from handbook.figures.sheet import Sheet, shifted
from handbook.figures.space import Space
from handbook.model.blocks.data import Chart
from handbook.pdf.chart_canvas import Canvas, Paint, ticks
from handbook.pdf.chart_columns import axis_title, title_height
from handbook.pdf.chart_parts import key, key_height, line_style, solid, spread
from handbook.plan.words import Words
from handbook.theme.load import Theme

_HOLE = 0.58
_NAME_ROOM, _NAME_LINES = 14.0, 2
"""How wide the name at an upright spoke may be, in em, and how many lines the name at any may take."""


def draw_round(block: Chart, theme: Theme, space: Space, words: Words) -> Canvas:
    """Parts of a whole, clockwise from the top, each named and valued beside it; a doughnut is open in the middle."""
    sheet = Sheet(space, 0)
    head, radius = title_height(block, sheet) + sheet.em(0.4), sheet.em(6.6)
    pitch = sheet.pitch("value") + sheet.pitch("category") + sheet.em(0.3)
    parts = [
        (name, float(value or 0))
        for name, value in zip(block.categories, block.series[0].values, strict=True)
    ]
    rows = max(len(parts) // 2 + 1, 3) * pitch
    tall = max(2 * radius, rows)
    canvas = Canvas(theme, space, head + tall + sheet.em(0.4))
    axis_title(canvas, block, words, 0.0)
    centre = (space.width / 2, head + tall / 2)
    total = sum(value for _, value in parts)
    sides: dict[bool, list[tuple[int, float]]] = {True: [], False: []}
    start = 0.0
    for index, (_, value) in enumerate(parts):
        sweep = 360 * value / total
        _wedge(
            canvas, centre, radius, radius * _HOLE if block.type == "doughnut" else 0.0, start, sweep, index
        )
        middle = start + sweep / 2
        sides[middle <= 180].append((index, middle))
        start += sweep
    for right, found in sides.items():
        _beside(canvas, block, centre, radius, found, right=right)
    return canvas


def _on(centre: Point, radius: float, degrees: float) -> Point:
    """A point of a circle, in degrees clockwise from the top."""
    angle = radians(degrees - 90)
    return centre[0] + radius * cos(angle), centre[1] + radius * sin(angle)


def _wedge(
    canvas: Canvas, centre: Point, radius: float, hole: float, start: float, sweep: float, index: int
) -> None:
    steps = max(int(sweep / 3), 2)
    outer = [_on(centre, radius, start + sweep * step / steps) for step in range(steps + 1)]
    inner = (
        [_on(centre, hole, start + sweep * step / steps) for step in reversed(range(steps + 1))]
        if hole
        else [centre]
    )
    paint = solid(canvas, index)
    canvas.path(
        Path([*outer, *inner, outer[0]], closed=True),
        Paint(paint.fill, canvas.colours.paper.css, canvas.rules.thick.pt * 1.6),
    )
    if paint.stroke:
        canvas.line(outer, Paint(stroke=paint.stroke, width=canvas.rules.rule.pt))
        if hole:
            canvas.line(inner, Paint(stroke=paint.stroke, width=canvas.rules.rule.pt))


def _beside(
    canvas: Canvas, block: Chart, centre: Point, radius: float, found: list[tuple[int, float]], *, right: bool
) -> None:
    """Values and names in a column at one side, with leaders from the parts; in one line where there are many."""
    if not found:
        return
    sheet, sign = canvas.sheet, 1 if right else -1
    pitch = sheet.pitch("value") + sheet.pitch("category") + sheet.em(0.15)
    flat = not block.labels or len(found) * pitch > canvas.height - title_height(block, sheet)
    if flat:
        pitch = sheet.pitch("value") + sheet.em(0.25)
    marks = [_on(centre, radius, middle) for _, middle in found]
    tops = spread([y - pitch / 2 for _, y in marks], pitch, title_height(block, sheet), canvas.height)
    x = centre[0] + sign * (radius + sheet.em(1.6))
    room = canvas.width - x if right else x
    align: Align = "left" if right else "right"
    for (index, middle), top in zip(found, tops, strict=True):
        tip = _on(centre, radius + sheet.em(0.25), middle)
        bend = (x - sign * sheet.em(0.4), top + pitch / 2)
        leader = Paint(stroke=canvas.colours.hair.css, width=canvas.rules.rule.pt)
        canvas.line((tip, bend), leader)
        value = block.series[0].values[index]
        assert value is not None
        tone: Tone = "accent" if index == 0 or index + 1 in block.highlight else "ink"
        left = x if right else x - room
        name = sheet.label(block.categories[index], "category", left, top, room, align=align, most=1)
        if block.labels:
            said = sheet.label(share(block, value), "value", left, top, room, align=align, tone=tone)
            name = (
                shifted(name, said.natural + sheet.em(0.4) if right else 0.0, 0.0)
                if flat
                else (shifted(name, 0.0, said.box.height))
            )
            canvas.put(shifted(said, -name.natural - sheet.em(0.4), 0.0) if flat and not right else said)
        canvas.put(name)


def draw_radar(block: Chart, theme: Theme, space: Space, words: Words) -> Canvas:
    """Values on spokes, the first category at the top, one closed line a series."""
    sheet = Sheet(space, 0)
    several = len(block.series) > 1
    names_height = key_height(sheet, block, 0) if several else title_height(block, sheet)
    radius = sheet.em(7.2)
    upper = len(sheet.lines(str(block.categories[0]), "category", sheet.em(_NAME_ROOM))[:_NAME_LINES])
    head = names_height + upper * sheet.pitch("category") + sheet.em(0.7)
    centre = (space.width / 2, head + radius)
    count = len(block.categories)
    spokes = [360 * index / count for index in range(count)]
    names = [
        _around(sheet, str(name), _on(centre, radius + sheet.em(0.5), degrees), degrees)
        for name, degrees in zip(block.categories, spokes, strict=True)
    ]
    # With an odd number of spokes none points straight down.
    foot = max(label.box.y + label.box.height for label in names)
    canvas = Canvas(theme, space, foot + sheet.em(0.4))
    canvas.sheet.misfits += sheet.misfits
    if several:
        key(canvas, block, 0.0, 0.0, lines=True)
    else:
        axis_title(canvas, block, words, 0.0)
    scale = _rings(max(float(value) for entry in block.series for value in entry.values if value is not None))
    top = scale[-1]
    hair = Paint(stroke=canvas.colours.hair.css, width=canvas.rules.rule.pt)
    for value in scale:
        ring = [_on(centre, radius * value / top, degrees) for degrees in spokes]
        canvas.line([*ring, ring[0]], hair)
    for degrees, name in zip(spokes, names, strict=True):
        canvas.line((centre, _on(centre, radius, degrees)), hair)
        canvas.put(name)
    tracks = [
        [
            _on(centre, radius * float(value or 0) / top, degrees)
            for value, degrees in zip(entry.values, spokes, strict=True)
        ]
        for entry in block.series
    ]
    _ring_values(canvas, block, [(value, _on(centre, radius * value / top, 0)) for value in scale], tracks)
    for series, points in reversed(list(enumerate(tracks))):
        style = line_style(canvas, series)
        canvas.line([*points, points[0]], Paint(stroke=style.colour, width=style.width, dash=style.dash))
        if style.filled is not None:
            half = sheet.em(0.22)
            fill = style.colour if style.filled else canvas.colours.paper.css
            for x, y in points:
                mark = Box(x - half, y - half, 2 * half, 2 * half)
                canvas.rectangle(mark, Paint(fill, style.colour, canvas.rules.rule.pt * 1.6))
    return canvas


def _rings(high: float) -> tuple[float, ...]:
    """The values of the rings, the last one not under any value; scores end at five or ten, as their scales do."""
    for most, step in ((5, 1), (10, 2)):
        if most / 2 < high <= most:
            return tuple(float(value) for value in range(step, most + 1, step))
    rings = ticks(0.0, high * 2, log=False, most=8)
    outer = next(index for index, value in enumerate(rings) if value >= high - 1e-9 and value > 0)
    return rings[1 : outer + 1]


def _ring_values(
    canvas: Canvas, block: Chart, rings: Sequence[tuple[float, Point]], tracks: Sequence[Sequence[Point]]
) -> None:
    """The values of the rings beside the upright spoke or a little above, where no line runs if it can be."""
    sheet, pitch = canvas.sheet, canvas.sheet.pitch("note")
    sides: tuple[tuple[float, Align], ...] = ((-1, "right"), (1, "left"))
    tries = [
        (way * canvas.em(aside), align, pitch * rise)
        for rise in (0.5, 0.8)
        for aside in (0.35, 0.6)
        for way, align in sides
    ]
    for value, (x, y) in rings:
        text = on_scale(block, value)
        places = [
            sheet.line(text, "note", x + by, y - rise, align=align, tone="grey") for by, align, rise in tries
        ]
        clear = (
            label for label in places if not any(canvas.meets(label, [*track, track[0]]) for track in tracks)
        )
        label = next(clear, places[0])
        canvas.knock_out(label)
        canvas.put(label)


def _around(sheet: Sheet, name: str, at: Point, degrees: float) -> Label:
    """A category's name outside the circle, on the side away from the centre."""
    x, y = at
    pitch = sheet.pitch("category")
    across = sin(degrees * pi / 180)
    align: Align = "center" if abs(across) < 0.15 else "left" if across > 0 else "right"
    room = {"center": sheet.em(_NAME_ROOM), "left": sheet.space.width - x, "right": x}[align]
    left = {"center": x - room / 2, "left": x, "right": x - room}[align]
    label = sheet.label(name, "category", left, 0, room, align=align, most=_NAME_LINES)
    drop = (
        {True: -label.box.height, False: 0.0}[degrees < 1 or degrees > 359]
        if align == "center"
        else -pitch / 2
    )
    box = Box(left, y + drop, room, label.box.height)
    return replace(label, box=box)
