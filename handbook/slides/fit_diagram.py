"""Diagrams fitted: drawn where they find room, and a table of their parts where they have too many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from handbook.figures.scale import date_label
from handbook.model.blocks import BlockBase
from handbook.model.blocks.diagrams import (
    Branch,
    Canvas,
    Event,
    FunnelStage,
    Heatmap,
    Layer,
    Matrix,
    Node,
    Risk,
    Tree,
)
from handbook.model.inline import Inline
from handbook.model.traverse import elements
from handbook.plan.words import Words
from handbook.problems import Problems
from handbook.slides.deck import Cell, Row, Slide, TableBox
from handbook.slides.diagrams import drawing_of
from handbook.slides.layout_file import Box
from handbook.slides.runs import plain_runs
from handbook.theme.load import Theme


@dataclass(frozen=True)
class DiagramFitter:
    """Fits the diagrams of a deck."""

    theme: Theme
    room: Box
    words: Words

    def fit(self, slide: Slide, problems: Problems) -> Slide:
        """`slide` with its diagram drawn, or, with a warning, with a table of what the diagram has no room for."""
        if slide.diagram is None:
            return slide
        block = slide.diagram.block
        aside = Problems()
        drawn = drawing_of(block, self.room.w, self.room.h, self.theme, self.words, aside)
        if not aside.errors:
            problems.extend(aside)
            return replace(slide, diagram=replace(slide.diagram, drawn=drawn))
        rows = tuple(self._rows(block))
        if len(rows) < 2:
            problems.extend(aside)
            return slide
        found = aside.errors[0]
        what = f"{found.what}, so the slide shows a table of its parts"
        problems.warn(found.place, "does-not-fit", what, found.hint)
        width = max(len(row.cells) for row in rows)
        rows = tuple(replace(row, cells=row.cells + (Cell(),) * (width - len(row.cells))) for row in rows)
        used = [i for i in range(width) if any(row.cells[i].runs for row in rows)]
        rows = tuple(replace(row, cells=tuple(row.cells[i] for i in used)) for row in rows)
        table = TableBox(rows, (None,) * len(used), slide.diagram.alt, block)
        return replace(slide, layout="table", diagram=None, table=table)

    def _rows(self, block: BlockBase) -> Iterator[Row]:
        """The parts of a diagram as rows, in their order."""
        match block:
            case Tree():
                yield from self._branches(block.root, "")
            case Canvas():
                for cell in block.cells:
                    yield self._row(cell.name.plain, self._joined(cell.items), marked=cell.focus)
            case Matrix() if block.cells:
                yield self._row("", *(column.plain for column in block.columns), head=True)
                for head, cells in zip(block.rows, block.cells, strict=False):
                    yield self._row(head.plain, *(cell.plain if cell else "" for cell in cells))
            case Heatmap():
                words = self.words
                yield self._row(words.risks, words.likelihood, words.impact, "", head=True)
                for risk in block.risks:
                    yield self._node(risk)
            case _:
                for node in elements(block):
                    if isinstance(node, Node):
                        yield self._node(node)

    def _node(self, node: Node) -> Row:
        text = node.text.plain if node.text else ""
        marked = node.focus
        match node:
            case Event():
                when = date_label(node.date, self.words) if node.date else f"{node.position:g}"
                evidence = node.evidence.plain if node.evidence else ""
                return self._row(when, node.name.plain, text, evidence, marked=marked)
            case Risk():
                return self._row(node.name.plain, str(node.likelihood), str(node.impact), text, marked=marked)
            case FunnelStage():
                return self._row(node.name.plain, f"{node.value:g}", text, marked=marked)
            case Layer():
                value = node.value.plain if node.value else ""
                return self._row(node.name.plain, text, value, marked=marked)
            case _:
                return self._row(node.name.plain, text, marked=marked)

    def _branches(self, branch: Branch, above: str) -> Iterator[Row]:
        edge = branch.edge.plain if branch.edge else ""
        text = branch.text.plain if branch.text else ""
        yield self._row(above, edge, branch.name.plain, text, marked=branch.focus)
        for child in branch.children:
            yield from self._branches(child, branch.name.plain)

    def _joined(self, items: Iterable[Inline]) -> str:
        return self.words.slide_source_gap.join(item.plain for item in items)

    def _row(self, *cells: str, head: bool = False, marked: bool = False) -> Row:
        chinese = self.words.chinese
        made = tuple(Cell(plain_runs(cell, chinese=chinese) if cell else ()) for cell in cells)
        return Row(made, head=head, marked=marked)
