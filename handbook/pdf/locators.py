"""Lists of pages, made when the pages are known: 12，14–17."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from handbook.model.book import GlossaryTerm
from handbook.plan.book import PlannedReference
from handbook.plan.index import IndexEntry, citation_stem, term_stem

_PLACE = re.compile(r"(?:use|main|ix|cite)-.+?--")
_SHORTEST_RANGE = 3
"""Pages in a row that are printed as a range; fewer are named one by one."""
_LONGEST_WHOLE = 6
"""Locators that stay on one line; more may be divided."""


@dataclass(frozen=True)
class Locator:
    """A page, or several in a row."""

    first: int
    last: int
    anchor: str
    """Where the first page leads to."""
    last_anchor: str
    main: bool
    """Whether the thing is treated there, and not only mentioned."""


@dataclass(frozen=True)
class PrintedEntry:
    """An entry of the index with its pages."""

    text: str
    locators: tuple[Locator, ...]
    see: tuple[str, ...]
    subs: tuple[PrintedEntry, ...]


@dataclass(frozen=True)
class PrintedLetter:
    """The entries of the index under one letter."""

    letter: str
    entries: tuple[PrintedEntry, ...]


class Locators:
    """The pages of everything that was mentioned, from the map of places to pages."""

    def __init__(self, page_map: Mapping[str, int]) -> None:
        self._pages = page_map
        self._places: dict[str, list[str]] = {}
        for anchor in page_map:
            found = _PLACE.match(anchor)
            if found:
                self._places.setdefault(found[0], []).append(anchor)

    def of_term(self, term: GlossaryTerm, index: Iterable[IndexEntry] = ()) -> tuple[Locator, ...]:
        """The pages that mention a term; those that `index` says define it are its main ones."""
        mains = [main for entry in index if entry.text == term.term for main in entry.mains]
        return self._locators((term_stem(term.id),), mains)

    def of_reference(self, entry: PlannedReference) -> tuple[Locator, ...]:
        """The pages that cite a work."""
        return self._locators((citation_stem(entry.number),), ())

    def index(self, entries: Iterable[IndexEntry]) -> tuple[PrintedLetter, ...]:
        """The index with its pages: entries that the book does not mention are left out, and what leads to them."""
        kept = [(entry, self._printed(entry)) for entry in entries]
        there = {entry.text for entry, made in kept if made.locators or made.subs}
        letters: dict[str, list[PrintedEntry]] = {}
        for entry, made in kept:
            see = tuple(name for name in made.see if name in there)
            if made.locators or made.subs or see:
                listed = PrintedEntry(made.text, made.locators, see, made.subs)
                letters.setdefault(entry.letter, []).append(listed)
        return tuple(PrintedLetter(letter, tuple(listed)) for letter, listed in letters.items())

    def _printed(self, entry: IndexEntry) -> PrintedEntry:
        subs = (self._printed(sub) for sub in entry.subs)
        locators = self._locators(entry.stems, entry.mains)
        return PrintedEntry(entry.text, locators, entry.see, tuple(sub for sub in subs if sub.locators))

    def _locators(self, stems: Iterable[str], mains: Iterable[str]) -> tuple[Locator, ...]:
        first: dict[int, str] = {}
        treated = set()
        for main in mains:
            for anchor in self._places.get(main, [main] if main in self._pages else []):
                first.setdefault(self._pages[anchor], anchor)
                treated.add(self._pages[anchor])
        for stem in stems:
            for anchor in self._places.get(stem, ()):
                first.setdefault(self._pages[anchor], anchor)
        return tuple(_merged(first, treated))


def stays_whole(locators: tuple[Locator, ...]) -> bool:
    """Whether pages at the end of an entry stay on one line."""
    return len(locators) <= _LONGEST_WHOLE


def _merged(anchors: Mapping[int, str], treated: set[int]) -> Iterable[Locator]:
    """Pages in order, those in a row as one range."""
    pages = sorted(anchors)
    if not pages:
        return
    cuts = [0, *(at for at, (a, b) in enumerate(pairwise(pages), start=1) if b != a + 1), len(pages)]
    for start, end in pairwise(cuts):
        row = pages[start:end]
        runs = [row] if len(row) >= _SHORTEST_RANGE else [[page] for page in row]
        for run in runs:
            main = any(page in treated for page in run)
            yield Locator(run[0], run[-1], anchors[run[0]], anchors[run[-1]], main)
