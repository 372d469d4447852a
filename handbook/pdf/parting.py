"""Blocks that go on overleaf: a card or a worksheet is parted well, or not at all.

- A card keeps two of its parts, or a third of itself, on either side.
- Where a worksheet all but fits, the lines to write on (class `gives-way`) become lower, as far as their style allows.
- A worksheet of which little would stand at the foot of a page begins the next.
- Where it is parted all the same, its lines become lower if then the field at that place stands whole on the page.
- A sentence under a block that only leads to what begins overleaf goes there with it.

`handbook.pdf.filling` asks whether a block that it has divided is parted well; the rest is done when it is finished.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from handbook.pdf.boxes import PX_PER_PT, Page, classes
from handbook.pdf.places import (
    about_height,
    after_notes,
    before_notes,
    divided,
    foot_of,
    free_lines,
    lines_of,
    part_on,
    resumed,
    text_of,
)
from handbook.pdf.remedies import Made, Remedy

_PARTS, _SHARE = 2, 1 / 3
"""What a card keeps on either side of a page's end: so many parts, or this share of its height."""
_FORM_SHARE = 0.5
"""The share of a worksheet, without its example, that stands on its first page."""
EMPTIEST = 0.395
"""The share of a page that may stay empty so that a block is not torn."""
_FULL = 0.2
"""The share of a page that may stay empty so that a sentence stands with what it leads to."""
_LOWER = (0.9, 0.8, 0.7, 0.6, 0.5)
"""How low the lines of a worksheet become, as shares of their height."""
_SHORT_PARAGRAPH = 90
"""Characters of a paragraph that only leads to what follows it."""


def badly_parted(root: Any, made: Made) -> bool:
    """Whether a page ends in a card or a worksheet of which too little stands on one side."""
    for box, at in divided(root, made[1]):
        names = classes(box)
        if "worksheet" in names:
            return _little_of_form(box, at, made[0])
        if any("row" in classes(child) for child in box.children):
            return _lonely_part(box, at, made[0])
    return False


def _lonely_part(card: Any, at: Any, page_box: Any) -> bool:
    """Whether a card keeps too little on one side of the place `at` in it."""
    part = part_on(page_box, card)
    if part is None:
        return False
    ((index, deeper),) = at.items()
    rows = [number for number, child in enumerate(card.children) if "row" in classes(child)]
    before = sum(number < index for number in rows)
    after = sum(number >= index for number in rows)
    here = foot_of(part) - part.position_y
    rest = _rest(card, at, part)
    share = here / (here + rest)
    inside = 0 if deeper is None else 1
    return bool((before + inside < _PARTS and share < _SHARE) or (after < _PARTS and 1 - share < _SHARE))


def _rest(box: Any, at: Any, part: Any) -> float:
    """About how much of a block comes after the place `at` in it, in px; `part` is what stands before it."""
    ((index, deeper),) = at.items()
    rest = sum(about_height(child, part.width) for child in box.children[index:] if child.is_in_normal_flow())
    if deeper is not None and part.children:
        last = part.children[-1]
        rest -= foot_of(last) - last.position_y
    return max(0.0, rest)


# Sentences that lead to a block


def leads_in(siblings: Any, index: int) -> bool:
    """Whether a paragraph is a short one before a block: it says what comes next."""
    at = after_notes(siblings, index + 1)
    if at >= len(siblings) or siblings[at].element_tag == "h3" or "prose" in classes(siblings[at]):
        return False
    return len(text_of(siblings[index])) < _SHORT_PARAGRAPH


def _bridge(root: Any, resume_at: Any) -> Any:
    """The sentence under a block that ends a page and leads to the block that begins the next, or the first of the
    notes beside it; None for others."""
    found = resumed(root, resume_at)
    if found is None:
        return None
    siblings, index = found[0].children, before_notes(found[0].children, found[1])
    if not index or "prose" not in classes(siblings[index - 1]) or not leads_in(siblings, index - 1):
        return None
    first = before_notes(siblings, index - 1)
    return siblings[first] if first and _is_block(siblings[first - 1]) else None


def _is_block(box: Any) -> bool:
    return bool({"snap", "long"} & set(classes(box)))


# Worksheets


def settled(root: Any, begun_at: Any, made: Made, page: Page, again: Callable[[], Made], refill: Any) -> Made:
    """A page, made so that what goes on overleaf, or begins there, is well parted from what stands on it.

    `begun_at` is where it begins; `again` makes it anew, and `refill` fills the foot of one that was made anew.
    """
    sentence = _bridge(root, made[1])
    if sentence is not None:
        return _begun_overleaf(sentence, made, page, again, _FULL)
    sheet = next(((box, at) for box, at in divided(root, made[1]) if "worksheet" in classes(box)), None)
    if sheet is None:
        return made
    box, at = sheet
    fitting = _given_way(root, box, at, made, page, again)
    if fitting is not None:
        return fitting
    begins_here = all(box is not other for other, _ in divided(root, begun_at))
    if begins_here and _little_of_form(box, at, made[0]):
        first = _first_of(root, made[1], box)
        if first is not None:
            made = _begun_overleaf(first, made, page, lambda: refill(again()), EMPTIEST)
            at = next((at for one, at in divided(root, made[1]) if one is box), None)
    return made if at is None else _with_whole_field(root, box, at, made, page, again)


def _begun_overleaf(box: Any, made: Made, page: Page, again: Callable[[], Made], emptiest: float) -> Made:
    """The page without a box, which begins the next; as it was where it would be emptier than that."""
    before = box.style["break_before"]
    box.style["break_before"] = "page"
    trial = again()
    if free_lines(trial[0], page) <= emptiest * lines_of(trial[0], page):
        return trial
    box.style["break_before"] = before
    return again()


def _first_of(root: Any, resume_at: Any, sheet: Any) -> Any:
    """What a page begins with that begins with a worksheet: a head or a sentence over it comes along, and notes. None
    where that is the first thing of its section."""
    siblings, index = root.children, 0
    for box, _ in divided(root, resume_at):
        if box is sheet:
            index = next(number for number, one in enumerate(siblings) if one is sheet)
            break
        siblings = box.children
    first = before_notes(siblings, index)
    while first and _goes_along(siblings, first - 1):
        first = before_notes(siblings, first - 1)
    return siblings[first] if first else None


def _goes_along(siblings: Any, index: int) -> bool:
    box = siblings[index]
    leading = "prose" in classes(box) and leads_in(siblings, index)
    return leading or bool(box.style["break_after"].startswith("avoid"))


def _little_of_form(sheet: Any, at: Any, page_box: Any) -> bool:
    """Whether less than half of a worksheet that is parted at a place, or no field of it, stands before that."""
    (index,) = at
    if not any("fields" in classes(child) for child in sheet.children[:index]):
        return True
    if "filled" in classes(sheet.children[index]):
        return False
    part = part_on(page_box, sheet)
    if part is None:
        return False
    here = foot_of(part) - part.position_y
    rest = _rest(sheet, at, part)
    rest -= sum(about_height(one, part.width) for one in sheet.children if "filled" in classes(one))
    return bool(here < _FORM_SHARE * (here + rest))


def _given_way(
    root: Any, sheet: Any, at: Any, made: Made, page: Page, again: Callable[[], Made]
) -> Made | None:
    """The page with so low lines in its worksheet that this ends on it, or goes on with nothing but its whole example;
    None where neither can be."""
    lines = giving_way(sheet)
    part = part_on(made[0], sheet)
    if not lines or part is None:
        return None
    room = free_lines(made[0], page) * page.line * PX_PER_PT
    wanted = _rest(sheet, at, part)
    example = sum(about_height(one, part.width) for one in sheet.children if "filled" in classes(one))
    before = _left_of(sheet, made, root)
    for share in _LOWER:
        saved = room + sum(_height(one) - _lowered(one, share) for one in _rows(sheet))
        if saved < wanted * _EXACT and (saved < (wanted - example) * _EXACT or before <= _EXAMPLE):
            continue
        remedy = lowered(lines, share)
        remedy.do()
        trial = again()
        left = _left_of(sheet, trial, root)
        if left < before and left <= _EXAMPLE:
            return trial
        remedy.undo()
        made = again()
    return None


def _with_whole_field(
    root: Any, sheet: Any, at: Any, made: Made, page: Page, again: Callable[[], Made]
) -> Made:
    """The page with so low lines in its worksheet that the field at the place where this is parted ends on it, with
    what must not begin a page; as it was where that cannot be."""
    ((index, deeper),) = at.items()
    part = part_on(made[0], sheet)
    if "fields" not in classes(sheet.children[index]) or part is None:
        return made
    end = index + 1
    while end < len(sheet.children) and sheet.children[end].style["break_before"].startswith("avoid"):
        end += 1
    coming = sheet.children[index:end]
    here = [child for child in sheet.children[:index] if part_on(made[0], child)] + coming
    lines = [line for child in here for line in giving_way(child)]
    room = free_lines(made[0], page) * page.line * PX_PER_PT
    begun = part.children[-1]
    wanted = sum(about_height(child, part.width) for child in coming)
    wanted -= foot_of(begun) - begun.position_y if deeper is not None else 0.0
    for share in _LOWER if lines else ():
        saved = sum(_height(line) - _lowered(line, share) for child in here for line in _rows(child))
        if room + saved < wanted * _EXACT:
            continue
        remedy = lowered(lines, share)
        remedy.do()
        trial = again()
        place = next((place for one, place in divided(root, trial[1]) if one is sheet), None)
        if place is None or min(place) >= end:
            return trial
        remedy.undo()
        made = again()
    return made


_EXACT = 0.85
"""The estimate of a height is trusted so far that what is higher than the room by more is not tried."""
_NOTHING, _EXAMPLE, _TORN = 0, 1, 2
"""What is left of a worksheet for the next page: nothing, its whole example, more than that or part of the example."""


def _left_of(sheet: Any, made: Made, root: Any) -> int:
    at = next((at for box, at in divided(root, made[1]) if box is sheet), None)
    if at is None:
        return _NOTHING
    ((index, deeper),) = at.items()
    return _EXAMPLE if deeper is None and "filled" in classes(sheet.children[index]) else _TORN


def _rows(sheet: Any) -> Iterator[Any]:
    """What stands one below the other of what becomes lower: the first cell of every row, and every other line."""
    for box in sheet.descendants():
        if isinstance(box, boxes.TableRowBox):
            yield from [cell for cell in box.children if _gives_way(cell)][:1]
        elif _gives_way(box) and not isinstance(box, boxes.TableCellBox):
            yield box


def giving_way(box: Any) -> list[Any]:
    """The lines to write on below a box that may become lower."""
    return [one for one in box.descendants() if _gives_way(one)]


def _gives_way(box: Any) -> bool:
    """Whether a box is such a line; one whose theme gives it no height is none."""
    return "gives-way" in classes(box) and hasattr(box.style["height"], "value")


def _height(line: Any) -> float:
    return float(line.style["height"].value)


def _lowered(line: Any, share: float) -> float:
    """The height of a line to write on, lower by a share, but never below what its style asks for; in px."""
    least = line.style["min_height"]
    return min(_height(line), max(_height(line) * share, float(getattr(least, "value", 0.0))))


def lowered(lines: list[Any], share: float) -> Remedy:
    """Lines to write on that are lower."""
    before = [line.style["height"] for line in lines]
    lower = [height._replace(value=_lowered(line, share)) for line, height in zip(lines, before, strict=True)]

    def set_to(heights: list[Any]) -> None:
        for line, height in zip(lines, heights, strict=True):
            line.style["height"] = height

    return Remedy(lambda: set_to(lower), lambda: set_to(before))
