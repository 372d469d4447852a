"""What templates print that is not a field of the model: everything counted, chosen or computed for a block."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from markupsafe import Markup

from handbook.model.blocks.data import Code, Figure, Formula, Table
from handbook.model.blocks.diagrams import Diagram, Funnel, Timeline
from handbook.model.blocks.prose import Compare, Definition
from handbook.model.blocks.teaching import Checklist, ChecklistGroup, Quiz, Worksheet
from handbook.model.book import GlossaryTerm
from handbook.model.inline import Inline
from handbook.pdf.cache import Cache
from handbook.pdf.geometry import Geometry
from handbook.pdf.inline import InlineHtml
from handbook.pdf.later import DrawingJob
from handbook.pdf.listing import Line, printed
from handbook.pdf.math import FormulaView, formula_view
from handbook.pdf.table_widths import CellMeasure
from handbook.pdf.tables import TableView, table_rows, table_view
from handbook.pdf.units import drawing_mark
from handbook.pdf.worksheets import Form, form_of
from handbook.plan.book import BookPlan, PlannedBlock
from handbook.problems import Problems
from handbook.theme.length import Length
from handbook.theme.load import Theme

_LETTERS = "ABCDEFGH"
_SHORT_OPTION = 17
_NARROW_COLUMN = 12
_GROUPS_IN_ROW = 2
_SIDES_IN_MEASURE = 3
"""More things to compare go into the margin column too, where there is one: their words would be torn."""
_BESIDE_RULE = 12
"""Points from a column of a comparison to the rule beside it, for a body of 10.5 pt; the style sheet says it too."""


@dataclass(frozen=True)
class Surroundings:
    """What views are made from beside the block."""

    plan: BookPlan
    theme: Theme
    geometry: Geometry
    inline: InlineHtml
    problems: Problems
    postponed: dict[str, DrawingJob] | None = None
    """Where drawings are noted that are drawn later, by their names; None where they are drawn at once."""
    cache: Cache | None = None
    """Where listings are kept."""


@dataclass(frozen=True)
class Drawing:
    """A figure drawn as SVG."""

    svg: Markup
    wide: bool
    reading: str = ""
    """How its figures are to be read, where they say it nowhere else."""


@dataclass(frozen=True)
class Picture:
    """A picture from a file."""

    url: str
    alt: str


@dataclass(frozen=True)
class Listing:
    """A listing with what it prints."""

    language: str
    """What its language is called; empty for plain text."""
    lines: tuple[Line, ...]
    output: str
    long: bool
    """Whether it may break over a page."""
    whole_code: bool
    whole_output: bool
    """Whether this part of it is too short to be divided."""


@dataclass(frozen=True)
class Option:
    """An option of a question."""

    letter: str
    html: Markup
    right: bool


@dataclass(frozen=True)
class Question:
    """A question of a quiz."""

    options: tuple[Option, ...]
    across: bool
    """Whether two options fit on a line."""
    lines: range
    """Lines to write on."""
    right: str
    """The letters of the right options."""
    truth: bool | None
    """For true or false: which."""
    model_answer: tuple[Markup, ...]
    """For open questions: the answer in words."""


@dataclass(frozen=True)
class CheckRow:
    """Groups of a checklist side by side."""

    groups: tuple[ChecklistGroup, ...]
    span: int
    """How many columns each of them takes."""
    whole: bool
    """Whether it never breaks over a page."""


@dataclass(frozen=True)
class Checks:
    """A checklist in rows, so that one who reads it over a page's end goes on where they stopped."""

    rows: tuple[CheckRow, ...]
    columns: range
    share: str
    """The width of a column."""


@dataclass(frozen=True)
class Sides:
    """What is compared, side by side."""

    parts: tuple[Any, ...]
    shares: tuple[str, ...]
    """The widths of the columns, so that all have the same room for words."""
    wide: bool
    """Whether they need more than the measure."""


@dataclass(frozen=True)
class TermView:
    """A term in the margin."""

    term: GlossaryTerm
    text: Inline


def view(planned: PlannedBlock, around: Surroundings) -> Any:
    """What the template of a block needs beside the block; nothing for kinds that need nothing."""
    make = _diagram if isinstance(planned.block, Diagram) else _VIEWS.get(planned.kind)
    return make(planned, around) if make else None


def _table(planned: PlannedBlock, around: Surroundings) -> TableView:
    block = _as(planned, Table)
    rows = table_rows(block, around.plan.handbook.content, around.problems)
    return table_view(block, rows, around.inline.line, CellMeasure(around.theme, around.geometry))


def _code(planned: PlannedBlock, around: Surroundings) -> Listing:
    block = _as(planned, Code)
    made = printed(block.code, block.language, block.marks, around.cache)
    output = (block.output or "").rstrip("\n")
    said = output.count("\n") + 1
    page = around.geometry.paper.lines
    return Listing(
        made.language,
        made.lines,
        output,
        long=len(made.lines) + said > page // 2,
        whole_code=len(made.lines) <= page // 3,
        whole_output=said <= page // 3,
    )


def _figure(planned: PlannedBlock, around: Surroundings) -> Picture:
    block = _as(planned, Figure)
    path: Path = around.plan.handbook.content / block.image
    return Picture(path.resolve().as_uri(), block.alt.plain)


def _formula(planned: PlannedBlock, around: Surroundings) -> FormulaView:
    return formula_view(
        _as(planned, Formula), around.theme.tokens.colours, around.geometry.size, around.plan.words
    )


def _chart(planned: PlannedBlock, around: Surroundings) -> Drawing:
    return _drawing(planned, around, chart=True, wide=False)


def _diagram(planned: PlannedBlock, around: Surroundings) -> Drawing:
    # A timeline is true to scale, so it takes all the width there is.
    block = planned.block
    wide = isinstance(block, Timeline) and around.geometry.has_column
    shares = isinstance(block, Funnel) and len(block.stages) > 1
    drawing = _drawing(planned, around, chart=False, wide=wide)
    return replace(drawing, reading=around.plan.words.funnel_shares) if shares else drawing


def _drawing(planned: PlannedBlock, around: Surroundings, chart: bool, wide: bool) -> Drawing:
    from handbook.plan.alt import alt_text

    width: Length = around.geometry.wide if wide else around.geometry.measure
    job = DrawingJob(chart, planned.block, width.pt, alt_text(planned, around.plan.words))
    if around.postponed is None:
        return Drawing(job.draw(around.theme, around.plan.words, around.problems), wide)
    around.postponed[job.name] = job
    return Drawing(drawing_mark(job.name), wide)


def _quiz(planned: PlannedBlock, around: Surroundings) -> Question:
    block = _as(planned, Quiz)
    right = block.answer if isinstance(block.answer, tuple) else ()
    options = tuple(
        Option(_LETTERS[index], around.inline.line(option), index + 1 in right)
        for index, option in enumerate(block.options)
    )
    longest = max((len(option.plain) for option in block.options), default=0)
    words = not isinstance(block.answer, tuple | bool)
    return Question(
        options,
        across=longest <= _SHORT_OPTION,
        lines=range(block.lines if block.type == "open" else 0),
        right="".join(option.letter for option in options if option.right),
        truth=block.answer if isinstance(block.answer, bool) else None,
        model_answer=tuple(around.inline.paragraphs(block.answer)) if words else (),  # type: ignore[arg-type]
    )


def _worksheet(planned: PlannedBlock, around: Surroundings) -> Form:
    return form_of(_as(planned, Worksheet), around.geometry)


def _compare(planned: PlannedBlock, around: Surroundings) -> Sides:
    block, geometry = _as(planned, Compare), around.geometry
    count = len(block.columns)
    wide = geometry.has_column and count > _SIDES_IN_MEASURE
    width = (geometry.wide if wide else geometry.measure).pt
    inset = geometry.size(_BESIDE_RULE).pt
    words = (width - 2 * (count - 1) * inset) / count
    rooms = [words + inset * (2 - (at == 0) - (at == count - 1)) for at in range(count)]
    return Sides(block.columns, tuple(f"{100 * room / width:.2f}%" for room in rooms), wide)


def _checklist(planned: PlannedBlock, around: Surroundings) -> Checks:
    """Groups two to a row, one where an item would wrap too often; the items of a single group in two halves."""
    block = _as(planned, Checklist)
    groups = block.groups
    long_items = max(len(item.plain) for group in groups for item in group.items)
    if long_items > 2 * _NARROW_COLUMN:
        return Checks(tuple(CheckRow((group,), 1, whole=False) for group in groups), range(1), "100%")
    if len(groups) == 1:
        group = groups[0]
        half = (len(group.items) + 1) // 2
        first = group.model_copy(update={"items": group.items[:half]})
        second = group.model_copy(update={"items": group.items[half:], "title": None})
        groups = (first, second)
    pairs = [groups[at : at + _GROUPS_IN_ROW] for at in range(0, len(groups), _GROUPS_IN_ROW)]
    rows = tuple(CheckRow(pair, _GROUPS_IN_ROW // len(pair), whole=True) for pair in pairs)
    return Checks(rows, range(_GROUPS_IN_ROW), f"{100 // _GROUPS_IN_ROW}%")


def _definition(planned: PlannedBlock, around: Surroundings) -> TermView:
    block = _as(planned, Definition)
    term = around.plan.handbook.terms[block.term]
    return TermView(term, block.text or term.definition)


_Kind = TypeVar("_Kind")


def _as(planned: PlannedBlock, kind: type[_Kind]) -> _Kind:
    """The block as the class that its kind has."""
    assert isinstance(planned.block, kind)
    return planned.block


_VIEWS: Mapping[str, Callable[[PlannedBlock, Surroundings], Any]] = {
    "table": _table,
    "code": _code,
    "figure": _figure,
    "formula": _formula,
    "chart": _chart,
    "quiz": _quiz,
    "worksheet": _worksheet,
    "compare": _compare,
    "checklist": _checklist,
    "definition": _definition,
}
