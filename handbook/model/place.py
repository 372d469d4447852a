"""Places in source files, and values that remember theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A point in a source file.

    `file` is relative to the project folder, with forward slashes; `line` and `column` count from 1. Line 0 means
    the file as a whole.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


NOWHERE = Place("")
"""The place of what no file holds, such as a model built by a program."""


class LocatedStr(str):
    """A string that remembers where it was written, and how; `find_place` gives the place of a piece of it."""

    at: Place
    _raw: str
    _start: int
    _end: int

    @classmethod
    def make(cls, value: str, at: Place, raw: str, start: int, end: int) -> LocatedStr:
        """`value` as YAML reads it; `raw[start:end]` is how the file spells it."""
        made = cls(value)
        made.at, made._raw, made._start, made._end = at, raw, start, end
        return made

    def find_place(self, piece: str, occurrence: int = 0) -> Place:
        """The place of the `occurrence`-th `piece`, or of the whole string where the file spells it otherwise."""
        position = self._start - 1
        for _ in range(occurrence + 1):
            position = self._raw.find(piece, position + 1, self._end)
            if position < 0:
                return self.at
        return self.place_at(position - self._start)

    @property
    def spelling(self) -> str:
        """How the file spells it: with its lines, quotation marks and indentation. A part's is that of the whole."""
        return self._raw[self._start : self._end]

    def place_at(self, offset: int) -> Place:
        """The place of a character of `spelling`."""
        position = self._start + offset
        line = self._raw.count("\n", 0, position) + 1
        column = position - (self._raw.rfind("\n", 0, position) + 1) + 1
        return Place(self.at.file, line, column)

    def part(self, piece: str) -> LocatedStr:
        """`piece`, a piece of this string, as a located string of its own."""
        lead = piece.strip().split("\n", 1)[0]
        return LocatedStr.make(piece, self.find_place(lead), self._raw, self._start, self._end)


class LocatedDict(dict[str, object]):
    """A mapping that remembers where it was written."""

    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Surprise:
    """A bare word that YAML does not read as text although it may be meant so: `no`, `2026-11-22`, `0x1F`."""

    text: str
    """As it is written."""
    value: Any
    """As YAML 1.1 reads it: true, false or a date; nothing for odd numbers."""
    at: Place


class LooseFloat(float):
    """A number whose spelling would be lost, such as 1.10; `text` is how it is written."""

    text: str
    at: Place

    @classmethod
    def make(cls, value: float, text: str, at: Place) -> LooseFloat:
        """`value`, written `text` at `at`."""
        made = cls(value)
        made.text, made.at = text, at
        return made
