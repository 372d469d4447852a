"""Places on an axis of time or numbers, and the round values that its ticks stand at."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator

from handbook.model.blocks.diagrams import Event
from handbook.plan.words import Words

_MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600)
_MOST_TICKS = 9


def moment(event: Event) -> float:
    """The place of an event: months since the year 0, or its position. A month or year alone means its middle."""
    if event.date is None:
        return float(event.position or 0)
    year, *rest = (int(part) for part in event.date.split("-"))
    if not rest:
        return year * 12 + 6.0
    month = rest[0]
    if len(rest) < 2:
        return year * 12 + month - 0.5
    return year * 12 + month - 1 + (rest[1] - 0.5) / calendar.monthrange(year, month)[1]


def date_label(date: str, words: Words) -> str:
    """A date of whatever precision, in words."""
    year, *rest = (int(part) for part in date.split("-"))
    if len(rest) == 2:
        return words.date(datetime.date(year, *rest))
    if rest:
        return words("month_format", year=year, month=rest[0], month_name=calendar.month_name[rest[0]])
    return words("year_format", year=year)


def month_ticks(first: float, last: float) -> tuple[int, list[tuple[float, str]]]:
    """The step in months, and the ticks of a calendar axis with what stands at each."""
    span = max(last - first, 1.0)
    step = next((step for step in _MONTH_STEPS if span / step <= _MOST_TICKS), _MONTH_STEPS[-1])
    return step, [(place, _month_name(int(place), step)) for place in _multiples(first, last, step)]


def _month_name(months: int, step: int) -> str:
    year, month = divmod(months, 12)
    return str(year) if step % 12 == 0 else f"{year}-{month + 1:02d}"


def number_ticks(first: float, last: float, *, months: bool) -> tuple[float, list[tuple[float, str]]]:
    """The step, and the ticks of an axis of numbers; where it counts months, steps are parts of years."""
    span = max(last - first, 1e-9)
    steps = (float(step) for step in (1, 2, 3, 6, 12, 24, 36, 60, 120)) if months else _round_steps(span)
    step = next((step for step in steps if span / step <= _MOST_TICKS), span)
    return step, [(place, f"{round(place, 6):g}") for place in _multiples(first, last, step)]


def _round_steps(span: float) -> Iterator[float]:
    unit = 10.0 ** (len(str(int(span))) - 3)
    while True:
        yield from (unit, 2 * unit, 5 * unit)
        unit *= 10


def _multiples(first: float, last: float, step: float) -> Iterator[float]:
    index = int(-(-(first - 1e-9) // step))
    while index * step <= last + 1e-9:
        yield index * step
        index += 1
