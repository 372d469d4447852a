"""From chapter to lesson: which blocks get slides, and how long each slide is taught.

The author's minutes decide. Each section has its share of the lesson's time; every slide has the least time that its
layout asks for. What does not fit into a section's share is told in the notes of the slide before: first what its
author calls least important (`priority`), then what takes least time, later blocks before earlier ones, exercises last.
`slide: own` and priority 1 always stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handbook.model.chapter import Chapter
from handbook.slides.deck import Note, Slide, Turn
from handbook.slides.layouts import LayoutSet

UNIT = 0.5
"""Minutes that times are rounded to."""
RECAP_FROM = 9.0
"""Sections that take at least so many minutes end with a recap."""
AGENDA_FROM = 14.0
"""Before sections that take at least so many minutes the agenda returns."""
RECAP = 1.0
"""Least minutes of a recap."""
AGENDA = 0.5
"""Least minutes of the agenda when it returns."""
_OPENING = 1.5
"""Minutes for cover, objectives and agenda."""
_CLOSING = 1.5
"""Minutes for takeaways and what comes next."""
_QUESTION = 1.5
"""Minutes for a question of the closing quiz with its answer."""
_QUESTIONS = 2
"""Questions of the closing quiz that every lesson keeps."""
_SCANT = 0.6
"""Share of their usual minutes that opening and closing may do with, before the sections' are cut for them."""
_SLACK = 1.08
"""How far a section's slides may exceed its share before one is told instead: times are no stopwatch."""
_DONE = ("worksheet",)
"""Kinds that a room does instead of hearing: among equals they go last."""


@dataclass(frozen=True)
class Shares:
    """How the minutes of a lesson are shared out."""

    total: float
    opening: float
    sections: tuple[float, ...]
    closing: float

    def of(self, number: int) -> float:
        """The minutes of section `number`, counted from 1."""
        return self.sections[number - 1]


def share_out(chapter: Chapter, minutes: float | None) -> Shares:
    """The minutes of a lesson of `minutes` (by habit the chapter's own), in the proportions that its author gives."""
    total = float(minutes or chapter.minutes)
    asked = min(len(chapter.quiz), _QUESTIONS) * _QUESTION
    frame = min(_OPENING + _CLOSING + asked, total / 2)
    given = [section.minutes for section in chapter.sections]
    known = sum(given_one or 0 for given_one in given)
    unknown = sum(1 for given_one in given if given_one is None)
    left = max(chapter.minutes - known - frame, unknown * UNIT)
    wanted = [one if one is not None else left / unknown for one in given]
    factor = total / chapter.minutes
    if total - sum(wanted) * factor < frame * _SCANT:
        factor = (total - frame) / sum(wanted)
    sections = tuple(_rounded([one * factor for one in wanted]))
    opening = min(_OPENING, (total - sum(sections)) / 2)
    return Shares(total, opening, sections, total - sum(sections) - opening)


def whole_minutes(minutes: float) -> str:
    """`minutes` as a trainer reads them in a title: whole ones, halves rounded up."""
    return str(int(minutes + 0.5))


def _rounded(values: Sequence[float]) -> list[float]:
    """`values` in whole units; their sum is rounded down, and the units go where the remainders are largest."""
    units = [value / UNIT for value in values]
    whole = [int(unit + 1e-9) for unit in units]
    over = int(sum(units) + 1e-9) - sum(whole)
    order = sorted(range(len(units)), key=lambda i: (whole[i] - units[i], i))
    for index in order[:over]:
        whole[index] += 1
    return [count * UNIT for count in whole]


@dataclass(frozen=True)
class Shown:
    """A turn with its slides as they fit."""

    turn: Turn
    slides: tuple[Slide, ...]
    least: float
    """The least minutes that it takes."""

    @property
    def fixed(self) -> bool:
        """Whether it always has its slides."""
        return self.turn.slide == "own" or self.turn.priority == 1

    @property
    def takes_slides(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.slides) and self.turn.slide in ("auto", "own")


def least_of(slides: Sequence[Slide], layouts: LayoutSet) -> float:
    """The least minutes that slides take; a further part takes half as long as the first."""
    return sum(layouts[slide.layout].minutes / (1 if slide.part == 1 else 2) for slide in slides)


def choose(shown: Sequence[Shown], share: float, frame: float) -> frozenset[str]:
    """The anchors of the turns that get slides in a section of `share` minutes, of which furniture takes `frame`."""
    kept = [one for one in shown if one.takes_slides]
    while len(kept) > 1 and frame + sum(one.least for one in kept) > share * _SLACK:
        loose = [(index, one) for index, one in enumerate(kept) if not one.fixed]
        if not loose:
            break
        index, _ = min(
            loose,
            key=lambda entry: (
                entry[1].least <= share,
                -entry[1].turn.priority,
                entry[1].turn.kind in _DONE,
                entry[1].least,
                -entry[0],
            ),
        )
        del kept[index]
    return frozenset(one.turn.anchor for one in kept)


def choose_questions(shown: Sequence[Shown], share: float) -> frozenset[str]:
    """The anchors of the questions of the closing quiz that a lesson has time for, the first ones first."""
    asked = [one for one in shown if one.takes_slides]
    most = max(_QUESTIONS, int((share - _CLOSING + 1e-9) / _QUESTION))
    fixed = sum(one.fixed for one in asked)
    loose = [one.turn.anchor for one in asked if not one.fixed][: max(0, most - fixed)]
    return frozenset([*loose, *(one.turn.anchor for one in asked if one.fixed)])


@dataclass(frozen=True)
class Need:
    """What a run of slides asks of the time of its section."""

    least: tuple[float, ...]
    """By slide."""
    given: float | None = None
    """The minutes of them all, where the author gives them."""


def allot(share: float, needs: Sequence[Need]) -> list[float]:
    """The minutes of every slide, in whole units; together they are `share`.

    Given minutes stay as they are where they leave half of what the others need at least.
    """
    given = sum(need.given or 0 for need in needs)
    loose = sum(sum(need.least) for need in needs if need.given is None)
    keeps = given + loose / 2 <= share
    wanted: list[float] = []
    for need in needs:
        total = sum(need.least)
        if need.given is None:
            factor = (share - given) / loose if keeps and loose else share / (given + loose)
        else:
            factor = need.given / total * (1 if keeps and loose else share / (given + loose))
        wanted += [least * factor for least in need.least]
    return _at_least_a_unit(wanted, share)


def _at_least_a_unit(wanted: Sequence[float], share: float) -> list[float]:
    made = _rounded([max(UNIT, value) for value in wanted])
    over = round((sum(made) - share) / UNIT)
    for _ in range(abs(over)):
        # What is too much is taken from the longest; what is too little is given to the one that lacks most.
        if over > 0:
            index = max(range(len(made)), key=lambda i: (made[i], i))
            made[index] = max(0.0, made[index] - UNIT)
        else:
            index = max(range(len(made)), key=lambda i: (wanted[i] - made[i], -i))
            made[index] += UNIT
    return made


def merged_notes(notes: Sequence[Note], more: Sequence[Note]) -> tuple[Note, ...]:
    """`notes` with those of `more` that they do not hold yet."""
    known = {note.text for note in notes}
    return (*notes, *(note for note in more if note.text not in known))
