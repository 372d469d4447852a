"""Every formula of a handbook read once, before anything is made: what is wrong becomes a problem at its place."""

from __future__ import annotations

from collections.abc import Callable

from handbook.formulas.read import read_tex
from handbook.formulas.tokens import TexError
from handbook.model.blocks.data import Formula
from handbook.model.handbook import Handbook
from handbook.model.inline import Inline, Math, walk
from handbook.model.place import LocatedStr, Place
from handbook.model.traverse import texts
from handbook.problems import Problems


def check_formulas(handbook: Handbook, problems: Problems) -> None:
    """Report every formula that cannot be drawn in both outputs, at the sign that is wrong."""
    for _, _, block in handbook.blocks():
        if isinstance(block, Formula):
            _check(block.tex, problems, _within(block.tex, block.at))
            for symbol, meaning in block.where.items():
                _check(symbol, problems, lambda position, piece, at=meaning.at: at)  # type: ignore[misc]
    everything = (
        handbook.book, *handbook.units(), handbook.glossary, handbook.facts, handbook.errata, handbook.references,
    )  # fmt: skip
    for text in texts(everything):
        for node in walk(text.nodes):
            if isinstance(node, Math):
                _check(node.tex, problems, _within_text(text, node.tex))


_Finder = Callable[[int, str], Place]
"""The place of a piece that begins so many characters into a formula."""


def _check(tex: str, problems: Problems, find: _Finder) -> None:
    try:
        read_tex(tex)
    except TexError as error:
        problems.error(
            find(error.position, error.piece),
            "bad-markup",
            f"the formula cannot be read: {error.what}",
            error.hint,
        )


def _within(tex: str, at: Place) -> _Finder:
    """A finder in a field of its own."""

    def find(position: int, piece: str) -> Place:
        if not isinstance(tex, LocatedStr):
            return at
        return tex.find_place(piece, tex[:position].count(piece)) if piece.strip() else tex.at

    return find


def _within_text(text: Inline, tex: str) -> _Finder:
    """A finder in running text: the role as a whole, moved right to the piece where the line holds the role."""

    def find(position: int, piece: str) -> Place:
        start = text.find(f"`{tex}`")
        if start == text.at or "\n" in tex[:position]:
            return start if start != text.at else text.find(tex)
        return Place(start.file, start.line, start.column + 1 + position)

    return find
