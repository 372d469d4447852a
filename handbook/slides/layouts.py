"""The layouts of a theme's decks: `slides/layouts.yaml` read, checked, and resolved against the tokens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from handbook.problems import Problems
from handbook.slides.layout_file import (
    Box,
    Furniture,
    LayoutFile,
    LayoutSpec,
    LevelSpec,
    PlaceSpec,
    StyleSpec,
    box_of,
    numbers_of,
)
from handbook.source.files import read_text
from handbook.source.validate import validate
from handbook.source.yaml_nodes import read_yaml
from handbook.theme.length import Length
from handbook.theme.load import Theme
from handbook.theme.tokens import DeckTokens

FILE = "slides/layouts.yaml"
_EDGE, _EDGE_INSET = 2.25, 48.0
"""Width of the rule of a cover without a panel, and its distance from the slide's edges, in points."""


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
    drawn: Box | None = None
    """The box that the layout itself gives it, in a company's template, where `box` is another one."""
    sized: bool = True
    """Whether its first size need not be written on slides, as a layout says it."""
    tone: str | None = None
    """What its text is set in where the colour that a company's layout gives it is too faint: text or quiet."""
    spare: tuple[tuple[float, ...], ...] = ()
    """Smaller steps for what fits no other way in a company's template; each use of one is a warning."""
    faces: tuple[str, str] | None = None
    """The typefaces of Latin and of Chinese, where a company's layout names others than the theme."""

    @property
    def title(self) -> bool:
        """Whether it holds the slide's title."""
        return self.type in ("title", "ctrTitle")

    def level(self, number: int) -> Level:
        """The look of level `number`, counted from 1; deeper levels look like the deepest."""
        return self.levels[min(number, len(self.levels)) - 1]

    def size(self, step: int, number: int) -> float:
        """The size of level `number` at `step`."""
        steps = (*self.steps, *self.spare)
        sizes = steps[min(step, len(steps) - 1)]
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
    part: str | None = None
    """The name of its part in a company's template; in our own package layouts stand in their order."""
    moves: Mapping[str, str] = field(default_factory=dict)
    """Where texts go that a company's layout has no place for: a place, `title`, or `notes`."""
    says: str = ""
    """What a company's footer says of itself."""
    minutes: float = 2.0
    """The least time that one of its slides is taught."""

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
    room: Box
    """Where diagrams stand: the body of a slide."""
    ornaments: bool = True
    """Whether progress lines and thumb tabs are drawn; a company's template has ornaments of its own."""

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
    return LayoutSet(layouts, found.furniture, common, layouts["content"].places["body"].box)


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
            panel=self._panel(box_of(spec.panel)) if spec.panel else None,
            filled=spec.ground == "divider" and self._tokens.divider == "accent1",
            progress=spec.progress,
            rules=rules,
            minutes=spec.minutes,
        )

    def _panel(self, box: Box) -> Box:
        """The panel, or the rule at its right edge where the theme's cover has a line."""
        if self._tokens.cover == "panel":
            return box
        return Box(box.right - _EDGE, box.y + _EDGE_INSET, _EDGE, box.h - 2 * _EDGE_INSET)

    def place(self, name: str, spec: PlaceSpec) -> Place:
        style: StyleSpec = self._file.styles[spec.style] if spec.style else StyleSpec()
        levels = spec.levels or style.levels or (LevelSpec(),)
        insets = spec.insets or style.insets or "0 4 0 4"
        left, top, right, bottom = numbers_of(insets)
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
