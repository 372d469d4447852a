"""Laid-out blocks: whole lines of the grid, the outer side of the page, figures that wait for the next page.

Works on the boxes of the layout engine; `handbook.pdf.engine` says when. What a box is follows from the classes of its
element: `snap`, `wide`, `note`, `floats`, `prose`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes

_PX_PER_PT = 4 / 3
_ROOM_FOR_TEXT = 3
"""Lines that must be free before a figure lets text pass."""
_SHORT_PARAGRAPH = 90
"""Characters of a paragraph that only leads to what follows it."""
_ROOM_FOR_A_START = 9
"""Lines that must be free before a card is divided."""


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


def classes(box: Any) -> tuple[str, ...]:
    """The classes of the element that `box` is made from; none for anonymous boxes, which borrow an element."""
    element = box.element
    if element is None or "::" in (box.element_tag or "") or type(box.style).__name__ == "AnonymousStyle":
        return ()
    return tuple((element.get("class") or "").split())


def snap(context: Any, box: Any, page: Page, first: bool) -> None:
    """Give a block that ends here so much room that what follows stands on the grid of the page."""
    grid = page.line * _PX_PER_PT
    top = context.current_footnote_area.page.content_box_y()
    above, shrink = 0.5, page.shrink * _PX_PER_PT
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
    box.padding_top += slack * above
    for child in box.children:
        child.translate(dy=slack * above)
    # Height rather than padding: the engine counts padding below twice when it looks for the foot of the page.
    if slack >= 0:
        box.height += slack * (1 - above)
    else:
        box.padding_bottom += slack * (1 - above)


def move_out(box: Any, page: Page) -> None:
    """Move notes and wide blocks to the left of the measure."""
    for child in box.children:
        names = classes(child)
        if "note" in names:
            child.translate(dx=-page.note_reach * _PX_PER_PT)
        elif "wide" in names:
            child.translate(dx=-page.reach * _PX_PER_PT)
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


# Figures that wait


def fill_page(root: Any, resume_at: Any, page_box: Any, page: Page) -> bool:
    """Fill the foot of a page that a block left empty because it did not fit.

    The paragraph that follows the block passes it; where none follows, a card (class `splits`) is divided. `resume_at`
    is where the engine would begin the next page. Returns whether anything has changed, so that the page is worth
    laying out again.
    """
    found = _resumed(root, resume_at)
    if found is None:
        return False
    foot = page_box.content_box_y() + page_box.height
    room = (foot - _lowest(page_box.children[0])) / (page.line * _PX_PER_PT)
    return (room >= _ROOM_FOR_TEXT and _let_text_pass(*found)) or (
        room >= _ROOM_FOR_A_START and _divide(*found)
    )


def _let_text_pass(parent: Any, index: int) -> bool:
    """Move a block behind the paragraph that follows it."""
    follower = index + 1
    if "head" in classes(parent.children[index]):
        index, follower = index + 1, index + 2
    if "floats" not in classes(parent.children[index]):
        return False
    while follower < len(parent.children) and "note" in classes(parent.children[follower]):
        follower += 1
    if follower >= len(parent.children) or "prose" not in classes(parent.children[follower]):
        return False
    if _leads_in(parent.children, follower):
        return False
    order = list(parent.children)
    order[index : follower + 1] = [*order[index + 1 : follower + 1], order[index]]
    parent.children = order
    return True


def carry_notes(root: Any, resume_at: Any, begun_at: Any, page_box: Any) -> Any:
    """Where the next page begins, so that notes go there with the block that they stand beside.

    A note is laid out where it is written, before its block; it would stay behind when that block does not fit.
    `begun_at` is where this page began.
    """
    found = _resumed(root, resume_at)
    if found is None or found[1] == 0:
        return resume_at
    parent, index = found
    first = index
    while first and "note" in classes(parent.children[first - 1]):
        first -= 1
    earlier = _at(resume_at, first)
    if first == index or earlier == begun_at:
        return resume_at
    _take_out(page_box, {id(note.element) for note in parent.children[first:index]})
    return earlier


def _at(resume_at: Any, index: int) -> Any:
    """`resume_at` with another place among the same siblings."""
    ((place, deeper),) = resume_at.items()
    return {index: None} if deeper is None else {place: _at(deeper, index)}


def _take_out(box: Any, elements: set[int]) -> None:
    """Remove the notes made from some elements."""
    if not isinstance(box, boxes.ParentBox):
        return
    kept = [one for one in box.children if not ("note" in classes(one) and id(one.element) in elements)]
    if len(kept) < len(box.children):
        box.children = kept
    for child in box.children:
        _take_out(child, elements)


def _leads_in(siblings: Any, index: int) -> bool:
    """Whether a paragraph is a short one before a head, list or block: it says what comes next."""
    following = siblings[index + 1] if index + 1 < len(siblings) else None
    if following is None or "prose" in classes(following):
        return False
    text = "".join(siblings[index].element.itertext())
    return len(text) < _SHORT_PARAGRAPH


def _divide(parent: Any, index: int) -> bool:
    """Allow a card to be divided."""
    box = parent.children[index]
    if "splits" not in classes(box) or box.style["break_inside"] == "auto":
        return False
    box.style["break_inside"] = "auto"
    return True


def _resumed(root: Any, resume_at: Any) -> tuple[Any, int] | None:
    """The parent and the place in it of the box that begins the next page; none where a box is divided."""
    parent = root
    while resume_at:
        if len(resume_at) != 1:
            return None
        ((index, deeper),) = resume_at.items()
        if deeper is None:
            box = parent.children[index]
            if "section" in classes(box):
                return box, 0
            return parent, index
        parent = parent.children[index]
        if not isinstance(parent, boxes.BlockBox):
            return None
        resume_at = deeper
    return None


def _lowest(box: Any) -> float:
    """The foot of the lowest line or picture of the flow below `box`."""
    return max(_feet(box), default=0.0)


def _feet(box: Any) -> Iterator[float]:
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.ParentBox) and not isinstance(child, boxes.LineBox):
            yield from _feet(child)
        else:
            yield child.position_y + child.margin_height()
