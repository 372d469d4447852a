"""What became of the lines of a book: how many were planned, which stayed ragged, what was left to the engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from handbook.model.place import NOWHERE, Place
from handbook.model.traverse import texts
from handbook.plan.book import BookPlan

_ENOUGH = 8
"""Characters of a line by which its place in the sources is found."""


@dataclass(frozen=True)
class RaggedLine:
    """A line that was to be spread and stayed short, or went over the edge."""

    page: int
    """Counted from 1."""
    text: str
    short: float
    """By how much it falls short, in em; below nothing where it is too long."""


@dataclass(frozen=True)
class LineReport:
    """The lines of a book, or of a part of it."""

    planned: int = 0
    spread: int = 0
    """Those of them that are spread to the measure: all but last ones and those of text set loose."""
    ragged: tuple[RaggedLine, ...] = ()
    plain: Mapping[str, int] = field(default_factory=dict)
    """Lines that were left to the engine, by why."""

    def joined(self, other: LineReport, pages: int = 0) -> LineReport:
        """This report and that of a part that begins after so many pages."""
        plain = {
            why: self.plain.get(why, 0) + other.plain.get(why, 0) for why in {**self.plain, **other.plain}
        }
        moved = tuple(RaggedLine(line.page + pages, line.text, line.short) for line in other.ragged)
        return LineReport(
            self.planned + other.planned, self.spread + other.spread, (*self.ragged, *moved), plain
        )

    def stored(self) -> list[Any]:
        """The report as JSON can hold it."""
        ragged = [[line.page, line.text, line.short] for line in self.ragged]
        return [self.planned, self.spread, ragged, dict(self.plain)]

    @classmethod
    def of(cls, row: list[Any]) -> LineReport:
        """What `stored` made. Raises TypeError or ValueError where it did not."""
        planned, spread, ragged, plain = row
        return cls(int(planned), int(spread), tuple(RaggedLine(*line) for line in ragged), dict(plain))

    def told(self, plan: BookPlan) -> Iterator[str]:
        """The report for a reader: a line with the sums, and one for each ragged line with its place in the sources."""
        if not self.planned:
            return
        left = sum(self.plain.values())
        yield f"  {self.planned} lines planned, {left} left to the engine, {len(self.ragged)} ragged"
        for line in self.ragged:
            place = _place_of(plan, line.text)
            where = f"{place}: " if place != NOWHERE else ""
            yield f"  ragged: {where}page {line.page}, {line.short:.1f} em short: {line.text}"


def _place_of(plan: BookPlan, text: str) -> Place:
    """Where the text of a line stands in the sources; nowhere where none of its stretches is found."""
    words = text.split("\ufffc")
    wanted = max(words, key=len)[:_ENOUGH] if words else ""
    handbook = plan.handbook
    for unit in (*handbook.units(), *handbook.glossary, *handbook.errata):
        for inline in texts(unit, frozenset()):
            if wanted in inline.plain:
                return inline.at
    return NOWHERE
