"""What is done while others lay out and draw: the book is bound as far as it is there.

It is done in small steps, so that who has finished something does not wait for an order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.pdf.schedule import Schedule

if TYPE_CHECKING:
    from handbook.pdf.join import Binding


class Meanwhile:
    """The work beside a schedule: `errands`, then opening and binding the parts that are drawn."""

    def __init__(self, schedule: Schedule, errands: Iterable[Callable[[], object]]) -> None:
        self._schedule = schedule
        self._errands = [_load_join, *errands]
        self._opened: set[int] = set()
        self._binding: Binding | None = None

    def step(self) -> bool:
        """Do the next of what can be done now; whether there was something."""
        if self._errands:
            self._errands.pop(0)()
            return True
        return self._bind_one() or self._open_one()

    def finish(self, faces: Mapping[str, Path], identifier: str) -> bytes:
        """The book, when all of its parts are drawn."""
        while self.step():
            continue
        assert self._binding is not None
        return self._binding.finish(faces, identifier)

    def _open_one(self) -> bool:
        for index, part in self._schedule.parts.items():
            if index not in self._opened:
                self._opened.add(index)
                _ = part.opened
                return True
        return False

    def _bind_one(self) -> bool:
        extents = self._schedule.extents
        if extents is None:
            return False
        if self._binding is None:
            from handbook.pdf.join import Binding

            self._binding = Binding(extents)
        part = self._schedule.parts.get(self._binding.bound)
        if part is None:
            return False
        self._binding.add(part)
        return True


def _load_join() -> None:
    import handbook.pdf.join  # noqa: F401
