"""How a line of Chinese is set beyond what a layout engine knows: spaces, unbroken groups, Latin runs, dashes.

Pure functions on strings. They say where something is to be done, by character positions; what is done there is the
business of whoever makes the output. Rules: W3C CLREQ, sections 3.1.6 and 3.2.2 (2024-03-21), and GB/T 15834-2011.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handbook.typography.numerals import numerals

CODE = "\ue000"
"""Stands for a character of code: Latin to its neighbours, and never changed itself."""
NOTE = "\ue001"
"""Stands for a raised reference mark: it clings to the character before it and takes no space."""
NUMBER = "\ue002"
"""Stands for a number that is filled in later."""

Range = tuple[int, int]
"""From one character position up to, not including, another."""

_HANZI = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WIDE = _HANZI + "\u3000-\u3004\u3008-\u3020\uff01-\uff60\uffe0-\uffe6"
_LETTER = "A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff" + CODE + NUMBER

_SEAM = re.compile(
    f"(?<=[{_HANZI}])(?=[{_LETTER}@&$€£~+±])|(?<=[{_LETTER}%‰°+*])(?=[{_HANZI}])|(?<=[{_HANZI}])(?=[-−][0-9])"
)
_TYPED = re.compile(f"(?<=[{_HANZI}]) (?=[{_LETTER}])|(?<=[{_LETTER}%]) (?=[{_HANZI}])")
_DASH = re.compile("——|⸺")
_CLINGS_TO_THE_LEFT = re.compile(f"[^\\s](?:——|⸺|……|[·～／－]|{NOTE})+[，。、；：！？）》」』】”’]*")
_CLINGS_TO_THE_RIGHT = re.compile(f"(?<![A-Za-z0-9])[#＃$￥£€][{_LETTER}{_HANZI}]")
_QUANTITY = re.compile(
    "(?:第 ?)?[0-9" + NUMBER + "][0-9.,]* ?"
    "(?:[十百千万亿]*(?:美元|港元|欧元|英镑|人民币|元|小时|分钟|卡时|词元|参数|[个年月日天秒次倍家人股页章节条张块台项成]|[十百千万亿])"
    "|[KMGTPk]?(?:B|W|Hz|bps|FLOPs?|FLOP/s)(?![A-Za-z])|(?:ms|kWh|kg|km|mm|pt)(?![A-Za-z]))"
)
_LONGEST_QUANTITY = 9
_QUOTE_PAIRS = {"“": "”", "‘": "’"}
_WORD_WITH_MARK = re.compile(r"[A-Za-z0-9\u00c0-\u024f]+(?:[’‘][A-Za-z0-9\u00c0-\u024f]*)+")
_LATIN_RUN = re.compile(
    r"[A-Za-z\u00c0-\u024f][ -~\u00c0-\u024f]*[—…][ -~\u00c0-\u024f]*[A-Za-z\u00c0-\u024f]"
)
_MARKS = "，。、；：！？）》」』】〉”’…—·,.;:!?)]" + NOTE
_LAST_TOGETHER = 3
_IN_WORD = re.compile(f"[{_LETTER}.,%'’/+_-]")


@dataclass(frozen=True)
class Setting:
    """What is to be done to one paragraph."""

    spaces: frozenset[int]
    """Before which characters a quarter em stands."""
    together: tuple[Range, ...]
    """What no line end may divide."""
    latin: tuple[Range, ...]
    """What the Latin face sets whole, quotes and dashes included."""
    dashes: tuple[Range, ...]
    """Dashes of two em."""


def set_paragraph(text: str, *, last_line: bool = True) -> Setting:
    """How `text`, a paragraph with `CODE`, `NOTE` and `NUMBER` for what is not text, is to be set.

    With `last_line` the paragraph's last characters stay together, so that its last line is never a single one.
    """
    latin = latin_runs(text)
    together = list(unbroken(text))
    if last_line and (start := last_words(text)) is not None:
        together.append((start, len(text)))
    inside_latin = {position for start, end in latin for position in range(start, end)}
    return Setting(
        spaces=frozenset(seams(text)),
        together=merged([_whole_words(text, start, end) for start, end in merged(together)]),
        latin=latin,
        dashes=tuple(match.span() for match in _DASH.finditer(text) if match.start() not in inside_latin),
    )


def seams(text: str) -> Iterator[int]:
    """Positions between hanzi and Latin letters or digits, where a quarter em belongs (CLREQ 3.2.2)."""
    for match in _SEAM.finditer(text):
        yield match.start()


def typed_spaces(text: str) -> Iterator[int]:
    """Positions of spaces that are typed between hanzi and Latin letters or digits."""
    for match in _TYPED.finditer(text):
        yield match.start()


def unbroken(text: str) -> Iterator[Range]:
    """Stretches that a line end must not divide and that Unicode's rules (UAX 14) would let it divide.

    A dash, a dot between names, a slash and a raised mark stay with what is before them; `#` and signs of money with
    what follows; a short number with its unit; a Chinese numeral with 第 and with what it numbers.
    """
    for pattern in (_CLINGS_TO_THE_LEFT, _CLINGS_TO_THE_RIGHT):
        for match in pattern.finditer(text):
            yield match.span()
    for match in _QUANTITY.finditer(text):
        if match.end() - match.start() <= _LONGEST_QUANTITY:
            yield match.span()
    for start, end in numerals(text):
        if end - start <= _LONGEST_QUANTITY:
            yield start, end


def _whole_words(text: str, start: int, end: int) -> Range:
    """A stretch with the rest of the words that it cuts: a line might end at its edge otherwise."""
    while start > 0 and _IN_WORD.match(text[start]) and _IN_WORD.match(text[start - 1]):
        start -= 1
    while end < len(text) and _IN_WORD.match(text[end - 1]) and _IN_WORD.match(text[end]):
        end += 1
    return start, end


def last_words(text: str) -> int | None:
    """Where the last characters begin that go to the last line together; none in a text of one short line."""
    body = text.rstrip(_MARKS + " ")
    start = len(body) - _LAST_TOGETHER
    if start < 2 * _LAST_TOGETHER:
        return None
    while (
        start > 0 and re.match(f"[{_LETTER}.%]", body[start]) and re.match(f"[{_LETTER}.]", body[start - 1])
    ):
        start -= 1
    if start > 0 and re.match(f"[{_MARKS}]", body[start]):
        start -= 1
    return start if start > 0 and len(text) - start <= 12 else None


def latin_runs(text: str) -> tuple[Range, ...]:
    """Stretches of Latin text whose quotes, apostrophes and dashes the Latin face has to set.

    Quotes go by what stands around the pair: inside a Latin sentence they are Latin, beside Chinese they are Chinese,
    whatever they enclose.
    """
    found = [match.span() for match in _WORD_WITH_MARK.finditer(text)]
    found += [match.span() for match in _LATIN_RUN.finditer(text)]
    for start, end in _quoted(text):
        inner = text[start + 1 : end - 1]
        if re.search(f"[{_WIDE}]", inner):
            continue
        outside = (_nearest(text[:start][::-1]), _nearest(text[end:]))
        if "wide" in outside:
            continue
        if "latin" in outside or len(inner.split()) > 2:
            found.append((start, end))
    return merged(found)


def _quoted(text: str) -> Iterator[Range]:
    """Every pair of curly quotes with what it encloses."""
    opened: list[int] = []
    for position, char in enumerate(text):
        if char in _QUOTE_PAIRS:
            opened.append(position)
        elif opened and char == _QUOTE_PAIRS[text[opened[-1]]]:
            yield opened.pop(), position + 1


def _nearest(text: str) -> str:
    """Whether the first character of `text` that is not a space or a quote is wide or Latin."""
    for char in text:
        if re.match(f"[{_WIDE}]", char):
            return "wide"
        if re.match(f"[{_LETTER}]", char):
            return "latin"
    return ""


def merged(ranges: list[Range]) -> tuple[Range, ...]:
    """Ranges in order, with those that overlap made one."""
    joined: list[Range] = []
    for start, end in sorted(ranges):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
