"""A deck as plain data: which slides it has and what stands on them. Nothing here knows a file format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter
from typing import Literal, TypeAlias

from handbook.figures.drawing import Drawing as Geometry
from handbook.model.blocks import BlockBase
from handbook.model.place import NOWHERE, Place
from handbook.slides.layout_file import Box

Tone: TypeAlias = Literal["accent", "quiet", "warn", "good", "text"]
"""What a colour says: the focus, an aside, a warning, what is right, ordinary text."""

_NO_BOX = Box(0, 0, 0, 0)

ROLES = ("time", "say", "ask", "answer", "told", "source", "next")
"""What lines of the notes are for, in the order in which they stand; told is what has no slide of its own."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that looks one way. A tab is a run of its own; so is a new line."""

    text: str
    bold: bool = False
    tone: Tone | None = None
    mono: bool = False
    math: bool = False
    italic: bool = False
    """Whether it is a letter of mathematics; Chinese and other text are never slanted."""
    raised: Literal[-1, 0, 1] = 0
    """1 for a superscript, -1 for a subscript."""
    unit: bool = False
    """Whether it is the unit beside a large number: set smaller."""
    light: bool = False
    """Whether it is set regular and quiet in a bold title: the part number."""
    link: str | None = None
    """An address outside the deck."""
    to: str | None = None
    """The id of a slide of this deck."""


look_of = attrgetter("bold", "tone", "mono", "math", "italic", "raised", "unit", "light", "link", "to")
"""Everything about a run but its characters."""


def with_text(run: Run, text: str) -> Run:
    """A run that looks like another. Decks have tens of thousands of runs, and most stay as they are."""
    return run if text == run.text else Run(text, *look_of(run))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a placeholder or of the notes."""

    runs: tuple[Run, ...]
    level: int = 1
    bullet: Literal["no", "number"] | None = None
    """no for a paragraph without its level's bullet, number for one that is counted; by habit the level decides."""
    keep: bool = False
    """Whether it is a head, which no split leaves behind."""
    number: int | None = None
    """Where its numbering begins, on a slide that goes on with a numbered list."""

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class TextBox:
    """The text of one placeholder."""

    paragraphs: tuple[Paragraph, ...]
    tone: Literal["right", "quiet"] | None = None
    """right: on the colour of what is right; quiet: in the colour of asides."""
    overflow: Literal["split", "notes"] = "split"
    """Where text goes that does not fit: to a further slide, or, by whole sentences, to the notes."""
    step: int = 0
    """The step of the placeholder's sizes, chosen by fitting."""
    tight: bool = False
    """Whether the narrower space between paragraphs is used, chosen by fitting."""

    @property
    def text(self) -> str:
        """Its characters, a paragraph a line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    runs: tuple[Run, ...] = ()
    align: Literal["l", "ctr", "r"] = "l"
    span: int = 1
    """Columns it takes."""
    covered: bool = False
    """Whether a cell to its left spans over it."""

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]
    head: bool = False
    marked: bool = False
    """Whether it is marked, or holds a sum."""
    height: float = 0.0
    """In points, chosen by fitting."""


@dataclass(frozen=True, slots=True)
class TableBox:
    """A native table."""

    rows: tuple[Row, ...]
    weights: tuple[float | None, ...]
    """Shares of the width that the author wants."""
    alt: str
    block: BlockBase | None = None
    widths: tuple[float, ...] = ()
    """In points, chosen by fitting."""
    size: float = 0.0
    """Type size in points, chosen by fitting."""
    place: str = "table"
    """The placeholder it stands in."""

    @property
    def heads(self) -> tuple[Row, ...]:
        """The rows that every part repeats."""
        return tuple(row for row in self.rows if row.head)


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """A row of the agenda."""

    number: str
    name: str
    minutes: float | None
    to: str
    """The id of the section's divider."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """The agenda: the sections with their minutes."""

    rows: tuple[AgendaRow, ...]
    now: int = 0
    """The row that is taught next, counted from 1; 0 before the lesson."""
    widths: tuple[float, ...] = ()
    """Widths of the columns in points, chosen by fitting."""
    size: float = 0.0
    """Type size in points, chosen by fitting."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart or a diagram of the book, drawn from its block."""

    block: BlockBase
    alt: str
    drawn: Geometry | None = None
    """A diagram's geometry, chosen by fitting."""


@dataclass(frozen=True, slots=True)
class FormulaBox:
    """A displayed formula."""

    tex: str
    size: float = 0.0
    """Type size in points, chosen by fitting; 0 where none fits."""
    box: Box = _NO_BOX
    """Its ground, chosen by fitting."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture from a file."""

    path: str
    """Below the folder of the content's images."""
    alt: str


@dataclass(frozen=True, slots=True)
class Scan:
    """An address as a code for telephones."""

    url: str
    alt: str


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the notes."""

    role: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide."""

    id: str
    layout: str
    anchor: str
    """The anchor of the block, section or chapter it came from."""
    at: Place = NOWHERE
    """Where that was written."""
    title: tuple[Run, ...] = ()
    texts: Mapping[str, TextBox] = field(default_factory=dict)
    """Text by placeholder, the title's not among them."""
    table: TableBox | None = None
    chart: Drawing | None = None
    diagram: Drawing | None = None
    picture: Picture | None = None
    formula: FormulaBox | None = None
    scan: Scan | None = None
    agenda: Agenda | None = None
    source: tuple[tuple[Run, ...], ...] = ()
    """Pieces of the source line; as many stand on the slide as fit on its line."""
    notes: tuple[Note, ...] = ()
    part: int = 1
    parts: int = 1
    title_step: int = 0
    """The step of the title's sizes, chosen by fitting."""
    title_breaks: tuple[int, ...] = ()
    """Before which of its characters further lines of the title begin, chosen by fitting."""
    progress: int = 0
    """Which segment of the progress line is the current one; 0 for none."""
    footer: str = ""
    audience: Literal["all", "trainer"] = "all"
    """Whose edition shows it: answers are the trainer's."""
    minutes: float = 0.0
    """How long it is taught, given by the lesson."""

    @property
    def filled(self) -> frozenset[str]:
        """The placeholders that something stands in, by which others know how far they may grow."""
        drawn = ({"table"} if self.table else set()) | ({"chart"} if self.chart else set())
        return frozenset({*self.texts, *drawn})

    @property
    def title_lines(self) -> tuple[Run, ...]:
        """The title with its lines."""
        made: list[Run] = []
        at = 0
        for run in self.title:
            end = at + len(run.text)
            cuts = [one - at for one in self.title_breaks if at <= one < end]
            for start, stop in pairwise([0, *cuts, len(run.text)]):
                if start in cuts:
                    made.append(Run("\n"))
                if start < stop:
                    made.append(with_text(run, run.text[start:stop]))
            at = end
        return tuple(made)

    @property
    def title_text(self) -> str:
        """The title's characters without the part number."""
        return "".join(run.text for run in self.title)


@dataclass(frozen=True, slots=True)
class Choice:
    """Ways to show the same; the first that fits without splitting is taken, or else the last."""

    tries: tuple[tuple[Slide, ...], ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """What a block gives the lesson: its slides, and what is said where it gets none."""

    anchor: str
    kind: str
    at: Place
    slide: Literal["auto", "own", "notes", "skip"]
    """How its author sends it to the deck."""
    priority: int
    """1 stays even in a short lesson, 3 goes first."""
    minutes: float | None
    """Teaching time that its author gives."""
    label: str
    """图 5-1; empty where the block carries no number."""
    audience: Literal["all", "trainer", "participant"]
    """Whose edition shows it."""
    entries: tuple[Slide | Choice, ...] = ()
    notes: tuple[Note, ...] = ()
    """What is said with its last slide, or with the slide before it."""


@dataclass(frozen=True, slots=True)
class Group:
    """A section of the deck, as the office program's slide sorter shows it."""

    name: str
    slides: tuple[Slide | Choice | Turn, ...]
    recap: Slide | None = None
    """What was learnt, for the end of a long section; the lesson fills its rows."""
    number: int = 0
    """Which section of the chapter it is, counted from 1; 0 for opening and closing."""

    def all_slides(self) -> Iterator[Slide]:
        """Every slide; choices must have been made."""
        for slide in self.slides:
            assert isinstance(slide, Slide)
            yield slide


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck."""

    title: str
    language: str
    groups: tuple[Group, ...]
    sections: tuple[str, ...]
    """Names of the segments of the progress line."""
    chapter: int
    chapters: int
    """The number of the chapter, and the highest of the book: the cover's tabs."""

    @property
    def slides(self) -> tuple[Slide, ...]:
        """Every slide; choices must have been made."""
        return tuple(slide for group in self.groups for slide in group.all_slides())
