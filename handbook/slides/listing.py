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


def listing_of(code: Code) -> TextBox:
    """The lines of a listing, and after an empty line what it prints, in bold."""
    lines = _lines(code)
    if code.output:
        lines.append([])
        lines += [[Run(line.expandtabs(4), bold=True)] for line in code.output.rstrip("\n").split("\n")]
    # An empty line is kept as a paragraph by a space of its own.
    return TextBox(tuple(Paragraph(tuple(line) or (Run(" "),)) for line in lines))


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
