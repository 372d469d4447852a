"""Numbers of figures, tables, cards: counted by family within a chapter."""

from __future__ import annotations

from collections import Counter


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
