"""Our layouts in a company's template: its own where it has one, else ours, drawn on one of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce

from handbook.slides.layout_file import Box, Furniture, numbers_of
from handbook.slides.layouts import Layout, LayoutSet, Place
from handbook.slides.template_frame import Frame, found_place, frame_of, moves_of, our_place
from handbook.slides.template_ground import contrast_of, ground_of
from handbook.slides.template_map import Match
from handbook.slides.template_read import Found, Sheet
from handbook.theme.length import Length
from handbook.theme.office import OfficeTheme

_LINED = ("content", "two-columns", "compare", "title-only", "table")
"""Layouts of a template that are given a line above the body and one for sources."""
_PROMPTS = ("页脚", "footer", "单击", "点击", "click", "编辑", "edit")
"""Words of footers that say nothing but what they are."""


@dataclass(frozen=True)
class Derived:
    """A layout of ours that the template is given."""

    layout: Layout
    base: Sheet
    """The layout whose ground, ornaments, title and footers it takes."""
    custom_title: bool
    """Whether its title stands elsewhere than that of the base."""


@dataclass(frozen=True)
class TemplateLayouts:
    """Every layout of ours in a template."""

    layouts: LayoutSet
    derived: tuple[Derived, ...]
    added: Mapping[str, tuple[Place, ...]]
    """Places that a layout of the template is given, by the name of its part."""


class LayoutBuilder:
    """Builds our layouts in one template."""

    def __init__(
        self, own: LayoutSet, frame: Frame, base: Sheet, theme: OfficeTheme, parts: list[str]
    ) -> None:
        self._own = own
        self._frame = frame
        self._base = base
        self._theme = theme
        self._ground = ground_of(base, frame.body, theme, frame.size)
        content = own["content"].places
        self._own_title, self._own_body = content["title"].box, content["body"].box
        self._factor = frame.body.w / self._own_body.w
        self._next = max(int("".join(char for char in part if char.isdigit())) for part in parts) + 1

    def build(self, matches: Mapping[str, Match], names: set[str]) -> TemplateLayouts:
        """The layouts; `names` are those of the template's own."""
        made: dict[str, Layout] = {}
        derived: list[Derived] = []
        added: dict[str, tuple[Place, ...]] = {}
        for key in self._own.keys:
            if key in matches:
                made[key] = layout = self._native(self._own[key], matches[key])
                lines = tuple(layout.places[name] for name in ("eyebrow", "source") if name in layout.places)
                if lines:
                    added[matches[key].sheet.part] = lines
            else:
                one = self._derived(self._own[key], names)
                made[key] = one.layout
                derived.append(one)
        layouts = LayoutSet(made, self._furniture(), self._own.common, self._frame.body, ornaments=False)
        return TemplateLayouts(layouts, tuple(derived), added)

    def _native(self, own: Layout, match: Match) -> Layout:
        places: dict[str, Place] = {}
        lined = own.key in _LINED
        bodies = [found.box for name, found in match.places.items() if name != "title"]
        outer = reduce(Box.united, bodies) if bodies else self._frame.full
        frame = (
            frame_of(match.sheet, match.places["title"], outer, self._frame.size) if lined else self._frame
        )
        for name, found in match.places.items():
            title = name == "title"
            box = found.box
            if lined:
                box = frame.title if title else frame.moved(found.box, outer)
            place = found_place(name, found, box, self._faces(found), title=title)
            if found.type == "tbl":
                place = replace(place, type="tbl", steps=own.places["table"].steps)
            places[name] = replace(place, tone=self._tone(match.sheet, found))
        if lined:
            taken = {found.idx for found in match.sheet.found}
            for name, box in (("eyebrow", frame.eyebrow), ("source", frame.source)):
                if name in own.places:
                    places[name] = self._line(own.places[name], box, taken)
        places |= self._footers(match.sheet)
        return Layout(
            key=own.key, name=match.sheet.name, type=own.type, places=_ordered(places, own), panel=None, filled=False,
            progress=False, rules=(), part=match.sheet.part, moves=moves_of(own, places), says=_says(match.sheet),
        )  # fmt: skip

    def _tone(self, sheet: Sheet, found: Found) -> str | None:
        """The tone of a text that its own layout makes too faint to read."""
        seen = contrast_of(sheet, found, self._theme, self._frame.size)
        if seen is None or seen[0] >= seen[1]:
            return None
        below = ground_of(sheet, found.box, self._theme, self._frame.size)
        if below.dark != self._ground.dark:
            return None
        return (
            "quiet" if below.colours == self._ground.colours and not found.type.endswith("itle") else "text"
        )

    def _line(self, place: Place, box: Box, taken: set[int]) -> Place:
        return replace(place, box=box, idx=_free(place.idx or 20, taken))

    def _derived(self, own: Layout, names: set[str]) -> Derived:
        base_title = self._base.title
        taken = {found.idx for found in self._base.of("ftr", "sldNum", "dt")}
        usual_title = "title" in own.places and own.places["title"].box == self._own_title
        places: dict[str, Place] = {}
        for name, place in own.places.items():
            if name in ("footer", "number"):
                continue
            if name == "title" and usual_title and base_title is not None:
                places[name] = found_place(
                    name, base_title, self._frame.title, self._faces(base_title), title=True
                )
            elif name in ("eyebrow", "source") or place.box == self._own.common["eyebrow"].box:
                line = self._frame.eyebrow if usual_title else self._frame.free_eyebrow()
                box = line if name != "source" else self._frame.source
                places[name] = self._line(place, box, taken)
            elif name == "figure" and own.key == "cover":
                continue
            else:
                box = self._frame.mapped(place.box, self._own_title, self._own_body, free=not usual_title)
                made = our_place(place, box, self._factor, place.box)
                places[name] = replace(made, idx=_free(place.idx, taken) if place.idx is not None else None)
        places |= self._footers(self._base)
        rules = tuple(
            (replace(self._frame.mapped(box, self._own_title, self._own_body), h=box.h), slot, warns, owner)
            for box, slot, warns, owner in own.rules
        )
        name = own.name
        while name in names:
            name = f"{name} 2"
        names.add(name)
        layout = Layout(
            key=own.key, name=name, type=None, places=_ordered(places, own), panel=None, filled=False,
            progress=False, rules=rules, part=f"/ppt/slideLayouts/slideLayout{self._next}.xml",
            moves=moves_of(own, places), says=_says(self._base),
        )  # fmt: skip
        self._next += 1
        return Derived(layout, self._base, custom_title=not usual_title)

    def _footers(self, sheet: Sheet) -> dict[str, Place]:
        made = {}
        for name, kind in (("footer", "ftr"), ("number", "sldNum")):
            found = next(iter(sheet.of(kind)), None)
            if found is not None:
                made[name] = found_place(name, found, found.box, self._faces(found))
        return made

    def _faces(self, found: Found) -> tuple[str, str] | None:
        """The typefaces of a placeholder by name, where they are not those that its kind usually has."""
        named = tuple(resolve_face(face, self._theme) for face in found.faces)
        usual = self._theme.major if found.type in ("title", "ctrTitle") else self._theme.minor
        latin, asian = named[0] or usual.latin, named[1] or usual.east_asian
        if not latin or not asian or (latin, asian) == (usual.latin, usual.east_asian):
            return None
        return latin, asian

    def _furniture(self) -> Furniture:
        """Our furniture, with an agenda as wide as the body."""
        own = self._own.furniture
        factor = self._factor
        columns = " ".join(f"{round(width * factor, 2):g}" for width in numbers_of(own.agenda.columns))
        agenda = own.agenda.model_copy(
            update={
                "columns": f"{columns} pt",
                "longest": Length(own.agenda.longest.pt * factor),
                "minute": Length(own.agenda.minute.pt * factor),
            }
        )
        return own.model_copy(update={"agenda": agenda})


def resolve_face(written: str, theme: OfficeTheme) -> str:
    """The typeface that a name on a layout means."""
    return {
        "+mj-lt": theme.major.latin, "+mn-lt": theme.minor.latin,
        "+mj-ea": theme.major.east_asian, "+mn-ea": theme.minor.east_asian,
    }.get(written, written)  # fmt: skip


def _ordered(places: Mapping[str, Place], own: Layout) -> dict[str, Place]:
    """Places in the reading order of our own layout."""
    order = list(own.places)
    return dict(
        sorted(places.items(), key=lambda entry: order.index(entry[0]) if entry[0] in order else len(order))
    )


def _free(idx: int | None, taken: set[int]) -> int:
    """An index that is not taken, the wanted one if it may be; it is taken then."""
    made = idx or 20
    while made in taken:
        made += 100
    taken.add(made)
    return made


def _says(sheet: Sheet) -> str:
    """What the company's footer says of itself, apart from a prompt."""
    text = next((found.text for found in sheet.of("ftr")), "")
    return "" if any(word in text.casefold() for word in _PROMPTS) else text
