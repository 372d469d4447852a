"""The geometry of `tree`: from the top down where a slide has room for it, else from left to right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from handbook.figures.drawing import Box, Drawing, Label, Link, Node, Role, Tone
from handbook.figures.sheet import Sheet, shifted
from handbook.figures.space import Space
from handbook.model.blocks.diagrams import Branch, Tree
from handbook.plan.words import Words


@dataclass
class _Knot:
    """A branch with its place in the drawing."""

    branch: Branch
    depth: int
    number: int
    children: list[_Knot] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    edge: Label | None = None
    height: float = 0.0
    box: Box = field(default_factory=lambda: Box(0, 0, 0, 0))

    @property
    def id(self) -> str:
        """Its id in the drawing."""
        return f"branch-{self.number}"

    def walk(self) -> Iterator[_Knot]:
        """Itself and everything below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def layouts(block: Tree, space: Space, words: Words) -> Iterator[Drawing]:
    """Drawings of a tree."""
    for step in range(space.steps):
        if not space.paper and _may_hang(block.root):
            yield _hanging(block, Sheet(space, step))
        for air in (1.0, 0.5, 0.25, 0.12):
            yield _lying(block, Sheet(space, step), air)


def _knots(branch: Branch, depth: int = 0, numbers: Iterator[int] | None = None) -> _Knot:
    numbers = numbers or iter(range(1, 10_000))
    knot = _Knot(branch, depth, next(numbers))
    knot.children = [_knots(child, depth + 1, numbers) for child in branch.children]
    return knot


def _role(knot: _Knot, paper: bool) -> Role:
    if paper:
        return "name" if knot.children or knot.depth == 0 else "label"
    return "value" if knot.depth < 2 else "text"


def _tone(knot: _Knot, paper: bool) -> Tone:
    if knot.depth == 0 and not paper:
        return "ground"
    return "accent" if knot.branch.focus else "ink"


def _fill(sheet: Sheet, knot: _Knot, width: float, inset: float, pad: float) -> None:
    """Set the labels of a knot at the origin, and find its height."""
    paper = sheet.space.paper
    branch = knot.branch
    tone = _tone(knot, paper)
    top = pad
    if branch.edge is not None and not paper:
        # Viewers route glued elbows their own way, so what leads to a branch stands in its box and not on its line.
        knot.edge = sheet.label(
            branch.edge, "note", inset, pad, width - 2 * inset, tone="grey", at=branch.at, most=2
        )
        top = knot.edge.box.bottom
    name = sheet.label(
        branch.name, _role(knot, paper), inset, top, width - 2 * inset, tone=tone, at=branch.at, most=3
    )
    knot.labels = [knot.edge, name] if knot.edge is not None else [name]
    if branch.text is not None:
        text = sheet.label(branch.text, "text", inset, name.box.bottom, width - 2 * inset, at=branch.at, most=4,
                           tone="ground" if tone == "ground" else "ink")  # fmt: skip
        knot.labels.append(text)
    knot.height = knot.labels[-1].box.bottom + pad


def _lying(block: Tree, sheet: Sheet, air: float) -> Drawing:
    """Columns by depth; every branch stands in the middle of what hangs on it."""
    paper = sheet.space.paper
    root = _knots(block.root)
    depth = max(knot.depth for knot in root.walk())
    edges = [sheet.width(knot.branch.edge, "note") for knot in root.walk() if knot.branch.edge is not None]
    gap = sheet.em(1.9)
    if edges and paper:
        gap += min(max(edges), sheet.em(6)) + sheet.em(0.3)
    width = (sheet.space.width - depth * gap) / (depth + 1)
    width = min(width, sheet.em(16 if paper else 12))
    inset = sheet.em(0.28 if paper else 0.4)
    pad = sheet.em(0.12 if paper else 0.3) * air
    for knot in root.walk():
        _fill(sheet, knot, width, inset, pad)
    height = _stack(root, 0.0, width, gap, sheet.em(0.75 if paper else 0.45) * air)
    lowest = min(knot.box.y for knot in root.walk())
    for knot in root.walk():
        knot.box = replace(knot.box, y=knot.box.y - lowest)
        _place(sheet, knot)
    for knot in root.walk():
        for child in knot.children:
            _join(sheet, knot, child, gap)
    return sheet.finish("tree", height - lowest, block.at)


def _stack(knot: _Knot, top: float, width: float, gap: float, between: float) -> float:
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


def _place(sheet: Sheet, knot: _Knot) -> None:
    labels = tuple(shifted(label, knot.box.x, knot.box.y) for label in knot.labels)
    sheet.nodes.append(
        Node(knot.id, knot.branch.name.plain, "branch", knot.box, knot.branch.focus, labels, level=knot.depth)
    )


def _join(sheet: Sheet, parent: _Knot, child: _Knot, gap: float) -> None:
    """A line with right angles; what leads to the child stands on its last stretch."""
    clear = sheet.em(0.12) if sheet.space.paper else 0.0
    start = parent.box.x + (_ink_width(parent) + 3 * clear if sheet.space.paper else parent.box.width)
    y0, y1 = parent.box.centre[1], child.box.centre[1]
    end = child.box.x - clear
    bend = child.box.x - gap + sheet.em(0.8) if sheet.space.paper else (start + end) / 2
    start = min(start, bend - sheet.em(0.3))
    points = (
        ((start, y0), (bend, y0), (bend, y1), (end, y1)) if abs(y0 - y1) > 0.5 else ((start, y0), (end, y1))
    )
    sheet.links.append(Link(parent.id, child.id, "right", "left", points, arrow=False))
    if child.branch.edge is not None and sheet.space.paper:
        room = gap - sheet.em(1.1)
        label = sheet.label(
            child.branch.edge, "note", bend + sheet.em(0.25), 0, room, tone="grey", at=child.branch.at, most=2
        )
        sheet.labels.append(shifted(label, 0, y1 - label.box.height - sheet.em(0.05)))


def _ink_width(knot: _Knot) -> float:
    return max(label.natural for label in knot.labels) + knot.labels[0].box.x


def _may_hang(root: Branch) -> bool:
    """Whether the tree is one that hangs well: three ranks, four branches, three leaves each, no words on lines."""
    ranks = [root, *root.children, *(leaf for child in root.children for leaf in child.children)]
    flat = all(not leaf.children for child in root.children for leaf in child.children)
    few = 1 <= len(root.children) <= 4 and all(len(child.children) <= 3 for child in root.children)
    return flat and few and not any(rank.edge is not None for rank in ranks)


def _hanging(block: Tree, sheet: Sheet) -> Drawing:
    """The root in the middle of the head, branches in a row, leaves stacked under each."""
    root = _knots(block.root)
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
        _place(sheet, _centred(knot))
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


def _centred(knot: _Knot) -> _Knot:
    """The knot with its labels in the middle of its height."""
    drop = (knot.box.height - knot.height) / 2
    return replace(knot, labels=[shifted(label, 0, drop) for label in knot.labels])
