"""Subsets of the shipped faces, made by HarfBuzz's own subsetter, or by fontTools where that library is missing."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from handbook.surroundings import load_library

_DROPPED = (
    "BASE",
    "DSIG",
    "GDEF",
    "GPOS",
    "GSUB",
    "JSTF",
    "LTSH",
    "PCLT",
    "VDMX",
    "hdmx",
    "kern",
    "name",
    "post",
)
"""Tables that a PDF does not read."""
_NO_HINTING, _RETAIN_GIDS = 1, 2
_DROP_TABLE_TAG = 3
"""`HB_SUBSET_FLAGS_NO_HINTING`, `HB_SUBSET_FLAGS_RETAIN_GIDS`, `HB_SUBSET_SETS_DROP_TABLE_TAG` of hb-subset.h."""


def subset(path: Path, glyphs: Iterable[int]) -> bytes:
    """The face in a file with some of its glyphs, which keep their numbers."""
    wanted = sorted(glyphs)
    made = _by_harfbuzz(path.read_bytes(), wanted)
    return made if made is not None else _by_fonttools(path, wanted)


@cache
def _libraries() -> tuple[Any, Any] | None:
    harfbuzz, subsetter = load_library("HarfBuzz"), load_library("HarfBuzz subsetter")
    if harfbuzz is None or subsetter is None:
        return None
    pointers = {
        harfbuzz: ("hb_blob_create", "hb_face_create", "hb_face_reference_blob", "hb_blob_get_data"),
        subsetter: (
            "hb_subset_input_create_or_fail", "hb_subset_input_glyph_set", "hb_subset_input_set",
            "hb_subset_or_fail",
        ),
    }  # fmt: skip
    try:
        for library, names in pointers.items():
            for name in names:
                getattr(library, name).restype = ctypes.c_void_p
    except AttributeError:
        return None
    return harfbuzz, subsetter


def _by_harfbuzz(data: bytes, glyphs: list[int]) -> bytes | None:
    found = _libraries()
    if found is None:
        return None
    harfbuzz, subsetter = found
    pointer = ctypes.c_void_p
    blob = pointer(harfbuzz.hb_blob_create(data, len(data), 1, None, None))
    face = pointer(harfbuzz.hb_face_create(blob, 0))
    wish = pointer(subsetter.hb_subset_input_create_or_fail())
    kept = pointer(subsetter.hb_subset_input_glyph_set(wish))
    for glyph in glyphs:
        harfbuzz.hb_set_add(kept, ctypes.c_uint32(glyph))
    dropped = pointer(subsetter.hb_subset_input_set(wish, _DROP_TABLE_TAG))
    for tag in _DROPPED:
        harfbuzz.hb_set_add(dropped, ctypes.c_uint32(int.from_bytes(tag.encode(), "big")))
    subsetter.hb_subset_input_set_flags(wish, ctypes.c_uint(_NO_HINTING | _RETAIN_GIDS))
    made = pointer(subsetter.hb_subset_or_fail(face, wish))
    result = None
    if made.value:
        out = pointer(harfbuzz.hb_face_reference_blob(made))
        length = ctypes.c_uint()
        start = harfbuzz.hb_blob_get_data(out, ctypes.byref(length))
        result = ctypes.string_at(start, length.value) if length.value else None
        harfbuzz.hb_blob_destroy(out)
        harfbuzz.hb_face_destroy(made)
    subsetter.hb_subset_input_destroy(wish)
    harfbuzz.hb_face_destroy(face)
    harfbuzz.hb_blob_destroy(blob)
    return result


def _by_fonttools(path: Path, glyphs: list[int]) -> bytes:
    from fontTools import subset as fonttools
    from fontTools.ttLib import TTFont

    options = fonttools.Options(
        retain_gids=True, hinting=False, notdef_outline=True, ignore_missing_glyphs=True, layout_features=[]
    )
    options.drop_tables += list(_DROPPED)
    subsetter = fonttools.Subsetter(options)
    subsetter.populate(gids=glyphs)
    with TTFont(path, recalcTimestamp=False) as font:
        subsetter.subset(font)
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()
