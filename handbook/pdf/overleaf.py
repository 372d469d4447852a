"""Where a block goes on overleaf: its ground ends with what stands on the page, the next page says what goes on, and
notes in the margin go with the lines that they belong to.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes

from handbook.pdf.boxes import classes
from handbook.pdf.places import before_notes, divided, part_on, resumed

_GOES_ON = "goes-on"
"""The named string of a page, and the attribute of a block, that say what goes on from the page before."""


def end_grounds(page_box: Any, root: Any, resume_at: Any) -> None:
    """Let blocks that go on overleaf end, with their ground and their frame, with what stands on this page."""
    for box, _ in reversed(list(divided(root, resume_at))):
        part = part_on(page_box, box) if isinstance(box, boxes.BlockBox) else None
        if part is None:
            continue
        if "empty" in classes(part.children[-1] if part.children else part):
            # An empty line of a listing parts its lines; at the foot of a page that does it, and a number says nothing.
            part.children = part.children[:-1]
        held = [child for child in part.children if child.is_in_normal_flow()]
        if held:
            lowest = max(child.position_y + child.margin_height() for child in held)
            part.height, part.padding_bottom = lowest - part.content_box_y(), 0.0


def say_what_goes_on(page_box: Any, root: Any, begun_at: Any) -> None:
    """Set the named string of a page to the name of the block that goes on from the page before, or to nothing."""
    names = (box.element.get(f"data-{_GOES_ON}", "") for box, _ in divided(root, begun_at) if classes(box))
    name = next((name for name in names if name), "")
    whole = page_box.children[0]
    whole.string_set = [*(whole.string_set or ()), (_GOES_ON, name)]


# Notes in the margin


def carry_notes(root: Any, resume_at: Any, begun_at: Any, page_box: Any) -> Any:
    """Where the next page begins, so that notes go there with the block that they stand beside.

    A note is laid out where it is written, before its block; it would stay behind when that block does not fit, or
    when the line with its term does not. `begun_at` is where this page began.
    """
    found = resumed(root, resume_at)
    if found is None:
        return _carry_definition(root, resume_at, page_box)
    if found[1] == 0:
        return resume_at
    parent, index = found
    first = before_notes(parent.children, index)
    earlier = _at(resume_at, first)
    if first == index or earlier == begun_at:
        return resume_at
    _take_out(page_box, {id(note.element) for note in parent.children[first:index]})
    return earlier


def _carry_definition(root: Any, resume_at: Any, page_box: Any) -> Any:
    """Where the next page begins, where a paragraph goes on there: a definition whose term stands there comes after it
    and not before it."""
    parted = [box for box, _ in divided(root, resume_at)]
    depth = next((depth for depth, box in enumerate(parted) if "prose" in classes(box)), 0)
    if not depth:
        return resume_at
    box, parent = parted[depth], parted[depth - 1]
    siblings = parent.children
    index = next(number for number, one in enumerate(siblings) if one is box)
    part = part_on(page_box, box)
    if not index or part is None or "note" not in classes(siblings[index - 1]):
        return resume_at
    note = siblings[index - 1]
    term = next((_said(one) for one in note.descendants() if "note-term" in classes(one)), "")
    following = siblings[index + 1] if index + 1 < len(siblings) else None
    if not term or term not in _said(box) or term in _said(part):
        return resume_at
    if following is not None and {"wide", "note"} & set(classes(following)):
        return resume_at
    parent.children = [*siblings[: index - 1], box, note, *siblings[index + 1 :]]
    _take_out(page_box, {id(note.element)})
    return _renumbered(resume_at, depth, index - 1)


def _said(box: Any) -> str:
    """The text of a box without spaces."""
    text = "".join(one.text for one in box.descendants() if isinstance(one, boxes.TextBox))
    return "".join(text.split())


def _renumbered(resume_at: Any, depth: int, index: int) -> Any:
    """A place with another number, so many steps below its first."""
    ((place, deeper),) = resume_at.items()
    return {place: _renumbered(deeper, depth - 1, index)} if depth else {index: deeper}


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
