"""The face of what is typed into form fields: embedded whole, as far as people type."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from handbook.pdf.composite import STEM, composite_font

FACE = "handbook-hei-400.ttf"
_MARKS = "　、。《》“”‘’（），；：？！…—·％＋－＝￥"
_SYMBOLIC = 4
"""The flag of a face with characters outside the standard Latin set (ISO 32000-1, table 123)."""


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
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/HBKFRM+HandbookHei"),
        Flags=_SYMBOLIC,
        FontBBox=[-200, -300, 1100, 1000],
        ItalicAngle=0,
        Ascent=880,
        Descent=-120,
        CapHeight=733,
        StemV=STEM,
    )
    return composite_font(pdf, data, descriptor, dict(enumerate(widths)), characters)


@cache
def _subset(path: Path) -> tuple[bytes, tuple[int, ...], tuple[tuple[int, str], ...]]:
    """The face cut down to what is typed; its widths by glyph in 1/1000 em; glyph and character of each pair."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

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
    characters = tuple(sorted((places[glyph], chr(code)) for code, glyph in font.getBestCmap().items()))
    out = io.BytesIO()
    font.save(out)
    return out.getvalue(), widths, characters
