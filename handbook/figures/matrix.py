"""The geometry of `matrix`: points in four quadrants, or a grid of cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from handbook.figures.drawing import Box, Drawing, Field, Label, Node, Role, Tone
from handbook.figures.placing import Room
from handbook.figures.sheet import Sheet
from handbook.figures.space import Space
from handbook.model.blocks.diagrams import Axis, Matrix, MatrixPoint
from handbook.plan.words import Words

_ASIDE = 9.5
"""The width of the reading beside a matrix on a slide, in em; it stands under it where that is too much."""


def layouts(block: Matrix, space: Space, words: Words) -> Iterator[Drawing]:
    """Drawings of a matrix."""
    asides = (_ASIDE, 0.0) if block.reading is not None and not space.paper else (0.0,)
    for aside, step in product(asides, range(space.steps)):
        if block.x is not None and block.y is not None:
            yield _quadrants(block, block.x, block.y, Sheet(space, step), aside)
        else:
            yield _grid(block, Sheet(space, step))


def _quadrants(block: Matrix, across: Axis, up: Axis, sheet: Sheet, aside_em: float) -> Drawing:
    paper = sheet.space.paper
    names = [across.name, across.low, across.high, up.name, up.low, up.high]
    sides = [sheet.width(text, "label" if index in (0, 3) else "note") for index, text in enumerate(names)]
    left = min(max(sides[3:]), sheet.em(6.5)) + sheet.em(0.7)
    aside = sheet.em(aside_em)
    width = sheet.space.width - left - aside
    foot = sheet.em(0.35) + sheet.pitch("label")
    height = sheet.em(17) if paper else sheet.space.height - foot - sheet.em(0.2)
    if block.reading is not None and not paper and not aside:
        lines = sheet.lines(block.reading, "text", sheet.space.width)
        height -= len(lines) * sheet.pitch("text") + sheet.em(0.5)
    plot = Box(left, sheet.em(0.1), width - (sheet.em(1.5) if aside else 0), height)
    focus = next((point for point in block.points if point.focus), None)
    if focus is not None and 0.5 not in (focus.x, focus.y):
        half = Box(0, 0, plot.width / 2, plot.height / 2)
        x = plot.x + (half.width if focus.x > 0.5 else 0)
        y = plot.y + (0 if focus.y > 0.5 else half.height)
        sheet.fields.append(Field("tint", Box(x, y, half.width, half.height)))
    middle_x, middle_y = plot.centre
    if paper:
        corners = ((plot.x, plot.y), (plot.right, plot.y), (plot.right, plot.bottom), (plot.x, plot.bottom))
        sheet.stroke("axis", *corners, corners[0])
    sheet.stroke("edge", (middle_x, plot.y), (middle_x, plot.bottom))
    sheet.stroke("edge", (plot.x, middle_y), (plot.right, middle_y))
    _axis_names(sheet, across, up, plot)
    room = Room(sheet.space.width, plot.bottom)
    marks = _marks(block, sheet, plot, room)
    _quadrant_names(block, sheet, plot, room)
    _points(block, sheet, plot, room, marks)
    bottom = plot.bottom + foot
    if block.reading is not None and aside:
        x = plot.right + sheet.em(1.5)
        label = sheet.label(
            block.reading, "text", x, plot.y + sheet.em(0.5), sheet.space.width - x, at=block.at
        )
        sheet.labels.append(label)
        bottom = max(bottom, label.box.bottom)
    elif block.reading is not None and not sheet.space.paper:
        label = sheet.label(block.reading, "text", 0, bottom + sheet.em(0.5), sheet.space.width, at=block.at)
        sheet.labels.append(label)
        bottom = label.box.bottom
    return sheet.finish("matrix", bottom, block.at)


def _axis_names(sheet: Sheet, across: Axis, up: Axis, plot: Box) -> None:
    """The ends of both axes, their names between them."""
    edge, top = plot.x - sheet.em(0.7), plot.bottom + sheet.em(0.35)
    note, label = sheet.pitch("note"), sheet.pitch("label")
    sheet.labels.append(sheet.line(up.high, "note", edge, plot.y, align="right", tone="grey"))
    sheet.labels.append(sheet.line(up.low, "note", edge, plot.bottom - note, align="right", tone="grey"))
    named = sheet.label(up.name, "label", 0, 0, edge, align="right", at=up.at, most=3)
    y = plot.centre[1] - named.box.height / 2
    sheet.labels.append(sheet.label(up.name, "label", 0, y, edge, align="right", at=up.at, most=3))
    drop = (label - note) / 2
    sheet.labels.append(sheet.line(across.low, "note", plot.x, top + drop, tone="grey"))
    sheet.labels.append(sheet.line(across.high, "note", plot.right, top + drop, align="right", tone="grey"))
    sheet.labels.append(sheet.line(across.name, "label", plot.centre[0], top, align="center"))


def _marks(block: Matrix, sheet: Sheet, plot: Box, room: Room) -> list[Box]:
    """The marks of the points, kept inside the plot."""
    half = sheet.em(0.285 if sheet.space.paper else 0.333)
    marks = []
    for point in block.points:
        x = min(max(plot.x + point.x * plot.width, plot.x + half), plot.right - half)
        y = min(max(plot.bottom - point.y * plot.height, plot.y + half), plot.bottom - half)
        marks.append(Box(x - half, y - half, 2 * half, 2 * half))
        room.take(marks[-1])
    return marks


def _quadrant_names(block: Matrix, sheet: Sheet, plot: Box, room: Room) -> None:
    """The name of each quadrant in its top left corner, or in another one where a mark stands there."""
    paper = sheet.space.paper
    inset_x, inset_y = sheet.em(0.6), sheet.em(0.4)
    width = plot.width / 2 - 2 * inset_x
    for index, name in enumerate(block.quadrants[:4]):
        left = plot.x + (index % 2) * plot.width / 2 + inset_x
        top = plot.y + (index // 2) * plot.height / 2 + inset_y
        label = sheet.label(
            name, "label" if paper else "note", left, top, width,
            tone="accent" if paper else "grey", at=block.at, most=1,
        )  # fmt: skip
        low = top + plot.height / 2 - 2 * inset_y - label.box.height
        far = left + width - label.natural
        boxes = [Box(x, y, label.natural, label.box.height) for y in (top, low) for x in (left, far)]
        chosen = next((box for box in boxes if room.free(box)), boxes[0])
        room.take(chosen)
        sheet.labels.append(replace(label, box=chosen))


def _points(block: Matrix, sheet: Sheet, plot: Box, room: Room, marks: list[Box]) -> None:
    """Marks with their names, each where it meets nothing."""
    for number, (point, mark) in enumerate(zip(block.points, marks, strict=True), start=1):
        labels = _placed(sheet, point, mark, plot, room)
        sheet.nodes.append(Node(f"point-{number}", point.name.plain, "point", mark, point.focus))
        box = Box(labels[0].box.x, labels[0].box.y, max(part.box.width for part in labels),
                  labels[-1].box.bottom - labels[0].box.y)  # fmt: skip
        sheet.nodes.append(Node(f"point-{number}-name", point.name.plain, "plain", box, labels=labels))


def _placed(sheet: Sheet, point: MatrixPoint, mark: Box, plot: Box, room: Room) -> tuple[Label, ...]:
    """Name and text of a point, right of it, left of it, under it or over it."""
    gap = sheet.em(0.5)
    role: Role = "name" if sheet.space.paper else "label" if point.focus else "text"
    tone: Tone = "accent" if point.focus else "ink"
    thin = sheet.em(0.1)
    across = Box(plot.x, plot.centre[1] - thin / 2, plot.width, thin)
    upright = Box(plot.centre[0] - thin / 2, plot.y, thin, plot.height)
    for over_lines, measure in product((False, True), (sheet.em(9), sheet.em(7), sheet.em(5.5), sheet.em(4))):
        name = sheet.label(point.name, role, 0, 0, measure, tone=tone, at=point.at)
        parts = [name]
        if point.text is not None:
            parts.append(sheet.label(point.text, "text", 0, name.box.bottom, measure, at=point.at))
        width, height = max(part.natural for part in parts), parts[-1].box.bottom
        x, y = mark.centre
        first = y - name.box.height / 2
        corners = [
            (mark.right + gap, first), (mark.x - gap - width, first),
            (mark.right + gap, y - height), (mark.x - gap - width, y - height), (mark.right + gap, y),
            (mark.x, mark.bottom + gap * 0.3), (mark.right - width, mark.bottom + gap * 0.3),
            (mark.x, mark.y - gap * 0.3 - height), (mark.right - width, mark.y - gap * 0.3 - height),
            (x - width / 2, mark.bottom + gap * 0.4), (x - width / 2, mark.y - gap * 0.4 - height),
            (mark.x - gap - width, y),
            (mark.right + gap, y - height - thin), (mark.right + gap, y + thin),
        ]  # fmt: skip
        for left, top in corners:
            box = Box(left, top, width, height)
            inside = (
                box.x >= plot.x and box.right <= plot.right and box.y >= plot.y and box.bottom <= plot.bottom
            )
            clear = over_lines or not (box.overlaps(across) or box.overlaps(upright))
            if inside and clear and room.free(box):
                room.take(box)
                return _moved(parts, left, top, width)
    sheet.no_room(point.at, point.name.plain)
    return _moved(parts, min(mark.right + gap, plot.right - width), first, width)


def _moved(parts: list[Label], x: float, y: float, width: float) -> tuple[Label, ...]:
    return tuple(replace(part, box=Box(x, y + part.box.y, width, part.box.height)) for part in parts)


def _grid(block: Matrix, sheet: Sheet) -> Drawing:
    """Cells under the heads of their columns, right of the heads of their rows."""
    inset = sheet.em(0.5)
    count = len(block.columns)
    widest = max((sheet.width(name, "label") for name in block.rows), default=0.0)
    left = min(widest, sheet.space.width * 0.24) + 2 * inset
    width = (sheet.space.width - left) / max(count, 1)
    heads = [
        sheet.label(name, "label", left + index * width + inset, 0, width - 2 * inset, at=block.at, most=2)
        for index, name in enumerate(block.columns)
    ]
    y = max((head.box.bottom for head in heads), default=0.0) + sheet.em(0.35)
    for head in heads:
        sheet.labels.append(_shift(head, y - sheet.em(0.35) - head.box.height))
    sheet.stroke("rule", (0, y), (sheet.space.width, y))
    for number, (name, row) in enumerate(zip(block.rows, block.cells, strict=False), start=1):
        top = y + sheet.em(0.35)
        head = sheet.label(name, "label", 0, top, left - inset, at=block.at, most=4)
        texts = [
            sheet.label(
                cell, "text", left + index * width + inset, top, width - 2 * inset, at=block.at, most=8
            )
            for index, cell in enumerate(row)
            if cell is not None
        ]
        bottom = max([head.box.bottom, *(text.box.bottom for text in texts)]) + sheet.em(0.35)
        sheet.labels += [head, *texts]
        last = number == len(block.rows)
        sheet.stroke("rule" if last else "hair", (0, bottom), (sheet.space.width, bottom))
        y = bottom
    for index in range(count):
        x = left + index * width
        sheet.stroke("hair", (x, 0), (x, y))
    if block.reading is not None and not sheet.space.paper:
        label = sheet.label(block.reading, "text", 0, y + sheet.em(0.5), sheet.space.width, at=block.at)
        sheet.labels.append(label)
        y = label.box.bottom
    return sheet.finish("matrix", y, block.at)


def _shift(label: Label, y: float) -> Label:
    return replace(label, box=replace(label.box, y=y))
