"""Step 5 for decks, fit: sizes chosen from the ladders, what does not fit split or sent to the notes.

Everything is decided on data, by measuring; the writer decides nothing. No text is lost: what leaves a slide stands
in its notes, and what fits neither way is a problem at the place of its block.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handbook.plan.words import Words
from handbook.problems import Problems
from handbook.slides.deck import Choice, Note, Paragraph, Run, Slide, TextBox
from handbook.slides.fit_diagram import DiagramFitter
from handbook.slides.fit_line import LineFitter
from handbook.slides.fit_table import TableFitter, aired
from handbook.slides.fit_text import TextFitter
from handbook.slides.formulas import FormulaFitter
from handbook.slides.layouts import Layout, LayoutSet
from handbook.slides.measure import Measurer
from handbook.theme.load import Theme

_COLUMNS = {"left": "right"}
"""Placeholders whose text goes on in a neighbour before it goes on to a further slide."""
_SHOWN = 24
"""Characters of a text that a problem quotes."""


class Fitter:
    """Fits the slides of a deck: every choice made, every size chosen, everything that was too long split."""

    def __init__(self, layouts: LayoutSet, theme: Theme, measurer: Measurer, words: Words) -> None:
        tokens = theme.tokens.deck
        self._layouts = layouts
        self._diagrams = DiagramFitter(theme, layouts.room, words)
        self._measurer = measurer
        self._words = words
        self._tables = TableFitter(measurer, (), tokens.max_rows, tokens.max_columns)
        self._texts = TextFitter(measurer, tokens.max_items, words.sentence_gap)
        self._lines = LineFitter(measurer, tokens, words.slide_source_gap)
        self._formulas = FormulaFitter(self._texts, tokens.free)

    def choose(self, entry: Slide | Choice, problems: Problems) -> list[Slide]:
        """The slides that show `entry`."""
        if isinstance(entry, Slide):
            return self.fit(entry, problems)
        for slides in entry.tries[:-1]:
            aside = Problems()
            made = [self.fit(slide, aside) for slide in slides]
            if all(len(parts) == 1 for parts in made) and not len(aside):
                return [parts[0] for parts in made]
        return [part for slide in entry.tries[-1] for part in self.fit(slide, problems)]

    def fit(self, slide: Slide, problems: Problems) -> list[Slide]:
        """`slide`, or the slides it becomes."""
        slide = self._diagrams.fit(slide, problems)
        layout = self._layouts[slide.layout]
        slide = self._lines.eyebrow(self._lines.source(slide, layout), layout, self._words.slide_bar_between)
        if slide.agenda is not None:
            agenda = self._lines.agenda(slide.agenda, self._layouts.furniture.agenda)
            slide = replace(slide, agenda=agenda)
        slide = self._formulas.fit(slide, layout, self._words)
        if slide.formula is not None and not slide.formula.size:
            hint = "divide it into two formulas, or name its parts by letters of their own"
            self._too_long(slide, "formula", (Run(slide.formula.tex),), problems, hint)
        usual = slide.notes
        parts = self._with_tables(self._text_parts(slide, layout, problems), layout, problems)
        count = len(parts)
        if count > 1:
            parts = [
                replace(part, id=slide.id if n == 1 else f"{slide.id}-{n}", part=n, parts=count)
                for n, part in enumerate(parts, start=1)
            ]
            # The notes are said once; the later parts keep what was cut from them.
            parts[1:] = [replace(part, notes=part.notes[len(usual) :]) for part in parts[1:]]
        return [self._title(part, layout, problems) for part in parts]

    def _title(self, slide: Slide, layout: Layout, problems: Problems) -> Slide:
        place = layout.places.get("title")
        if place is None or not slide.title:
            return slide
        runs = slide.title
        if slide.parts > 1:
            suffix = self._words("slide_continued", part=slide.part, parts=slide.parts)
            runs = (*runs, Run(suffix, light=True))
        box = TextBox((Paragraph(runs),))
        fitted = self._texts.sized(box, place)
        squeezed = self._texts.squeezed(box, place) if fitted is None else None
        if squeezed is not None and not squeezed[1]:
            fitted = squeezed[0]
            self._small(slide, "title", place.size(fitted.step, 1), runs, problems)
        if fitted is None:
            hint = "shorten it, or give the block a shorter slide_title"
            self._too_long(slide, "title", slide.title, problems, hint)
        step = fitted.step if fitted else len(place.steps) - 1
        breaks = self._measurer.breaks(Paragraph(runs), place, step)
        return replace(slide, title=runs, title_step=step, title_breaks=breaks)

    def _text_parts(self, slide: Slide, layout: Layout, problems: Problems) -> list[Slide]:
        """`slide` with its texts fitted, or the slides over which they flow."""
        filled = slide.filled
        texts: dict[str, TextBox] = {}
        flowing: dict[str, list[TextBox]] = {}
        notes = slide.notes
        for name, box in slide.texts.items():
            if name not in layout.places:
                self._too_long(slide, name, box.paragraphs[0].runs, problems, "use fewer rows")
                continue
            place = layout.place_over(name, filled)
            neighbour = layout.places.get(_COLUMNS.get(name, ""))
            whole = self._texts.whole(box, place)
            if layout.key == "checklist" and neighbour is not None:
                columns = self._texts.columns(box, place, neighbour)
                flowing |= columns or {}
                fitted = columns is not None
            elif whole is not None:
                texts[name] = whole
                fitted = True
            elif place.flows and box.overflow == "split":
                parts = self._texts.flow(box, place)
                flowing[name] = parts or []
                fitted = parts is not None
            else:
                shortened = self._texts.shortened(box, place)
                fitted = shortened is not None
                if shortened is not None:
                    texts[name] = shortened[0]
                    notes = _with(notes, shortened[1])
            squeezed = None if fitted else self._texts.squeezed(box, place)
            if squeezed is not None:
                texts[name] = squeezed[0]
                notes = _with(notes, squeezed[1])
                self._small(slide, name, place.size(squeezed[0].step, 1), box.paragraphs[-1].runs, problems)
            elif not fitted:
                hint = "begin it with a short sentence, or give the block a slide_text"
                self._too_long(slide, name, box.paragraphs[-1].runs, problems, hint)
        texts = _alike(texts)
        made = []
        for index in range(max([1, *map(len, flowing.values())])):
            share = {name: parts[index] for name, parts in flowing.items() if index < len(parts)}
            share = {name: box for name, box in share.items() if box.paragraphs}
            made.append(replace(slide, texts=_in_order({**texts, **share}, slide), notes=notes))
        return made

    def _with_tables(self, slides: list[Slide], layout: Layout, problems: Problems) -> list[Slide]:
        """The slides with their table fitted; a table that stands alone goes on to further slides."""
        first = slides[0]
        if first.table is None:
            return slides
        place = layout.places[first.table.place]
        fitter = replace(self._tables, sizes=tuple(step[0] for step in place.steps))
        if layout.key != "table":
            # Beside other text a table is an extract: its head and as many rows as fit, or nothing.
            extract = fitter.extract(first.table, place.box)
            if extract is None:
                self._too_long(first, "table", first.title, problems, "shorten the heads of its columns")
            return [replace(slide, table=extract) for slide in slides]
        parts = fitter.fit(first.table, place.box)
        if parts is None:
            hint = "shorten its longest cells, or split the table"
            self._too_long(first, "table", first.title, problems, hint)
            return [replace(slide, table=None) for slide in slides]
        return [replace(first, table=aired(part, place.box)) for part in parts]

    def _small(self, slide: Slide, where: str, size: float, runs: Sequence[Run], problems: Problems) -> None:
        """Say that a text is smaller than it should be."""
        text = "".join(run.text for run in runs)
        what = f"the text “{text[:_SHOWN]}…” stands in {size:g} pt in the place “{where}” of this template"
        problems.warn(slide.at, "does-not-fit", what, "shorten it, or give the block a slide_text")

    def _too_long(self, slide: Slide, where: str, runs: Sequence[Run], problems: Problems, hint: str) -> None:
        text = "".join(run.text for run in runs)
        shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
        what = f"the text “{shown}” does not fit in the place “{where}” of its slide"
        problems.error(slide.at, "does-not-fit", what, hint)


def _alike(texts: Mapping[str, TextBox]) -> dict[str, TextBox]:
    """Numbered neighbours at one step: the smallest that any of them needs."""
    stems: dict[str, list[TextBox]] = {}
    for name, box in texts.items():
        stems.setdefault(name.rstrip("0123456789"), []).append(box)
    made = {}
    for name, box in texts.items():
        neighbours = stems[name.rstrip("0123456789")]
        step = max(other.step for other in neighbours)
        tight = any(other.tight for other in neighbours if other.step == step)
        made[name] = replace(box, step=step, tight=tight)
    return made


def _in_order(texts: Mapping[str, TextBox], slide: Slide) -> dict[str, TextBox]:
    order = list(slide.texts)
    return dict(
        sorted(texts.items(), key=lambda entry: order.index(entry[0]) if entry[0] in order else len(order))
    )


def _with(notes: tuple[Note, ...], more: tuple[Note, ...]) -> tuple[Note, ...]:
    """`notes` with those of `more` whose text they do not hold yet."""
    known = "".join(note.text for note in notes).replace(" ", "")
    return (*notes, *(note for note in more if note.text.replace(" ", "") not in known))
