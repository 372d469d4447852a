"""The branches of a `tree` with their places in a drawing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from handbook.figures.drawing import Box, Label, Node
from handbook.figures.sheet import Sheet, shifted
from handbook.model.blocks.diagrams import Branch


@dataclass
class Knot:
    """A branch with its place in the drawing."""

    branch: Branch
    depth: int
    """How many lines lead from the root to it."""
    number: int
    """Its place in the order of reading, from 1."""
    children: list[Knot] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    """What is written in it, the head of its box at 0 until it is placed."""
    edge: Label | None = None
    """What leads to it."""
    height: float = 0.0
    """Of its box, in points."""
    box: Box = field(default_factory=lambda: Box(0, 0, 0, 0))

    @property
    def id(self) -> str:
        """Its id in the drawing."""
        return f"branch-{self.number}"

    def walk(self) -> Iterator[Knot]:
        """Itself and everything below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def knots(branch: Branch, depth: int = 0, numbers: Iterator[int] | None = None) -> Knot:
    """A branch with everything that hangs on it, numbered in the order of reading."""
    numbers = numbers or count(1)
    knot = Knot(branch, depth, next(numbers))
    knot.children = [knots(child, depth + 1, numbers) for child in branch.children]
    return knot


def place(sheet: Sheet, knot: Knot) -> None:
    """The knot on the sheet, its labels moved to its box."""
    labels = tuple(shifted(label, knot.box.x, knot.box.y) for label in knot.labels)
    sheet.nodes.append(
        Node(knot.id, knot.branch.name.plain, "branch", knot.box, knot.branch.focus, labels, level=knot.depth)
    )
