"""References to neighbouring rows of the errata: said together, with the page where the first row stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from handbook.model.inline import Node, Ref, Text

_BETWEEN = re.compile(r"\s*[；、，;,]\s*")


def with_runs(nodes: Sequence[Node], rows: Mapping[str, int]) -> Iterator[Node | tuple[Ref, ...]]:
    """`nodes`; references to rows that follow one another, with nothing but a mark between them, come as one tuple.

    `rows` has the place of each row in its list. A reference with words of its own stands for itself.
    """
    at = 0
    while at < len(nodes):
        run = [nodes[at]]
        while at + 2 < len(nodes) and _neighbours(run[-1], nodes[at + 1], nodes[at + 2], rows):
            at += 2
            run.append(nodes[at])
        refs = tuple(node for node in run if isinstance(node, Ref))
        yield refs if len(refs) > 1 else run[0]
        at += 1


def _neighbours(before: Node, between: Node, after: Node, rows: Mapping[str, int]) -> bool:
    if not (isinstance(before, Ref) and isinstance(between, Text) and isinstance(after, Ref)):
        return False
    if before.text is not None or after.text is not None or not _BETWEEN.fullmatch(between.text):
        return False
    return before.target in rows and rows.get(after.target) == rows[before.target] + 1
