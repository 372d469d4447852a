"""How much room stands between the characters of a paragraph, and how far it may open and close (CLREQ 3.1.5-3.2.3).

A gap belongs to the character before it. Lengths are in one unit, that of the widths that come in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from handbook.typography.kinds import MARKS, Kind
from handbook.typography.rules import Rules, rules

_MARK = "—"


@dataclass
class Signs:
    """The characters of a paragraph with what the page knows of each; lists of one length."""

    chars: list[str] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    ems: list[float] = field(default_factory=list)
    """The size of the type."""
    before: list[float] = field(default_factory=list)
    """Padding, border and margin of the boxes that open before a character."""
    after: list[float] = field(default_factory=list)
    """The same of the boxes that close after it."""
    boxes: list[int] = field(default_factory=list)
    """The number of the stretch of text, in one face, that a character stands in."""
    joined: set[int] = field(default_factory=set)
    """After which characters no line may end, whatever Unicode says."""
    anywhere: set[int] = field(default_factory=set)
    """After which characters a line may end where nothing else fits."""

    def add(self, char: str, kind: Kind, width: float, em: float, box: int, before: float = 0.0) -> None:
        """Put a character at the end."""
        self.chars.append(char)
        self.kinds.append(kind)
        self.widths.append(width)
        self.ems.append(em)
        self.before.append(before)
        self.after.append(0.0)
        self.boxes.append(box)

    def __len__(self) -> int:
        return len(self.chars)


@dataclass
class Glue:
    """What is added to each character's width, and may be; lists of one length."""

    extra: list[float]
    """Always: marks that take another width than their glyph."""
    shift: list[float]
    """How far the ink is moved to the right, so that it stands in the middle of what is added."""
    natural: list[float]
    """Where the line goes on after the character: the gap before Latin, two marks set closer."""
    opening: list[float]
    """What spaces, seams and the white of marks take first when a line is stretched."""
    white: list[float]
    """What the white of marks takes on a loose line."""
    joints: list[int]
    """Whether the gap takes part when all gaps open alike: 1 or 0."""
    closing: list[float]
    """What may be given up when a line is tightened."""
    end_trim: list[float]
    """What goes where the line ends with the character."""
    start_trim: list[float]
    """What goes where a line, not the first, begins with it."""


def glue_of(signs: Signs) -> Glue:
    """The glue between the characters of a paragraph."""
    house = rules()
    count = len(signs)
    zeros = [0.0] * count
    glue = Glue(
        zeros[:], zeros[:], zeros[:], zeros[:], zeros[:], [0] * count, zeros[:], zeros[:], zeros[:]
    )  # fmt: skip
    kinds, ems = signs.kinds, signs.ems
    for at in range(count):
        here, em = kinds[at], ems[at]
        following = kinds[at + 1] if at + 1 < count else None
        _own_width(signs, glue, at, house)
        if here is Kind.SPACE:
            _space(signs, glue, at, house)
        else:
            if here in MARKS:
                trim = house.halved * em
                if here is Kind.OPEN:
                    glue.start_trim[at] = trim
                else:
                    glue.end_trim[at] = trim
            if following is not None:
                _gap(signs, glue, at, house)
    return glue


def _own_width(signs: Signs, glue: Glue, at: int, house: Rules) -> None:
    """Give a mark the width that the rules name for it; of a dash of two characters the first takes all."""
    char = signs.chars[at]
    width = house.widths.get(char)
    em = signs.ems[at]
    if signs.kinds[at] is Kind.CODE:
        return
    if width is not None and _between_wide(signs, at):
        more = width * em - signs.widths[at]
        glue.extra[at], glue.shift[at] = more, more / 2
    elif char == _MARK and at + 1 < len(signs) and signs.chars[at + 1] == _MARK:
        if (at and signs.chars[at - 1] == _MARK) or signs.boxes[at] != signs.boxes[at + 1]:
            return
        more = house.widths[_MARK * 2] * em - signs.widths[at] - signs.widths[at + 1]
        if more > 0.01 * em:
            glue.extra[at], glue.shift[at] = more, more / 2


def _between_wide(signs: Signs, at: int) -> bool:
    """Whether a mark that Latin text has too stands between Chinese characters."""
    return any(
        0 <= beside < len(signs) and signs.kinds[beside] in (Kind.HANZI, Kind.WIDE)
        for beside in (at - 1, at + 1)
    )


def _space(signs: Signs, glue: Glue, at: int, house: Rules) -> None:
    """A typed space: beside hanzi it is the gap that would stand there without it."""
    em, width = signs.ems[at], signs.widths[at]
    widest, narrowest = house.space_widest, house.space_narrowest
    if Kind.HANZI in signs.kinds[max(at - 1, 0) : at + 2]:
        glue.extra[at] = house.seam * em - width
        width = house.seam * em
        widest, narrowest = house.seam_widest, house.seam_narrowest
    glue.end_trim[at] = glue.start_trim[at] = width
    glue.opening[at] = max(0.0, widest * em - width)
    glue.closing[at] = max(0.0, width - narrowest * em)
    glue.joints[at] = 1


_LATIN = (Kind.LATIN, Kind.CODE)
_CLINGING = (Kind.RAISED, Kind.SPACE, Kind.BLANK, Kind.FORCED, Kind.OTHER)
_CLOSING_PAIRS = frozenset(
    (first, second)
    for first in (Kind.STOP, Kind.PAUSE, Kind.CLOSE)
    for second in (Kind.STOP, Kind.PAUSE, Kind.CLOSE, Kind.OPEN)
) | {(Kind.OPEN, Kind.OPEN)}
"""Marks of which the first has its white beside the second, or the second beside the first."""
_SPACED_FROM = frozenset((Kind.HANZI, Kind.LATIN, Kind.CODE, Kind.OBJECT, Kind.JOINED, Kind.WIDE, Kind.SPACE))


def _gap(signs: Signs, glue: Glue, at: int, house: Rules) -> None:
    """The gap between a character and the next one."""
    here, following, em = signs.kinds[at], signs.kinds[at + 1], signs.ems[at]
    if (here is Kind.HANZI and following in _LATIN) or (here in _LATIN and following is Kind.HANZI):
        if following is Kind.HANZI:
            em = signs.ems[at + 1]
        if not signs.after[at] and not signs.before[at + 1]:
            glue.natural[at] = house.seam * em
            glue.opening[at] = (house.seam_widest - house.seam) * em
            glue.closing[at] = (house.seam - house.seam_narrowest) * em
            glue.joints[at] = 1
        return
    if (here, following) in _CLOSING_PAIRS:
        glue.natural[at] = -house.halved * (signs.ems[at + 1] if here is Kind.OPEN else em)
        if following is Kind.OPEN and here is not Kind.OPEN:
            glue.joints[at] = 1
            glue.closing[at] = house.beside_open * em
            _open_white(glue, at, em, house)
        return
    glue.joints[at] = int(_opens(here, following))
    if here in (Kind.STOP, Kind.PAUSE, Kind.CLOSE) and following in _SPACED_FROM:
        glue.closing[at] += (house.stop_closing if here is Kind.STOP else house.halved) * em
        _open_white(glue, at, em, house)
    if following is Kind.OPEN and here in _SPACED_FROM and here is not Kind.SPACE:
        glue.closing[at] += house.halved * signs.ems[at + 1]
        _open_white(glue, at, signs.ems[at + 1], house)


def _open_white(glue: Glue, at: int, em: float, house: Rules) -> None:
    """Let the white of a mark open, where anything may."""
    if glue.joints[at]:
        glue.opening[at] = house.white_first * em
        glue.white[at] = house.white_loose * em


def _opens(here: Kind, following: Kind) -> bool:
    """Whether a gap between two characters takes part when a line is stretched."""
    if Kind.JOINED in (here, following):
        return here is not following
    if Kind.TIGHT in (here, following) or following in _CLINGING:
        return False
    if here in (Kind.OTHER, Kind.FORCED, Kind.BLANK):
        return False
    if here is Kind.RAISED:
        return following in (Kind.HANZI, Kind.OPEN, Kind.WIDE)
    if here in _LATIN:
        return following is Kind.OPEN
    return True


def line_of(values: Sequence[float]) -> list[float]:
    """Running sums: the sum of all values before each place, and of all at the end."""
    sums = [0.0]
    total = 0.0
    for value in values:
        total += value
        sums.append(total)
    return sums
