"""What stands in the margin beside the text: terms at their first use, where to read more, addresses to scan.

Notes are chosen before the pages are known, by an estimate of how high everything is: one note at a time, never so
close to a wide block that it would stand in its way. A definition that an author placed counts as one of them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from handbook.model.blocks.data import Table
from handbook.model.blocks.diagrams import Timeline
from handbook.model.blocks.prose import Definition, Points, Text
from handbook.model.book import GlossaryTerm
from handbook.model.inline import Link, Ref, Term, plain, walk
from handbook.model.traverse import NOT_PRINTED, texts
from handbook.pdf.geometry import Geometry
from handbook.plan.book import BookPlan, PlannedBlock, PlannedChapter, Target

_APART = 8.0
"""Lines from one note to the next, at least."""
_AROUND_BLOCK = 5.0
"""Lines that a block takes beside its text: label, caption, padding."""
_DRAWING = 14.0
"""Lines of a block without much text: a chart, a diagram."""
_NOTE_LINE = 13 / 18
"""A line of a note in lines of the grid."""
_NOTE_HEAD = 3.0
"""Lines of a note above and below its text."""
_SPOKEN = NOT_PRINTED | {"note", "slide_text", "slide_title"}


@dataclass(frozen=True)
class MarginNote:
    """A note beside a block."""

    kind: Literal["term", "see", "scan"]
    term: GlossaryTerm | None = None
    target: Target | None = None
    url: str = ""
    about: str = ""
    """What the address is called in the text."""

    @property
    def key(self) -> str:
        """The glossary's name of its term; empty for other notes."""
        return self.term.id if self.term else ""


@dataclass
class _Column:
    """The margin column of a chapter while it is being filled."""

    geometry: Geometry
    printed: Container[str]
    since: float = _APART
    """Lines since the last note began."""
    busy: float = 0.0
    """Lines that the last note still takes."""
    notes: dict[str, MarginNote] = field(default_factory=dict)
    defined: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    """Targets and addresses that have a note."""

    def take(self, lines: float) -> None:
        """Note that a note of so many lines begins here."""
        self.since, self.busy = 0.0, lines

    def pass_by(self, lines: float) -> None:
        """Note that a block of so many lines follows."""
        self.since += lines
        self.busy = max(0.0, self.busy - lines)


def margin_notes(
    plan: BookPlan,
    chapters: Iterable[PlannedChapter],
    geometry: Geometry,
    printed: Container[str],
    scan: bool,
) -> Mapping[str, MarginNote]:
    """The notes of `chapters` by the anchor of the block that they stand beside; none where there is no margin column.

    `printed` are the places that the document prints. `scan` asks for addresses as codes, which a printed book needs.
    """
    found: dict[str, MarginNote] = {}
    for chapter in chapters if geometry.has_column else ():
        found.update(_of_chapter(plan, chapter, geometry, printed, scan))
    return found


def _of_chapter(
    plan: BookPlan, chapter: PlannedChapter, geometry: Geometry, printed: Container[str], scan: bool
) -> Mapping[str, MarginNote]:
    blocks = [block for section in chapter.sections for block in section.blocks]
    column = _Column(geometry, printed)
    column.defined = {block.block.term for block in blocks if isinstance(block.block, Definition)}
    heights = [_lines(planned, geometry) for planned in blocks]
    for index, planned in enumerate(blocks):
        block = planned.block
        if isinstance(block, Definition):
            column.take(_note_lines(len(plan.handbook.terms[block.term].definition.plain), geometry))
            continue
        if isinstance(block, Text | Points) and column.since >= _APART and not column.busy:
            room = _room(blocks[index:], heights[index:])
            for note, lines in _candidates(plan, chapter, planned, column, scan):
                if lines <= room:
                    column.notes[planned.anchor] = note
                    column.take(lines)
                    break
        column.defined.update(node.key for node in _nodes(planned) if isinstance(node, Term))
        column.pass_by(heights[index])
    return column.notes


def _candidates(
    plan: BookPlan, chapter: PlannedChapter, planned: PlannedBlock, column: _Column, scan: bool
) -> Iterator[tuple[MarginNote, float]]:
    """What might stand beside a block, the most useful first, with its height in lines."""
    geometry = column.geometry
    nodes = list(_nodes(planned))
    for node in nodes:
        if scan and isinstance(node, Link) and node.url not in column.shown and _is_web(node.url):
            column.shown.add(node.url)
            code = geometry.book.qr.pt / geometry.line.pt
            about = plain(node.children)
            yield (
                MarginNote("scan", url=node.url, about=about),
                _note_lines(len(node.url) // 2, geometry) + code,
            )
    for node in nodes:
        if isinstance(node, Term) and node.key not in column.defined and node.key in plan.handbook.terms:
            term = plan.handbook.terms[node.key]
            yield MarginNote("term", term=term), _note_lines(len(term.definition.plain), geometry)
    for node in nodes:
        if isinstance(node, Ref) and node.target not in column.shown:
            target = plan.targets[node.target]
            looked_up = any(part.name == target.anchor for part in plan.back)
            if (
                target.anchor in column.printed
                and target.title
                and not (looked_up or _inside(target, chapter))
            ):
                column.shown.add(node.target)
                yield MarginNote("see", target=target), _note_lines(len(target.title), geometry)


def _inside(target: Target, chapter: PlannedChapter) -> bool:
    """Whether a target stands in a chapter."""
    own = {chapter.anchor, *(section.anchor for section in chapter.sections)}
    own.update(block.anchor for _, block in chapter.blocks)
    return target.anchor in own


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _nodes(planned: PlannedBlock) -> Iterator[object]:
    for text in texts(planned.block, _SPOKEN):
        yield from walk(text.nodes)


def _room(blocks: Iterable[PlannedBlock], heights: Iterable[float]) -> float:
    """Lines from a block on to the next that may reach into the margin, or has a note of its own."""
    room = 0.0
    for planned, height in zip(blocks, heights, strict=True):
        if isinstance(planned.block, Timeline | Table | Definition):
            break
        room += height
    return room


def _lines(planned: PlannedBlock, geometry: Geometry) -> float:
    """About how many lines of the grid a block takes."""
    measure = geometry.paper.measure
    said = sum(-(-len(text.plain) // measure) for text in texts(planned.block, _SPOKEN))
    if isinstance(planned.block, Text | Points):
        return float(said)
    return max(_DRAWING, said + _AROUND_BLOCK) if planned.family == "figure" else said + _AROUND_BLOCK


def _note_lines(characters: int, geometry: Geometry) -> float:
    """About how many lines of the grid a note takes that says so much."""
    a_line = geometry.column.pt / geometry.size(8).pt
    return _NOTE_HEAD + -(-characters // max(1, int(a_line))) * _NOTE_LINE
