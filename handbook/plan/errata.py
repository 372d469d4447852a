"""The errata with their numbers: one series through the book's chapters, in the appendix that lists them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from handbook.model.book import Erratum
from handbook.model.coverage import absorbed
from handbook.model.handbook import Handbook, Unit
from handbook.model.inline import Ref, walk
from handbook.model.traverse import NOT_PRINTED, texts
from handbook.plan.back import BackPart
from handbook.plan.source_map import source_names

if TYPE_CHECKING:
    from handbook.plan.book import BookPlan


@dataclass(frozen=True)
class PlannedErratum:
    """An erratum as the book prints it."""

    erratum: Erratum
    number: str
    """E-41, by the letter of the appendix; 41 where that is none."""
    anchor: str
    where: tuple[tuple[str, str], ...]
    """The sections of the sources that say it: the id of each, and how the book calls it."""
    unit: str
    """The id of the chapter or appendix that it belongs to; empty where it belongs to none."""


@dataclass(frozen=True)
class ErrataGroup:
    """The errata of a chapter or of an appendix."""

    head: str
    """What it is called; empty where the book has no errata but those of no chapter."""
    rows: tuple[PlannedErratum, ...]


def order_errata(handbook: Handbook) -> tuple[tuple[Erratum, Unit | None], ...]:
    """The errata in the order of the book, each with the chapter or appendix that it belongs to: the first that refers
    to it, or else that absorbs what the sources say there. Those of none come last; those of one keep their order."""
    units = tuple(handbook.units())
    first: dict[str, int] = {}
    for number, unit in enumerate(units):
        for text in texts(unit, NOT_PRINTED):
            for node in walk(text.nodes):
                if isinstance(node, Ref):
                    first.setdefault(node.target, number)
    numbers = {unit.id: number for number, unit in enumerate(units)}
    taken = absorbed(handbook)
    for erratum in handbook.errata:
        for name in erratum.where:
            for unit, _ in taken.get(name, ()):
                first.setdefault(erratum.id, numbers[unit.id])
    ordered = sorted(handbook.errata, key=lambda erratum: first.get(erratum.id, len(units)))
    return tuple((erratum, units[first[erratum.id]] if erratum.id in first else None) for erratum in ordered)


def plan_errata(handbook: Handbook, back: Iterable[BackPart]) -> tuple[PlannedErratum, ...]:
    """The errata in their order, numbered."""
    letter = next((part.letter for part in back if part.name == "errata"), "")
    names = source_names(handbook)
    return tuple(
        PlannedErratum(
            erratum,
            f"{letter}-{number}" if letter else str(number),
            f"erratum-{erratum.id}",
            tuple((name, names.get(name, name)) for name in erratum.where),
            unit.id if unit else "",
        )
        for number, (erratum, unit) in enumerate(order_errata(handbook), start=1)
    )


def errata_groups(plan: BookPlan) -> tuple[ErrataGroup, ...]:
    """The errata chapter by chapter."""
    groups = [(unit, tuple(rows)) for unit, rows in groupby(plan.errata, lambda row: row.unit)]
    others = str(plan.words.errata_others) if len(groups) > 1 else ""
    return tuple(ErrataGroup(plan.targets[unit].head if unit else others, rows) for unit, rows in groups)
