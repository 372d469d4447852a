"""Codes for telephones on slides: one native shape in the theme's colours, which leads to its address when clicked."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import quoteattr

from pptx.opc.constants import RELATIONSHIP_TYPE

from handbook.figures.qr import Code, code_of
from handbook.slides import ooxml
from handbook.slides.deck import Scan
from handbook.slides.drawingml import NAMESPACES, fill, rectangle, transform
from handbook.slides.layout_file import Box
from handbook.theme.tokens import DeckTokens

_QUIET = 4
"""Modules of the ground around a code (ISO/IEC 18004, 5.3.8)."""
_UNIT = 100
"""Units of the shape's own measure a module."""


def place_code(slide: Any, placeholder: Any, scan: Scan, room: Box, tokens: DeckTokens) -> bool:
    """Put the code of an address where a placeholder stood, as large as `room` allows; always True."""
    code = code_of(scan.url)
    side = min(room.w, room.h)
    module = side / (code.side + 2 * _QUIET)
    inner = Box(room.x + _QUIET * module, room.y + _QUIET * module, code.side * module, code.side * module)
    # Readers want dark on light, on slides of any colour.
    dark, light = ("tx1", "bg1") if tokens.map == "light" else ("bg1", "tx1")
    number = ooxml.next_id(slide)
    ground = rectangle(number, "code ground", Box(room.x, room.y, side, side), light, tokens)
    link = slide.part.relate_to(scan.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    shape = (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number + 1}" name="code" descr={quoteattr(scan.alt)}>'
        f'<a:hlinkClick r:id="{link}"/></p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{transform(inner)}'
        f"{_outline(code)}{fill(dark, tokens)}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )
    for xml in (ground, shape):
        placeholder.addprevious(ooxml.element(xml))
    placeholder.getparent().remove(placeholder)
    return True


def _outline(code: Code) -> str:
    """The dark modules as one outline."""
    bars = "".join(
        _move("moveTo", x, y) + _move("lnTo", x + width, y) + _move("lnTo", x + width, y + 1)
        + _move("lnTo", x, y + 1) + "<a:close/>"
        for x, y, width in code.bars
    )  # fmt: skip
    side = code.side * _UNIT
    return (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{side}" h="{side}">{bars}</a:path></a:pathLst></a:custGeom>'
    )


def _move(tag: str, x: int, y: int) -> str:
    return f'<a:{tag}><a:pt x="{x * _UNIT}" y="{y * _UNIT}"/></a:{tag}>'
