"""What a character is to the line it stands on."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from handbook.typography.rules import rules

OBJECT = "\ufffc"
"""Stands in a text for what is not text: a formula, a picture, a word with its ruby."""
NUMBER = "\ue002"
"""Stands in a text for a number that is filled in later; a Latin figure to its neighbours."""

_HANZI = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u30ff\u3105-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
_LATIN = re.compile("[A-Za-z0-9\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff\u2070-\u2079\u2080-\u2089]")
_FULL_WIDTH = re.compile("[\u3000-\u303f\uff01-\uff60\uffe0-\uffe6\u2460-\u24ff\u3200-\u33ff]")


class Kind(StrEnum):
    """The classes of CLREQ 3.1.3, as far as they behave differently here."""

    HANZI = "h"
    STOP = "c"
    """Full-width marks that end a sentence."""
    PAUSE = "p"
    CLOSE = "q"
    OPEN = "o"
    JOINED = "d"
    """Dashes and ellipses."""
    TIGHT = "t"
    """Marks that stand close to both neighbours."""
    LATIN = "l"
    CODE = "k"
    """Code: Latin to its neighbours, and never changed itself."""
    SPACE = " "
    RAISED = "r"
    """Notes, indices: they cling to what is before them."""
    OBJECT = "a"
    WIDE = "w"
    """Other full-width signs."""
    FORCED = "n"
    """A line ends here."""
    BLANK = "b"
    """A space in code: it vanishes at line ends and is never changed."""
    OTHER = "x"


MARKS = frozenset((Kind.STOP, Kind.PAUSE, Kind.CLOSE, Kind.OPEN))
"""Full-width marks with their ink in one half of the em."""


@cache
def kind(char: str) -> Kind:
    """The class of a character by itself."""
    for name, marks in rules().classes.items():
        if char in marks:
            return Kind[name.upper()]
    if char == "\n":
        return Kind.FORCED
    if char in " \u00a0":
        return Kind.SPACE
    if char == OBJECT:
        return Kind.OBJECT
    if _HANZI.match(char):
        return Kind.HANZI
    if char == NUMBER or _LATIN.match(char) or char in rules().latin_signs:
        return Kind.LATIN
    return Kind.WIDE if _FULL_WIDTH.match(char) else Kind.OTHER
