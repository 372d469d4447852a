"""A block in words: what the notes say where a lesson has no time for its slides. Nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape

from handbook.model.blocks.data import Chart, Code, Formula, Table
from handbook.model.blocks.diagrams import Diagram
from handbook.model.blocks.prose import Compare
from handbook.model.blocks.teaching import Checklist, Quiz
from handbook.model.element import Element
from handbook.model.inline import Inline, Prose
from handbook.model.traverse import NOT_PRINTED, texts
from handbook.plan.alt import alt_text
from handbook.plan.book import BookPlan, PlannedBlock
from handbook.problems import Problems
from handbook.slides.deck import Choice, Note, Run, Slide, TableBox, Turn
from handbook.slides.markup import InlineMarkup
from handbook.slides.render import letter
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
        said = self._head(planned)
        if isinstance(planned.block, Quiz):
            said += self._asked(planned.block)
        else:
            heads = {_bare(note.runs) for note in said} | {self._captioned(planned)}
            slides = [slide for entry in turn.entries for slide in _last_try(entry)]
            said += [note for slide in slides for note in slide.notes if _bare(note.runs) not in heads]
        said += self._data(planned)
        known = "\n".join(_bare(note.runs) for note in said)
        return self._as_told((*said, *self._lines(planned.block, known)))

    def _as_told(self, notes: Iterable[Note]) -> tuple[Note, ...]:
        """`notes` in their own order, questions and answers with their labels; sources stay what they are."""
        labels = {"ask": self._words.note_ask, "answer": self._words.note_answer}
        made, before = [], ""
        for note in notes:
            label = labels.get(note.role, "") if note.role != before else ""
            before = note.role
            role = "source" if note.role == "source" else "told"
            made.append(Note(role, (*((Run(label),) if label else ()), *note.runs)))
        return tuple(made)

    def _head(self, planned: PlannedBlock) -> list[Note]:
        block = planned.block
        titles = [title for title in (block.slide_title, block.title) if title is not None]
        pieces = [self._runs(title) for title in titles[:1]]
        if planned.label:
            pieces.insert(0, (Run(f"{planned.label} "),))
        head = tuple(replace(run, bold=True) for piece in pieces for run in piece)
        more = [Note("say", self._runs(title)) for title in titles[1:]]
        return ([Note("say", head)] if head else []) + more

    def _captioned(self, planned: PlannedBlock) -> str:
        """The caption that slides repeat: number and title."""
        title = planned.block.title
        return _bare((Run(planned.label), *(self._runs(title) if title is not None else ())))

    def _asked(self, quiz: Quiz) -> list[Note]:
        """A question with its options, the answer, and why."""
        said = [Note("ask", self._runs(quiz.question))]
        for number, option in enumerate(quiz.options, start=1):
            lead = Run(f"{letter(number)}{self._words.slide_wide_gap}", bold=True)
            said.append(Note("ask", (lead, *self._runs(option))))
        if isinstance(quiz.answer, Prose):
            said += [Note("answer", self._runs(paragraph)) for paragraph in quiz.answer.paragraphs]
        elif isinstance(quiz.answer, bool):
            said.append(Note("answer", (Run(self._words.true if quiz.answer else self._words.false),)))
        else:
            names = self._words.list_comma.join(letter(number) for number in quiz.answer)
            said.append(Note("answer", (Run(names),)))
        return said + [Note("answer", self._runs(paragraph)) for paragraph in quiz.why.paragraphs]

    def _data(self, planned: PlannedBlock) -> list[Note]:
        """Tables by rows with the heads of their columns; charts and diagrams by their names and numbers."""
        match planned.block:
            case Compare() as compare:
                return [self._group(column.title, column.points) for column in compare.columns]
            case Checklist() as checklist:
                return [self._group(group.title, group.items) for group in checklist.groups]
            case Table():
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

    def _group(self, title: Inline | None, items: Iterable[Inline]) -> Note:
        """A head and what stands below it, on one line."""
        shown = [self._runs(item) for item in items]
        open_ended = [
            (*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip(_CLOSING))) for runs in shown if runs
        ]
        told = joined(open_ended, self._words.slide_source_gap)
        if title is None:
            return Note("say", told)
        head = tuple(replace(run, bold=True) for run in self._runs(title))
        return Note("say", (*head, Run(self._words.colon), *told))

    def _symbol(self, tex: str, meaning: Inline) -> Note:
        markup = f"<b><math>{escape(tex)}</math></b>{escape(self._words.colon)}{self._inline(meaning)}"
        return Note("say", read_markup(markup, chinese=self._words.chinese, slide=False))

    def _rows(self, table: TableBox) -> Iterator[Note]:
        heads = table.heads[-1].cells if table.heads else ()
        body = [row for row in table.rows if not row.head]
        for row in body:
            first, *rest = row.cells
            runs = [replace(run, bold=True) for run in first.runs]
            if row is body[0] and heads and heads[0].runs:
                # What the rows are is said once.
                runs = [*(replace(run, bold=True) for run in heads[0].runs), Run(" "), *runs]
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
