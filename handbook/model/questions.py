"""The questions of the sources, each with the short answer that the book gives: `questions.yaml`."""

from __future__ import annotations

from handbook.model.element import Element, Id
from handbook.model.inline import Inline

LONGEST_ANSWER = 80
"""Characters of a short answer."""


class SourceQuestion(Element):
    """A question of the sources with its answer. One that asks what another has asked names that one instead."""

    id: Id
    """The section of the sources that asks it, such as s0-q01."""
    question: Inline | None = None
    """The question as a reader would ask it; without one, as the sources head it."""
    answer: Inline | None = None
    """The answer in at most eighty characters."""
    where: Id | None = None
    """The chapter, section or block that treats it."""
    same_as: Id | None = None
    """The question that asks the same: its answer and place are printed."""


class Questions(Element):
    """`questions.yaml`."""

    questions: tuple[SourceQuestion, ...]
    """The questions, in any order; the book prints them in that of the sources."""
