"""Books laid out by units, and the same as one document."""

from __future__ import annotations

from pathlib import Path

from helpers.books import theme_for
from helpers.cases import plan_of
from helpers.pdf import Pdf

from handbook.pdf.assemble import make_book
from handbook.pdf.book import make_pdf
from handbook.pdf.cache import Cache
from handbook.pdf.made import MadePdf
from handbook.problems import Problems
from handbook.theme.load import load_theme

ROOT = Path(__file__).parents[2]


def made(
    root: Path, cache: Path | None = None, workers: int = 1, theme: str = ""
) -> tuple[MadePdf, Problems]:
    """The book of a project, laid out by units, and what was found meanwhile."""
    problems = Problems()
    chosen = load_theme(theme, root, problems) if theme else theme_for(root)
    assert chosen is not None
    kept = Cache(cache) if cache else None
    return make_book(plan_of(root), chosen, None, problems, cache=kept, workers=workers), problems


def one_document(root: Path) -> Pdf:
    """The same book as one document: the oracle."""
    return Pdf(make_pdf(plan_of(root), theme_for(root), None, Problems()).data)


def units(cache: Path) -> set[str]:
    """The names of the units that a cache holds."""
    return {path.name for path in cache.glob("*/*.unit")}
