"""What a document prints: its anchors, its front matter, its contents, its back matter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from handbook.model.blocks.teaching import Quiz, Worksheet
from handbook.model.book import GlossaryTerm
from handbook.pdf.copies import copy_anchor
from handbook.pdf.variant import PLAIN, Variant
from handbook.plan.back import BackPart
from handbook.plan.book import (
    BookPlan,
    PlannedAppendix,
    PlannedBlock,
    PlannedChapter,
    PlannedFront,
    PlannedPart,
)
from handbook.plan.collate import initial, sort_key
from handbook.plan.errata import ErrataGroup, errata_groups
from handbook.plan.questions import CardGroup, SourceQuestions, answered_questions, cards_of
from handbook.plan.source_map import SourceGroup, map_sources

_LINES_FOR_SECTIONS = 180
_SHORTEST_LIST = 8


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
class BlockList:
    """The figures or the tables of the book."""

    family: str
    blocks: tuple[PlannedBlock, ...]


@dataclass(frozen=True)
class Matter:
    """What one document prints."""

    whole: bool
    """Whether it is the book, and not one chapter of it."""
    front: tuple[PlannedFront, ...]
    """What stands before the contents."""
    parts: tuple[PlannedPart, ...]
    chapters: tuple[PlannedChapter, ...]
    appendices: tuple[PlannedAppendix, ...]
    anchors: dict[str, str]
    """Every anchor that is printed, with the chapter or appendix it stands in."""
    answers: tuple[ChapterAnswers, ...]
    letters: tuple[Letter, ...]
    back: tuple[BackPart, ...]
    """The parts of the back matter, in order."""
    sections_listed: bool
    """Whether the contents list sections: those of a very long book would run over many pages."""
    lists: tuple[BlockList, ...]
    """The lists of figures and tables behind the contents."""
    cards: tuple[CardGroup, ...]
    """The question cards, chapter by chapter."""
    questions: tuple[SourceQuestions, ...]
    """The questions of the sources, document by document."""
    sheets: tuple[PlannedBlock, ...]
    """The worksheets, to be copied from the back of the book."""
    sources: tuple[SourceGroup, ...]
    """Where the sections of the sources went."""
    errata: tuple[ErrataGroup, ...]
    """What the sources get wrong, chapter by chapter."""


def matter_of(plan: BookPlan, only: PlannedChapter | None, variant: Variant = PLAIN) -> Matter:
    """What to print of `plan`: everything, or one chapter, or the answers alone."""
    chapters = (only,) if only else tuple(plan.chapters)
    if variant.solutions:
        return _solutions(plan, chapters)
    front = () if only else plan.front
    appendices = () if only else plan.appendices
    anchors: dict[str, str] = {}
    units: tuple[PlannedChapter | PlannedAppendix, ...] = (*chapters, *appendices)
    for unit in (*front, *units):
        anchors[unit.anchor] = unit.anchor
        for section in unit.sections:
            anchors[section.anchor] = unit.anchor
            anchors.update((block.anchor, unit.anchor) for block in section.blocks)
    for chapter in chapters:
        anchors[end_anchor(chapter)] = chapter.anchor
        anchors.update((question.anchor, chapter.anchor) for question in chapter.quiz)
    answers = () if variant.trainer else _answers(chapters)
    back = () if only else tuple(part for part in plan.back if answers or part.name != "answers")
    anchors.update((part.name, "") for part in back)
    there = {part.name for part in back}
    if not only:
        anchors.update((part.anchor, "") for part in plan.parts)
    if "answers" in there:
        anchors.update((answer_anchor(q), "") for group in answers for q in group.questions)
    if "glossary" in there:
        anchors.update((plan.term_anchor(term.id), "") for term in plan.glossary)
    if "errata" in there:
        anchors.update((row.anchor, "") for row in plan.errata)
    if "references" in there:
        anchors.update((entry.anchor, "") for entry in plan.references)
    sheets = tuple(_sheets(units)) if "worksheets" in there else ()
    anchors.update((copy_anchor(sheet), "") for sheet in sheets)
    lines = sum(2 + len(chapter.sections) for chapter in chapters) + 2 * len(plan.parts)
    return Matter(
        whole=only is None,
        front=front,
        parts=() if only else plan.parts,
        chapters=chapters,
        appendices=appendices,
        anchors=anchors,
        answers=answers if "answers" in there else (),
        letters=tuple(_letters(plan.glossary)),
        back=back,
        sections_listed=lines <= _LINES_FOR_SECTIONS,
        lists=() if only else tuple(_lists(units)),
        cards=cards_of(chapters) if "questions" in there else (),
        questions=answered_questions(plan.handbook, plan.targets) if "questions" in there else (),
        sheets=sheets,
        sources=map_sources(plan.handbook, plan.targets) if "sources" in there else (),
        errata=errata_groups(plan) if "errata" in there else (),
    )


def _solutions(plan: BookPlan, chapters: tuple[PlannedChapter, ...]) -> Matter:
    """The answers to the questions of `chapters`, and nothing else."""
    answers = _answers(chapters)
    anchors = {answer_anchor(question): "" for group in answers for question in group.questions}
    return Matter(
        whole=len(chapters) == len(tuple(plan.chapters)),
        front=(),
        parts=(),
        chapters=chapters,
        appendices=(),
        anchors={"answers": "", **anchors},
        answers=answers,
        letters=(),
        back=tuple(part for part in plan.back if part.name == "answers"),
        sections_listed=False,
        lists=(),
        cards=(),
        questions=(),
        sheets=(),
        sources=(),
        errata=(),
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


def _lists(units: Iterable[PlannedChapter | PlannedAppendix]) -> Iterable[BlockList]:
    """The lists that are long enough to save a reader from leafing."""
    blocks = [block for unit in units for section in unit.sections for block in section.blocks]
    for family in ("figure", "table"):
        listed = tuple(block for block in blocks if block.family == family and block.block.title)
        if len(listed) >= _SHORTEST_LIST:
            yield BlockList(family, listed)


def _sheets(units: Iterable[PlannedChapter | PlannedAppendix]) -> Iterable[PlannedBlock]:
    for unit in units:
        for section in unit.sections:
            yield from (block for block in section.blocks if isinstance(block.block, Worksheet))


def _letters(terms: Iterable[GlossaryTerm]) -> Iterable[Letter]:
    """Terms in their order under the first letter of what they are ordered by; figures and signs under #."""
    for name, group in groupby(terms, lambda term: initial(sort_key(term.term, term.reading))):
        yield Letter(name, tuple(group))
