"""Pieces of running text on their way to HTML: what stands around them, dots and readings, what belongs together.

Planned lines need nothing added to the text. For lines that the engine makes by itself, spaces beside Latin and spans
around what stays together are added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from markupsafe import Markup, escape

from handbook.theme.load import bundled_themes
from handbook.typography import chinese
from handbook.typography.advances import Face, load_faces

_HANZI = re.compile("[\u3400-\u9fff]")
_RUBY_SIZE = 5 / 10.5
"""The size of readings, as a share of the type they stand over; the style sheet says it too."""
_BETWEEN_READINGS = 0.12
"""Between two readings, in em."""


@dataclass(frozen=True)
class Wrap:
    """An element around text. One that is divided is opened again without its id."""

    tag: str
    attributes: str = ""
    identity: str = ""

    def opening(self, again: bool) -> str:
        """The opening tag; without its id where the element is opened again."""
        identity = f' id="{self.identity}"' if self.identity and not again else ""
        return f"<{self.tag}{identity}{self.attributes}>"


@dataclass
class Piece:
    """Characters under the same elements, or one thing that is not text."""

    text: str
    """The characters; a stand-in for what is not text."""
    path: tuple[Wrap, ...]
    html: str = ""
    """What is printed for a thing that is not text."""


def dotted(text: str, path: tuple[Wrap, ...], planned: bool) -> Iterator[Piece]:
    """Emphasis dots: one under each character that is not a mark (CLREQ 3.3.2).

    With planned lines they are drawn under the characters as they stand; else each is the background of a span.
    """
    if planned:
        yield Piece(text, (*path, Wrap("span", ' class="dots"')))
        return
    for char in text:
        yield Piece(char, (*path, Wrap("span", ' class="dot"')) if _HANZI.match(char) else path)


def ruby(base: str, annotation: str, path: tuple[Wrap, ...]) -> Iterator[Piece]:
    """A word with its reading over it: syllable over character where there are as many of them (CLREQ 3.3.1).

    What is read takes as much room as it needs, so that two readings never touch.
    """
    syllables = annotation.split()
    pairs = list(zip(base, syllables, strict=True)) if len(syllables) == len(base) else [(base, annotation)]
    for shown, reading in pairs:
        em = _reading().width(reading, _RUBY_SIZE) + _BETWEEN_READINGS
        style = f' style="min-width: {em:.3g}em"' if em > len(shown) else ""
        html = f'<span class="ruby"{style}>{escape(shown)}<i>{escape(reading)}</i></span>'
        yield Piece(shown[:1], path, html)


@cache
def _reading() -> Face:
    """The face that readings are set in, near enough: the Latin one of running text."""
    return load_faces(bundled_themes() / "fonts" / "advances.json")["Handbook Text", 400]


def breakable(code: str) -> Markup:
    """Code that may break after its own punctuation."""
    return Markup("<wbr>").join(escape(part) for part in re.findall(r"[^./_\-?&=]*[./_\-?&=]*", code) if part)


_TOGETHER = Wrap("span", ' class="nb"')
_LATIN = Wrap("span", ' class="latin"')
_DASH = Wrap("span", ' class="dash"')


def for_plan(pieces: list[Piece]) -> str:
    """The pieces as HTML for planned lines: only Latin stretches are named, for their own quotes and dashes."""
    latin = {
        at for start, end in chinese.latin_runs("".join(p.text for p in pieces)) for at in range(start, end)
    }
    made: list[tuple[Piece, int, str]] = []
    position = 0
    for piece in pieces:
        if piece.html:
            made.append((piece, 0, ""))
        else:
            marked = [at in latin for at in range(position, position + len(piece.text))]
            start = 0
            for named, run in groupby(marked):
                stop = start + len(list(run))
                path = (*piece.path, _LATIN) if named else piece.path
                made.append((Piece("", path), 0, piece.text[start:stop]))
                start = stop
        position += len(piece.text)
    return "".join(emit(iter(made)))


def with_spans(pieces: list[Piece], last_line: bool) -> str:
    """The pieces as HTML with everything done to them that Chinese asks for."""
    text = "".join(piece.text for piece in pieces)
    setting = chinese.set_paragraph(text, last_line=last_line)
    groups = [0] * len(text)
    inner: list[tuple[Wrap, ...]] = [()] * len(text)
    for number, (start, end) in enumerate(setting.together, start=1):
        groups[start:end] = [number] * (end - start)
    for ranges, wrap in ((setting.latin, _LATIN), (setting.dashes, _DASH)):
        for start, end in ranges:
            inner[start:end] = [(*before, wrap) for before in inner[start:end]]
    made: list[tuple[Piece, int, str]] = []
    position = 0
    for piece in pieces:
        if piece.html:
            if position in setting.spaces:
                made.append((Piece(" ", ()), groups[position], " "))
            made.append((piece, groups[position] if groups else 0, ""))
            position += len(piece.text)
            continue
        for offset, char in enumerate(piece.text, start=position):
            if offset in setting.spaces and offset:
                path = piece.path if offset > position else ()
                joined = groups[offset] if groups[offset] == groups[offset - 1] else 0
                made.append((Piece("", path), joined, " "))
            made.append((Piece("", (*piece.path, *inner[offset])), groups[offset], char))
        position += len(piece.text)
    return "".join(emit(iter(made)))


def emit(pieces: Iterator[tuple[Piece, int, str]]) -> Iterator[str]:
    """HTML of pieces with their group of what stays together, opening and closing what lies around them."""
    open_now: list[tuple[Wrap, int]] = []
    seen: set[int] = set()
    for piece, group, text in pieces:
        wanted = ([(_TOGETHER, group)] if group else []) + [(wrap, 0) for wrap in piece.path]
        shared = 0
        while (
            shared < min(len(open_now), len(wanted))
            and open_now[shared][0] is wanted[shared][0]
            and open_now[shared][1] == wanted[shared][1]
        ):
            shared += 1
        while len(open_now) > shared:
            yield f"</{open_now.pop()[0].tag}>"
        for wrap, number in wanted[shared:]:
            yield wrap.opening(again=id(wrap) in seen)
            seen.add(id(wrap))
            open_now.append((wrap, number))
        yield piece.html or str(escape(text))
    while open_now:
        yield f"</{open_now.pop()[0].tag}>"
