"""The deck of a chapter: the road through render, fit and write."""

from __future__ import annotations

import datetime
import os
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

from handbook.plan.book import BookPlan, PlannedChapter
from handbook.plan.words import Words
from handbook.problems import Problems
from handbook.slides.deck import Deck, Note, Run, Slide
from handbook.slides.dress import Dress, dress_of
from handbook.slides.fit import Fitter
from handbook.slides.lesson import Shares, share_out
from handbook.slides.lesson_deck import LessonMaker, Terms
from handbook.slides.lesson_plan import Lesson
from handbook.slides.lint import lint
from handbook.slides.measure import Measurer
from handbook.slides.moving import move_texts
from handbook.slides.normalise import archive
from handbook.slides.outline import read_outline
from handbook.slides.render import render_outline
from handbook.slides.report import BoxFill, fills
from handbook.slides.told import Teller
from handbook.slides.write import DeckWriter, Properties
from handbook.theme.load import Theme

Step = Callable[[str, str], AbstractContextManager[object]]
"""Times a step of the program: its name, and what it works on."""


@dataclass(frozen=True)
class MadeDeck:
    """A deck ready to be written to a file."""

    data: bytes
    """The presentation."""
    slides: int
    outline: str
    """The XML that the templates wrote."""
    titles: tuple[str, ...]
    """The slides' titles, in order."""
    lesson: Lesson | None = None
    """The plan of the lesson."""
    deck: Deck | None = None
    """The slides as they were fitted."""
    dress: Dress | None = None
    """What they wear."""


TRAINER = Terms()
"""A lesson for a trainer, as long as the chapter says."""


def make_deck(
    plan: BookPlan,
    chapter: PlannedChapter,
    theme: Theme,
    problems: Problems,
    terms: Terms = TRAINER,
    *,
    dress: Dress | None = None,
    step: Step = lambda name, what: nullcontext(),
) -> MadeDeck:
    """The deck of `chapter`. What goes wrong is in `problems`; with an error among them the deck is not to be used.

    `dress` is what `theme` gives where it is made once for several decks.
    """
    dress = dress or dress_of(theme, plan.words, problems)
    if dress is None:
        return MadeDeck(b"", 0, "", ())
    shares = share_out(chapter.chapter, terms.minutes)
    with step("render", chapter.file):
        outline = (
            render_outline(plan, chapter, dress.theme, problems, shares=shares, edition=terms.edition) or ""
        )
    with step("fit", chapter.file):
        made = fitted_deck(outline, plan, chapter, dress, shares, problems, terms) if outline else None
    if made is None:
        return MadeDeck(b"", 0, outline, ())
    deck, lesson = made
    with step("write", f"{chapter.file}.pptx"):
        writer = DeckWriter(deck, dress, plan.words, plan.handbook.content, problems)
        data = archive(writer.write(_properties(plan, chapter)), _date(plan))
        for fault in lint(data):
            problems.error(chapter.chapter.at, "package", fault)
    titles = tuple(slide.title_text for slide in deck.slides)
    return MadeDeck(data, len(deck.slides), outline, titles, lesson, deck, dress)


def fitted_deck(
    outline: str,
    plan: BookPlan,
    chapter: PlannedChapter,
    dress: Dress,
    shares: Shares,
    problems: Problems,
    terms: Terms = TRAINER,
) -> tuple[Deck, Lesson] | None:
    """The deck that an outline becomes, everything on it measured, with the plan of its lesson.

    None, with problems, where the outline cannot be read.
    """
    layouts = dress.layouts
    deck = read_outline(outline, plan, chapter, layouts, problems)
    if deck is None:
        return None
    measurer = Measurer.of(dress.theme, plan.words.chinese, problems)
    deck = move_texts(deck, layouts, measurer, plan.words)
    fitter = Fitter(layouts, dress.theme, measurer, plan.words)
    teller = Teller(plan, (block for _, block in chapter.blocks), problems)
    made, lesson = LessonMaker(fitter, layouts, shares, terms, teller, plan.words, problems).make(deck)
    return finish(made, plan.words, led=terms.edition == "trainer"), lesson


def deck_fills(made: MadeDeck, words: Words) -> tuple[BoxFill, ...]:
    """How full every box of a deck is."""
    if made.deck is None or made.dress is None:
        return ()
    measurer = Measurer.of(made.dress.theme, words.chinese, Problems())
    return fills(made.deck, made.dress.layouts, measurer)


def finish(deck: Deck, words: Words, *, led: bool = True) -> Deck:
    """`deck` with titles that differ and, where it is `led`, a line of notes that leads to the next slide."""
    groups = [list(group.all_slides()) for group in deck.groups]
    flat = [slide for group in groups for slide in group]
    seen: Counter[str] = Counter()
    named = []
    for slide in flat:
        seen[slide.title_text] += 1
        count = seen[slide.title_text]
        if count > 1:
            slide = replace(slide, title=(*slide.title, Run(words("slide_again", n=count), light=True)))
        named.append(slide)
    if led:
        after = [*named[1:], None]
        named = [_leading(slide, following, words) for slide, following in zip(named, after, strict=True)]
    made, start = [], 0
    for planned, group in zip(deck.groups, groups, strict=True):
        made.append(replace(planned, slides=tuple(named[start : start + len(group)])))
        start += len(group)
    return replace(deck, groups=tuple(made))


def _leading(slide: Slide, following: Slide | None, words: Words) -> Slide:
    if following is None:
        return slide
    note = Note("next", (Run(words("note_next_text", title=following.title_text)),))
    return replace(slide, notes=(*slide.notes, note))


def _properties(plan: BookPlan, chapter: PlannedChapter) -> Properties:
    book = plan.handbook.book
    title = plan.words("chapter_line", number=chapter.number, title=chapter.chapter.title.plain)
    author = plan.words.list_comma.join(person.name for person in book.authors)
    return Properties(title, author, book.title.plain, plan.words.language)


def _date(plan: BookPlan) -> datetime.datetime:
    """SOURCE_DATE_EPOCH where it is set, else the day of the edition."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    return datetime.datetime.combine(plan.handbook.book.date, datetime.time(), datetime.UTC)
