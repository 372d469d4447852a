"""Formulas in the book: outlines of the right size on the right line, text where text can show them."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
from helpers.books import Book, blocks_html, make
from helpers.cases import case_project, chapter_project

from handbook.pdf.math import formula_html, formula_svg
from handbook.pdf.spoken import spoken
from handbook.plan.words import words_for

INK = "black"
ZH, EN = words_for("zh-CN"), words_for("en")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return make(case_project("formula", tmp_path_factory.mktemp("formula") / "book"))


def test_letters_with_powers_and_indices_are_text() -> None:
    assert str(formula_html("6ND", INK, ZH)) == '<span class="math">6<i>ND</i></span>'
    assert str(formula_html("p^k", INK, ZH)) == '<span class="math"><i>p</i><sup><i>k</i></sup></span>'
    assert (
        str(formula_html(r"8.4 \times 10^{22}", INK, ZH)) == '<span class="math">8.4 × 10<sup>22</sup></span>'
    )


@pytest.mark.parametrize(
    "tex", [r"\frac{a}{b}", r"\sqrt{x}", r"\sum_i x_i", r"x_i^2", r"\mathbb{R}", r"\hat{x}"]
)
def test_what_text_cannot_show_is_outlines_with_words_as_alternative(tex: str) -> None:
    found = str(formula_html(tex, INK, ZH))
    assert f"<title>{spoken(tex, ZH)}</title>" in found and "<path" in found
    assert "\\" not in spoken(tex, ZH)


@pytest.mark.parametrize(
    ("tex", "chinese", "english"),
    [
        (r"C \approx 6ND", "C 约等于 6 N D", "C is about 6 N D"),
        (r"\frac{a}{b}", "b 分之 a", "a over b"),
        (
            r"\frac{a+1}{b}",
            "分式，分子 a 加 1，分母 b，分式完，",
            "the fraction a plus 1, over b, end of fraction,",
        ),
        (r"x_i^2", "x 下标 i 的平方", "x sub i squared"),
        (r"p^k", "p 的 k 次方", "p to the power k"),
        (r"\sqrt{3600}", "根号 3600 根号完", "the root of 3600, end of root,"),
        (r"\sum_{i=1}^{n} x_i", "求和 从 i 等于 1 到 n， x 下标 i", "sum from i equals 1 to n of x sub i"),
        (
            r"(1 - p) > 0.5",
            "左括号 1 减 p 右括号 大于 0.5",
            "open bracket 1 minus p close bracket is greater than 0.5",
        ),
    ],
)
def test_a_formula_is_said_in_the_words_of_the_book(tex: str, chinese: str, english: str) -> None:
    assert (spoken(tex, ZH), spoken(tex, EN)) == (chinese, english)


def test_outlines_in_a_line_scale_with_the_text_and_do_not_move_its_lines() -> None:
    style = re.search(r'style="([^"]*)"', str(formula_html(r"\frac{a}{b}", INK, ZH)))
    assert style is not None
    sizes = dict(re.findall(r"([a-z-]+): (-?[\d.]+)em", style[1]))
    assert 0.5 < float(sizes["width"]) < 0.8
    assert 1.0 < float(sizes["height"]) < 1.5
    # The fraction's line lies on the axis of the formula: a good part of it hangs below the baseline.
    assert -0.5 < float(sizes["vertical-align"]) < -0.05


def test_a_display_formula_has_the_size_it_is_asked_for() -> None:
    widths = [
        float(re.search(r"width: ([\d.]+)pt", str(formula_svg("A + B", size, INK, ZH)))[1])  # type: ignore[index]
        for size in (7.0, 14.0)
    ]
    assert widths[1] == pytest.approx(2 * widths[0], rel=0.001)
    assert 35 < widths[1] < 45


def test_formulas_are_smaller_on_smaller_paper(tmp_path: Path) -> None:
    root = case_project("formula", tmp_path / "book")
    boxes = [
        max(curve["bottom"] - curve["top"] for page in make(root, paper).pdf.pages for curve in page.curves)
        for paper in ("a4", "a5")
    ]
    assert boxes[1] < 0.9 * boxes[0]


def test_number_legend_and_example_are_text(book: Book) -> None:
    for piece in ("（1-1）", "（1-3）", "单卡峰值", "算例", "6ND", "8.4"):
        assert piece in book.pdf.text, piece


def test_words_are_the_alternative_text_of_a_formula(book: Book) -> None:
    with pikepdf.open(io.BytesIO(book.made.data)) as pdf:
        figures = [
            found for found in pdf.objects if isinstance(found, pikepdf.Dictionary) and "/Alt" in found
        ]
        told = {str(figure.Alt) for figure in figures if figure.get("/S") == "/Formula"}
    assert {spoken(tex, ZH) for tex in (r"H = \frac{6 N D}{P u \times 3600}", r"\frac{p_b}{p_a}")} <= told


def test_no_command_is_ever_printed_by_its_name(tmp_path: Path) -> None:
    root = chapter_project(r"- 设{math}`\theta \leq \beta_1 \cdot \ln N`。", tmp_path / "book")
    assert "设<span" in blocks_html(root) and "\\" not in blocks_html(root)
