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
    if isinstance(box, boxes.TableRowBox) or _side_by_side(box):
        cells = box.children
        return max((about_height(cell, width / len(cells)) for cell in cells), default=0.0) + _padding(box)
    if isinstance(box, boxes.ParentBox):
        held = sum(about_height(child, width) for child in box.children if child.is_in_normal_flow())
        return max(held, _own_height(box)) + _padding(box)
    return 0.0


def _side_by_side(box: Any) -> bool:
    return isinstance(box, boxes.FlexBox) and box.style["flex_wrap"] == "nowrap"


def _own_height(box: Any) -> float:
    """The height that the style of a box asks for, in px: that of a line to write on, or of a cell of a form."""
    height = box.style["height"]
    return float(height.value) if height != "auto" and height.unit == "px" else 0.0


def _padding(box: Any) -> float:
    return sum(getattr(box.style[f"padding_{side}"], "value", 0.0) for side in ("top", "bottom"))


def _words(line: Any) -> str:
    return "".join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox))


def text_of(box: Any) -> str:
    """The text of the element that a box is made from."""
    return "".join(box.element.itertext())


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


def divided(root: Any, resume_at: Any) -> Iterator[tuple[Any, Any]]:
    """The blocks that a place parts, the outermost first, each with the place in it."""
    box = root
    while resume_at and len(resume_at) == 1:
        ((index, resume_at),) = resume_at.items()
        if index >= len(box.children):
            return
        box = box.children[index]
        if resume_at is None or not isinstance(box, boxes.ParentBox) or isinstance(box, boxes.LineBox):
            return
        yield box, resume_at


def part_on(page_box: Any, box: Any) -> Any:
    """What stands on a page of a block; None where nothing does."""
    parts = (
        one for one in page_box.descendants() if one.element is box.element and isinstance(one, type(box))
    )
    return next(parts, None)


def foot_of(box: Any) -> float:
    """The foot of the lowest thing in a box, in px from the top of the page; its head where it holds nothing."""
    return float(max(_feet(box), default=box.position_y))


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
