"""Whether pages will have to be laid out, told before anything is read: then the engine is loaded in the meantime.

It is told by the files alone: where they are those of the last time, the book is likely to be in the cache. A wrong
guess costs time, and changes nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from handbook.pdf.cache import Cache
from handbook.pdf.foreman import FORKS, Foreman
from handbook.pdf.sums import file_sums, sum_of
from handbook.pdf.variant import Variant
from handbook.pdf.workers import cores


@dataclass
class Ahead:
    """What was begun before the book was read."""

    foreman: Foreman | None
    """Who loads the engine; None where it will hardly be needed, or cannot be loaded beside."""
    files: str
    """A checksum of the project's files and of what is asked for."""

    def hired(self) -> Foreman | None:
        """The foreman, who leads those who lay out one book."""
        foreman, self.foreman = self.foreman, None
        return foreman

    def remember(self, cache: Cache) -> None:
        """The book of these files is in the cache."""
        cache.keep_text("seen", self.files, "")


@contextmanager
def ahead(root: Path, cache: Cache | None, variant: Variant, asked: object) -> Iterator[Ahead]:
    """Load the engine in a process of its own while the block runs, where the project in `root` has changed."""
    files = [
        path for folder in ("content", "themes") for path in (root / folder).rglob("*") if path.is_file()
    ]
    total = sum_of(repr((variant, asked)), *(f"{name} {total}" for name, total in file_sums(files).items()))
    likely = FORKS and variant.by_units and cores() > 1
    known = cache is not None and cache.text("seen", total) is not None
    fresh = cache is None or cache.fresh
    foreman = Foreman(cores(), drawings=fresh) if likely and not known else None
    try:
        yield Ahead(foreman, total)
    finally:
        if foreman is not None:
            foreman.end()
