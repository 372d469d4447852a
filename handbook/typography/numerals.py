"""Chinese numerals in running text: what of them no line end divides, and where one had better not stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from handbook.typography.rules import rules


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    breaking = rules().breaking
    digits, multiples = breaking["numerals"], breaking["units"]["multiples"]
    words = {*breaking["units"]["chinese"].split(), *breaking["counters"].split()}
    counters = "|".join(sorted(words, key=lambda word: (-len(word), word)))
    sign = f"[{digits}{multiples}]"
    several = f"(?:[{digits}]?[{multiples}]零?)+[{digits}]?"
    whole = re.compile(f"第 ?{sign}+(?:{counters})?|百分(?:之{sign}+|[点比])|{several}")
    return whole, re.compile(f"{sign}(?={counters})")


def numerals(text: str) -> Iterator[tuple[int, int]]:
    """Chinese numerals of several characters, and what is numbered by them: 九十, 百分之三, 第二次."""
    for match in _patterns()[0].finditer(text):
        if match.end() - match.start() > 1:
            yield match.span()


def before_counters(text: str) -> Iterator[int]:
    """The last characters of Chinese numerals before what they count: 三|个月."""
    for match in _patterns()[1].finditer(text):
        yield match.start()
