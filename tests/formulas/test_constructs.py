"""Everything on the list is drawn in print, on slides and in a line; `golden/` says how."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from helpers.formulas import CONSTRUCTS, commands
from lxml import etree

from handbook.formulas import signs
from handbook.formulas.linear import is_flat, plain
from handbook.formulas.omml import omml
from handbook.formulas.read import read_tex
from handbook.formulas.typeset import typeset

GOLDEN = Path(__file__).parent / "golden"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def drawn(tex: str) -> str:
    """How a formula comes out: size and baseline at 14 points, in a line, and as Office Math."""
    row = read_tex(tex)
    shown, inline = (typeset(tex, 14.0, display=display) for display in (True, False))
    tree = etree.fromstring(omml(row))
    etree.indent(tree)
    lines = (
        tex,
        f"display: {shown.width:.2f} wide, {shown.height:.2f} high, {shown.depth:.2f} deep",
        f"in a line: {inline.width:.2f} wide, {inline.height:.2f} high, {inline.depth:.2f} deep",
        f"{'text' if is_flat(row) else 'outlines'}: {plain(row)}",
        etree.tostring(tree, encoding="unicode"),
    )
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_a_construct_comes_out_as_before(name: str, accept: bool) -> None:
    expected = GOLDEN / f"{name.replace(' ', '-')}.txt"
    found = drawn(CONSTRUCTS[name])
    if accept:
        expected.write_text(found, "utf-8")
    assert found == expected.read_text("utf-8")


@pytest.mark.parametrize("tex", dict.fromkeys(commands()))
def test_every_entry_of_the_list_passes_in_both_outputs(tex: str) -> None:
    row = read_tex(tex)
    made = typeset(tex, 14.0, display=True)
    assert made.width > 5 and made.shapes
    assert len(etree.fromstring(omml(row)))
    assert plain(row)


def test_the_samples_use_every_command() -> None:
    used = " ".join([*commands(), *CONSTRUCTS.values()])
    assert [name for name in sorted(signs.COMMANDS) if f"\\{name}" not in used] == []


def test_the_size_of_a_formula_follows_the_type() -> None:
    small, large = (typeset(r"\frac{a}{b} + x_i", size, display=True) for size in (10.0, 20.0))
    for part in ("width", "height", "depth"):
        assert getattr(large, part) == pytest.approx(2 * getattr(small, part), abs=0.002)


def test_letters_stand_on_the_baseline() -> None:
    assert typeset("x", 10.0, display=True).depth == pytest.approx(0, abs=0.15)
    assert typeset("p", 10.0, display=True).depth == pytest.approx(2.1, abs=0.4)


def test_a_fraction_is_smaller_in_a_line() -> None:
    shown, inline = (typeset(r"\frac{a}{b}", 10.0, display=display) for display in (True, False))
    assert inline.whole < 0.8 * shown.whole


def test_a_sum_takes_in_what_it_runs_over_and_no_more() -> None:
    tree = etree.fromstring(omml(read_tex(r"\sum_{i} a_i \times b + c")))
    (operand,) = tree.findall(f"{M}nary/{M}e")
    assert "".join(operand.itertext()) == "ai×b"


def test_chinese_words_have_glyphs() -> None:
    one, two = (typeset(rf"\text{{{words}}}", 10.0, display=True) for words in ("毛", "毛利"))
    assert two.width == pytest.approx(20, abs=1.5) and len(two.shapes) == 2 * len(one.shapes)


def test_the_page_about_formulas_says_what_the_list_says() -> None:
    root = Path(__file__).parents[2]
    made = runpy.run_path(str(root / "scripts" / "make_formulas.py"))["page"]()
    assert (root / "docs" / "formulas.md").read_text("utf-8") == made, "run scripts/make_formulas.py"
