"""Blocks to learn and teach with."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from handbook.model.blocks.base import BlockBase
from handbook.model.element import Date, Element, Minutes
from handbook.model.inline import Inline, Prose


class Qa(BlockBase):
    """A question that readers ask, with its answer."""

    FAMILY: ClassVar[str | None] = "qa"

    kind: Literal["qa"]
    question: Inline
    """The question, as a reader would ask it."""
    answer: Inline
    """The answer; its first clause answers alone."""
    reasoning: Prose | None = None
    """Why."""
    example: Prose | None = None
    """A case in point."""


class KeyFact(Element):
    """One value of a case's fact strip."""

    label: Inline
    """What the value is, up to twelve characters."""
    value: Inline
    """The value, up to seven characters."""


class Case(BlockBase):
    """What happened to an organisation, and what it teaches."""

    kind: Literal["case"]
    organisation: Inline
    """Whose case it is."""
    status: Literal["real", "hypothetical"]
    """A hypothetical case is labelled as one everywhere."""
    checked: Date | None = None
    """When the facts of a real case were checked."""
    key_facts: Annotated[tuple[KeyFact, ...], Field(max_length=4)] = ()
    """Up to four values that carry the case."""
    situation: Prose
    """Where things stood."""
    actions: Prose
    """What was decided or done."""
    outcome: Prose
    """What came of it."""
    lessons: Prose
    """What carries over; the first paragraph alone goes to the slide."""

    @property
    def family(self) -> str:
        """Hypothetical cases are counted apart, so that none is taken for a real one."""
        return "case" if self.status == "real" else "scenario"


class ChecklistGroup(Element):
    """Items that belong together."""

    title: Inline | None = None
    """What they have in common."""
    items: Annotated[tuple[Inline, ...], Field(min_length=1)]
    """What to tick."""


class Checklist(BlockBase):
    """Items to tick."""

    FAMILY: ClassVar[str | None] = "checklist"

    kind: Literal["checklist"]
    groups: Annotated[tuple[ChecklistGroup, ...], Field(min_length=1)]
    """The items by group."""


class LineField(Element):
    """A line to write on."""

    type: Literal["line"]
    label: Inline
    """What to write."""
    unit: Inline | None = None
    """The unit, printed at the end of the line."""
    example: Inline | None = None
    """How it looks filled in."""


class AreaField(Element):
    """Several lines to write on."""

    type: Literal["area"]
    label: Inline
    """What to write."""
    lines: Annotated[int, Field(ge=1, le=20)] = 4
    """How many lines."""
    example: Prose | None = None
    """How it looks filled in."""


class TableField(Element):
    """A grid to fill in."""

    type: Literal["table"]
    label: Inline
    """What the grid is for."""
    columns: Annotated[tuple[Inline, ...], Field(min_length=1, max_length=8)]
    """The heads of the columns."""
    rows: tuple[Inline, ...] = ()
    """The labels of the first column; empty lines follow them."""
    empty: Annotated[int, Field(ge=0, le=20)] = 0
    """How many rows without a label follow."""
    example: tuple[tuple[Inline | None, ...], ...] = ()
    """Rows filled in, the label first."""


class ChoiceField(Element):
    """Options to tick."""

    type: Literal["choice"]
    label: Inline
    """What to choose."""
    options: Annotated[tuple[Inline, ...], Field(min_length=2)]
    """What to choose from."""
    several: bool = False
    """Whether more than one may be ticked."""
    example: tuple[Annotated[int, Field(ge=1)], ...] = ()
    """The options ticked in the example, counted from 1."""


WorksheetField = Annotated[LineField | AreaField | TableField | ChoiceField, Field(discriminator="type")]


class Worksheet(BlockBase):
    """A form to fill in by hand."""

    FAMILY: ClassVar[str | None] = "worksheet"

    kind: Literal["worksheet"]
    task: Prose
    """What to do."""
    work: Inline | None = None
    """How to work: alone, in pairs, in groups of how many."""
    steps: tuple[Inline, ...] = ()
    """The steps of the activity; up to four go to the slide."""
    report: Inline | None = None
    """How to report."""
    fields: Annotated[tuple[WorksheetField, ...], Field(min_length=1)]
    """What to fill in."""
    closing: Inline | None = None
    """A sentence to complete, with `____` where the reader writes."""


class Quiz(BlockBase):
    """A question to test oneself with; the answer stands at the back of the book."""

    FAMILY: ClassVar[str | None] = "quiz"

    kind: Literal["quiz"] = "quiz"
    type: Literal["choice", "multiple", "true_false", "open"]
    """What is asked for: one option, several, true or false, or an answer in words."""
    question: Inline
    """The question."""
    options: Annotated[tuple[Inline, ...], Field(max_length=6)] = ()
    """What to choose from, for choice and multiple."""
    answer: tuple[int, ...] | bool | Prose
    """The numbers of the right options counted from 1, true or false, or the answer in words."""
    why: Prose
    """Why it is so, and the mistake behind the wrong ones."""
    lines: Annotated[int, Field(ge=0, le=12)] = 3
    """Lines to write on, for open questions."""


class Activity(Element):
    """How the teaching time of a chapter is spent."""

    lecture: Minutes
    """Minutes of lecture."""
    practice: Minutes
    """Minutes of practice."""
    discussion: Minutes
    """Minutes of discussion."""
