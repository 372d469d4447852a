"""Formulas in words, for those who hear a book: what a reader aloud would say, in the language of the book.

PDF/UA-1 wants words for a formula (ISO 14289-1, clause 7.7), and TeX is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from handbook.formulas.read import read_tex
from handbook.formulas.tree import (
    Accent,
    Atom,
    Fenced,
    Fraction,
    Grid,
    Node,
    Root,
    Row,
    Rule,
    Scripts,
    Space,
    head_of,
)
from handbook.plan.words import Words

_BRACKETS = {"(": "spoken_open", "[": "spoken_open", "{": "spoken_open", ")": "spoken_close", "]": "spoken_close",
             "}": "spoken_close", "|": "spoken_bar"}  # fmt: skip


@lru_cache(maxsize=1024)
def spoken(tex: str, words: Words) -> str:
    """`tex` in the words of a language. Raises `TexError`."""
    return _joined(_Speaker(words).row(read_tex(tex)))


class _Speaker:
    """Says the parts of a formula."""

    def __init__(self, words: Words) -> None:
        self._words = words
        entries = (entry.partition(" ") for entry in words.spoken_signs.split("; "))
        self._signs: Mapping[str, str] = {sign: said for sign, _, said in entries}

    def row(self, row: Row) -> Iterator[str]:
        for node in row.items:
            yield from self.node(node)

    def node(self, node: Node) -> Iterator[str]:
        match node:
            case Atom(text):
                yield self._signs.get(text) or (
                    getattr(self._words, _BRACKETS[text]) if text in _BRACKETS else text
                )
            case Row():
                yield from self.row(node)
            case Space():
                return
            case Scripts():
                yield from self._scripts(node)
            case Fraction(over, under):
                short = len(over.items) == len(under.items) == 1
                name = "spoken_fraction" if short else "spoken_long_fraction"
                yield self._words(name, over=self._said(over), under=self._said(under))
            case Root(body, degree):
                name = "spoken_root" if degree is None else "spoken_root_of"
                yield self._words(name, body=self._said(body), degree=self._said(degree) if degree else "")
            case Fenced(opening, body, closing):
                yield from self.node(Atom(opening, "open"))
                yield from self.row(body)
                yield from self.node(Atom(closing, "close"))
            case Accent(_, base) | Rule(_, base):
                yield from self.row(base)
            case Grid(rows, _):
                for cells in rows:
                    yield self._words.list_comma.join(self._said(cell) for cell in cells)

    def _scripts(self, node: Scripts) -> Iterator[str]:
        head = head_of(node.base)
        below = self._said(node.sub) if node.sub else ""
        above = self._said(node.sup) if node.sup else ""
        base = _joined(self.node(node.base))
        if head is not None and (head.role == "large" or head.limits):
            yield base
            if below and above:
                yield self._words("spoken_from_to", low=below, high=above)
            elif below:
                yield self._words("spoken_over", low=below)
            return
        if below:
            base = self._words("spoken_index", base=base, index=below)
        if above == "2":
            base = self._words("spoken_square", base=base)
        elif above:
            base = self._words("spoken_power", base=base, power=above)
        yield base

    def _said(self, row: Row) -> str:
        return _joined(self.row(row))


def _joined(parts: Iterator[str]) -> str:
    """Parts with a space between each and the next, but for the figures of one number."""
    made = ""
    for part in parts:
        digits = made[-1:].isdigit() or made[-1:] == "."
        apart = made and not (digits and (part[:1].isdigit() or part == "."))
        made += (" " if apart else "") + part
    return made
