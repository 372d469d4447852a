"""Cutting a static TrueType face out of its source, and giving it our metrics, marks and name."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path

from chws_tool.add_chws import add_chws
from fontTools.misc.timeTools import epoch_diff
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.varLib import instancer

from faces.shipped import Face

# A fixed date (2025-01-01), since a face must not change with the day it is made.
MADE_ON = 1_735_689_600 - epoch_diff

# One vertical metric for every face, in em: a line that mixes faces keeps its height, so pages keep
# their line grid. It is the box of a Chinese character.
ASCENT, DESCENT = 0.88, 0.12


def make_face(face: Face, source: bytes) -> bytes:
    """Cut a static, unhinted TrueType face out of its source."""
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    missing = face.required - font.getBestCmap().keys()
    if missing:
        raise SystemExit(f"{face.file}: the source lacks {''.join(sorted(map(chr, missing)))}")
    if "fvar" in font:
        font = instancer.instantiateVariableFont(font, dict(face.axes))
    font = subset(font, face.points)
    if face.chinese:
        font = with_contextual_spacing(font)
        give_full_width_middle_dot(font)
        give_full_width_dash(font)
    else:
        give_ideographic_space(font)
    share_vertical_metrics(font)
    rename(font, face)
    font["head"].created = font["head"].modified = MADE_ON
    return saved(font)


def saved(font: TTFont) -> bytes:
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def subset(font: TTFont, points: Iterable[int]) -> TTFont:
    options = Options(
        layout_features=["*"], hinting=False, glyph_names=False, notdef_outline=True, recalc_timestamp=False,
        recalc_average_width=True,
        # What a name table must keep besides the names that we write: copyright, version, trademark, makers,
        # licence. Names of stylistic sets are kept by the subsetter itself.
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14], name_languages=[0x409],
    )  # fmt: skip
    # STAT places a face in a family of its source's name; a static face of ours has no use for it.
    options.drop_tables += ["STAT", "DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    # Read back, so that the following steps see the cut face and not the lazily loaded source.
    return TTFont(io.BytesIO(saved(font)), recalcTimestamp=False)


def with_contextual_spacing(font: TTFont) -> TTFont:
    """Add `chws` and `vchw`, which set adjoining full-width marks closer, to a font that lacks them."""
    if "chws" in {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}:
        return font
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder, "before.ttf"), Path(folder, "after.ttf")
        before.write_bytes(saved(font))
        assert add_chws(before, after), "chws-tool left the face unchanged"
        return TTFont(io.BytesIO(after.read_bytes()), recalcTimestamp=False)


def give_full_width_middle_dot(font: TTFont) -> None:
    """Draw U+00B7 as the centred full-width dot (U+30FB of the same face), by a glyph of its own.

    Song has a Latin dot of a third of an em there, Hei a full-width one that `•` and `・` share, so that a
    reader of the finished PDF could not tell which of them was meant.
    """
    dot, model = "middot.full", font.getBestCmap()[0x30FB]
    font.setGlyphOrder([*font.getGlyphOrder(), dot])
    font["glyf"][dot] = deepcopy(font["glyf"][model])
    font["hmtx"][dot] = font["hmtx"][model]
    font["vmtx"][dot] = font["vmtx"][model]
    for table in font["cmap"].tables:
        if 0x00B7 in getattr(table, "cmap", {}):
            table.cmap[0x00B7] = dot


def give_full_width_dash(font: TTFont) -> None:
    """Draw U+2014 as the full-width bar (U+2015 of the same face), whose pair is a ligature of 2 em.

    The sources do so only where the language reaches the shaper as Chinese; elsewhere `——` is 1.7 em wide.
    """
    for table in font["cmap"].tables:
        if 0x2014 in getattr(table, "cmap", {}):
            table.cmap[0x2014] = table.cmap[0x2015]


def give_ideographic_space(font: TTFont) -> None:
    """Give a Latin face a U+3000 as wide as an em, by a glyph of its own.

    Layout engines set white space in the face of what stands before it. Without such a glyph they take that of the
    ordinary space, a fifth of an em wide, and every space of the face is then read as U+3000 in the finished PDF.
    """
    space = "space.full"
    font.setGlyphOrder([*font.getGlyphOrder(), space])
    font["glyf"][space] = Glyph()
    font["hmtx"][space] = font["head"].unitsPerEm, 0
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            table.cmap[0x3000] = space


def share_vertical_metrics(font: TTFont) -> None:
    em = font["head"].unitsPerEm
    ascent, descent = round(ASCENT * em), round(DESCENT * em)
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent, hhea.descent, hhea.lineGap = ascent, -descent, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, -descent, 0
    os2.usWinAscent, os2.usWinDescent = ascent, descent
    os2.version = max(os2.version, 4)  # The flag below is defined from version 4 on.
    os2.fsSelection |= 1 << 7  # USE_TYPO_METRICS


def rename(font: TTFont, face: Face) -> None:
    """Give the face our own name, since the licence reserves its source's; copyright and licence stay."""
    bold, italic = face.weight == 700, face.style == "italic"
    style = " ".join(word for word, wanted in (("Bold", bold), ("Italic", italic)) if wanted) or "Regular"
    full = face.family if style == "Regular" else f"{face.family} {style}"
    postscript = f"{face.family.replace(' ', '')}-{style.replace(' ', '')}"
    names = font["name"]
    for name_id, value in ((1, face.family), (2, style), (3, postscript), (4, full), (6, postscript)):
        names.setName(value, name_id, 3, 1, 0x409)
    os2, head = font["OS/2"], font["head"]
    os2.usWeightClass = face.weight
    kept = os2.fsSelection & ~(1 << 0 | 1 << 5 | 1 << 6)
    os2.fsSelection = kept | italic << 0 | bold << 5 | (style == "Regular") << 6
    head.macStyle = bold << 0 | italic << 1
