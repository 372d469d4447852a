"""The signs and commands of TeX one by one, and what is wrong with a formula."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

HANZI = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
"""A character of Chinese, as a pattern."""
_TOKEN = re.compile(rf"\\[A-Za-z]+|\\.|[0-9]+(?:\.[0-9]+)*|\s+|{HANZI}+|.", re.DOTALL)


class TexError(Exception):
    """What is wrong with a formula, what to write instead, and where: `piece` begins `position` characters into it."""

    def __init__(self, what: str, hint: str, position: int, piece: str) -> None:
        super().__init__(what)
        self.what, self.hint, self.position, self.piece = what, hint, position, piece


@dataclass(frozen=True)
class Token:
    """A command, a number, white space, Chinese or another single character, with its place in the formula."""

    text: str
    at: int


END = Token("", -1)
"""What stands after the last token."""


class Tokens:
    """The tokens of a formula, read from left to right."""

    def __init__(self, tex: str) -> None:
        self._all = [Token(found.group(), found.start()) for found in _TOKEN.finditer(tex)]
        self._next = 0
        self._last = Token(tex[-1:], max(0, len(tex) - 1))

    def peek(self) -> Token:
        """The next token, not yet taken."""
        return self._all[self._next] if self._next < len(self._all) else END

    def take(self) -> Token:
        """The next token."""
        token = self.peek()
        self._next += 1
        return token

    def skip(self) -> Token:
        """The next token that is no white space, not yet taken."""
        while self.peek() is not END and self.peek().text.isspace():
            self._next += 1
        return self.peek()

    def put(self, token: Token) -> None:
        """Let `token` stand for the next one."""
        self._all[self._next] = token

    def error(self, token: Token, what: str, hint: str = "") -> TexError:
        """What is wrong at `token`; at the last character where the formula has ended."""
        where = self._last if token is END else token
        return TexError(what, hint, where.at, where.text)


STRAY: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "}": ("the brace “}” closes nothing", "take it away, or write “{” where it begins"),
        "&": ("“&” stands outside a matrix", "write “\\&” for the sign"),
        "\\\\": ("“\\\\” stands outside a matrix", "write a formula block for each line"),
        "\\right": ("“\\right” has no “\\left”", "write \\left( where it begins"),
        "\\end": ("“\\end” ends nothing", "write \\begin{…} where it begins"),
    }
)
"""What can only end something, with what to say where it ends nothing."""
MEANT: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "%": ("“%” begins a comment in TeX", "write “\\%” for the sign"),
        "$": ("“$” does not belong in a formula", "take it away: the whole field is a formula"),
        "#": ("“#” means nothing in a formula", "write “\\#” for the sign"),
        "\\": ("“\\” names no command", "write the command's name behind it"),
        '"': ("a straight quotation mark cannot stand in a formula", "put words into \\text{…}"),
    }
)
"""Signs that stand for something else in TeX, with what to say."""
