"""The plan of the book: what stands where, under which number and anchor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from handbook.model.blocks import BlockBase
from handbook.model.book import GlossaryTerm, PartOfBook, Reference
from handbook.model.chapter import Appendix, Chapter, FrontPart, Section
from handbook.model.handbook import Handbook
from handbook.model.inline import Cite, walk
from handbook.model.traverse import NOT_PRINTED, texts
from handbook.plan.back import BackPart, plan_back
from handbook.plan.collate import ordered, sort_key
from handbook.plan.errata import PlannedErratum, order_errata, plan_errata
from handbook.plan.index import IndexEntry, index_numbers, plan_index
from handbook.plan.labels import Counts
from handbook.plan.words import Words, words_for


@dataclass(frozen=True)
class Target:
    """Something that `{ref}` can point to."""

    anchor: str
    label: str
    """How a reference calls it: 图 5-1, 第 5 章, 5.2 节."""
    title: str
    far: str = ""
    """How a reference from another chapter calls a section: 第 5 章 5.2; empty for what is no section."""

    @property
    def head(self) -> str:
        """What heads of lists say: 第 5 章　算力与成本."""
        return f"{self.label}　{self.title}" if self.label != self.title else self.title


@dataclass(frozen=True)
class PlannedBlock:
    """A block with its number."""

    block: BlockBase
    anchor: str
    family: str | None
    number: str
    """5-1; empty where the block carries none."""
    label: str
    """图 5-1; empty where the block carries none."""

    @property
    def kind(self) -> str:
        """The block's kind, which names its templates."""
        return str(self.block.kind)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class PlannedSection:
    """A section with its number and blocks."""

    section: Section
    number: str
    """5.2; empty in the front matter."""
    anchor: str
    blocks: tuple[PlannedBlock, ...]


@dataclass(frozen=True)
class PlannedFront:
    """A part of the front matter; its sections have no numbers."""

    part: FrontPart
    anchor: str
    sections: tuple[PlannedSection, ...]


@dataclass(frozen=True)
class PlannedChapter:
    """A chapter with its number and everything in it."""

    chapter: Chapter
    number: int
    file: str
    anchor: str
    label: str
    """第 5 章"""
    sections: tuple[PlannedSection, ...]
    quiz: tuple[PlannedBlock, ...]

    @property
    def blocks(self) -> Iterator[tuple[PlannedSection | None, PlannedBlock]]:
        """Every block with its section; the closing quiz stands in none."""
        for section in self.sections:
            for block in section.blocks:
                yield section, block
        for block in self.quiz:
            yield None, block


@dataclass(frozen=True)
class PlannedAppendix:
    """An appendix with its letter and everything in it."""

    appendix: Appendix
    letter: str
    anchor: str
    label: str
    sections: tuple[PlannedSection, ...]


@dataclass(frozen=True)
class PlannedPart:
    """A part with its chapters; `number` counts all parts of the book, written or not."""

    part: PartOfBook
    number: int
    anchor: str
    label: str
    """第二编"""
    chapters: tuple[PlannedChapter, ...]


@dataclass(frozen=True)
class PlannedReference:
    """A reference that the book cites, with its number."""

    reference: Reference
    number: int
    """In the order of first citation."""
    anchor: str


@dataclass(frozen=True)
class BookPlan:
    """The book in reading order, with every number and every target."""

    handbook: Handbook
    words: Words
    parts: tuple[PlannedPart, ...]
    appendices: tuple[PlannedAppendix, ...]
    references: tuple[PlannedReference, ...]
    glossary: tuple[GlossaryTerm, ...]
    """In the order of the language."""
    targets: Mapping[str, Target]
    """By id: chapters, sections, appendices, blocks that carry one, errata."""
    cited: Mapping[str, PlannedReference] = field(default_factory=dict)
    """References by key."""
    index: tuple[IndexEntry, ...] = ()
    """The index in its order, without pages."""
    index_numbers: Mapping[str, int] = field(default_factory=dict)
    """The entries that authors marked, each with the number that names its places."""
    back: tuple[BackPart, ...] = ()
    """The parts of the back matter in their order."""
    front: tuple[PlannedFront, ...] = ()
    """What stands before the contents, in order."""
    errata: tuple[PlannedErratum, ...] = ()
    """What the sources get wrong, numbered, in the order of the book."""

    @property
    def chapters(self) -> Iterator[PlannedChapter]:
        """Every chapter, in order."""
        for part in self.parts:
            yield from part.chapters

    @property
    def last_number(self) -> int:
        """The highest chapter number: the motif and the thumb tabs count to it."""
        return max((chapter.number for chapter in self.chapters), default=0)

    def term_anchor(self, key: str) -> str:
        """The anchor of a glossary entry."""
        return f"term-{key}"


def plan_book(handbook: Handbook) -> BookPlan:
    """Number everything of `handbook` and order its references and glossary."""
    words = words_for(handbook.book.language)
    targets: dict[str, Target] = {}
    front = tuple(_plan_front(part, words, targets) for part in handbook.front)
    parts = []
    for number, part in enumerate(handbook.book.parts, start=1):
        chapters = tuple(
            _plan_chapter(entry.chapter, entry.number, entry.file, words, targets)
            for entry in handbook.chapters_of(part)
        )
        if chapters:
            label = words("part", number=words.numeral(number))
            parts.append(PlannedPart(part, number, f"part-{number}", label, chapters))
    appendices = tuple(
        _plan_appendix(entry.appendix, entry.letter, words, targets) for entry in handbook.appendices
    )
    references = _order_references(handbook)
    numbers = index_numbers(handbook)
    units: tuple[PlannedFront | PlannedChapter | PlannedAppendix, ...] = (
        *front, *_chapters(parts), *appendices,
    )  # fmt: skip
    planned = [block for unit in units for section in unit.sections for block in section.blocks]
    index = plan_index(handbook, numbers, ((block.anchor, block.block) for block in planned))
    back = plan_back(handbook, words, bool(references), bool(index))
    for entry in back:
        targets.setdefault(entry.name, Target(entry.name, entry.label or entry.title, entry.title))
    errata = plan_errata(handbook, back)
    for row in errata:
        targets[row.erratum.id] = Target(row.anchor, words("correction", number=row.number), "")
    return BookPlan(
        handbook=handbook,
        words=words,
        parts=tuple(parts),
        appendices=appendices,
        references=references,
        glossary=_order_glossary(handbook),
        targets=targets,
        cited={entry.reference.id: entry for entry in references},
        index=index,
        index_numbers=numbers,
        back=back,
        front=front,
        errata=errata,
    )


def _chapters(parts: Iterable[PlannedPart]) -> Iterator[PlannedChapter]:
    for part in parts:
        yield from part.chapters


def _plan_front(part: FrontPart, words: Words, targets: dict[str, Target]) -> PlannedFront:
    anchor, title = f"front-{part.id}", part.title.plain
    targets[part.id] = Target(anchor, title, title)
    counts = Counts("")
    sections = tuple(
        _plan_section(section, "", anchor, "", counts, words, targets) for section in part.sections
    )
    for section in part.sections:
        title = section.title.plain
        targets[section.id] = Target(f"{anchor}-{section.id}", title, title)
    return PlannedFront(part, anchor, sections)


def _plan_chapter(
    chapter: Chapter, number: int, file: str, words: Words, targets: dict[str, Target]
) -> PlannedChapter:
    anchor, label = f"ch-{chapter.id}", words("chapter", number=number)
    targets[chapter.id] = Target(anchor, label, chapter.title.plain)
    counts = Counts(str(number), (*_blocks(chapter), *chapter.quiz))
    sections = tuple(
        _plan_section(section, f"{number}.{index}", anchor, label, counts, words, targets)
        for index, section in enumerate(chapter.sections, start=1)
    )
    quiz = tuple(
        _plan_block(question, f"{anchor}-quiz-{index}", counts, words, targets)
        for index, question in enumerate(chapter.quiz, start=1)
    )
    return PlannedChapter(chapter, number, file, anchor, label, sections, quiz)


def _blocks(unit: Chapter | Appendix) -> Iterator[BlockBase]:
    for section in unit.sections:
        yield from section.blocks


def _plan_appendix(
    appendix: Appendix, letter: str, words: Words, targets: dict[str, Target]
) -> PlannedAppendix:
    anchor, label = f"app-{appendix.id}", words("appendix", number=letter)
    targets[appendix.id] = Target(anchor, label, appendix.title.plain)
    counts = Counts(letter, _blocks(appendix))
    sections = tuple(
        _plan_section(section, f"{letter}.{index}", anchor, "", counts, words, targets)
        for index, section in enumerate(appendix.sections, start=1)
    )
    return PlannedAppendix(appendix, letter, anchor, label, sections)


def _plan_section(
    section: Section,
    number: str,
    unit: str,
    chapter: str,
    counts: Counts,
    words: Words,
    targets: dict[str, Target],
) -> PlannedSection:
    """`unit` is the anchor of what the section stands in, `chapter` its label where that is a chapter."""
    anchor = f"{unit}-{section.id}"
    far = (
        words("section_far", chapter=chapter, number=number) if chapter else words("appendix", number=number)
    )
    targets[section.id] = Target(anchor, words("section", number=number), section.title.plain, far)
    blocks = tuple(
        _plan_block(block, f"{anchor}-{index}", counts, words, targets)
        for index, block in enumerate(section.blocks, start=1)
    )
    return PlannedSection(section, number, anchor, blocks)


def _plan_block(
    block: BlockBase, anchor: str, counts: Counts, words: Words, targets: dict[str, Target]
) -> PlannedBlock:
    family = block.family
    number = counts.next(block, family) if family else ""
    label = words(family, number=number) if family else ""
    if block.id:
        anchor = f"b-{block.id}"
        title = block.title.plain if block.title else ""
        targets[block.id] = Target(anchor, label or title, title)
    return PlannedBlock(block, anchor, family, number, label)


def _order_references(handbook: Handbook) -> tuple[PlannedReference, ...]:
    """The references that are cited, in the order of their first citation (GB/T 7714, numeric system)."""
    keys: dict[str, None] = {}

    def cite(found: tuple[str, ...]) -> None:
        keys.update(dict.fromkeys(key for key in found if key in handbook.references_by_id))

    def cite_in(value: object, skip: frozenset[str] = NOT_PRINTED) -> None:
        for text in texts(value, skip):
            for node in walk(text.nodes):
                if isinstance(node, Cite):
                    cite(node.keys)

    for unit in handbook.units():
        cite_in((unit.title, unit.lede, getattr(unit, "objectives", ())))
        for section in unit.sections:
            cite_in(section, NOT_PRINTED | {"blocks"})
            for block in section.blocks:
                cite_in(block)
                for fact in block.facts:
                    if fact in handbook.facts_by_id:
                        cite(handbook.facts_by_id[fact].cite)
        cite_in(unit, NOT_PRINTED | {"sections"})
    for erratum, _ in order_errata(handbook):
        cite(erratum.cite)
    return tuple(
        PlannedReference(handbook.references_by_id[key], number, f"ref-{key}")
        for number, key in enumerate(keys, start=1)
    )


def _order_glossary(handbook: Handbook) -> tuple[GlossaryTerm, ...]:
    """The glossary in the order of its terms: by pinyin, with Latin terms where their letters would stand."""
    return tuple(sorted(handbook.glossary, key=lambda term: ordered(sort_key(term.term, term.reading))))
