"""The dress of a run's decks: the package they are made in, its layouts, and the tokens that go with them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from handbook.plan.words import Words
from handbook.problems import Problems
from handbook.slides.fresh import Patterns
from handbook.slides.layouts import LayoutSet, load_layouts
from handbook.slides.package import write_template
from handbook.slides.template import read_template
from handbook.slides.template_report import TemplateReport
from handbook.theme.load import Theme


@dataclass(frozen=True)
class Dress:
    """What all decks of a run wear."""

    theme: Theme
    """The theme; with a company's template its colours, typefaces and sizes stand in its tokens."""
    layouts: LayoutSet
    package: bytes
    """A presentation without slides."""
    report: TemplateReport | None = None
    """How a company's template is used."""
    patterns: Patterns = field(default_factory=Patterns, repr=False, compare=False)
    """New slides of its layouts, for all decks that wear it."""


def dress_of(theme: Theme, words: Words, problems: Problems, template: Path | None = None) -> Dress | None:
    """The dress that `theme` gives, or a company's `template`, which may be the theme's own.

    None, with problems, where something of it is missing or broken.
    """
    if template is None and theme.tokens.deck.template is not None:
        template = theme.find(theme.tokens.deck.template)
        if template is None:
            what = f"the theme's template {theme.tokens.deck.template} is not in its folder"
            problems.error(theme.tokens.deck.at, "deck-template", what, "put it beside theme.yaml")
            return None
    if template is not None:
        # Panels and filled dividers are ornaments of our own.
        deck = theme.tokens.deck.model_copy(update={"cover": "line", "divider": "none"})
        theme = replace(theme, tokens=theme.tokens.model_copy(update={"deck": deck}))
    layouts = load_layouts(theme, words.language, problems)
    if layouts is None:
        return None
    if template is not None:
        found = read_template(template, theme, layouts, words, problems)
        return Dress(*found) if found is not None else None
    return Dress(theme, layouts, write_template(layouts, theme.tokens.deck, words, theme.tokens.name))
