"""A TrueType face as a composite font of a PDF (ISO 32000-1, 9.7), whose codes are the numbers of its glyphs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count, takewhile
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

STEM = 80
"""The width of upright stems that is given for every face, in 1/1000 em; viewers use it where a face is missing."""
_ENTRIES_OF_A_BLOCK = 100
"""How many entries a block of a character map may have (Adobe Technical Note 5014)."""


def composite_font(
    pdf: pikepdf.Pdf,
    data: bytes,
    descriptor: Dictionary,
    widths: Mapping[int, int],
    characters: Iterable[tuple[int, str]],
) -> pikepdf.Object:
    """The font object of the face in `data`, the file of a TrueType font.

    `descriptor` says what the face is like, `widths` how wide each glyph is in 1/1000 em, and `characters` which text
    each glyph stands for.
    """
    name = descriptor.FontName
    descriptor.FontFile2 = pdf.make_indirect(pikepdf.Stream(pdf, data, Length1=len(data)))
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
            ToUnicode=pdf.make_indirect(pikepdf.Stream(pdf, _character_map(characters))),
        )
    )


def _runs(widths: Mapping[int, int]) -> list[Any]:
    made: list[Any] = []
    for first in sorted(key for key in widths if key - 1 not in widths):
        run = takewhile(lambda key: key in widths, count(first))
        made += [first, Array([widths[key] for key in run])]
    return made


def _character_map(characters: Iterable[tuple[int, str]]) -> bytes:
    """What each glyph stands for (ISO 32000-1, 9.10.3): what viewers search, copy and type with."""
    lines = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap", "/CIDSystemInfo",
        "<< /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def", "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def", "1 begincodespacerange", "<0000> <ffff>", "endcodespacerange",
    ]  # fmt: skip
    entries = [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in sorted(characters)]
    for first in range(0, len(entries), _ENTRIES_OF_A_BLOCK):
        block = entries[first : first + _ENTRIES_OF_A_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode()
