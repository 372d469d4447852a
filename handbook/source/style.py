"""House style of Chinese text: punctuation, units, words that the glossary rules out. Everything found is a warning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handbook.model.handbook import Handbook
from handbook.model.inline import Code, Inline, Link, Math, Node, Text, plain, walk
from handbook.model.place import Place
from handbook.model.traverse import NOT_PRINTED, texts
from handbook.problems import Problems

_HANZI = "\u3400-\u4dbf\u4e00-\u9fff"

_LATIN_UNITS = (
    "kB|KB|MB|GB|TB|PB|KiB|MiB|GiB|TiB|ms|kW|MW|GW|kWh|MWh|Hz|kHz|MHz|GHz|"
    "TFLOPS|PFLOPS|TFLOP|PFLOP|FLOP|FLOPS"
)
_CHINESE_UNITS = "元|万元|亿元|美元|万美元|亿美元|卡时|万卡时|词元|万词元|亿词元|分钟|小时|个月"


@dataclass(frozen=True)
class _Rule:
    """What to look for, what is wrong with it, what to write."""

    signs: frozenset[str]
    """Nothing is found without one of these; most texts have none of them."""
    pattern: re.Pattern[str]
    what: str
    hint: str


_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。", "(": "（", ")": "）"}

_RULES = (
    _Rule(
        frozenset(",;:!?."),
        re.compile(rf"(?<=[{_HANZI}])[,;:!?](?=[{_HANZI}]|$)|(?<=[{_HANZI}])\.(?=[{_HANZI}]|$)"),
        "a half-width “{found}” stands in Chinese text",
        "write “{full}”",
    ),
    _Rule(
        frozenset("()"),
        re.compile(rf"(?<=[{_HANZI}])\((?=[{_HANZI}])|(?<=[{_HANZI}])\)"),
        "a half-width “{found}” stands in Chinese text",
        "write “{full}”",
    ),
    _Rule(
        frozenset("\"'"),
        re.compile(rf"[\"'](?=[{_HANZI}])|(?<=[{_HANZI}])[\"']"),
        "a straight quotation mark stands in Chinese text",
        "write “…” or ‘…’",
    ),
    _Rule(
        frozenset(".…"),
        re.compile(rf"(?<=[{_HANZI}])(?:\.{{3,}}|…(?!…)(?<!……))"),
        "an ellipsis is “……”",
        "write “……”",
    ),
    _Rule(
        frozenset("-—"),
        re.compile(rf"(?<=[{_HANZI}])-{{2,}}|(?<=[{_HANZI}])—(?!—)(?<!——)(?=[{_HANZI}])"),
        "a dash is “——”",
        "write “——”",
    ),
    _Rule(
        frozenset("0123456789"),
        re.compile(rf"(?<![A-Za-z\d.-])\d[\d,.]*(?:{_LATIN_UNITS})(?![A-Za-z])"),
        "a space is missing between number and unit in “{found}”",
        "write a space before the unit",
    ),
    _Rule(
        frozenset("0123456789"),
        re.compile(rf"(?<![A-Za-z\d.第])\d[\d,.]*(?: ?[万亿])?(?:{_CHINESE_UNITS})"),
        "a space is missing between number and unit in “{found}”",
        "write a space behind the number",
    ),
)
_SPACED = re.compile(r"\d (?:[万亿]|\D)")


def check_style(handbook: Handbook, problems: Problems) -> None:
    """Report what a copy editor would mark in a book in Chinese; nothing in other languages."""
    if not handbook.book.language.startswith("zh"):
        return
    avoided = {word: term.term for term in handbook.glossary for word in term.avoid}
    words = re.compile("|".join(map(re.escape, sorted(avoided, key=len, reverse=True)))) if avoided else None
    for text in texts((handbook.book, *handbook.units(), handbook.facts), NOT_PRINTED):
        for stretch in _stretches(text):
            for at, what, hint in _faults(stretch, text):
                problems.warn(at, "style", what, hint)
            for match in words.finditer(stretch) if words else ():
                what = f"the glossary rules out “{match[0]}”"
                problems.warn(text.find(match[0]), "style", what, f"write “{avoided[match[0]]}”")


def _stretches(text: Inline) -> Iterator[str]:
    """The text between code, mathematics and addresses, in which signs mean something else."""
    held = ""
    for node in _leaves(text.nodes):
        if isinstance(node, Code | Math):
            yield held
            held = ""
        else:
            held += plain((node,))
    yield held


def _leaves(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in walk(nodes):
        if isinstance(node, Link):
            continue
        if isinstance(node, Text) or not getattr(node, "children", ()):
            yield node


def _faults(stretch: str, text: Inline) -> Iterator[tuple[Place, str, str]]:
    present = set(stretch)
    for rule in _RULES:
        if rule.signs.isdisjoint(present):
            continue
        for match in rule.pattern.finditer(stretch):
            found = match[0]
            if "space" in rule.what and _SPACED.search(found):
                continue
            around = stretch[max(0, match.start() - 2) : match.end() + 2]
            what = rule.what.format(found=found)
            hint = rule.hint.format(full=_FULL_WIDTH.get(found, found))
            yield text.find(around), what, hint
