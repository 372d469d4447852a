"""Who lays out which unit when: whatever the order of the answers, a book is bound from pages that stay as they are."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from handbook.pdf.cache import Cache
from handbook.pdf.listing import printed
from handbook.pdf.orders import Answer, Draw, Drawn, Laid, LayOut, Order
from handbook.pdf.parts import Extent, Part
from handbook.pdf.schedule import Schedule
from handbook.pdf.units import Unit


class Late:
    """A crew of three: the last is done first, and drawings when nobody lays out any more."""

    size, beside = 3, True

    def __init__(self) -> None:
        self.given: list[tuple[int, Order]] = []
        self.laid: list[tuple[str, bool]] = []

    def tell(self, who: int, order: Order) -> None:
        self.given.append((who, order))

    def answers(self, wanted: bool = True) -> list[tuple[int, Answer]]:
        given = sorted(self.given, key=lambda one: (isinstance(one[1], Draw), -one[0]))
        if not given or not wanted:
            return []
        who, order = given[0]
        self.given.remove((who, order))
        return [(who, self._obeyed(order))]

    def dismiss(self) -> None:
        pass

    def _obeyed(self, order: Order) -> Answer:
        if isinstance(order, LayOut):
            self.laid.append((order.unit.name, order.left))
            pages = 2 if order.unit.name == "second" else 1
            extent = Extent(pages, order.left, order.left == (pages == 2), {}, (), (), {}, ())
            return Laid(order.unit.name, extent)
        return Drawn(order.name, Part(b"", (), {}, (), order.figures, ()))


def test_nothing_is_bound_while_a_unit_may_still_change_its_side() -> None:
    # Of the two that follow, the second is begun as if on a right page, as nobody knows yet where the first ends.
    first, second, third = (
        Unit(name, "long html", name == "first", ()) for name in ("first", "second", "third")
    )
    schedule = Schedule(
        {}, lambda unit, left: None, lambda unit, made: None, lambda pages, count: [second, third]
    )
    crew, seen = Late(), []

    def meanwhile() -> bool:
        seen.append(schedule.extents)
        return False

    made = schedule.work(crew, [first], meanwhile)
    assert crew.laid == [("first", False), ("third", False), ("second", True), ("third", True)]
    assert [unit.extent.left for unit in made] == [False, True, True]
    told = [[extent.left for extent in extents] for extents in seen if extents]
    assert told and all(sides == [False, True, True] for sides in told)


def test_the_colours_of_a_listing_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, code = Cache(tmp_path), 'if x:  # why\n    print("<")\n'
    first = printed(code, "python", (2,), cache)
    monkeypatch.setitem(sys.modules, "handbook.pdf.colouring", None)
    assert printed(code, "python", (2,), cache) == first
    assert (first.language, [line.marked for line in first.lines]) == ("Python", [False, True])
    assert first.lines[0].html.endswith('<span class="comment"># why</span>')
    with pytest.raises(ImportError):
        printed(code + "x", "python", (), cache)
