"""Full pages: what is done where a block that has no room leaves the foot of a page empty.

Works on the boxes of the layout engine while it makes a page; `handbook.pdf.engine` says when. What a box is follows
from the classes of its element:

- `floats`: text, a list, or a block with another count may pass it;
- `splits`: it is divided where the page would stay empty otherwise.

Each remedy is tried: the page is made again, and where it is not fuller than before, the remedy is undone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from handbook.pdf.boxes import Page, classes
from handbook.pdf.parting import EMPTIEST, badly_parted, leads_in
from handbook.pdf.places import (
    about_height,
    after_notes,
    before_notes,
    free_lines,
    lines_of,
    resumed,
    text_of,
)
from handbook.pdf.remedies import Made, Remedy

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
_PASSED, _PASSED_IN_NEED = 2, 3
"""Blocks that a paragraph passes at most; the second holds where a large hole would be left."""
_LISTS = frozenset({"list", "points", "steps"})


def fill(root: Any, made: Made, page: Page, again: Callable[[], Made]) -> Made:
    """A page, its foot filled where that can be done. `again` makes the page anew."""
    trials, helped, stale = 0, True, False
    while helped:
        helped = False
        for remedy in _remedies(root, made, page):
            if trials == _MOST_TRIALS:
                break
            trials += 1
            remedy.do()
            trial = again()
            room = free_lines(made[0], page)
            helped = free_lines(trial[0], page) <= room - _GAIN
            if helped and room <= EMPTIEST * lines_of(made[0], page):
                helped = not badly_parted(root, trial)
            stale = not helped
            if helped:
                made = trial
                break
            remedy.undo()
    # What the engine knows of the page is what it made last.
    return again() if stale else made


def _remedies(root: Any, made: Made, page: Page) -> Iterator[Remedy]:
    """What may be done about the foot of a page, the least harm first."""
    found = resumed(root, made[1])
    if found is None:
        return
    parent, index = found
    room = free_lines(made[0], page)
    in_need = room >= _LARGE_HOLE * lines_of(made[0], page)
    if room >= _ROOM_FOR_TEXT:
        yield from _passing(parent, index, _PASSED_IN_NEED if in_need else _PASSED)
    if room >= _HOLE * lines_of(made[0], page):
        lowest = _WHOLE_IN_NEED if in_need else _WHOLE
        yield from _overtaking(parent, index, made[0], lowest)
        yield from _dividing(parent, index, made[0], lowest)


# Text and blocks that pass


def _passing(parent: Any, index: int, most: int) -> Iterator[Remedy]:
    """The text that follows a block, or so many of them at most, passes."""
    siblings = parent.children
    start, at = _waiting(siblings, index)
    passed = 0
    while at < len(siblings) and passed < most and "floats" in classes(siblings[at]):
        passed += 1
        at = after_notes(siblings, at + 1)
    if not passed or at >= len(siblings):
        return
    end = _end_of_text(siblings, at)
    if end > at:
        yield _moved(parent, start, before_notes(siblings, at), end)


def _overtaking(parent: Any, index: int, page_box: Any, lowest: float) -> Iterator[Remedy]:
    """A block passes another that is counted by itself: a table a figure, a question a chart.

    The paragraph that leads in to it comes along. One that has no room is divided as well, if it is higher than the
    share `lowest` of a page.
    """
    siblings = parent.children
    start, first = _waiting(siblings, index)
    if first >= len(siblings) or "floats" not in classes(siblings[first]):
        return
    begin = second = after_notes(siblings, first + 1)
    if second < len(siblings) and "prose" in classes(siblings[second]) and leads_in(siblings, second):
        second = after_notes(siblings, second + 1)
    if second >= len(siblings) or not {"floats", "long"} & set(classes(siblings[second])):
        return
    if _count_of(siblings[first]) != _count_of(siblings[second]):
        moved = _moved(parent, start, before_notes(siblings, begin), second + 1)
        yield moved
        for divided in _divided(siblings[second], page_box, lowest):
            yield moved.then(divided)


def _waiting(siblings: Any, index: int) -> tuple[int, int]:
    """Where what passes goes, and the block that it passes: the one at `index`, or what a head there stands over."""
    if "head" in classes(siblings[index]):
        first = after_notes(siblings, index + 1)
        return index + 1, first
    return before_notes(siblings, index), index


def _moved(parent: Any, to: int, start: int, end: int) -> Remedy:
    """The children of a box from one place to another go before the one at `to`."""
    before = parent.children
    after = [*before[:to], *before[start:end], *before[to:start], *before[end:]]

    def order(children: Any) -> None:
        parent.children = children

    return Remedy(lambda: order(after), lambda: order(before))


def _end_of_text(siblings: Any, at: int) -> int:
    """Behind the text that begins at `at` and may stand by itself: a paragraph, a list, both, a head and its text."""
    names = classes(siblings[at])
    if siblings[at].element_tag == "h3":
        below = after_notes(siblings, at + 1)
        return at if below >= len(siblings) else _end_of_text(siblings, below)
    if _LISTS & set(names):
        return at + 1
    if "prose" not in names:
        return at
    following = siblings[at + 1] if at + 1 < len(siblings) else None
    if following is not None and _LISTS & set(classes(following)):
        return at + 2
    return at if leads_in(siblings, at) else at + 1


def _count_of(box: Any) -> str:
    """By what a block is counted: the word before its number, `图` or `Table`; empty for one without a number."""
    for part in box.descendants():
        if {"caption", "label"} & set(classes(part)):
            found = re.match(r"\s*([^\d\s]+)\s*[\dA-Z]+\b", text_of(part))
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
    if about_height(box, page_box.width) < lowest * page_box.height:
        return

    def set_to(value: str) -> None:
        box.style["break_inside"] = value

    yield Remedy(lambda: set_to("auto"), lambda: set_to(before))
