"""The end of a chapter: its last page is not a scrap of a few lines.

The lines to write on (class `gives`) become a little lower, if then all has room on the page before; else the last
blocks of that page go to the last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from handbook.pdf.boxes import PX_PER_PT, Page, classes
from handbook.pdf.parting import giving_way, lowered
from handbook.pdf.places import about_height, free_lines, lines_of, resumed, to_come
from handbook.pdf.remedies import Made, Remedy

_SCRAP = 8.0
"""Lines that the last page of a chapter holds at least."""
_FULL_ENOUGH = 0.6
"""The share of a page that must stay filled when its last block goes to the last page of the chapter."""
_LOWER = (0.9, 0.8, 0.7)
"""How low lines to write on may become, as shares of their height."""


def without_scrap(root: Any, made: Made, page: Page, again: Callable[[], Made]) -> Made:
    """The last page but one of a chapter, made so that no scrap is left for the last one.

    The lines to write on give way, if then all has room; else the last blocks of this page go to the next.
    """
    found = resumed(root, made[1])
    left = _left(root, made, page)
    if found is None or not 0 < left < _SCRAP:
        return made
    parent, index = found
    lines = giving_way(parent)
    for share in _LOWER if lines else ():
        remedy = lowered(lines, share)
        remedy.do()
        trial = again()
        if not any(True for _ in to_come(root, trial[1])):
            return trial
        remedy.undo()
    fetched = _fetching(parent.children[:index], left, made, page)
    if fetched:
        fetched.do()
        trial = again()
        if free_lines(trial[0], page) <= (1 - _FULL_ENOUGH) * lines_of(trial[0], page):
            return trial
        fetched.undo()
    return again()


def _left(root: Any, made: Made, page: Page) -> float:
    """About how many lines of a chapter come after a page; more than a scrap where there are more than that."""
    lines = 0.0
    for box in to_come(root, made[1]):
        lines += about_height(box, made[0].width) / (page.line * PX_PER_PT)
        if lines >= _SCRAP:
            break
    return lines


def _fetching(earlier: Any, left: float, made: Made, page: Page) -> Remedy | None:
    """So many of the blocks before the last page go there that it is no scrap; none where there are too few."""
    blocks = [block for box in earlier for block in _blocks(box)]
    at = len(blocks)
    while at and (left < _SCRAP or _stays_with_next(blocks[at - 1])):
        at -= 1
        left += about_height(blocks[at], made[0].width) / (page.line * PX_PER_PT)
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
