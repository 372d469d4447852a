"""Figures for the rules of lines, read off the positions of characters in a finished PDF.

Each answers one rule of W3C's Requirements for Chinese Text Layout (CLREQ). They are written without the program's own
tables, so that a rule that is wrong there is seen here.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from helpers.setting import HALF_AT_END, Set, SetLine, is_hanzi

NEVER_FIRST = frozenset("，。、；：！？）》」』】”’—…·～／－%％‰℃")
NEVER_LAST = frozenset("（《「『【“‘￥$#＃")
CLOSING = frozenset("，。、；：！？）》」』】”’")
STOPS = frozenset("，。、；：！？")
OPENING = frozenset("（《「『【“‘")
_LATIN = re.compile("[A-Za-z0-9]")
_UNITS = "%|℃| ms| GB|万卡时|亿元|万美元|美元|个月|亿|万|元|卡时|章|节|页|天|年|月|日|家|个|张|次|号|级|人"
_QUANTITY = re.compile(rf"(?:第 ?)?[￥$#-]?\d[\d.,]*(?:×10\^\d+)?(?: ?(?:{_UNITS}))?")
_CLOSE = 0.1
"""In points: how near the edge a line ends."""
_RAGGED = 0.5
"""In points: what is shorter is ragged."""


@dataclass
class Figures:
    """What was counted and measured; of lines that are not the last of their paragraph, where nothing else is said."""

    lines: int = 0
    within: int = 0
    """Lines that end within a tenth of a point of the edge."""
    farthest: float = 0.0
    """Of those that are not ragged, in points."""
    past: int = 0
    """Lines that go more than half a point beyond the edge."""
    ragged: int = 0
    stretches: list[float] = field(default_factory=list)
    """The mean gap between the hanzi of each line, in em."""
    holes: int = 0
    """Lines with a gap between hanzi of more than a quarter em."""
    whites: int = 0
    """Lines in which the white of a mark before a hanzi is wider than its own by more than a tenth of an em."""
    marks: int = 0
    """Lines that end with a full-width mark and are not ragged: there nothing shows how wide it is."""
    halved: int = 0
    """Those that set it at half width."""
    starts: int = 0
    """Lines that begin with what must not begin one."""
    ends: int = 0
    splits: int = 0
    """Numbers that a line end parts from their units."""
    paragraphs: int = 0
    single: int = 0
    """Paragraphs that end in a line of one character."""
    pairs: list[float] = field(default_factory=list)
    """What two marks side by side take together, in em, in lines that are not tightened."""
    seams: list[float] = field(default_factory=list)
    """The gap between hanzi and Latin, in em."""
    dashes: list[float] = field(default_factory=list)
    """What a dash takes, in em, between hanzi."""
    uneven: float = 0.0
    """By how much two neighbouring lines of a paragraph are nearer or farther than most, at the most; in points."""
    hyphens: int = 0
    """Hyphens added inside addresses and names of programs."""

    def add(self, made: Set, sources: Sequence[str]) -> None:
        """Count in what was set; `sources` are the paragraphs as plain text."""
        for line in made.lines:
            self._line(line, made.measure)
        by_paragraph: dict[int, list[SetLine]] = {}
        for line in made.lines:
            by_paragraph.setdefault(line.paragraph, []).append(line)
        steps = [
            after.baseline - before.baseline
            for lines in by_paragraph.values()
            for before, after in pairwise(lines)
            if after.baseline > before.baseline
        ]
        usual = statistics.median(steps) if steps else 0.0
        self.uneven = max([self.uneven, *(abs(step - usual) for step in steps)])
        for number, lines in by_paragraph.items():
            self.paragraphs += 1
            inked = [char for char in lines[-1].text if char not in CLOSING]
            self.single += len(lines) > 1 and len(inked) < 2
            self._boundaries(lines, sources[number])

    def _line(self, line: SetLine, measure: float) -> None:
        text = line.text
        self.starts += not line.first and text[0] in NEVER_FIRST
        self._inside(line)
        if line.last:
            return
        self.lines += 1
        over = line.over(measure)
        self.past += over > _RAGGED
        self.ends += text[-1] in NEVER_LAST
        ragged = over < -_RAGGED
        if ragged:
            self.ragged += 1
        else:
            self.farthest = max(self.farthest, abs(over))
            self.within += abs(over) <= _CLOSE
        if line.gaps():
            self.stretches.append(line.stretch)
            self.holes += line.widest > 0.2525
        self.whites += any(
            here.text in STOPS and is_hanzi(after.text) and after.x0 - here.x1 > 0.1 * here.size
            for here, after in pairwise(line.chars)
        )
        if text[-1] in HALF_AT_END and not ragged:
            self.marks += 1
            self.halved += line.ends_halved(measure)

    def _inside(self, line: SetLine) -> None:
        """Gaps beside Latin and marks that stand side by side."""
        chars = line.chars
        for here, after in pairwise(chars):
            kinds = (is_hanzi(here.text), is_hanzi(after.text))
            gap = (after.x0 - here.x1) / here.size
            if (kinds[0] and _LATIN.match(after.text)) or (kinds[1] and _LATIN.match(here.text)):
                if "Mono" not in here.font + after.font:
                    self.seams.append(gap)
            elif here.text in CLOSING and after.text in CLOSING | OPENING and line.last:
                self.pairs.append((after.x0 - here.x0) / here.size + 1)
        for at, here in enumerate(chars[:-2]):
            if is_hanzi(here.text) and chars[at + 1].text == "—" and line.last:
                rest = [char for char in chars[at + 1 :] if char.text != "—"]
                if rest and is_hanzi(rest[0].text):
                    self.dashes.append((rest[0].x0 - here.x1) / here.size)

    def _boundaries(self, lines: list[SetLine], source: str) -> None:
        """What stands at the line ends of a paragraph."""
        bare = "".join(source.split())
        places = [at for at, char in enumerate(source) if not char.isspace()]
        cut = 0
        for line in lines[:-1]:
            length = len(line.text)
            added = not bare[cut:].startswith(line.text)
            cut += length - added
            at = places[cut] if cut < len(places) else len(source)
            self.splits += any(
                match.start() < at < match.end() and match.group()[-1] not in ".,"
                for match in _QUANTITY.finditer(source)
            )
            word = re.search(r"[A-Za-z0-9_./:?=&#-]*$", source[:at])
            after = re.match(r"[A-Za-z0-9_./:?=&#-]*", source[at:])
            whole = (word.group() if word else "") + (after.group() if after else "")
            self.hyphens += added and bool(re.search(r"[_/.:]\w|[a-z][A-Z]", whole))

    @property
    def mean(self) -> float:
        return statistics.fmean(self.stretches) if self.stretches else 0.0

    @property
    def deviation(self) -> float:
        return statistics.pstdev(self.stretches) if self.stretches else 0.0

    @property
    def most(self) -> float:
        return max(self.stretches, default=0.0)


def share(part: int, whole: int) -> float:
    """A share in per cent; all of nothing is all."""
    return 100 * part / whole if whole else 100.0
