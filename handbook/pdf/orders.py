"""What those who lay out and draw units are told, and what they answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handbook.pdf.later import DrawingJob
from handbook.pdf.parts import Extent, Part
from handbook.pdf.units import Unit


@dataclass(frozen=True)
class LayOut:
    """Lay out a unit, and keep it for the drawing."""

    unit: Unit
    left: bool
    jobs: Mapping[str, DrawingJob]


@dataclass(frozen=True)
class Draw:
    """Draw a unit that was laid out here, for numbers of so many figures, and forget it."""

    name: str
    figures: Mapping[str, int]


@dataclass(frozen=True)
class Laid:
    """A unit is laid out."""

    name: str
    extent: Extent


@dataclass(frozen=True)
class Drawn:
    """A unit is drawn."""

    name: str
    part: Part


@dataclass(frozen=True)
class Closed:
    """The book cannot be made by units, and why."""

    reason: str


@dataclass(frozen=True)
class Broken:
    """The program has failed in a process: what its trace says."""

    trace: str


@dataclass(frozen=True)
class Gone:
    """A process was ended from outside."""

    code: int | None


Order = LayOut | Draw
Answer = Laid | Drawn | Closed | Broken | Gone
