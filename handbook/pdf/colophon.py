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
from handbook.pdf.front import ImprintRow
from handbook.plan.words import Words


@dataclass(frozen=True)
class FaceRow:
    """A typeface of the book with where it comes from."""

    name: str
    package: str
    licence: str


@dataclass(frozen=True)
class Colophon:
    """What the last page says."""

    rows: tuple[ImprintRow, ...]
    faces: tuple[FaceRow, ...]


def colophon_of(handbook: Handbook, fonts: Path, words: Words) -> Colophon:
    """The colophon of a book set in the faces of the folder `fonts`."""
    book = handbook.book
    files = len(handbook.front) + len(handbook.chapters) + len(handbook.appendices)
    rows = [
        ImprintRow(words.edition, _edition(book, words)),
        ImprintRow(words.date_word, words.date(book.date)),
    ]
    if book.laws_checked:
        rows.append(ImprintRow(words.laws_checked, words.date(book.laws_checked)))
    if book.url:
        rows.append(ImprintRow(words.address, book.url))
    rows.append(ImprintRow(words.made_with, words("colophon_made", version=__version__, files=files)))
    engine = words("colophon_engine", engine=version("weasyprint"), python=platform.python_version())
    rows.append(ImprintRow(words.set_with, engine))
    return Colophon(tuple(rows), tuple(_faces(fonts)))


def _edition(book: Book, words: Words) -> str:
    return words.list_comma.join((book.edition.plain, f"{words.version} {book.version}"))


def _faces(fonts: Path) -> list[FaceRow]:
    """Each family once, with the package that it was made from and the licence that came with it."""
    faces = yaml.load((fonts / "fonts.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)["faces"]
    found: dict[str, FaceRow] = {}
    for face in faces:
        source = face["source"]
        package = f"{source['package']} {source['version']}"
        licence = str(face["licence"]).removesuffix(".txt")
        found.setdefault(str(face["family"]), FaceRow(str(face["family"]), package, _licence(licence)))
    return list(found.values())


def _licence(name: str) -> str:
    """The licence by its own name: `OFL-noto` is the SIL Open Font License with Noto's notice."""
    kind, _, holder = name.partition("-")
    return f"SIL Open Font License 1.1（{holder}）" if kind == "OFL" else name
