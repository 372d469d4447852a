"""The pages before the first chapter: what the cover and the imprint say."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from handbook.model.book import Book
from handbook.model.inline import Break, Inline, plain
from handbook.pdf.geometry import Geometry
from handbook.pdf.variant import Variant
from handbook.plan.words import Words
from handbook.theme.length import Length

_LONG_TITLE = 10
_MM_PER_POINT = 25.4 / 72
_COVER_SHARE = 432 / 489
_PART_SHARE = 368 / 489


@dataclass(frozen=True)
class Cover:
    """What the cover and the part pages take from the book as a whole."""

    title: Markup
    """The title, a line where the author breaks it."""
    long: bool
    """Whether it is set smaller."""
    side: Length
    """Width of the stairs on the cover."""
    part_side: Length
    """Width of the stairs on a part page."""


@dataclass(frozen=True)
class ImprintRow:
    """A line of the imprint."""

    label: str
    text: str


def cover_of(book: Book, geometry: Geometry) -> Cover:
    """The cover of `book` on a paper."""
    width = geometry.paper.width - geometry.paper.inner - geometry.edge
    return Cover(
        title=Markup("<br>").join(escape(part) for part in title_lines(book.title)),
        long=max(len(part) for part in title_lines(book.title)) > _LONG_TITLE,
        side=width * _COVER_SHARE,
        part_side=width * _PART_SHARE,
    )


def title_lines(title: Inline) -> list[str]:
    """The lines of a title, as its author broke it."""
    lines: list[list[object]] = [[]]
    for node in title.nodes:
        if isinstance(node, Break):
            lines.append([])
        else:
            lines[-1].append(node)
    return [plain(tuple(line)) for line in lines]  # type: ignore[arg-type]


def imprint_of(
    book: Book, geometry: Geometry, paper: str, words: Words, variant: Variant
) -> list[ImprintRow]:
    """The lines of the imprint: edition, people, rights, paper and setting. In which faces and by what the book was
    set says the colophon."""
    version = f"{words.version} {book.version}"
    whose = (words.trainer_edition,) if variant.trainer else ()
    edition = words.list_comma.join((book.edition.plain, *whose, version, words.date(book.date)))
    rows = [ImprintRow(words.edition, edition)]
    for role, label in (("author", words.authors), ("editor", words.role_editor), ("translator", words.role_translator),
                        ("reviewer", words.role_reviewer)):  # fmt: skip
        names = [person.name for person in book.authors if person.role == role]
        if names:
            rows.append(ImprintRow(label, words.list_comma.join(names)))
    if book.publisher:
        rows.append(ImprintRow(words.publisher, book.publisher))
    rows.append(ImprintRow(words.rights, book.rights.plain))
    if book.laws_checked:
        rows.append(ImprintRow(words.laws_checked, words.date(book.laws_checked)))
    rows.append(ImprintRow(words.paper_word, _paper_text(geometry, paper, words)))
    rows.append(ImprintRow(words.setting, _setting_text(geometry, words)))
    return rows


def _paper_text(geometry: Geometry, paper: str, words: Words) -> str:
    width, height = (
        round(length.pt * _MM_PER_POINT) for length in (geometry.paper.width, geometry.paper.height)
    )
    return words("paper_size", paper=paper.upper(), width=width, height=height)


def _setting_text(geometry: Geometry, words: Words) -> str:
    paper = geometry.paper
    return words("setting_text", size=f"{paper.size.pt:g}", leading=f"{paper.leading.pt:g}", lines=paper.lines,
                 measure=paper.measure)  # fmt: skip


def family_name(package: str) -> str:
    """The name a family is published by, from the package it came in: Noto Serif SC of `…/noto-serif-sc`."""
    name = package.rpartition("/")[2].removeprefix("fontpkg-").replace("_", "-")
    return " ".join(word.upper() if word == "sc" else _capital(word) for word in name.split("-"))


def _capital(word: str) -> str:
    return "JetBrains" if word == "jetbrains" else word.capitalize()
