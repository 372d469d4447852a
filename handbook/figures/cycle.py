"""The geometry of `cycle`: steps on a circle, clockwise from the top, with their names outside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from math import cos, degrees, radians, sin

from handbook.figures.drawing import Align, Arc, Box, Drawing, Label, Node, Tone
from handbook.figures.sheet import Sheet, shifted
from handbook.figures.space import Space
from handbook.model.blocks.diagrams import Cycle
from handbook.model.blocks.diagrams import Node as Step
from handbook.plan.words import Words


def layouts(block: Cycle, space: Space, words: Words) -> Iterator[Drawing]:
    """Drawings of a cycle, on the circle wished for, then on smaller and larger ones."""
    for share, step in product((1.0, 0.85, 0.7, 0.6, 1.2, 1.4, 1.7, 2.0), range(space.steps)):
        yield _draw(block, Sheet(space, step), share)


def _draw(block: Cycle, sheet: Sheet, share: float) -> Drawing:
    paper = sheet.space.paper
    disc = sheet.em(1.9 if paper else 2.0 if share >= 1 else 1.7)
    count = len(block.steps)
    radius = sheet.em(5.6 if paper else 4.4) * share if count > 1 or block.centre is not None else 0.0
    centre_x = sheet.space.width / 2
    angles = [-90 + 360 * index / count for index in range(count)]
    top = _about(sheet, block.steps[0], "center", centre_x, sheet.em(16))
    head = top[-1].box.bottom + sheet.em(0.3)
    centre_y = head + disc / 2 + radius
    feet = [centre_y + radius + disc / 2]
    boxes: list[Box] = []
    for number, (step, angle) in enumerate(zip(block.steps, angles, strict=True), start=1):
        x = centre_x + radius * cos(radians(angle))
        y = centre_y + radius * sin(radians(angle))
        mark = Box(x - disc / 2, y - disc / 2, disc, disc)
        tone: Tone = "ground" if step.focus else "accent"
        numeral = sheet.line(str(number), "value", x, y - sheet.pitch("value") / 2, align="center", tone=tone)
        sheet.nodes.append(Node(f"step-{number}", step.name.plain, "disc", mark, step.focus, (numeral,)))
        labels = _outside(sheet, step, x, y, angle, disc, centre_x)
        box = _around(labels)
        if not box.within(sheet.space.width, sheet.space.height + 1e9) or any(
            box.overlaps(other, 0.2) for other in boxes
        ):
            sheet.no_room(step.at, step.name.plain)
        boxes.append(box)
        feet.append(box.bottom)
        sheet.nodes.append(Node(f"step-{number}-name", step.name.plain, "plain", box, labels=labels))
    _arcs(sheet, angles, (centre_x, centre_y), radius, disc)
    if block.centre is not None:
        room = 2 * (radius - disc)
        label = sheet.label(
            block.centre,
            "label",
            centre_x - room / 2,
            0,
            room,
            align="center",
            tone="accent",
            at=block.at,
            most=3,
        )
        sheet.labels.append(shifted(label, 0, centre_y - label.box.height / 2))
    return sheet.finish("cycle", max(feet), block.at)


def _about(sheet: Sheet, step: Step, align: Align, x: float, measure: float) -> list[Label]:
    """Name and text of a step, their heads at 0, aligned at x."""
    tone: Tone = "accent" if step.focus else "ink"
    name = sheet.label(step.name, "name", 0, 0, measure, align=align, tone=tone, at=step.at, most=2)
    labels = [name]
    if step.text is not None:
        labels.append(
            sheet.label(step.text, "text", 0, name.box.bottom, measure, align=align, at=step.at, most=4)
        )
    width = max(label.natural for label in labels)
    left = {"left": x, "center": x - width / 2, "right": x - width}[align]
    return [replace(label, box=Box(left, label.box.y, width, label.box.height)) for label in labels]


def _outside(
    sheet: Sheet, step: Step, x: float, y: float, angle: float, disc: float, centre_x: float
) -> tuple[Label, ...]:
    """The labels of a step: above the top one, under one at the foot, else at the side away from the centre."""
    gap = disc / 2 + sheet.em(0.5)
    if abs(cos(radians(angle))) < 0.1:
        labels = _about(sheet, step, "center", x, sheet.em(16))
        used = labels[-1].box.bottom
        top = y - disc / 2 - sheet.em(0.3) - used if angle < 0 else y + disc / 2 + sheet.em(0.3)
        return tuple(shifted(label, 0, top) for label in labels)
    right = x > centre_x
    edge = x + gap if right else x - gap
    measure = min(sheet.space.width - edge if right else edge, sheet.em(13))
    labels = _about(sheet, step, "left" if right else "right", edge, measure)
    used = labels[-1].box.bottom
    return tuple(shifted(label, 0, y - used / 2) for label in labels)


def _around(labels: tuple[Label, ...]) -> Box:
    first = labels[0].box
    return Box(first.x, first.y, first.width, labels[-1].box.bottom - first.y)


def _arcs(sheet: Sheet, angles: list[float], centre: tuple[float, float], radius: float, disc: float) -> None:
    """Arcs from each disc to the next, which keep clear of both."""
    count = len(angles)
    if count < 2:
        return
    clear = degrees((disc / 2 + sheet.em(0.35)) / radius)
    for angle in angles:
        sweep = 360 / count - 2 * clear
        if sweep > 3:
            sheet.arcs.append(Arc(centre, radius, angle + clear, sweep))
