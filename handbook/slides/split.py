"""Text divided without loss: sentences, items, parts of nearly equal length."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from handbook.slides.deck import Paragraph, Run

T = TypeVar("T")

_SENTENCE_END = re.compile(r"[。！？；…]+[”’」』）)]*|[.!?;]+[”’\")]*(?=\s)")
_CLAUSE_END = re.compile(r"[，、：,:]+(?=.)")


def slice_runs(runs: Sequence[Run], start: int, end: int) -> tuple[Run, ...]:
    """The characters from `start` up to `end`, without spaces at either end."""
    made: list[Run] = []
    position = 0
    for run in runs:
        text = run.text[max(0, start - position) : max(0, end - position)]
        if text:
            made.append(replace(run, text=text))
        position += len(run.text)
    if made:
        made[0] = replace(made[0], text=made[0].text.lstrip(" \n"))
        made[-1] = replace(made[-1], text=made[-1].text.rstrip(" \n"))
    return tuple(run for run in made if run.text)


def sentences(runs: Sequence[Run]) -> list[tuple[Run, ...]]:
    """`runs` by sentences, each with its closing marks."""
    return _cut(runs, _SENTENCE_END)


def clauses(runs: Sequence[Run]) -> list[tuple[Run, ...]]:
    """`runs` by clauses."""
    return _cut(runs, _CLAUSE_END)


def _cut(runs: Sequence[Run], ends: re.Pattern[str]) -> list[tuple[Run, ...]]:
    text = "".join(run.text for run in runs)
    cuts = [0, *(match.end() for match in ends.finditer(text)), len(text)]
    pieces = [slice_runs(runs, start, end) for start, end in pairwise(cuts)]
    return [piece for piece in pieces if piece]


def joined(pieces: Sequence[tuple[Run, ...]], gap: str) -> tuple[Run, ...]:
    """Pieces on one line, `gap` between them."""
    made: list[Run] = []
    for piece in pieces:
        if made and gap:
            made.append(Run(gap))
        made += piece
    return tuple(made)


def items_of(paragraphs: Sequence[Paragraph]) -> list[tuple[Paragraph, ...]]:
    """Paragraphs by items: a paragraph of the first level with what hangs below it, a head with what follows it."""
    items: list[list[Paragraph]] = []
    open_head = False
    for paragraph in paragraphs:
        if items and (open_head or (paragraph.level > 1 and not paragraph.keep)):
            items[-1].append(paragraph)
        else:
            items.append([paragraph])
        open_head = paragraph.keep
    return [tuple(item) for item in items]


def parts_of(items: Sequence[T], fits: Callable[[Sequence[T]], bool], most: int) -> list[list[T]] | None:
    """`items` in as few parts as fit, of nearly equal length; None where one item alone does not fit.

    No part has more than `most` items, and none a single one where there is a way round it.
    """
    fewest = max(1, -(-len(items) // most))
    for count in range(fewest, len(items) + 1):
        shares = _even(items, count)
        if all(fits(share) for share in shares):
            return shares
        greedy = _greedy(items, fits, most)
        if greedy is not None and len(greedy) <= count:
            return greedy
    return None


def _even(items: Sequence[T], count: int) -> list[list[T]]:
    base, extra = divmod(len(items), count)
    shares, start = [], 0
    for index in range(count):
        end = start + base + (1 if index < extra else 0)
        shares.append(list(items[start:end]))
        start = end
    return shares


def _greedy(items: Sequence[T], fits: Callable[[Sequence[T]], bool], most: int) -> list[list[T]] | None:
    parts: list[list[T]] = [[]]
    for item in items:
        if not fits([item]):
            return None
        if parts[-1] and (len(parts[-1]) == most or not fits([*parts[-1], item])):
            parts.append([])
        parts[-1].append(item)
    if len(parts) > 1 and len(parts[-1]) == 1 and len(parts[-2]) > 2:
        moved = [parts[-2][-1], *parts[-1]]
        if fits(moved):
            parts[-2:] = [parts[-2][:-1], moved]
    return parts
