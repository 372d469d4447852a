"""Chapters, appendices and the parts of the front matter."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from handbook.model.blocks import Block
from handbook.model.blocks.data import Calculation
from handbook.model.blocks.teaching import Activity, Quiz
from handbook.model.element import Element, Id, Minutes
from handbook.model.inline import Inline, Prose
from handbook.model.place import LocatedDict


class Section(Element):
    """A numbered section of a chapter."""

    id: Id
    """Stable: anchors and slide ids come from it."""
    title: Inline
    """A noun phrase, as the contents show it."""
    claim: Inline | None = None
    """The section's message in a sentence: standfirst in the book, title of its slide."""
    sources: tuple[Id, ...] = ()
    """Sections of the source documents that this one absorbs."""
    minutes: Minutes | None = None
    """Teaching time."""
    note: Prose | None = None
    """What the trainer says to open the section."""
    blocks: Annotated[tuple[Block, ...], Field(min_length=1)]
    """What the section holds, in reading order."""


class Takeaway(Element):
    """What a reader should still know tomorrow."""

    claim: Inline
    """The sentence to keep."""
    text: Inline | None = None
    """What makes it true, or where it ends."""


def _claim(value: Any) -> Any:
    if isinstance(value, str):
        takeaway = LocatedDict(claim=value)
        takeaway.at = getattr(value, "at", takeaway.at)
        return takeaway
    return value


class Chapter(Element):
    """One chapter, in a file of its own: `chapters/NN-id.yaml`, where NN is its number."""

    id: Id
    """Stable: file names, links, anchors and slide ids come from it."""
    title: Inline
    """The chapter's title."""
    subtitle: Inline | None = None
    """The title's second line."""
    lede: Inline
    """What a reader will be able to do, in a sentence."""
    minutes: Minutes
    """Teaching time of the deck."""
    activity: Activity | None = None
    """How the teaching time is spent."""
    prepare: Inline | None = None
    """What participants bring."""
    objectives: Annotated[tuple[Inline, ...], Field(min_length=1, max_length=6)]
    """What a reader can do afterwards, in ways that can be checked."""
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    """The sections, in reading order."""
    takeaways: tuple[Annotated[Takeaway, BeforeValidator(_claim)], ...] = ()
    """What to keep; three go to the slide."""
    quiz: tuple[Quiz, ...] = ()
    """Questions at the chapter's end; answers stand at the back of the book."""
    next_steps: tuple[Inline, ...] = ()
    """What to do after the lesson."""
    disclaimer: Id | None = None
    """The id of a disclaimer of `book.yaml` that the chapter and its deck print."""
    calculations: tuple[Calculation, ...] = ()
    """Numbers of the worked examples with what they are made from; a test makes them again. Not printed."""


class Appendix(Element):
    """An appendix: the same blocks, without a deck. Its file is `appendices/X-id.yaml`, where X is its letter."""

    id: Id
    """Stable: anchors come from it."""
    title: Inline
    """The appendix's title."""
    lede: Inline | None = None
    """What it is for."""
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    """The sections, in reading order."""


class FrontPart(Element):
    """A part of the front matter, such as a preface: its file is `front/id.yaml`.

    Nothing in it is numbered, and no deck is made of it.
    """

    id: Id
    """Stable: anchors come from it."""
    title: Inline
    """The part's title."""
    lede: Inline | None = None
    """What it is for."""
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    """The sections, in reading order; their heads carry no numbers."""
