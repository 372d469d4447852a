"""Tables: what stands in each cell, how columns align, how wide they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from handbook.model.blocks.data import Cell, Table, TableColumn
from handbook.model.inline import Inline
from handbook.model.numbers import unformatted
from handbook.pdf.table_widths import CellMeasure, column_widths, shares_by_need
from handbook.problems import Problems
from handbook.source.attachments import read_rows

_MANY_COLUMNS = 5
_MANY_ROWS = 12
_NOTHING = "—"
_NUMERIC = frozenset("0123456789.,%+-−–—~约≈×⁰¹²³⁴⁵⁶⁷⁸⁹ ")


@dataclass(frozen=True)
class CellView:
    """A cell as it is printed."""

    html: Markup
    align: str


@dataclass(frozen=True)
class ColumnView:
    """A column's head as it is printed."""

    html: Markup
    unit: Markup
    align: str
    share: str
    """Its width in percent."""


@dataclass(frozen=True)
class HeadView:
    """A head over several columns, or the gap between two of them."""

    html: Markup
    span: int


@dataclass(frozen=True)
class RowView:
    """A row as it is printed."""

    cells: tuple[CellView, ...]
    total: bool
    marked: bool


@dataclass(frozen=True)
class TableView:
    """A table as it is printed."""

    columns: tuple[ColumnView, ...]
    heads: tuple[HeadView, ...]
    rows: tuple[RowView, ...]
    wide: bool
    """Whether it needs more than the measure; it never breaks over a page then."""
    long: bool
    """Whether it may break over a page."""


def table_rows(table: Table, content: Path, problems: Problems) -> tuple[tuple[Cell, ...], ...]:
    """The rows of a table, from its data file where it names one."""
    if not table.data:
        return table.rows
    return read_rows(content / table.data, f"content/{table.data}", len(table.columns), problems)


def table_view(
    table: Table,
    rows: tuple[tuple[Cell, ...], ...],
    line: Callable[[Inline | None], Markup],
    measure: CellMeasure,
) -> TableView:
    """`table` as it is printed."""
    aligns = [
        _align(head, [row[index] for row in rows], first=index == 0)
        for index, head in enumerate(table.columns)
    ]
    crowded = len(table.columns) > _MANY_COLUMNS
    long = len(rows) > _MANY_ROWS
    wide = measure.geometry.has_column and crowded and not long
    places = [_places([row[index] for row in rows], head) for index, head in enumerate(table.columns)]
    fillers = [
        [_filler(*cell) for cell in zip(row, table.columns, aligns, places, strict=True)] for row in rows
    ]
    shares = _shares(table, rows, fillers, measure, wide)
    columns = tuple(
        ColumnView(
            line(head.title),
            line(head.unit),
            align.replace("decimal", "right"),
            share,
        )
        for head, align, share in zip(table.columns, aligns, shares, strict=True)
    )
    printed = tuple(
        RowView(
            tuple(
                _cell(value, head, align, filler, line)
                for value, head, align, filler in zip(row, table.columns, aligns, filled, strict=True)
            ),
            total=table.total and number == len(rows),
            marked=number in table.highlight,
        )
        for number, (row, filled) in enumerate(zip(rows, fillers, strict=True), start=1)
    )
    return TableView(columns, _heads(table, line), printed, wide=wide, long=long)


def _shares(
    table: Table,
    rows: tuple[tuple[Cell, ...], ...],
    fillers: Sequence[Sequence[str]],
    measure: CellMeasure,
    wide: bool,
) -> tuple[str, ...]:
    """The widths of the columns in percent: near what the author wants for all of them, or what the cells need."""
    needs = [
        [measure.of(head.title, head=True) for head in table.columns],
        [measure.of(head.unit, head=True) for head in table.columns],
    ]
    needs += [
        [
            measure.of(cell if isinstance(cell, Inline) and not filler else _plain(cell, head) + filler)
            for cell, head, filler in zip(row, table.columns, filled, strict=True)
        ]
        for row, filled in zip(rows, fillers, strict=True)
    ]
    width = measure.width(wide)
    wanted = [head.width for head in table.columns if head.width]
    shares = wanted if len(wanted) == len(table.columns) else shares_by_need(needs, width)
    return tuple(f"{100 * share / width:.2f}%" for share in column_widths(shares, needs, width))


def _heads(table: Table, line: Callable[[Inline | None], Markup]) -> tuple[HeadView, ...]:
    """The row of spanning heads with the gaps between them; empty where there are none."""
    if not table.heads:
        return ()
    made: list[HeadView] = []
    at = 1
    for head in sorted(table.heads, key=lambda head: head.first):
        if head.first > at:
            made.append(HeadView(Markup(), head.first - at))
        made.append(HeadView(line(head.title), head.span))
        at = head.first + head.span
    if at <= len(table.columns):
        made.append(HeadView(Markup(), len(table.columns) - at + 1))
    return tuple(made)


def _align(column: TableColumn, cells: list[Cell], first: bool) -> str:
    """The column's own alignment; else the first column left, and after it numbers right and words left."""
    if column.align or first:
        return column.align or "left"
    filled = [cell for cell in cells if cell is not None]
    numeric = filled and all(_is_number(cell) for cell in filled)
    return "decimal" if numeric else "left"


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, Inline):
        text = cell.plain
        return any(char.isdigit() for char in text) and set(text) <= _NUMERIC
    return cell is not None


def _places(cells: list[Cell], column: TableColumn) -> int:
    """The most decimal places of a column: shorter numbers are filled up so that the points stand in line."""
    shown = [_plain(cell, column) for cell in cells if cell is not None and _is_number(cell)]
    return max((len(text.rpartition(".")[2].rstrip("%")) for text in shown if "." in text), default=0)


def _plain(cell: Cell, column: TableColumn) -> str:
    """The characters of a cell."""
    return cell.plain if isinstance(cell, Inline) else formatted(cell, column.format)


def formatted(value: float | int | None, format_: str | None) -> str:
    """A number as the book prints it: with a true minus sign."""
    if value is None:
        return _NOTHING
    text = format(value, format_ or unformatted(value))
    return text.replace("-", "−")


def _filler(value: Cell, column: TableColumn, align: str, places: int) -> str:
    """What a number lacks of the decimals of its column."""
    if align != "decimal" or not places or not _is_number(value):
        return ""
    text = _plain(value, column)
    missing = places - (len(text.rpartition(".")[2].rstrip("%")) if "." in text else 0)
    return ("" if "." in text else ".") + "0" * missing if missing > 0 else ""


def _cell(
    value: Cell, column: TableColumn, align: str, filler: str, line: Callable[[Inline | None], Markup]
) -> CellView:
    if value is None:
        return CellView(Markup(_NOTHING), align.replace("decimal", "right"))
    html = line(value) if isinstance(value, Inline) else Markup("{}").format(formatted(value, column.format))
    if filler:
        html += Markup('<span class="filler">{}</span>').format(filler)
    return CellView(html, align.replace("decimal", "right"))
