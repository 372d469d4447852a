"""A formula on one line: characters with their level, for running text in print and on slides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

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
    role_of,
    walk,
)

Level: TypeAlias = Literal[-1, 0, 1]


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that look alike."""

    text: str
    italic: bool = False
    bold: bool = False
    level: Level = 0
    """1 raised, -1 lowered."""


def is_flat(row: Row) -> bool:
    """Whether one line of characters shows `row` as it should look: letters, signs, one level of scripts."""
    for node in walk(row):
        if isinstance(node, Fraction | Root | Fenced | Accent | Rule | Grid):
            return False
        if isinstance(node, Scripts):
            inner = [part for part in (node.sub, node.sup) if part is not None]
            if len(inner) > 1 or any(isinstance(below, Scripts) for part in inner for below in walk(part)):
                return False
            head = head_of(node.base)
            if head is None or head.role == "large" or head.limits:
                return False
        if isinstance(node, Atom) and (node.role == "large" or node.alphabet == "script"):
            return False
    return True


def line(row: Row) -> tuple[Piece, ...]:
    """`row` as characters. What is not flat is written out: a fraction by a slash, a root by its sign."""
    made: list[Piece] = []
    for piece in _row(row, 0):
        if made and replace(made[-1], text="") == replace(piece, text=""):
            made[-1] = replace(piece, text=made[-1].text + piece.text)
        else:
            made.append(piece)
    made = [replace(piece, text=_single_spaced(piece.text)) for piece in made]
    if not made:
        return ()
    made[0] = replace(made[0], text=made[0].text.lstrip(" "))
    made[-1] = replace(made[-1], text=made[-1].text.rstrip(" "))
    return tuple(piece for piece in made if piece.text)


def plain(row: Row) -> str:
    """The characters of `row`, with powers and indices by their signs."""
    marks = {1: "^", -1: "_", 0: ""}
    return "".join(marks[piece.level] + piece.text for piece in line(row)).strip()


def _single_spaced(text: str) -> str:
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def _row(row: Row, level: Level) -> Iterator[Piece]:
    items = row.items
    for index, node in enumerate(items):
        role = role_of(node)
        spaced = level == 0 and (role in ("binary", "relation"))
        if spaced or (
            level == 0 and role in ("function", "large") and index and not _opens(items[index - 1])
        ):
            yield Piece(" ", level=level)
        crowded = isinstance(node, Fraction) and not (_apart(items, index - 1) and _apart(items, index + 1))
        if crowded:
            yield Piece("(", level=level)
        yield from _node(node, level)
        if crowded:
            yield Piece(")", level=level)
        follows = index + 1 < len(items)
        if level == 0 and (
            spaced
            or (role == "punctuation" and follows)
            or (role in ("function", "large") and follows and not _opens(items[index + 1]))
        ):
            yield Piece(" ", level=level)


def _apart(items: tuple[Node, ...], index: int) -> bool:
    """Whether what stands at `index`, if anything, cannot be taken for a part of a fraction beside it."""
    inside = 0 <= index < len(items)
    return not inside or role_of(items[index]) in ("relation", "binary", "punctuation", "open", "close")


def _opens(node: Node) -> bool:
    return role_of(node) == "open" or isinstance(node, Fenced)


def _node(node: Node, level: Level) -> Iterator[Piece]:
    match node:
        case Atom():
            yield Piece(node.text, node.italic, node.alphabet == "bold", level)
        case Row():
            yield from _row(node, level)
        case Space():
            yield Piece(" ", level=level)
        case Scripts(base, sub, sup):
            yield from _node(base, level)
            for part, to in ((sub, -1), (sup, 1)):
                if part is not None:
                    inner: Level = level or to  # type: ignore[assignment]
                    yield from _row(part, inner)
        case Fraction(over, under, rule):
            yield from _bracketed(over, level)
            yield Piece("/" if rule else " ", level=level)
            yield from _bracketed(under, level)
        case Root(body, degree):
            if degree is not None:
                yield from _row(degree, level or 1)
            yield Piece("√", level=level)
            yield from _bracketed(body, level)
        case Fenced(opening, body, closing):
            yield Piece(opening, level=level)
            yield from _row(body, level)
            yield Piece(closing, level=level)
        case Accent(mark, base):
            yield from _row(base, level)
            yield Piece(mark, italic=True, level=level)
        case Rule(_, base):
            yield from _row(base, level)
        case Grid(rows, _):
            for number, cells in enumerate(rows):
                if number:
                    yield Piece("; ", level=level)
                for column, cell in enumerate(cells):
                    if column:
                        yield Piece(", ", level=level)
                    yield from _row(cell, level)


def _bracketed(row: Row, level: Level) -> Iterator[Piece]:
    """A part of a fraction: in brackets where it holds more than one thing."""
    single = len(row.items) == 1 and isinstance(row.items[0], Atom | Scripts | Fenced)
    if not single:
        yield Piece("(", level=level)
    yield from _row(row, level)
    if not single:
        yield Piece(")", level=level)
