"""Many decks at a time: one process a core, the decks in the order of their chapters whoever made them.

A deck depends on nothing but the plan, its chapter and its dress, so its bytes are the same in one process and in
several. What was found on the way is told deck by deck, in order too.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from typing import Any

from handbook.plan.book import BookPlan, PlannedChapter
from handbook.problems import Problem, Problems
from handbook.slides.chapter import MadeDeck, make_deck
from handbook.slides.dress import Dress
from handbook.slides.lesson_deck import Terms

_WORTH_IT = 2
"""Decks a process from which on it is worth while to start processes of their own where they cannot be forked."""


@dataclass(frozen=True)
class Order:
    """What decks are made of."""

    plan: BookPlan
    chapters: tuple[PlannedChapter, ...]
    dress: Dress
    terms: Terms
    fitted: bool = False
    """Whether the slides are wanted as they were fitted, beside the file."""


@dataclass(frozen=True)
class Delivery:
    """A deck, what was found in making it, and how many seconds that took."""

    deck: MadeDeck
    problems: tuple[Problem, ...]
    seconds: float


def make_decks(order: Order, size: int) -> Iterator[Delivery]:
    """The decks of `order`, made by at most `size` processes, this one alone where one is enough."""
    forked = sys.platform == "linux"
    size = min(size, len(order.chapters) if forked else len(order.chapters) // _WORTH_IT)
    gc.collect()
    # What is there already stays to the end; looking through it again and again takes a tenth of the time.
    gc.freeze()
    try:
        if size < 2:
            yield from (_made(order, number) for number in range(len(order.chapters)))
        else:
            yield from _shared(order, size, forked)
    finally:
        gc.unfreeze()


def _shared(order: Order, size: int, forked: bool) -> Iterator[Delivery]:
    context: Any = multiprocessing.get_context("fork" if forked else "spawn")
    with ProcessPoolExecutor(size, context, _begin, (order,)) as pool:
        waiting = {number: pool.submit(_obey, number) for number in _longest_first(order.chapters)}
        for number in range(len(order.chapters)):
            try:
                done = waiting[number].result()
            except BrokenProcessPool:
                # A process was ended from outside.
                done = _made(order, number)
            yield replace(done, deck=replace(done.deck, dress=order.dress))


def _longest_first(chapters: Sequence[PlannedChapter]) -> list[int]:
    """The numbers of chapters, those with most blocks first, so that nobody waits for a long one at the end."""
    return sorted(range(len(chapters)), key=lambda number: (-len(list(chapters[number].blocks)), number))


def _made(order: Order, number: int) -> Delivery:
    problems = Problems()
    start = time.perf_counter()
    dress = order.dress
    deck = make_deck(order.plan, order.chapters[number], dress.theme, problems, order.terms, dress=dress)
    return Delivery(deck, tuple(problems), time.perf_counter() - start)


_ORDER: list[Order] = []
"""What this process works on, where it is one of several."""


def _begin(order: Order) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _ORDER[:] = [order]
    gc.freeze()


def _obey(number: int) -> Delivery:
    """A deck without what the asker has already, or has no use for."""
    order = _ORDER[0]
    done = _made(order, number)
    fitted = done.deck.deck if order.fitted else None
    return replace(done, deck=replace(done.deck, dress=None, deck=fitted))
