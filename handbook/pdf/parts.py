"""What the laying out of a unit has found, and the part that is drawn of it: both go to the cache."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from handbook.model.place import Place
from handbook.pdf.line_report import LineReport
from handbook.pdf.numbers import Number
from handbook.problems import Problem


@dataclass(frozen=True)
class Bookmark:
    """An entry of the outline, in points from the lower left corner of a page of its unit, counted from 0."""

    level: int
    label: str
    page: int
    x: float
    y: float
    open: bool


@dataclass(frozen=True)
class Extent:
    """What the laying out of a unit has found: it does not depend on any page number."""

    pages: int
    left: bool
    """Whether the first page is a left one."""
    ends_left: bool | None
    """Whether the next unit begins on a left page; None where nothing follows."""
    anchors: Mapping[str, tuple[int, float, float]]
    """Where each anchor stands: page counted from 0, and points from its lower left corner."""
    bookmarks: tuple[Bookmark, ...]
    bound: tuple[str, ...]
    """The anchors whose page numbers stand in lines of text."""
    files: Mapping[str, str]
    """The files that were asked for, with their checksums; an empty one where a file was not there."""
    problems: tuple[Problem, ...]
    lines: LineReport = field(default_factory=LineReport)
    """What became of its lines."""


@dataclass(frozen=True)
class Part:
    """A unit as it was drawn."""

    data: bytes
    """A PDF whose page numbers and shipped faces are put in by the join."""
    numbers: tuple[Number, ...]
    fonts: Mapping[str, Mapping[str, Any]]
    """The shipped faces it uses, by their names in its content."""
    foreign: tuple[str, ...]
    """The anchors in other units that its links lead to."""
    figures: Mapping[str, int]
    """How many figures its lines are set for, by anchor."""
    problems: tuple[Problem, ...]

    @cached_property
    def opened(self) -> Any:
        """The PDF, open to be joined; it may be opened before it is wanted, while others lay out."""
        import pikepdf

        return pikepdf.open(io.BytesIO(self.data))


@dataclass(frozen=True)
class Made:
    """A unit, laid out and drawn."""

    extent: Extent
    part: Part

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found on the way."""
        return (*self.extent.problems, *self.part.problems)


def page_map_of(extents: Sequence[Extent]) -> tuple[list[int], dict[str, int]]:
    """The first page of each unit and the page of each anchor, counted from 1; of one that stands twice, the first."""
    starts: list[int] = []
    pages: dict[str, int] = {}
    number = 1
    for extent in extents:
        starts.append(number)
        for name, (page, _, _) in extent.anchors.items():
            pages.setdefault(name, number + page)
        number += extent.pages
    return starts, pages


def to_json(made: Made) -> str:
    """Everything but the PDF."""
    extent, part = made.extent, made.part
    return json.dumps(
        {
            "pages": extent.pages,
            "left": extent.left,
            "ends_left": extent.ends_left,
            "anchors": {name: list(place) for name, place in extent.anchors.items()},
            "bookmarks": [[b.level, b.label, b.page, b.x, b.y, b.open] for b in extent.bookmarks],
            "bound": list(extent.bound),
            "files": dict(extent.files),
            "found": [problem_row(problem) for problem in extent.problems],
            "lines": extent.lines.stored(),
            "numbers": [number.stored() for number in part.numbers],
            "fonts": part.fonts,
            "foreign": list(part.foreign),
            "figures": part.figures,
            "drawn": [problem_row(problem) for problem in part.problems],
        },
        ensure_ascii=False,
    )


def from_json(text: str, data: bytes) -> Made:
    """What `to_json` has written. Raises KeyError, TypeError or ValueError where it has not."""
    row = json.loads(text)
    extent = Extent(
        pages=int(row["pages"]),
        left=bool(row["left"]),
        ends_left=row["ends_left"],
        anchors={name: (place[0], place[1], place[2]) for name, place in row["anchors"].items()},
        bookmarks=tuple(Bookmark(*entry) for entry in row["bookmarks"]),
        bound=tuple(row["bound"]),
        files=dict(row["files"]),
        problems=tuple(problem_of(entry) for entry in row["found"]),
        lines=LineReport.of(row["lines"]),
    )
    fonts = {
        name: {
            **font,
            "glyphs": {int(key): text for key, text in font["glyphs"].items()},
            "widths": {int(key): width for key, width in font["widths"].items()},
        }
        for name, font in row["fonts"].items()
    }
    part = Part(
        data=data,
        numbers=tuple(Number.of(entry) for entry in row["numbers"]),
        fonts=fonts,
        foreign=tuple(row["foreign"]),
        figures={name: int(count) for name, count in row["figures"].items()},
        problems=tuple(problem_of(entry) for entry in row["drawn"]),
    )
    return Made(extent, part)


def problem_row(problem: Problem) -> list[Any]:
    """A problem as JSON can hold it."""
    place = problem.place
    return [place.file, place.line, place.column, problem.code, problem.what, problem.hint, problem.severity]


def problem_of(row: list[Any]) -> Problem:
    """What `problem_row` made. Raises KeyError, TypeError or ValueError where it did not."""
    file, line, column, code, what, hint, severity = row
    return Problem(Place(file, line, column), code, what, hint, severity)
