"""The colours of code: what of it is a comment, a string, a word of the language."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup
from pygments import lex
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.lexers.special import TextLexer
from pygments.token import Token, _TokenType
from pygments.util import ClassNotFound

_CLASSES: tuple[tuple[_TokenType, str], ...] = (
    (Token.Comment, "comment"),
    (Token.Literal.String, "string"),
    (Token.Literal.Number, "number"),
    (Token.Keyword, "keyword"),
    (Token.Operator.Word, "keyword"),
    (Token.Name.Function, "name"),
    (Token.Name.Class, "name"),
    (Token.Name.Decorator, "name"),
)
"""The few sorts of token that a theme colours."""


def coloured(code: str, language: str) -> tuple[Markup, ...]:
    """The lines of `code`; a language that Pygments does not know is printed without colours."""
    lines = [Markup()]
    for kind, value in lex(code.rstrip("\n"), _lexer(language) or TextLexer(stripnl=False)):
        pieces = value.split("\n")
        for index, piece in enumerate(pieces):
            if index:
                lines.append(Markup())
            if piece:
                lines[-1] += _coloured(piece, kind)
    while lines and not lines[-1]:
        lines.pop()
    return tuple(lines)


def language_name(language: str) -> str:
    """What a language is called; nothing for plain text, and its own name where Pygments does not know it."""
    lexer = _lexer(language)
    if lexer is None:
        return language
    return "" if isinstance(lexer, TextLexer) else str(lexer.name)


@cache
def _lexer(language: str) -> Lexer | None:
    """Who divides a language; None for one that Pygments does not know."""
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None


def _coloured(text: str, kind: _TokenType) -> Markup:
    for ancestor, name in _CLASSES:
        if kind[: len(ancestor)] == ancestor:
            return Markup('<span class="{}">{}</span>').format(name, text)
    return Markup("{}").format(text)
