"""The dress of a run's decks: the package they are made in, its layouts, and the tokens that go with them."""

from __future__ import annotations

from dataclasses import dataclass

from handbook.plan.words import Words
from handbook.problems import Problems
from handbook.slides.layouts import LayoutSet, load_layouts
from handbook.slides.package import write_template
from handbook.theme.load import Theme


@dataclass(frozen=True)
class Dress:
    """What all decks of a run wear."""

    theme: Theme
    """The theme; with a company's template its colours, typefaces and sizes stand in its tokens."""
    layouts: LayoutSet
    package: bytes
    """A presentation without slides."""


def dress_of(theme: Theme, words: Words, problems: Problems) -> Dress | None:
    """The dress that `theme` gives; None, with problems, where something of it is missing or broken."""
    layouts = load_layouts(theme, words.language, problems)
    if layouts is None:
        return None
    return Dress(theme, layouts, write_template(layouts, theme.tokens.deck, words, theme.tokens.name))
