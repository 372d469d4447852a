"""Blocks made from data: tables, charts, pictures, formulas, code."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from handbook.model.blocks.base import BlockBase
from handbook.model.element import Element, RelativePath, Tex
from handbook.model.inline import Inline, Prose
from handbook.model.place import LooseFloat


class TableColumn(Element):
    """One column of a table."""

    title: Inline
    """The head."""
    align: Literal["left", "right", "center", "decimal"] | None = None
    """left for words, right or decimal for numbers, center for judgements; by habit what the cells hold decides."""
    width: Annotated[float, Field(gt=0)] | None = None
    """Share of the table's width, in any unit, against the other columns; by habit what the cells need decides."""
    format: str | None = None
    """Number format in Python's format language, such as `,.2f`."""
    unit: Inline | None = None
    """The unit, printed in the head."""


class SpanningHead(Element):
    """A head over several columns."""

    title: Inline
    """What the columns have in common."""
    first: Annotated[int, Field(ge=1)]
    """The first column under it, counted from 1."""
    span: Annotated[int, Field(ge=2)]
    """How many columns."""


def _keep_spelling(value: Any) -> Any:
    if isinstance(value, LooseFloat):
        raise PydanticCustomError(
            "lost_spelling",
            "“{text}” would be printed as {value}",
            {"text": value.text, "value": float(value)},
        )
    return value


Cell = Annotated[int | float | Inline | None, BeforeValidator(_keep_spelling)]
"""What stands in a cell of a table: text, a number, or nothing."""


class Table(BlockBase):
    """A ruled table."""

    FAMILY: ClassVar[str | None] = "table"

    kind: Literal["table"]
    columns: Annotated[tuple[TableColumn, ...], Field(min_length=1, max_length=12)]
    """The columns, left to right."""
    heads: tuple[SpanningHead, ...] = ()
    """Heads over several columns."""
    rows: tuple[tuple[Cell, ...], ...] = ()
    """Cells by row: text, a number, or nothing."""
    data: RelativePath | None = None
    """A CSV or YAML file below the content folder that holds the rows instead."""
    unit: Inline | None = None
    """What stands at the right of the caption: the unit or the assumption of all numbers."""
    notes: tuple[Inline, ...] = ()
    """Notes under the table."""
    total: bool = False
    """Whether the last row is a sum."""
    highlight: tuple[Annotated[int, Field(ge=1)], ...] = ()
    """Rows to mark, counted from 1."""


class Series(Element):
    """One series of a chart."""

    name: Inline
    """Its name."""
    values: Annotated[tuple[float | int | None, ...], Field(min_length=1)]
    """Its values, one a category; nothing where there is none. For a scatter chart, the y values."""
    x: tuple[float | int, ...] = ()
    """For a scatter chart, the x values."""


class ReferenceLine(Element):
    """A threshold drawn across a chart."""

    name: Inline
    """Its name."""
    value: float | int
    """Its place on the value axis."""


class Chart(BlockBase):
    """A chart of one or more series. Its takeaway is its title."""

    FAMILY: ClassVar[str | None] = "figure"

    kind: Literal["chart"]
    type: Literal["bar", "column", "stacked", "line", "area", "pie", "doughnut", "scatter", "radar"]
    """What is drawn."""
    categories: tuple[Inline, ...] = ()
    """The categories, for all but scatter charts."""
    series: Annotated[tuple[Series, ...], Field(min_length=1, max_length=6)]
    """The series; the first is the focus."""
    unit: Inline
    """The unit of the values."""
    format: str = ",.10g"
    """Number format of the labels in Python's format language."""
    x_title: Inline | None = None
    """Title of the category axis."""
    y_title: Inline | None = None
    """Title of the value axis."""
    log: bool = False
    """Whether the value axis is logarithmic."""
    lines: tuple[ReferenceLine, ...] = ()
    """Thresholds."""
    highlight: tuple[Annotated[int, Field(ge=1)], ...] = ()
    """Points of the first series to mark, counted from 1."""
    tone: Literal["focus", "warning"] = "focus"
    """What the marked points mean: what to look at, or a loss."""
    labels: bool = True
    """Whether values stand on the points."""
    source: Inline
    """Where the data come from, or what they assume."""


class Figure(BlockBase):
    """A picture from a file."""

    FAMILY: ClassVar[str | None] = "figure"

    kind: Literal["figure"]
    image: RelativePath
    """The file below `content/images`: PNG, JPEG or SVG."""
    alt: Inline
    """What the picture shows, for those who cannot see it."""
    credit: Inline | None = None
    """Who made it, and under which licence."""


class ExampleRow(Element):
    """One line of a worked example."""

    what: Inline
    """What is worked out."""
    how: Inline
    """From which numbers."""
    result: Inline
    """The result with its unit."""


class Formula(BlockBase):
    """A displayed formula with its legend and a worked example."""

    FAMILY: ClassVar[str | None] = "formula"

    kind: Literal["formula"]
    tex: Tex
    """The formula in TeX."""
    where: dict[str, Inline] = Field(default_factory=dict)
    """What each symbol means; the keys are TeX."""
    example_title: Inline | None = None
    """What the worked example works out."""
    example: tuple[ExampleRow, ...] = ()
    """The worked example; the last row is its result."""


class Code(BlockBase):
    """A listing."""

    FAMILY: ClassVar[str | None] = "code"

    kind: Literal["code"]
    language: str
    """The language, by its Pygments name."""
    code: str
    """The listing."""
    output: str | None = None
    """What it prints."""
    run: bool = False
    """Whether the tests run it and compare the output (Python only)."""
    marks: tuple[Annotated[int, Field(ge=1)], ...] = ()
    """Lines to mark, counted from 1."""
    remarks: Annotated[tuple[Inline, ...], Field(max_length=3)] = ()
    """Up to three remarks that stand beside the listing on the slide and under it in the book."""


class WorkedNumber(Element):
    """A number of a worked example, with what it is made from, so that a test can make it again."""

    name: str
    """A name for messages."""
    value: float | int
    """The number as the text states it."""
    expression: str
    """Arithmetic over numbers: `6 * 7e9 * 2e12`."""
    digits: Annotated[int, Field(ge=1, le=12)] = 3
    """Significant digits that must agree."""


class Calculation(Element):
    """The numbers behind a chapter's worked examples."""

    title: Inline
    """Which example."""
    numbers: Annotated[tuple[WorkedNumber, ...], Field(min_length=1)]
    """Its numbers."""
    note: Prose | None = None
    """Assumptions."""
