"""Planned lines set anew after the layout: the numbers that were filled in need less room than was kept for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from weasyprint.formatting_structure import boxes

from handbook.pdf.planned import Planned
from handbook.typography.kinds import NUMBER, OBJECT
from handbook.typography.paragraph import How


def refit(line_box: Any, freed: Mapping[int, float]) -> None:
    """Set a planned line to its measure again; `freed` says by how much the slots on it, by their ids, are narrower."""
    planned: Planned = line_box.planned
    paragraph, line = planned.flat.paragraph, planned.line
    chars = paragraph.signs.chars
    objects = [at for at in range(line.start, line.last + 1) if chars[at] in (OBJECT, NUMBER)]
    changes: dict[int, float] = {}
    for at, box in zip(objects, _objects(line_box), strict=False):
        if id(box) in freed:
            paragraph.narrow(at, freed[id(box)])
            changes[id(box)] = -freed[id(box)]
    if line.how in (How.OPENED, How.CLOSED, How.TRACKED):
        line = paragraph.fit(line.start, line.stop - 1, line.measure) or line
    amounts = paragraph.adjusted(line)
    for box in _texts(line_box):
        first, after = box.cut
        layout = box.pango_layout
        moved = amounts[first - line.start : after - line.start]
        change = sum(new for new, _ in moved) - sum(old for old, _ in layout.amounts)
        layout.amounts = moved
        layout.width += change
        changes[id(box)] = change
    line_box.planned = Planned(planned.flat, line)
    widen(line_box, changes, 0.0)


def _objects(box: Any) -> Iterator[Any]:
    """What stands on a line and is not text, left to right."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.InlineBox | boxes.LineBox):
            yield from _objects(child)
        elif not isinstance(child, boxes.TextBox):
            yield child


def _texts(box: Any) -> Iterator[Any]:
    """The planned fragments of a line, left to right."""
    for child in box.children:
        if isinstance(child, boxes.InlineBox | boxes.LineBox):
            yield from _texts(child)
        elif isinstance(child, boxes.TextBox) and hasattr(child, "cut"):
            yield child


def widen(box: Any, widths: Mapping[int, float], moved: float) -> float:
    """Move what stands on a line and make it wider; return how far what follows has to move."""
    if isinstance(box, boxes.TextBox):
        box.position_x += moved
        box.width += widths.get(id(box), 0.0)
        return moved + widths.get(id(box), 0.0)
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        start = moved
        box.position_x += moved
        for child in box.children:
            if child.is_in_normal_flow():
                moved = widen(child, widths, moved)
        box.width += moved - start
        return moved
    box.translate(moved, 0)
    change = widths.get(id(box), 0.0)
    if change:
        box.width += change
    return moved + change
