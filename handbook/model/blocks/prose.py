"""Blocks of running text."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from handbook.model.blocks.base import BlockBase
from handbook.model.element import Element, Id
from handbook.model.inline import Inline, Prose


class Text(BlockBase):
    """Paragraphs, and a list where `items` are given. A plain string in `blocks` is a paragraph."""

    kind: Literal["text"]
    text: Prose | None = None
    """The paragraphs, with a blank line between them."""
    items: tuple[Inline, ...] = ()
    """Items of a list that follows the paragraphs."""
    ordered: bool = False
    """Whether the items are numbered."""


class Point(Element):
    """A term and a sentence about it."""

    term: Inline
    """One to eight characters."""
    text: Inline
    """One sentence."""


class Points(BlockBase):
    """Parallel points, each a term with one sentence."""

    kind: Literal["points"]
    items: Annotated[tuple[Point, ...], Field(min_length=1)]
    """The points, in order of weight."""


class Step(Element):
    """One action of a procedure."""

    action: Inline
    """What to do, ending in a full stop."""
    text: Inline | None = None
    """How, or how much."""


class Steps(BlockBase):
    """Ordered actions."""

    kind: Literal["steps"]
    items: Annotated[tuple[Step, ...], Field(min_length=1)]
    """The actions, first to last."""


class CompareColumn(Element):
    """One side of a comparison."""

    title: Inline
    """What this side is called."""
    tone: Literal["plus", "minus", "plain"] = "plain"
    """plus for what speaks for it, minus for what speaks against it."""
    points: Annotated[tuple[Inline, ...], Field(min_length=1)]
    """Short sentences."""


class Compare(BlockBase):
    """Two to four columns of points side by side."""

    FAMILY: ClassVar[str | None] = "table"

    kind: Literal["compare"]
    columns: Annotated[tuple[CompareColumn, ...], Field(min_length=2, max_length=4)]
    """The sides."""


class Callout(BlockBase):
    """A remark set off from the text."""

    kind: Literal["callout"]
    tone: Literal["tip", "warning", "key", "correction", "example", "law"]
    """What the remark is; it decides label and rule."""
    text: Prose
    """The remark itself; in a correction, what is true."""
    label: Inline | None = None
    """What stands beside the tone's own label: the law and its date, the example's name."""
    said: Inline | None = None
    """In a correction: what is commonly said, and wrong."""
    origin: Inline | None = None
    """In a correction: where the evidence stands."""

    @property
    def family(self) -> str | None:
        """Only corrections are numbered."""
        return "correction" if self.tone == "correction" else None


class Quote(BlockBase):
    """Somebody's words."""

    kind: Literal["quote"]
    text: Inline
    """The words, without quotation marks."""
    who: Inline
    """The speaker."""
    where: Inline | None = None
    """The work, with its year."""


class Definition(BlockBase):
    """A term of the glossary, defined where it is first needed."""

    kind: Literal["definition"]
    term: Id
    """The glossary's id of the term."""
    text: Inline | None = None
    """What to say here instead of the glossary's definition."""
