"""The geometry of `tree`: on slides from the top down where there is room for it, else from left to right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handbook.figures import tree_on_paper
from handbook.figures.drawing import Box, Drawing, Link, Role, Tone
from handbook.figures.knots import Knot, knots, place
from handbook.figures.sheet import Sheet, shifted
from handbook.figures.space import Space
from handbook.model.blocks.diagrams import Branch, Tree
from handbook.plan.words import Words


def layouts(block: Tree, space: Space, words: Words) -> Iterator[Drawing]:
    """Drawings of a tree."""
    if space.paper:
        yield from tree_on_paper.layouts(block, space)
        return
    for step in range(space.steps):
        if _may_hang(block.root):
            yield _hanging(block, Sheet(space, step))
        for air in (1.0, 0.5, 0.25, 0.12):
            yield _lying(block, Sheet(space, step), air)


def _role(knot: Knot) -> Role:
    return "value" if knot.depth < 2 else "text"


def _tone(knot: Knot) -> Tone:
    if knot.depth == 0:
        return "ground"
    return "accent" if knot.branch.focus else "ink"


def _fill(sheet: Sheet, knot: Knot, width: float, inset: float, pad: float) -> None:
    """Set the labels of a knot at the origin, and find its height."""
    branch, tone, top = knot.branch, _tone(knot), pad
    if branch.edge is not None:
        # Viewers route glued elbows their own way, so what leads to a branch stands in its box and not on its line.
        knot.edge = sheet.label(
            branch.edge, "note", inset, pad, width - 2 * inset, tone="grey", at=branch.at, most=2
        )
        top = knot.edge.box.bottom
    name = sheet.label(
        branch.name, _role(knot), inset, top, width - 2 * inset, tone=tone, at=branch.at, most=3
    )
    knot.labels = [knot.edge, name] if knot.edge is not None else [name]
    if branch.text is not None:
        text = sheet.label(branch.text, "text", inset, name.box.bottom, width - 2 * inset, at=branch.at, most=4,
                           tone="ground" if tone == "ground" else "ink")  # fmt: skip
        knot.labels.append(text)
    knot.height = knot.labels[-1].box.bottom + pad


def _lying(block: Tree, sheet: Sheet, air: float) -> Drawing:
    """Columns by depth; every branch stands in the middle of what hangs on it."""
    root = knots(block.root)
    depth = max(knot.depth for knot in root.walk())
    gap, inset, pad = sheet.em(1.9), sheet.em(0.4), sheet.em(0.3) * air
    width = min((sheet.space.width - depth * gap) / (depth + 1), sheet.em(12))
    for knot in root.walk():
        _fill(sheet, knot, width, inset, pad)
    height = _stack(root, 0.0, width, gap, sheet.em(0.45) * air)
    lowest = min(knot.box.y for knot in root.walk())
    for knot in root.walk():
        knot.box = replace(knot.box, y=knot.box.y - lowest)
        place(sheet, knot)
    for knot in root.walk():
        for child in knot.children:
            _join(sheet, knot, child)
    return sheet.finish("tree", height - lowest, block.at)


def _stack(knot: Knot, top: float, width: float, gap: float, between: float) -> float:
    """Place a knot and what hangs on it from `top` down; returns the y under all of it."""
    x = knot.depth * (width + gap)
    if not knot.children:
        knot.box = Box(x, top, width, knot.height)
        return top + knot.height
    y = top
    for child in knot.children:
        y = _stack(child, y, width, gap, between) + between
    y -= between
    first, last = knot.children[0].box.centre[1], knot.children[-1].box.centre[1]
    knot.box = Box(x, max((first + last) / 2 - knot.height / 2, top), width, knot.height)
    return max(y, knot.box.bottom)


def _join(sheet: Sheet, parent: Knot, child: Knot) -> None:
    """A line with right angles."""
    y0, y1 = parent.box.centre[1], child.box.centre[1]
    start, end = parent.box.right, child.box.x
    bend = (start + end) / 2
    points = (
        ((start, y0), (bend, y0), (bend, y1), (end, y1)) if abs(y0 - y1) > 0.5 else ((start, y0), (end, y1))
    )
    sheet.links.append(Link(parent.id, child.id, "right", "left", points, arrow=False))


def _may_hang(root: Branch) -> bool:
    """Whether the tree is one that hangs well: three ranks, four branches, three leaves each, no words on lines."""
    ranks = [root, *root.children, *(leaf for child in root.children for leaf in child.children)]
    flat = all(not leaf.children for child in root.children for leaf in child.children)
    few = 1 <= len(root.children) <= 4 and all(len(child.children) <= 3 for child in root.children)
    return flat and few and not any(rank.edge is not None for rank in ranks)


def _hanging(block: Tree, sheet: Sheet) -> Drawing:
    """The root in the middle of the head, branches in a row, leaves stacked under each."""
    root = knots(block.root)
    count = len(root.children)
    gap, inset, pad = sheet.em(1.0), sheet.em(0.5), sheet.em(0.4)
    width = min((sheet.space.width - (count - 1) * gap) / count, sheet.em(11))
    indent = sheet.em(1.0)
    row = count * width + (count - 1) * gap
    left = (sheet.space.width - row) / 2
    _fill(sheet, root, sheet.em(10), inset, pad)
    root.box = Box((sheet.space.width - sheet.em(10)) / 2, 0, sheet.em(10), root.height)
    top = root.height + sheet.em(1.9)
    for child in root.children:
        _fill(sheet, child, width, inset, pad)
        for leaf in child.children:
            _fill(sheet, leaf, width - indent, inset, pad * 0.8)
    tall = max(child.height for child in root.children)
    leaves = [leaf.height for child in root.children for leaf in child.children]
    step = (max(leaves) if leaves else 0.0) + sheet.em(0.45)
    foot = top + tall
    for index, child in enumerate(root.children):
        x = left + index * (width + gap)
        child.box = Box(x, top, width, tall)
        y = top + tall + sheet.em(0.65)
        for leaf in child.children:
            leaf.box = Box(x + indent, y, width - indent, step - sheet.em(0.45))
            foot = max(foot, leaf.box.bottom)
            y += step
    for knot in root.walk():
        place(sheet, _centred(knot))
    for child in root.children:
        (x0, _), (x1, _) = root.box.centre, child.box.centre
        half = (root.box.bottom + child.box.y) / 2
        points = ((x0, root.box.bottom), (x0, half), (x1, half), (x1, child.box.y))
        sheet.links.append(Link(root.id, child.id, "bottom", "top", points, arrow=False))
        for leaf in child.children:
            spine, y = child.box.x + sheet.em(0.42), leaf.box.centre[1]
            sheet.stroke("stem", (spine, child.box.bottom), (spine, y))
            sheet.stroke("stem", (spine, y), (leaf.box.x, y))
    return sheet.finish("tree", foot, block.at)


def _centred(knot: Knot) -> Knot:
    """The knot with its labels in the middle of its height."""
    drop = (knot.box.height - knot.height) / 2
    return replace(knot, labels=[shifted(label, 0, drop) for label in knot.labels])
