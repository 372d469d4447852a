"""A whole handbook: all its files, checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from handbook.model.blocks import BlockBase
from handbook.model.book import Book, Erratum, Fact, GlossaryTerm, PartOfBook, Reference, Sources
from handbook.model.chapter import Appendix, Chapter, FrontPart, Section
from handbook.model.questions import SourceQuestion

Unit: TypeAlias = FrontPart | Chapter | Appendix
"""What has sections."""


@dataclass(frozen=True)
class NumberedChapter:
    """A chapter with the number that its file name gives it."""

    number: int
    file: str
    chapter: Chapter


@dataclass(frozen=True)
class LetteredAppendix:
    """An appendix with the letter that its file name gives it."""

    letter: str
    file: str
    appendix: Appendix


@dataclass(frozen=True)
class Handbook:
    """A handbook as its author wrote it: checked, with every reference pointing at something."""

    root: Path
    """The project folder, which holds `content`, `themes` and `build`."""
    book: Book
    chapters: tuple[NumberedChapter, ...]
    """In the order of the book."""
    front: tuple[FrontPart, ...] = ()
    """What stands before the contents, such as a preface."""
    appendices: tuple[LetteredAppendix, ...] = ()
    glossary: tuple[GlossaryTerm, ...] = ()
    facts: tuple[Fact, ...] = ()
    references: tuple[Reference, ...] = ()
    sources: Sources | None = None
    errata: tuple[Erratum, ...] = ()
    questions: tuple[SourceQuestion, ...] = ()
    """The questions of the sources with their short answers."""

    @property
    def content(self) -> Path:
        """The folder of the source files."""
        return self.root / "content"

    @cached_property
    def terms(self) -> Mapping[str, GlossaryTerm]:
        """The glossary by id."""
        return {term.id: term for term in self.glossary}

    @cached_property
    def facts_by_id(self) -> Mapping[str, Fact]:
        """The facts by id."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def references_by_id(self) -> Mapping[str, Reference]:
        """The references by key."""
        return {reference.id: reference for reference in self.references}

    def chapters_of(self, part: PartOfBook) -> tuple[NumberedChapter, ...]:
        """The chapters of a part, in order."""
        names = set(part.chapters)
        return tuple(chapter for chapter in self.chapters if chapter.file in names)

    def units(self) -> Iterator[Unit]:
        """The parts of the front matter, then chapters, then appendices."""
        yield from self.front
        yield from (entry.chapter for entry in self.chapters)
        yield from (entry.appendix for entry in self.appendices)

    def blocks(self) -> Iterator[tuple[Unit, Section | None, BlockBase]]:
        """Every block with where it stands; a chapter's closing quiz stands in no section."""
        for unit in self.units():
            for section in unit.sections:
                for block in section.blocks:
                    yield unit, section, block
            if isinstance(unit, Chapter):
                for question in unit.quiz:
                    yield unit, None, question
