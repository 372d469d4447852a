"""Inline mathematics as HTML: letters in italics, powers and indices raised and lowered."""

from __future__ import annotations

import re

from markupsafe import escape

_SIGNS = {
    "times": "×", "cdot": "·", "approx": "≈", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠",
    "pm": "±", "div": "÷", "to": "→", "rightarrow": "→", "infty": "∞", "sum": "∑", "propto": "∝", "sim": "∼",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η", "theta": "θ", "lambda": "λ",
    "mu": "μ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "omega": "ω", "Delta": "Δ", "Sigma": "Σ",
    "ldots": "…", "quad": " ", ",": " ", ";": " ", "%": "%", "$": "$", "_": "_", "{": "{", "}": "}", "ln": "ln",
    "log": "log", "exp": "exp", "min": "min", "max": "max",
}  # fmt: skip
_TOKEN = re.compile(
    r"\\(?:text|mathrm|operatorname)\{([^{}]*)\}|\\([A-Za-z]+|.)|([\^_])|([{}])|([A-Za-z])|(.)", re.DOTALL
)
_RELATIONS = "=≈≤≥≠<>×·±÷+→∝∼"


def formula_html(tex: str) -> str:
    """`tex`, a formula that fits in a line, as HTML. Commands that are not known are printed by their name."""
    out: list[str] = ['<span class="math">']
    closers: list[str] = []
    pending: str | None = None
    for match in _TOKEN.finditer(tex):
        words, command, script, brace, letter, other = match.groups()
        if script:
            pending = "sup" if script == "^" else "sub"
            continue
        if brace == "{":
            out.append(f"<{pending}>" if pending else "")
            closers.append(f"</{pending}>" if pending else "")
            pending = None
            continue
        if brace == "}":
            out.append(closers.pop() if closers else "")
            continue
        if words is not None:
            shown = str(escape(words))
        elif command:
            shown = _spaced(_SIGNS.get(command, command))
        elif letter:
            shown = f"<i>{letter}</i>"
        else:
            shown = "" if other.isspace() else _spaced(other)
        out.append(f"<{pending}>{shown}</{pending}>" if pending else shown)
        pending = None
    return "".join([*out, *reversed(closers), "</span>"])


def _spaced(sign: str) -> str:
    text = str(escape(sign.replace("-", "−")))
    return f" {text} " if sign in _RELATIONS else text
