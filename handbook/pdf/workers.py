"""Processes that lay out and draw units. They are told what to do and say what they found; pages never leave them."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol

from handbook.pdf.later import DrawingJob
from handbook.pdf.parts import Extent, Part
from handbook.pdf.setting import Setting
from handbook.pdf.units import Unit


@dataclass(frozen=True)
class LayOut:
    """Lay out a unit, and keep it for the drawing."""

    unit: Unit
    left: bool
    jobs: Mapping[str, DrawingJob]


@dataclass(frozen=True)
class Draw:
    """Draw a unit that was laid out here, for numbers of so many figures, and forget it."""

    name: str
    figures: Mapping[str, int]


@dataclass(frozen=True)
class Laid:
    """A unit is laid out."""

    name: str
    extent: Extent


@dataclass(frozen=True)
class Drawn:
    """A unit is drawn."""

    name: str
    part: Part


@dataclass(frozen=True)
class Closed:
    """The book cannot be made by units, and why."""

    reason: str


@dataclass(frozen=True)
class Broken:
    """The program has failed in a process: what its trace says."""

    trace: str


@dataclass(frozen=True)
class Gone:
    """A process was ended from outside."""

    code: int | None


Order = LayOut | Draw
Answer = Laid | Drawn | Closed | Broken | Gone


class Crew(Protocol):
    """Those who lay out and draw."""

    size: int

    def tell(self, who: int, order: Order) -> None:
        """Give an order to the one with an index, who has none."""

    def answers(self) -> list[tuple[int, Answer]]:
        """Wait for answers; at least one, with the index of who gives it."""


def cores() -> int:
    """How many processes can work at a time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def crew_of(size: int, setting: Setting) -> Iterator[Crew]:
    """So many processes that work in one setting; this one alone where one is enough."""
    if size < 2:
        try:
            yield _Alone(setting)
        finally:
            gc.unfreeze()
        return
    crew = _Processes(size, setting)
    try:
        yield crew
    finally:
        crew.end()


class _Hand:
    """Obeys orders."""

    def __init__(self, setting: Setting) -> None:
        from handbook.pdf.part import Press

        self._press = Press(setting)
        self._laid: dict[str, Any] = {}
        self._drawn = False
        """Whether something was drawn that may be forgotten."""

    def obey(self, order: Order) -> Answer:
        from handbook.pdf.emit import Uneven

        try:
            if isinstance(order, LayOut):
                if self._drawn:
                    # Boxes know one another and do not go by themselves.
                    self._drawn = False
                    gc.collect()
                laid = self._press.lay_out(order.unit, order.left, order.jobs)
                self._laid[order.unit.name] = laid
                return Laid(order.unit.name, laid.extent)
            part = self._press.draw(self._laid.pop(order.name), order.figures)
            self._drawn = True
            return Drawn(order.name, part)
        except Uneven as reason:
            return Closed(str(reason))


@contextmanager
def _without_collection() -> Iterator[None]:
    """The layout makes many things that live until the unit is drawn; looking for dead ones only takes time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _Alone:
    size = 1

    def __init__(self, setting: Setting) -> None:
        gc.freeze()
        self._hand = _Hand(setting)
        self._order: Order | None = None

    def tell(self, who: int, order: Order) -> None:
        self._order = order

    def answers(self) -> list[tuple[int, Answer]]:
        order, self._order = self._order, None
        assert order is not None
        with _without_collection():
            answer = self._hand.obey(order)
        return [(0, answer)]


class _Processes:
    def __init__(self, size: int, setting: Setting) -> None:
        self.size = size
        forked = sys.platform == "linux"
        context: Any = multiprocessing.get_context("fork" if forked else "spawn")
        # What all of them read is read once, before they part, and kept: the engine's copies of the faces go with it.
        self._hand = _Hand(setting) if forked else None
        gc.collect()
        gc.freeze()
        self._connections: list[Connection] = []
        self._processes = []
        for index in range(size):
            ours, theirs = context.Pipe()
            process = context.Process(
                target=_serve, args=(theirs, setting, self._hand), name=f"unit-{index}", daemon=True
            )
            process.start()
            theirs.close()
            self._connections.append(ours)
            self._processes.append(process)
        gc.unfreeze()

    def tell(self, who: int, order: Order) -> None:
        self._connections[who].send(order)

    def answers(self) -> list[tuple[int, Answer]]:
        ready = wait(self._connections)
        found: list[tuple[int, Answer]] = []
        for who, connection in enumerate(self._connections):
            if connection not in ready:
                continue
            try:
                found.append((who, connection.recv()))
            except (EOFError, ConnectionError):
                self._processes[who].join()
                found.append((who, Gone(self._processes[who].exitcode)))
        return found

    def end(self) -> None:
        """Send everyone home."""
        for connection in self._connections:
            connection.close()
        for process in self._processes:
            process.terminate()
            process.join()


def _serve(connection: Connection, setting: Setting, hand: _Hand | None) -> None:
    """Obey until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        with _without_collection():
            hand = hand or _Hand(setting)
            while True:
                order = connection.recv()
                connection.send(hand.obey(order))
    except (EOFError, ConnectionError):
        return
    except Exception:
        connection.send(Broken(traceback.format_exc()))
