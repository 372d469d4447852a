"""Processes that lay out and draw units. They are told what to do and say what they found; pages never leave them."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol

from handbook.collection import without_collection
from handbook.pdf.foreman import FORKS, Ended, Foreman
from handbook.pdf.loading import load_engine
from handbook.pdf.orders import Answer, Broken, Closed, Drawn, Gone, Laid, LayOut, Order
from handbook.pdf.setting import Setting
from handbook.pdf.sums import program_sum
from handbook.typography.opportunities import hyphens


class Crew(Protocol):
    """Those who lay out and draw."""

    size: int
    beside: bool
    """Whether they work while the one who gives orders does something else."""

    def tell(self, who: int, order: Order) -> None:
        """Give an order to the one with an index, who has none."""

    def answers(self, wanted: bool = True) -> list[tuple[int, Answer]]:
        """Answers, each with the index of who gives it; waits for one where one is `wanted`."""

    def dismiss(self) -> None:
        """Send everyone home, and do not wait until they are gone: there is nothing more to do."""


def cores() -> int:
    """How many processes can work at a time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def crew_of(size: int, setting: Setting, foreman: Foreman | None = None) -> Iterator[Crew]:
    """So many processes that work in one setting, made by `foreman` where there is one; this one alone for one.

    They begin when they are told something.
    """
    if size < 2:
        try:
            yield _Alone(setting)
        finally:
            gc.unfreeze()
        return
    crew = _Led(size, setting, foreman) if FORKS else _Processes(size, setting)
    try:
        yield crew
    finally:
        crew.end()


def preload(drawings: bool) -> None:
    """Load what every worker needs, whatever it will be told, and what `drawings` need, where many are to be made."""
    load_engine()
    import handbook.pdf.golden
    import handbook.pdf.part

    if drawings:
        import handbook.pdf.charts  # noqa: F401
    program_sum()
    hyphens()


class Hand:
    """Obeys orders."""

    def __init__(self, setting: Setting, lines: str | None = None) -> None:
        """`lines` is what `tried_lines` has found, where that was asked already."""
        preload(drawings=False)
        from handbook.pdf.part import Press

        self._strange = _strange(setting, lines)
        self._press = Press(setting)
        self._laid: dict[str, Any] = {}
        self._drawn = False
        """Whether something was drawn that may be forgotten."""

    def obey(self, order: Order) -> Answer:
        """Do what an order says, and say what came of it."""
        from handbook.pdf.emit import Uneven

        if self._strange:
            return Closed(self._strange)
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


def tried_lines() -> str:
    """What is strange about the lines of the engine: one paragraph is set. Empty where nothing is."""
    from handbook.pdf.golden import golden_paragraph
    from handbook.pdf.stock import known_lines

    return known_lines() or golden_paragraph()


def _strange(setting: Setting, lines: str | None) -> str:
    """What is strange about the engine; empty where books can be made by units."""
    from handbook.pdf.stock import known_engine

    return known_engine() or (setting.words.chinese and (tried_lines() if lines is None else lines)) or ""


class _Alone:
    size, beside = 1, False

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._hand: Hand | None = None
        self._order: Order | None = None

    def tell(self, who: int, order: Order) -> None:
        self._order = order

    def answers(self, wanted: bool = True) -> list[tuple[int, Answer]]:
        order, self._order = self._order, None
        assert order is not None
        if self._hand is None:
            self._hand = Hand(self._setting)
            gc.freeze()
        with without_collection():
            answer = self._hand.obey(order)
        return [(0, answer)]

    def dismiss(self) -> None:
        self._hand = None


class _Led:
    """Processes that a foreman makes."""

    beside = True

    def __init__(self, size: int, setting: Setting, foreman: Foreman | None) -> None:
        self.size, self._setting = foreman.size if foreman else size, setting
        self._foreman = foreman
        self._there: dict[int, Connection] = {}
        if foreman:
            _send(foreman.control, setting)

    def tell(self, who: int, order: Order) -> None:
        if self._foreman is None:
            self._foreman = Foreman(self.size)
            _send(self._foreman.control, self._setting)
        if who not in self._there:
            self._there[who] = self._foreman.connections[who]
            _send(self._foreman.control, who)
        _send(self._there[who], order)

    def answers(self, wanted: bool = True) -> list[tuple[int, Answer]]:
        assert self._foreman is not None
        ready = wait([self._foreman.control, *self._there.values()], None if wanted else 0)
        found: list[tuple[int, Answer]] = []
        for who, connection in sorted(self._there.items()):
            if connection in ready:
                try:
                    found.append((who, connection.recv()))
                except (EOFError, ConnectionError):
                    # The foreman knows why, and will say so.
                    ready = [self._foreman.control]
        if not found and self._foreman.control in ready:
            found.append(_news(self._foreman))
        return found

    def dismiss(self) -> None:
        if self._foreman is not None:
            self._foreman.dismiss()

    def end(self) -> None:
        """Send everyone home."""
        if self._foreman is not None:
            self._foreman.end()


def _news(foreman: Foreman) -> tuple[int, Answer]:
    """What the foreman has to say: nothing good."""
    try:
        told = foreman.control.recv()
    except (EOFError, ConnectionError):
        foreman.process.join()
        return 0, Gone(foreman.process.exitcode)
    return (told.who, Gone(told.code)) if isinstance(told, Ended) else (0, Broken(told.trace))


def _send(connection: Connection, what: Any) -> None:
    """Tell someone something; who is gone is noticed by the silence."""
    with suppress(ConnectionError):
        connection.send(what)


class _Processes:
    """Processes that are started afresh, where they cannot be forked."""

    beside = True

    def __init__(self, size: int, setting: Setting) -> None:
        self.size, self._setting = size, setting
        self._connections: dict[int, Connection] = {}
        self._processes: dict[int, Any] = {}

    def tell(self, who: int, order: Order) -> None:
        if who not in self._connections:
            context = multiprocessing.get_context("spawn")
            self._connections[who], theirs = context.Pipe()
            self._processes[who] = context.Process(
                target=serve, args=(theirs, self._setting, ()), name=f"unit-{who}", daemon=True
            )
            self._processes[who].start()
            theirs.close()
        _send(self._connections[who], order)

    def answers(self, wanted: bool = True) -> list[tuple[int, Answer]]:
        ready = wait(list(self._connections.values()), None if wanted else 0)
        found: list[tuple[int, Answer]] = []
        for who, connection in sorted(self._connections.items()):
            if connection not in ready:
                continue
            try:
                found.append((who, connection.recv()))
            except (EOFError, ConnectionError):
                self._processes[who].join()
                found.append((who, Gone(self._processes[who].exitcode)))
        return found

    def dismiss(self) -> None:
        for connection in self._connections.values():
            connection.close()
        for process in self._processes.values():
            process.terminate()

    def end(self) -> None:
        """Send everyone home."""
        self.dismiss()
        for process in self._processes.values():
            process.join()


def serve(connection: Connection, what: Hand | Setting, foreign: Iterable[Connection]) -> None:
    """Obey until the one who gives orders is gone; the ends of others' pipes are `foreign`."""
    for other in foreign:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        with without_collection():
            hand = what if isinstance(what, Hand) else Hand(what)
            while True:
                order = connection.recv()
                connection.send(hand.obey(order))
    except (EOFError, ConnectionError):
        return
    except Exception:
        connection.send(Broken(traceback.format_exc()))
