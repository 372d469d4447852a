"""The running sheet of a lesson: what is taught when, for the trainer's edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handbook.model.blocks.teaching import Checklist, Quiz, Worksheet
from handbook.model.inline import Inline
from handbook.plan.book import PlannedBlock, PlannedChapter


@dataclass(frozen=True)
class RunningRow:
    """One line of a running sheet."""

    start: int
    """Minutes since the lesson began."""
    end: int
    number: str
    """The section's number; empty for the chapter's end."""
    title: Inline | None
    """The section's title; none for the chapter's end."""
    anchor: str
    activities: tuple[PlannedBlock, ...]
    """What participants do in it."""
    spare: tuple[PlannedBlock, ...]
    """What goes first where time is short: numbered blocks of priority 3."""


def running_sheet(chapter: PlannedChapter, end_anchor: str) -> tuple[RunningRow, ...]:
    """The lines of a chapter's running sheet; none where its sections carry no minutes."""
    if not any(section.section.minutes for section in chapter.sections):
        return ()
    return tuple(_rows(chapter, end_anchor))


def _rows(chapter: PlannedChapter, end_anchor: str) -> Iterator[RunningRow]:
    clock = 0.0
    for section in chapter.sections:
        start, clock = clock, clock + (section.section.minutes or 0)
        yield RunningRow(
            round(start),
            round(clock),
            section.number,
            section.section.title,
            section.anchor,
            tuple(one for one in section.blocks if isinstance(one.block, Worksheet | Checklist | Quiz)),
            tuple(one for one in section.blocks if one.label and one.block.priority == 3),
        )
    if chapter.chapter.minutes > clock:
        yield RunningRow(
            round(clock), round(chapter.chapter.minutes), "", None, end_anchor, chapter.quiz[:1], ()
        )
