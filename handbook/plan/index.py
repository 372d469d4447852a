"""The index before its pages are known: what is listed, in which order, and where the pages will come from.

Entries come from the marks of the text (`{index}`, `{term}`), from definitions and from the organisations of cases. A
mark is a place of the printed book; its name begins with the stem of its entry, so that whoever has the map of places
to pages can print the index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from handbook.model.blocks import BlockBase
from handbook.model.blocks.prose import Definition
from handbook.model.blocks.teaching import Case
from handbook.model.handbook import Handbook
from handbook.model.inline import Index, walk
from handbook.model.traverse import NOT_PRINTED, texts
from handbook.plan.collate import Key, initial, ordered, sort_key

_ASIDE = re.compile("[（(]")
"""What begins a remark behind an organisation's name."""
SUB = "!"
"""What parts a sub-entry from its entry."""


@dataclass(frozen=True)
class IndexEntry:
    """A line of the index."""

    text: str
    key: Key
    stems: tuple[str, ...] = ()
    """The beginnings of the names of the places that mention it."""
    mains: tuple[str, ...] = ()
    """The places that treat it, definitions and cases, or the stems of their names."""
    see: tuple[str, ...] = ()
    """The entries that stand for it."""
    subs: tuple[IndexEntry, ...] = ()

    @property
    def letter(self) -> str:
        """The letter that it stands under."""
        return initial(self.key)


@dataclass
class _Draft:
    """An entry that is being gathered."""

    reading: str | None = None
    stems: dict[str, None] = field(default_factory=dict)
    mains: dict[str, None] = field(default_factory=dict)
    see: dict[str, None] = field(default_factory=dict)
    subs: dict[str, _Draft] = field(default_factory=dict)

    def finished(self, text: str) -> IndexEntry:
        subs = (sub.finished(name) for name, sub in self.subs.items())
        return IndexEntry(
            text,
            sort_key(text, self.reading),
            tuple(self.stems),
            tuple(self.mains),
            tuple(sorted(self.see, key=sort_key)),
            _sorted(subs),
        )


def term_stem(key: str) -> str:
    """The stem of the places that mention a term of the glossary."""
    return f"use-{key}--"


def main_stem(key: str) -> str:
    """The stem of the places that define a term of the glossary."""
    return f"main-{key}--"


def index_stem(number: int) -> str:
    """The stem of the places that an author marked for the entry with a number."""
    return f"ix-{number}--"


def citation_stem(number: int) -> str:
    """The stem of the places that cite the reference with a number."""
    return f"cite-{number}--"


def index_numbers(handbook: Handbook) -> Mapping[str, int]:
    """A number for every entry that authors marked, in the order of the text."""
    entries = {
        node.entry: None
        for text in texts(tuple(handbook.units()), NOT_PRINTED)
        for node in walk(text.nodes)
        if isinstance(node, Index)
    }
    return {entry: number for number, entry in enumerate(entries, start=1)}


def plan_index(
    handbook: Handbook, numbers: Mapping[str, int], blocks: Iterable[tuple[str, BlockBase]]
) -> tuple[IndexEntry, ...]:
    """Every entry of the index in its order; `blocks` are those of the book with their anchors."""
    drafts: dict[str, _Draft] = {}

    def draft(text: str) -> _Draft:
        return drafts.setdefault(text, _Draft())

    for term in handbook.glossary:
        entry = draft(term.term)
        entry.reading = term.reading
        entry.stems[term_stem(term.id)] = None
        entry.mains[main_stem(term.id)] = None
        for other in (*term.avoid, *([term.abbreviation] if term.abbreviation else [])):
            if other != term.term:
                draft(other).see[term.term] = None
    for text, number in numbers.items():
        head, _, sub = (part.strip() for part in text.partition(SUB))
        entry = draft(head)
        if sub:
            entry = entry.subs.setdefault(sub, _Draft())
        entry.stems[index_stem(number)] = None
    for anchor, block in blocks:
        if isinstance(block, Definition) and block.term in handbook.terms:
            draft(handbook.terms[block.term].term).mains[anchor] = None
        elif isinstance(block, Case) and block.status == "real":
            name = _ASIDE.split(block.organisation.plain)[0].strip()
            draft(name or block.organisation.plain).mains[anchor] = None
    return _sorted(draft.finished(text) for text, draft in drafts.items())


def _sorted(entries: Iterable[IndexEntry]) -> tuple[IndexEntry, ...]:
    return tuple(sorted(entries, key=lambda entry: ordered(entry.key)))
