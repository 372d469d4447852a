"""The theme of a presentation: its colours and typefaces, and colours that name them (ISO/IEC 29500-1, 20.1.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from handbook.theme.colour import Colour

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SLOTS = (
    "dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink",
)  # fmt: skip
PLAIN_MAP = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
"""What the four names of text and ground mean where a master does not say otherwise."""
_BLACK, _WHITE = Colour("#000000"), Colour("#FFFFFF")
_PRESETS = {"black": "#000000", "white": "#FFFFFF", "red": "#FF0000", "green": "#008000", "blue": "#0000FF"}


@dataclass(frozen=True)
class Typefaces:
    """The typefaces of titles or of other text; empty where the theme names none."""

    latin: str
    east_asian: str


@dataclass(frozen=True)
class OfficeTheme:
    """What a theme part says."""

    name: str
    colours: Mapping[str, Colour]
    """Colours by slot: dk1 to folHlink."""
    major: Typefaces
    minor: Typefaces
    grounds: tuple[etree._Element, ...]
    """The ground fills that masters name by number from 1001 on."""


def read_theme(xml: bytes) -> OfficeTheme:
    """A theme part read; colours that it does not name are black or white. Raises `etree.XMLSyntaxError`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(xml, parser)
    colours: dict[str, Colour] = {}
    for slot in SLOTS:
        holder = root.find(f".//{A}clrScheme/{A}{slot}")
        found = colour_of(holder[0], {}) if holder is not None and len(holder) else None
        colours[slot] = found or (_WHITE if slot.startswith("lt") else _BLACK)
    grounds = root.find(f".//{A}bgFillStyleLst")
    return OfficeTheme(
        root.get("name", ""),
        colours,
        _faces(root, "majorFont"),
        _faces(root, "minorFont"),
        tuple(grounds) if grounds is not None else (),
    )


def _faces(root: etree._Element, kind: str) -> Typefaces:
    holder = root.find(f".//{A}fontScheme/{A}{kind}")
    if holder is None:
        return Typefaces("", "")
    named = {
        str(child.tag).removeprefix(A): child.get("typeface", "")
        for child in holder
        if child.tag != f"{A}font"
    }
    # Where no East Asian typeface is named, the office program takes that of the script list.
    scripts = {child.get("script"): child.get("typeface", "") for child in holder.findall(f"{A}font")}
    return Typefaces(named.get("latin", ""), named.get("ea", "") or scripts.get("Hans", ""))


def colour_of(
    element: etree._Element, scheme: Mapping[str, Colour], behind: Colour | None = None
) -> Colour | None:
    """The colour of `a:srgbClr`, `a:schemeClr`, `a:sysClr` or `a:prstClr`; `scheme` has one for each name.

    `behind` is what `phClr` stands for. None for a colour of another kind, or one that the scheme does not have.
    """
    value = element.get("val", "")
    made: Colour | None = None
    match str(element.tag).removeprefix(A):
        case "srgbClr" if len(value) == 6:
            made = Colour(f"#{value.upper()}")
        case "sysClr":
            last = element.get("lastClr") or ("FFFFFF" if value == "window" else "000000")
            made = Colour(f"#{last.upper()}")
        case "schemeClr":
            made = behind if value == "phClr" else scheme.get(value)
        case "prstClr":
            made = Colour(_PRESETS[value]) if value in _PRESETS else None
    for change in element:
        made = made and _changed(
            made, str(change.tag).removeprefix(A), int(change.get("val", "100000")) / 100_000
        )
    return made


def _changed(colour: Colour, change: str, value: float) -> Colour:
    match change:
        case "lumMod":
            return colour.shaded(value)
        case "lumOff":
            return colour.shaded(1.0, value)
        case "tint":
            return _WHITE.mixed(colour, value)
        case "shade":
            return _BLACK.mixed(colour, value)
        case _:
            return colour


def fill_colours(
    fill: etree._Element, scheme: Mapping[str, Colour], behind: Colour | None = None
) -> list[Colour]:
    """The colours of `a:solidFill` or `a:gradFill`; nothing for another fill."""
    if fill.tag == f"{A}solidFill":
        found = [colour_of(child, scheme, behind) for child in fill]
    elif fill.tag == f"{A}gradFill":
        found = [colour_of(stop[0], scheme, behind) for stop in fill.iter(f"{A}gs") if len(stop)]
    else:
        found = []
    return [colour for colour in found if colour is not None]


def scheme_of(theme: OfficeTheme, mapped: Mapping[str, str]) -> dict[str, Colour]:
    """A colour for each name that a colour on a slide may have, by the master's map."""
    named = {**PLAIN_MAP, **{slot: slot for slot in SLOTS}, **mapped}
    return {name: theme.colours[slot] for name, slot in named.items() if slot in theme.colours}
