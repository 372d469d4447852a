"""Full pages: what is done where a block that does not fit leaves the foot of a page empty, or a chapter ends in a scrap.

Works on the boxes of the layout engine while it makes a page; `handbook.pdf.engine` says when. What a box is follows from
the classes of its element:

- `floats`: text, a list, or a block with another count may pass it;
- `splits`: it is divided where the page would stay empty otherwise;
- `gives`: a line to write on, which may be lower where the end of a chapter would else take another page.

Each remedy is tried: the page is made again, and where it is not fuller than before, the remedy is undone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes

from handbook.pdf.boxes import PX_PER_PT, Page, classes

Made = tuple[Any, Any, Any]
"""What the engine makes: a page, where the next begins, and how."""

_MOST_TRIALS = 10
"""How often a page is made anew so that its foot is filled."""
_ROOM_FOR_TEXT = 3.0
"""Lines that must be free before a figure lets text pass."""
_HOLE = 0.16
"""The share of a page that may stay empty before blocks change places or are divided."""
_LARGE_HOLE = 0.2
"""The share of a page that stays empty only where nothing helps."""
_WHOLE, _WHOLE_IN_NEED = 1 / 3, 1 / 4
"""What is lower than this share of a page is not divided; the second holds where a large hole would be left."""
_GAIN = 0.9
"""Lines by which a page must be fuller, or a remedy is undone."""
_PASSED = 2
"""Blocks that a paragraph passes at most."""
_SHORT_PARAGRAPH = 90
"""Characters of a paragraph that only leads to what follows it."""
_SCRAP = 8.0
"""Lines that the last page of a chapter holds at least."""
_FULL_ENOUGH = 0.7
"""The share of a page that must stay filled when its last block goes to the last page of the chapter."""
_LOWER = (0.875, 0.75)
"""How low lines to write on may become, as shares of their height."""
_LEADING = 1.55
"""About how far lines are apart, as a multiple of their size."""
_FORCED = frozenset({"page", "left", "right", "recto", "verso", "always"})
_LISTS = frozenset({"list", "points", "steps"})


@dataclass(frozen=True)
class Remedy:
    """A change of the boxes that are still to come, and the way back."""

    do: Callable[[], None]
    undo: Callable[[], None]


def fill(root: Any, made: Made, page: Page, again: Callable[[], Made]) -> Made:
    """A page, its foot filled where that can be done. `again` makes the page anew."""
    trials = 0
    undone = True
    while undone:
        undone = False
        for remedy in _remedies(root, made, page):
            if trials == _MOST_TRIALS:
                break
            trials += 1
            remedy.do()
            trial = again()
            if _room(trial[0], page) <= _room(made[0], page) - _GAIN:
                made, undone = trial, True
                break
            remedy.undo()
            made = again()
    return _without_scrap(root, made, page, again)


def _remedies(root: Any, made: Made, page: Page) -> Iterator[Remedy]:
    """What may be done about the foot of a page, the least harm first."""
    found = _resumed(root, made[1])
    if found is None:
        return
    parent, index = found
    room = _room(made[0], page)
    if room >= _ROOM_FOR_TEXT:
        yield from _passing(parent, index)
    if room >= _HOLE * _lines(made[0], page):
        lowest = _WHOLE_IN_NEED if room >= _LARGE_HOLE * _lines(made[0], page) else _WHOLE
        yield from _overtaking(parent, index, made[0], lowest)
        yield from _dividing(parent, index, made[0], lowest)


# Text and blocks that pass


def _passing(parent: Any, index: int) -> Iterator[Remedy]:
    """The text that follows a block, or two of them, passes."""
    siblings = parent.children
    start, at = _waiting(siblings, index)
    passed = 0
    while at < len(siblings) and passed < _PASSED and "floats" in classes(siblings[at]):
        passed += 1
        at = _after_notes(siblings, at + 1)
    if not passed or at >= len(siblings):
        return
    end = _end_of_text(siblings, at)
    if end > at:
        yield _moved(parent, start, _before_notes(siblings, at), end)


def _overtaking(parent: Any, index: int, page_box: Any, lowest: float) -> Iterator[Remedy]:
    """A block passes another that is counted by itself: a table a figure, a question a chart.

    One that has no room is divided as well, if it is higher than the share `lowest` of a page.
    """
    siblings = parent.children
    start, first = _waiting(siblings, index)
    if first >= len(siblings) or "floats" not in classes(siblings[first]):
        return
    second = _after_notes(siblings, first + 1)
    if second >= len(siblings) or not {"floats", "long"} & set(classes(siblings[second])):
        return
    if _count_of(siblings[first]) != _count_of(siblings[second]):
        moved = _moved(parent, start, _before_notes(siblings, second), second + 1)
        yield moved
        for divided in _divided(siblings[second], page_box, lowest):
            yield Remedy(
                lambda: (moved.do(), divided.do())[0], lambda: (divided.undo(), moved.undo())[0]
            )


def _waiting(siblings: Any, index: int) -> tuple[int, int]:
    """Where what passes goes, and the block that it passes: the one at `index`, or what a head there stands over."""
    if "head" in classes(siblings[index]):
        first = _after_notes(siblings, index + 1)
        return index + 1, first
    return _before_notes(siblings, index), index


def _moved(parent: Any, to: int, start: int, end: int) -> Remedy:
    """The children of a box from one place to another go before the one at `to`."""
    before = parent.children
    after = [*before[:to], *before[start:end], *before[to:start], *before[end:]]

    def order(children: Any) -> None:
        parent.children = children

    return Remedy(lambda: order(after), lambda: order(before))


def _end_of_text(siblings: Any, at: int) -> int:
    """Behind the text that begins at `at` and may stand by itself: a paragraph, a list, both, a head and what is under it."""
    names = classes(siblings[at])
    if siblings[at].element_tag == "h3":
        below = _after_notes(siblings, at + 1)
        return at if below >= len(siblings) else _end_of_text(siblings, below)
    if _LISTS & set(names):
        return at + 1
    if "prose" not in names:
        return at
    following = siblings[at + 1] if at + 1 < len(siblings) else None
    if following is not None and _LISTS & set(classes(following)):
        return at + 2
    return at if _leads_in(siblings, at) else at + 1


def _leads_in(siblings: Any, index: int) -> bool:
    """Whether a paragraph is a short one before a block: it says what comes next."""
    at = _after_notes(siblings, index + 1)
    if at >= len(siblings) or siblings[at].element_tag == "h3" or "prose" in classes(siblings[at]):
        return False
    return len(_text(siblings[index])) < _SHORT_PARAGRAPH


def _after_notes(siblings: Any, index: int) -> int:
    while index < len(siblings) and "note" in classes(siblings[index]):
        index += 1
    return index


def _before_notes(siblings: Any, index: int) -> int:
    while index and "note" in classes(siblings[index - 1]):
        index -= 1
    return index


def _count_of(box: Any) -> str:
    """By what a block is counted: the word before its number, `图` or `Table`; empty for one without a number."""
    for part in box.descendants():
        if {"caption", "label"} & set(classes(part)):
            found = re.match(r"\s*([^\d\s]+)\s*[\dA-Z]+\b", _text(part))
            return found[1] if found else ""
    return ""


# Blocks that are divided


def _dividing(parent: Any, index: int, page_box: Any, lowest: float) -> Iterator[Remedy]:
    """The block that waits is divided."""
    _, at = _waiting(parent.children, index)
    if at < len(parent.children):
        yield from _divided(parent.children[at], page_box, lowest)


def _divided(box: Any, page_box: Any, lowest: float) -> Iterator[Remedy]:
    """A card or a table is divided, if its class allows it and it is higher than the share `lowest` of a page."""
    before = box.style["break_inside"]
    if "splits" not in classes(box) or before == "auto":
        return
    if _about(box, page_box.width) < lowest * page_box.height:
        return

    def set_to(value: str) -> None:
        box.style["break_inside"] = value

    yield Remedy(lambda: set_to("auto"), lambda: set_to(before))


def _about(box: Any, width: float) -> float:
    """About how high a box will be that is not laid out yet, in px."""
    if isinstance(box, boxes.LineBox):
        size = box.style["font_size"]
        return -(-len(_words(box)) * size // width) * size * _LEADING if width > 0 else 0.0
    if isinstance(box, boxes.TableRowBox):
        cells = box.children
        return max((_about(cell, width / len(cells)) for cell in cells), default=0.0) + _padding(box)
    if isinstance(box, boxes.ParentBox):
        return sum(_about(child, width) for child in box.children if child.is_in_normal_flow()) + _padding(box)
    return 0.0


def _padding(box: Any) -> float:
    return sum(getattr(box.style[f"padding_{side}"], "value", 0.0) for side in ("top", "bottom"))


def _words(line: Any) -> str:
    return "".join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox))


def _text(box: Any) -> str:
    return "".join(box.element.itertext())


# The end of a chapter


def _without_scrap(root: Any, made: Made, page: Page, again: Callable[[], Made]) -> Made:
    """The last page but one of a chapter, made so that no scrap is left for the last one.

    The lines to write on give way, if then all has room; else the last blocks of this page go to the next.
    """
    found = _resumed(root, made[1])
    left = _left(root, made, page)
    if found is None or not 0 < left < _SCRAP:
        return made
    parent, index = found
    for share in _LOWER:
        remedy = _giving(parent, share)
        remedy.do()
        trial = again()
        if not any(True for _ in _to_come(root, trial[1])):
            return trial
        remedy.undo()
    fetched = _fetching(parent.children[:index], left, made, page)
    if fetched:
        fetched.do()
        trial = again()
        if _room(trial[0], page) <= (1 - _FULL_ENOUGH) * _lines(trial[0], page):
            return trial
        fetched.undo()
    return again()


def _left(root: Any, made: Made, page: Page) -> float:
    """About how many lines of a chapter come after a page; more than a scrap where there are more than that."""
    lines = 0.0
    for box in _to_come(root, made[1]):
        lines += _about(box, made[0].width) / (page.line * PX_PER_PT)
        if lines >= _SCRAP:
            break
    return lines


def _to_come(root: Any, resume_at: Any) -> Iterator[Any]:
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


def _giving(parent: Any, share: float) -> Remedy:
    """The lines to write on are lower."""
    lines = [box for box in parent.descendants() if "gives" in classes(box)]
    before = [line.style["height"] for line in lines]

    def set_to(heights: list[Any]) -> None:
        for line, height in zip(lines, heights, strict=True):
            line.style["height"] = height

    lower = [height._replace(value=height.value * share) for height in before]
    return Remedy(lambda: set_to(lower), lambda: set_to(before))


def _fetching(earlier: Any, left: float, made: Made, page: Page) -> Remedy | None:
    """So many of the blocks before the last page go there that it is no scrap; none where there are too few."""
    blocks = [block for box in earlier for block in _blocks(box)]
    at = len(blocks)
    while at and (left < _SCRAP or _stays_with_next(blocks[at - 1])):
        at -= 1
        left += _about(blocks[at], made[0].width) / (page.line * PX_PER_PT)
    if not at:
        return None
    style = blocks[at].style
    before = style["break_before"]

    def set_to(value: str) -> None:
        style["break_before"] = value

    return Remedy(lambda: set_to("page"), lambda: set_to(before))


def _stays_with_next(box: Any) -> bool:
    return "note" in classes(box) or box.style["break_after"].startswith("avoid")


def _blocks(box: Any) -> Iterator[Any]:
    """The blocks of a part of a chapter; those inside them are not told apart."""
    if classes(box) and not {"quiz-set", "section", "chapter-end"} & set(classes(box)):
        yield box
        return
    children = [child for child in box.children if isinstance(child, boxes.BlockBox)]
    if not children:
        yield box
    for child in children:
        yield from _blocks(child)


# Places


def carry_notes(root: Any, resume_at: Any, begun_at: Any, page_box: Any) -> Any:
    """Where the next page begins, so that notes go there with the block that they stand beside.

    A note is laid out where it is written, before its block; it would stay behind when that block does not fit.
    `begun_at` is where this page began.
    """
    found = _resumed(root, resume_at)
    if found is None or found[1] == 0:
        return resume_at
    parent, index = found
    first = _before_notes(parent.children, index)
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


def _lines(page_box: Any, page: Page) -> float:
    """How many lines of the grid a page has."""
    return float(page_box.height / (page.line * PX_PER_PT))


def _room(page_box: Any, page: Page) -> float:
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
