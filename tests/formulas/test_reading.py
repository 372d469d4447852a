"""What a formula may not say, and where the problem is."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.cases import chapter_project, read
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from handbook.formulas import signs
from handbook.formulas.check import check_formulas
from handbook.formulas.linear import line
from handbook.formulas.omml import omml
from handbook.formulas.read import read_tex
from handbook.formulas.tokens import TexError
from handbook.formulas.typeset import typeset
from handbook.problems import Problems

WRONG = {
    r"\fracc{1}{2}": (r"“\fracc”", r"“\frac”"),
    r"\frac{1}": (r"“\frac” lacks", ""),
    r"x^": ("“^” lacks", "^{…}"),
    r"x^a^b": ("two superscripts", "braces"),
    r"_i": ("nothing to stand on", ""),
    r"{x": ("never closed", "“}”"),
    r"x}": ("closes nothing", ""),
    r"\left( x": (r"no “\right”", ""),
    r"x \right)": (r"no “\left”", ""),
    r"\left x \right)": ("no bracket", ""),
    r"a & b": ("outside a matrix", r"“\&”"),
    r"a \\ b": ("outside a matrix", "block"),
    r"\begin{aligned} a \end{aligned}": ("“aligned”", "a formula block for each line"),
    r"\begin{case} a \end{case}": ("“case”", "“cases”"),
    r"\begin{cases} a": ("never ended", r"\end{cases}"),
    r"\begin{cases} a \end{matrix}": ("ended as “matrix”", r"\end{cases}"),
    r"\underbrace{x}": (r"“\underbrace”", ""),
    r"40%": ("comment", r"“\%”"),
    r"$x$": ("“$”", "take it away"),
    r"成本 / 2": ("“成本” stands bare", r"\text{…}"),
    r"\mathbb{A}": ("no “A”", "C H N P Q R Z"),
    r"\frac{}{2}": ("nothing stands", "take them away"),
    r"\text{}": ("lacks its words", ""),
    r"\sqrt[3{x}": ("“[”", ""),
    "\\": ("“\\”", ""),
    r"\,": ("no formula", ""),
    r"\hat" * 40 + " x": ("deep", "simpler"),
    "x" * 1001: ("longer", "divide"),
}


@pytest.mark.parametrize("tex", WRONG, ids=lambda tex: tex[:20])
def test_bad_tex_is_refused_with_what_to_do(tex: str) -> None:
    what, hint = WRONG[tex]
    with pytest.raises(TexError) as found:
        read_tex(tex)
    assert what in found.value.what and hint in found.value.hint


def places(blocks: str, folder: Path) -> list[tuple[str, str]]:
    """The text that each problem of a chapter points at, and the code."""
    root = chapter_project(blocks, folder)
    problems = Problems()
    check_formulas(read(root), problems)
    found = []
    for problem in problems:
        text = (root / problem.place.file).read_text("utf-8").splitlines()[problem.place.line - 1]
        found.append((text[problem.place.column - 1 :].rstrip(), problem.code))
    return found


def test_a_problem_stands_at_the_sign_that_is_wrong(tmp_path: Path) -> None:
    blocks = r"- {kind: formula, tex: '\frac{a}{b} + \frc{a}{b}'}"
    assert places(blocks, tmp_path) == [(r"\frc{a}{b}'}", "bad-markup")]


def test_in_running_text_too(tmp_path: Path) -> None:
    blocks = r"- 约需{math}`6ND`次，或{math}`x \nope`次。"
    assert places(blocks, tmp_path) == [(r"\nope`次。", "bad-markup")]


def test_the_symbols_of_a_legend_are_read(tmp_path: Path) -> None:
    blocks = "- kind: formula\n  tex: C\n  where:\n    \\nope: 总量"
    assert places(blocks, tmp_path) == [("总量", "bad-markup")]


def test_a_speaker_note_is_read_as_well(tmp_path: Path) -> None:
    blocks = "- kind: formula\n  tex: C\n  note: 说{math}`{`。"
    assert [code for _, code in places(blocks, tmp_path)] == ["bad-markup"]


PIECES = [
    *(f"\\{name}" for name in sorted(signs.COMMANDS)), *signs.TYPED, *"{}[]^_&'~ab12%$#\\", "\\\\", "{x}",
    "{", "}", "}", r"\begin{cases}", r"\end{cases}", r"\begin{pmatrix}", r"\end{pmatrix}", r"\left(", r"\right)",
    r"\frac{a}{b}", "成本", r"\text{成本}", " ", "é", "\U0001f600", "x_i", "p^k",
]  # fmt: skip


ATOMS = [
    *(f"\\{name} " for name in sorted({*signs.LETTERS, *signs.LARGE, *signs.FUNCTIONS, *signs.LIMITS})),
    *signs.TYPED,
]
SHAPES = [
    "{{{0}}}", "{0}_{{{1}}}", "{0}^{{{1}}}", "{{{0}}}_{{{1}}}^{{{0}}}", r"\frac{{{0}}}{{{1}}}", r"\sqrt[{1}]{{{0}}}",
    r"\left({0}\right.", r"\hat{{{0}}}", r"\overline{{{0}}}", r"\begin{{cases}}{0} & {1} \\ {1}\end{{cases}}",
    r"\binom{{{0}}}{{{1}}}", r"\mathbf{{{0}}}", r"{0}{1}", r"{0}'", r"\begin{{matrix}}{0} \\ {1}\end{{matrix}}",
]  # fmt: skip


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parts = st.tuples(st.sampled_from(SHAPES), inner, inner)
    return parts.map(lambda part: part[0].format(*part[1:]))


WELL_FORMED = st.recursive(st.sampled_from(["x", "2", "", " ", r"\text{成本}", *ATOMS]), nested, max_leaves=8)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=12) | WELL_FORMED)
def test_random_tex_is_read_and_drawn_or_refused(tex: str) -> None:
    """Never a traceback, and what is read comes out everywhere."""
    try:
        row = read_tex(tex)
    except TexError as error:
        assert error.what and tex[error.position :].startswith(error.piece)
        return
    etree.fromstring(omml(row))
    line(row)
    for display in (True, False):
        made = typeset(tex, 10.0, display=display)
        assert made.width >= 0 and made.whole >= 0
