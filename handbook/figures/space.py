"""The room that a diagram is given, and how its labels are set there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from handbook.figures.drawing import Role
from handbook.theme.load import Theme
from handbook.typography.advances import FaceStack, find_face


@dataclass(frozen=True)
class Setting:
    """How labels of one role are set."""

    faces: FaceStack
    sizes: tuple[float, ...]
    """Sizes in points, largest first."""
    leading: float
    """From one baseline to the next, in em."""

    def size(self, step: int) -> float:
        """The size at a step of the ladder; the last one goes on for ever."""
        return self.sizes[min(step, len(self.sizes) - 1)]


@dataclass(frozen=True)
class Space:
    """A room of `width` by at most `height` points."""

    medium: Literal["paper", "slide"]
    width: float
    height: float
    em: float
    """The unit of distances: the body size on paper, the size of names on a slide."""
    settings: Mapping[Role, Setting]
    slack: float
    """The share of a measure that lines may fill: a viewer's widths differ a little from ours."""
    free: float
    """The share of a node's height that stays free."""

    @property
    def steps(self) -> int:
        """How many sizes there are to try."""
        return max(len(setting.sizes) for setting in self.settings.values())

    @property
    def paper(self) -> bool:
        """Whether the drawing is printed."""
        return self.medium == "paper"


# Sizes on paper in ems of the body, largest first: names 9.5, explanations 8.6, notes 7.5, ordinals 15 at 10.5 pt.
_PAPER: Mapping[Role, tuple[str, int, tuple[float, ...], float]] = {
    "name": ("head", 700, (0.905, 0.857, 0.81), 1.35),
    "text": ("body", 400, (0.82, 0.78, 0.74), 1.45),
    "note": ("head", 400, (0.72,), 1.4),
    "category": ("head", 400, (0.81, 0.76, 0.7), 1.35),
    "label": ("head", 700, (0.762, 0.72), 1.4),
    "value": ("head", 700, (0.857, 0.81), 1.35),
    "numeral": ("numeral", 300, (1.43, 1.24), 1.1),
}
_SLIDE_LEADING = 1.05
_SLIDE_SLACK = 0.98


def paper_space(width: float, theme: Theme) -> Space:
    """The room in a book: as wide as the block, as high as a page that keeps some lines for the caption."""
    book = theme.tokens.book
    paper = book.papers[book.paper]
    em = paper.size.pt
    families = {"head": book.type.head, "body": book.type.body, "numeral": book.type.numeral}
    settings = {
        role: Setting(_faces(theme, families[family], weight), tuple(em * size for size in sizes), leading)
        for role, (family, weight, sizes, leading) in _PAPER.items()
    }
    height = (paper.lines - 6) * paper.leading.pt
    return Space("paper", width, height, em, settings, slack=1.0, free=0.0)


def slide_space(width: float, height: float, theme: Theme) -> Space:
    """The room on a slide, with the sizes of the deck's tokens."""
    deck = theme.tokens.deck
    names = tuple(size.pt for size in deck.node_sizes)
    floor = deck.floor.pt
    families = (deck.fonts.latin, deck.fonts.east_asian)
    regular, bold = (_faces(theme, families, weight) for weight in (400, 700))
    small = (names[-1], floor)

    def setting(faces: FaceStack, sizes: tuple[float, ...]) -> Setting:
        return Setting(faces, sizes, faces.pitch * _SLIDE_LEADING)

    settings: Mapping[Role, Setting] = {
        "name": setting(bold, names),
        "text": setting(regular, small),
        "note": setting(regular, (floor,)),
        "category": setting(regular, (floor,)),
        "label": setting(bold, (floor,)),
        "value": setting(bold, (names[min(1, len(names) - 1)], names[-1])),
        "numeral": setting(bold, (names[min(1, len(names) - 1)], names[-1])),
    }
    return Space("slide", width, height, names[0], settings, slack=_SLIDE_SLACK, free=deck.free)


def _faces(theme: Theme, families: tuple[str, ...], weight: int) -> FaceStack:
    known = theme.faces
    found = []
    for position, family in enumerate(families):
        face = find_face(known, family, weight, chinese=position > 0).face
        found.append(face)
    return FaceStack(tuple(found))
