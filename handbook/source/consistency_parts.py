"""Questions that the checks of several kinds of block ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from handbook.model.inline import Inline
from handbook.model.numbers import NumberFormat
from handbook.model.place import Place

Say: TypeAlias = Callable[[Place, str, str], None]
"""Notes a contradiction: where it is, what it is, what to do."""


def number_format(text: str, at: Place, say: Say) -> NumberFormat | None:
    """The number format that `text` writes; none, and a contradiction noted, where it is no such format."""
    try:
        return NumberFormat.parse(text)
    except ValueError:
        say(
            at,
            f"“{text}” is no number format that both outputs can show",
            "write one such as ,.1f (two thousand as 2,000.0), .0% or d",
        )
        return None


def within(numbers: Iterable[int], count: int, what: str, at: Place, say: Say) -> None:
    """Note every one of `numbers` that does not count one of `count` things, each called `what`."""
    for number in numbers:
        if not 1 <= number <= count:
            say(at, f"there is no {what} {number}", f"count from 1 to {count}")


def first_place(row: Iterable[object], otherwise: Place) -> Place:
    """Where a row begins: the place of its first text, or `otherwise` where it holds none."""
    return next((cell.at for cell in row if isinstance(cell, Inline) and cell.at.line), otherwise)
