"""Where the lines of a heading end: few lines, about equal, divided at marks and between words rather than anywhere.

A greedy line fills up and leaves what is over to the last one, often a single character. A heading is short enough to
weigh every way to divide it. CLREQ 3.1.5 asks that no single character stand on the last line of a paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

from handbook.typography.breaking import Unit, paragraphs
from handbook.typography.chinese import unbroken

_AFTER = {"，": 0.0, "；": 0.0, "：": 0.0, "。": 0.0, "？": 0.0, "！": 0.0, "—": 0.0, "…": 0.0,
          ",": 0.0, ";": 0.0, ":": 0.0, "、": 0.45, "》": 0.15, "”": 0.15, "）": 0.15, "的": 0.25}  # fmt: skip
"""What it costs to end a line after a character."""
_BEFORE = {"《": 0.15, "“": 0.15, "（": 0.15} | dict.fromkeys(
    "和与或及而但就都也才再把被在对从向让给是不", 0.3
)
"""What it costs to begin a line with a character."""
_CLINGS = frozenset("的了吗呢吧着过们地得者性化")
"""Characters that belong to what stands before them."""
_SPACE = 0.35
_ANYWHERE = 0.6
_APART = 1.0
_TORN = 3.0
"""Cost of dividing a number from its unit, and the like."""
_EVEN = 6.0
"""Cost of a line that is shorter or longer than the mean by the whole measure, times itself."""
_SHORT = 4
"""Fewest characters of a line; fewer cost as much as something torn."""
_LONGEST = 120
"""Characters of a heading; what is longer is a paragraph."""


def heading_breaks(text: str, widths: Sequence[float], width: float) -> list[int]:
    """Before which characters the lines of a heading begin, the first left out.

    `widths` are those of the characters, `width` is that of the measure. There are as many lines as full lines would
    make; newlines stand as they are. A heading that needs one line, or that no words fit into, has none.
    """
    if len(text) > _LONGEST:
        return []
    torn = {position for start, end in unbroken(text) for position in range(start + 1, end)}
    sums = [0.0, *accumulate(widths)]
    found: list[int] = []
    for _, units in paragraphs(text):
        prices = [_price(text, unit.start, torn) for unit in units[1:]]
        found += _divided(units, [0.0, *prices], sums, width)
    return found


def _price(text: str, start: int, torn: set[int]) -> float:
    """What it costs to begin a line at a position."""
    last, first = text[:start].rstrip()[-1:], text[start]
    if start in torn:
        return _TORN
    if first in _CLINGS:
        return _APART
    beside = _SPACE if text[start - 1].isspace() else _ANYWHERE
    return min(_AFTER.get(last, beside), _BEFORE.get(first, beside))


def _divided(
    units: Sequence[Unit], prices: Sequence[float], sums: Sequence[float], width: float
) -> list[int]:
    """Where the lines after the first begin, at the least cost of as few lines as can be."""

    def measured(first: int, last: int) -> float:
        return sums[units[last].word_end] - sums[units[first].start]

    fewest = _fewest(units, measured, width)
    if fewest < 2:
        return []
    mean = measured(0, len(units) - 1) / fewest
    # By the unit that comes next: the least cost so far, and where the lines began.
    ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for _ in range(fewest):
        further: dict[int, tuple[float, tuple[int, ...]]] = {}
        for first, (cost, begun) in ways.items():
            for last in range(first, len(units)):
                if measured(first, last) > width:
                    break
                short = units[last].word_end - units[first].start < _SHORT
                uneven = _EVEN * ((measured(first, last) - mean) / width) ** 2
                price = cost + prices[first] + uneven + _TORN * short
                if last + 1 not in further or price < further[last + 1][0]:
                    further[last + 1] = (price, (*begun, units[first].start))
        ways = further
    return list(ways[len(units)][1][1:]) if len(units) in ways else []


def _fewest(units: Sequence[Unit], measured: Callable[[int, int], float], width: float) -> int:
    """How many lines full lines make; 0 where a word is wider than the measure."""
    lines, first = (1 if units else 0), 0
    for last in range(len(units)):
        if measured(first, last) > width:
            lines, first = lines + 1, last
            if measured(last, last) > width:
                return 0
    return lines
