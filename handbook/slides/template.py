"""A company's template as the dress of the decks: opened, mapped, measured, and given the layouts that it lacks."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from handbook.model.place import Place as Where
from handbook.plan.words import Words
from handbook.problems import Problems
from handbook.slides.layout_file import Box
from handbook.slides.layouts import LayoutSet
from handbook.slides.template_faces import MeasuredFace, measure_faces
from handbook.slides.template_file import OpenedTemplate, open_template
from handbook.slides.template_frame import Frame, frame_of
from handbook.slides.template_graft import graft
from handbook.slides.template_ground import Ground, ground_of, mapping_of, scheme_for, theme_of
from handbook.slides.template_layouts import LayoutBuilder, TemplateLayouts
from handbook.slides.template_map import Match, match_layouts
from handbook.slides.template_read import Sheet, read_sheet
from handbook.slides.template_report import TemplateReport
from handbook.slides.template_roles import Roles, find_roles
from handbook.theme.length import Length
from handbook.theme.load import Theme
from handbook.theme.office import OfficeTheme
from handbook.theme.tokens import DeckFonts, DeckTokens

_EMU = 12_700
_NARROWEST, _LOWEST = 380.0, 180.0
"""Width and height in points of the smallest body that slides of all kinds can be made in."""
_LARGE = 0.4
"""Share of a slide below the title that a large body takes."""
_TIGHT_FLOOR = Length(12)
"""The smallest labels of diagrams in a template whose body is small."""
_SAME_GROUND = ("content", "two-columns", "compare", "title-only", "table", "blank")
"""Layouts whose slides hold tables, diagrams and marks in our colours: their grounds have to be alike."""


def read_template(
    path: Path, theme: Theme, own: LayoutSet, words: Words, problems: Problems
) -> tuple[Theme, LayoutSet, bytes, TemplateReport] | None:
    """Theme, layouts and package that decks made in the template in `path` have, with the report of the mapping.

    None, with a problem, where the file cannot serve, or no title or body can be found in it.
    """
    opened = open_template(path, problems)
    if opened is None:
        return None
    size = Box(0, 0, opened.presentation.slide_width / _EMU, opened.presentation.slide_height / _EMU)
    chosen = _choose(opened.presentation, size)
    found = _bases(chosen, size)
    if found is None:
        _no_body(path, chosen, problems)
        return None
    base, body = found
    title = base.title
    assert title is not None
    office = theme_of(base.master)
    frame = frame_of(base, title, body, size)
    if frame.body.w < _NARROWEST or frame.body.h < _LOWEST:
        problems.error(
            Where(path.as_posix()),
            "deck-template",
            f"the body of the layout “{base.name}” has room of {frame.body.w:.0f} x {frame.body.h:.0f} pt only",
            f"at least {_NARROWEST:g} x {_LOWEST:g} pt are needed below the title; draw its placeholder larger",
        )
        return None
    ground = ground_of(base, frame.body, office, size)
    matches = {
        key: match
        for key, match in chosen.matches.items()
        if key not in _SAME_GROUND or ground_of(match.sheet, frame.body, office, size).dark == ground.dark
    }
    roles = find_roles(scheme_for(base, office), ground)
    sheets = [
        read_sheet(layout) for master in opened.presentation.slide_masters for layout in master.slide_layouts
    ]
    builder = LayoutBuilder(own, frame, base, office, [sheet.part for sheet in sheets])
    made = builder.build(matches, {sheet.name for sheet in sheets})
    fonts = _fonts(theme.tokens.deck.fonts, office)
    faces, measured = measure_faces(_wanted(fonts, made), theme.faces, (path.parent, path.parent / "fonts"))
    dressed = _dressed(theme, roles, fonts, size, dict(faces))
    buffer = io.BytesIO()
    opened.presentation.save(buffer)
    package = graft(buffer.getvalue(), made, dressed.tokens.deck, words)
    report = _report(opened, chosen, matches, made, frame, office, roles, ground, measured, base)
    return dressed, made.layouts, package, report


class _Chosen:
    """The master that serves best, with its layouts and those of them that serve ours."""

    def __init__(self, number: int, masters: int, sheets: list[Sheet], matches: dict[str, Match]) -> None:
        self.number, self.masters, self.sheets, self.matches = number, masters, sheets, matches


def _choose(presentation: Any, size: Box) -> _Chosen:
    """The master with a large body and the most layouts that serve ours; of equals the first.

    Some templates have a master for the cover alone, with layouts of every type drawn into its narrow room.
    """
    masters = list(presentation.slide_masters)
    offers = []
    for number, master in enumerate(masters, start=1):
        sheets = [read_sheet(layout) for layout in master.slide_layouts]
        offers.append(_Chosen(number, len(masters), sheets, match_layouts(sheets, size)))
    return max(offers, key=lambda offer: (_body_share(offer, size), len(offer.matches), -offer.number))


def _body_share(offer: _Chosen, size: Box) -> int:
    """Whether a master has a body for text, and whether it is a large one."""
    match = offer.matches.get("content")
    if match is None:
        return 0
    title, body = match.places["title"].box, match.places["body"].box
    height = body.bottom - max(body.y, title.bottom)
    return 2 if body.w * height >= _LARGE * size.w * size.h else 1


def _bases(chosen: _Chosen, size: Box) -> tuple[Sheet, Box] | None:
    """The layout that ours are drawn on, and the body of its slides."""
    content, bare = chosen.matches.get("content"), chosen.matches.get("title-only")
    if content is not None:
        body = content.places["body"].box
        title = content.sheet.title
        other = bare.sheet.title if bare is not None else None
        same = title is not None and other is not None and _alike(other.box, title.box)
        if bare is not None and same and _same_drawings(bare.sheet, content.sheet):
            return bare.sheet, body
        return content.sheet, body
    columns = chosen.matches.get("two-columns")
    if columns is not None:
        return columns.sheet, columns.places["left"].box.united(columns.places["right"].box)
    titled = next(
        (sheet for sheet in chosen.sheets if sheet.title is not None and sheet.title.box.y < size.h / 3), None
    )
    body_of_master = _master_body(chosen)
    if titled is not None and body_of_master is not None:
        return (bare.sheet if bare is not None else titled), body_of_master
    return None


def _master_body(chosen: _Chosen) -> Box | None:
    """The body that the master draws, where no layout has one."""
    for sheet in chosen.sheets:
        for shape in sheet.master.placeholders:
            if "BODY" in str(shape.placeholder_format.type) and shape.width and shape.height:
                return Box(*(value / _EMU for value in (shape.left, shape.top, shape.width, shape.height)))
    return None


def _alike(one: Box, other: Box) -> bool:
    return all(
        abs(a - b) <= 2
        for a, b in zip((one.x, one.y, one.w, one.h), (other.x, other.y, other.w, other.h), strict=True)
    )


def _same_drawings(one: Sheet, other: Sheet) -> bool:
    """Whether two layouts show the master's drawings alike and have the same colour map."""
    return mapping_of(one) == mapping_of(other) and one.layout._element.get(
        "showMasterSp"
    ) == other.layout._element.get("showMasterSp")


def _no_body(path: Path, chosen: _Chosen, problems: Problems) -> None:
    have = ", ".join(
        f"“{sheet.name}” ({', '.join(dict.fromkeys(found.type for found in sheet.found)) or 'nothing'})"
        for sheet in chosen.sheets
    )
    titled = any(sheet.title is not None for sheet in chosen.sheets)
    lacking = "body" if titled else "title"
    problems.error(
        Where(path.as_posix()),
        "deck-template",
        f"no layout of the template has a {lacking} for text; its layouts are {have or 'none'}",
        "in PowerPoint, View, Slide Master: give one layout a title and a body placeholder",
    )


def _fonts(own: DeckFonts, office: OfficeTheme) -> DeckFonts:
    """The typefaces of the template; ours stand where it names none, as the viewer's own fallback is not known."""
    latin, asian = office.minor.latin or own.latin, office.minor.east_asian or own.east_asian
    return own.model_copy(
        update={
            "latin": latin,
            "east_asian": asian,
            "title_latin": office.major.latin or latin,
            "title_east_asian": office.major.east_asian or asian,
        }
    )


def _wanted(fonts: DeckFonts, made: TemplateLayouts) -> list[tuple[str, bool]]:
    """Every typeface that sets text, with whether it sets Chinese."""
    wanted = [(fonts.latin_of(title), False) for title in (True, False)]
    wanted += [(fonts.east_asian_of(title), True) for title in (True, False)]
    for layout in made.layouts.layouts.values():
        for place in layout.places.values():
            if place.faces is not None:
                wanted += [(place.faces[0], False), (place.faces[1], True)]
    return wanted


def _dressed(
    theme: Theme, roles: Roles, fonts: DeckFonts, size: Box, faces: Mapping[tuple[str, int], Any]
) -> Theme:
    """`theme` with the colours, typefaces and size of the template."""
    deck: DeckTokens = theme.tokens.deck.model_copy(
        update={
            "width": Length(size.w),
            "height": Length(size.h),
            "map": "dark" if roles.dark else "light",
            "colours": roles.colours,
            "roles": dict(roles.roles),
            "fonts": fonts,
            "tint_offset": not roles.dark,
            "tight_floor": _TIGHT_FLOOR,
        }
    )
    tokens = theme.tokens.model_copy(update={"deck": deck})
    return replace(theme, tokens=tokens, more_faces={**theme.more_faces, **faces})


def _report(
    opened: OpenedTemplate,
    chosen: _Chosen,
    matches: Mapping[str, Match],
    made: TemplateLayouts,
    frame: Frame,
    office: OfficeTheme,
    roles: Roles,
    ground: Ground,
    measured: list[MeasuredFace],
    base: Sheet,
) -> TemplateReport:
    return TemplateReport(
        file=opened.name, slides=opened.slides, unlinked=opened.unlinked, master=chosen.number, masters=chosen.masters,
        size=frame.size, base=base, matches=dict(matches), rejected=set(chosen.matches) - set(matches),
        sheets=chosen.sheets, made=made, frame=frame, office=office, roles=roles, ground=ground, faces=measured,
    )  # fmt: skip
