"""Books made by the program, with what was found while they were made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from helpers.cases import plan_of
from helpers.pdf import Pdf

from handbook.pdf.book import MadePdf, make_pdf
from handbook.pdf.render import Renderer
from handbook.pdf.variant import PLAIN, Variant
from handbook.plan.book import BookPlan, PlannedChapter
from handbook.problems import Problems, as_text
from handbook.theme.load import Theme, load_theme

_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


@dataclass(frozen=True)
class Book:
    """A book with its plan."""

    plan: BookPlan
    theme: Theme
    made: MadePdf
    pdf: Pdf
    problems: Problems


def theme_for(root: Path) -> Theme:
    """The default theme as the project in `root` sees it."""
    problems = Problems()
    theme = load_theme("default", root, problems)
    assert theme is not None, as_text(problems)
    return theme


def make(root: Path, paper: str | None = None, only: str | None = None, variant: Variant = PLAIN) -> Book:
    """The book of a sound project, which must be made without a problem."""
    plan, theme, problems = plan_of(root), theme_for(root), Problems()
    made = make_pdf(
        plan, theme, paper, problems, only=chapter_of(plan, only) if only else None, variant=variant
    )
    assert made.data, as_text(problems)
    return Book(plan, theme, made, Pdf(made.data), problems)


def chapter_of(plan: BookPlan, name: str) -> PlannedChapter:
    """The chapter with an id."""
    return next(chapter for chapter in plan.chapters if chapter.chapter.id == name)


def renderer_for(root: Path, theme: Theme | None = None) -> tuple[Renderer, Problems]:
    """What renders the book of a sound project on the theme's own paper."""
    plan, theme, problems = plan_of(root), theme or theme_for(root), Problems()
    return Renderer(plan, theme, theme.tokens.book.paper, problems), problems


def blocks_html(root: Path) -> str:
    """The HTML of every block of a project's only chapter.

    Drawings have tests of their own and are left out; paths are written below the project.
    """
    renderer, problems = renderer_for(root)
    chapter = next(renderer.plan.chapters)
    made = "\n".join(str(renderer.block(planned)).strip() for _, planned in chapter.blocks)
    assert not problems.errors, as_text(problems)
    made = _SVG.sub("<svg/>", made).replace(root.resolve().as_uri(), "file:")
    return re.sub(r"\n\s*\n+", "\n", made) + "\n"
