"""The geometry of `flow`: a snake of rules on paper, rows of boxes on a slide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, product

from handbook.figures.drawing import Box, Drawing, Label, Link, Node, Site
from handbook.figures.sheet import Sheet, shifted
from handbook.figures.space import Space
from handbook.model.blocks.diagrams import Flow
from handbook.model.blocks.diagrams import Node as Step
from handbook.plan.words import Words


def layouts(block: Flow, space: Space, words: Words) -> Iterator[Drawing]:
    """Drawings of a flow, the one wished for first."""
    choices = _columns(len(block.steps), space)
    if space.paper:
        for columns, step in product(choices, range(space.steps)):
            yield _on_paper(block, Sheet(space, step), columns)
    else:
        for roomy, columns, step in product((True, False), choices, range(space.steps)):
            yield _on_slide(block, Sheet(space, step), columns, roomy=roomy)


def _columns(count: int, space: Space) -> list[int]:
    """How many steps stand in a row, best first."""
    if space.paper:
        most = 3 if space.width < 42 * space.em else 4
        rows = -(-count // most)
        even = -(-count // rows)
        return list(dict.fromkeys((even, max(even - 1, 1))))
    wished = count if count <= 5 else 3 if count <= 9 else 4
    return [columns for columns in dict.fromkeys((wished, 3, 4, 2)) if columns <= count]


def _on_paper(block: Flow, sheet: Sheet, columns: int) -> Drawing:
    """A rule over each step; every second row runs back, so that the eye never jumps; the caption has the remark."""
    gap, text_x = sheet.em(3.14), sheet.em(1.7 if len(block.steps) < 10 else 2.3)
    width = (sheet.space.width - (max(columns, 2) - 1) * gap) / max(columns, 2)
    head, down = sheet.em(0.62), sheet.em(2.95)
    y = sheet.em(0.15)
    rows = [block.steps[start : start + columns] for start in range(0, len(block.steps), columns)]
    for index, row in enumerate(rows):
        foot = y
        for position, step in enumerate(row):
            number = index * columns + position + 1
            column = position if index % 2 == 0 else columns - 1 - position
            x = column * (width + gap)
            numeral = sheet.line(str(number), "numeral", x, 0, tone="accent")
            name = sheet.label(step.name, "name", x + text_x, y + head, width - text_x, at=step.at, most=2)
            drop = name.baselines[0] - numeral.baselines[0]
            labels = [sheet.line(str(number), "numeral", x, drop, tone="accent"), name]
            bottom = name.box.bottom
            if step.text:
                text = sheet.label(step.text, "text", x, bottom + sheet.em(0.3), width, at=step.at, most=5)
                labels.append(text)
                bottom = text.box.bottom
            sheet.nodes.append(
                Node(
                    f"step-{number}",
                    name.text,
                    "step",
                    Box(x, y, width, bottom - y),
                    step.focus,
                    tuple(labels),
                )
            )
            foot = max(foot, bottom)
        _arrows_along(sheet, index * columns, len(row), y, sheet.em(0.5), back=index % 2 == 1)
        if index + 1 < len(rows):
            last = sheet.nodes[-1]
            x = last.box.right - sheet.em(0.6) if index % 2 == 0 else last.box.x + sheet.em(0.6)
            ends = ((x, foot + sheet.em(0.5)), (x, foot + down - sheet.em(0.5)))
            number = len(sheet.nodes)
            sheet.links.append(Link(f"step-{number}", f"step-{number + 1}", "bottom", "top", ends))
            y = foot + down
        else:
            y = foot
    return sheet.finish("flow", y, block.at)


def _arrows_along(sheet: Sheet, first: int, count: int, y: float, clear: float, *, back: bool) -> None:
    """Arrows in line with the rules of one row."""
    row = sheet.nodes[first : first + count]
    for before, after in pairwise(row):
        if back:
            ends = ((before.box.x - clear, y), (after.box.right + clear, y))
            sites: tuple[Site, Site] = ("left", "right")
        else:
            ends = ((before.box.right + clear, y), (after.box.x - clear, y))
            sites = ("right", "left")
        sheet.links.append(Link(before.id, after.id, *sites, ends))


def _on_slide(block: Flow, sheet: Sheet, columns: int, *, roomy: bool) -> Drawing:
    """Boxes in rows that all run from left to right; an elbow leads from the end of a row to the next."""
    count = len(block.steps)
    one_row = columns >= count
    gap = sheet.em(1.29 if one_row else 1.375)
    width = min((sheet.space.width - (columns - 1) * gap) / columns, sheet.em(14))
    labels = [
        _step_labels(sheet, step, number, width, one_row) for number, step in enumerate(block.steps, start=1)
    ]
    inset, row_gap = (sheet.em(0.5), sheet.em(1.25)) if roomy else (sheet.em(0.35), sheet.em(0.85))
    least = sheet.em(7.5 if one_row else 3.5) if roomy else 0.0
    height = max(max(_bottom(found) for found in labels) / (1 - sheet.space.free) + 2 * inset, least)
    for index, (step, found) in enumerate(zip(block.steps, labels, strict=True)):
        row, column = divmod(index, columns)
        box = Box(column * (width + gap), row * (height + row_gap), width, height)
        slack = inset if one_row else (height - _bottom(found)) / 2
        placed = tuple(_moved(label, box.x, box.y + slack, step.focus) for label in found)
        sheet.nodes.append(Node(f"step-{index + 1}", placed[1].text, "step", box, step.focus, placed))
    for index, (before, after) in enumerate(pairwise(sheet.nodes)):
        sheet.links.append(_connector(before, after, same_row=(index + 1) % columns != 0))
    foot = sheet.nodes[-1].box.bottom
    if block.remark:
        top = foot + row_gap
        remark = sheet.label(block.remark, "text", 0, top, sheet.space.width, at=block.at, most=2)
        sheet.labels.append(remark)
        foot = remark.box.bottom
    return sheet.finish("flow", foot, block.at)


def _step_labels(sheet: Sheet, step: Step, number: int, width: float, one_row: bool) -> list[Label]:
    """Number, name and text of a step, in a box whose corner is the origin."""
    inset = sheet.em(0.583)
    numeral = sheet.line(str(number), "numeral", inset, 0, tone="accent")
    if one_row:
        name = sheet.label(
            step.name, "name", inset, numeral.box.bottom, width - 2 * inset, at=step.at, most=2
        )
    else:
        hang = sheet.em(1.5)
        name = sheet.label(step.name, "value", inset + hang, 0, width - 2 * inset - hang, at=step.at, most=2)
    labels = [numeral, name]
    if step.text:
        top = name.box.bottom + sheet.em(0.42 if one_row else 0.08)
        labels.append(sheet.label(step.text, "text", inset, top, width - 2 * inset, at=step.at))
    return labels


def _bottom(labels: list[Label]) -> float:
    return max(label.box.bottom for label in labels)


def _moved(label: Label, dx: float, dy: float, focus: bool) -> Label:
    return replace(shifted(label, dx, dy), tone="ground" if focus else label.tone)


def _connector(before: Node, after: Node, *, same_row: bool) -> Link:
    if same_row:
        y = before.box.centre[1]
        return Link(before.id, after.id, "right", "left", ((before.box.right, y), (after.box.x, y)))
    (x0, _), (x1, _) = before.box.centre, after.box.centre
    half = (before.box.bottom + after.box.y) / 2
    points = ((x0, before.box.bottom), (x0, half), (x1, half), (x1, after.box.y))
    return Link(before.id, after.id, "bottom", "top", points)
