"""The list of what a formula may use: every command here is drawn in print, on slides and, where it is flat, in text.

Whatever is not listed is a problem with its place. A test draws every entry in both outputs.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from handbook.formulas.tree import Alphabet, Role


def _listed(text: str) -> dict[str, str]:
    """`name sign name sign ...` as a mapping."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _names(text: str) -> list[str]:
    return text.split()


LETTERS: Mapping[str, str] = MappingProxyType(
    _listed(
        "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ "
        "lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω "
        "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω ell ℓ"
    )
)
"""Greek letters, and the script l."""
SIGNS: Mapping[Role, Mapping[str, str]] = MappingProxyType(
    {
        "binary": _listed(
            "times × div ÷ pm ± mp ∓ cdot · ast ∗ circ ∘ cup ∪ cap ∩ setminus ∖ land ∧ wedge ∧ lor ∨ vee ∨ "
            "oplus ⊕ otimes ⊗ odot ⊙"
        ),
        "relation": _listed(
            "approx ≈ le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ lt < gt > ll ≪ gg ≫ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ "
            "in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ mid ∣ parallel ∥ perp ⊥ to → rightarrow → "
            "leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ implies ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⇔ mapsto ↦"
        ),
        "ordinary": _listed(
            "infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ neg ¬ lnot ¬ emptyset ∅ varnothing ∅ prime ′ "
            "ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ top ⊤ bot ⊥ angle ∠ triangle △ degree ° "
            "% % $ $ # # & & _ _"
        ),
        "punctuation": _listed("colon :"),
        "open": _listed("{ { lbrace { langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖ lbrack ["),
        "close": _listed("} } rbrace } rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖ rbrack ]"),
    }
)
"""Signs by what they are for. A sign may also be typed as itself."""
LARGE: Mapping[str, str] = MappingProxyType(_listed("sum ∑ prod ∏"))
"""Large signs whose limits stand below and above in display."""
INTEGRALS: Mapping[str, str] = MappingProxyType(_listed("int ∫"))
"""Large signs whose limits stand beside."""
FUNCTIONS = frozenset(
    _names("ln log lg exp sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh arg deg dim ker")
)
"""Names set upright."""
LIMITS = frozenset(_names("lim max min sup inf det gcd Pr argmax argmin"))
"""Names set upright whose subscript stands below in display."""
ACCENTS: Mapping[str, str] = MappingProxyType(
    {
        "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303", "bar": "\u0305",
        "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308",
    }
)  # fmt: skip
"""Marks over a letter."""
RULES = frozenset({"overline", "underline"})
"""Lines over or under several signs."""
ALPHABETS: Mapping[str, Alphabet] = MappingProxyType(
    {"mathrm": "upright", "mathbf": "bold", "boldsymbol": "bold", "mathbb": "double", "mathcal": "script"}
)
"""Commands that choose an alphabet for the letters in their braces."""
WORDS = frozenset({"text", "textrm", "mbox"})
"""Commands for words in upright type; Chinese stands in these alone."""
NAMES = frozenset({"operatorname"})
"""Commands for the name of a function that is not listed."""
FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "binom"})
"""Commands with two arguments, one over the other."""
GRIDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "cases": ("{", ""), "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "vmatrix": ("|", "|"),
    }
)  # fmt: skip
"""Environments with their brackets."""
SPACES: Mapping[str, float] = MappingProxyType(
    {
        ",": 3 / 18,
        "thinspace": 3 / 18,
        ":": 4 / 18,
        ">": 4 / 18,
        ";": 5 / 18,
        " ": 5 / 18,
        "quad": 1.0,
        "qquad": 2.0,
    }
)
"""Spaces in em."""
DELIMITERS: Mapping[str, str] = MappingProxyType(
    {
        **{sign: sign for sign in "()[]|/<>"},
        ".": "",
        "\\|": "‖",
        **{"\\" + name: sign for role in ("open", "close") for name, sign in SIGNS[role].items()},
        "<": "⟨",
        ">": "⟩",
    }
)
"""What may stand after \\left and \\right; a full stop stands for no bracket."""
TYPED: Mapping[str, tuple[str, Role]] = MappingProxyType(
    {
        "+": ("+", "binary"), "-": ("−", "binary"), "−": ("−", "binary"), "*": ("∗", "binary"), "/": ("/", "ordinary"),
        "=": ("=", "relation"), "<": ("<", "relation"), ">": (">", "relation"), ":": (":", "relation"),
        ",": (",", "punctuation"), ";": (";", "punctuation"), ".": (".", "ordinary"), "!": ("!", "ordinary"),
        "?": ("?", "ordinary"), "(": ("(", "open"), "[": ("[", "open"), ")": (")", "close"), "]": ("]", "close"),
        "|": ("|", "ordinary"), "…": ("…", "ordinary"), "°": ("°", "ordinary"),
        **{sign: (sign, role) for role in ("binary", "relation") for sign in SIGNS[role].values()},
        **{sign: (sign, "letter") for sign in LETTERS.values()},
        "∞": ("∞", "ordinary"), "∂": ("∂", "ordinary"),
    }
)  # fmt: skip
"""Signs that may be typed as themselves, letters and figures apart."""

COMMANDS: frozenset[str] = frozenset().union(
    LETTERS, *SIGNS.values(), LARGE, INTEGRALS, FUNCTIONS, LIMITS, ACCENTS, RULES, ALPHABETS, WORDS, NAMES, FRACTIONS,
    SPACES, {"sqrt", "left", "right", "begin", "end"},
)  # fmt: skip
"""Every command, for hints."""
