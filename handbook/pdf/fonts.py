"""One font a face for the whole book, from what its parts have drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, String

from handbook.pdf.composite import STEM, composite_font
from handbook.pdf.subset import subset

_FIXED_PITCH = 1


def united(fonts: Iterable[Mapping[str, Mapping[str, Any]]]) -> dict[str, dict[str, Any]]:
    """The fonts of all parts by their names in the content; the first part that reads a glyph is believed."""
    made: dict[str, dict[str, Any]] = {}
    for part in fonts:
        for name, font in part.items():
            whole = made.setdefault(name, {**font, "glyphs": {}, "widths": {}})
            for kind in ("glyphs", "widths"):
                for key, value in font[kind].items():
                    whole[kind].setdefault(key, value)
    return made


def embedded(pdf: pikepdf.Pdf, font: Mapping[str, Any], path: Path) -> pikepdf.Object:
    """A font of a face in a file, with the glyphs that are used of it."""
    glyphs: Mapping[int, str] = font["glyphs"]
    widths: Mapping[int, int] = {key: font["widths"][key] for key in font["widths"] if key in glyphs}
    name = Name("/" + font["name"].removeprefix("/"))
    even = len(widths) > 1 and len(set(widths.values())) == 1
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        FontFamily=String(font["family"]),
        Flags=font["flags"] + (_FIXED_PITCH if even else 0),
        FontBBox=[0, font["descent"], max(widths.values(), default=0), font["ascent"]],
        ItalicAngle=0,
        Ascent=font["ascent"],
        Descent=font["descent"],
        CapHeight=font["ascent"],
        StemV=STEM,
        StemH=STEM,
    )
    return composite_font(pdf, subset(path, glyphs), descriptor, widths, glyphs.items())
