"""A theme drafted from a company's presentation, so that the printed book wears the same dress as its decks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pptx.oxml.ns import qn

from handbook.slides.layout_file import Box
from handbook.slides.template_ground import box_of_shape, shapes_of
from handbook.slides.template_report import TemplateReport
from handbook.theme.colour import Colour
from handbook.theme.contrast import TEXT
from handbook.theme.tokens import ThemeTokens

_SERIF = re.compile(r"serif|times|georgia|garamond|cambria|roman|song|宋|明|楷|仿|minion|palatino", re.I)
_SANS = re.compile(r"sans|黑|hei", re.I)
_PRINTED = (".png", ".jpg", ".jpeg", ".gif")
"""Pictures that the book can hold; metafiles of Windows are none."""
_LARGEST, _SMALLEST = 0.12, 0.0008
"""Shares of a slide between which a picture is taken for a logo."""
_TINT, _THIRD, _FOURTH, _ORNAMENT = 0.06, 0.35, 0.75, 0.4
"""Shares of paper, or of ink, in the colours that are made from the accent."""
_HUE_OF = {"warm": ((0.0, 48.0), (335.0, 360.0)), "positive": ((85.0, 175.0),)}
"""Hues in degrees of warnings and of what is right."""
_COLOURED = 0.22


@dataclass(frozen=True)
class Draft:
    """A drafted theme."""

    yaml: str
    """`theme.yaml`."""
    logo: tuple[str, bytes] | None
    """The logo's file name and content."""


def draft_theme(report: TemplateReport, own: ThemeTokens, name: str, template: str) -> Draft:
    """The draft of a theme `name` over the default, whose tokens are `own`; `template` is the copied file's name."""
    logo = _logo(report)
    return Draft("\n".join(_Writer(report, own, logo).lines(name, template)) + "\n", logo)


class _Writer:
    def __init__(self, report: TemplateReport, own: ThemeTokens, logo: tuple[str, bytes] | None) -> None:
        self._report = report
        self._own = own
        self._logo = logo
        self._theme = report.office.colours
        self._paper = own.colours.paper

    def lines(self, name: str, template: str) -> Iterator[str]:
        yield f"# Drafted from {self._report.file} by `handbook theme from-pptx`. Change it freely: what is not here"
        yield "# comes from the default theme. Pairs of text and ground are checked for contrast whenever it is used."
        yield f"name: {json.dumps(name, ensure_ascii=False)}"
        yield "extends: default"
        yield ""
        yield "colours:"
        for role, colour, why in self._colours():
            yield f'  {role}: "{colour}"  # {why}'
        yield "  # grey, rule, hair and context are the default's: neutral greys go with every brand."
        yield ""
        yield "book:"
        yield from self._faces()
        if self._logo:
            yield f"  logo: {self._logo[0]}  # the picture of master or layout that looks like a logo; check it"
        else:
            yield "  # No logo was found among the pictures of master and cover; drawn shapes and metafiles cannot be"
            yield "  # taken over. Put a PNG or SVG here and name it with “logo: file.png”."
        yield self._tab()
        yield ""
        yield "deck:"
        yield "  # Decks are made in the company's own file; its colours, typefaces, sizes and layouts hold there."
        yield f"  template: {template}"
        for remark in self._report.remarks:
            yield f"  # {remark}"

    def _colours(self) -> Iterator[tuple[str, Colour, str]]:
        ink = self._ink()
        yield "ink", *ink
        accent, why = self._mended("accent1", self._theme["accent1"])
        yield "accent", accent, why
        for role in ("warm", "positive"):
            slot = self._of_hue(role)
            if slot is None:
                yield role, getattr(self._own.colours, role), "the default's: the company has no such hue"
            else:
                yield role, *self._mended(slot, self._theme[slot])
        yield "third", accent.mixed(self._paper, _THIRD), "accent, lighter"
        yield "fourth", accent.mixed(ink[0], _FOURTH), "accent, nearly ink"
        yield "tint", self._paper.mixed(accent, _TINT), "6 % of accent"
        yield "standfirst", accent, "accent"
        yield "cover", accent, "accent"
        yield "on_cover", Colour("#FFFFFF"), "white reads on it"
        yield "cover_quiet", accent.mixed(self._paper, _ORNAMENT), "accent, lighter"

    def _ink(self) -> tuple[Colour, str]:
        darkest = min(("dk1", "dk2", "lt1"), key=lambda slot: (self._theme[slot].luminance, slot))
        colour = self._theme[darkest]
        if colour.contrast(self._paper) >= 12:
            return colour, darkest
        return self._own.colours.ink, f"the default's: {darkest} {colour} is too light for long reading"

    def _mended(self, slot: str, colour: Colour) -> tuple[Colour, str]:
        """A colour dark enough for text on paper and on its own tint."""
        for keep in range(100, 10, -5):
            tried = colour if keep == 100 else colour.shaded(keep / 100)
            tint = self._paper.mixed(tried, _TINT)
            grounds = (self._paper, tint, self._own.colours.warm_tint, self._own.colours.tint)
            if min(tried.contrast(ground) for ground in grounds) >= TEXT:
                found = f"{tried.contrast(self._paper):.1f}:1 on paper"
                if keep == 100:
                    return tried, f"{slot}, {found}"
                was = f"{colour.contrast(self._paper):.1f}:1"
                return tried, f"{slot} {colour}, darkened to {keep} %: {found} instead of {was}"
        return self._own.colours.ink, f"ink: {slot} {colour} cannot be made readable"

    def _of_hue(self, role: str) -> str | None:
        for number in range(1, 7):
            colour = self._theme[f"accent{number}"]
            if colour.chroma >= _COLOURED and any(low <= colour.hue <= high for low, high in _HUE_OF[role]):
                return f"accent{number}" if number > 1 else None
        return None

    def _tab(self) -> str:
        accent, _ = self._mended("accent1", self._theme["accent1"])
        return f'  tab: {{ground: "{accent}", label: "#FFFFFF"}}  # accent'

    def _faces(self) -> Iterator[str]:
        """Typefaces of ours for those of the company, which may not be printed without their files and licence."""
        major, minor = self._report.office.major, self._report.office.minor
        head = _serif(major.east_asian, major.latin)
        yield "  type:"
        named = " / ".join(face for face in (major.latin, major.east_asian) if face) or "none"
        ours = "[Handbook Text, Handbook Song]" if head else "[Handbook Label, Handbook Hei]"
        yield f"    head: {ours}  # titles are {named}, a {'serif' if head else 'sans'}"
        named = " / ".join(face for face in (minor.latin, minor.east_asian) if face) or "none"
        if _serif(minor.east_asian, minor.latin):
            yield f"    body: [Handbook Text, Handbook Song]  # text is {named}, a serif"
        else:
            yield f"    # Text on slides is {named}, a sans. Long reading keeps the default's serif; for a sans,"
            yield "    # write “body: [Handbook Label, Handbook Hei]” and “align: left”."


def _serif(asian: str, latin: str) -> bool:
    """Whether a pair of typefaces is a serif, by the Chinese one where there is one."""
    name = asian or latin
    return bool(_SERIF.search(name)) and not _SANS.search(name)


def _logo(report: TemplateReport) -> tuple[str, bytes] | None:
    """The picture that looks like a logo: small, at an edge, on the master or on the cover."""
    cover = report.matches.get("cover")
    sheets = [*([cover.sheet] if cover else []), report.base]
    found: list[tuple[float, str, bytes]] = []
    for sheet in sheets:
        for owner, shape in shapes_of(sheet):
            box = box_of_shape(shape)
            picture = _picture(owner, shape)
            if box is None or picture is None:
                continue
            share = box.w * box.h / (report.size.w * report.size.h)
            if _SMALLEST <= share <= _LARGEST and _at_edge(box, report.size):
                found.append((share, *picture))
    return max(found, default=(0.0, "", b""))[1:] if found else None


def _picture(owner: Any, shape: Any) -> tuple[str, bytes] | None:
    blip = shape.find(f"{qn('p:blipFill')}/{qn('a:blip')}")
    relation = owner.part.rels.get(blip.get(qn("r:embed"), "")) if blip is not None else None
    if relation is None or relation.is_external:
        return None
    ending = PurePosixPath(str(relation.target_part.partname)).suffix.lower()
    return (f"logo{ending}", relation.target_part.blob) if ending in _PRINTED else None


def _at_edge(box: Box, size: Box) -> bool:
    """Whether a box stands in the outer quarter of a slide."""
    middle_x, middle_y = box.x + box.w / 2, box.y + box.h / 2
    return not (size.w / 4 < middle_x < size.w * 3 / 4 and size.h / 4 < middle_y < size.h * 3 / 4)
