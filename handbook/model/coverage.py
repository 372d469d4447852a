"""What the book took from its sources: which section of them went where, and what nothing has taken."""

from __future__ import annotations

from collections.abc import Mapping

from handbook.model.book import SourceSection
from handbook.model.chapter import Section
from handbook.model.handbook import Handbook, Unit


def absorbed(handbook: Handbook) -> Mapping[str, tuple[tuple[Unit, Section | None], ...]]:
    """The sections of the book that absorb a section of the sources, by the id of the latter, in reading order."""
    found: dict[str, dict[tuple[str, str], tuple[Unit, Section | None]]] = {}

    def note(ids: tuple[str, ...], unit: Unit, section: Section | None) -> None:
        for name in ids:
            found.setdefault(name, {})[unit.id, section.id if section else ""] = unit, section

    for unit in handbook.units():
        for section in unit.sections:
            note(section.sources, unit, section)
            for block in section.blocks:
                note(block.sources, unit, section)
        for question in getattr(unit, "quiz", ()):
            note(question.sources, unit, None)
    return {name: tuple(places.values()) for name, places in found.items()}


def uncovered(handbook: Handbook) -> tuple[SourceSection, ...]:
    """The sections of the sources that the book neither absorbs nor leaves out; debris holds nothing to absorb."""
    if handbook.sources is None:
        return ()
    taken = absorbed(handbook)
    return tuple(
        section
        for section in handbook.sources.sections
        if section.kind != "debris" and section.id not in taken and section.left_out is None
    )


def unanswered(handbook: Handbook) -> tuple[SourceSection, ...]:
    """The questions of the sources without a short answer."""
    if handbook.sources is None:
        return ()
    answered = {question.id for question in handbook.questions}
    return tuple(
        section
        for section in handbook.sources.sections
        if section.kind == "question" and section.id not in answered
    )
