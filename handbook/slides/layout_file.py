"""The file `slides/layouts.yaml` of a theme: what its keys are and what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from handbook.model.element import Element
from handbook.theme.length import Length

Colour: TypeAlias = Literal[
    "tx1", "tx2", "bg1", "bg2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hair", "panel", "ground", "ground_text",
]  # fmt: skip
"""A slot of the theme, the hairline, or a text colour that depends on how cover and divider are drawn."""

_BOX = re.compile(r"(-?\d+(?:\.\d+)?(?: -?\d+(?:\.\d+)?)+) pt")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a slide, in points from its top left corner."""

    x: float
    y: float
    w: float
    h: float

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.h

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.w

    def united(self, other: Box) -> Box:
        """The smallest rectangle that holds both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)


def _numbers(count: int) -> AfterValidator:
    def check(value: str) -> str:
        match = _BOX.fullmatch(value)
        if not match or len(match[1].split()) != count:
            raise PydanticCustomError(
                "value_error", "“{value}” is not {count} numbers in pt", {"value": value, "count": count}
            )
        return value

    return AfterValidator(check)


def numbers_of(value: str) -> tuple[float, ...]:
    """Numbers in points, with or without their unit."""
    return tuple(float(part) for part in value.removesuffix(" pt").split())


class LevelSpec(Element):
    """How one level of text looks."""

    bold: bool | Literal["title"] = False
    """Whether it is bold; `title` asks the tokens."""
    colour: Colour = "tx1"
    """Its colour."""
    bullet: Literal["none", "dot", "dash", "number", "box"] = "none"
    """What stands before a paragraph."""
    margin: int | float = 0
    """Left margin in points; text after a tab begins here."""
    indent: int | float = 0
    """First line against the margin, in points."""
    before: int | float = 0
    """Space before a paragraph in points."""
    tight: int | float | None = None
    """The same where room is scarce."""
    spacing: int = 100
    """Line spacing in percent of the face's pitch."""
    align: Literal["l", "ctr", "r"] = "l"
    """Alignment."""


class StyleSpec(Element):
    """How the text of a placeholder looks."""

    sizes: tuple[str, ...] = ()
    """Steps, largest first."""
    levels: tuple[LevelSpec, ...] = ()
    """Levels of text."""
    anchor: Literal["t", "ctr", "b"] | None = None
    """Where short text stands."""
    insets: str | None = None
    """Left, top, right, bottom in points."""
    fill: Literal["bg2"] | None = None
    """The ground."""


class PlaceSpec(StyleSpec):
    """A placeholder."""

    type: Literal["title", "ctrTitle", "subTitle", "body", "obj", "tbl", "chart", "pic", "ftr", "sldNum"]
    """Its type, by OOXML's name."""
    idx: int | None = None
    """Its index; none for titles."""
    box: Annotated[str, _numbers(4)]
    """Where it stands."""
    style: str | None = None
    """The style it takes what it does not say from."""
    flows: bool = False
    """Whether text that does not fit goes on to a further slide."""
    digits: bool = False
    """Whether it holds Latin digits only, whose lines are lower."""
    mono: bool = False
    """Whether it is set in the face of code."""
    over: tuple[str, ...] = ()
    """Neighbours whose room it takes where they are empty."""


class RuleSpec(Element):
    """A rule of a layout."""

    box: Annotated[str, _numbers(4)]
    """Where it stands."""
    colour: Colour
    """Its colour."""
    warn: bool = False
    """Whether it is drawn as rules of warnings are."""
    over: str | None = None
    """The placeholder it belongs to: it is drawn on a slide that fills it, instead of on the layout."""


class LayoutSpec(Element):
    """A layout."""

    name: dict[str, str]
    """Its name by language, as the office program shows it."""
    type: str | None = None
    """OOXML's name for it; none for a layout of our own."""
    without: tuple[str, ...] = ()
    """Common placeholders that it lacks."""
    panel: Annotated[str, _numbers(4)] | None = None
    """A filled panel, where the theme's cover has one."""
    ground: Literal["divider"] | None = None
    """Whether its ground is that of dividers."""
    progress: bool = True
    """Whether the progress line stands on its slides."""
    minutes: float | int = 2
    """The least time in minutes that one of its slides is taught."""
    rules: tuple[RuleSpec, ...] = ()
    """Its rules."""
    places: dict[str, PlaceSpec]
    """Its own placeholders by name."""


class Strip(Element):
    """A row or column of equal marks."""

    box: Annotated[str, _numbers(4)]
    """The room of all marks."""
    gap: Length
    """Between two marks."""


class AgendaSpec(Element):
    """The geometry of the agenda."""

    rows: Length
    """Height of a row."""
    columns: Annotated[str, _numbers(5)]
    """Widths: mark, number, name, bar, minutes."""
    bar: Length
    """Height of a bar."""
    minute: Length
    """Length of a bar for one minute."""
    longest: Length
    """Length of the longest bar."""


class Furniture(Element):
    """What stands on slides beside placeholders."""

    progress: Strip
    """The progress line of content slides."""
    divider_progress: Strip
    """The progress line of dividers."""
    divider_current: Length
    """Height of the current segment of a divider."""
    divider_names: Strip
    """Names under the segments of a divider."""
    tabs: Strip
    """The thumb tabs of the cover; the box is as wide as the current tab."""
    tab_width: Length
    """Width of the other tabs."""
    agenda: AgendaSpec
    """The agenda."""


class LayoutFile(Element):
    """`slides/layouts.yaml`."""

    styles: dict[str, StyleSpec]
    """Styles by name."""
    common: dict[str, PlaceSpec]
    """Placeholders that layouts have unless they say otherwise."""
    layouts: Annotated[dict[str, LayoutSpec], Field(min_length=1)]
    """Layouts by key."""
    furniture: Furniture
    """What stands beside placeholders."""


def box_of(value: str) -> Box:
    """The box of four numbers in points."""
    x, y, w, h = numbers_of(value)
    return Box(x, y, w, h)
