"""Text as the engine shapes it: how wide its characters are, and glyphs whose widths are written anew before drawing.

Nothing is added to the text, and no attribute to its type: Pango would divide its runs there, break ligatures and halve
gaps at the edges. The glyphs themselves carry the gaps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from handbook.pdf import stock
from handbook.pdf.stock import FROM_UNITS, INTS_PER_GLYPH, ffi, pango

_WIDTH, _OFFSET = 1, 2
"""Where a glyph's width and horizontal offset stand among its numbers."""
_OUTWARDS = 0.3
"""By what share of a thousandth of an em a width is pushed away from zero: the engine cuts fractions off."""


class Shaper:
    """Advance widths of the characters of a text, by its style; kept, since the same text comes again."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[list[float], list[bool]]] = {}
        self._keys: dict[int, tuple[Any, str]] = {}
        self._heights: dict[str, tuple[float, float]] = {}

    def key(self, style: Any) -> str:
        """What tells faces and sizes apart."""
        known = self._keys.get(id(style))
        if known is None:
            # The style is kept too, so that its id stays its own.
            known = (style, str(stock.line_break._font_style_cache_key(style, True)))
            self._keys[id(style)] = known
        return known[1]

    def advances(self, text: str, style: Any) -> tuple[list[float], list[bool]]:
        """The width of each character in px, and whether a glyph begins with it; a ligature's first has it all."""
        key = (text, self.key(style))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._shaped(text, style)
        return known

    def metrics(self, style: Any) -> tuple[float, float]:
        """Height and baseline of a line of one face: the same for every line of a style."""
        key = self.key(style)
        known = self._heights.get(key)
        if known is None:
            layout = stock.line_break.Layout(style)
            layout.set_text("x")
            line, _ = layout.get_first_line()
            _, height = stock.line_break.line_size(line, style)
            known = self._heights[key] = (height, pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS)
        return known

    def _shaped(self, text: str, style: Any) -> tuple[list[float], list[bool]]:
        layout = stock.line_break.Layout(style)
        layout.set_text(text)
        places = _places(text)
        widths, begins = [0.0] * len(text), [False] * len(text)
        for glyphs, starts, _ in _runs(layout):
            for start, width in zip(starts, glyphs[_WIDTH::INTS_PER_GLYPH], strict=False):
                at = places[start]
                widths[at] += width * FROM_UNITS
                begins[at] = True
        return widths, begins


class PlannedLayout(stock.line_break.Layout):  # type: ignore[misc]
    """The text of a fragment with what its characters are moved by; shaped only when it is drawn."""

    def __init__(
        self,
        text: str,
        style: Any,
        widths: Sequence[float],
        amounts: Sequence[tuple[float, float]],
        width: float,
        gaps: Sequence[int],
    ):
        self.text = text
        self.widths = widths
        """The width of each character before anything is added, in px."""
        self.amounts = amounts
        """What is added to the width of each character, and how far its ink moves, in px."""
        self.width = width
        """The width that the plan gave the fragment, in px."""
        self.gaps = gaps
        """After which characters a rest may be hidden: kerning that was lost where the line was cut."""
        self.justification_spacing = 0
        self.max_width = None
        self.first_line_direction = 0
        if style["text_decoration_line"] != "none":
            # Where the lines run is asked for before the text is shaped.
            self.setup(style)
            self.deactivate()

    def reactivate(self, style: Any) -> None:
        """Shape the text again, and write the widths."""
        self.setup(style)
        self.set_text(self.text)
        write_widths(self)

    def deactivate(self) -> None:
        """Let go of what was shaped, if it was."""
        if "layout" in self.__dict__:
            super().deactivate()


def write_widths(layout: PlannedLayout) -> None:
    """Write the planned widths into the glyphs of a layout.

    A PDF counts in whole thousandths of an em, and the engine cuts the rest off. So the widths that will be drawn are
    foreseen, each is chosen so that the sum keeps to the plan, and pushed outwards a little so that nothing is cut off.
    """
    # The drawing code sets this, and setting it later would throw the glyphs away.
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    places = _places(layout.text)
    runs = list(_runs(layout))
    amounts = _with_rest(
        layout, sum(sum(glyphs[_WIDTH::INTS_PER_GLYPH]) for glyphs, _, _ in runs) * FROM_UNITS
    )
    thousandth = layout.style["font_size"] / 1000 / FROM_UNITS
    extents = ffi.new("PangoRectangle *")
    lost = 0.0
    for glyphs, starts, font in runs:
        for index, (start, end) in enumerate(pairwise([*starts, starts.end])):
            wanted = glyphs[INTS_PER_GLYPH * index + _WIDTH] / thousandth
            if end > start:
                first = places[start]
                last = places.get(end, len(layout.text))
                more = sum(amount for amount, _ in amounts[first:last]) / FROM_UNITS / thousandth
                shift = amounts[first][1] if first < len(amounts) else 0.0
                wanted += more
                if shift:
                    glyphs[INTS_PER_GLYPH * index + _OFFSET] += round(shift / FROM_UNITS)
            # As the drawing code takes it, which divides by the size.
            offset = glyphs[INTS_PER_GLYPH * index + _OFFSET] / layout.style["font_size"]
            pango.pango_font_get_glyph_extents(font, glyphs[INTS_PER_GLYPH * index], ffi.NULL, extents)
            drawn = round(extents.width / thousandth) + offset
            wanted += lost
            kerning = round(drawn - wanted)
            lost = wanted - (drawn - kerning)
            outwards = _OUTWARDS * ((kerning > 0) - (kerning < 0))
            glyphs[INTS_PER_GLYPH * index + _WIDTH] = round((drawn - kerning - outwards) * thousandth)


def _with_rest(layout: PlannedLayout, natural: float) -> Sequence[tuple[float, float]]:
    """The amounts with what the fragment's own shaping makes of the plan's width spread over its gaps."""
    rest = layout.width - natural - sum(amount for amount, _ in layout.amounts)
    if not layout.gaps or abs(rest) < 0.01 or abs(rest) > 0.3 * layout.style["font_size"]:
        return layout.amounts
    amounts = list(layout.amounts)
    for at in layout.gaps:
        amount, shift = amounts[at]
        amounts[at] = amount + rest / len(layout.gaps), shift
    return amounts


class _Starts(list[int]):
    """Where the glyphs of a run begin in the text, in bytes; and where the run ends."""

    end: int = 0


def _runs(layout: Any) -> Iterator[tuple[Any, _Starts, Any]]:
    """The runs of the only line of a layout: the numbers of the glyphs, where each begins, and the font."""
    run = pango.pango_layout_get_line_readonly(layout.layout, 0).runs
    while run != ffi.NULL:
        item = run.data
        count, offset = item.glyphs.num_glyphs, item.item.offset
        starts = _Starts(offset + start for start in ffi.unpack(item.glyphs.log_clusters, count))
        starts.end = offset + item.item.length
        numbers = memoryview(ffi.buffer(item.glyphs.glyphs, count * 4 * INTS_PER_GLYPH)).cast("B").cast("i")
        yield numbers, starts, item.item.analysis.font
        run = run.next


def _places(text: str) -> dict[int, int]:
    """The character that begins at each byte of a text."""
    if text.isascii():
        return {at: at for at in range(len(text))}
    places = {}
    byte = 0
    for at, char in enumerate(text):
        places[byte] = at
        point = ord(char)
        byte += 1 if point < 0x80 else 2 if point < 0x800 else 3 if point < 0x10000 else 4
    return places
