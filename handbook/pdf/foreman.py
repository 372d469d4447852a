"""The foreman: a process that loads the layout engine while the book is being read, and parts into those who use it.

It is forked when it is known that pages will have to be laid out, long before it is known what is on them. What all
who lay out need is made once, in it; they come from it with all of that in their memory. It lives as long as it is led:
when the pipe to it is closed it sends everyone home.
"""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import signal
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

FORKS = sys.platform == "linux"
"""Whether processes can be divided here once they have loaded something."""


@dataclass(frozen=True)
class Ended:
    """One of those whom the foreman has made is no more."""

    who: int
    code: int | None


@dataclass(frozen=True)
class Failed:
    """The program has failed in the foreman: what its trace says."""

    trace: str


class Foreman:
    """The process, seen from the one that leads it. It begins to load the engine at once, and what `drawings` need."""

    def __init__(self, size: int, drawings: bool = False) -> None:
        context = multiprocessing.get_context("fork")
        self.size = size
        self.control, control = context.Pipe()
        pairs = [context.Pipe() for _ in range(size)]
        self.connections: list[Connection] = [ours for ours, _ in pairs]
        theirs = [their for _, their in pairs]
        self.process = context.Process(
            target=_lead, args=(control, theirs, [self.control, *self.connections], drawings), name="foreman"
        )
        self.process.start()
        control.close()
        for connection in theirs:
            connection.close()
        atexit.register(self.end)

    def dismiss(self) -> None:
        """Send everyone home, and do not wait until they are gone."""
        for connection in (self.control, *self.connections):
            connection.close()
        self.process.terminate()

    def end(self) -> None:
        """Send everyone home."""
        atexit.unregister(self.end)
        self.dismiss()
        self.process.join()


def _lead(
    control: Connection, connections: Sequence[Connection], foreign: Sequence[Connection], drawings: bool
) -> None:
    """Load the engine, make ready what the setting asks for, then make workers as they are wanted."""
    # What is made here lives as long as the process: the collector would search it in vain, here and in each worker.
    gc.disable()
    for connection in foreign:
        connection.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    children: dict[int, Any] = {}
    try:
        from handbook.pdf.workers import Hand, preload, serve, tried_lines

        preload(drawings)
        lines = tried_lines()
        hand = Hand(control.recv(), lines)
        gc.freeze()
        while True:
            ready = wait([control, *(child.sentinel for child in children.values())])
            for who, child in list(children.items()):
                if child.sentinel in ready:
                    child.join()
                    control.send(Ended(who, child.exitcode))
                    del children[who]
            if control in ready:
                who = control.recv()
                others = [control, *(other for other in connections if other is not connections[who])]
                children[who] = multiprocessing.get_context("fork").Process(
                    target=serve, args=(connections[who], hand, others), name=f"unit-{who}", daemon=True
                )
                children[who].start()
                connections[who].close()
    except (EOFError, ConnectionError):
        return
    except Exception:
        control.send(Failed(traceback.format_exc()))
    finally:
        for child in children.values():
            child.terminate()
            child.join()
