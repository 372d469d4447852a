"""Step 5 for decks, fit: sizes chosen from the ladders, what does not fit split or sent to the notes.

Everything is decided on data, by measuring; the writer decides nothing. No text is lost: what leaves a slide stands in its
notes, and what fits neither way is a problem at the place of its block.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from handbook.plan.words import Words
from handbook.problems import Problems
from handbook.slides.deck import Choice, Deck, Group, Note, Paragraph, Run, Slide, TextBox
from handbook.slides.fit_table import CELL_INSETS, TableFitter
from handbook.slides.layouts import Layout, LayoutSet, Place, widths_of
from handbook.slides.measure import WIDTH_FACTOR, Measurer
from handbook.slides.split import clauses, items_of, joined, parts_of, sentences
from handbook.theme.tokens import DeckTokens

_LINE_SHARE = 0.97
"""Share of the source line that is filled: one line too many would stand on the progress line."""
_COLUMNS = {"left": "right"}
"""Placeholders whose text goes on in a neighbour before it goes on to a further slide."""


def fit_deck(
    deck: Deck, layouts: LayoutSet, tokens: DeckTokens, measurer: Measurer, words: Words, problems: Problems
) -> Deck:
    """`deck` with every choice made, every size chosen and everything that was too long split."""
    fitter = _Fitter(layouts, tokens, measurer, words)
    groups = []
    for group in deck.groups:
        slides: list[Slide] = []
        for entry in group.slides:
            slides += fitter.choose(entry, problems)
        groups.append(Group(group.name, tuple(slides)))
    return replace(deck, groups=tuple(groups))


class _Fitter:
    def __init__(self, layouts: LayoutSet, tokens: DeckTokens, measurer: Measurer, words: Words) -> None:
        self._layouts = layouts
        self._tokens = tokens
        self._measurer = measurer
        self._words = words
        self._tables = TableFitter(measurer, (), tokens.max_rows)

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
        layout = self._layouts[slide.layout]
        slide = self._agenda(self._source(slide, layout), layout)
        parts = self._table_parts(slide, layout, problems)
        if len(parts) == 1 and parts[0].table is slide.table:
            parts = self._text_parts(slide, layout, problems)
        count = len(parts)
        if count > 1:
            parts = [
                replace(part, id=slide.id if n == 1 else f"{slide.id}-{n}", part=n, parts=count)
                for n, part in enumerate(parts, start=1)
            ]
            # The notes are said once; the later parts keep what was cut from them.
            parts[1:] = [replace(part, notes=part.notes[len(slide.notes) :]) for part in parts[1:]]
        return [self._title(part, layout, problems) for part in parts]

    # Titles and lines

    def _title(self, slide: Slide, layout: Layout, problems: Problems) -> Slide:
        place = layout.places.get("title")
        if place is None or not slide.title:
            return slide
        runs = slide.title
        if slide.parts > 1:
            suffix = self._words("slide_continued", part=slide.part, parts=slide.parts)
            runs = (*runs, Run(suffix, light=True))
        for step in range(len(place.steps)):
            if self._measurer.fits(TextBox((Paragraph(runs),), step=step), place):
                return replace(slide, title=runs, title_step=step)
        self._too_long(
            slide, "title", slide.title, problems, "shorten it, or give the block a shorter slide_title"
        )
        return replace(slide, title=runs, title_step=len(place.steps) - 1)

    def _source(self, slide: Slide, layout: Layout) -> Slide:
        """As many pieces of the source line as stand on one line; all of them in the notes if some do not."""
        place = layout.places.get("source")
        if place is None or not slide.source:
            return slide
        gap = self._words.slide_source_gap
        width, size = place.box.w, place.size(0, 1)
        pieces = [_unclosed(piece) for piece in slide.source]
        shown: tuple[Run, ...] = ()
        for number, piece in enumerate(pieces):
            longer = joined([shown, piece], gap) if shown else piece
            if not self._one_line(longer, size, width):
                shown = self._as_far_as(shown, piece, gap, size, width)
                break
            shown = longer
            if number == len(pieces) - 1:
                return replace(slide, texts={**slide.texts, "source": TextBox((Paragraph(shown),))})
        texts = {**slide.texts, "source": TextBox((Paragraph(shown),))} if shown else slide.texts
        return replace(slide, texts=texts, notes=(*slide.notes, Note("source", joined(pieces, gap))))

    def _as_far_as(
        self, shown: tuple[Run, ...], piece: tuple[Run, ...], gap: str, size: float, width: float
    ) -> tuple[Run, ...]:
        """The line with as many sentences of `piece` as it has room for; clauses where it is empty otherwise."""
        best = shown
        for cut in (sentences(piece), clauses(piece)):
            for count in range(1, len(cut)):
                part = _unclosed(joined(cut[:count], ""))
                longer = joined([shown, part], gap) if shown else part
                if self._one_line(longer, size, width):
                    best = longer
            if best:
                return best
        return best

    def _one_line(self, runs: Sequence[Run], size: float, width: float) -> bool:
        return self._measurer.lines(runs, size, width * _LINE_SHARE) == 1

    def _agenda(self, slide: Slide, layout: Layout) -> Slide:
        """The agenda at the largest size at which every name stands on one line; its column may take from the bars'."""
        if slide.agenda is None:
            return slide
        usual = widths_of(self._layouts.furniture.agenda.columns)
        inset = CELL_INSETS[0] + CELL_INSETS[2]
        sizes = [length.pt for length in (*self._tokens.body_sizes[1:], self._tokens.floor)]
        for size in sizes:
            names = [
                self._measurer.width((Run(row.name),), size) / WIDTH_FACTOR + inset
                for row in slide.agenda.rows
            ]
            wanted = max([usual[2], *names])
            if wanted <= usual[2] + usual[3] / 2 or size == sizes[-1]:
                break
        widths = (*usual[:2], min(wanted, usual[2] + usual[3] / 2), usual[2] + usual[3] - wanted, usual[4])
        return replace(slide, agenda=replace(slide.agenda, widths=widths, size=size))

    # Text

    def _text_parts(self, slide: Slide, layout: Layout, problems: Problems) -> list[Slide]:
        filled = _filled(slide)
        texts: dict[str, TextBox] = {}
        flowing: dict[str, list[TextBox]] = {}
        notes = slide.notes
        for name, box in slide.texts.items():
            if name in texts or name in flowing:
                continue
            if name not in layout.places:
                # More rows than the layout has places for.
                self._too_long(slide, name, box.paragraphs[0].runs, problems, "use fewer")
                continue
            place = layout.place_over(name, filled)
            then = layout.places.get(_COLUMNS.get(name, "")) if box.overflow == "split" else None
            most = None if place.mono else self._tokens.max_items
            fitted = self._sized(box, place)
            if then is not None and then.name not in slide.texts and layout.key == "checklist":
                flowing |= self._columns(box, place, then, slide, problems)
            elif fitted is not None and (not place.flows or self._few(box, most)):
                texts[name] = fitted
            elif place.flows and box.overflow == "split":
                flowing[name] = self._flow(box, place, most, slide, problems)
            else:
                texts[name], cut = self._shortened(box, place, slide, problems)
                notes = _with(notes, cut)
        texts = _alike(texts)
        if not flowing:
            return [replace(slide, texts=_in_order(texts, slide), notes=notes)]
        count = max(len(parts) for parts in flowing.values())
        made = []
        for index in range(count):
            share = {
                name: parts[index]
                for name, parts in flowing.items()
                if index < len(parts) and parts[index].paragraphs
            }
            made.append(replace(slide, texts=_in_order({**texts, **share}, slide), notes=notes))
        return made

    def _few(self, box: TextBox, most: int | None) -> bool:
        return most is None or len(items_of(box.paragraphs)) <= most

    def _sized(self, box: TextBox, place: Place) -> TextBox | None:
        """`box` at the largest step at which it fits, or None."""
        for step in range(len(place.steps)):
            for tight in (False, True):
                made = replace(box, step=step, tight=tight)
                if self._measurer.fits(made, place):
                    return made
        return None

    def _flow(
        self, box: TextBox, place: Place, most: int | None, slide: Slide, problems: Problems
    ) -> list[TextBox]:
        """`box` in parts that fit, at the largest step that needs no more parts than a smaller one would."""
        best: list[TextBox] | None = None
        numbered = place.level(1).bullet == "number" or box.paragraphs[0].bullet == "number"
        for step in range(len(place.steps)):
            for tight in (False, True):
                base = replace(box, step=step, tight=tight)
                items = items_of(self._divided(base, place))

                def fits(share: Sequence[tuple[Paragraph, ...]], base: TextBox = base) -> bool:
                    return self._measurer.fits(replace(base, paragraphs=_flat(share)), place)

                parts = parts_of(items, fits, most or len(items))
                if parts is not None and (best is None or len(parts) < len(best)):
                    best, start = [], 1
                    for part in parts:
                        best.append(
                            replace(base, paragraphs=_numbered(part, start) if numbered else _flat(part))
                        )
                        start += len(part)
        if best is None:
            self._too_long(
                slide, place.name, box.paragraphs[0].runs, problems, "break the paragraph into sentences"
            )
            return [replace(box, step=len(place.steps) - 1, tight=True)]
        return best

    def _divided(self, box: TextBox, place: Place) -> list[Paragraph]:
        """Paragraphs, with those that no slide could hold divided into groups of sentences."""
        made: list[Paragraph] = []
        for paragraph in box.paragraphs:
            if self._measurer.fits(replace(box, paragraphs=(paragraph,)), place):
                made.append(paragraph)
                continue
            parts = parts_of(
                sentences(paragraph.runs),
                lambda share, p=paragraph: self._measurer.fits(  # type: ignore[misc]
                    replace(box, paragraphs=(replace(p, runs=joined(share, self._words.sentence_gap)),)),
                    place,
                ),
                len(paragraph.text),
            )
            pieces = parts if parts is not None else [[paragraph.runs]]
            made += [replace(paragraph, runs=joined(piece, self._words.sentence_gap)) for piece in pieces]
        return made

    def _columns(
        self, box: TextBox, place: Place, then: Place, slide: Slide, problems: Problems
    ) -> dict[str, list[TextBox]]:
        """`box` through two columns and on to further slides; groups with a head stay whole where they can."""
        groups = _headed(box.paragraphs)
        if len(groups) == 1:
            items = items_of(groups[0])
            middle = -(-len(items) // 2) if len(items) > 1 else 1
            groups = [_flat(items[:middle]), _flat(items[middle:])] if items[middle:] else [_flat(items)]
        columns: list[TextBox] = []
        for group in groups:
            fitted = self._sized(replace(box, paragraphs=group), place)
            whole = fitted is not None and len(group) <= self._tokens.max_items + 2
            columns += (
                [fitted]
                if whole and fitted
                else self._flow(
                    replace(box, paragraphs=group), place, self._tokens.max_items, slide, problems
                )
            )
        step = max(column.step for column in columns)
        tight = any(column.tight for column in columns if column.step == step)
        columns = [replace(column, step=step, tight=tight) for column in columns]
        pairs = list(zip_longest(columns[::2], columns[1::2], fillvalue=replace(box, paragraphs=())))
        return {place.name: [left for left, _ in pairs], then.name: [right for _, right in pairs]}

    def _shortened(
        self, box: TextBox, place: Place, slide: Slide, problems: Problems
    ) -> tuple[TextBox, tuple[Note, ...]]:
        """As many whole sentences as fit; the full text goes to the notes."""
        step = len(place.steps) - 1
        kept: list[Paragraph] = []
        for paragraph in box.paragraphs:
            whole = replace(box, paragraphs=(*kept, paragraph), step=step, tight=True)
            if self._measurer.fits(whole, place):
                kept.append(paragraph)
                continue
            lead: list[tuple[Run, ...]] = []
            for sentence in sentences(paragraph.runs):
                tried = replace(paragraph, runs=joined([*lead, sentence], self._words.sentence_gap))
                if not self._measurer.fits(replace(whole, paragraphs=(*kept, tried)), place):
                    break
                lead.append(sentence)
            if lead:
                # A sentence that goes on after a semicolon ends here.
                lead[-1] = _ended(lead[-1])
                kept.append(replace(paragraph, runs=joined(lead, self._words.sentence_gap)))
            break
        if not [paragraph for paragraph in kept if not paragraph.keep]:
            hint = "begin it with a short sentence, or give the block a slide_text"
            self._too_long(slide, place.name, box.paragraphs[-1].runs, problems, hint)
            return replace(box, step=step, tight=True), ()
        made = self._sized(replace(box, paragraphs=tuple(kept)), place)
        assert made is not None
        return made, tuple(Note("say", paragraph.runs) for paragraph in box.paragraphs if not paragraph.keep)

    # Tables

    def _table_parts(self, slide: Slide, layout: Layout, problems: Problems) -> list[Slide]:
        if slide.table is None:
            return [slide]
        place = layout.places[slide.table.place]
        fitter = replace(self._tables, sizes=tuple(step[0] for step in place.steps))
        if place.name == "table" and layout.key != "table":
            # Beside other text a table is an extract: it has one part, shown as far as it fits.
            fitter = replace(fitter, most_rows=len(slide.table.rows))
        parts = fitter.fit(slide.table, place.box)
        if parts is None:
            if layout.key == "table":
                hint = "shorten its longest cells, or split the table in two"
                self._too_long(slide, "table", slide.title, problems, hint)
            return [replace(slide, table=None)]
        if layout.key != "table":
            parts = parts[:1]
        first = self._text_parts(slide, layout, problems)[0]
        return (
            [replace(first, table=part) for part in parts]
            if layout.key == "table"
            else [replace(text, table=parts[0]) for text in self._text_parts(slide, layout, problems)]
        )

    def _too_long(self, slide: Slide, where: str, runs: Sequence[Run], problems: Problems, hint: str) -> None:
        text = "".join(run.text for run in runs)
        shown = text if len(text) <= 24 else text[:24] + "…"
        problems.error(
            slide.at,
            "does-not-fit",
            f"the text “{shown}” does not fit in the place “{where}” of its slide",
            hint,
        )


def _ended(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    last = runs[-1].text
    closed = last[:-1] + ("。" if last[-1] == "；" else ".") if last[-1] in "；;" else last
    return (*runs[:-1], replace(runs[-1], text=closed))


def _alike(texts: Mapping[str, TextBox]) -> dict[str, TextBox]:
    """Numbered neighbours at one step: the smallest that any of them needs."""
    stems: dict[str, list[TextBox]] = {}
    for name, box in texts.items():
        stems.setdefault(name.rstrip("0123456789"), []).append(box)
    made = {}
    for name, box in texts.items():
        step = max(other.step for other in stems[name.rstrip("0123456789")])
        tight = any(other.tight for other in stems[name.rstrip("0123456789")] if other.step == step)
        made[name] = replace(box, step=step, tight=tight)
    return made


def _unclosed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """`runs` without the mark that ends them: pieces of a line are joined by marks of their own."""
    if not runs:
        return runs
    return (*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip("。；;，, ")))


def _filled(slide: Slide) -> frozenset[str]:
    names = set(slide.texts)
    names |= {"table"} if slide.table else set()
    names |= {"chart"} if slide.chart else set()
    return frozenset(names)


def _flat(items: Sequence[Sequence[Paragraph]]) -> tuple[Paragraph, ...]:
    return tuple(paragraph for item in items for paragraph in item)


def _numbered(items: Sequence[Sequence[Paragraph]], start: int) -> tuple[Paragraph, ...]:
    """Items of a numbered list that goes on at `start`."""
    return tuple(
        replace(paragraph, number=start + index) if start > 1 and paragraph.level == 1 else paragraph
        for index, item in enumerate(items)
        for paragraph in item
    )


def _headed(paragraphs: Sequence[Paragraph]) -> list[tuple[Paragraph, ...]]:
    """Paragraphs by groups, each with its head."""
    groups: list[list[Paragraph]] = []
    for paragraph in paragraphs:
        if paragraph.keep or not groups:
            groups.append([])
        groups[-1].append(paragraph)
    return [tuple(group) for group in groups]


def _in_order(texts: Mapping[str, TextBox], slide: Slide) -> dict[str, TextBox]:
    order = list(slide.texts)
    return dict(
        sorted(texts.items(), key=lambda entry: order.index(entry[0]) if entry[0] in order else len(order))
    )


def _with(notes: tuple[Note, ...], more: tuple[Note, ...]) -> tuple[Note, ...]:
    """`notes` with those of `more` whose text they do not hold yet."""
    known = "".join(note.text for note in notes).replace(" ", "")
    return (*notes, *(note for note in more if note.text.replace(" ", "") not in known))
