"""Diagrams on slides: one group of native shapes, with connectors that hold on to what they join."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from typing import Any
from xml.sax.saxutils import quoteattr

from lxml import etree

from handbook.figures.draw import draw
from handbook.figures.drawing import Box, Drawing, Field, Node, Stroke
from handbook.figures.space import slide_space
from handbook.model.blocks import BlockBase
from handbook.plan.alt import describe
from handbook.plan.words import Words
from handbook.problems import Problems
from handbook.slides.diagram_shapes import Look, Pencil, arc_box
from handbook.slides.drawingml import NAMESPACES, emu
from handbook.theme.length import Length
from handbook.theme.load import Theme
from handbook.theme.tokens import DeckTokens


def place_diagram(
    slide: Any,
    block: BlockBase,
    box: tuple[float, float, float, float],
    theme: Theme,
    words: Words,
    problems: Problems,
    drawn: Drawing | None = None,
) -> None:
    """Draw the diagram of `block` on a python-pptx slide, in a box of x, y, width and height in points.

    `drawn` is its geometry where that is known. Labels that find no room are problems at their own places.
    """
    x, y, width, height = box
    drawing = drawn or drawing_of(block, width, height, theme, words, problems)
    tree = slide.shapes._spTree
    y += _lowered(height - _bounds(drawing).bottom, height)
    taken = [int(value) for value in tree.xpath(".//p:cNvPr/@id")]
    group = _group(
        drawing,
        describe(block, words),
        Pencil(theme.tokens.deck, words.language, x, y),
        max(taken, default=1),
    )
    tree.append(etree.fromstring(group))


def _lowered(spare: float, height: float) -> float:
    """How far a diagram that leaves `spare` points of the room's height empty stands below its head."""
    return spare * _LOWERED if spare > height * _EMPTY else 0.0


_EMPTY = 0.25
"""Share of the room's height that a diagram may leave empty and still stand at its head."""
_LOWERED = 0.4
"""Share of what is empty that goes above it then: a little less than half looks even."""


def drawing_of(
    block: BlockBase, width: float, height: float, theme: Theme, words: Words, problems: Problems
) -> Drawing:
    """The drawing at the sizes of the theme, or smaller ones where it allows them and nothing else fits."""
    aside = Problems()
    drawing = draw(block, slide_space(width, height, theme), words, aside)
    deck = theme.tokens.deck
    size = deck.floor.pt - _STEP
    while len(aside) and deck.tight_floor is not None and size >= deck.tight_floor.pt:
        smaller = deck.model_copy(
            update={"floor": Length(size), "node_sizes": (*deck.node_sizes, deck.floor, Length(size))}
        )
        tokens = theme.tokens.model_copy(update={"deck": smaller})
        tried = Problems()
        found = draw(block, slide_space(width, height, replace(theme, tokens=tokens)), words, tried)
        if not len(tried):
            what = f"the labels of this diagram are set in {size:g} pt, as the template leaves it little room"
            problems.warn(block.at, "does-not-fit", what, "shorten them, or divide it into two")
            return found
        size -= _STEP
    problems.extend(aside)
    return drawing


_STEP = 2.0
"""Points by which labels go smaller."""


def _group(drawing: Drawing, alt: str, pencil: Pencil, last_id: int) -> str:
    """The group with everything in it; ids go on from `last_id`."""
    numbers = count(last_id + 1)
    group_id = next(numbers)
    ids = {node.id: next(numbers) for node in drawing.nodes}
    looks = {node.id: look_of(node, pencil.tokens) for node in drawing.nodes}
    ellipses = frozenset(name for name, look in looks.items() if look.geometry == "ellipse")
    parts = [_field(next(numbers), field, pencil) for field in drawing.fields]
    parts += [_stroke(next(numbers), stroke, pencil) for stroke in drawing.strokes]
    parts += [pencil.connector(next(numbers), link, ids, ellipses) for link in drawing.links]
    parts += [pencil.arc(next(numbers), arc) for arc in drawing.arcs]
    parts += [pencil.shape(ids[node.id], node, looks[node.id]) for node in drawing.nodes]
    parts += [pencil.label(next(numbers), label) for label in drawing.labels]
    bounds = _bounds(drawing)
    off = f'x="{emu(bounds.x + pencil.dx)}" y="{emu(bounds.y + pencil.dy)}"'
    ext = f'cx="{emu(bounds.width)}" cy="{emu(bounds.height)}"'
    return (
        f'<p:grpSp {NAMESPACES}><p:nvGrpSpPr><p:cNvPr id="{group_id}" name={quoteattr(drawing.kind)} '
        f"descr={quoteattr(alt)}/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off {off}/><a:ext {ext}/>"
        f"<a:chOff {off}/><a:chExt {ext}/></a:xfrm></p:grpSpPr>{''.join(parts)}</p:grpSp>"
    )


def _bounds(drawing: Drawing) -> Box:
    """The smallest box that holds every part."""
    points = [point for stroke in drawing.strokes for point in stroke.points]
    points += [point for link in drawing.links for point in link.points]
    boxes = [node.box for node in drawing.nodes] + [label.box for label in drawing.labels]
    boxes += [field.box for field in drawing.fields]
    boxes += [arc_box(arc) for arc in drawing.arcs]
    xs = [x for box in boxes for x in (box.x, box.right)] + [x for x, _ in points]
    ys = [y for box in boxes for y in (box.y, box.bottom)] + [y for _, y in points]
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


_PENS: Mapping[str, tuple[str, float]] = {
    "axis": ("accent6", 2.5),
    "tick": ("tx2", 1.0),
    "stem": ("accent6", 1.0),
    "leader": ("hair", 0.75),
    "edge": ("tx2", 1.25),
    "hair": ("hair", 0.75),
    "rule": ("tx2", 1.0),
    "strong": ("accent1", 1.5),
    "warning": ("accent2", 2.25),
    "hatch": ("accent2", 0.75),
}
"""Slot and width in points of each pen."""


def _stroke(shape_id: int, stroke: Stroke, pencil: Pencil) -> str:
    slot, width = _PENS[stroke.pen]
    return pencil.line(shape_id, stroke.points, slot, width, arrow=stroke.arrow)


def _field(shape_id: int, field: Field, pencil: Pencil) -> str:
    node = Node(f"field-{shape_id}", "field", "plain", field.box)
    return pencil.shape(shape_id, node, Look(fill="bg2"))


def look_of(node: Node, tokens: DeckTokens) -> Look:
    """What a node looks like, by its shape, its rank and whether it is the focus."""
    return _LOOKS[node.shape](node, tokens)


def _box_look(node: Node, tokens: DeckTokens, fill: str | None = "bg2", **more: Any) -> Look:
    """A rectangle whose corners are as round as the theme says."""
    if not tokens.radius:
        return Look(fill=fill, **more)
    shorter = min(node.box.width, node.box.height)
    share = tokens.radius / _ROUNDNESS * min(1.0, _ROUND_UP_TO / shorter)
    return Look("roundRect", fill=fill, adjust={"adj": round(share * 100_000)}, **more)


_ROUNDNESS = 100
_ROUND_UP_TO = 60
"""The shorter side in points up to which corners take the theme's whole radius."""


def _step(node: Node, tokens: DeckTokens) -> Look:
    beside = len(node.labels) > 1 and abs(node.labels[0].box.y - node.labels[1].box.y) < 1
    return _box_look(node, tokens, "accent1" if node.focus else "bg2", anchor="ctr" if beside else "t")


def _dot(node: Node, tokens: DeckTokens) -> Look:
    return Look("ellipse", "accent1" if node.focus else "bg1", "accent1", 2.5, anchor="ctr")


def _rank(node: Node, tokens: DeckTokens) -> Look:
    """A trapezium, or the triangle at a pyramid's top."""
    (left, _), (right, _), (low_right, _), (low_left, _) = node.outline
    head, foot = right - left, low_right - low_left
    level = node.shape == "level"
    slot = (
        "accent1"
        if node.focus or (level and node.level == 0)
        else "accent4"
        if level and node.level == 1
        else "bg2"
    )
    if head < 0.5:
        return Look("triangle", fill=slot)
    adjust = round(abs(head - foot) / 2 / min(node.box.width, node.box.height) * 100_000)
    return Look("trapezoid", fill=slot, adjust={"adj": adjust}, flip=head > foot)


def _branch(node: Node, tokens: DeckTokens) -> Look:
    if node.level == 0:
        return _box_look(node, tokens, "accent1", anchor="ctr")
    if node.focus:
        return _box_look(node, tokens, None, line="accent1", width=2.0, anchor="ctr")
    if node.level == 1:
        return _box_look(node, tokens, anchor="ctr")
    return _box_look(node, tokens, None, line="accent6", width=1.0, anchor="ctr")


def _heat(node: Node, tokens: DeckTokens) -> Look:
    tints = {0: ("bg2", None), 1: ("accent2", (30, 70)), 2: ("accent2", None)}
    slot, tint = tints[node.level]
    return Look(fill=slot, line="bg1", width=2.5, tint=tint, anchor="ctr")


_LOOKS: Mapping[str, Callable[[Node, DeckTokens], Look]] = {
    "step": _step,
    "dot": _dot,
    "disc": lambda node, tokens: Look(
        "ellipse", "accent1" if node.focus else "bg1", "accent1", 2.0, anchor="ctr"
    ),
    "stage": _rank,
    "level": _rank,
    "band": lambda node, tokens: _box_look(node, tokens, "accent1" if node.focus else "bg2", anchor="ctr"),
    "branch": _branch,
    "cell": lambda node, tokens: Look(fill="bg2" if node.focus else "bg1", line="accent6", width=1.0),
    "heat": _heat,
    "point": lambda node, tokens: Look("ellipse", "accent1" if node.focus else "accent6"),
    "plain": lambda node, tokens: Look(),
}
