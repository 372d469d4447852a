"""Laid-out blocks: whole lines of the grid, the outer side of the page, notes in the margin.

Works on the boxes of the layout engine; `handbook.pdf.engine` says when. What a box is follows from the classes of its
element: `snap`, `wide`, `note`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes

from handbook.pdf.geometry import Geometry

PX_PER_PT = 4 / 3
"""The engine counts in pixels of CSS."""
_SHRINK = 5.0
"""How much of its padding a block may lose, in points at the usual size."""


@dataclass(frozen=True)
class Page:
    """What the hooks need to know of a page, in points."""

    line: float
    """One line of the grid."""
    shrink: float
    """How much of its own padding a block may lose rather than take another line."""
    reach: float
    """How far wide blocks go beyond the measure."""
    note_reach: float
    """From the left edge of a note at the right of the measure to where it stands at the left of it."""
    chinese: bool
    """Whether lines are spread between hanzi."""
    planned: bool = False
    """Whether paragraphs are planned whole."""

    @classmethod
    def of(cls, geometry: Geometry, chinese: bool, planned: bool) -> Page:
        """The pages of a book."""
        return cls(
            line=geometry.line.pt,
            shrink=geometry.lead(_SHRINK).pt,
            reach=geometry.reach.pt,
            note_reach=(geometry.measure + geometry.gutter * 2 + geometry.column).pt,
            chinese=chinese,
            planned=planned,
        )


def classes(box: Any) -> tuple[str, ...]:
    """The classes of the element that `box` is made from; none for anonymous boxes, which borrow an element."""
    element = box.element
    if element is None or "::" in (box.element_tag or "") or type(box.style).__name__ == "AnonymousStyle":
        return ()
    return tuple((element.get("class") or "").split())


def snap(context: Any, box: Any, page: Page, first: bool, foot: float = math.inf) -> None:
    """Give a block that ends here so much room that what follows stands on the grid of the page.

    `foot` is where the page ends for it: what would be free below it there is not needed, and if it still goes beyond,
    it loses padding above, as far as `page.shrink`.
    """
    grid = page.line * PX_PER_PT
    top = context.current_footnote_area.page.content_box_y()
    above, shrink = 0.5, page.shrink * PX_PER_PT
    if not first:
        above = shrink = 0.0
    elif abs(box.border_box_y() - top) < 0.01:
        # A block that opens a page begins at its very top, and keeps all slack below.
        lead = box.padding_top
        box.padding_top = above = shrink = 0.0
        for child in box.children:
            child.translate(dy=-lead)
    bottom = box.border_box_y() + box.border_height()
    slack = math.ceil((bottom - top - shrink) / grid - 1e-6) * grid - (bottom - top)
    if bottom + slack > foot + 0.01:
        _end_page(box, foot)
        return
    box.padding_top += slack * above
    for child in box.children:
        child.translate(dy=slack * above)
    # Height rather than padding: the engine counts padding below twice when it looks for the foot of the page.
    if slack >= 0:
        box.height += slack * (1 - above)
    else:
        box.padding_bottom += slack * (1 - above)


def _end_page(box: Any, foot: float) -> None:
    """Let a block end with its page: no padding below, and less above where it would go beyond."""
    over = box.content_box_y() + box.height - foot
    if over > 0:
        lift = min(over, box.padding_top)
        box.padding_top -= lift
        for child in box.children:
            child.translate(dy=-lift)
    box.padding_bottom = 0.0


def move_out(box: Any, page: Page) -> None:
    """Move notes and wide blocks to the left of the measure."""
    for child in box.children:
        names = classes(child)
        if "note" in names:
            child.translate(dx=-page.note_reach * PX_PER_PT)
        elif "wide" in names:
            child.translate(dx=-page.reach * PX_PER_PT)
        elif isinstance(child, boxes.ParentBox):
            move_out(child, page)


def lift_note(context: Any, box: Any, earlier: list[Any]) -> None:
    """Move a note that runs over the foot of its page up, as far as the notes above it leave room.

    `earlier` are the floats of the page that were there before it.
    """
    over = box.position_y + box.margin_height() - context.page_bottom
    if over <= 0:
        return
    top = context.current_footnote_area.page.content_box_y()
    above = max((shape.position_y + shape.margin_height() for shape in earlier), default=top)
    if box.position_y - over >= max(top, above):
        box.translate(dy=-over)
