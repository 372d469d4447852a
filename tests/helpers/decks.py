"""Decks made by the program, with what they were made from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from helpers.cases import chapter_project, plan_of
from helpers.pptx import Deck
from lxml import etree

from handbook.plan.book import BookPlan, PlannedChapter
from handbook.problems import Problems, as_text
from handbook.slides.chapter import TRAINER, MadeDeck, make_deck
from handbook.slides.deck import Deck as PlannedDeck
from handbook.slides.lesson_deck import Terms
from handbook.theme.load import Theme, load_theme

_INLINE = {"b", "em", "code", "a", "math", "cite", "mark", "unit", "tab", "br"}


@dataclass(frozen=True)
class Made:
    """A chapter with its deck."""

    plan: BookPlan
    chapter: PlannedChapter
    made: MadeDeck
    fitted: PlannedDeck
    problems: Problems

    @property
    def deck(self) -> Deck:
        """The deck, opened."""
        return Deck(self.made.data)


def theme_for(root: Path, name: str = "default") -> Theme:
    """A theme that must be sound."""
    problems = Problems()
    theme = load_theme(name, root, problems)
    assert theme is not None, as_text(problems)
    return theme


def make(plan: BookPlan, chapter: PlannedChapter, theme: Theme, terms: Terms = TRAINER) -> Made:
    """The deck of a chapter, with the problems that it has."""
    problems = Problems()
    made = make_deck(plan, chapter, theme, problems, terms)
    assert made.deck is not None, as_text(problems)
    return Made(plan, chapter, made, made.deck, problems)


AMPLE = Terms(minutes=300)
"""A lesson with time for every block."""


def make_blocks(blocks: str, folder: Path, language: str = "zh-CN") -> Made:
    """The deck of a chapter with `blocks`, a YAML list, in its only section."""
    plan = plan_of(chapter_project(blocks, folder, language))
    return make(plan, next(plan.chapters), theme_for(folder), AMPLE)


def tidy(element: etree._Element) -> str:
    """An element of an outline, one element a line, text inside paragraphs as it is."""
    for node in element.iter():
        if node.tag not in _INLINE and len(node) and not (node.text or "").strip():
            node.text = None
        if (node.tail or "").strip() == "" and node.tag not in _INLINE:
            node.tail = None
    _indent(element, 0)
    return etree.tostring(element, encoding="unicode").strip() + "\n"


def _indent(element: etree._Element, depth: int) -> None:
    children = list(element)
    if not children or any(child.tag in _INLINE for child in children):
        if element.text:
            element.text = (
                re.sub(r"\s+", " ", element.text).strip() if not children else element.text.lstrip()
            )
        return
    element.text = "\n" + "  " * (depth + 1)
    for child, following in zip(children, [*children[1:], None], strict=True):
        _indent(child, depth + 1)
        child.tail = "\n" + "  " * (depth + 1 if following is not None else depth)
