"""What every block may carry."""

from __future__ import annotations

from typing import ClassVar, Literal

from handbook.model.element import Element, Id, Key, Minutes
from handbook.model.inline import Inline, Prose


class BlockBase(Element):
    """The fields that every kind of block may carry."""

    FAMILY: ClassVar[str | None] = None
    """What blocks of this kind are numbered among, by the name of a fixed word; none where they carry no number."""

    @property
    def family(self) -> str | None:
        """What this block is numbered among; a kind whose blocks differ says so here."""
        return self.FAMILY

    id: Id | None = None
    """A stable name, needed only where `{ref}` points here."""
    title: Inline | None = None
    """The block's title: the caption of a figure or table, the head of a card, the title of its slide."""
    sources: tuple[Id, ...] = ()
    """Sections of the source documents that this block absorbs. Coverage, never evidence."""
    facts: tuple[Key, ...] = ()
    """Ids of the verified facts that this block states; their references are printed."""
    slide: Literal["auto", "own", "skip", "notes"] = "auto"
    """How the block goes to the deck: as its kind does by habit, on a slide of its own, not at all, or as notes."""
    slide_title: Inline | None = None
    """The slide's title where the block's own title is a label rather than a sentence."""
    slide_text: Inline | None = None
    """What the slide says instead, where the page's text is too long for it; the page's text goes to the notes."""
    priority: Literal[1, 2, 3] = 2
    """1 stays even in a short lesson, 3 goes first."""
    minutes: Minutes | None = None
    """Teaching time of this block."""
    note: Prose | None = None
    """What the trainer says here: notes of the deck and the trainer's edition only."""
    audience: Literal["all", "trainer", "participant"] = "all"
    """Which edition prints the block."""
