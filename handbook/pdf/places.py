"""Where a page ends: which boxes come next, how much room is left, about how high a box will be.

Works on the boxes of the layout engine. A place among them is what the engine calls it: the number of a child, and of a
child of that, and so on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from handbook.pdf.boxes import PX_PER_PT, Page, classes

_LEADING = 1.55
"""About how far lines are apart, as a multiple of their size."""
_FORCED = frozenset({"page", "left", "right", "recto", "verso", "always"})


def after_notes(siblings: Any, index: int) -> int:
    """The first place from one on at which no note stands."""
    while index < len(siblings) and "note" in classes(siblings[index]):
        index += 1
    return index


def before_notes(siblings: Any, index: int) -> int:
    """The place of the first of the notes that stand right before a box; its own where there are none."""
    while index and "note" in classes(siblings[index - 1]):
        index -= 1
    return index


def to_come(root: Any, resume_at: Any) -> Iterator[Any]:
    """The boxes from a place on, to the next that begins a page by itself."""
    path = []
    box = root
    while resume_at and len(resume_at) == 1:
        ((index, resume_at),) = resume_at.items()
        path.append((box, index + 1))
        box = box.children[index]
        if not isinstance(box, boxes.BlockBox):
            break
    if not path or _begins_page(box):
        return
    yield box
    for parent, following in reversed(path):
        for sibling in parent.children[following:]:
            if _begins_page(sibling):
                return
            yield sibling


def _begins_page(box: Any) -> bool:
    """Whether a box begins a page because its style says so, or that of the first box in it."""
    while isinstance(box, boxes.BlockBox):
        if box.style["break_before"] in _FORCED:
            return True
        if not box.children:
            return False
        box = box.children[0]
    return False


def about_height(box: Any, width: float) -> float:
    """About how high a box will be that is not laid out yet, in px."""
    if isinstance(box, boxes.LineBox):
        size = box.style["font_size"]
        text = -(-len(_words(box)) * size // width) * size * _LEADING if width > 0 else 0.0
        return text + sum(
            about_height(part, width) for part in box.children if isinstance(part, boxes.ReplacedBox)
        )
    if isinstance(box, boxes.ReplacedBox):
        own, height, _ = box.replacement.get_intrinsic_size(1, box.style["font_size"])
        return float(height * min(1.0, width / own)) if own and height else 0.0
    if isinstance(box, boxes.TableRowBox):
        cells = box.children
        return max((about_height(cell, width / len(cells)) for cell in cells), default=0.0) + _padding(box)
    if isinstance(box, boxes.ParentBox):
        return sum(
            about_height(child, width) for child in box.children if child.is_in_normal_flow()
        ) + _padding(box)
    return 0.0


def _padding(box: Any) -> float:
    return sum(getattr(box.style[f"padding_{side}"], "value", 0.0) for side in ("top", "bottom"))


def _words(line: Any) -> str:
    return "".join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox))


def text_of(box: Any) -> str:
    """The text of the element that a box is made from."""
    return "".join(box.element.itertext())


def carry_notes(root: Any, resume_at: Any, begun_at: Any, page_box: Any) -> Any:
    """Where the next page begins, so that notes go there with the block that they stand beside.

    A note is laid out where it is written, before its block; it would stay behind when that block does not fit.
    `begun_at` is where this page began.
    """
    found = resumed(root, resume_at)
    if found is None or found[1] == 0:
        return resume_at
    parent, index = found
    first = before_notes(parent.children, index)
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


def resumed(root: Any, resume_at: Any) -> tuple[Any, int] | None:
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


def lines_of(page_box: Any, page: Page) -> float:
    """How many lines of the grid a page has."""
    return float(page_box.height / (page.line * PX_PER_PT))


def free_lines(page_box: Any, page: Page) -> float:
    """How many lines of the grid are free at the foot of a page."""
    foot = page_box.content_box_y() + page_box.height
    lowest = max(_feet(page_box.children[0]), default=0.0)
    return float((foot - lowest) / (page.line * PX_PER_PT))


def _feet(box: Any) -> Iterator[float]:
    """The feet of lines, pictures and other things without parts in the flow below `box`."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.ParentBox) and not isinstance(child, boxes.LineBox) and child.children:
            yield from _feet(child)
        else:
            yield child.position_y + child.margin_height()
