"""Numbers of figures, tables, cards: counted by family within a chapter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from handbook.model.blocks import BlockBase


class Counts:
    """Counts the blocks of one chapter or appendix, which are given at the start.

    What only the trainer's edition prints is counted after all the rest, so that a number means the same in both
    editions and none is missing in the participants'.
    """

    def __init__(self, prefix: str, blocks: Iterable[BlockBase] = ()) -> None:
        self._prefix = prefix
        self._counts: Counter[str] = Counter()
        self._trainers: Counter[str] = Counter(
            block.family for block in blocks if block.family and block.audience != "trainer"
        )

    def next(self, block: BlockBase, family: str) -> str:
        """The next number: 5-3; a scenario's is a letter, 15-B, so that it is not taken for a real case."""
        counts = self._trainers if block.audience == "trainer" else self._counts
        counts[family] += 1
        count = counts[family]
        if family == "quiz":
            return str(count)
        return f"{self._prefix}-{chr(64 + count) if family == 'scenario' else count}"
