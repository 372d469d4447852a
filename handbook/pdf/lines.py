"""Laid-out lines: spread to the measure, and page numbers printed into the slots on them.

Works on the boxes of the layout engine; `handbook.pdf.engine` says when.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import Layout, line_size, split_first_line

from handbook.pdf.boxes import classes
from handbook.typography.justify import OBJECT, spread

INTS_PER_GLYPH = 5
"""How Pango keeps a glyph: number, width, x and y offset, flags."""


def metrics(style: Any) -> tuple[float, float]:
    """Height and baseline of a line of one face in the size and family of `style`."""
    layout = Layout(style)
    layout.set_text("x")
    line, _ = layout.get_first_line()
    _, height = line_size(line, style)
    return height, pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS


def _items(box: Any, raised: bool = False) -> Iterator[tuple[Any, str]]:
    """What stands on a line, left to right: text boxes with their characters, other things with a stand-in."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        up = raised or child.style["vertical_align"] != "baseline"
        if isinstance(child, boxes.TextBox):
            yield child, OBJECT * len(child.text) if raised else child.text
        elif isinstance(child, boxes.InlineBox):
            yield from _items(child, up)
        else:
            yield child, OBJECT


def justify(line: Any, slots: Mapping[int, float] | None = None) -> None:
    """Spread a line to the measure; `slots` says by how much the slots on it, by their ids, have become narrower."""
    items = list(_items(line))
    text = "".join(shown for _, shown in items)
    room = getattr(line, "room", 0.0)
    freed = sum((slots or {}).values())
    amounts = spread(text.rstrip(" "), room + freed, line.style["font_size"]) if room else None
    amounts = [*(amounts or []), *[0.0] * (len(text) - len(amounts or []))]
    position = 0
    for box, shown in items:
        if slots and id(box) in slots:
            amounts[position] -= slots[id(box)]
        position += len(shown)
    before: list[float] = getattr(line, "amounts", [0.0] * len(amounts))
    widths: dict[int, float] = {}
    position = 0
    for box, shown in items:
        end = position + len(shown)
        widths[id(box)] = sum(amounts[position:end]) - sum(before[position:end])
        if isinstance(box, boxes.TextBox):
            box.pango_layout.gaps = amounts[position:end]
        position = end
    line.amounts = amounts
    _widen(line, widths, 0.0)


def _widen(box: Any, widths: Mapping[int, float], moved: float) -> float:
    """Move what stands on a line and make it wider; return how far what follows has to move."""
    if isinstance(box, boxes.TextBox):
        box.position_x += moved
        box.width += widths.get(id(box), 0.0)
        return moved + widths.get(id(box), 0.0)
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        start = moved
        box.position_x += moved
        for child in box.children:
            if child.is_in_normal_flow():
                moved = _widen(child, widths, moved)
        box.width += moved - start
        return moved
    box.translate(moved, 0)
    change = widths.get(id(box), 0.0)
    if change:
        box.width += change
    return moved + change


def write_gaps(layout: Any) -> None:
    """Add the gaps of a text box to the widths of its glyphs, just before they are drawn.

    A PDF counts widths in whole thousandths of an em and the engine cuts off the rest: gaps are rounded to them, what
    is lost goes to the next, and each is pushed outwards a little so that nothing is cut off.
    """
    # The drawing code sets this, and setting it later would throw the glyphs away.
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    unit = layout.style["font_size"] * 1.024
    ends: dict[int, int] = {}
    at = 0
    for position, char in enumerate(layout.text):
        at += len(char.encode())
        ends[at] = position
    lost = 0.0
    run = layout.get_first_line()[0].runs
    while run != ffi.NULL:
        item = run.data
        count, offset = item.glyphs.num_glyphs, item.item.offset
        starts = [offset + start for start in ffi.unpack(item.glyphs.log_clusters, count)]
        starts.append(offset + item.item.length)
        glyphs = memoryview(ffi.buffer(item.glyphs.glyphs, count * 4 * INTS_PER_GLYPH)).cast("B").cast("i")
        for index, (start, end) in enumerate(pairwise(starts)):
            position = ends.get(end, -1)
            if start == end or position >= len(layout.gaps) or position < 0:
                continue
            wanted = layout.gaps[position] / FROM_UNITS / unit + lost
            whole = round(wanted)
            lost = wanted - whole
            if whole:
                outwards = 0.3 if whole > 0 else -0.3
                glyphs[INTS_PER_GLYPH * index + 1] += round((whole + outwards) * unit)
        run = run.next


def fill_slots(page_box: Any, numbers: Mapping[str, int]) -> None:
    """Print page numbers into the slots of a page. Those in running text (class `run`) give their spare room back."""
    freed: dict[int, float] = {}
    for box in page_box.descendants(placeholders=True):
        if "pg" in classes(box) and isinstance(box, boxes.BlockBox | boxes.InlineBlockBox):
            freed[id(box)] = _fill(box, numbers)
    for line in page_box.descendants(placeholders=True):
        if isinstance(line, boxes.LineBox):
            on_line = {id(box): freed[id(box)] for box, _ in _items(line) if freed.get(id(box))}
            if on_line:
                justify(line, on_line)


def _fill(slot: Any, numbers: Mapping[str, int]) -> float:
    """Print the number of a slot; return by how much the slot may become narrower."""
    text = next(box for box in slot.descendants() if isinstance(box, boxes.TextBox))
    number = str(numbers[slot.element.get("data-page")])
    layout, _, _, width, _, _ = split_first_line(number, text.style, None, None, 0)
    spare = float(text.width - width)
    text.text, text.pango_layout, text.width = number, layout, width
    if "run" in classes(slot):
        text.position_x = slot.content_box_x()
        return float(slot.width - width)
    if text.style["text_align_all"] in ("right", "end"):
        text.position_x += spare
    return 0.0
