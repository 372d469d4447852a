"""Half a full-width mark may be cut off only where the face draws nothing: its ink stands in the other half."""

from __future__ import annotations

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from handbook.theme.load import bundled_themes
from handbook.typography.rules import rules

FACES = ("handbook-song-400", "handbook-song-700", "handbook-hei-400", "handbook-hei-700")


@pytest.mark.parametrize("name", FACES)
def test_the_ink_of_marks_stands_in_one_half_of_their_em(name: str) -> None:
    font = TTFont(bundled_themes() / "fonts" / f"{name}.ttf")
    glyphs, names, em = font.getGlyphSet(), font.getBestCmap(), font["head"].unitsPerEm
    wrong = []
    for group in ("stop", "pause", "close", "open"):
        for mark in rules().classes[group]:
            glyph = names.get(ord(mark))
            if glyph is None or font["hmtx"][glyph][0] < 0.8 * em:
                continue
            pen = BoundsPen(glyphs)
            glyphs[glyph].draw(pen)
            left, _, right, _ = pen.bounds
            if (left < 0.45 * em) if group == "open" else (right > 0.55 * em):
                wrong.append((mark, left / em, right / em))
    assert wrong == []
