"""What a document prints: its anchors, its contents, its back matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from handbook.model.blocks.teaching import Quiz
from handbook.model.book import GlossaryTerm
from handbook.model.handbook import Handbook
from handbook.pdf.variant import PLAIN, Variant
from handbook.plan.book import (
    BookPlan,
    PlannedAppendix,
    PlannedBlock,
    PlannedChapter,
    PlannedPart,
)

BACK = ("answers", "glossary", "errata", "references")
"""The anchors of the back matter, in order."""

_LINES_FOR_SECTIONS = 72


@dataclass(frozen=True)
class Letter:
    """The entries of the glossary under one letter."""

    letter: str
    terms: tuple[GlossaryTerm, ...]


@dataclass(frozen=True)
class ChapterAnswers:
    """The questions of a chapter whose answers stand at the back."""

    chapter: PlannedChapter
    questions: tuple[PlannedBlock, ...]


@dataclass(frozen=True)
class Matter:
    """What one document prints."""

    whole: bool
    """Whether it is the book, and not one chapter of it."""
    parts: tuple[PlannedPart, ...]
    chapters: tuple[PlannedChapter, ...]
    appendices: tuple[PlannedAppendix, ...]
    anchors: dict[str, str]
    """Every anchor that is printed, with the chapter or appendix it stands in."""
    answers: tuple[ChapterAnswers, ...]
    letters: tuple[Letter, ...]
    back: tuple[str, ...]
    """Which parts of the back matter there are."""
    sections_listed: bool
    """Whether the contents list sections: a long book's contents would run over many pages."""


def matter_of(plan: BookPlan, only: PlannedChapter | None, variant: Variant = PLAIN) -> Matter:
    """What to print of `plan`: everything, or one chapter, or the answers alone."""
    chapters = (only,) if only else tuple(plan.chapters)
    if variant.solutions:
        return _solutions(plan, chapters)
    appendices = () if only else plan.appendices
    anchors: dict[str, str] = {}
    units: tuple[PlannedChapter | PlannedAppendix, ...] = (*chapters, *appendices)
    for unit in units:
        anchors[unit.anchor] = unit.anchor
        for section in unit.sections:
            anchors[section.anchor] = unit.anchor
            anchors.update((block.anchor, unit.anchor) for block in section.blocks)
    for chapter in chapters:
        anchors[end_anchor(chapter)] = chapter.anchor
        anchors.update((question.anchor, chapter.anchor) for question in chapter.quiz)
    answers = () if variant.trainer else _answers(chapters)
    back = () if only else tuple(_back(plan.handbook, plan, answers))
    anchors.update((anchor, "") for anchor in back)
    if not only:
        anchors.update((part.anchor, "") for part in plan.parts)
    if "answers" in back:
        anchors.update((answer_anchor(q), "") for group in answers for q in group.questions)
    if "glossary" in back:
        anchors.update((plan.term_anchor(term.id), "") for term in plan.glossary)
    if "references" in back:
        anchors.update((entry.anchor, "") for entry in plan.references)
    lines = sum(2 + len(chapter.sections) for chapter in chapters) + 2 * len(plan.parts)
    return Matter(
        whole=only is None,
        parts=() if only else plan.parts,
        chapters=chapters,
        appendices=appendices,
        anchors=anchors,
        answers=answers if "answers" in back else (),
        letters=tuple(_letters(plan.glossary)),
        back=back,
        sections_listed=lines <= _LINES_FOR_SECTIONS,
    )


def _solutions(plan: BookPlan, chapters: tuple[PlannedChapter, ...]) -> Matter:
    """The answers to the questions of `chapters`, and nothing else."""
    answers = _answers(chapters)
    anchors = {answer_anchor(question): "" for group in answers for question in group.questions}
    return Matter(
        whole=len(chapters) == len(tuple(plan.chapters)),
        parts=(),
        chapters=chapters,
        appendices=(),
        anchors={"answers": "", **anchors},
        answers=answers,
        letters=(),
        back=("answers",),
        sections_listed=False,
    )


def end_anchor(chapter: PlannedChapter) -> str:
    """The anchor of a chapter's summary and quiz."""
    return f"{chapter.anchor}-end"


def answer_anchor(question: PlannedBlock) -> str:
    """The anchor of a question's answer at the back."""
    return f"answer-{question.anchor}"


def _answers(chapters: Iterable[PlannedChapter]) -> tuple[ChapterAnswers, ...]:
    return tuple(
        ChapterAnswers(chapter, questions)
        for chapter in chapters
        if (questions := tuple(_questions(chapter)))
    )


def _questions(chapter: PlannedChapter) -> Iterable[PlannedBlock]:
    for _, block in chapter.blocks:
        if isinstance(block.block, Quiz):
            yield block


def _back(handbook: Handbook, plan: BookPlan, answers: tuple[ChapterAnswers, ...]) -> Iterable[str]:
    there: Mapping[str, object] = {
        "answers": answers,
        "glossary": plan.glossary,
        "errata": handbook.errata,
        "references": plan.references,
    }
    return (anchor for anchor in BACK if there[anchor])


def _letters(terms: Iterable[GlossaryTerm]) -> Iterable[Letter]:
    """Terms in their order under the first letter of what they are ordered by; figures and signs under #."""

    def letter(term: GlossaryTerm) -> str:
        first = (term.english or term.term)[:1].upper()
        return first if first.isalpha() else "#"

    for name, group in groupby(terms, letter):
        yield Letter(name, tuple(group))
