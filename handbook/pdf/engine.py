"""The only hooks into the layout engine, WeasyPrint 70: what CSS cannot say and Chinese books need.

Each hook replaces one name of the engine while a book is made, and each is tested before: where the engine is not the
one that is known, the book is made by stock behaviour, with a warning.

- `justify_line` spreads lines between hanzi; the engine stretches spaces only. The gaps are written into the widths
  of the glyphs (`Layout.reactivate`), since Pango's letter spacing would halve them at the edges of boxes.
- `first_line_metrics` gives every line of one size the same height and baseline: Pango makes lines that mix faces up to
  a fiftieth higher, although the faces agree, and a page of them leaves the grid.
- `block_level_layout_switch` makes blocks of class `snap` a whole number of lines high.
- `float_layout` keeps margin notes (class `note`) in one piece.
- `layout_backgrounds` moves margin notes and wide blocks (class `wide`) to the outer side of left pages.
- `make_page` lets text pass a block that did not fit (class `floats`), or divides a card (class `splits`), instead of
  leaving the foot of a page empty.

Page numbers are printed into slots (class `pg`) after the layout, so that no layout depends on a number.
"""

from __future__ import annotations

import copy
import inspect
import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint.layout
import weasyprint.layout.block
import weasyprint.layout.inline
import weasyprint.layout.page
import weasyprint.text.line_break
from weasyprint.text.ffi import ffi

from handbook.pdf.boxes import Page, classes, fill_page, move_out, snap
from handbook.pdf.lines import INTS_PER_GLYPH, justify, metrics, write_gaps

_KNOWN: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (weasyprint.layout.inline, "justify_line", ("context", "line", "extra_width")),
    (weasyprint.text.line_break.Layout, "reactivate", ("self", "style")),
    (
        weasyprint.text.line_break,
        "first_line_metrics",
        ("first_line", "text", "layout", "resume_at", "space_collapse", "style"),
    ),
    (
        weasyprint.layout.block,
        "block_level_layout_switch",
        ("context", "box", "bottom_space", "skip_stack", "containing_block", "page_is_empty"),
    ),
    (
        weasyprint.layout.block,
        "float_layout",
        ("context", "box", "containing_block", "absolute_boxes", "fixed_boxes", "bottom_space", "skip_stack"),
    ),
    (
        weasyprint.layout.page,
        "make_page",
        ("context", "root_box", "page_type", "resume_at", "page_number", "page_state"),
    ),
    (weasyprint.layout, "layout_backgrounds", ("page", "get_image_from_uri")),
    (
        weasyprint.text.line_break,
        "split_first_line",
        ("text", "style", "context", "max_width", "justification_spacing"),
    ),
)
_MOST_PASSES = 8
"""How often a page is laid out anew so that its foot is filled."""


def known_engine() -> str:
    """What is strange about the engine; empty where every hook will do what it says."""
    for owner, name, expected in _KNOWN:
        found = getattr(owner, name, None)
        if found is None:
            return f"{owner.__name__}.{name} is gone"
        if tuple(inspect.signature(found).parameters)[: len(expected)] != expected:
            return f"{owner.__name__}.{name} takes other parameters"
    if ffi.sizeof("PangoGlyphInfo") != 4 * INTS_PER_GLYPH:
        return "PangoGlyphInfo has another size"
    return ""


@contextmanager
def hooked(page: Page) -> Iterator[None]:
    """The engine with its hooks; as it was before when the block ends."""
    switch = weasyprint.layout.block.block_level_layout_switch
    float_layout = weasyprint.layout.block.float_layout
    backgrounds = weasyprint.layout.layout_backgrounds
    make_page = weasyprint.layout.page.make_page
    reactivate = weasyprint.text.line_break.Layout.reactivate
    stock_justify = weasyprint.layout.inline.justify_line
    first_line_metrics = weasyprint.text.line_break.first_line_metrics
    known_metrics: dict[tuple[float, tuple[str, ...]], tuple[float, float]] = {}

    def justify_line(context: Any, line: Any, extra_width: float) -> None:
        if page.chinese:
            line.room = extra_width
            justify(line)
        else:
            stock_justify(context, line, extra_width)

    def even_metrics(
        first_line: Any, text: str, layout: Any, resume_at: Any, space_collapse: bool, style: Any, *rest: Any
    ) -> Any:
        key = (style["font_size"], tuple(style["font_family"]))
        if key not in known_metrics:
            known_metrics[key] = metrics(style)
        found = first_line_metrics(first_line, text, layout, resume_at, space_collapse, style, *rest)
        return (*found[:4], *known_metrics[key])

    def reactivate_with_gaps(self: Any, style: Any) -> None:
        reactivate(self, style)
        if getattr(self, "gaps", None):
            write_gaps(self)

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
        result = switch(context, box, bottom_space, skip_stack, cb, page_is_empty, *rest, **named)
        if result[0] is not None and result[1] is None and "snap" in classes(box):
            snap(context, result[0], page, first=skip_stack is None)
        return result

    def whole_float(
        context: Any, box: Any, cb: Any, absolute: Any, fixed: Any, bottom_space: float, skip_stack: Any
    ) -> Any:
        if "note" in classes(box):
            bottom_space = -math.inf
        return float_layout(context, box, cb, absolute, fixed, bottom_space, skip_stack)

    def filled_page(
        context: Any, root: Any, page_type: Any, resume_at: Any, number: int, page_state: Any
    ) -> Any:
        outside = context.broken_out_of_flow
        fresh = copy.deepcopy(page_state)
        made = make_page(context, root, page_type, resume_at, number, page_state)
        for _ in range(_MOST_PASSES):
            if page_type.blank or not fill_page(root, made[1], made[0], page):
                break
            context.broken_out_of_flow = outside
            context.page_maker[number - 1][-1].update(anchors=[], content_lookups=[])
            _restore(page_state, fresh)
            made = make_page(context, root, page_type, resume_at, number, page_state)
        return made

    def outer_backgrounds(page_box: Any, get_image: Any) -> None:
        if page_box.page_type.side == "left" and page.reach:
            move_out(page_box, page)
        backgrounds(page_box, get_image)

    replaced: tuple[tuple[Any, str, Any, Any], ...] = (
        (weasyprint.layout.inline, "justify_line", stock_justify, justify_line),
        (weasyprint.text.line_break.Layout, "reactivate", reactivate, reactivate_with_gaps),
        (weasyprint.text.line_break, "first_line_metrics", first_line_metrics, even_metrics),
        (weasyprint.layout.block, "block_level_layout_switch", switch, snapped_switch),
        (weasyprint.layout.block, "float_layout", float_layout, whole_float),
        (weasyprint.layout.page, "make_page", make_page, filled_page),
        (weasyprint.layout, "layout_backgrounds", backgrounds, outer_backgrounds),
    )
    for owner, name, _, ours in replaced:
        setattr(owner, name, ours)
    try:
        yield
    finally:
        for owner, name, stock, _ in replaced:
            setattr(owner, name, stock)


def _restore(page_state: Any, before: Any) -> None:
    """Make the counters of a page what they were; in place, since the caller keeps what it handed in."""
    for part, was in zip(page_state, copy.deepcopy(before), strict=True):
        if isinstance(part, dict):
            part.clear()
            part.update(was)
        else:
            part[:] = was
