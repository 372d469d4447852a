"""The colophon: which edition this is, what it was set in, and how it was made."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import yaml

from handbook import __version__
from handbook.model.book import Book
from handbook.model.handbook import Handbook
from handbook.pdf.front import ImprintRow, family_name
from handbook.plan.words import Words


@dataclass(frozen=True)
class FaceRow:
    """A family of typefaces that the book is set in, under the name it is published by."""

    name: str
    licence: str


@dataclass(frozen=True)
class Colophon:
    """What the last page says."""

    rows: tuple[ImprintRow, ...]
    faces: tuple[FaceRow, ...]


def colophon_of(handbook: Handbook, fonts: Path, words: Words) -> Colophon:
    """The colophon of a book set in the faces of the folder `fonts`."""
    book = handbook.book
    rows = [
        ImprintRow(words.edition, _edition(book, words)),
        ImprintRow(words.date_word, words.date(book.date)),
    ]
    if book.laws_checked:
        rows.append(ImprintRow(words.laws_checked, words.date(book.laws_checked)))
    if book.url:
        rows.append(ImprintRow(words.address, book.url))
    rows.append(
        ImprintRow(words.made_with, words("colophon_made", version=__version__, files=_files(handbook)))
    )
    engine = words("colophon_engine", engine=version("weasyprint"), python=platform.python_version())
    rows.append(ImprintRow(words.set_with, engine))
    return Colophon(tuple(rows), tuple(_faces(fonts)))


def _edition(book: Book, words: Words) -> str:
    return words.list_comma.join((book.edition.plain, f"{words.version} {book.version}"))


def _files(handbook: Handbook) -> int:
    """How many files the book was read from: `book.yaml`, those it lists, those beside it that say something."""
    listed = (*handbook.front, *handbook.chapters, *handbook.appendices)
    beside = (
        handbook.glossary, handbook.facts, handbook.references, handbook.sources, handbook.errata, handbook.questions,
    )  # fmt: skip
    return 1 + len(listed) + sum(bool(held) for held in beside)


def _faces(fonts: Path) -> list[FaceRow]:
    """Each published family once, with the licence that came with it."""
    faces = yaml.load((fonts / "fonts.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)["faces"]
    licences: dict[str, str] = {}
    for face in faces:
        name = family_name(str(face["source"]["package"]))
        licences.setdefault(name, _licence(str(face["licence"]).removesuffix(".txt")))
    return [FaceRow(name, licence) for name, licence in licences.items()]


def _licence(name: str) -> str:
    """The licence by its own name: `OFL-noto` is the SIL Open Font License with Noto's notice."""
    return "SIL Open Font License 1.1" if name.partition("-")[0] == "OFL" else name
