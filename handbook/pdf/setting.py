"""What every unit of a book is laid out with: it goes to each process once, and its sum into every key of the cache."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from handbook.pdf.cache import Cache
from handbook.pdf.geometry import Geometry
from handbook.pdf.later import drawn_with
from handbook.pdf.sheet import Sheet
from handbook.pdf.sums import sum_of
from handbook.plan.words import Words
from handbook.theme.load import Theme


@dataclass(frozen=True)
class Setting:
    """What every unit of a book is laid out with."""

    theme: Theme
    words: Words
    geometry: Geometry
    sheets: tuple[Sheet, ...]
    folders: tuple[Path, ...]
    """Where files may be opened."""
    faces: Mapping[str, Path]
    """The shipped faces by the SHA-256 of their files: their subsets are made once for the whole book."""
    standard: str | None
    """What the engine calls the standard that the PDF keeps to."""
    cache: Cache | None
    """Where drawings are kept; units are kept by who gives the orders."""

    @property
    def sum(self) -> str:
        """A checksum of all of it."""
        return sum_of(
            *(text for sheet in self.sheets for text in (sheet.name, sheet.css)),
            *self.faces,
            drawn_with(self.theme),
            repr((self.geometry, self.words.language, self.base_url, self.standard)),
        )

    @property
    def base_url(self) -> str:
        """What addresses are relative to."""
        return self.theme.fonts.as_uri()


def faces_in(folder: Path) -> dict[str, Path]:
    """The faces in a folder by the SHA-256 of their files."""
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in sorted(folder.glob("*.ttf"))}
