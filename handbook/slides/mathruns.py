"""Mathematics in a line of text as runs: letters in the mathematical face, raised and lowered parts."""

from __future__ import annotations

from handbook.formulas.linear import line
from handbook.formulas.read import read_tex
from handbook.slides.deck import Run


def math_runs(tex: str) -> tuple[Run, ...]:
    """`tex` as runs; a fraction is written by a slash, a root by its sign. Raises `TexError`."""
    return tuple(
        Run(piece.text, math=True, italic=piece.italic, bold=piece.bold, raised=piece.level)
        for piece in line(read_tex(tex))
    )
