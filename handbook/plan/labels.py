"""Numbers of figures, tables, cards: counted by family within a chapter."""

from __future__ import annotations

from collections import Counter

from handbook.model.blocks import BlockBase
from handbook.model.blocks.prose import Callout
from handbook.model.blocks.teaching import Case

FAMILY = {
    "chart": "figure",
    "figure": "figure",
    "flow": "figure",
    "cycle": "figure",
    "timeline": "figure",
    "funnel": "figure",
    "pyramid": "figure",
    "layers": "figure",
    "tree": "figure",
    "matrix": "figure",
    "heatmap": "figure",
    "canvas": "figure",
    "table": "table",
    "compare": "table",
    "code": "code",
    "formula": "formula",
    "qa": "qa",
    "checklist": "checklist",
    "worksheet": "worksheet",
    "quiz": "quiz",
}
"""Which kinds are counted together, and by which of the fixed words they are called."""


def family_of(block: BlockBase) -> str | None:
    """The family that `block` is numbered in; none where it carries no number."""
    if isinstance(block, Case):
        return "case" if block.status == "real" else "scenario"
    if isinstance(block, Callout):
        return "correction" if block.tone == "correction" else None
    return FAMILY.get(str(getattr(block, "kind", "")))


class Counts:
    """Counts the blocks of one chapter or appendix."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._counts: Counter[str] = Counter()

    def next(self, family: str) -> str:
        """The next number: 5-3; a scenario's is a letter, 15-B, so that it is not taken for a real case."""
        self._counts[family] += 1
        count = self._counts[family]
        if family == "quiz":
            return str(count)
        return f"{self._prefix}-{chr(64 + count) if family == 'scenario' else count}"
