"""The colour roles of our slides in a company's theme: which of its colours serves each, made readable where need be.

Slides name colours of the theme only, so that a change of the theme changes them all. A colour that would be too faint
is darkened or lightened by a share of its luminance, as the colour menu of PowerPoint does it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from handbook.slides.template_ground import Ground
from handbook.theme.colour import Colour
from handbook.theme.contrast import LINE, TEXT
from handbook.theme.tokens import DeckColours, Role, Slot

_WARM = ((0.0, 48.0), (335.0, 360.0))
"""Hues in degrees that say danger: red to orange."""
_GREEN = ((85.0, 175.0),)
"""Hues in degrees that say right."""
_COLOURED = 0.22
"""Least chroma of a colour that has a hue at all."""
_ACCENTS = tuple(f"accent{number}" for number in range(1, 7))
_TEXT_ON_PANEL = 6.0
"""Least contrast of text on the quiet panel: secondary text and accents have to be read there too."""
_GREYS = (50, 45, 40, 35, 30)
"""Luminance in percent that is added to half the text's for the colour of context."""
_APART = 1.06
"""Least contrast of the panel with the ground: less would not be seen."""
_CLOSE = 1.7
"""Most contrast of the panel with the ground: more would be a block of colour."""


@dataclass(frozen=True)
class Roles:
    """Roles with what they look like."""

    roles: Mapping[str, Role]
    colours: DeckColours
    """The colours as they are seen, by the slots of an ordinary light or dark theme."""
    dark: bool
    """Whether the slides are light on dark."""
    faint: tuple[str, ...]
    """Roles that stay under the contrast they need, whatever is done."""


def find_roles(scheme: Mapping[str, Colour], ground: Ground) -> Roles:
    """The roles on a ground; `scheme` has the colour of each name (tx1, bg1, accent1 ...)."""
    finder = _Finder(scheme, ground)
    return finder.find()


def _role(slot: str, keep: int = 100, add: int = 0) -> Role:
    return Role(slot=cast(Slot, slot), keep=keep, add=add)


class _Finder:
    def __init__(self, scheme: Mapping[str, Colour], ground: Ground) -> None:
        self._scheme = scheme
        self._ground = ground
        self._roles: dict[str, Role] = {}
        self._seen: dict[str, Colour] = {}
        self._faint: list[str] = []

    def find(self) -> Roles:
        dark = self._ground.dark
        text = max(("tx1", "bg1"), key=lambda slot: (self._ground.contrast(self._scheme[slot]), slot))
        other = "bg1" if text == "tx1" else "tx1"
        self._take("tx1", _role(text))
        self._take("bg1", _role(other))
        self._panel(other, dark)
        self._readable("tx2", self._quiet(text, dark), TEXT)
        warm = self._of_hue(_WARM, "accent2", ())
        green = self._of_hue(_GREEN, "accent3", (warm,))
        rest = [slot for slot in _ACCENTS[1:] if slot not in (warm, green)]
        for role, slot in zip(
            ("accent1", "accent2", "accent3", "accent4", "accent5"),
            ("accent1", warm, green, *rest),
            strict=False,
        ):
            self._readable(role, (_role(slot),), TEXT)
        greys = [_role(text, keep) for keep in (60, 70)] if dark else [_role(text, 50, add) for add in _GREYS]
        self._readable("accent6", greys, LINE)
        self._take("hair", _role(other, 80) if not dark else _role(other, 70, 30))
        self._readable("hlink", (_role("hlink"),), TEXT)
        seen = self._seen
        dk, lt = (("lt1", "lt2"), ("dk1", "dk2")) if dark else (("dk1", "dk2"), ("lt1", "lt2"))
        slots = {dk[0]: seen["tx1"], dk[1]: seen["tx2"], lt[0]: self._ground.colours[0], lt[1]: seen["bg2"]}
        slots |= {role: seen[role] for role in (*_ACCENTS, "hlink")}
        roles = {name: role for name, role in self._roles.items() if name == "hair" or role != _role(name)}
        return Roles(roles, DeckColours(folHlink=seen["hlink"], **slots), dark, tuple(self._faint))

    def _colour(self, role: Role) -> Colour:
        base = self._scheme[role.slot]
        return base if role.keep == 100 and not role.add else base.shaded(role.keep / 100, role.add / 100)

    def _take(self, name: str, role: Role) -> None:
        self._roles[name], self._seen[name] = role, self._colour(role)

    def _panel(self, other: str, dark: bool) -> None:
        """The quiet ground of nodes and marked rows: the theme's own where text can be read on it."""
        tries = [_role("bg2"), _role("tx2")]
        # A step from the colour of the ground itself, where the theme has that colour.
        same = [
            slot for slot in ("bg1", "bg2", "tx2", "tx1") if self._scheme[slot] == self._ground.colours[0]
        ]
        tries += [
            _role(slot, 100 - step, step) if dark else _role(slot, 100 - step)
            for slot in same
            for step in ((10, 14, 7) if dark else (5, 3, 8))
        ]
        tries += (
            [_role(other, 100 - step, step) for step in (12, 8, 16)]
            if dark
            else [_role(other, keep) for keep in (95, 97)]
        )
        for role in tries:
            seen = self._colour(role)
            if self._seen["tx1"].contrast(seen) >= _TEXT_ON_PANEL and _APART <= self._apart(seen) <= _CLOSE:
                break
        self._take("bg2", role)

    def _apart(self, colour: Colour) -> float:
        """How much a colour stands out from the main colour of the ground."""
        return colour.contrast(self._ground.colours[0])

    def _quiet(self, text: str, dark: bool) -> Iterable[Role]:
        """Secondary text: the theme's own, or text that is less dark."""
        lighter = [_role(text, keep, 100 - keep) for keep in (65, 75, 85)]
        darker = [_role(text, keep) for keep in (75, 85, 95)]
        return (_role("tx2"), *(darker if dark else lighter), _role(text))

    def _readable(self, name: str, tries: Iterable[Role], least: float) -> None:
        """The first of `tries` that reads on ground and panel, made darker or lighter step by step."""
        grounds = Ground((*self._ground.colours, self._seen["bg2"]), "plain")
        if name in ("accent6", "hlink"):
            grounds = self._ground
        offered = list(tries)
        for role in [*offered, *_steps(offered[0], self._ground.dark)]:
            if grounds.contrast(self._colour(role)) >= least:
                self._take(name, role)
                return
        self._faint.append(name)
        self._take(name, _role("tx1") if self._roles["tx1"].slot == "tx1" else _role("bg1"))

    def _of_hue(self, hues: Iterable[tuple[float, float]], usual: str, taken: tuple[str, ...]) -> str:
        """The accent with a hue, apart from the first; where the theme has none, the usual one or the next."""
        spans = tuple(hues)
        free = [slot for slot in dict.fromkeys((usual, *_ACCENTS[1:])) if slot not in taken]
        for slot in free:
            colour = self._scheme[slot]
            if colour.chroma >= _COLOURED and any(low <= colour.hue <= high for low, high in spans):
                return slot
        return free[0]


def _steps(role: Role, dark: bool) -> list[Role]:
    """`role` darker, or on a dark ground lighter, by steps of five percent."""
    shares = range(95, 15, -5)
    if dark:
        return [_role(role.slot, keep=share, add=100 - share) for share in shares]
    return [_role(role.slot, share) for share in shares]
