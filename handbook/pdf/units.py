"""Units: the pieces of a book that are laid out one by one, in any order and in any process.

A unit is what stands between two marks of `book.html`: the front matter, a part page, a chapter, an appendix, a part of
the back matter. Each begins a page. Most begin on a recto, so that their sides are known at once; the others wait for
the unit before them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

FRONT = "front"
"""The name of what stands before the first mark."""
END = "unit-end"
"""The anchor of what stands in for the next unit: it shows on which side that begins, and is not printed."""

_MARK = re.compile(r"<!--unit ([\w.-]+) (recto|any)-->")
_RECTO = f'<section style="break-before: recto" id="{END}"></section>'
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


def divide(html: str, more: bool) -> list[Unit]:
    """The units of a rendered book, in order; `more` say that others follow, which begin on a recto.

    The first carries the metadata of the book.
    """
    return _units(html, _RECTO if more else "")


def divide_late(html: str) -> list[Unit]:
    """The units of the back matter that is rendered when the pages of all others are known."""
    _, *units = _units(html, "")
    return units


def _units(html: str, end: str) -> list[Unit]:
    head, _, rest = html.partition("<body>")
    body, _, _ = rest.rpartition("</body>")
    names, starts, bodies = [FRONT], ["recto"], [""]
    position = 0
    for found in _MARK.finditer(body):
        bodies[-1] += body[position : found.start()]
        if bodies[-1].strip() or len(names) > 1:
            names.append(found[1])
            starts.append(found[2])
            bodies.append("")
        else:
            names[-1] = found[1]
        position = found.end()
    bodies[-1] += body[position:]
    language = _LANG.search(head)
    plain = f'<!DOCTYPE html>\n<html lang="{language[1] if language else ""}">\n<head><meta charset="utf-8"></head>\n'
    units = []
    for index, (name, start, text) in enumerate(zip(names, starts, bodies, strict=True)):
        following = _stand_in(bodies[index + 1]) if index + 1 < len(bodies) else end
        made = f"{plain if index else head}<body>{text}{following}\n</body>\n</html>\n"
        units.append(Unit(name, made, start == "recto", tuple(_DRAWING.findall(text))))
    return units


def _stand_in(body: str) -> str:
    """An empty element that breaks the page as the first one of `body` does."""
    found = _FIRST_ELEMENT.search(body)
    if not found:
        return ""
    style = _CLASS.search(found[2])
    return f'<{found[1]}{style[0] if style else ""} id="{END}"></{found[1]}>'
