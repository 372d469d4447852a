"""Native tables: those of blocks, and the agenda."""

from __future__ import annotations

from typing import Any

from handbook.plan.words import Words
from handbook.slides import ooxml
from handbook.slides.deck import Agenda, Cell, Row, Run, TableBox
from handbook.slides.fit_table import CELL_INSETS
from handbook.slides.furniture import FurnitureDrawer
from handbook.slides.layout_file import Box
from handbook.slides.package import TABLE_STYLE
from handbook.slides.runs import plain_runs
from handbook.theme.length import Length
from handbook.theme.tokens import DeckTokens


class TableWriter:
    """Writes tables into table placeholders."""

    def __init__(self, tokens: DeckTokens, texts: ooxml.TextWriter, words: Words) -> None:
        self._tokens = tokens
        self._texts = texts
        self._words = words

    def place(self, placeholder: Any, table: TableBox) -> Any:
        """Put `table` into its placeholder; its frame."""
        heads = len(table.heads)
        heights = tuple(row.height for row in table.rows)
        frame = self._frame(placeholder, heights, table.widths, table.alt, head=heads > 0)
        grid = frame.table
        for number, (row, made_row) in enumerate(zip(table.rows, _cells(frame), strict=True)):
            for index, cell in enumerate(row.cells):
                if cell.span > 1:
                    grid.cell(number, index).merge(grid.cell(number, index + cell.span - 1))
            for cell, made in zip(row.cells, made_row, strict=True):
                self._cell(made, cell, row, table.size, frame.part)
                if row.head and heads > 1 and number < heads - 1 and (cell.span > 1 or cell.covered):
                    ooxml.rule_below(made, 0.75, "tx1", self._tokens)
        return frame

    def _frame(
        self, placeholder: Any, heights: tuple[float, ...], widths: tuple[float, ...], alt: str, *, head: bool
    ) -> Any:
        left, top = placeholder.left, placeholder.top
        frame = placeholder.insert_table(rows=len(heights), cols=len(widths))
        ooxml.style_table(frame, TABLE_STYLE, head=head)
        for column, width in zip(frame.table.columns, widths, strict=True):
            column.width = Length(width).emu
        for row, height in zip(frame.table.rows, heights, strict=True):
            row.height = Length(height).emu
        frame.left, frame.top = left, top
        frame.width, frame.height = Length(sum(widths)).emu, Length(sum(heights)).emu
        ooxml.describe(frame._element, alt)
        return frame

    def _cell(self, made: Any, cell: Cell, row: Row, size: float, part: Any) -> None:
        text = cell.text.strip()
        negative = cell.align == "r" and text.startswith("−") and text != "−"
        runs = tuple(Run(run.text, bold=True, tone="warn") for run in cell.runs) if negative else cell.runs
        bold = True if row.marked else None
        paragraph = self._texts.paragraph(runs, part, size=size, base=size, bold=bold, align=cell.align)
        ooxml.replace_text(made.get_or_add_txBody(), paragraph)
        ooxml.fill_cell(made, CELL_INSETS, "bg2" if row.marked else None, self._tokens)

    def place_agenda(
        self, placeholder: Any, agenda: Agenda, furniture: FurnitureDrawer, room: Box, alt: str
    ) -> Any:
        """Put the agenda into a table placeholder: marks, numbers, linked names, minutes; the bars are drawn apart."""
        rows, size = agenda.rows, agenda.size
        heights = (furniture.agenda_row(agenda, room),) * len(rows)
        frame = self._frame(placeholder, heights, agenda.widths, alt, head=False)
        chinese = self._words.chinese
        for number, (row, made_row) in enumerate(zip(rows, _cells(frame), strict=True)):
            minutes = self._words("slide_minutes_short", n=f"{row.minutes:g}") if row.minutes else ""
            now, done = number + 1 == agenda.now, number + 1 < agenda.now
            name = tuple(Run(run.text, to=row.to) for run in plain_runs(row.name, chinese=chinese))
            mark = self._words.slide_mark_now if now else self._words.slide_mark_right if done else ""
            cells = ((Run(mark),) if mark else (), (Run(row.number),), name, (), (Run(minutes),))
            for index, (runs, made) in enumerate(zip(cells, made_row, strict=True)):
                align = "r" if index == len(cells) - 1 else "l"
                tone = "accent" if now else "quiet" if done else None
                paragraph = self._texts.paragraph(
                    runs, frame.part, size=size, base=size, align=align, tone=tone, bold=now or None
                )
                ooxml.replace_text(made.get_or_add_txBody(), paragraph)
                ooxml.fill_cell(made, CELL_INSETS, "bg2" if now else None, self._tokens)
        return frame


def _cells(frame: Any) -> list[list[Any]]:
    """The cells of a table by rows, as elements."""
    return [list(row.tc_lst) for row in frame._element.graphic.graphicData.tbl.tr_lst]
