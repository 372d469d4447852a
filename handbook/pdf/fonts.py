"""One font a face for the whole book, from what its parts have drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count, takewhile
from math import ceil
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from handbook.pdf.subset import subset

_FIXED_PITCH = 1
_STEM = 80
_BATCH = 100
"""The most entries that one block of a character map may hold."""


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
    data = subset(path, glyphs)
    file = pikepdf.Stream(pdf, data, Length1=len(data))
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
        StemV=_STEM,
        StemH=_STEM,
        FontFile2=pdf.make_indirect(file),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        CIDToGIDMap=Name.Identity,
        W=Array(_runs(widths)),
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=[pdf.make_indirect(descendant)],
            ToUnicode=pdf.make_indirect(pikepdf.Stream(pdf, _character_map(glyphs))),
        )
    )


def _runs(widths: Mapping[int, int]) -> list[Any]:
    made: list[Any] = []
    for first in sorted(key for key in widths if key - 1 not in widths):
        run = takewhile(lambda key: key in widths, count(first))
        made += [first, Array([widths[key] for key in run])]
    return made


def _character_map(glyphs: Mapping[int, str]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap", "/CIDSystemInfo",
        "<< /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def", "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def", "1 begincodespacerange", "<0000> <ffff>", "endcodespacerange",
    ]  # fmt: skip
    entries = sorted(glyphs.items())
    for batch in range(ceil(len(entries) / _BATCH)):
        some = entries[batch * _BATCH : (batch + 1) * _BATCH]
        lines.append(f"{len(some)} beginbfchar")
        lines += [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in some]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode()
