"""The private names of the layout engine, WeasyPrint 70, that are used or replaced: all of them stand here.

`_KNOWN` says what they looked like when they were learnt. `known_engine` compares; where anything differs the book is
made by stock behaviour, with a warning, rather than by hooks that no longer fit.
"""

from __future__ import annotations

import ctypes
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from weasyprint import document as document
from weasyprint import draw as draw
from weasyprint import layout as layout
from weasyprint import pdf as pdf
from weasyprint.layout import block as block
from weasyprint.layout import inline as inline
from weasyprint.layout import page as page
from weasyprint.layout import percent as percent
from weasyprint.layout import preferred as preferred
from weasyprint.pdf.fonts import Font as Font
from weasyprint.pdf.stream import Stream as Stream
from weasyprint.text import fonts as fonts
from weasyprint.text import line_break as line_break
from weasyprint.text.ffi import FROM_UNITS as FROM_UNITS
from weasyprint.text.ffi import ffi as ffi
from weasyprint.text.ffi import pango as pango

from handbook.surroundings import load_library

Hook: TypeAlias = tuple[Any, str, Any]
"""A name of the engine that is replaced: its owner, the name, and what stands there instead."""

_KNOWN: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (inline, "justify_line", ("context", "line", "extra_width")),
    (inline, "handle_leader", ("context", "line", "containing_block")),
    (line_break.Layout, "reactivate", ("self", "style")),
    (
        line_break,
        "first_line_metrics",
        ("first_line", "text", "layout", "resume_at", "space_collapse", "style"),
    ),
    (
        block,
        "block_level_layout_switch",
        ("context", "box", "bottom_space", "skip_stack", "containing_block", "page_is_empty"),
    ),
    (
        block,
        "float_layout",
        ("context", "box", "containing_block", "absolute_boxes", "fixed_boxes", "bottom_space", "skip_stack"),
    ),
    (page, "make_page", ("context", "root_box", "page_type", "resume_at", "page_number", "page_state")),
    (layout, "layout_backgrounds", ("page", "get_image_from_uri")),
    (document, "draw_page", ("page", "stream")),
    (document, "gather_anchors", ("box", "anchors", "links", "bookmarks", "forms")),
    (pdf, "add_tags", ("pdf", "document", "pdf_version", "page_streams")),
    (Stream, "marked", ("self", "box", "tag")),
    (line_break, "split_first_line", ("text", "style", "context", "max_width", "justification_spacing")),
    (draw, "draw_text", ("stream", "textbox", "offset_x", "text_overflow", "block_ellipsis")),
    (Font, "clean", ("self", "to_unicode", "hinting")),
)
_KNOWN_OF_LINES: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (
        inline,
        "get_next_linebox",
        (
            "context",
            "linebox",
            "position_y",
            "bottom_space",
            "skip_stack",
            "containing_block",
            "absolute_boxes",
            "fixed_boxes",
            "first_letter_style",
            "first_line_style",
        ),
    ),
    (inline, "split_text_box", ("context", "box", "available_width", "skip", "is_line_start")),
    (inline, "avoid_collisions", ("context", "box", "containing_block", "outer")),
    (inline, "can_break_text", ("text", "lang")),
    (inline, "skip_first_whitespace", ("box", "skip_stack")),
    (inline, "inline_block_width", ("box", "context", "containing_block")),
    (inline, "inline_replaced_box_layout", ("box", "containing_block")),
    (
        preferred,
        "inline_line_widths",
        ("context", "box", "outer", "is_line_start", "minimum", "skip_stack", "first_line"),
    ),
    (preferred, "max_content_width", ("context", "box", "outer")),
    (draw, "draw_text", ("stream", "textbox", "offset_x", "text_overflow", "block_ellipsis")),
    (percent, "resolve_percentages", ("box", "containing_block")),
    (line_break, "get_log_attrs", ("text", "lang")),
    (line_break, "strut", ("style",)),
    (line_break, "_font_style_cache_key", ("style", "include_size")),
    (line_break.Layout, "setup", ("self", "style")),
)
"""What the planning of paragraphs needs on top of it."""
INTS_PER_GLYPH = 5
"""How Pango keeps a glyph: number, width, x and y offset, flags."""


class FontConfiguration(fonts.FontConfiguration):  # type: ignore[misc]
    """The faces of the style sheets and no others, whatever a machine has: a book looks the same everywhere.

    It is quicker too, since each face is looked for among all that are known.
    """

    def __init__(self) -> None:
        with replaced((fonts, "fontconfig", _Bare(fonts.fontconfig))):
            super().__init__()


class _Bare:
    """Fontconfig, but for the fonts of the machine."""

    def __init__(self, fontconfig: Any) -> None:
        self._fontconfig = fontconfig

    def __getattr__(self, name: str) -> Any:
        return getattr(self._fontconfig, name)

    def FcInitLoadConfigAndFonts(self) -> Any:  # noqa: N802 -- what the engine asks for
        library = load_library("Fontconfig")
        if library is None:
            return self._fontconfig.FcInitLoadConfigAndFonts()
        library.FcConfigCreate.restype = ctypes.c_void_p
        return ffi.cast("FcConfig *", library.FcConfigCreate())


def known_engine() -> str:
    """What is strange about the engine; empty where every hook will do what it says."""
    strange = differing(_KNOWN)
    if not strange and ffi.sizeof("PangoGlyphInfo") != 4 * INTS_PER_GLYPH:
        return "PangoGlyphInfo has another size"
    return strange


def known_lines() -> str:
    """What is strange about the engine's lines; empty where paragraphs may be planned."""
    return differing(_KNOWN_OF_LINES)


def differing(known: tuple[tuple[Any, str, tuple[str, ...]], ...]) -> str:
    """The first of the known names that is gone or takes other parameters; empty where all are as they were."""
    for owner, name, expected in known:
        found = getattr(owner, name, None)
        if found is None:
            return f"{owner.__name__}.{name} is gone"
        if tuple(inspect.signature(found).parameters)[: len(expected)] != expected:
            return f"{owner.__name__}.{name} takes other parameters"
    return ""


@contextmanager
def replaced(*hooks: Hook) -> Iterator[None]:
    """The engine with names replaced; as it was before when the block ends."""
    before = [getattr(owner, name) for owner, name, _ in hooks]
    for owner, name, ours in hooks:
        setattr(owner, name, ours)
    try:
        yield
    finally:
        for (owner, name, _), found in zip(hooks, before, strict=True):
            setattr(owner, name, found)
