"""Text fitted into its placeholder: the largest step at which it fits, parts, columns, whole sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handbook.slides.deck import Note, Paragraph, Run, TextBox
from handbook.slides.layouts import Place
from handbook.slides.measure import Measurer
from handbook.slides.split import items_of, joined, parts_of, sentences

_COLUMNS = 2
"""Columns of a slide of two columns."""


@dataclass(frozen=True)
class TextFitter:
    """Fits the texts of a deck."""

    measurer: Measurer
    most_items: int
    """Items of a list on one slide."""
    gap: str
    """What stands between two sentences."""

    def sized(self, box: TextBox, place: Place) -> TextBox | None:
        """`box` at the largest step at which it fits, or None."""
        for step in range(len(place.steps)):
            for tight in (False, True):
                made = replace(box, step=step, tight=tight)
                if self.measurer.fits(made, place):
                    return made
        return None

    def whole(self, box: TextBox, place: Place) -> TextBox | None:
        """`box` on one slide, or None where it has too much text or too many items for one."""
        few = place.mono or len(items_of(box.paragraphs)) <= self.most_items
        return self.sized(box, place) if few or not place.flows else None

    def flow(self, box: TextBox, place: Place) -> list[TextBox] | None:
        """`box` in parts that fit, at the largest step that needs no more parts than a smaller one would.

        None where a single sentence is too long for a slide.
        """
        best: list[TextBox] | None = None
        for step in range(len(place.steps)):
            for tight in (False, True):
                found = self._flow_at(replace(box, step=step, tight=tight), place)
                if found is not None and (best is None or len(found) < len(best)):
                    best = found
        return best

    def _flow_at(self, box: TextBox, place: Place) -> list[TextBox] | None:
        items = items_of(self._divided(box, place))

        def fits(share: Sequence[tuple[Paragraph, ...]]) -> bool:
            return self.measurer.fits(replace(box, paragraphs=_flat(share)), place)

        parts = parts_of(items, fits, len(items) if place.mono else self.most_items)
        if parts is None:
            return None
        numbered = place.level(1).bullet == "number" or box.paragraphs[0].bullet == "number"
        made, start = [], 1
        for part in parts:
            made.append(replace(box, paragraphs=_numbered(part, start) if numbered else _flat(part)))
            start += len(part)
        return made

    def _divided(self, box: TextBox, place: Place) -> list[Paragraph]:
        """Paragraphs, with those that no slide could hold divided into groups of sentences."""
        made: list[Paragraph] = []
        for paragraph in box.paragraphs:
            if self.measurer.fits(replace(box, paragraphs=(paragraph,)), place):
                made.append(paragraph)
                continue

            def fits(share: Sequence[tuple[Run, ...]], paragraph: Paragraph = paragraph) -> bool:
                piece = replace(paragraph, runs=joined(share, self.gap))
                return self.measurer.fits(replace(box, paragraphs=(piece,)), place)

            parts = parts_of(sentences(paragraph.runs), fits, len(paragraph.text))
            pieces = parts if parts is not None else [[paragraph.runs]]
            made += [replace(paragraph, runs=joined(piece, self.gap)) for piece in pieces]
        return made

    def columns(self, box: TextBox, left: Place, right: Place) -> dict[str, list[TextBox]] | None:
        """`box` through two columns and on to further slides; groups with a head stay whole where they can."""
        groups = _headed(box.paragraphs)
        if len(groups) == 1:
            items = items_of(groups[0])
            middle = -(-len(items) // 2)
            groups = [_flat(half) for half in (items[:middle], items[middle:]) if half]
        columns: list[TextBox] = []
        for group in self._packed(groups, box, left):
            part = replace(box, paragraphs=group)
            fitted = self.whole(part, left)
            parts = [fitted] if fitted is not None else self.flow(part, left)
            if parts is None:
                return None
            columns += parts
        step = max(column.step for column in columns)
        tight = any(column.tight for column in columns if column.step == step)
        columns = [replace(column, step=step, tight=tight) for column in columns]
        if len(columns) % 2:
            columns.append(replace(box, paragraphs=()))
        return {left.name: columns[::2], right.name: columns[1::2]}

    def _packed(
        self, groups: Sequence[tuple[Paragraph, ...]], box: TextBox, column: Place
    ) -> list[tuple[Paragraph, ...]]:
        """Neighbouring groups in one column where they fit and there are more than two columns of them."""
        packed: list[tuple[Paragraph, ...]] = []
        for group in groups:
            together = (*packed[-1], *group) if packed else group
            if len(groups) > _COLUMNS and packed and self._column(together, box, column):
                packed[-1] = together
            else:
                packed.append(group)
        return packed

    def _column(self, paragraphs: tuple[Paragraph, ...], box: TextBox, column: Place) -> bool:
        """Whether paragraphs fit into a column, and are not more than a slide of one column would hold."""
        items = [paragraph for paragraph in paragraphs if not paragraph.keep]
        return (
            len(items) <= self.most_items
            and self.sized(replace(box, paragraphs=paragraphs), column) is not None
        )

    def squeezed(self, box: TextBox, place: Place) -> tuple[TextBox, tuple[Note, ...]] | None:
        """`box` at a spare step, whole or shortened, and what goes to the notes; None where that does not help."""
        for step in range(len(place.steps), len(place.steps) + len(place.spare)):
            made = replace(box, step=step, tight=True)
            if self.measurer.fits(made, place):
                return made, ()
        everything = replace(place, steps=(*place.steps, *place.spare), spare=())
        return self.shortened(box, everything) if place.spare else None

    def shortened(self, box: TextBox, place: Place) -> tuple[TextBox, tuple[Note, ...]] | None:
        """As many whole sentences as fit, and the full text for the notes; None where not even one fits."""
        smallest = replace(box, step=len(place.steps) - 1, tight=True)
        kept: list[Paragraph] = []
        for paragraph in box.paragraphs:
            if self.measurer.fits(replace(smallest, paragraphs=(*kept, paragraph)), place):
                kept.append(paragraph)
                continue
            lead: list[tuple[Run, ...]] = []
            for sentence in sentences(paragraph.runs):
                tried = replace(paragraph, runs=joined([*lead, sentence], self.gap))
                if not self.measurer.fits(replace(smallest, paragraphs=(*kept, tried)), place):
                    break
                lead.append(sentence)
            if lead:
                kept.append(replace(paragraph, runs=_ended(joined(lead, self.gap))))
            break
        made = self.sized(replace(box, paragraphs=tuple(kept)), place)
        if made is None or all(paragraph.keep for paragraph in kept):
            return None
        return made, tuple(Note("say", paragraph.runs) for paragraph in box.paragraphs if not paragraph.keep)


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


def _ended(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """`runs` with a full stop where a sentence that was cut off went on after a semicolon."""
    last = runs[-1].text
    closed = last[:-1] + ("。" if last[-1] == "；" else ".") if last[-1] in "；;" else last
    return (*runs[:-1], replace(runs[-1], text=closed))
