"""Formulas as outlines of glyphs with their size and baseline: set by ziamath in STIX Two Math."""

from __future__ import annotations

import threading
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ziafont.config import config
from ziafont.font import Font
from ziafont.glyph import SimpleGlyph
from ziamath.mathfont import MathFont
from ziamath.styles import MathVariant
from ziamath.zmath import Math, fontname, loadedfonts

from handbook.formulas.mathml import mathml
from handbook.formulas.read import read_tex
from handbook.theme.load import bundled_themes

_REFERENCE = 100.0
"""The size at which formulas are set before they are scaled: ziamath sets nothing smaller than 7.2."""
_LOCK = threading.Lock()
_KEY = "handbook"
"""The name under which the font with Chinese is known to ziamath."""
_WORDS = "handbook-song-400.ttf"
"""The face of Chinese words."""


@dataclass(frozen=True)
class Typeset:
    """A formula of one size as outlines; lengths in the unit of the size, from the left end of the baseline, y down."""

    width: float
    height: float
    """Above the baseline."""
    depth: float
    """Below the baseline."""
    shapes: tuple[str, ...]
    """SVG path data of every glyph and rule: M, L, Q and Z in absolute places."""

    @property
    def path(self) -> str:
        """All of them as one path."""
        return " ".join(self.shapes)

    @property
    def whole(self) -> float:
        """Height and depth together."""
        return self.height + self.depth

    @property
    def view_box(self) -> str:
        """The box of an SVG that shows it whole."""
        return f"0 {_number(-self.height)} {_number(self.width)} {_number(self.whole)}"


@lru_cache(maxsize=512)
def typeset(tex: str, size: float, *, display: bool) -> Typeset:
    """`tex` set at `size`; `display` sets it large, with limits below and above. Raises `TexError`."""
    box, drawn = _set(tex, display)
    scale = size / _REFERENCE
    return Typeset(
        width=round((box.xmax - box.xmin) * scale, 3),
        height=round(box.ymax * scale, 3),
        depth=round(-box.ymin * scale, 3),
        shapes=tuple(_paths(drawn, -box.xmin, scale)),
    )


@lru_cache(maxsize=256)
def _set(tex: str, display: bool) -> tuple[Any, ET.Element]:
    """The box and the drawing of `tex` at the size from which all others are scaled."""
    markup = mathml(read_tex(tex), display=display)
    with _LOCK, _plain_paths():
        made = Math(markup, size=_REFERENCE, font=_font(), margin=0)
        return made.node.bbox, made.svgxml()


@contextmanager
def _plain_paths() -> Iterator[None]:
    """ziamath with every glyph as a path of its own: symbols by reference share their names over a document."""
    before = config.svg2, config.precision
    config.svg2, config.precision = False, 3
    try:
        yield
    finally:
        config.svg2, config.precision = before


class _WithChinese(MathFont):
    """The mathematical face, with another for the characters that it lacks."""

    words: Font

    def findglyph(self, char: str, variant: MathVariant) -> SimpleGlyph:
        """The glyph of a character."""
        found = super().findglyph(char, variant)
        return self.words.glyph(char) if found.index == 0 else found


def _font() -> str:
    """The key of the font that sets formulas, made when it is first needed."""
    if _KEY not in loadedfonts:
        made = _WithChinese(fontname)
        made.words = Font(str(bundled_themes() / "fonts" / _WORDS))
        loadedfonts[_KEY] = made
    return _KEY


def _paths(drawing: ET.Element, shift: float, scale: float) -> Iterator[str]:
    """The path data of everything drawn, moved right by `shift`, then scaled."""
    for element in drawing.iter():
        match element.tag.rpartition("}")[2]:
            case "path":
                yield _moved(element.get("d", ""), shift, scale)
            case "rect":
                x, y, w, h = (float(element.get(key, "0")) for key in ("x", "y", "width", "height"))
                yield _moved(f"M {x} {y} L {x + w} {y} L {x + w} {y + h} L {x} {y + h} Z", shift, scale)


def _moved(data: str, shift: float, scale: float) -> str:
    made: list[str] = []
    across = True
    for word in data.split():
        if word.isalpha():
            made.append(word)
            across = True
        else:
            made.append(_number((float(word) + (shift if across else 0)) * scale))
            across = not across
    return " ".join(made)


def _number(value: float) -> str:
    return f"{round(value, 3):.3f}".rstrip("0").rstrip(".") if abs(value) >= 0.0005 else "0"
