"""The errata with their numbers: one series, in the appendix that lists them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from handbook.model.book import Erratum
from handbook.model.handbook import Handbook
from handbook.plan.back import BackPart
from handbook.plan.source_map import source_names


@dataclass(frozen=True)
class PlannedErratum:
    """An erratum as the book prints it."""

    erratum: Erratum
    number: str
    """E-41, by the letter of the appendix; 41 where that is none."""
    anchor: str
    where: tuple[tuple[str, str], ...]
    """The sections of the sources that say it: the id of each, and how the book calls it."""


def plan_errata(handbook: Handbook, back: Iterable[BackPart]) -> tuple[PlannedErratum, ...]:
    """The errata in their order."""
    letter = next((part.letter for part in back if part.name == "errata"), "")
    names = source_names(handbook)
    return tuple(
        PlannedErratum(
            erratum,
            f"{letter}-{number}" if letter else str(number),
            f"erratum-{erratum.id}",
            tuple((name, names.get(name, name)) for name in erratum.where),
        )
        for number, erratum in enumerate(handbook.errata, start=1)
    )
