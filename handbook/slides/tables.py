"""Blocks that become native tables: rows of cells, with numbers formatted and heads named."""

from __future__ import annotations

import re
from typing import Literal

from handbook.model.blocks.data import Table, TableColumn
from handbook.model.blocks.prose import Compare
from handbook.model.blocks.teaching import TableField, Worksheet
from handbook.model.inline import Inline
from handbook.model.numbers import NumberFormat, unformatted
from handbook.plan.alt import alt_text
from handbook.plan.book import BookPlan, PlannedBlock
from handbook.problems import Problems
from handbook.slides.deck import Cell, Row, Run, TableBox
from handbook.slides.markup import InlineMarkup
from handbook.slides.runs import plain_runs, read_markup
from handbook.source.attachments import read_rows

Align = Literal["l", "ctr", "r"]
_ALIGN: dict[str, Align] = {"left": "l", "center": "ctr", "right": "r", "decimal": "r"}
_NUMBER = re.compile(r"[-−+]?[0-9][0-9 ,.]*(?:%|‰)?|—|–|-")
_EXCERPT_ROWS = 7
_NOTHING = "—"


def table_of(block: PlannedBlock, plan: BookPlan, place: str, problems: Problems) -> TableBox | None:
    """The table of a block; None for a block that has none."""
    maker = _Maker(plan)
    alt = alt_text(block, plan.words)
    match block.block:
        case Table() as table:
            return maker.table(_with_rows(table, plan, problems), alt, place)
        case Compare() as compare:
            return maker.compare(compare, alt, place)
        case Worksheet() as sheet:
            fields = [field for field in sheet.fields if isinstance(field, TableField)]
            return maker.form(fields[0], sheet, alt, place) if fields else None
        case _:
            return None


def _with_rows(table: Table, plan: BookPlan, problems: Problems) -> Table:
    """`table` with the rows of the file that it names."""
    if table.data is None:
        return table
    content = plan.handbook.content
    rows = read_rows(content / table.data, f"content/{table.data}", len(table.columns), problems)
    return table.model_copy(update={"rows": rows})


class _Maker:
    def __init__(self, plan: BookPlan) -> None:
        self._inline = InlineMarkup(plan)
        self._chinese = plan.words.chinese
        self._words = plan.words

    def table(self, table: Table, alt: str, place: str) -> TableBox:
        aligns = [
            self._align(column, [row[i] for row in table.rows]) for i, column in enumerate(table.columns)
        ]
        rows = []
        if table.heads:
            rows.append(self._spanning(table))
        rows.append(
            Row(tuple(self._head(c, a) for c, a in zip(table.columns, aligns, strict=True)), head=True)
        )
        marked = set(table.highlight) | ({len(table.rows)} if table.total else set())
        for number, row in enumerate(table.rows, start=1):
            cells = tuple(
                self._cell(value, column, align)
                for value, column, align in zip(row, table.columns, aligns, strict=True)
            )
            rows.append(Row(cells, marked=number in marked))
        return TableBox(tuple(rows), tuple(column.width for column in table.columns), alt, table, place=place)

    def compare(self, compare: Compare, alt: str, place: str) -> TableBox:
        head = Row(tuple(Cell(self._runs(column.title)) for column in compare.columns), head=True)
        longest = max(len(column.points) for column in compare.columns)
        rows = [
            Row(tuple(Cell(self._runs(c.points[i]) if i < len(c.points) else ()) for c in compare.columns))
            for i in range(longest)
        ]
        return TableBox((head, *rows), (None,) * len(compare.columns), alt, compare, place=place)

    def form(self, field: TableField, sheet: Worksheet, alt: str, place: str) -> TableBox:
        """The whole head of a form with its first rows: the extract that stands under the steps of an activity."""
        columns = field.columns
        head = Row(tuple(Cell(self._runs(column)) for column in columns), head=True)
        labels = [*field.rows, *([None] * field.empty)][:_EXCERPT_ROWS]
        rows = [Row((Cell(self._runs(label)), *(Cell(),) * (len(columns) - 1))) for label in labels]
        return TableBox((head, *rows), (None,) * len(columns), alt, sheet, place=place)

    def _runs(self, text: Inline | str | None) -> tuple[Run, ...]:
        if text is None:
            return ()
        return read_markup(str(self._inline(text)), chinese=self._chinese)

    def _spanning(self, table: Table) -> Row:
        cells = [Cell() for _ in table.columns]
        for head in table.heads:
            first = head.first - 1
            cells[first] = Cell(self._runs(head.title), "ctr", head.span)
            for covered in range(first + 1, min(first + head.span, len(cells))):
                cells[covered] = Cell(covered=True)
        return Row(tuple(cells), head=True)

    def _head(self, column: TableColumn, align: Align) -> Cell:
        runs = self._runs(column.title)
        if column.unit is not None:
            unit = self._runs(column.unit)
            opened = plain_runs(self._words.open_bracket, chinese=False)
            runs = (*runs, *opened, *unit, *plain_runs(self._words.close_bracket, chinese=False))
        return Cell(runs, align)

    def _cell(self, value: Inline | int | float | None, column: TableColumn, align: Align) -> Cell:
        if isinstance(value, int | float):
            form = NumberFormat.parse(column.format or unformatted(value))
            return Cell((Run(form.write(value)),), align)
        return Cell(self._runs(value) or (Run(_NOTHING),), align)

    def _align(self, column: TableColumn, cells: list[Inline | int | float | None]) -> Align:
        if column.align:
            return _ALIGN[column.align]
        filled = [cell for cell in cells if cell is not None]
        numbers = [c for c in filled if isinstance(c, int | float) or _NUMBER.fullmatch(c.plain.strip())]
        return "r" if filled and len(numbers) == len(filled) else "l"
