"""Inline mathematics as runs: letters in the mathematical face, raised and lowered parts, signs of Unicode."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook.slides.deck import Run

SIGNS = {
    "times": "×", "cdot": "·", "div": "÷", "pm": "±", "approx": "≈", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥",
    "ne": "≠", "neq": "≠", "to": "→", "rightarrow": "→", "infty": "∞", "sum": "∑", "prod": "∏", "sqrt": "√", "in": "∈",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η", "theta": "θ", "lambda": "λ",
    "mu": "μ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "omega": "ω", "Delta": "Δ", "Sigma": "Σ",
    "Omega": "Ω", "ldots": "…", "dots": "…", "log": "log", "ln": "ln", "exp": "exp", "max": "max", "min": "min",
    "%": "%", "_": "_", ",": " ", ";": " ", " ": " ", "quad": " ", "partial": "∂", "propto": "∝", "ll": "≪", "gg": "≫",
}  # fmt: skip
"""Commands that have a sign."""
_TOKEN = re.compile(r"\\([A-Za-z]+|.)|([\^_{}])|([^\\^_{}]+)", re.DOTALL)
_WORDS = frozenset({"text", "mathrm", "operatorname", "mathbf"})


def math_runs(tex: str) -> tuple[Run, ...] | None:
    """`tex` as runs, or None where it uses what runs cannot show."""
    tokens = [match.group(0) for match in _TOKEN.finditer(tex)]
    try:
        return tuple(_runs(iter(tokens), 0))
    except KeyError:
        return None


def _runs(tokens: Iterator[str], raised: int) -> Iterator[Run]:
    level = raised
    for token in tokens:
        if token == "}":
            return
        if token in "^_":
            level = 1 if token == "^" else -1
            continue
        if token == "{":
            yield from _runs(tokens, level)
        elif token.startswith("\\"):
            if token[1:] not in _WORDS:
                yield _run(SIGNS[token[1:]], level)
        elif level != raised:
            yield _run(token[0], level)
            if token[1:].strip():
                yield _run(token[1:], raised)
        else:
            yield _run(token, level)
        level = raised


def _run(text: str, level: int) -> Run:
    sign = 1 if level > 0 else -1 if level < 0 else 0
    return Run(text, math=True, raised=sign)  # type: ignore[arg-type]
