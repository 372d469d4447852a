"""How a line of Chinese is spread to the measure: which gaps may open, and by how much.

The rest of a line goes to its spaces first, as far as the eye takes it, then to all gaps alike: between hanzi, between
hanzi and Latin, and to the spaces again (CLREQ 3.1.5). Dashes and ellipses stay whole. A line that would need gaps of
more than a quarter em stays ragged: a short line reads better than a hole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

OBJECT = "\ufffc"
"""Stands for what is not text; no gap opens beside it."""

_WIDEST_GAP = 0.25
_SPACE_FIRST = 0.08
"""Shares of an em."""

_WIDE = re.compile(
    "[\u2e80-\u303f\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6"
    "\U00020000-\U0003ffff“”‘’…—·①-⑳]"
)
_CLOSED = frozenset("·～／－" + OBJECT)
_UNBROKEN = frozenset(("——", "……", "⸺⸺"))


def gaps(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where a line may be spread: after which spaces, and after which other characters."""
    spaces, others = [], []
    for position in range(len(text) - 1):
        here, following = text[position], text[position + 1]
        if here in " \u00a0":
            spaces.append(position)
        elif following in " \u00a0" or here in _CLOSED or following in _CLOSED:
            continue
        elif here + following not in _UNBROKEN and (_WIDE.match(here) or _WIDE.match(following)):
            others.append(position)
    return tuple(spaces), tuple(others)


def spread(text: str, room: float, em: float) -> list[float] | None:
    """What to add after each character so that `text` is wider by `room`; None where the line stays ragged.

    `room` and `em`, the size of the type, are in one unit, and so is the result.
    """
    spaces, others = gaps(text)
    amounts = [0.0] * len(text)
    if room <= 0 or not (spaces or others):
        return None
    if not others:
        for position in spaces:
            amounts[position] = room / len(spaces)
        return amounts
    first = min(room / len(spaces), _SPACE_FIRST * em) if spaces else 0.0
    rest = (room - first * len(spaces)) / (len(spaces) + len(others))
    if rest > _WIDEST_GAP * em:
        return None
    for position in spaces:
        amounts[position] = first + rest
    for position in others:
        amounts[position] = rest
    return amounts


def total(amounts: Sequence[float]) -> float:
    """How much wider a line becomes."""
    return sum(amounts)
