"""Tiers for labels that hang on stems along a line, so that no two labels meet, nor a label and a stem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

_MOST_TRIED = 7
"""Up to so many stems every choice of sides is tried; beyond, every choice of two that hang to the left."""


def sides(stems: int) -> Iterator[tuple[bool, ...]]:
    """Choices of the stems whose labels hang to the left, none of them first."""
    most = stems if stems <= _MOST_TRIED else 2
    for size in range(most + 1):
        for chosen in combinations(range(stems), size):
            yield tuple(index in chosen for index in range(stems))


def assign_tiers(
    places: Sequence[float], left: Sequence[bool], reaches: Sequence[float]
) -> tuple[int, ...] | None:
    """The tier of each label, 0 next to the line; none where no tiers keep them apart.

    `reaches` says how far each label goes from its stem, and 0 where there is none. A label goes above every other
    whose stem rises within its own reach; of two that would meet between their stems, the one that hangs to the left
    goes higher.
    """
    spans = [
        (place - reach, place) if hangs else (place, place + reach)
        for place, hangs, reach in zip(places, left, reaches, strict=True)
    ]
    over: list[tuple[int, int]] = []
    apart: list[tuple[int, int]] = []
    for one, other in combinations([index for index, reach in enumerate(reaches) if reach], 2):
        if places[one] == places[other]:
            if left[one] == left[other]:
                over.append((one, other))
            continue
        first = spans[one][0] < places[other] < spans[one][1]
        second = spans[other][0] < places[one] < spans[other][1]
        if first and second:
            return None
        if first or second:
            over.append((one, other) if first else (other, one))
        elif min(spans[one][1], spans[other][1]) > max(spans[one][0], spans[other][0]):
            apart.append((one, other))
    return _settled(len(places), left, over, apart)


def _settled(
    count: int, left: Sequence[bool], over: list[tuple[int, int]], apart: list[tuple[int, int]]
) -> tuple[int, ...] | None:
    """The lowest tiers that keep every pair in its order; none where the pairs run in a circle."""
    tiers = [0] * count
    for _ in range(2 * count + 1):
        before = list(tiers)
        for high, low in over:
            tiers[high] = max(tiers[high], tiers[low] + 1)
        for one, other in apart:
            if tiers[one] == tiers[other]:
                tiers[other if left[other] else one] += 1
        if tiers == before:
            return tuple(tiers)
    return None
