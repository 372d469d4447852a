"""A block in words: what the notes say where a lesson has no time for its slides. Nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape

from handbook.model.blocks.data import Chart, Code, Formula, Table
from handbook.model.blocks.diagrams import Diagram
from handbook.model.blocks.prose import Compare
from handbook.model.element import Element
from handbook.model.inline import Inline, Prose
from handbook.model.traverse import NOT_PRINTED, texts
from handbook.plan.alt import alt_text
from handbook.plan.book import BookPlan, PlannedBlock
from handbook.problems import Problems
from handbook.slides.deck import Choice, Note, Run, Slide, TableBox, Turn
from handbook.slides.markup import InlineMarkup
from handbook.slides.runs import plain_runs, read_markup
from handbook.slides.split import joined
from handbook.slides.tables import table_of

_CLOSING = "。；.;"
_ELSEWHERE = NOT_PRINTED | {"note", "title", "slide_title", "closing"}
"""Fields that are not told again: the head has the titles, and the author's own notes stand beside what is told."""


class Teller:
    """Tells the blocks of one book."""

    def __init__(self, plan: BookPlan, blocks: Iterable[PlannedBlock], problems: Problems) -> None:
        self._plan = plan
        self._blocks = {planned.anchor: planned for planned in blocks}
        self._words = plan.words
        self._inline = InlineMarkup(plan)
        self._problems = problems

    def told(self, turn: Turn) -> tuple[Note, ...]:
        """What is said of a block without its slides: its head, their notes, and every text that those do not hold."""
        if not turn.entries:
            return ()
        planned = self._blocks[turn.anchor]
        slides = [slide for entry in turn.entries for slide in _last_try(entry)]
        said = self._head(planned)
        said += [note for slide in slides for note in slide.notes]
        said += self._data(planned)
        known = "\n".join(_bare(note.runs) for note in said)
        return (*said, *self._lines(planned.block, known))

    def _head(self, planned: PlannedBlock) -> list[Note]:
        block = planned.block
        titles = [title for title in (block.slide_title, block.title) if title is not None]
        pieces = [self._runs(title) for title in titles[:1]]
        if planned.label:
            pieces.insert(0, (Run(f"{planned.label} "),))
        head = tuple(replace(run, bold=True) for piece in pieces for run in piece)
        more = [Note("say", self._runs(title)) for title in titles[1:]]
        return ([Note("say", head)] if head else []) + more

    def _data(self, planned: PlannedBlock) -> list[Note]:
        """Tables by rows with the heads of their columns; charts and diagrams by their names and numbers."""
        match planned.block:
            case Table() | Compare():
                table = table_of(planned, self._plan, "table", self._problems)
                return list(self._rows(table)) if table else []
            case Chart() | Diagram():
                return [Note("say", (Run(alt_text(planned, self._words)),))]
            case Code() as code:
                text = "\n".join(part.rstrip("\n") for part in (code.code, code.output or "") if part)
                return [Note("say", (Run(line, mono=True),)) for line in text.split("\n") if line.strip()]
            case Formula() as formula:
                return [self._symbol(tex, meaning) for tex, meaning in formula.where.items()]
            case _:
                return []

    def _symbol(self, tex: str, meaning: Inline) -> Note:
        markup = f"<b><math>{escape(tex)}</math></b>{escape(self._words.colon)}{self._inline(meaning)}"
        return Note("say", read_markup(markup, chinese=self._words.chinese, slide=False))

    def _rows(self, table: TableBox) -> Iterator[Note]:
        heads = table.heads[-1].cells if table.heads else ()
        for row in table.rows:
            if row.head:
                continue
            first, *rest = row.cells
            runs = [replace(run, bold=True) for run in first.runs]
            between = self._words.colon
            for index, cell in enumerate(rest, start=1):
                if not cell.runs:
                    continue
                head = heads[index].runs if index < len(heads) else ()
                runs += [Run(between), *head, *((Run(" "),) if head else ()), *cell.runs]
                between = self._words.slide_source_gap
            if runs:
                yield Note("say", tuple(replace(run, tone=None) for run in runs))
        for row in table.heads[:-1]:
            runs = [run for cell in row.cells for run in (*cell.runs, Run(" "))]
            if runs:
                yield Note("say", tuple(runs))

    def _lines(self, block: Element, known: str) -> Iterator[Note]:
        """The texts of a block that are not in `known`, in the order of its fields, those of one item on one line."""
        for name in type(block).model_fields:
            if name in _ELSEWHERE:
                continue
            role = {"question": "ask", "answer": "answer", "why": "answer", "source": "source"}.get(
                name, "say"
            )
            value = getattr(block, name)
            for line in _lines_of(value):
                pieces = [self._runs(text) for text in line]
                if all(_bare(piece) in known for piece in pieces):
                    continue
                yield Note(role, joined(pieces, self._words.colon))

    def _runs(self, text: Inline) -> tuple[Run, ...]:
        chinese = self._words.chinese
        markup = str(self._inline(text))
        return (
            read_markup(markup, chinese=chinese, slide=False) if markup else plain_runs("", chinese=chinese)
        )


def _lines_of(value: object) -> Iterator[list[Inline]]:
    match value:
        case Inline():
            yield [value]
        case Prose(paragraphs):
            yield from ([paragraph] for paragraph in paragraphs)
        case Element():
            yield list(texts(value, NOT_PRINTED))
        case tuple() | list():
            for item in value:
                yield from _lines_of(item)
        case dict():
            yield from _lines_of(tuple(value.values()))


def _last_try(entry: Slide | Choice) -> tuple[Slide, ...]:
    return (entry,) if isinstance(entry, Slide) else entry.tries[-1]


def _bare(runs: Iterable[Run]) -> str:
    """The characters without spaces and closing marks: sentences are joined by marks of their own."""
    return "".join("".join(run.text for run in runs).split()).rstrip(_CLOSING)
