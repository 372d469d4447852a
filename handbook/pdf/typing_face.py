"""The face of what is typed into form fields: embedded whole, as far as people type."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

FACE = "handbook-hei-400.ttf"
_MARKS = "　、。《》“”‘’（），；：？！…—·％＋－＝￥"
_ENTRIES_OF_A_BLOCK = 100
"""How many lines a block of a character map may have (Adobe Technical Note 5014)."""


def typed_characters() -> str:
    """What can be typed: ASCII, common marks, and the 3,755 hanzi of level 1 of GB 2312.

    They are 99.7 % of running Chinese, and half the weight of both levels.
    """
    hanzi = (
        bytes((0xA0 + row, 0xA0 + cell)).decode("gb2312", "ignore")
        for row in range(16, 56)
        for cell in range(1, 95)
    )
    return "".join(map(chr, range(0x20, 0x7F))) + _MARKS + "".join(hanzi)


def typing_face(pdf: pikepdf.Pdf, fonts: Path) -> Any:
    """The face as a font of `pdf` (ISO 32000-1, 9.7), from the folder of shipped faces."""
    data, widths, characters = _subset(fonts / FACE)
    name = Name("/HBKFRM+HandbookHei")
    file = pdf.make_stream(data, Length1=len(data))
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        CIDToGIDMap=Name.Identity,
        DW=1000,
        W=Array([0, Array(list(widths))]),
        FontDescriptor=pdf.make_indirect(
            Dictionary(
                Type=Name.FontDescriptor,
                FontName=name,
                Flags=4,
                FontBBox=[-200, -300, 1100, 1000],
                ItalicAngle=0,
                Ascent=880,
                Descent=-120,
                CapHeight=733,
                StemV=80,
                FontFile2=file,
            )
        ),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(_character_map(characters)),
        )
    )


@cache
def _subset(path: Path) -> tuple[bytes, tuple[int, ...], tuple[tuple[int, int], ...]]:
    """The face cut down to what is typed; its widths by glyph in 1/1000 em; glyph and character of each pair."""
    options = subset.Options(layout_features=[], hinting=False, glyph_names=False, notdef_outline=True)
    options.recalc_timestamp = False
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "vhea", "vmtx", "VORG", "BASE", "DSIG"]
    font = TTFont(path, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=typed_characters())
    cutter.subset(font)
    scale = 1000 / font["head"].unitsPerEm
    order = font.getGlyphOrder()
    widths = tuple(round(font["hmtx"][glyph][0] * scale) for glyph in order)
    places = {glyph: number for number, glyph in enumerate(order)}
    characters = tuple(sorted((places[glyph], code) for code, glyph in font.getBestCmap().items()))
    out = io.BytesIO()
    font.save(out)
    return out.getvalue(), widths, characters


def _character_map(pairs: Iterable[tuple[int, int]]) -> bytes:
    """Which character each glyph stands for (ISO 32000-1, 9.10.3): what viewers type with and copy from."""
    lines = [f"<{glyph:04X}> <{code:04X}>" for glyph, code in pairs]
    blocks = (lines[at : at + _ENTRIES_OF_A_BLOCK] for at in range(0, len(lines), _ENTRIES_OF_A_BLOCK))
    body = "\n".join("\n".join((f"{len(block)} beginbfchar", *block, "endbfchar")) for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()
