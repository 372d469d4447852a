"""Where lines break: greedy line breaking by advance widths, for slide text and labels of figures.

Chinese text breaks between any two characters except where the prohibition rules (kinsoku) forbid it; a
Latin word stays whole unless it is wider than the line. The model is that of an office program, which
neither stretches nor shrinks: it predicts the lines of PowerPoint and its kin, not those of the book.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from handbook.typography.advances import FaceStack
from handbook.typography.chinese import typed_spaces

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
_ROUNDING = 1e-6
"""Points by which sums of widths may differ with the order of adding."""

_Range: TypeAlias = tuple[int, int]
"""From one character position up to, not including, another."""


@dataclass(frozen=True)
class Run:
    """A stretch of text in one set of faces and one size."""

    text: str
    """The characters; a newline begins a new line."""
    faces: FaceStack
    """What the text is set in."""
    size_pt: float
    """The size of the type in points."""


def break_lines(text: str, width_pt: float, size_pt: float, faces: FaceStack) -> list[str]:
    """Return the lines of a text set at a size in points into a measure in points.

    Newlines are honoured, so an empty text is one empty line. Spaces are dropped where a line breaks.
    Programs differ a little: pass 0.98 of the true width where one line too few would do harm.
    """
    lines = break_runs([Run(text, faces, size_pt)], width_pt)
    return ["".join(run.text for run in line) for line in lines]


def break_runs(runs: Sequence[Run], width_pt: float) -> list[list[Run]]:
    """Return the lines of a text of several runs, each line as the parts of the runs that lie in it."""
    text, widths = measured(runs)
    return [_as_runs(start, end, runs) for start, end in _lines(text, widths, width_pt)]


def count_lines(runs: Sequence[Run], width_pt: float, seam: float = 0.0) -> int:
    """Return how many lines `break_runs` makes of a text whose seams are wider by `seam` (`measured`)."""
    text, widths = measured(runs, seam)
    if "\n" not in text and sum(widths) < width_pt - _ROUNDING:
        return 1
    return len(_lines(text, widths, width_pt))


def measured(runs: Sequence[Run], seam: float = 0.0) -> tuple[str, list[float]]:
    """Return the characters of all runs, and the width of each in points.

    Some programs add `seam` em to a space between hanzi and Latin, though it is typed already.
    """
    text = "".join(run.text for run in runs)
    widths = [width * run.size_pt for run in runs for width in map(run.faces.advance, run.text)]
    if seam and runs:
        for position in typed_spaces(text):
            widths[position] += seam * runs[0].size_pt
    return text, widths


class Unit(NamedTuple):
    """A stretch that a line break may not divide, by character positions."""

    start: int
    word_end: int
    """Where the spaces begin that follow it."""
    end: int


def _lines(text: str, widths: Sequence[float], width_pt: float) -> list[_Range]:
    """Lines as full as the measure allows, without the spaces at their end."""
    lines: list[_Range] = []
    for at, units in paragraphs(text):
        start, used = at, 0.0
        for unit in units:
            width = sum(widths[unit.start : unit.word_end])
            if start < unit.start and used + width > width_pt:
                lines.append((start, _trimmed(text, start, unit.start)))
                start, used = unit.start, 0.0
            begin = unit.start
            if width > width_pt:
                # The line is empty: what stood before a word wider than it has just been given one of its own.
                *full, (begin, _) = _chopped(text, widths, unit, width_pt)
                lines += full
                start = begin
            used += sum(widths[begin : unit.end])
        end = units[-1].end if units else at
        lines.append((start, _trimmed(text, start, end)))
    return lines


@lru_cache(maxsize=4096)
def paragraphs(text: str) -> tuple[tuple[int, tuple[Unit, ...]], ...]:
    """The stretches between newlines, at least one: where each begins, and its units."""
    made, at = [], 0
    for paragraph in text.split("\n"):
        made.append((at, tuple(_units(paragraph, at))))
        at += len(paragraph) + 1
    return tuple(made)


def _units(paragraph: str, at: int) -> Iterator[Unit]:
    """Yield the units of a paragraph that begins at a position, each with the spaces that follow it."""
    start = 0
    for index, (before, after) in enumerate(pairwise(_with_neighbours(paragraph)), start=1):
        if _may_break(before, after):
            yield Unit(at + start, at + _trimmed(paragraph, start, index), at + index)
            start = index
    if paragraph:
        end = len(paragraph)
        yield Unit(at + start, at + _trimmed(paragraph, start, end), at + end)


class _Placed(NamedTuple):
    """A character as the rules see it."""

    char: str
    wide: bool
    """Whether it is set as a Chinese character or a Chinese mark."""


def _with_neighbours(paragraph: str) -> list[_Placed]:
    """Return the characters with their width class, which some marks take from what stands around them."""
    chars = ["", *paragraph, ""]
    placed = []
    for char, before, after in zip(paragraph, chars, chars[2:], strict=False):
        wide = _is_wide(char)
        if char in _EITHER_WIDTH:
            # Between two Latin letters they belong to the word: "don’t".
            wide = not (_is_latin_letter(before) and _is_latin_letter(after))
        placed.append(_Placed(char, wide))
    return placed


def _may_break(before: _Placed, after: _Placed) -> bool:
    """Return whether a line may break between two characters."""
    left, right = before.char, after.char
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


def _chopped(text: str, widths: Sequence[float], unit: Unit, width_pt: float) -> list[_Range]:
    """Return the pieces of a unit that is wider than the measure; the last may have room left."""
    pieces: list[_Range] = []
    start, used = unit.start, 0.0
    for index in range(unit.start, unit.end):
        if start < index and used + widths[index] > width_pt and not _is_space(text[index]):
            cut = index - _taken_along(text, widths, start, index, width_pt)
            pieces.append((start, cut))
            start, used = cut, sum(widths[cut:index])
        used += widths[index]
    return [*pieces, (start, unit.end)]


def _taken_along(text: str, widths: Sequence[float], start: int, following: int, width_pt: float) -> int:
    """Return how many characters go down with the next, so that no forbidden mark begins or ends a line.

    None where the rules leave no place: in a row of dots, or in a measure of a few characters.
    """
    needed = widths[following]
    for count in range(following - start):
        last, first = text[following - 1 - count], text[following - count]
        if needed > width_pt:
            return 0
        if first not in NOT_AT_START and last not in NOT_AT_END:
            return count
        needed += widths[following - 1 - count]
    return 0


def _as_runs(start: int, end: int, runs: Sequence[Run]) -> list[Run]:
    """Return a line as parts of its runs."""
    parts: list[Run] = []
    at = 0
    for run in runs:
        text = run.text[max(start - at, 0) : max(end - at, 0)]
        if text:
            parts.append(replace(run, text=text))
        at += len(run.text)
    return parts


def _trimmed(text: str, start: int, end: int) -> int:
    """Return where a stretch ends without the spaces at its end."""
    while end > start and _is_space(text[end - 1]):
        end -= 1
    return end


def _is_space(char: str) -> bool:
    return char.isspace() and char not in _NO_BREAK


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in ("W", "F")


def _is_latin_letter(char: str) -> bool:
    return char.isalnum() and not _is_wide(char)
