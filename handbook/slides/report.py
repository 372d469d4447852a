"""The fit report: how full every box of a deck is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from handbook.slides.deck import Deck, Paragraph, Slide, TextBox
from handbook.slides.layouts import LayoutSet
from handbook.slides.measure import Measurer

_OWN_GEOMETRY = ("chart", "diagram", "picture")
"""What is scaled to its room instead of being measured."""


@dataclass(frozen=True)
class BoxFill:
    """How full a box is."""

    slide: int
    title: str
    place: str
    size: float
    """Type size in points; 0 for what is scaled to its room."""
    needed: float
    """Height that it needs, in points."""
    room: float
    """Height of its box, in points."""
    file: str
    line: int

    @property
    def share(self) -> float:
        """The share of the box that is filled."""
        return self.needed / self.room if self.room else 0.0


def fills(deck: Deck, layouts: LayoutSet, measurer: Measurer) -> tuple[BoxFill, ...]:
    """Every box of `deck` in reading order."""
    return tuple(
        BoxFill(number, slide.title_text, place, size, needed, room, slide.at.file, slide.at.line)
        for number, slide in enumerate(deck.slides, start=1)
        for place, size, needed, room in _boxes(slide, layouts, measurer)
    )


def _boxes(slide: Slide, layouts: LayoutSet, measurer: Measurer) -> Iterator[tuple[str, float, float, float]]:
    layout = layouts[slide.layout]
    title = layout.places.get("title")
    if title is not None and slide.title:
        box = TextBox((Paragraph(slide.title),), step=slide.title_step)
        yield "title", title.size(slide.title_step, 1), measurer.height(box, title) or 0.0, title.box.h
    filled = slide.filled
    for name, box in slide.texts.items():
        place = layout.place_over(name, filled)
        yield name, place.size(box.step, 1), measurer.height(box, place) or 0.0, place.box.h
    if slide.table is not None:
        place = layout.places[slide.table.place]
        yield slide.table.place, slide.table.size, sum(row.height for row in slide.table.rows), place.box.h
    if slide.agenda is not None:
        room = layout.places["table"].box.h
        row = min(layouts.furniture.agenda.rows.pt, room / max(1, len(slide.agenda.rows)))
        yield "agenda", slide.agenda.size, row * len(slide.agenda.rows), room
    if slide.formula is not None:
        yield "formula", slide.formula.size, slide.formula.box.h, slide.formula.box.h
    for name in _OWN_GEOMETRY:
        if getattr(slide, name) is not None:
            room = layout.places[name].box.h if name in layout.places else 0.0
            yield name, 0.0, room, room


def report_data(fills: Sequence[BoxFill]) -> list[dict[str, Any]]:
    """The report as plain data for JSON."""
    return [{**asdict(one), "fill": round(one.share, 3)} for one in fills]


def report_text(name: str, fills: Sequence[BoxFill]) -> str:
    """The report as a table for people: every box, then the fullest."""
    lines = [f"{name}: {len(fills)} boxes"]
    for one in fills:
        size = f"{one.size:>4g} pt" if one.size else "   scaled"
        share = f"{one.share:>5.0%}" if one.size else "     "
        title = " ".join(one.title.split())
        lines.append(f"{one.slide:>4}  {one.place:<10}{size:<9}{share}  {one.line or '':>5}  {title}")
    measured = [one for one in fills if one.size]
    if measured:
        fullest = max(measured, key=lambda one: one.share)
        lines.append(f"fullest: slide {fullest.slide}, {fullest.place}, {fullest.share:.0%} of its box")
    return "\n".join(lines)
