"""Drawing a laid-out unit: page numbers between marks, faces by name only, links to other units by name.

The hooks here replace `draw_text` and `Font.clean`; `handbook.pdf.stock` lists and tests them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pydyf

from handbook.pdf import stock
from handbook.pdf.numbers import CLOSING, Number, opening
from handbook.pdf.stock import ffi

OTHER_UNIT = "unit:"
"""What the address of a link to another unit begins with while the unit is drawn."""
LEDGER = "HandbookLedger"
"""Where a part notes, in its catalogue, what the join has to look at."""

_FIGURES = "0123456789"
_SHORT = 2000
"""Bytes of content that are not worth a stream of their own."""
_GLYPHS = re.compile(r"<([0-9a-f]+)>")
_TABLES_OF_DRAWINGS = {"fvar", "CBDT", "sbix", "SVG ", "COLR", "EBDT"}


class Uneven(Exception):  # noqa: N818 -- says that a way is closed, and the caller takes another
    """Page numbers cannot be put in afterwards, since it is not known where or how wide they are."""


@dataclass
class Emission:
    """One drawing of a unit: the numbers and faces found while it is drawn."""

    faces: Mapping[str, Any]
    """The shipped faces by the SHA-256 of their files."""
    sums: dict[bytes, str]
    """The SHA-256 of font files by their tables of contents; shared by all drawings of a process."""
    numbers: list[Number] = field(default_factory=list)
    fonts: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What the join needs to know of each shipped face, by its name in the content."""
    foreign: list[str] = field(default_factory=list)
    """The anchors in other units that links lead to."""
    _figures: dict[Any, tuple[tuple[str, ...], float]] = field(default_factory=dict)

    def number(self, textbox: Any, target: str, page: int, bound: bool, first: int, figures: int) -> None:
        """Let a text be drawn as one that holds a page number from its character `first` on."""
        textbox.page_number = (target, page, figures, bound, first)

    def mark(self, stream: Any, textbox: Any, draw: Callable[..., None], *how: Any) -> None:
        """Draw a text that holds a page number."""
        target, page, figures, bound, first = textbox.page_number
        glyphs, width = self._figures_of(stream, textbox, draw)
        align = {"right": 1.0, "end": 1.0, "center": 0.5}.get(textbox.style["text_align_all"], 0.0)
        number = Number(target, page, figures, bound, first, 0.0 if bound else align * width, glyphs)
        stream.stream.append(opening(len(self.numbers)))
        self.numbers.append(number)
        draw(stream, textbox, *how)
        stream.stream.append(CLOSING)

    def _figures_of(
        self, stream: Any, textbox: Any, draw: Callable[..., None]
    ) -> tuple[tuple[str, ...], float]:
        """The glyphs of the figures in the style of a text, and how wide each is.

        Raises `Uneven` where they are not all of one width.
        """
        style = textbox.style
        names = ("font_size", "font_weight", "font_style", "font_variant_numeric", "font_feature_settings")
        key = (tuple(style["font_family"]), *(str(style[name]) for name in names))
        if key not in self._figures:
            layout, _, _, width, _, _ = stock.line_break.split_first_line(_FIGURES, style, None, None, 0)
            layout.reactivate(style)
            widths = set(_advances(layout))
            layout.deactivate()
            sample = textbox.copy()
            sample.text, sample.pango_layout, sample.width = _FIGURES, layout, width
            scratch = stream.clone(tags=None)
            draw(scratch, sample, 0, "clip", "none")
            shown = "".join(_GLYPHS.findall("".join(str(piece) for piece in _texts(scratch.stream))))
            glyphs = tuple(shown[at : at + 4] for at in range(0, len(shown), 4))
            if len(widths) != 1 or len(glyphs) != len(_FIGURES):
                raise Uneven(f"the figures of “{style['font_family'][0]}” differ in width")
            self._figures[key] = glyphs, width / len(_FIGURES)
        return self._figures[key]

    def keep_out(self, font: Any) -> bool:
        """Leave the file of a shipped face out of the part; whether it is one."""
        tables = font.file_content[: 12 + 16 * int.from_bytes(font.file_content[4:6], "big")]
        if tables not in self.sums:
            self.sums[tables] = hashlib.sha256(font.file_content).hexdigest()
        known = self.sums[tables]
        if known not in self.faces or font.missing or _TABLES_OF_DRAWINGS & set(font.tables):
            return False
        self.fonts[font.hash] = {"face": known}
        font.file_content = b""
        return True

    def finish(self, document: Any, pdf: pydyf.PDF, unit: str) -> None:
        """Make a drawn unit ready to be joined, before it is written."""
        for font in document.fonts.values():
            if font.hash in self.fonts:
                entry = self.fonts[font.hash]
                entry.setdefault("glyphs", {}).update(
                    {key: text for key, text in font.to_unicode.items() if key not in entry.get("glyphs", {})}
                )
                entry.setdefault("widths", {}).update(font.widths)
                entry.update(
                    name=font.name.decode(),
                    family=font.family,
                    ascent=font.ascent,
                    descent=font.descent,
                    flags=font.flags,
                )
        ids = pydyf.Array()
        variable = pydyf.Array()
        for thing in list(pdf.objects):
            if isinstance(thing, pydyf.Dictionary):
                if thing.get("Type") == "/StructElem" and "ID" in thing:
                    thing["ID"].string = f"{unit}.{thing['ID'].string}"
                    ids += [thing["ID"], thing.reference]
                elif thing.get("Subtype") == "/Link" and "A" in thing:
                    self._lead_out(thing)
                elif thing.get("Type") == "/Page":
                    content = pdf.objects[int(thing["Contents"].split()[0])]
                    thing["Contents"] = pydyf.Array(_divided(pdf, content, variable))
            elif isinstance(thing, pydyf.Stream) and "Type" in thing.extra and _has_numbers(thing.stream):
                thing.compress = False
                variable.append(thing.reference)
        pdf.catalog[LEDGER] = pydyf.Dictionary({"Ids": ids, "Numbers": variable})

    def _lead_out(self, link: Any) -> None:
        address = link["A"]["URI"].string
        if address.startswith(OTHER_UNIT):
            name = address.removeprefix(OTHER_UNIT)
            del link["A"]
            link["Contents"] = link["Dest"] = pydyf.String(name)
            self.foreign.append(name)


@contextmanager
def emitting(emission: Emission) -> Iterator[None]:
    """The engine with hooks that tell `emission` of numbers and faces; as it was before when the block ends."""
    draw_text, clean = stock.draw.draw_text, stock.Font.clean

    def marking(stream: Any, textbox: Any, *how: Any) -> None:
        if hasattr(textbox, "page_number"):
            emission.mark(stream, textbox, draw_text, *how)
        else:
            draw_text(stream, textbox, *how)

    def keeping_out(font: Any, to_unicode: Any, hinting: bool) -> None:
        if not emission.keep_out(font):
            clean(font, to_unicode, hinting)

    with stock.replaced((stock.draw, "draw_text", marking), (stock.Font, "clean", keeping_out)):
        yield


def _divided(pdf: pydyf.PDF, content: Any, variable: pydyf.Array) -> Iterator[bytes]:
    """The content of a page as streams: what never changes compressed, what holds numbers by itself."""
    runs: list[tuple[bool, list[Any]]] = [(False, [])]
    for piece in content.stream:
        if isinstance(piece, bytes) and piece.startswith(b"%<"):
            runs.append((True, [piece]))
        elif piece == CLOSING:
            runs[-1][1].append(piece)
            runs.append((False, []))
        else:
            runs[-1][1].append(piece)
    merged: list[tuple[bool, list[Any]]] = []
    for holds, pieces in runs:
        short = not holds and sum(len(str(piece)) for piece in pieces) < _SHORT
        if merged and merged[-1][0] and (holds or short):
            merged[-1][1].extend(pieces)
        elif pieces:
            merged.append((holds, pieces))
    for index, (holds, pieces) in enumerate(merged):
        stream = content if index == 0 else pydyf.Stream(compress=True)
        stream.stream = pieces
        stream.compress = not holds
        if index:
            pdf.add_object(stream)
        if holds:
            variable.append(stream.reference)
        yield stream.reference


def _has_numbers(pieces: list[Any]) -> bool:
    return any(isinstance(piece, bytes) and piece.startswith(b"%<") for piece in pieces)


def _texts(pieces: list[Any]) -> Iterator[str]:
    for piece in pieces:
        text = piece.decode("latin-1") if isinstance(piece, bytes) else str(piece)
        if text.endswith("TJ"):
            yield text


def _advances(layout: Any) -> Iterator[int]:
    """The advance of every glyph of a line, in Pango's units."""
    run = layout.get_first_line()[0].runs
    while run != ffi.NULL:
        glyphs = run.data.glyphs
        for index in range(glyphs.num_glyphs):
            yield glyphs.glyphs[index].geometry.width
        run = run.next
