"""Texts that a company's layout has no place for, moved to where it has one, so that none is lost."""

from __future__ import annotations

from dataclasses import replace

from handbook.plan.words import Words
from handbook.slides.deck import Choice, Deck, Group, Note, Paragraph, Run, Slide, TextBox, Turn
from handbook.slides.layouts import Layout, LayoutSet
from handbook.slides.measure import Measurer


def move_texts(deck: Deck, layouts: LayoutSet, measurer: Measurer, words: Words) -> Deck:
    """`deck` with every text in a place that its layout has, and footers on one line; a head goes before a title."""
    if layouts.ornaments:
        return deck
    mover = _Mover(layouts, measurer, words)
    return replace(deck, groups=tuple(map(mover.group, deck.groups)))


_LINE_SHARE = 0.9
"""Share of a footer's line that is filled: viewers may set the bars between its pieces wider."""


class _Mover:
    def __init__(self, layouts: LayoutSet, measurer: Measurer, words: Words) -> None:
        self._layouts = layouts
        self._measurer = measurer
        self._words = words

    def group(self, group: Group) -> Group:
        recap = self._slide(group.recap) if group.recap is not None else None
        return replace(group, slides=tuple(map(self._turn, group.slides)), recap=recap)

    def _turn(self, entry: Slide | Choice | Turn) -> Slide | Choice | Turn:
        if isinstance(entry, Turn):
            return replace(entry, entries=tuple(map(self._entry, entry.entries)))
        return self._entry(entry)

    def _entry(self, entry: Slide | Choice) -> Slide | Choice:
        if isinstance(entry, Slide):
            return self._slide(entry)
        return Choice(tuple(tuple(map(self._slide, slides)) for slides in entry.tries))

    def _slide(self, slide: Slide) -> Slide:
        layout = self._layouts[slide.layout]
        texts, notes, title = dict(slide.texts), list(slide.notes), slide.title
        for name, home in layout.moves.items():
            box = texts.pop(name, None)
            if box is None:
                continue
            if home == "title":
                title = (*box.paragraphs[0].runs, Run(" "), *title)
            elif home == "notes":
                # A page of notes may lead to no slide but its own.
                notes += [
                    Note("say", tuple(replace(run, to=None) for run in _untabbed(paragraph).runs))
                    for paragraph in box.paragraphs
                ]
            else:
                there = texts.get(home, TextBox(()))
                more = tuple(map(_untabbed, box.paragraphs))
                texts[home] = replace(there, paragraphs=(*there.paragraphs, *more))
        if slide.source and "source" not in layout.places:
            notes += [Note("source", piece) for piece in slide.source]
        footer, left_out = self._footer(slide.footer, layout)
        if left_out:
            notes.append(Note("source", (Run(left_out),)))
        return replace(slide, title=title, texts=texts, notes=tuple(notes), footer=footer)

    def _footer(self, footer: str, layout: Layout) -> tuple[str, str]:
        """As many of the last pieces of a footer as stand on its line after the company's own words; what is left."""
        place, bar = layout.places.get("footer"), self._words.slide_bar_between
        if place is None:
            return "", footer
        width = (place.box.w - place.insets[0] - place.insets[2]) * _LINE_SHARE
        pieces = footer.split(bar)
        for first in range(len(pieces) + 1):
            shown = bar.join(part for part in (layout.says, *pieces[first:]) if part)
            lines = self._measurer.lines((Run(shown),), place.size(0, 1), width, place=place)
            if lines == 1 or not pieces[first:]:
                return shown, bar.join(pieces[:first])
        return layout.says, footer


def _untabbed(paragraph: Paragraph) -> Paragraph:
    """A paragraph whose tabs are spaces: the columns of our layout are not there."""
    return replace(
        paragraph, runs=tuple(replace(run, text=" ") if run.text == "\t" else run for run in paragraph.runs)
    )
