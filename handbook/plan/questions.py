"""The question index: every question card with its short answer, and every question of the sources with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.model.blocks.teaching import Qa
from handbook.model.book import SourceDocument, SourceSection
from handbook.model.handbook import Handbook
from handbook.model.inline import Inline

if TYPE_CHECKING:
    from handbook.plan.book import PlannedBlock, PlannedChapter, Target


@dataclass(frozen=True)
class CardGroup:
    """The question cards of a chapter."""

    chapter: PlannedChapter
    cards: tuple[PlannedBlock, ...]


@dataclass(frozen=True)
class Answered:
    """A question of the sources."""

    source: SourceSection
    question: Inline | None
    """The question as a reader would ask it; without one the source's heading stands for it."""
    answer: Inline
    target: Target
    """What treats it."""


@dataclass(frozen=True)
class SourceQuestions:
    """The questions of one document."""

    document: SourceDocument
    questions: tuple[Answered, ...]


def cards_of(chapters: Iterable[PlannedChapter]) -> tuple[CardGroup, ...]:
    """Every question card, chapter by chapter."""
    groups = (CardGroup(chapter, tuple(_cards(chapter))) for chapter in chapters)
    return tuple(group for group in groups if group.cards)


def _cards(chapter: PlannedChapter) -> Iterator[PlannedBlock]:
    for _, planned in chapter.blocks:
        if isinstance(planned.block, Qa):
            yield planned


def answered_questions(handbook: Handbook, targets: Mapping[str, Target]) -> tuple[SourceQuestions, ...]:
    """The questions of the sources that have an answer, document by document, in the order of the sources."""
    if handbook.sources is None:
        return ()
    found = list(_answered(handbook, handbook.sources.sections, targets))
    groups = (
        SourceQuestions(document, tuple(one for one in found if one.source.document == document.id))
        for document in handbook.sources.documents
    )
    return tuple(group for group in groups if group.questions)


def _answered(
    handbook: Handbook, sections: Iterable[SourceSection], targets: Mapping[str, Target]
) -> Iterator[Answered]:
    entries = {question.id: question for question in handbook.questions}
    for section in sections:
        entry = entries.get(section.id)
        if entry is None:
            continue
        said = entries.get(entry.same_as, entry) if entry.same_as else entry
        if said.answer is not None and said.where is not None and said.where in targets:
            yield Answered(section, entry.question, said.answer, targets[said.where])
