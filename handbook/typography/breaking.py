"""Where lines break: greedy line breaking by advance widths, for slide text and labels of figures.

Chinese text breaks between any two characters except where the prohibition rules (kinsoku) forbid it; a
Latin word stays whole unless it is wider than the line. The model is that of an office program, which
neither stretches nor shrinks: it predicts the lines of PowerPoint and its kin, not those of the book.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from handbook.typography.advances import FaceStack

NOT_AT_START = frozenset("，。、；：！？）》」』】〉〕〗｝］”’…—·,.;:!?)]}%％‰℃～")
"""Marks that never begin a line."""

NOT_AT_END = frozenset("（《「『【〈〔〖｛［“‘([{￥$¥￡£€＄")
"""Marks that never end a line."""

# Full width among Chinese characters, although Unicode calls them neither wide nor narrow.
_EITHER_WIDTH = frozenset("“”‘’—…·")
# Straight quotes do not say whether they open or close, so a line breaks on neither side of them.
_STRAIGHT_QUOTES = frozenset("\"'")
_NO_BREAK = frozenset("\u00a0\u2060\u202f\ufeff")
_BREAK_HERE = "\u200b"


@dataclass(frozen=True)
class Run:
    """A stretch of text in one set of faces and one size."""

    text: str
    """The characters; a newline begins a new line."""
    faces: FaceStack
    """What the text is set in."""
    size_pt: float
    """The size of the type in points."""


class _Glyph(NamedTuple):
    """One character with its width in points and the run that it came from."""

    char: str
    width: float
    run: int


def break_lines(text: str, width_pt: float, size_pt: float, faces: FaceStack) -> list[str]:
    """Return the lines of a text set at a size in points into a measure in points.

    Newlines are honoured, so an empty text is one empty line. Spaces are dropped where a line breaks.
    Programs differ a little: pass 0.98 of the true width where one line too few would do harm.
    """
    lines = break_runs([Run(text, faces, size_pt)], width_pt)
    return ["".join(run.text for run in line) for line in lines]


def break_runs(runs: Sequence[Run], width_pt: float) -> list[list[Run]]:
    """Return the lines of a text of several runs, each line as the parts of the runs that lie in it."""
    glyphs = [
        _Glyph(char, run.faces.advance(char) * run.size_pt, index)
        for index, run in enumerate(runs)
        for char in run.text
    ]
    lines = [line for paragraph in _paragraphs(glyphs) for line in _filled(paragraph, width_pt)]
    return [_as_runs(line, runs) for line in lines]


def _paragraphs(glyphs: Sequence[_Glyph]) -> Iterator[list[_Glyph]]:
    """Yield the stretches between newlines, at least one."""
    paragraph: list[_Glyph] = []
    for glyph in glyphs:
        if glyph.char == "\n":
            yield paragraph
            paragraph = []
        else:
            paragraph.append(glyph)
    yield paragraph


def _filled(paragraph: list[_Glyph], width_pt: float) -> Iterator[list[_Glyph]]:
    """Yield lines as full as the measure allows."""
    line: list[_Glyph] = []
    used = 0.0
    for unit in _units(paragraph):
        if line and used + _width(_trimmed(unit)) > width_pt:
            yield _trimmed(line)
            line, used = [], 0.0
        if _width(_trimmed(unit)) > width_pt:
            *full, unit = _chopped(unit, width_pt)
            yield from full
        line += unit
        used += _width(unit)
    yield _trimmed(line)


def _units(paragraph: list[_Glyph]) -> Iterator[list[_Glyph]]:
    """Yield the stretches that a line break may not divide, each with the spaces that follow it."""
    unit = paragraph[:1]
    for before, after in pairwise(_with_neighbours(paragraph)):
        if _may_break(before, after):
            yield unit
            unit = []
        unit.append(after.glyph)
    if unit:
        yield unit


class _Placed(NamedTuple):
    """A character as the rules see it."""

    glyph: _Glyph
    wide: bool
    """Whether it is set as a Chinese character or a Chinese mark."""


def _with_neighbours(paragraph: list[_Glyph]) -> list[_Placed]:
    """Return the characters with their width class, which some marks take from what stands around them."""
    chars = ["", *(glyph.char for glyph in paragraph), ""]
    placed = []
    for glyph, before, after in zip(paragraph, chars, chars[2:], strict=False):
        wide = _is_wide(glyph.char)
        if glyph.char in _EITHER_WIDTH:
            # Between two Latin letters they belong to the word: "don’t".
            wide = not (_is_latin_letter(before) and _is_latin_letter(after))
        placed.append(_Placed(glyph, wide))
    return placed


def _may_break(before: _Placed, after: _Placed) -> bool:
    """Return whether a line may break between two characters."""
    left, right = before.glyph.char, after.glyph.char
    if left in _NO_BREAK or right in _NO_BREAK or unicodedata.combining(right):
        return False
    if left == _BREAK_HERE:
        return True
    if _is_space(right) or right == _BREAK_HERE:
        return False  # Spaces go with the word before them, and are dropped with its line end.
    if right in NOT_AT_START or left in NOT_AT_END:
        return False
    if _is_space(left):
        return True
    if left in _STRAIGHT_QUOTES or right in _STRAIGHT_QUOTES:
        return False
    return before.wide or after.wide


def _chopped(unit: list[_Glyph], width_pt: float) -> list[list[_Glyph]]:
    """Return the pieces of a unit that is wider than the measure; the last may have room left."""
    pieces: list[list[_Glyph]] = [[]]
    used = 0.0
    for glyph in unit:
        piece = pieces[-1]
        if piece and used + glyph.width > width_pt and not _is_space(glyph.char):
            cut = len(piece) - _taken_along(piece, glyph, width_pt)
            pieces.append(piece[cut:])
            del piece[cut:]
            used = _width(pieces[-1])
        pieces[-1].append(glyph)
        used += glyph.width
    return pieces


def _taken_along(piece: list[_Glyph], following: _Glyph, width_pt: float) -> int:
    """Return how many characters go down with the next, so that no forbidden mark begins or ends a line.

    None where the rules leave no place: in a row of dots, or in a measure of a few characters.
    """
    chars = [*(glyph.char for glyph in piece), following.char]
    needed = following.width
    for count in range(len(piece)):
        last, first = chars[-2 - count], chars[-1 - count]
        if needed > width_pt:
            return 0
        if first not in NOT_AT_START and last not in NOT_AT_END:
            return count
        needed += piece[-1 - count].width
    return 0


def _as_runs(line: list[_Glyph], runs: Sequence[Run]) -> list[Run]:
    """Return a line as parts of its runs."""
    parts: list[tuple[int, str]] = []
    for glyph in line:
        if parts and parts[-1][0] == glyph.run:
            parts[-1] = (glyph.run, parts[-1][1] + glyph.char)
        else:
            parts.append((glyph.run, glyph.char))
    return [replace(runs[index], text=text) for index, text in parts]


def _trimmed(glyphs: list[_Glyph]) -> list[_Glyph]:
    """Return the characters without the spaces at their end."""
    end = len(glyphs)
    while end and _is_space(glyphs[end - 1].char):
        end -= 1
    return glyphs[:end]


def _width(glyphs: Sequence[_Glyph]) -> float:
    return sum(glyph.width for glyph in glyphs)


def _is_space(char: str) -> bool:
    return char.isspace() and char not in _NO_BREAK


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in ("W", "F")


def _is_latin_letter(char: str) -> bool:
    return char.isalnum() and not _is_wide(char)
