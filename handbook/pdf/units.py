"""Units: the pieces of a book that are laid out one by one, in any order and in any process.

A unit is what stands between two marks of `book.html`: the front matter, a part page, a chapter, an appendix, a part of
the back matter. Each begins a page. Most begin on a recto, so that their sides are known at once; the others wait for
the unit before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from markupsafe import Markup

FRONT = "front"
"""The name of what stands before the first mark."""
END = "unit-end"
"""The anchor of what stands in for the next unit: it shows on which side that begins, and is not printed."""

_MARK = re.compile(r"<!--unit ([\w.-]+) (recto|any)-->")
_LATE = f'<section class="back late" id="{END}"></section>'
"""What stands in for the back matter that is rendered when the pages of all others are known."""
_FIRST_ELEMENT = re.compile(r"<(\w+)((?:\s[^<>]*)?)>")
_CLASS = re.compile(r'\sclass="[^"]*"')
_LANG = re.compile(r'<html[^>]*?lang="([^"]*)"')
_DRAWING = re.compile(r"<!--drawing ([0-9a-f]+)-->")
_FOREIGN_TO_UNITS = re.compile(
    r"counter\(\s*pages\b|target-counters?\(|target-text\(|@page[^{}]*:(?:first|nth)\b"
)


@dataclass(frozen=True)
class Unit:
    """A piece of the book that is laid out by itself."""

    name: str
    html: str
    """A whole document, which ends with a stand-in for what follows; marks stand where drawings go."""
    recto: bool
    """Whether it begins on a right page whatever stands before it."""
    drawings: tuple[str, ...]
    """The names of the drawings in it."""


def mark(name: str, start: str = "recto") -> Markup:
    """What `book.html` prints before a unit; `start` is `recto`, or `any` for one that begins on the next page."""
    return Markup(f"<!--unit {name} {start}-->")


def drawing_mark(name: str) -> Markup:
    """What is printed where a drawing goes that is drawn later."""
    return Markup(f"<!--drawing {name}-->")


def with_drawings(html: str, drawings: Mapping[str, str]) -> str:
    """`html` with its drawings."""
    return _DRAWING.sub(lambda found: drawings[found[1]], html)


def stands_alone(css: str) -> bool:
    """Whether pages that are styled by `css` look the same when their unit is laid out by itself.

    They do not where style sheets count all pages, ask for pages elsewhere, or single out the first of the book.
    """
    return not _FOREIGN_TO_UNITS.search(css)


def divide(html: Iterable[str], more: bool) -> Iterator[Unit]:
    """The units of a book in order, while its HTML is being rendered; `more` say that `divide_late` gives others.

    The first carries the metadata of the book.
    """
    return _units(html, _LATE if more else "")


def divide_late(html: str) -> list[Unit]:
    """The units of the back matter that is rendered when the pages of all others are known."""
    _, *units = _units((html,), "")
    return units


@dataclass
class _Body:
    """What stands between two marks."""

    name: str
    recto: bool
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.pieces)

    def unit(self, head: str, following: str) -> Unit:
        text = self.text
        made = f"{head}<body>{text}{following}\n</body>\n</html>\n"
        return Unit(self.name, made, self.recto, tuple(_DRAWING.findall(text)))


def _units(html: Iterable[str], end: str) -> Iterator[Unit]:
    """Each unit as soon as what follows it is there, since that says how its last page ends."""
    head, bodies = _bodies(iter(html))
    language = _LANG.search(head)
    plain = f'<!DOCTYPE html>\n<html lang="{language[1] if language else ""}">\n<head><meta charset="utf-8"></head>\n'
    before = next(bodies)
    for body in bodies:
        yield before.unit(head, _stand_in(body.text))
        before, head = body, plain
    yield before.unit(head, end)


def _bodies(html: Iterator[str]) -> tuple[str, Iterator[_Body]]:
    """The head of a document, and what stands between its marks."""
    head, found = "", ""
    for piece in html:
        head, found, rest = (head + piece).partition("<body>")
        if found:
            return head, _marked(chain((rest,), html))
    return head, _marked(iter(()))


def _marked(html: Iterator[str]) -> Iterator[_Body]:
    body, first, unread = _Body(FRONT, True), True, ""
    for piece in html:
        unread += piece
        position = 0
        for found in _MARK.finditer(unread):
            body.pieces.append(unread[position : found.start()])
            position = found.end()
            if first and not body.text.strip():
                body.name = found[1]
                continue
            yield body
            body, first = _Body(found[1], found[2] == "recto"), False
        # What has begun with the last bracket may become a mark.
        begun = unread.rfind("<", position)
        if begun < 0 or ">" in unread[begun:]:
            begun = len(unread)
        body.pieces.append(unread[position:begun])
        unread = unread[begun:]
    body.pieces = [(body.text + unread).rpartition("</body>")[0]]
    yield body


def _stand_in(body: str) -> str:
    """An empty element that breaks the page as the first one of `body` does."""
    found = _FIRST_ELEMENT.search(body)
    if not found:
        return ""
    style = _CLASS.search(found[2])
    return f'<{found[1]}{style[0] if style else ""} id="{END}"></{found[1]}>'
