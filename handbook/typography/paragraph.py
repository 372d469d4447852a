"""A paragraph as its lines see it: how wide any stretch of it is, and how it fits a measure."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from handbook.typography.glue import Glue, Signs, glue_of, line_of
from handbook.typography.kinds import Kind
from handbook.typography.opportunities import Opportunities
from handbook.typography.rules import rules

_CLOSE_ENOUGH = 1e-6
_SHORT_LATIN = re.compile(r"[A-Za-z0-9.%\-]{1,8}")
_BLANK = (Kind.SPACE, Kind.BLANK, Kind.FORCED)
_MARKS_AT_END = (Kind.STOP, Kind.PAUSE, Kind.CLOSE, Kind.RAISED, *_BLANK)
"""What makes no last line: marks, and references to notes with the spaces among them."""


class How(Enum):
    """How a line comes to its width."""

    NATURAL = "natural"
    """As it is: the last of a paragraph, or one that need not be full."""
    OPENED = "opened"
    CLOSED = "closed"
    TRACKED = "tracked"
    """Opened between all characters, those of words too, by very little: an address may fill a line."""
    RAGGED = "ragged"
    """As it is, because gaps above the cap would be needed."""
    OVERFULL = "overfull"
    """Beyond the measure, since nothing in it may be divided."""


class Line(NamedTuple):
    """A line that was chosen."""

    start: int
    stop: int
    """After its last character and the spaces that vanish with it."""
    last: int
    """Its last visible character."""
    how: How
    first: float
    """How far spaces and seams are opened, of 1; or how far everything is closed, of 1."""
    rest: float
    """What is added to every gap."""
    measure: float
    tracking: float = 0.0
    """What is added to every character."""
    white: float = 0.0
    """How far the white of marks is opened, of 1, since the line is loose."""


class Paragraph:
    """Characters, glue and the places where lines may end."""

    def __init__(self, signs: Signs, places: Opportunities, hyphens: dict[int, float]) -> None:
        self.signs = signs
        self.glue: Glue = glue_of(signs)
        self.places = places
        self.hyphens = hyphens
        """The width of the hyphen at each place where one is added."""
        self.stops = tuple(places.costs)
        self.last = len(signs) - 1
        self._measure()

    def _measure(self) -> None:
        signs, glue = self.signs, self.glue
        whole = [
            before + width + extra + after + gap
            for before, width, extra, after, gap in zip(
                signs.before, signs.widths, glue.extra, signs.after, glue.natural, strict=True
            )
        ]
        self.position = line_of(whole)
        self.opening = line_of(glue.opening)
        self.white = line_of(glue.white)
        self.widening = [first + loose for first, loose in zip(self.opening, self.white, strict=True)]
        self.joints = line_of(glue.joints)
        self.closing = line_of(glue.closing)
        self.visible: dict[int, int] = {}
        self.ends: dict[int, float] = {}
        for stop in self.stops:
            last = stop
            while last > 0 and signs.kinds[last] in _BLANK:
                last -= 1
            self.visible[stop] = last
            end = self.position[last + 1] - glue.natural[last] - glue.end_trim[last]
            self.ends[stop] = end + self.hyphens.get(stop, 0.0)

    def begins(self, start: int) -> float:
        """Where a line that begins with a character begins."""
        return self.position[start] + (self.glue.start_trim[start] if start else 0.0)

    def width(self, start: int, stop: int) -> float:
        """The natural width of the line from `start` to the break after `stop`."""
        return self.ends[stop] - self.begins(start)

    def ends_paragraph(self, stop: int) -> bool:
        """Whether the line that ends after a character is the last, or ended by the author."""
        return stop == self.last or stop in self.places.forced

    def next_start(self, stop: int) -> int:
        """The first visible character after a break."""
        start = stop + 1
        while start <= self.last and self.signs.kinds[start] in (Kind.SPACE, Kind.BLANK):
            start += 1
        return start

    def narrow(self, at: int, amount: float) -> None:
        """Make a character narrower: a number was filled in that needs less room than was kept for it."""
        self.signs.widths[at] -= amount
        self._measure()

    def fit(self, start: int, stop: int, measure: float) -> Line | None:
        """The line from `start` to `stop` set to the measure; None where it is too long."""
        last = self.visible[stop]
        room = measure - self.width(start, stop)
        if self.ends_paragraph(stop) and room >= -_CLOSE_ENOUGH:
            return Line(start, stop + 1, last, How.NATURAL, 0.0, 0.0, measure)
        if room >= 0:
            opening = self.opening[last] - self.opening[start]
            joints = self.joints[last] - self.joints[start]
            if room <= opening:
                return Line(
                    start, stop + 1, last, How.OPENED, room / opening if opening else 0.0, 0.0, measure
                )
            house, em = rules(), self.signs.ems[start]
            white = self.white[last] - self.white[start]
            most = house.cap * em
            rest = room - opening
            loose = min(white, rest - joints * house.white_even * em)
            if loose > 0:
                rest -= loose
            if rest > _CLOSE_ENOUGH and (not joints or rest / joints > most):
                others = last - start - joints
                tracking = (rest - joints * most) / others if others > 0 else rest
                if tracking > house.tracking * em:
                    return Line(start, stop + 1, last, How.RAGGED, 0.0, 0.0, measure)
                return Line(start, stop + 1, last, How.TRACKED, 1.0, most - tracking, measure, tracking, 1.0)
            return Line(
                start, stop + 1, last, How.OPENED, 1.0 if opening else 0.0,
                rest / joints if joints else 0.0, measure, white=loose / white if loose > 0 else 0.0,
            )  # fmt: skip
        closing = self.closing[last] - self.closing[start]
        if -room > closing + _CLOSE_ENOUGH:
            return None
        return Line(
            start, stop + 1, last, How.CLOSED, min(1.0, -room / closing) if closing else 0.0, 0.0, measure
        )

    def loose(self, start: int, stop: int, measure: float) -> Line:
        """The line as it is, for text that is not spread; or beyond the measure where it does not fit."""
        over = self.width(start, stop) > measure + _CLOSE_ENOUGH
        how = How.OVERFULL if over else How.NATURAL
        return Line(start, stop + 1, self.visible[stop], how, 0.0, 0.0, measure)

    def cost(self, line: Line) -> float:
        """What a line costs: nothing where it is natural and full."""
        costs = rules().costs
        place = self.places.costs[line.stop - 1]
        if line.how is How.NATURAL:
            return self._last_line_cost(line)
        if line.how is How.OPENED:
            gap = line.rest / self.signs.ems[line.start]
            opened = costs.first_stretch * line.first**2 + costs.white * line.white**2
            return opened + costs.stretch * (gap / costs.ideal) ** 2 + place
        if line.how is How.CLOSED:
            return costs.shrink * line.first**2 + place
        if line.how is How.OVERFULL:
            return costs.overfull
        if line.how is How.TRACKED:
            return (
                costs.tracked * (1 + line.tracking / (rules().tracking * self.signs.ems[line.start])) + place
            )
        short = line.measure - self.width(line.start, line.stop - 1)
        return costs.ragged + costs.ragged_per_em * short / self.signs.ems[line.start] + place

    def _last_line_cost(self, line: Line) -> float:
        costs = rules().costs
        if not line.start:
            return 0.0
        last = line.last
        while last >= line.start and self.signs.kinds[last] in _MARKS_AT_END:
            last -= 1
        if last - line.start < 1:
            return costs.single_last
        if self.width(line.start, line.stop - 1) < 2.2 * self.signs.ems[line.start]:
            return costs.short_last
        if _SHORT_LATIN.fullmatch("".join(self.signs.chars[line.start : last + 1])):
            return costs.latin_last
        return 0.0

    def adjusted(self, line: Line) -> list[tuple[float, float]]:
        """What is added to the width of each character of a line up to its last visible one, and how far its ink moves.

        Where nothing else moves the ink, it stands at the left of its width.
        """
        glue = self.glue
        opened = line.first if line.how in (How.OPENED, How.TRACKED) else 0.0
        closed = line.first if line.how is How.CLOSED else 0.0
        amounts = []
        for at in range(line.start, line.last + 1):
            extra, shift = glue.extra[at], glue.shift[at]
            if at == line.start and at and glue.start_trim[at]:
                extra -= glue.start_trim[at]
                shift -= glue.start_trim[at]
            if at == line.last:
                extra -= glue.end_trim[at]
            else:
                extra += glue.natural[at] + opened * glue.opening[at] - closed * glue.closing[at]
                extra += glue.joints[at] * line.rest + line.white * glue.white[at] + line.tracking
            amounts.append((extra, shift))
        return amounts
