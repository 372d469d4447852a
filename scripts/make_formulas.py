"""Writes docs/formulas.md from the list of what formulas may use: `python scripts/make_formulas.py`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from handbook.formulas import signs

TARGET = Path(__file__).parent.parent / "docs" / "formulas.md"

HEAD = """\
# What formulas may use

Formulas are TeX: in the field `tex` of a `formula` block, in the keys of its `where`, and in text as ``{math}`p_b` ``.
Everything here is drawn in print, on slides and in running text; all else is a problem (`bad-markup`) at its place.
In YAML write TeX bare or in single quotes: in double quotes `\\f` and `\\t` mean something else.
`scripts/make_formulas.py` writes this page from `handbook/formulas/signs.py`.
"""


def page() -> str:
    """The page."""
    roles = {"binary": "Operations", "relation": "Relations", "ordinary": "Signs", "punctuation": "Marks"}
    parts = [
        HEAD,
        _listed("Greek letters", (f"\\{name}" for name in signs.LETTERS)),
        *(
            _listed(title, (f"\\{name} {sign}" for name, sign in signs.SIGNS[role].items()))  # type: ignore[index]
            for role, title in roles.items()
        ),
        _listed("Brackets", (f"\\{name}" for role in ("open", "close") for name in signs.SIGNS[role])),  # type: ignore[index]
        _listed("Brackets that grow, after \\left and \\right", signs.DELIMITERS),
        _listed("Large signs", (f"\\{name}" for name in (*signs.LARGE, *signs.INTEGRALS))),
        _listed("Functions", (f"\\{name}" for name in sorted(signs.FUNCTIONS | signs.LIMITS))),
        _listed("Other functions", (f"\\{name}{{softmax}}" for name in sorted(signs.NAMES))),
        _listed(
            "Fractions and roots",
            ("\\frac{a}{b}", "\\dfrac", "\\tfrac", "\\binom{n}{k}", "\\sqrt{x}", "\\sqrt[3]{x}"),
        ),
        _listed("Powers and indices", ("x^2", "x_i", "x_{i,j}^{2}", "f'")),
        _listed("Marks over letters", (f"\\{name}{{x}}" for name in signs.ACCENTS)),
        _listed("Lines over and under", (f"\\{name}{{ab}}" for name in sorted(signs.RULES))),
        _listed("Alphabets", (f"\\{name}{{R}}" for name in signs.ALPHABETS)),
        _listed("Words, Chinese among them", (f"\\{name}{{收入}}" for name in sorted(signs.WORDS))),
        _listed("Matrices and cases", (f"\\begin{{{name}}}" for name in signs.GRIDS)),
        _listed("Spaces", (f"\\{name}" for name in signs.SPACES)),
        _listed("Typed as themselves", signs.TYPED),
    ]
    return "\n".join(parts)


def _listed(title: str, entries: Iterable[str]) -> str:
    shown = " · ".join(f"`` {entry} ``" if "`" in entry else f"`{entry}`" for entry in entries)
    return f"## {title}\n\n{shown}\n"


if __name__ == "__main__":
    TARGET.write_text(page(), "utf-8")
