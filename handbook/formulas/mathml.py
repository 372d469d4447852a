"""A formula as Presentation MathML 3, in the part of it that the typesetter of print understands."""

from __future__ import annotations

from xml.sax.saxutils import escape

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

_NAMESPACE = "http://www.w3.org/1998/Math/MathML"
SIGNED = frozenset("+−±∓")
"""Signs that stand before a number as well as between two."""
_SPACING_MARKS = {
    "\u0302": "\u02c6", "\u0303": "\u02dc", "\u0305": "\u00af", "\u20d7": "\u20d7",
    "\u0307": "\u02d9", "\u0308": "\u00a8",
}  # fmt: skip
"""Marks as signs of their own."""
_THIN, _MEDIUM, _THICK = 3 / 18, 4 / 18, 5 / 18
"""Spaces around signs in em, as TeX sets them."""
_BOLD_CAPITAL, _BOLD_SMALL, _BOLD_FIGURE = 0x1D400, 0x1D41A, 0x1D7CE
"""Where the bold letters and figures of mathematics begin in Unicode."""


def mathml(row: Row, *, display: bool) -> str:
    """`row` as a `math` element; `display` sets it large, with limits below and above."""
    style = "block" if display else "inline"
    return f'<math xmlns="{_NAMESPACE}" display="{style}">{_row(row, display)}</math>'


def _row(row: Row, display: bool, *, smaller: bool = False) -> str:
    made: list[str] = []
    for index, node in enumerate(row.items):
        if index and _stands_off(row.items, index):
            made.append(_space(_THIN))
        made.append(_node(node, display))
    style = ' displaystyle="false"' if smaller else ""
    return f"<mrow{style}>{''.join(made)}</mrow>"


def _stands_off(items: tuple[Node, ...], index: int) -> bool:
    """Whether a thin space stands before an item: around functions and large signs, but not before their brackets."""
    before, role = role_of(items[index - 1]), role_of(items[index])
    if before in _OPERATORS:
        return role not in _SPACED and role != "open" and not isinstance(items[index], Space | Fenced)
    return (
        role in _OPERATORS
        and before not in _SPACED
        and before != "open"
        and not isinstance(items[index - 1], Space)
    )


_OPERATORS = ("function", "large")
_SPACED = ("relation", "binary", "punctuation", "close")
"""What brings its own space, or wants none."""


def _space(width: float) -> str:
    return f'<mspace width="{width:.4f}em"/>'


def _node(node: Node, display: bool) -> str:
    match node:
        case Atom():
            return _atom(node)
        case Row():
            return _row(node, display)
        case Space(width):
            return _space(width)
        case Fraction(over, under, rule):
            thickness = "" if rule else ' linethickness="0"'
            return f"<mfrac{thickness}>{_row(over, False, smaller=True)}{_row(under, False, smaller=True)}</mfrac>"
        case Root(body, degree):
            if degree is None:
                return f"<msqrt>{_row(body, display)}</msqrt>"
            return f"<mroot>{_row(body, display)}{_row(degree, False)}</mroot>"
        case Scripts():
            return _scripts(node, display)
        case Fenced(opening, body, closing):
            left = f'<mo fence="true" stretchy="true" form="prefix">{escape(opening)}</mo>' if opening else ""
            right = (
                f'<mo fence="true" stretchy="true" form="postfix">{escape(closing)}</mo>' if closing else ""
            )
            return f"<mrow>{left}{_row(body, display)}{right}</mrow>"
        case Accent(mark, base):
            above = f'<mo stretchy="false">{_SPACING_MARKS[mark]}</mo>'
            return f'<mover accent="true">{_row(base, display)}{above}</mover>'
        case Rule(where, base):
            tag = "mover" if where == "over" else "munder"
            return f'<{tag}>{_row(base, display)}<mo stretchy="true">&#x2015;</mo></{tag}>'
        case Grid(rows, align):
            lines = "".join(
                "<mtr>"
                + "".join(f'<mtd columnalign="{align}">{_cell(cell)}</mtd>' for cell in row)
                + "</mtr>"
                for row in rows
            )
            return f"<mtable>{lines}</mtable>"


def _cell(cell: Row) -> str:
    """A cell; one without anything to see is as high as a figure, since the typesetter knows no empty rows."""
    empty = not any(isinstance(node, Atom) for node in walk(cell))
    return "<mphantom><mn>0</mn></mphantom>" if empty else _row(cell, False)


def _atom(atom: Atom) -> str:
    text = escape(atom.text)
    match atom.role:
        case "letter" if atom.alphabet == "upright" and len(atom.text) > 1:
            return f"<mtext>{text}</mtext>"
        case "letter":
            variant = "script" if atom.alphabet == "script" else "italic" if atom.italic else "normal"
            return f'<mi mathvariant="{variant}">{bold(text) if atom.alphabet == "bold" else text}</mi>'
        case "number":
            return f"<mn>{bold(text) if atom.alphabet == 'bold' else text}</mn>"
        case "words":
            return f"<mtext>{text}</mtext>"
        case "binary":
            return _operator(text, _MEDIUM, _MEDIUM)
        case "relation":
            return _operator(text, _THICK, _THICK)
        case "punctuation":
            return _operator(text, 0, _THIN)
        case "function":
            return f"<mtext>{text.replace(' ', '&#x2009;')}</mtext>"
        case "ordinary" if atom.text in SIGNED:
            return _operator(text, 0, 0)
        case "ordinary":
            return f'<mi mathvariant="normal">{text}</mi>'
        case "large":
            return f'<mo largeop="true">{text}</mo>'
        case _:
            return _operator(text, 0, 0)


def _operator(text: str, before: float, after: float) -> str:
    return f'<mo stretchy="false" lspace="{before:.4f}em" rspace="{after:.4f}em">{text}</mo>'


def bold(text: str) -> str:
    """Latin letters and figures of `text` as the bold ones of mathematics."""
    made = ""
    for char in text:
        start = _BOLD_CAPITAL if "A" <= char <= "Z" else _BOLD_SMALL if "a" <= char <= "z" else 0
        start = _BOLD_FIGURE if "0" <= char <= "9" else start
        base = ord("A" if start == _BOLD_CAPITAL else "a" if start == _BOLD_SMALL else "0")
        made += chr(start + ord(char) - base) if start else char
    return made


def _scripts(node: Scripts, display: bool) -> str:
    head = head_of(node.base)
    stacked = display and head is not None and head is node.base and head.limits
    base = _node(node.base, display)
    below = _row(node.sub, False) if node.sub is not None else ""
    above = _row(node.sup, False) if node.sup is not None else ""
    if stacked:
        tag = "munderover" if below and above else "munder" if below else "mover"
    else:
        tag = "msubsup" if below and above else "msub" if below else "msup"
    return f"<{tag}>{base}{below}{above}</{tag}>"
