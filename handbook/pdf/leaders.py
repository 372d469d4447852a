"""Leaders: the dots from a title to its page.

The engine makes a box of every dot. A page of contents has three thousand of them, and takes as long as a chapter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from handbook.pdf import stock

_TOGETHER = 16
"""How many dots are drawn as one text. A PDF counts widths in thousandths of an em: more would leave their column."""
_EXACT = 0.01
"""By how much texts may differ in width that are equally wide, in px."""


def join_leaders(line: Any) -> None:
    """Make one text of several dots, where dots side by side take the room of as many dots by themselves."""
    for leader in _leaders(line):
        dots = leader.children
        groups = [dots[at : at + _TOGETHER] for at in range(0, len(dots), _TOGETHER)]
        joined = [_joined(group) for group in groups]
        if all(joined):
            leader.children = tuple(joined)


def _leaders(box: Any) -> Iterator[Any]:
    for child in box.children:
        if child.is_leader:
            yield child
        elif isinstance(child, boxes.ParentBox):
            yield from _leaders(child)


def _joined(dots: tuple[Any, ...]) -> Any:
    """Dots from right to left as one text; nothing where it would be drawn otherwise."""
    last = dots[-1]
    text = "".join(dot.text for dot in dots)
    layout, _, _, width, _, _ = stock.line_break.split_first_line(text, last.style, None, None, 0)
    if abs(width - sum(dot.width for dot in dots)) > _EXACT:
        return None
    made = last.copy()
    made.text, made.pango_layout, made.width = text, layout, width
    return made
