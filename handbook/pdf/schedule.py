"""Who lays out and draws which unit when. What comes out does not depend on it: every part is made by itself.

A unit is drawn as soon as it is known how many figures its numbers have, so that few are held at a time. That is known
long before the numbers are: how long the rest will be is told from what is laid out. A guess that was wrong is mended,
the unit is laid out again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from handbook.model.place import NOWHERE
from handbook.pdf.later import DrawingJob
from handbook.pdf.orders import Answer, Broken, Closed, Draw, Gone, Laid, LayOut
from handbook.pdf.parts import Extent, Made, Part, page_map_of
from handbook.pdf.units import Unit
from handbook.pdf.workers import Crew
from handbook.problems import Invalid, Problem

_ANCHOR = re.compile(r'\sid="([^"]+)"')
_MARGIN, _MARGIN_PAGES = 0.1, 3
"""By how much an estimate of pages may be wrong."""
_ALIKE = 2.0
"""How many times longer than another a unit of the same kind is at most."""


class ByUnitsImpossible(Exception):  # noqa: N818 -- says that a way is closed, and the caller takes another
    """The book has to be laid out as one document."""


@dataclass
class _State:
    """How far a unit is."""

    unit: Unit
    extent: Extent | None = None
    part: Part | None = None
    holder: int | None = None
    """Who has it laid out and not yet drawn."""
    busy: bool = False


class Schedule:
    """The units of one book on their way."""

    def __init__(
        self,
        jobs: Mapping[str, DrawingJob],
        look_up: Callable[[Unit, bool], Made | None],
        keep: Callable[[Unit, Made], None],
        late: Callable[[Mapping[str, int], int], Sequence[Unit]],
    ) -> None:
        self._jobs, self._look_up, self._keep, self._late = jobs, look_up, keep, late
        self._states: list[_State] = []
        self._by_name: dict[str, _State] = {}
        self._homes: dict[str, str] = {}
        """In which unit each anchor stands."""
        self._whole = False
        """Whether all units are there but those that list the pages of the others."""
        self._complete = False
        """Whether the units are there that list the pages of the others."""
        self._looked: set[tuple[str, bool]] = set()
        self._hopeful: dict[str, bool] = {}
        self._busy: set[int] = set()
        """Who has something to do."""
        self.untouched = True
        """Whether everything was there already, so that nobody was told anything."""

    @property
    def units(self) -> list[Unit]:
        """All units, in order."""
        return [state.unit for state in self._states]

    @property
    def parts(self) -> dict[int, Part]:
        """What is drawn so far, by the index of the unit."""
        return {index: state.part for index, state in enumerate(self._states) if state.part is not None}

    @property
    def extents(self) -> list[Extent] | None:
        """Those of all units, when each is laid out on its side: none of them changes any more."""
        found = [state.extent for state in self._states if state.extent is not None]
        if not self._complete or len(found) < len(self._states):
            return None
        # One that was laid out before its side was known may be at the drawing still.
        settled = all(self._side(at) in (None, extent.left) for at, extent in enumerate(found))
        return found if settled else None

    def _add(self, units: Sequence[Unit]) -> None:
        for unit in units:
            state = _State(unit)
            self._states.append(state)
            self._by_name[unit.name] = state
            for found in _ANCHOR.finditer(unit.html):
                self._homes.setdefault(found[1], unit.name)

    def work(self, crew: Crew, units: Iterable[Unit], meanwhile: Callable[[], bool]) -> list[Made]:
        """Lay out and draw what is not in the cache, `units` being taken as they come.

        While others work `meanwhile` is called as long as it says that it has done something. Raises
        `ByUnitsImpossible`, or RuntimeError where a process has failed.
        """
        for unit in units:
            self._add([unit])
            if crew.beside:
                self._advance(crew)
        self._whole = True
        while self._advance(crew, meanwhile):
            continue
        return [Made(state.extent, state.part) for state in self._states if state.extent and state.part]

    def _advance(self, crew: Crew, meanwhile: Callable[[], bool] | None = None) -> bool:
        """Say what is to be done and hear what was; whether there is more.

        Where there is something to do `meanwhile` an answer is waited for.
        """
        while self._settle():
            continue
        for who in range(crew.size):
            order = self._next(who) if who not in self._busy else None
            if order is not None:
                self._by_name[order.unit.name if isinstance(order, LayOut) else order.name].busy = True
                self._busy.add(who)
                self.untouched = False
                crew.tell(who, order)
        if not self._busy:
            return False
        answers = crew.answers(wanted=False) if crew.beside else []
        if meanwhile is not None:
            while not answers:
                answers = crew.answers(wanted=not (crew.beside and meanwhile()))
        for who, answer in answers:
            self._busy.discard(who)
            self._take(who, answer)
        return True

    def _take(self, who: int, answer: Answer) -> None:
        if isinstance(answer, Gone):
            hint = "it may have run out of memory; the pages that were made before are kept"
            what = f"a process that lays out pages was ended (exit code {answer.code})"
            raise Invalid([Problem(NOWHERE, "engine", what, hint)])
        if isinstance(answer, Closed):
            raise ByUnitsImpossible(answer.reason)
        if isinstance(answer, Broken):
            raise RuntimeError(answer.trace)
        state = self._by_name[answer.name]
        state.busy = False
        if isinstance(answer, Laid):
            state.extent, state.holder = answer.extent, who
            return
        assert state.extent is not None
        state.part, state.holder = answer.part, None
        self._keep(state.unit, Made(state.extent, answer.part))

    def _settle(self) -> bool:
        """Look up what can be looked up, and give back what was made on the wrong side; whether anything changed."""
        changed = False
        for index, state in enumerate(self._states):
            left = self._side(index)
            if left is None or state.busy:
                continue
            if state.extent is not None and state.extent.left != left:
                state.extent = state.part = state.holder = None
                changed = True
            if state.extent is None and (state.unit.name, left) not in self._looked:
                self._looked.add((state.unit.name, left))
                made = self._look_up(state.unit, left)
                if made is not None and made.extent.left == left:
                    state.extent, state.part = made.extent, made.part
                    changed = True
        if not self._whole:
            return changed
        if all(state.extent for state in self._states) and not self._complete:
            extents = [state.extent for state in self._states if state.extent]
            _, pages = page_map_of(extents)
            self._add(self._late(pages, sum(extent.pages for extent in extents)))
            self._complete = changed = True
        elif all(state.extent for state in self._states):
            figures = self._exact()
            for state in self._states:
                if state.part is not None and any(
                    state.part.figures.get(name) != figures(name) for name in _bound(state)
                ):
                    state.part = state.holder = None
                    changed = True
        return changed

    def _side(self, index: int) -> bool | None:
        """Whether a unit begins on a left page; None where that is not known yet."""
        before = self._states[index - 1].extent if index else None
        if before is not None and before.ends_left is not None:
            return before.ends_left
        return False if self._states[index].unit.recto or index == 0 else None

    def _next(self, who: int) -> LayOut | Draw | None:
        """What to do next: draw before laying out, what others wait for before the rest, then the longest."""
        everything = self._complete and all(state.extent for state in self._states)
        figures = self._exact() if everything else self._guess()
        for state in self._states if self._whole else ():
            if state.holder == who and not state.busy and state.part is None:
                known = {name: figures(name) for name in _bound(state)}
                if all(known.values()):
                    return Draw(state.unit.name, {name: count or 0 for name, count in known.items()})
        best: tuple[bool, bool, int] | None = None
        chosen = None
        for index, state in enumerate(self._states):
            if state.part or state.holder is not None or state.busy:
                continue
            # Rather than do nothing, one whose side is not known yet is laid out as if it began on a right page, where
            # that will be done before the side is known.
            sided = self._side(index) is not None
            if not sided and (
                self._awaited(index) < len(state.unit.html) or self._kept_for_some_side(state.unit)
            ):
                continue
            following = self._states[index + 1 : index + 2]
            awaited = any(not other.unit.recto for other in following)
            worth = (sided, awaited, len(state.unit.html))
            if best is None or worth > best:
                best, chosen = worth, index
        if chosen is None:
            return None
        state = self._states[chosen]
        jobs = {name: self._jobs[name] for name in state.unit.drawings}
        return LayOut(state.unit, bool(self._side(chosen)), jobs)

    def _awaited(self, index: int) -> int:
        """How much HTML has to be laid out before it is known on which side a unit begins."""
        awaited = 0
        while self._side(index) is None:
            index -= 1
            awaited += len(self._states[index].unit.html)
        return awaited

    def _kept_for_some_side(self, unit: Unit) -> bool:
        """Whether a unit whose side is not known will perhaps be found in the cache when it is."""
        if unit.name not in self._hopeful:
            self._hopeful[unit.name] = any(self._look_up(unit, left) for left in (False, True))
        return self._hopeful[unit.name]

    def _exact(self) -> Callable[[str], int | None]:
        """How many figures a page number has."""
        extents = [state.extent for state in self._states]
        _, pages = page_map_of([extent for extent in extents if extent is not None])
        return lambda name: len(str(pages.get(name, 0)))

    def _guess(self) -> Callable[[str], int | None]:
        """How many figures a page number will have, as far as that can be said."""
        rates = [
            (len(state.unit.html), state.extent.pages / len(state.unit.html))
            for state in self._states
            if state.extent
        ]
        if not rates:
            return lambda name: None
        reach: dict[str, tuple[float, float]] = {}
        places: dict[str, tuple[float, float]] = {}
        low = high = 1.0
        for state in self._states:
            if state.extent:
                for name, (page, _, _) in state.extent.anchors.items():
                    places.setdefault(name, (low + page, high + page))
                shortest = longest = float(state.extent.pages)
            else:
                shortest, longest = estimate(len(state.unit.html), rates)
            reach[state.unit.name] = low, high + longest
            low, high = low + max(shortest, 1), high + longest

        def figures(name: str) -> int | None:
            # What stands nowhere yet stands in the units that are still to come.
            first, last = places.get(name) or reach.get(self._homes.get(name, ""), (low, 2 * high))
            fewest, most = len(str(int(first))), len(str(int(last)))
            return fewest if fewest == most else None

        return figures


def estimate(size: int, rates: Sequence[tuple[int, float]]) -> tuple[float, float]:
    """Pages that so many characters of HTML take at least and at most, by the `rates` of what is laid out already.

    Only units of about the same size are like one another: a table of contents has a tenth of a chapter's pages for its
    HTML. Where there is none to compare with, a unit may have any number of pages.
    """
    alike = [rate for other, rate in rates if size <= _ALIKE * other and other <= _ALIKE * size]
    if not alike:
        return 1.0, float(size)
    return (
        min(alike) * size * (1 - _MARGIN) - _MARGIN_PAGES,
        max(alike) * size * (1 + _MARGIN) + _MARGIN_PAGES,
    )


def _bound(state: _State) -> Sequence[str]:
    return state.extent.bound if state.extent else ()
