"""What a geometry hands to those who draw it: plain shapes and labels that already fit.

Lengths are points; the origin is the top left corner of the drawing, y grows downwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from handbook.model.place import Place

Role: TypeAlias = Literal["name", "text", "note", "category", "label", "value", "numeral"]
"""What a label is: a name, an explanation, a quiet note, a category, a small head, a number that counts, an ordinal."""

Align: TypeAlias = Literal["left", "center", "right"]

Tone: TypeAlias = Literal["ink", "accent", "grey", "warm", "ground"]
"""The colour role of a label; ground is the colour of the page, for text on a fill."""

Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.height

    @property
    def centre(self) -> Point:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def overlaps(self, other: Box, slack: float = 0.0) -> bool:
        """Whether the two share more than `slack` points both ways."""
        across = min(self.right, other.right) - max(self.x, other.x)
        down = min(self.bottom, other.bottom) - max(self.y, other.y)
        return across > slack and down > slack

    def within(self, width: float, height: float, slack: float = 0.01) -> bool:
        """Whether it lies in a space that begins at the origin."""
        return (
            self.x >= -slack
            and self.y >= -slack
            and self.right <= width + slack
            and self.bottom <= height + slack
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A text that fits its box, broken into lines."""

    text: str
    """The text as one line."""
    role: Role
    box: Box
    """The room it takes; its lines stand at the top of it."""
    lines: tuple[str, ...]
    size: float
    """The size of the type."""
    pitch: float
    """From one baseline to the next."""
    natural: float
    """The width of the longest line, with the slack that a viewer may need."""
    align: Align = "left"
    tone: Tone = "ink"
    turned: bool = False
    """Whether it reads from foot to head; the box is that of the turned text."""

    @property
    def ink(self) -> Box:
        """The part of its box that its lines fill."""
        if self.turned:
            return self.box
        room = self.box.width - self.natural
        left = {"left": 0.0, "center": room / 2, "right": room}[self.align]
        return Box(self.box.x + left, self.box.y, self.natural, self.box.height)

    @property
    def baselines(self) -> tuple[float, ...]:
        """The y of each line's baseline, for faces whose em box stands 0.88 above it."""
        first = self.box.y + (self.pitch - self.size) / 2 + 0.88 * self.size
        return tuple(first + index * self.pitch for index in range(len(self.lines)))


Shape: TypeAlias = Literal[
    "step",
    "dot",
    "disc",
    "stage",
    "level",
    "band",
    "branch",
    "cell",
    "point",
    "risk",
    "heat",
    "head",
    "plain",
]
"""What a node is; whoever draws it decides what that looks like."""


@dataclass(frozen=True, slots=True)
class Node:
    """A part of the diagram that is one thing, with the labels that belong to it."""

    id: str
    """Unique in its drawing."""
    name: str
    """What a person calls it."""
    shape: Shape
    box: Box
    focus: bool = False
    labels: tuple[Label, ...] = ()
    outline: tuple[Point, ...] = ()
    """Its corners, where it is no rectangle."""
    level: int = 0
    """Its rank: the degree of a cell of a heat map, the level of a pyramid, the depth in a tree."""


Site: TypeAlias = Literal["top", "left", "bottom", "right"]


@dataclass(frozen=True, slots=True)
class Link:
    """A line from one node to another."""

    start: str
    """The id of the node where it begins."""
    end: str
    """The id of the node where it ends."""
    start_site: Site
    end_site: Site
    points: tuple[Point, ...]
    """The way it takes, two points or more."""
    arrow: bool = True


Pen: TypeAlias = Literal[
    "axis", "tick", "stem", "leader", "edge", "hair", "rule", "strong", "warning", "hatch"
]
"""What a line is for."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line that joins no nodes."""

    pen: Pen
    points: tuple[Point, ...]
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Arc:
    """A piece of a circle that leads clockwise from one node to the next."""

    centre: Point
    radius: float
    start: float
    """Where it begins, in degrees clockwise from the right."""
    sweep: float
    """How far it goes, in degrees."""


@dataclass(frozen=True, slots=True)
class Field:
    """A ground behind the nodes."""

    kind: Literal["tint", "dots"]
    box: Box


@dataclass(frozen=True, slots=True)
class Misfit:
    """A label, or the whole drawing, that found no room."""

    at: Place
    text: str
    """The label's text; empty for the whole drawing."""
    by: float
    """How much room is missing."""
    way: Literal["wide", "high", "many"]
    """What it is too much of; many: more parts than the space can hold."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A diagram worked out for a space."""

    kind: str
    """The kind of block."""
    width: float
    height: float
    nodes: tuple[Node, ...] = ()
    links: tuple[Link, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    fields: tuple[Field, ...] = ()
    arcs: tuple[Arc, ...] = ()
    labels: tuple[Label, ...] = ()
    """Labels that belong to no node."""
    misfits: tuple[Misfit, ...] = ()
    """What found no room; a drawing with any of it is not to be printed."""

    @property
    def every_label(self) -> tuple[Label, ...]:
        """All labels, those of the nodes first."""
        return (*(label for node in self.nodes for label in node.labels), *self.labels)

    def node(self, name: str) -> Node:
        """The node with an id."""
        return next(node for node in self.nodes if node.id == name)
