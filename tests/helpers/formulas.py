"""A formula for every entry of the list, and one for every construct by name."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.formulas import signs

CONSTRUCTS = {
    "letters": r"6ND",
    "Greek": r"\alpha \Omega \epsilon",
    "number": r"1{,}000.5",
    "relation": r"A \approx R \times F",
    "negative number": r"x = -1",
    "subscript": r"x_i",
    "superscript": r"p^k",
    "both scripts": r"x_{i,j}^{2}",
    "primes": r"f''(x)",
    "fraction": r"\frac{a + b}{c}",
    "fraction in a fraction": r"\frac{1}{1 + \frac{a}{b}}",
    "binomial": r"\binom{n}{k}",
    "square root": r"\sqrt{x}",
    "cube root": r"\sqrt[3]{x}",
    "sum": r"\sum_{t=1}^{T} \ln p_t + 1",
    "bare sum": r"\sum x",
    "product": r"\prod_{i} a_i b_i = 1",
    "integral": r"\int_0^1 f(x) \, dx",
    "function": r"\ln x + \exp(y)",
    "function with a base": r"\log_2 N",
    "limit": r"\lim_{n \to \infty} a_n",
    "functions in a row": r"\arg\max_x f(x)",
    "named function": r"\operatorname{softmax}(z)",
    "brackets": r"\left( \frac{a}{b} \right)^2",
    "one bracket": r"\left. x \right|",
    "absolute value": r"|x| \le \lVert y \rVert",
    "hat": r"\hat{x}",
    "bar": r"\bar{x}",
    "tilde": r"\tilde{x}",
    "arrow": r"\vec{v}",
    "dots over": r"\dot{x} \ddot{x}",
    "overline": r"\overline{ab}",
    "underline": r"\underline{ab}",
    "cases": r"f = \begin{cases} a & x > 0 \\ b & \text{其他} \end{cases}",
    "matrix": r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    "words": r"\text{毛利率} = 40\%",
    "upright letters": r"\mathrm{ROI}",
    "bold letters": r"\mathbf{x1}",
    "double letters": r"\mathbb{R}^d",
    "script letters": r"\mathcal{L}",
    "spaces": r"a \, b \; c \quad d \qquad e",
}


def commands() -> Iterator[str]:
    """A formula with each command of the list."""
    single = (
        *signs.LETTERS, *(name for listed in signs.SIGNS.values() for name in listed), *signs.LARGE, *signs.INTEGRALS,
        *signs.FUNCTIONS, *signs.LIMITS, *signs.SPACES,
    )  # fmt: skip
    yield from (rf"a \{name} b" for name in sorted(single))
    yield from (
        rf"\{name}{{x}}"
        for name in sorted({*signs.ACCENTS, *signs.RULES, *signs.WORDS, *signs.NAMES, "sqrt"})
    )
    yield from (rf"\{name}{{R}}" for name in signs.ALPHABETS)
    yield from (rf"\{name}{{a}}{{b}}" for name in sorted(signs.FRACTIONS))
    yield from (rf"\left{sign} x \right{sign}" for sign in signs.DELIMITERS)
    yield from (rf"\begin{{{name}}} a & b \\ c \end{{{name}}}" for name in signs.GRIDS)
    yield from (f"a {sign} b" for sign in signs.TYPED)
