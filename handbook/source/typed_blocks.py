"""Blocks of Markdown typed into a text: lists, headings, tables and pictures are blocks of their own here.

A text holds inline markup only, so `- ` at the head of a line would be printed as it stands. The lines are those of the
file, since YAML joins the lines of a text that is not a block of its own: a list typed below a sentence arrives as one
line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from handbook.model.place import NOWHERE, LocatedStr
from handbook.problems import Problems


@dataclass(frozen=True)
class _Habit:
    """A block as Markdown spells it, what the spelling does not make here, and what to write instead."""

    pattern: str
    what: str
    hint: str


_HEAD = r"^[ \t]*[\"']?"
_HABITS = {
    "task": _Habit(
        _HEAD + r"[-*] \[[ xX]\] ",
        "boxes to tick are typed into a text",
        "make a block of kind checklist",
    ),
    "bullet": _Habit(
        _HEAD + r"[-*•][ \t]+\S",
        "a list is typed into a text",
        "make a block of kind text with items, or points where each has a name",
    ),
    "number": _Habit(
        _HEAD + r"1[.)、．](?!\d)[^\n]*\n(?:[^\n]*\n)*?[ \t]*2[.)、．](?!\d)",
        "a numbered list is typed into a text",
        "make a block of kind steps, or text with items and ordered: true",
    ),
    "heading": _Habit(
        _HEAD + r"#{1,6}[ \t]+\S",
        "a heading is typed into a text",
        "make it the title of a section or of a block",
    ),
    "fence": _Habit(
        _HEAD + r"(?:```|~~~)",
        "a listing is typed into a text",
        "make a block of kind code",
    ),
    "quote": _Habit(
        _HEAD + r">[ \t]+[^\s#]",
        "a quotation is typed into a text",
        "make a block of kind quote, or callout for a remark",
    ),
    "table": _Habit(
        _HEAD + r"(?:\|[^\n]*\|[ \t]*\n[ \t]*\||[^\n|]+\|[^\n]*\n[ \t]*:?-{2,}:?[ \t]*\|)",
        "a table is typed into a text",
        "make a block of kind table",
    ),
    "rule": _Habit(
        _HEAD + r"(?:-{3,}|\*{3,})[ \t]*$",
        "a dividing line is typed into a text",
        "begin a new section or a new block",
    ),
    "picture": _Habit(
        r"!\[[^\]\n]*\]\([^)\n]*\)",
        "a picture is typed into a text",
        "make a block of kind figure",
    ),
}
_ANY = re.compile("|".join(f"(?P<{name}>{habit.pattern})" for name, habit in _HABITS.items()), re.MULTILINE)


def report_typed_blocks(text: str, problems: Problems) -> None:
    """Report the first block that is typed into `text`; what a paragraph says of it holds for the whole text."""
    place = NOWHERE
    found = _ANY.search(text)
    if isinstance(text, LocatedStr):
        place = text.at
        spelled = _ANY.search(text.spelling)
        if spelled is not None:
            lead = len(spelled[0]) - len(spelled[0].lstrip(" \t\"'"))
            found, place = spelled, text.place_at(spelled.start() + lead)
    if found is not None:
        habit = _HABITS[str(found.lastgroup)]
        problems.error(place, "block-in-text", habit.what, habit.hint)
