"""Mathematics in the book: display formulas as outlines, formulas in a line as text where text can show them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from handbook.formulas.linear import Piece, is_flat, line
from handbook.formulas.read import read_tex
from handbook.model.blocks.data import Formula
from handbook.model.inline import Inline
from handbook.pdf.spoken import spoken
from handbook.plan.words import Words
from handbook.theme.length import Length
from handbook.theme.load import bundled_themes
from handbook.theme.tokens import Colours
from handbook.typography.advances import Face, load_faces

if TYPE_CHECKING:
    from handbook.formulas.typeset import Typeset

_FAMILIES = ("Handbook Text", "Handbook Song")
"""The families of running text."""
_SIZE = 10.0
"""The size at which formulas in a line are set; their outlines are scaled to the text around them."""
_ASCENT, _DESCENT = 0.88, 0.12
"""What a line of text takes above and below its baseline in em: a formula that is higher does not move the lines."""
_BESIDE = 0.35
"""How much of the leading above and below a line a formula may use, in em."""


_DISPLAY = 14.0
"""The size of display formulas in points, beside a body of 10.5."""
_COLUMN = 34
"""Characters of a meaning that two columns have room for, on two lines."""


@dataclass(frozen=True)
class Symbol:
    """An entry of a legend."""

    html: Markup
    meaning: Inline


@dataclass(frozen=True)
class FormulaView:
    """A display formula with its legend, in rows of one or two entries."""

    svg: Markup
    legend: tuple[tuple[Symbol | None, ...], ...]
    columns: int


def formula_view(
    block: Formula, colours: Colours, size: Callable[[float], Length], words: Words
) -> FormulaView:
    """What the template of a formula prints; `size` scales type to the paper."""
    symbols = [
        Symbol(formula_html(key, colours.accent.css, words), text) for key, text in block.where.items()
    ]
    long = any(len(symbol.meaning.plain) > _COLUMN for symbol in symbols)
    columns = 1 if long or len(symbols) < 2 else 2
    # The entries run down the first column, then down the second.
    height = -(-len(symbols) // columns)
    padded = [*symbols, *([None] * (height * columns - len(symbols)))]
    legend = tuple(tuple(padded[row::height]) for row in range(height))
    svg = formula_svg(block.tex, size(_DISPLAY).pt, colours.ink.css, words)
    return FormulaView(svg, legend, columns)


def formula_svg(tex: str, size: float, colour: str, words: Words) -> Markup:
    """`tex` as a display formula `size` points large in a CSS colour. Raises `TexError`."""
    from handbook.formulas.typeset import typeset  # its library is loaded where there are formulas

    made = typeset(tex, size, display=True)
    style = f"width: {made.width:.2f}pt; height: {made.whole:.2f}pt"
    return _svg(made, spoken(tex, words), style, colour)


@lru_cache(maxsize=1024)
def formula_html(tex: str, colour: str, words: Words) -> Markup:
    """`tex`, a formula in a line: text that a reader can search where that looks right, else outlines in a CSS colour.

    Raises `TexError`.
    """
    row = read_tex(tex)
    pieces = line(row)
    if is_flat(row) and _covered("".join(piece.text for piece in pieces)):
        return Markup('<span class="math">{}</span>').format(Markup().join(_piece(piece) for piece in pieces))
    from handbook.formulas.typeset import typeset

    made = typeset(tex, _SIZE, display=False)
    width, whole, depth = made.width / _SIZE, made.whole / _SIZE, made.depth / _SIZE
    above = max(0.0, min(_BESIDE, made.height / _SIZE - _ASCENT))
    below = max(0.0, min(_BESIDE, depth - _DESCENT))
    style = (
        f"width: {width:.3f}em; height: {whole:.3f}em; margin: {-above:.3f}em 0 {-below:.3f}em; "
        f"vertical-align: {below - depth:.3f}em"
    )
    return Markup('<span class="math">{}</span>').format(_svg(made, spoken(tex, words), style, colour))


def _svg(made: Typeset, said: str, style: str, colour: str) -> Markup:
    """Outlines with what they say to those who cannot see them."""
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{}" style="{}"><title>{}</title>'
        '<path d="{}" fill="{}"/></svg>'
    ).format(made.view_box, style, said, made.path, colour)


def _piece(piece: Piece) -> Markup:
    shown = escape(piece.text)
    for wanted, tag in (
        (piece.italic, "i"),
        (piece.bold, "b"),
        (piece.level > 0, "sup"),
        (piece.level < 0, "sub"),
    ):
        if wanted:
            shown = Markup("<{}>{}</{}>").format(Markup(tag), shown, Markup(tag))
    return shown


def _covered(text: str) -> bool:
    """Whether the shipped faces of running text have every sign."""
    return all(any(face.covers(char) for face in _faces()) for char in set(text))


@lru_cache(maxsize=1)
def _faces() -> tuple[Face, ...]:
    faces = load_faces(bundled_themes() / "fonts" / "advances.json")
    return tuple(face for (name, _), face in faces.items() if name in _FAMILIES)
