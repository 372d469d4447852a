"""The frame of a company's slides: where its title and body leave room for ours, and how our places go there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from handbook.slides.layout_file import Box
from handbook.slides.layouts import Layout, Level, Place
from handbook.slides.template_ground import box_of_shape, shapes_of
from handbook.slides.template_read import Found, Sheet

LINE = 22.0
"""Height in points of the line above the body, and of the source line."""
_EDGE = 12.0
"""Least distance of text from the slide's upper and lower edge in points."""
_TITLE_FLOOR = 20.0
"""The smallest size of a title in points."""
_TITLE_LINES = 2
_PITCH = 1.4
"""Distance of lines in em that a title box is made for."""
_LADDER = (66, 60, 54, 48, 44, 40, 36, 32, 30, 28, 26, 24, 22, 20, 18, 16)
"""Sizes in points that text is set smaller by, one after the other."""
_LARGE = 28.0
"""A size above it belongs to a numeral or a statement, which goes smaller with its box."""
_FLOOR = 16.0
_BODY_FLOOR = 18.0
_USUAL_TITLE, _USUAL_BODY = (32.0, 32.0, 32.0), (24.0, 20.0, 18.0)
"""Sizes in points by level of a title and a body that name none."""
_SPARE = (14.0, 12.0)
"""Sizes in points for what fits no other way."""
_SMALLER = (1.0, 0.9, 0.8, 0.7, 0.6)
_DECORATION = 0.6
"""A shape that takes more of the slide than this is a ground, not a thing to keep clear of."""


@dataclass(frozen=True)
class Frame:
    """Where things stand on the slides of a template, in points."""

    size: Box
    """The slide."""
    title: Box
    """The title's box, high enough for two lines."""
    body: Box
    """The body without the lines above and below it."""
    full: Box
    """The body as the template draws it."""
    eyebrow: Box
    source: Box

    def mapped(self, box: Box, own_title: Box, own_body: Box, *, free: bool = False) -> Box:
        """Where a box of our own layouts goes: what stands in our body into theirs, what stands above it likewise.

        `free` is for layouts whose title stands in the body: the line above it takes the upper edge of its room.
        """
        across = self.body.w / own_body.w
        knots: tuple[tuple[float, float], ...]
        head = self.title.y + (LINE if free and self.eyebrow.y > self.title.y else 0.0)
        knots = (
            (own_title.y, head),
            (own_title.bottom, self.body.y),
            (own_body.y, self.body.y),
            (own_body.bottom, self.body.bottom),
        )
        if free:
            knots = (knots[0], knots[-1])
        top, bottom = _between(box.y, knots), _between(box.bottom, knots)
        return Box(self.body.x + (box.x - own_body.x) * across, top, box.w * across, bottom - top)

    def free_eyebrow(self) -> Box:
        """The line above a body that holds the title too."""
        if self.eyebrow.y > self.title.y:
            return Box(self.eyebrow.x, self.title.y, self.eyebrow.w, self.eyebrow.h)
        return self.eyebrow

    def moved(self, box: Box, outer: Box) -> Box:
        """Where a box of a layout's own body `outer` goes once the lines above and below it have taken their room."""
        share = self.body.h / outer.h
        return Box(box.x, self.body.y + (box.y - outer.y) * share, box.w, box.h * share)


def _between(y: float, knots: Sequence[tuple[float, float]]) -> float:
    """`y` carried over from one scale to the other, straight between two knots and beyond the last."""
    pairs = list(pairwise(knots))
    (a, b), (c, d) = next((pair for pair in pairs if y <= pair[1][0]), pairs[-1])
    return b + (y - a) * (d - b) / (c - a)


def frame_of(sheet: Sheet, title: Found, body: Box, size: Box) -> Frame:
    """The frame that a layout with a title and a body gives."""
    things = _decorations(sheet, size)
    footers = [one.box for one in sheet.of("ftr", "sldNum", "dt") if one.box.y > size.h / 2]
    full = _clear_of(body, title.box)
    head = _two_lines(title, full, things)
    full = _clear_of(full, head)
    top, bottom = full.y, full.bottom
    above = Box(full.x, head.y - LINE - 2, full.w, LINE)
    if above.y >= _EDGE and not any(_meet(above, thing) for thing in things):
        eyebrow = above
    else:
        eyebrow = Box(full.x, min(head.bottom, top), full.w, LINE)
        top = max(top, eyebrow.bottom + 2)
    floor = min([box.y for box in footers] + [size.h - _EDGE])
    below = Box(full.x, bottom + 2, full.w, LINE)
    if below.bottom <= floor and not any(_meet(below, thing) for thing in things):
        source = below
    else:
        source = Box(full.x, min(bottom, floor) - LINE, full.w, LINE)
        bottom = source.y - 4
    return Frame(size, head, Box(full.x, top, full.w, bottom - top), full, eyebrow, source)


def _clear_of(body: Box, title: Box) -> Box:
    """A body that begins below the title."""
    top = max(body.y, title.bottom) if title.y < body.y else body.y
    return Box(body.x, top, body.w, body.bottom - top)


def _two_lines(title: Found, body: Box, things: Iterable[Box]) -> Box:
    """The title's box, made higher where it would not hold two lines at the smallest size."""
    box = title.box
    needed = (_TITLE_LINES * _TITLE_FLOOR * _PITCH + title.insets[1] + title.insets[3]) / 0.92
    if box.h >= needed:
        return box
    lack = needed - box.h
    room_below = max(0.0, body.y - box.bottom)
    down = min(lack, room_below) if title.anchor != "b" else 0.0
    up = min(lack - down, max(0.0, box.y - _EDGE))
    raised = Box(box.x, box.y - up, box.w, box.h + up)
    if any(_meet(raised, thing) and not _meet(box, thing) for thing in things):
        up = 0.0
    # What is still lacking is taken from the body.
    return Box(box.x, box.y - up, box.w, needed)


def _decorations(sheet: Sheet, size: Box) -> list[Box]:
    """What a layout draws beside its ground: logos, rules, bands."""
    boxes = (box_of_shape(shape) for _, shape in shapes_of(sheet))
    return [box for box in boxes if box is not None and box.w * box.h < _DECORATION * size.w * size.h]


def _meet(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def found_place(
    name: str, found: Found, box: Box, faces: tuple[str, str] | None, *, title: bool = False
) -> Place:
    """A placeholder of a template as one of our places; `box` is the room that our text gets in it."""
    return Place(
        name=name,
        type=found.type,
        idx=found.idx or None,
        box=box,
        steps=_ladder(_sizes(found, title), _TITLE_FLOOR if title else _BODY_FLOOR),
        levels=found.levels,
        anchor=found.anchor,
        insets=found.insets,
        fill=None,
        flows=not title and name in ("body", "body1", "body2"),
        digits=False,
        mono=False,
        over=(),
        drawn=None if box == found.box else found.box,
        sized=found.sized,
        spare=_spare(found.sizes),
        faces=faces,
    )


def _sizes(found: Found, title: bool) -> tuple[float, ...]:
    """The sizes of a placeholder; usual ones where nothing but the presentation's defaults names any."""
    if found.sized or found.type in ("ftr", "sldNum", "dt"):
        return found.sizes
    return _USUAL_TITLE if title else _USUAL_BODY


def _spare(sizes: tuple[float, ...]) -> tuple[tuple[float, ...], ...]:
    """Steps for what would find no room otherwise."""
    return tuple(tuple(min(size, other) for other in sizes) for size in _SPARE if size < sizes[0])


def _ladder(sizes: tuple[float, ...], floor: float) -> tuple[tuple[float, ...], ...]:
    """The template's own sizes first, then smaller ones."""
    first = sizes[0]
    steps = [sizes]
    for size in (value for value in _LADDER if floor <= value < first):
        steps.append(
            (
                float(size),
                *(max(min(_FLOOR, other), min(other, round(other * size / first))) for other in sizes[1:]),
            )
        )
    return tuple(dict.fromkeys(steps))


def our_place(place: Place, box: Box, factor: float, own: Box) -> Place:
    """A place of our own layouts in the room that a template has for it; `factor` is how much narrower it is."""
    across = box.w / own.w if own.w else 1.0
    down = box.h / own.h if own.h else 1.0
    share = min(1.0, across, down)
    steps = list(place.steps)
    if steps[0][0] > _LARGE and share < 1:
        steps = [
            tuple(float(max(_FLOOR, int(size * share * smaller))) for size in step)
            for smaller in _SMALLER
            for step in steps
        ]
    last = steps[-1]
    if share < 1 and last[0] > _FLOOR and place.type not in ("tbl", "chart", "pic") and not place.mono:
        steps += [
            (float(size), *(min(other, float(size)) for other in last[1:]))
            for size in (18, 16)
            if size < last[0]
        ]
    levels = place.levels
    if factor < 1:
        levels = tuple(_narrowed(level, factor) for level in levels)
    spare = _spare(steps[-1]) if place.type not in ("tbl", "chart", "pic") and not place.mono else ()
    return replace(place, box=box, steps=tuple(dict.fromkeys(steps)), levels=levels, drawn=None, spare=spare)


def _narrowed(level: Level, factor: float) -> Level:
    """A level whose columns before a tab are narrower; the room of bullets stays."""
    if level.margin <= 36:
        return level
    return replace(level, margin=round(level.margin * factor), indent=round(level.indent * factor))


def moves_of(layout: Layout, places: Iterable[str]) -> dict[str, str]:
    """Where the texts of our layout go that a template's layout has no place for."""
    there = set(places)
    homes = {
        "cover": {"figure": "title", "part": "subtitle", "edition": "subtitle", "subtitle": "notes"},
        "divider": {"figure": "title", "claim": "notes", "chapter": "notes"},
    }.get(layout.key, {})
    made = {}
    for name in layout.places:
        if name in there or name in ("title", "footer", "number"):
            continue
        home = homes.get(name, "notes")
        made[name] = home if home in there or home in ("title", "notes") else "notes"
    return made
