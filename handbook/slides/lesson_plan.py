"""The plan of a lesson, to be read before it is taught: slide, minutes, block, line of the source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from handbook.model.place import Place

Why: TypeAlias = Literal["prose", "notes", "time", "edition", "skip"]
"""Why a block has no slide: it is said by habit, its author wants it said, the lesson lacks time, it is meant for
another edition, or it is left out."""


@dataclass(frozen=True)
class PlannedSlide:
    """A slide of a lesson."""

    number: int
    title: str
    layout: str
    group: str
    minutes: float
    starts: float
    """Minutes after the lesson's beginning."""
    anchor: str
    kind: str
    """The block's kind; empty for slides of the chapter and its sections."""
    label: str
    at: Place


@dataclass(frozen=True)
class PlannedTelling:
    """A block that has no slide."""

    anchor: str
    kind: str
    label: str
    why: Why
    where: str
    """The id of the slide whose notes tell it; empty for one that is left out."""
    at: Place
    slide: int = 0
    """That slide's number; 0 for none."""


@dataclass(frozen=True)
class Lesson:
    """The plan of one lesson."""

    title: str
    minutes: float
    edition: str
    slides: tuple[PlannedSlide, ...]
    told: tuple[PlannedTelling, ...]

    def as_data(self) -> dict[str, Any]:
        """The plan as plain data for JSON."""
        return {
            "title": self.title,
            "minutes": self.minutes,
            "edition": self.edition,
            "slides": [
                {
                    "number": one.number,
                    "title": one.title,
                    "group": one.group,
                    "layout": one.layout,
                    "minutes": one.minutes,
                    "starts": one.starts,
                    "block": one.anchor if one.kind else None,
                    "kind": one.kind or None,
                    "label": one.label or None,
                    "file": one.at.file,
                    "line": one.at.line,
                }
                for one in self.slides
            ],
            "told": [
                {
                    "block": one.anchor,
                    "kind": one.kind,
                    "label": one.label or None,
                    "why": one.why,
                    "slide": one.slide or None,
                    "file": one.at.file,
                    "line": one.at.line,
                }
                for one in self.told
            ],
        }

    def as_text(self) -> str:
        """The plan as a table for people."""
        lines = [f"{self.title}  ({self.minutes:g} min, {len(self.slides)} slides, {self.edition})"]
        group = ""
        told = {
            number: [one for one in self.told if one.slide == number]
            for number in range(len(self.slides) + 1)
        }
        for one in self.slides:
            if one.group != group:
                group = one.group
                total = sum(slide.minutes for slide in self.slides if slide.group == group)
                lines.append(f"\n{group}  {total:g} min")
            lines.append(
                f"{one.number:>4}  {one.starts:>5g}'{one.minutes:>5g} min  {one.kind or '·':<11}"
                f"{one.at.line or '':>5}  {' '.join(one.title.split())}"
            )
            for other in told[one.number]:
                lines.append(
                    f"      notes ({other.why}):  {other.kind:<11}{other.at.line or '':>5}  {other.label}"
                )
        for other in told[0]:
            lines.append(
                f"      left out ({other.why}):  {other.kind:<11}{other.at.line or '':>5}  {other.label}"
            )
        return "\n".join(line.rstrip() for line in lines)
