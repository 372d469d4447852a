"""Where the lines of a paragraph may end, and what that costs.

Unicode's rules (UAX 14) say where a line may end at all; what Chinese needs is taken from them: no dash, dot or slash
at the start of a line, no sign of money at the end, a number with its unit in one piece (CLREQ 3.1.3; strict level).
To them come places in long Latin words, names and addresses.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

import pyphen

from handbook.typography.kinds import NUMBER, Kind
from handbook.typography.numerals import before_counters, numerals
from handbook.typography.rules import rules

_ADDRESS = re.compile(r"[A-Za-z0-9_./\-?&=#:%+~@]+")
_CAMEL = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z])")
_MIXED = re.compile(r"[a-z][A-Z]")
_WORD = re.compile(r"[A-Za-z]+")
_SORT_OF_WORK = re.compile(r"\[[A-Z]{1,2}/[A-Z]{2}\]")
"""What a work is and on what it is kept, as GB/T 7714 marks it: [J/OL]."""
_MANY_SIGNS = 3
"""What makes a path of a name."""


@dataclass
class Opportunities:
    """The places where lines may end."""

    costs: dict[int, float]
    """After which characters, and at what cost; the end of the paragraph is among them."""
    hyphenated: set[int]
    """Those at which a hyphen is added."""
    forced: set[int]
    """Those at which a line has to end."""


def opportunities(
    text: str,
    kinds: list[Kind],
    allowed: Collection[int],
    joined: Collection[int],
    anywhere: Collection[int] = (),
    *,
    hyphenate: bool = True,
) -> Opportunities:
    """Where lines of `text` may end.

    `allowed` are the characters after which Unicode lets a line end, `joined` those after which the author does not,
    `anywhere` those after which a line may be cut where nothing else fits.
    """
    breaking, costs = rules().breaking, rules().costs
    held = set(joined)
    held.update(_held_by_marks(text, breaking["never_before"], breaking["never_after"]))
    for start, end in (*quantities(text), *references(text), *numerals(text)):
        held.update(range(start, end - 1))
    for mark in _SORT_OF_WORK.finditer(text):
        held.update(range(mark.start(), mark.end() - 1))
    found = dict.fromkeys((at for at in allowed if at not in held), 0.0)
    found.update({at: costs.counted for at in before_counters(text) if at in found})
    found.update({at: costs.nearly for at in before_amounts(text) if at in found})
    addresses: set[int] = set()
    for inside, places in _names(text):
        addresses.update(inside)
        for at in inside[:-1]:
            found.pop(at, None)
        for at, cost in places:
            if at not in held:
                found[at] = cost
    hyphenated: set[int] = set()
    if hyphenate:
        for at in _syllables(text, addresses):
            if at not in held and at not in found and kinds[at] is not Kind.CODE:
                found[at] = costs.hyphen
                hyphenated.add(at)
    for at in anywhere:
        if at not in joined and at + 1 < len(text):
            found.setdefault(at, costs.anywhere)
    forced = {at for at, kind in enumerate(kinds) if kind is Kind.FORCED}
    found.update(dict.fromkeys(forced, 0.0))
    found[len(text) - 1] = 0.0
    return Opportunities(dict(sorted(found.items())), hyphenated, forced)


def _held_by_marks(text: str, never_before: str, never_after: str) -> Iterator[int]:
    """Characters after which no line ends because of what they are or what follows."""
    for at, char in enumerate(text[1:]):
        if char in never_before or text[at] in never_after:
            yield at
            if text[at] == " ":
                yield at - 1


@cache
def _quantity() -> re.Pattern[str]:
    units = rules().breaking["units"]
    chinese = "|".join(sorted(units["chinese"].split(), key=len, reverse=True))
    unit = (
        f"[{units['signs']}]|°[CF]?|[A-Za-zµΩ]{{1,{units['longest_latin']}}}(?:/[a-z]+)?(?![A-Za-z])"
        f"|[{units['multiples']}]*(?:{chinese})|[{units['multiples']}]+"
    )
    number = rf"(?:\d+(?:[.,:]\d+)*|{NUMBER})"
    power = r"(?:\s?[×x*]\s?10\^?[-−]?[\d⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)?"
    return re.compile(rf"(?:第 ?)?[#＃$¥￥€£≈~±+\-−]*{number}{power}(?: ?(?:{unit}))?")


def quantities(text: str) -> Iterator[tuple[int, int]]:
    """Numbers with their units: what no line end may divide."""
    for match in _quantity().finditer(text):
        if match.end() - match.start() > 1:
            yield match.span()


@cache
def _reference() -> re.Pattern[str]:
    named = rules().breaking["named"]
    names = "|".join(named["before"].split())
    return re.compile(
        rf"(?:{names}) ?(?:\d+|[A-Z](?![A-Za-z])|{NUMBER})(?:[-–.]\d+)*(?: ?[{named['after']}])?"
    )


def references(text: str) -> Iterator[tuple[int, int]]:
    """What is named by its number, with the number: 表 14-5, 附录 C, 第 3–5 节."""
    for match in _reference().finditer(text):
        yield match.span()


@cache
def _amount() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(rules().breaking['nearly'].split())}) ?(?=[\d{NUMBER}])")


def before_amounts(text: str) -> Iterator[int]:
    """The last characters of what says that a number is not exact, or the space after it: 约 |30 亿元."""
    for match in _amount().finditer(text):
        yield match.end() - 1


def _names(text: str) -> Iterator[tuple[range, list[tuple[int, float]]]]:
    """Long names and addresses: what of each is no plain word, and where a line may end in it, at what cost.

    After its own signs; at a pinch before its capitals, or between letters of an address.
    """
    breaking, costs = rules().breaking, rules().costs
    signs, least = breaking["after_in_names"], breaking["name_letters"]
    for match in _ADDRESS.finditer(text):
        name = match.group()
        bare = name.rstrip(".:-?")
        joints = {
            at
            for at, char in enumerate(bare)
            if char in signs
            and at
            and re.match(r"\w", bare[at + 1 : at + 2])
            and not _within_number(bare, at)
        }
        humps = {found.start() - 1 for found in _CAMEL.finditer(bare)}
        if not joints | humps or len(bare) < breaking["name_at_least"]:
            continue
        places = [
            (match.start() + at, costs.name if at in joints else costs.hump) for at in sorted(joints | humps)
        ]
        if "://" in bare or len(joints) >= _MANY_SIGNS:
            for word in re.finditer(r"\w+", bare):
                within = range(word.start() + least - 1, word.end() - least)
                places += [(match.start() + at, costs.letter) for at in within if at not in joints | humps]
        yield range(match.start(), match.end()) if joints else range(0), places


def _within_number(name: str, at: int) -> bool:
    """Whether a sign stands between two figures."""
    return name[at] in ".,:-" and name[at - 1].isdigit() and name[at + 1 : at + 2].isdigit()


@cache
def hyphens() -> pyphen.Pyphen:
    """Where English words may be hyphenated; the dictionary is read once."""
    breaking = rules().breaking
    return pyphen.Pyphen(lang="en_US", left=breaking["word_start"], right=breaking["word_end"])


def _syllables(text: str, addresses: Collection[int]) -> Iterator[int]:
    """Letters after which an English word may be hyphenated; names, written with a capital, stay whole."""
    for match in _WORD.finditer(text):
        word = match.group()
        if len(word) < rules().breaking["word_at_least"] or match.start() in addresses or not word.islower():
            continue
        for syllable in hyphens().positions(word):
            yield match.start() + syllable - 1
