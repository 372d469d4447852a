"""Listings: lines of code as paragraphs, their parts told apart by weight and tone."""

from __future__ import annotations

from pygments import lex
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Number, String, Token, _TokenType
from pygments.util import ClassNotFound

from handbook.model.blocks.data import Code
from handbook.slides.deck import Paragraph, Run, TextBox, Tone

_LOOKS: tuple[tuple[_TokenType, bool, Tone], ...] = (
    (Keyword, True, "accent"),
    (Number, False, "warn"),
    (String, False, "good"),
    (Comment, False, "quiet"),
)
_TAB = "    "
_BAR = "▌"
"""Stands before the number of a marked line."""


def listing_of(code: Code) -> TextBox:
    """The numbered lines of a listing, and after an empty line what it prints, in bold.

    A line that a viewer breaks goes on without a number.
    """
    lines = _lines(code)
    wide = len(str(len(lines))) if len(lines) > 1 else 0
    if wide:
        lines = [[*_number(at, wide, at in code.marks), *line] for at, line in enumerate(lines, start=1)]
    if code.output:
        lines.append([])
        inset = " " * (wide + 2 if wide else 0)
        printed = code.output.rstrip("\n").expandtabs(4).split("\n")
        lines += [[Run(f"{inset}{line}", bold=True)] for line in printed]
    # An empty line is kept as a paragraph by a space of its own.
    return TextBox(tuple(Paragraph(tuple(line) or (Run(" "),)) for line in lines))


def _number(at: int, wide: int, marked: bool) -> tuple[Run, Run]:
    """The number of a line, with a bar before it where the line is marked."""
    return Run(_BAR if marked else " ", tone="accent"), Run(f"{at:>{wide}} ", tone="quiet")


def _lines(code: Code) -> list[list[Run]]:
    text = code.code.rstrip("\n").replace("\t", _TAB)
    try:
        tokens = list(lex(text, get_lexer_by_name(code.language, stripnl=False, ensurenl=False)))
    except ClassNotFound:
        tokens = [(Token, text)]
    lines: list[list[Run]] = [[]]
    for kind, value in tokens:
        bold, tone = _look(kind)
        for index, piece in enumerate(value.split("\n")):
            if index:
                lines.append([])
            if piece:
                lines[-1].append(Run(piece, bold=bold, tone=tone))
    return lines


def _look(kind: _TokenType) -> tuple[bool, Tone | None]:
    return next(((bold, tone) for family, bold, tone in _LOOKS if family in kind.split()), (False, None))
