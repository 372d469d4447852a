"""Listings: code as numbered lines of coloured pieces, kept from build to build.

Whoever divides a language takes longer to load than all of a chapter to render.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from markupsafe import Markup

from handbook.pdf.cache import Cache
from handbook.pdf.sums import program_sum, sum_of


@dataclass(frozen=True)
class Line:
    """One line of a listing."""

    number: int
    html: Markup
    marked: bool


@dataclass(frozen=True)
class Printed:
    """Code as it is printed."""

    language: str
    """What its language is called; empty for plain text."""
    lines: tuple[Line, ...]


def printed(code: str, language: str, marks: tuple[int, ...] = (), cache: Cache | None = None) -> Printed:
    """The lines of `code`, some of them with `marks`; its colours are looked up in `cache`, and kept there."""
    key = sum_of("listing", program_sum(), language, code) if cache else ""
    row = _row(cache.text("listing", key)) if cache else None
    if row is None:
        from handbook.pdf.colouring import coloured, language_name

        row = language_name(language), list(coloured(code, language))
        if cache:
            cache.keep_text("listing", key, json.dumps(row, ensure_ascii=False))
    name, lines = row
    made = (Line(number, Markup(html), number in marks) for number, html in enumerate(lines, start=1))
    return Printed(name, tuple(made))


def _row(text: str | None) -> tuple[str, list[str]] | None:
    """What a language is called, and the HTML of lines; None where that was not kept."""
    if text is None:
        return None
    name, lines = json.loads(text)
    return name, lines
