"""The only hooks into the layout engine, WeasyPrint 70: what CSS cannot say and Chinese books need.

Each hook replaces one name of the engine while a book is made; `handbook.pdf.stock` lists and tests them.

- Paragraphs are planned whole (`handbook.pdf.planned`). What is not planned is set line by line:
- `justify_line` spreads lines between hanzi; the engine stretches spaces only. The gaps are written into the widths
  of the glyphs (`Layout.reactivate`), since Pango's letter spacing would halve them at the edges of boxes.
- `first_line_metrics` gives every line of one size the same height and baseline: Pango makes lines that mix faces up to
  a fiftieth higher, although the faces agree, and a page of them leaves the grid.
- `handle_leader`, which is asked about every line, makes one text of many dots, and moves what closes an entry to the
  far end of its line.
- `block_level_layout_switch` makes blocks of class `snap` a whole number of lines high, lets them end with their page
  without the room below them, and lets those of class `long`, which pages may divide, end on the grid.
- `float_layout` keeps margin notes (class `note`) in one piece, and lifts one that would not fit on its page.
- `layout_backgrounds` moves margin notes and wide blocks (class `wide`) to the outer side of left pages.
- `gather_anchors` finds one link for each, not one for each box inside.
- `draw_page` and `marked` take the furniture of pages out of what screen readers read; `add_tags` writes the structure
  tree.
- `make_page` lets text pass a block that did not fit, or divides a card, instead of leaving the foot of a page empty
  (`handbook.pdf.filling`), sees to what goes on overleaf (`handbook.pdf.parting`, `handbook.pdf.overleaf`), and keeps
  the last page of a chapter from being a scrap (`handbook.pdf.chapter_end`).

Page numbers are printed into slots (class `pg`) after the layout, so that no layout depends on a number.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from functools import partial
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes

from handbook.pdf import stock
from handbook.pdf.boxes import PX_PER_PT, Page, classes, lift_note, move_out, snap
from handbook.pdf.chapter_end import without_scrap
from handbook.pdf.closing import close
from handbook.pdf.filling import fill
from handbook.pdf.leaders import join_leaders
from handbook.pdf.overleaf import carry_notes, end_grounds, say_what_goes_on
from handbook.pdf.parting import settled
from handbook.pdf.planned import Planned, planned_lines
from handbook.pdf.refit import refit, widen
from handbook.pdf.stock import FROM_UNITS, INTS_PER_GLYPH, Hook, ffi, pango
from handbook.pdf.structure import mark_furniture
from handbook.pdf.tags import add_tags
from handbook.typography.justify import OBJECT, spread


@contextmanager
def hooked(page: Page) -> Iterator[None]:
    """The engine with its hooks; as it was before when the block ends."""
    hooks = (*_hooks_of_lines(page), *_hooks_of_blocks(page), *_hooks_of_pages(page), *_hooks_of_drawing())
    with stock.replaced(*hooks), planned_lines() if page.planned else nullcontext():
        yield


def _hooks_of_lines(page: Page) -> Iterator[Hook]:
    reactivate = stock.line_break.Layout.reactivate
    stock_justify = stock.inline.justify_line
    handle_leader = stock.inline.handle_leader
    first_line_metrics = stock.line_break.first_line_metrics
    known_metrics: dict[tuple[float, tuple[str, ...]], tuple[float, float]] = {}

    def justify_line(context: Any, line: Any, extra_width: float) -> None:
        if page.chinese:
            line.room = extra_width
            _justify(line)
        else:
            stock_justify(context, line, extra_width)

    def even_metrics(
        first_line: Any, text: str, layout: Any, resume_at: Any, space_collapse: bool, style: Any, *rest: Any
    ) -> Any:
        key = (style["font_size"], tuple(style["font_family"]))
        if key not in known_metrics:
            known_metrics[key] = _metrics(style)
        found = first_line_metrics(first_line, text, layout, resume_at, space_collapse, style, *rest)
        return (*found[:4], *known_metrics[key])

    def reactivate_with_gaps(self: Any, style: Any) -> None:
        reactivate(self, style)
        if getattr(self, "gaps", None):
            _write_gaps(self)

    def finished_line(context: Any, line: Any, block: Any) -> None:
        handle_leader(context, line, block)
        join_leaders(line)
        close(line, block)

    yield stock.inline, "justify_line", justify_line
    yield stock.inline, "handle_leader", finished_line
    yield stock.line_break, "first_line_metrics", even_metrics
    yield stock.line_break.Layout, "reactivate", reactivate_with_gaps


def _hooks_of_blocks(page: Page) -> Iterator[Hook]:
    switch = stock.block.block_level_layout_switch
    float_layout = stock.block.float_layout

    def snapped_switch(
        context: Any,
        box: Any,
        bottom_space: float,
        skip_stack: Any,
        cb: Any,
        page_is_empty: bool,
        *rest: Any,
        **named: Any,
    ) -> Any:
        # A block that stays whole may reach as far down as its own padding gives way, above and below.
        whole = "snap" in classes(box) and box.style["break_inside"] == "avoid" and not page_is_empty
        give = page.shrink * PX_PER_PT if whole else 0.0
        result = switch(context, box, bottom_space - give, skip_stack, cb, page_is_empty, *rest, **named)
        if result[0] is not None and result[1] is None:
            foot = context.page_bottom - bottom_space
            if "snap" in classes(box):
                snap(context, result[0], page, first=skip_stack is None, foot=foot if whole else math.inf)
            elif "long" in classes(box):
                snap(context, result[0], page, first=False, foot=foot)
        return result

    def whole_float(
        context: Any, box: Any, cb: Any, absolute: Any, fixed: Any, bottom_space: float, skip_stack: Any
    ) -> Any:
        if "note" not in classes(box):
            return float_layout(context, box, cb, absolute, fixed, bottom_space, skip_stack)
        earlier = list(context.excluded_shapes)
        made, resume_at = float_layout(context, box, cb, absolute, fixed, -math.inf, skip_stack)
        lift_note(context, made, earlier)
        return made, resume_at

    yield stock.block, "block_level_layout_switch", snapped_switch
    yield stock.block, "float_layout", whole_float


def _hooks_of_pages(page: Page) -> Iterator[Hook]:
    make_page, backgrounds = stock.page.make_page, stock.layout.layout_backgrounds

    def filled_page(
        context: Any, root: Any, page_type: Any, resume_at: Any, number: int, page_state: Any
    ) -> Any:
        outside, waiting, reported = (
            context.broken_out_of_flow, list(context.footnotes), list(context.reported_footnotes),
        )  # fmt: skip
        fresh = copy.deepcopy(page_state)
        made = make_page(context, root, page_type, resume_at, number, page_state)

        def again() -> Any:
            context.broken_out_of_flow = outside
            context.footnotes, context.reported_footnotes = list(waiting), list(reported)
            context.page_maker[number - 1][-1].update(anchors=[], content_lookups=[])
            _restore(page_state, fresh)
            return make_page(context, root, page_type, resume_at, number, page_state)

        if not page_type.blank:
            refill = partial(fill, root, page=page, again=again)
            made = settled(root, resume_at, refill(made), page, again, refill)
            made = without_scrap(root, made, page, again)
        end_grounds(made[0], root, made[1])
        say_what_goes_on(made[0], root, resume_at)
        return (made[0], carry_notes(root, made[1], resume_at, made[0]), *made[2:])

    def outer_backgrounds(page_box: Any, get_image: Any) -> None:
        if page_box.page_type.side == "left" and page.reach:
            move_out(page_box, page)
        backgrounds(page_box, get_image)

    yield stock.page, "make_page", filled_page
    yield stock.layout, "layout_backgrounds", outer_backgrounds


def _hooks_of_drawing() -> Iterator[Hook]:
    draw_page, marked, gather = stock.document.draw_page, stock.Stream.marked, stock.document.gather_anchors
    heads: dict[int, Any] = {}

    def gathered(box: Any, anchors: Any, links: Any, bookmarks: Any, forms: Any, *rest: Any) -> None:
        gather(box, anchors, links, bookmarks, forms, *rest)
        # Style of a link is inherited: the engine makes a link of every box inside one, too.
        links[:] = [link for link in links if link[0] == "attachment" or _is_link(link[3])]

    def drawn_page(page_box: Any, stream: Any) -> None:
        mark_furniture(page_box, heads)
        draw_page(page_box, stream)

    def marked_content(self: Any, box: Any, tag: str) -> Any:
        return self.artifact() if getattr(box, "furniture", False) else marked(self, box, tag)

    yield stock.document, "gather_anchors", gathered
    yield stock.document, "draw_page", drawn_page
    yield stock.Stream, "marked", marked_content
    yield stock.pdf, "add_tags", add_tags


def _is_link(box: Any) -> bool:
    """Whether a box is that of a link itself."""
    return box.element is not None and box.element_tag == "a" and not isinstance(box, boxes.TextBox)


def _restore(page_state: Any, before: Any) -> None:
    """Make the counters of a page what they were; in place, since the caller keeps what it handed in."""
    for part, was in zip(page_state, copy.deepcopy(before), strict=True):
        if isinstance(part, dict):
            part.clear()
            part.update(was)
        else:
            part[:] = was


# Lines


def _metrics(style: Any) -> tuple[float, float]:
    """Height and baseline of a line of one face in the size and family of `style`."""
    layout = stock.line_break.Layout(style)
    layout.set_text("x")
    line, _ = layout.get_first_line()
    _, height = stock.line_break.line_size(line, style)
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


def _justify(line: Any, slots: Mapping[int, float] | None = None) -> None:
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
    widen(line, widths, 0.0)


def _write_gaps(layout: Any) -> None:
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


def fill_slots(page_box: Any, numbers: Mapping[str, int | str]) -> None:
    """Print page numbers into the slots of a page. Those in running text (class `run`) give their spare room back."""
    freed: dict[int, float] = {}
    for box in page_box.descendants(placeholders=True):
        if "pg" in classes(box) and isinstance(box, boxes.BlockBox | boxes.InlineBlockBox):
            freed[id(box)] = _fill(box, numbers)
    for line in page_box.descendants(placeholders=True):
        if isinstance(line, boxes.LineBox):
            on_line = {id(box): freed[id(box)] for box, _ in _items(line) if freed.get(id(box))}
            if on_line and isinstance(getattr(line, "planned", None), Planned):
                refit(line, on_line)
            elif on_line:
                _justify(line, on_line)
            if on_line and line.style["text_align_all"] in ("right", "end"):
                line.translate(dx=sum(on_line.values()))


def _fill(slot: Any, numbers: Mapping[str, int | str]) -> float:
    """Print the number of a slot; return by how much the slot may become narrower."""
    text = next(box for box in slot.descendants() if isinstance(box, boxes.TextBox))
    number = str(numbers[slot.element.get("data-page")])
    layout, _, _, width, _, _ = stock.line_break.split_first_line(number, text.style, None, None, 0)
    spare = float(text.width - width)
    text.text, text.pango_layout, text.width = number, layout, width
    if "run" in classes(slot):
        text.position_x = slot.content_box_x()
        return float(slot.width - width)
    if text.style["text_align_all"] in ("right", "end"):
        text.position_x += spare
    return 0.0
