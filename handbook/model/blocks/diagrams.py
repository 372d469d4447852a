"""Blocks drawn from one geometry in both outputs."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from handbook.model.blocks.base import BlockBase
from handbook.model.element import Element
from handbook.model.inline import Inline


class Node(Element):
    """A named part of a diagram."""

    name: Inline
    """Its name, up to eight characters."""
    text: Inline | None = None
    """A few words about it."""
    focus: bool = False
    """Whether it is the one to look at."""


class Diagram(BlockBase):
    """What is drawn from the geometry of its kind."""

    FAMILY: ClassVar[str | None] = "figure"


class Flow(Diagram):
    """Steps that lead from one to the next."""

    kind: Literal["flow"]
    steps: Annotated[tuple[Node, ...], Field(min_length=1, max_length=12)]
    """The steps, first to last."""
    remark: Inline | None = None
    """One line under the diagram."""


class Cycle(Diagram):
    """Steps that come round again."""

    kind: Literal["cycle"]
    steps: Annotated[tuple[Node, ...], Field(min_length=1, max_length=12)]
    """The steps, clockwise from the top."""
    centre: Inline | None = None
    """What stands in the middle."""


class Event(Node):
    """Something that happened, or is due."""

    date: str | None = None
    """`2026`, `2026-11` or `2026-11-22`, in quotes."""
    position: float | int | None = None
    """Where there is no date: the place on the axis, in the axis's unit."""
    evidence: Inline | None = None
    """What proves it; stands under the axis."""


class Timeline(Diagram):
    """Events on an axis at their true distances."""

    kind: Literal["timeline"]
    events: Annotated[tuple[Event, ...], Field(min_length=1, max_length=16)]
    """The events, earliest first."""
    unit: Inline | None = None
    """What the axis counts, where events have positions instead of dates."""


class FunnelStage(Node):
    """A stage of a funnel."""

    value: float | int
    """How many are left at this stage."""


class Funnel(Diagram):
    """Stages that fewer and fewer pass."""

    kind: Literal["funnel"]
    stages: Annotated[tuple[FunnelStage, ...], Field(min_length=1, max_length=12)]
    """The stages, widest first."""
    unit: Inline | None = None
    """The unit of the values."""


class Pyramid(Diagram):
    """Levels that rest on one another."""

    kind: Literal["pyramid"]
    levels: Annotated[tuple[Node, ...], Field(min_length=1, max_length=12)]
    """The levels, top first."""


class Layer(Node):
    """A layer of a stack."""

    value: Inline | None = None
    """What stands at its right."""


class Layers(Diagram):
    """A stack of layers."""

    kind: Literal["layers"]
    layers: Annotated[tuple[Layer, ...], Field(min_length=1, max_length=12)]
    """The layers, top first."""
    direction: Inline | None = None
    """What the arrow beside the stack means."""


class Branch(Node):
    """A node of a tree with what hangs below it."""

    edge: Inline | None = None
    """What stands on the line from above: the answer that leads here."""
    children: Annotated[tuple[Branch, ...], Field(max_length=8)] = ()
    """What hangs below."""


class Tree(Diagram):
    """An organisation or a decision."""

    kind: Literal["tree"]
    root: Branch
    """The top."""


class Axis(Element):
    """An axis of a matrix."""

    name: Inline
    """What it measures."""
    low: Inline
    """Its low end."""
    high: Inline
    """Its high end."""


class MatrixPoint(Node):
    """A point of a matrix."""

    x: Annotated[float | int, Field(ge=0, le=1)]
    """From 0, the low end, to 1."""
    y: Annotated[float | int, Field(ge=0, le=1)]
    """From 0, the low end, to 1."""


class Matrix(Diagram):
    """Points in four quadrants, or a grid of named cells."""

    kind: Literal["matrix"]
    x: Axis | None = None
    """The axis from left to right."""
    y: Axis | None = None
    """The axis from foot to top."""
    quadrants: Annotated[tuple[Inline, ...], Field(max_length=4)] = ()
    """Names: top left, top right, bottom left, bottom right."""
    points: Annotated[tuple[MatrixPoint, ...], Field(max_length=12)] = ()
    """What is placed."""
    columns: tuple[Inline, ...] = ()
    """For a grid: the heads of the columns."""
    rows: tuple[Inline, ...] = ()
    """For a grid: the heads of the rows."""
    cells: tuple[tuple[Inline | None, ...], ...] = ()
    """For a grid: the cells by row."""
    reading: Inline | None = None
    """How to read it, in a sentence."""


class Risk(Node):
    """A named risk."""

    likelihood: Annotated[int, Field(ge=1, le=5)]
    """From 1, rare, to 5, almost certain."""
    impact: Annotated[int, Field(ge=1, le=5)]
    """From 1, slight, to 5, fatal."""


class Heatmap(Diagram):
    """Risks by likelihood and impact."""

    kind: Literal["heatmap"]
    risks: Annotated[tuple[Risk, ...], Field(min_length=1, max_length=15)]
    """The risks."""


class CanvasCell(Element):
    """A named cell of a canvas."""

    name: Inline
    """Its name."""
    items: tuple[Inline, ...] = ()
    """Its lines."""
    row: Annotated[int, Field(ge=1)]
    """The row where it begins, counted from 1."""
    column: Annotated[int, Field(ge=1)]
    """The column where it begins, counted from 1."""
    rows: Annotated[int, Field(ge=1)] = 1
    """How many rows it takes."""
    columns: Annotated[int, Field(ge=1)] = 1
    """How many columns it takes."""
    focus: bool = False
    """Whether it is the one to look at."""


class Canvas(Diagram):
    """A grid of named cells, such as the business model canvas."""

    kind: Literal["canvas"]
    cells: Annotated[tuple[CanvasCell, ...], Field(min_length=1, max_length=24)]
    """The cells; none may overlap."""
