"""A formula as a tree: what TeX says, without its spelling. Nothing here knows an output."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Role: TypeAlias = Literal[
    "letter",
    "number",
    "ordinary",
    "binary",
    "relation",
    "punctuation",
    "open",
    "close",
    "large",
    "function",
    "words",
]
"""What a sign is for; spaces around it and the slope of its letters follow from this."""
Alphabet: TypeAlias = Literal["", "upright", "bold", "double", "script"]
"""How a letter looks; by habit Latin and small Greek letters are italic."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A letter, a number, a sign, the name of a function, or words in upright type."""

    text: str
    role: Role
    alphabet: Alphabet = ""
    limits: bool = False
    """Whether a large sign or a function takes its scripts below and above itself in display."""

    @property
    def italic(self) -> bool:
        """Whether it is set in italics: letters are, but not Greek capitals."""
        return self.role == "letter" and not self.alphabet and not "Α" <= self.text <= "Ω"


@dataclass(frozen=True, slots=True)
class Row:
    """Things side by side."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    """One thing over another."""

    over: Row
    under: Row
    rule: bool = True
    """Whether a line stands between; there is none in a binomial coefficient."""


@dataclass(frozen=True, slots=True)
class Root:
    """A square root, or another with its degree."""

    body: Row
    degree: Row | None = None


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with a subscript, a superscript, or both."""

    base: Node
    sub: Row | None
    sup: Row | None


@dataclass(frozen=True, slots=True)
class Fenced:
    """Brackets that are as high as what they hold; an empty sign stands for a bracket that is left out."""

    opening: str
    body: Row
    closing: str


@dataclass(frozen=True, slots=True)
class Accent:
    """A base with a mark over it."""

    mark: str
    """The combining character, such as U+0302 for a circumflex."""
    base: Row


@dataclass(frozen=True, slots=True)
class Rule:
    """A base with a line over or under all of it."""

    where: Literal["over", "under"]
    base: Row


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows and columns: a matrix, or cases."""

    rows: tuple[tuple[Row, ...], ...]
    align: Literal["left", "center"]


@dataclass(frozen=True, slots=True)
class Space:
    """An empty width in em."""

    width: float


Node: TypeAlias = Atom | Row | Fraction | Root | Scripts | Fenced | Accent | Rule | Grid | Space


def operand_end(items: tuple[Node, ...], start: int) -> int:
    """Where what a large sign works on ends: before the next sum, difference, relation, comma or closing bracket.

    `start` is the place after the sign. Brackets within are taken whole.
    """
    depth = 0
    for index in range(start, len(items)):
        role = role_of(items[index])
        adds = role == "binary" and str(getattr(items[index], "text", "")) in _ADDS
        if depth == 0 and (adds or role in ("relation", "close", "punctuation")):
            return index
        depth += (role == "open") - (role == "close")
    return len(items)


def argument_end(items: tuple[Node, ...], start: int) -> int:
    """Where the argument of a function ends: after its brackets, or after one thing; `start` where it has none."""
    role = role_of(items[start]) if start < len(items) else "close"
    if role == "function":
        return argument_end(items, start + 1)
    if role != "open":
        return start + (
            role in ("", "letter", "number", "ordinary", "words") and not isinstance(items[start], Space)
        )
    depth = 0
    for index in range(start, len(items)):
        role = role_of(items[index])
        depth += (role == "open") - (role == "close")
        if depth == 0:
            return index + 1
    return start


_ADDS = ("+", "−", "±", "∓")


def role_of(node: Node) -> str:
    """The role of an atom, or of that which carries scripts; nothing for what has none."""
    head = head_of(node)
    return head.role if head else ""


def head_of(node: Node) -> Atom | None:
    """The atom that a node is, or that its scripts hang on."""
    if isinstance(node, Scripts):
        return head_of(node.base)
    return node if isinstance(node, Atom) else None


def walk(node: Node) -> Iterator[Node]:
    """A node and everything below it, in reading order."""
    yield node
    match node:
        case Row(items):
            below: tuple[Node | None, ...] = items
        case Fraction(over, under, _):
            below = (over, under)
        case Root(body, degree):
            below = (degree, body)
        case Scripts(base, sub, sup):
            below = (base, sub, sup)
        case Fenced(_, body, _) | Accent(_, body) | Rule(_, body):
            below = (body,)
        case Grid(rows, _):
            below = tuple(cell for row in rows for cell in row)
        case _:
            below = ()
    for child in below:
        if child is not None:
            yield from walk(child)
