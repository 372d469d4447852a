"""The layouts of a theme's decks: `slides/layouts.yaml` read, checked, and resolved against the tokens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from handbook.model.element import Element
from handbook.problems import Problems
from handbook.source.files import read_text
from handbook.source.validate import validate
from handbook.source.yaml_nodes import read_yaml
from handbook.theme.length import Length
from handbook.theme.load import Theme
from handbook.theme.tokens import DeckTokens

FILE = "slides/layouts.yaml"

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


def _parts(value: str) -> tuple[float, ...]:
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


@dataclass(frozen=True)
class Level:
    """How one level of text looks, with colours as slots of the theme."""

    bold: bool
    colour: str
    bullet: str
    margin: float
    indent: float
    before: float
    tight: float
    spacing: float
    """A factor on the face's pitch."""
    align: str


@dataclass(frozen=True)
class Place:
    """A placeholder with everything known about its text; lengths in points."""

    name: str
    type: str
    idx: int | None
    box: Box
    steps: tuple[tuple[float, ...], ...]
    """Sizes by level, largest step first; the first step is what the layout says."""
    levels: tuple[Level, ...]
    anchor: str
    insets: tuple[float, float, float, float]
    fill: str | None
    flows: bool
    digits: bool
    mono: bool
    over: tuple[str, ...]

    def level(self, number: int) -> Level:
        """The look of level `number`, counted from 1; deeper levels look like the deepest."""
        return self.levels[min(number, len(self.levels)) - 1]

    def size(self, step: int, number: int) -> float:
        """The size of level `number` at `step`."""
        sizes = self.steps[min(step, len(self.steps) - 1)]
        return sizes[min(number, len(sizes)) - 1]


@dataclass(frozen=True)
class Layout:
    """A layout with its placeholders by name, in reading order."""

    key: str
    name: str
    type: str | None
    places: Mapping[str, Place]
    panel: Box | None
    filled: bool
    """Whether its ground is the focus colour."""
    progress: bool
    rules: tuple[tuple[Box, str, bool, str | None], ...]
    """Box, colour, whether it warns, the placeholder it belongs to."""

    def place_over(self, name: str, filled: frozenset[str]) -> Place:
        """The placeholder `name` with the room of the empty neighbours that it may take."""
        place = self.places[name]
        box = place.box
        for neighbour in place.over:
            if neighbour not in filled and neighbour in self.places:
                other = self.places[neighbour].box
                # A neighbour above or below gives its height, one beside gives its width.
                beside = other.y < box.bottom and box.y < other.bottom
                box = box.united(other if beside else Box(box.x, other.y, box.w, other.h))
        return replace(place, box=box)


@dataclass(frozen=True)
class LayoutSet:
    """All layouts of a deck."""

    layouts: Mapping[str, Layout]
    furniture: Furniture
    common: Mapping[str, Place]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys, in the order of the master."""
        return tuple(self.layouts)

    def __getitem__(self, key: str) -> Layout:
        return self.layouts[key]


def load_layouts(theme: Theme, language: str, problems: Problems) -> LayoutSet | None:
    """The layouts of `theme` with names in `language`; None, with problems, where the file is missing or wrong."""
    path = theme.find(FILE)
    name = f"themes/{theme.name}/{FILE}"
    if path is None:
        problems.error(theme.tokens.at, "theme", f"the theme has no {FILE}", "let it extend default")
        return None
    text = read_text(path, name, problems)
    node = read_yaml(text, name, problems) if text is not None else None
    found = validate(node, LayoutFile, problems) if node is not None else None
    if found is None:
        return None
    resolver = _Resolver(found, theme.tokens.deck)
    common = {key: resolver.place(key, spec) for key, spec in found.common.items()}
    layouts = {
        key: resolver.layout(key, spec, common, "zh" if language.startswith("zh") else "en")
        for key, spec in found.layouts.items()
    }
    return LayoutSet(layouts, found.furniture, common)


def box_of(value: str) -> Box:
    """The box of four numbers in points."""
    x, y, w, h = _parts(value)
    return Box(x, y, w, h)


def widths_of(value: str) -> tuple[float, ...]:
    """Numbers in points."""
    return _parts(value)


class _Resolver:
    """Makes layouts from their specification by the tokens."""

    def __init__(self, file: LayoutFile, tokens: DeckTokens) -> None:
        self._file = file
        self._tokens = tokens

    def layout(self, key: str, spec: LayoutSpec, common: Mapping[str, Place], language: str) -> Layout:
        own = {name: self.place(name, place) for name, place in spec.places.items()}
        shared = {name: place for name, place in common.items() if name not in spec.without}
        order = ["title", "eyebrow", *own, "source", "footer", "number"]
        merged = {**shared, **own}
        rules = tuple(
            (box_of(rule.box), self.colour(rule.colour), rule.warn, rule.over) for rule in spec.rules
        )
        return Layout(
            key=key,
            name=spec.name[language],
            type=spec.type,
            places={name: merged[name] for name in dict.fromkeys(order) if name in merged},
            panel=box_of(spec.panel) if spec.panel and self._tokens.cover == "panel" else None,
            filled=spec.ground == "divider" and self._tokens.divider == "accent1",
            progress=spec.progress,
            rules=rules,
        )

    def place(self, name: str, spec: PlaceSpec) -> Place:
        style: Any = self._file.styles[spec.style] if spec.style else StyleSpec()
        levels = spec.levels or style.levels or (LevelSpec(),)
        insets = spec.insets or style.insets or "0 4 0 4"
        left, top, right, bottom = _parts(insets)
        box = box_of(spec.box)
        if spec.type == "title" and spec.style == "title":
            box = Box(box.x, box.y, box.w, self._tokens.title_height.pt)
        return Place(
            name=name,
            type=spec.type,
            idx=spec.idx,
            box=box,
            steps=self._steps(spec.sizes or style.sizes or ("body",), len(levels)),
            levels=tuple(self._level(level) for level in levels),
            anchor=spec.anchor or style.anchor or "t",
            insets=(left, top, right, bottom),
            fill=spec.fill or style.fill,
            flows=spec.flows,
            digits=spec.digits,
            mono=spec.mono,
            over=spec.over,
        )

    def colour(self, name: str) -> str:
        """The slot that a colour name means in this theme."""
        dark_panel, filled = self._tokens.cover == "panel", self._tokens.divider == "accent1"
        special = {
            "panel": "bg1" if dark_panel else "accent1",
            "ground": "bg1" if filled else "accent1",
            "ground_text": "bg1" if filled else "tx1",
        }
        return special.get(name, name)

    def _level(self, spec: LevelSpec) -> Level:
        bold = self._tokens.title_bold if spec.bold == "title" else bool(spec.bold)
        tight = spec.before if spec.tight is None else spec.tight
        return Level(
            bold, self.colour(spec.colour), spec.bullet, spec.margin, spec.indent, spec.before, tight,
            spec.spacing / 100, spec.align,
        )  # fmt: skip

    def _steps(self, sizes: tuple[str, ...], levels: int) -> tuple[tuple[float, ...], ...]:
        ladders = {
            "title": (self._tokens.title_size,),
            "body": self._tokens.body_sizes,
            "small": (self._tokens.small,),
            "table": self._tokens.table_sizes,
            "code": self._tokens.code_sizes,
        }
        steps: list[tuple[float, ...]] = []
        for entry in sizes:
            if entry in ladders:
                ladder = [length.pt for length in ladders[entry]]
                # A lower level is one step smaller, down to the last.
                lower = ladder[1:] + ladder[-1:]
                steps += [(size, below) for size, below in zip(ladder, lower, strict=True)]
            else:
                steps.append(tuple(Length.parse(part).pt for part in entry.split()))
        return tuple(step[:levels] if len(step) > levels else step for step in steps)
