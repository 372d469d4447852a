"""The geometry of a printed `tree`: from left to right, its ranks as far apart as the measure allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from handbook.figures.drawing import Box, Drawing, Link, Tone
from handbook.figures.knots import Knot, knots, place
from handbook.figures.sheet import Sheet, shifted
from handbook.figures.space import Space
from handbook.model.blocks.diagrams import Tree

_INSET = 0.28
"""In em: from the edge of a branch to its words; the bar of the one that matters stands there."""
_ASIDE = 1.2
"""In em: from the names of leaves to the texts beside them."""
_BETWEEN = 0.7
"""In em: between two leaves."""
_STEM, _CLEAR = 0.8, 0.12
"""In em: from a rank to the upright line behind it, and from a line to the branch it leads to."""
_WIDEST_EDGE = 7.0
"""In em: what leads to a branch is divided beyond."""
_WIDEST_RANKS = (14.0, 10.0, 8.0, 6.5)
"""In em: the most that a rank before the last may take; the first with which the leaves are not divided."""
_LEAST_LEAF = 9.0
"""In em: the room for leaves that are divided whatever the ranks before them take."""
_SPREAD, _LONGEST_LINE = 3.5, 8.0
"""In em: what is added between two ranks at most, and the longest line on which nothing stands."""


def layouts(block: Tree, space: Space) -> Iterator[Drawing]:
    """Drawings of a tree on paper: texts of leaves beside their names where there is room, else under them."""
    for step, air, beside in product(range(space.steps), (1.0, 0.5, 0.25), (True, False)):
        yield _drawn(block, Sheet(space, step), air, beside)


@dataclass(frozen=True)
class _Columns:
    """Where the ranks stand, in points."""

    starts: tuple[float, ...]
    widths: tuple[float, ...]
    """What the knots of each take that others hang on."""
    bends: tuple[float, ...]
    """Where the upright line before each stands; that of the root is never drawn."""


def _drawn(block: Tree, sheet: Sheet, air: float, beside: bool) -> Drawing:
    root = knots(block.root)
    ranks = _ranks(root)
    aside = [_name_column(sheet, rank) if beside else 0.0 for rank in ranks]
    columns = _columns(sheet, ranks, aside)
    for knot in root.walk():
        _fill(sheet, knot, columns, aside[knot.depth], sheet.em(0.12) * air)
    foot = _stack(sheet, root, 0.0, sheet.em(_BETWEEN) * air)
    highest = min(_head(sheet, knot) for knot in root.walk())
    for knot in root.walk():
        knot.box = replace(knot.box, y=knot.box.y - highest)
        place(sheet, knot)
    for knot in root.walk():
        for child in knot.children:
            _join(sheet, knot, child, columns)
    return sheet.finish("tree", foot - highest, block.at)


def _ranks(root: Knot) -> list[list[Knot]]:
    """The knots of each depth, the root first."""
    found: list[list[Knot]] = []
    for knot in root.walk():
        while knot.depth >= len(found):
            found.append([])
        found[knot.depth].append(knot)
    return found


def _name_column(sheet: Sheet, rank: Sequence[Knot]) -> float:
    """From the edge of the leaves of a rank to the texts beside their names, in points."""
    names = [
        sheet.width(knot.branch.name, "name")
        for knot in rank
        if not knot.children and knot.branch.text is not None
    ]
    return sheet.em(_INSET + _ASIDE) + max(names) if names else 0.0


def _gap(sheet: Sheet, rank: Sequence[Knot]) -> float:
    """The least distance between a rank and the one before it, in points."""
    edges = [sheet.width(knot.branch.edge, "category") for knot in rank if knot.branch.edge is not None]
    widest = min(max(edges, default=0.0), sheet.em(_WIDEST_EDGE))
    return max(sheet.em(1.9), sheet.em(_STEM + 0.6) + widest if edges else 0.0)


def _columns(sheet: Sheet, ranks: Sequence[Sequence[Knot]], aside: Sequence[float]) -> _Columns:
    """The columns of the ranks: as wide as their words, and what is left of the measure between them."""
    gaps = [_gap(sheet, rank) for rank in ranks[1:]]
    leaves = max(_leaf_width(sheet, knot, aside[-1]) for knot in ranks[-1])
    inner = [_inner_width(sheet, rank) for rank in ranks[:-1]]
    tries = [[min(width, sheet.em(most)) for width in inner] for most in _WIDEST_RANKS]
    free = [sheet.space.width - sum(gaps) - sum(widths) for widths in tries]
    whole = (index for index, rest in enumerate(free) if rest >= leaves)
    enough = (index for index, rest in enumerate(free) if rest >= sheet.em(_LEAST_LEAF))
    chosen = next(whole, next(enough, len(tries) - 1))
    widths, rest = tries[chosen], free[chosen]
    share = max(rest - leaves, 0.0) / max(len(gaps), 1)
    starts, bends = [0.0], [0.0]
    for rank, width, gap in zip(ranks[1:], widths, gaps, strict=True):
        bare = all(knot.branch.edge is None for knot in rank)
        wide = gap + min(share, sheet.em(_LONGEST_LINE) - gap if bare else sheet.em(_SPREAD))
        end = starts[-1] + width
        bends.append(end + (wide / 2 if bare else sheet.em(_STEM)))
        starts.append(end + wide)
    return _Columns(tuple(starts), (*widths, sheet.space.width - starts[-1]), tuple(bends))


def _inner_width(sheet: Sheet, rank: Sequence[Knot]) -> float:
    """What the knots of a rank take that others hang on; nothing hangs on leaves, which may run on."""
    inner = [knot.branch for knot in rank if knot.children]
    names = [sheet.width(branch.name, "name") for branch in inner]
    texts = [sheet.width(branch.text, "text") for branch in inner if branch.text is not None]
    return max(names + texts) + sheet.em(2 * _INSET)


def _leaf_width(sheet: Sheet, knot: Knot, aside: float) -> float:
    """What a leaf takes in lines that are not divided."""
    branch = knot.branch
    name = sheet.em(_INSET) + sheet.width(branch.name, "name")
    if branch.text is None:
        return name
    text = sheet.width(branch.text, "text")
    return max(name, (aside or sheet.em(_INSET)) + text)


def _fill(sheet: Sheet, knot: Knot, columns: _Columns, aside: float, pad: float) -> None:
    """Set the labels of a knot at the origin, and find its height; the text of a leaf stands `aside` of its edge.

    A leaf may run on to the end of the measure, for nothing stands behind it.
    """
    branch, inset, start = knot.branch, sheet.em(_INSET), columns.starts[knot.depth]
    width = columns.widths[knot.depth] if knot.children else sheet.space.width - start
    aside = aside if branch.text is not None and not knot.children else 0.0
    tone: Tone = "accent" if branch.focus else "ink"
    room = aside - sheet.em(_ASIDE) if aside else width
    name = sheet.label(branch.name, "name", inset, pad, room - inset, tone=tone, at=branch.at, most=2)
    knot.labels = [name]
    if branch.text is not None:
        x, most = (aside, 2) if aside else (inset, 4)
        text = sheet.label(branch.text, "text", x, name.box.bottom, width - x, at=branch.at, most=most)
        drop = name.baselines[0] - text.baselines[0] if aside else 0.0
        knot.labels.append(shifted(text, 0, drop))
    knot.height = max(label.box.bottom for label in knot.labels) + pad
    knot.box = Box(start, 0, width, knot.height)
    if branch.edge is not None:
        bend = columns.bends[knot.depth]
        knot.edge = sheet.label(
            branch.edge, "category", bend + sheet.em(0.25), 0, start - bend - sheet.em(0.4),
            tone="grey", at=branch.at, most=2,
        )  # fmt: skip


def _axis(knot: Knot) -> float:
    """The y of the line that leads to a knot: the middle of its name where its text stands beside that."""
    name, *rest = knot.labels
    if rest and rest[0].box.x > name.box.x:
        return knot.box.y + name.box.centre[1]
    return knot.box.centre[1]


def _head(sheet: Sheet, knot: Knot) -> float:
    """The highest y of a knot and of what leads to it."""
    if knot.edge is None:
        return knot.box.y
    return min(knot.box.y, _axis(knot) - knot.edge.box.height - sheet.em(0.05))


def _stack(sheet: Sheet, knot: Knot, top: float, between: float) -> float:
    """Place a knot and what hangs on it from `top` down; returns the y under all of it."""
    if not knot.children:
        knot.box = replace(knot.box, y=top)
        knot.box = replace(knot.box, y=2 * top - _head(sheet, knot))
        return knot.box.bottom
    y = top
    for child in knot.children:
        y = _stack(sheet, child, y, between) + between
    first, last = _axis(knot.children[0]), _axis(knot.children[-1])
    knot.box = replace(knot.box, y=max((first + last) / 2 - knot.height / 2, top))
    return max(y - between, knot.box.bottom)


def _join(sheet: Sheet, parent: Knot, child: Knot, columns: _Columns) -> None:
    """A line with right angles; what leads to the child stands on its last stretch."""
    ink = parent.box.x + max(label.box.x + label.natural for label in parent.labels)
    bend = columns.bends[child.depth]
    start = min(ink + 3 * sheet.em(_CLEAR), bend - sheet.em(0.3))
    y0, y1 = _axis(parent), _axis(child)
    end = child.box.x - sheet.em(_CLEAR)
    points = (
        ((start, y0), (bend, y0), (bend, y1), (end, y1)) if abs(y0 - y1) > 0.5 else ((start, y0), (end, y1))
    )
    sheet.links.append(Link(parent.id, child.id, "right", "left", points, arrow=False))
    if child.edge is not None:
        sheet.labels.append(shifted(child.edge, 0, y1 - child.edge.box.height - sheet.em(0.05)))
