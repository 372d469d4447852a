"""What stands on one line: the source under a slide, the names of the agenda."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from handbook.slides.deck import Agenda, Note, Paragraph, Run, Slide, TextBox
from handbook.slides.fit_table import CELL_INSETS
from handbook.slides.layout_file import AgendaSpec, numbers_of
from handbook.slides.layouts import Layout
from handbook.slides.measure import WIDTH_FACTOR, Measurer
from handbook.slides.split import clauses, joined, sentences, slice_runs
from handbook.theme.tokens import DeckTokens

_LINE_SHARE = 0.97
"""Share of the source line that is filled: one line too many would stand on the progress line."""


@dataclass(frozen=True)
class LineFitter:
    """Fits the single lines of a deck."""

    measurer: Measurer
    tokens: DeckTokens
    gap: str
    """What stands between two pieces of a source line."""

    def source(self, slide: Slide, layout: Layout) -> Slide:
        """`slide` with as many pieces of its source as stand on one line; all go to the notes if some do not."""
        place = layout.places.get("source")
        if place is None or not slide.source:
            return slide
        width, size = place.box.w, place.size(0, 1)
        pieces = [unclosed(piece) for piece in slide.source]
        shown: tuple[Run, ...] = ()
        cut = False
        for piece in pieces:
            longer = joined([shown, piece], self.gap) if shown else piece
            cut = not self._one_line(longer, size, width)
            if cut:
                shown = self._as_far_as(shown, piece, size, width)
                break
            shown = longer
        texts = {**slide.texts, "source": TextBox((Paragraph(shown),))} if shown else slide.texts
        more = (Note("source", joined(pieces, self.gap)),) if cut else ()
        return replace(slide, texts=texts, notes=(*slide.notes, *more))

    def _as_far_as(
        self, shown: tuple[Run, ...], piece: tuple[Run, ...], size: float, width: float
    ) -> tuple[Run, ...]:
        """The line with as many sentences of `piece` as it has room for; with clauses where it is empty otherwise."""
        best = shown
        for cut in (sentences(piece), clauses(piece)):
            for count in range(1, len(cut)):
                part = unclosed(joined(cut[:count], ""))
                longer = joined([shown, part], self.gap) if shown else part
                if self._one_line(longer, size, width):
                    best = longer
            if best:
                return best
        return best

    def _one_line(self, runs: Sequence[Run], size: float, width: float, *, bold: bool = False) -> bool:
        return self.measurer.lines(runs, size, width * _LINE_SHARE, bold=bold) == 1

    def eyebrow(self, slide: Slide, layout: Layout, bar: str) -> Slide:
        """`slide` with as many pieces of its eyebrow as stand on its line; they are divided by `bar`."""
        box, place = slide.texts.get("eyebrow"), layout.places.get("eyebrow")
        if box is None or place is None:
            return slide
        runs = box.paragraphs[0].runs
        ends = [match.start() for match in re.finditer(re.escape(bar.strip()), box.text)]
        while ends and not self._one_line(runs, place.size(0, 1), place.box.w, bold=True):
            runs = slice_runs(runs, 0, ends.pop())
        return replace(slide, texts={**slide.texts, "eyebrow": TextBox((Paragraph(runs),))})

    def agenda(self, agenda: Agenda, spec: AgendaSpec) -> Agenda:
        """`agenda` at the largest size that sets each name on one line; their column may take half the bars' room."""
        mark, number, name, bar, minutes = numbers_of(spec.columns)
        inset = CELL_INSETS[0] + CELL_INSETS[2]
        size, wanted = 0.0, name
        for length in (*self.tokens.body_sizes[1:], self.tokens.floor):
            size = length.pt
            widths = [
                self.measurer.width((Run(row.name),), size) / WIDTH_FACTOR + inset for row in agenda.rows
            ]
            wanted = max([name, *widths])
            if wanted <= name + bar / 2:
                break
        wanted = min(wanted, name + bar / 2)
        return replace(agenda, widths=(mark, number, wanted, name + bar - wanted, minutes), size=size)


def unclosed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """`runs` without the mark that ends them: pieces of a line are joined by marks of their own."""
    if not runs:
        return runs
    return (*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip("。；;，, ")))
