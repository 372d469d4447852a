"""A lesson made of a deck's turns: slides chosen, recaps and agendas put in, minutes and pages in the notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from handbook.plan.words import Words
from handbook.problems import Problems
from handbook.slides.deck import Deck, Group, Note, Paragraph, Run, Slide, TextBox, Turn
from handbook.slides.fit import Fitter
from handbook.slides.fit_line import unclosed
from handbook.slides.layouts import LayoutSet
from handbook.slides.lesson import (
    AGENDA,
    AGENDA_FROM,
    RECAP,
    RECAP_FROM,
    Need,
    Shares,
    Shown,
    allot,
    choose,
    choose_questions,
    least_of,
    merged_notes,
    whole_minutes,
)
from handbook.slides.lesson_plan import Lesson, PlannedSlide, PlannedTelling, Why
from handbook.slides.told import Teller

_RECAP_LINES = (3, 4)
"""Fewest and most lines of a recap."""
_LONGEST_LINE = 24
"""Characters of an answer that a recap repeats; of a longer one it asks the question again."""
_UNTOLD = ("question", "practice", "checklist", "quiz")
"""Layouts whose titles name a task; a recap lists what was learnt."""


@dataclass(frozen=True)
class PageMap:
    """The pages of a printed edition."""

    pages: Mapping[str, int]
    """By anchor."""
    edition: str
    """The edition and the paper, in words."""


@dataclass(frozen=True)
class Terms:
    """What a lesson is made for."""

    minutes: float | None = None
    """How long it is; by habit as long as the chapter says."""
    edition: Literal["trainer", "participant"] = "trainer"
    """Whose it is: participants get no answers and no notes but sources."""
    pages: PageMap | None = None
    """Where the book prints what a slide shows."""


class LessonMaker:
    """Makes the lesson of one deck."""

    def __init__(
        self,
        fitter: Fitter,
        layouts: LayoutSet,
        shares: Shares,
        terms: Terms,
        teller: Teller,
        words: Words,
        problems: Problems,
    ) -> None:
        self._fitter = fitter
        self._layouts = layouts
        self._shares = shares
        self._terms = terms
        self._teller = teller
        self._words = words
        self._problems = problems
        self._told: list[PlannedTelling] = []
        self._turns: dict[str, Turn] = {}
        self._marked = 1
        """The last section before which the agenda stood."""

    def make(self, deck: Deck) -> tuple[Deck, Lesson]:
        """The deck with the slides of the lesson, every size chosen, and the plan of the lesson."""
        agenda = self._agenda(deck)
        groups, spent = [], 0.0
        for index, group in enumerate(deck.groups):
            share = self._share(group, first=index == 0)
            made = self._group(group, share, agenda, spent)
            groups.append(Group(group.name, made, number=group.number))
            spent += share
        made_deck = self._timed(replace(deck, groups=tuple(groups)))
        return made_deck, self._plan(made_deck)

    def _share(self, group: Group, *, first: bool) -> float:
        if group.number:
            return self._shares.of(group.number)
        return self._shares.opening if first else self._shares.closing

    def _group(self, group: Group, share: float, agenda: Slide | None, spent: float) -> tuple[Slide, ...]:
        fitted = [self._fitted(entry) for entry in group.slides if isinstance(entry, Turn)]
        turns = {one.turn.anchor: one for one, _ in fitted}
        recap = group.recap if share >= RECAP_FROM else None
        again = agenda if share >= AGENDA_FROM and group.number - self._marked > 1 else None
        self._marked = group.number if again is not None else self._marked
        if group.number:
            frame = self._layouts["divider"].minutes + (AGENDA if again else 0) + (RECAP if recap else 0)
            chosen = choose(list(turns.values()), share, frame)
        else:
            chosen = choose_questions(list(turns.values()), share)
        for one, aside in fitted:
            if one.turn.anchor in chosen:
                self._problems.extend(aside)
        made: list[Slide] = []
        needs: list[Need] = []
        if again is not None:
            made.append(self._agenda_again(again, group, spent))
            needs.append(Need((AGENDA,)))
        for entry in group.slides:
            if isinstance(entry, Turn):
                self._turn(turns[entry.anchor], entry.anchor in chosen, made, needs)
            else:
                slides = self._for_edition(self._fitter.choose(entry, self._problems))
                made += slides
                needs.append(self._need(slides))
        if group.recap is not None:
            ending = self._recap(group, made, shown=recap is not None)
            made += ending
            needs += [Need((RECAP,)) for _ in ending]
        minutes = allot(share, needs)
        return tuple(replace(slide, minutes=m) for slide, m in zip(made, minutes, strict=True))

    def _need(self, slides: Sequence[Slide], given: float | None = None) -> Need:
        return Need(tuple(least_of([slide], self._layouts) for slide in slides), given)

    def _fitted(self, turn: Turn) -> tuple[Shown, Problems]:
        aside = Problems()
        slides: list[Slide] = []
        if turn.slide in ("auto", "own"):
            slides = [part for entry in turn.entries for part in self._fitter.choose(entry, aside)]
            slides = self._for_edition(slides)
        self._turns[turn.anchor] = turn
        least = turn.minutes or least_of(slides, self._layouts)
        return Shown(turn, tuple(slides), least), aside

    def _for_edition(self, slides: Iterable[Slide]) -> list[Slide]:
        if self._terms.edition == "trainer":
            return list(slides)
        kept = [slide for slide in slides if slide.audience != "trainer"]
        return [
            replace(slide, notes=tuple(note for note in slide.notes if note.role == "source"))
            for slide in kept
        ]

    def _turn(self, one: Shown, shown: bool, made: list[Slide], needs: list[Need]) -> None:
        turn = one.turn
        if shown:
            made += one.slides
            needs.append(self._need(one.slides, turn.minutes))
            self._say(made, turn.notes)
            return
        why: Why = "skip" if turn.slide == "skip" else "notes" if turn.slide == "notes" else "prose"
        if turn.audience not in ("all", self._terms.edition):
            why = "edition"
        elif one.takes_slides:
            why = "time"
        self._say(made, (*self._teller.told(turn), *turn.notes) if why in ("time", "notes") else turn.notes)
        where = made[-1].id if made and why in ("prose", "notes", "time") else ""
        self._told.append(PlannedTelling(turn.anchor, turn.kind, turn.label, why, where, turn.at))

    def _say(self, made: list[Slide], notes: Sequence[Note]) -> None:
        if self._terms.edition == "participant":
            notes = [note for note in notes if note.role == "source"]
        if made and notes:
            made[-1] = replace(made[-1], notes=merged_notes(made[-1].notes, notes))

    def _agenda(self, deck: Deck) -> Slide | None:
        """The agenda, which returns before long sections."""
        entries = (entry for group in deck.groups for entry in group.slides)
        return next((one for one in entries if isinstance(one, Slide) and one.agenda is not None), None)

    def _agenda_again(self, agenda: Slide, group: Group, spent: float) -> Slide:
        """The agenda before a long section: what is done, what comes now, what is left."""
        assert agenda.agenda is not None
        row = agenda.agenda.rows[group.number - 1]
        left = self._shares.total - spent
        title = self._words("slide_agenda_now", number=row.number, title=row.name, left=whole_minutes(left))
        slide = replace(
            agenda,
            id=f"{row.to}-agenda",
            anchor=row.to,
            title=(Run(title),),
            agenda=replace(agenda.agenda, now=group.number),
            notes=(),
            progress=group.number,
        )
        return self._fitter.fit(slide, self._problems)[0]

    def _recap(self, group: Group, made: list[Slide], *, shown: bool) -> list[Slide]:
        """The recap of a section as a slide, or where it is short, or says little, in the notes of its last slide."""
        assert group.recap is not None
        lines = self._learnt(made)
        if shown and len(lines) >= _RECAP_LINES[0]:
            rows = {
                name: TextBox((Paragraph(runs),))
                for number, line in enumerate(lines, start=1)
                for name, runs in ((f"number{number}", (Run(str(number)),)), (f"claim{number}", line))
            }
            aside = Problems()
            slides = self._fitter.fit(replace(group.recap, texts={**group.recap.texts, **rows}), aside)
            if len(slides) == 1 and not len(aside):
                return self._for_edition(slides)
        if lines:
            self._say(made, [Note("say", group.recap.title)])
        return []

    def _learnt(self, made: Sequence[Slide]) -> list[tuple[Run, ...]]:
        """What a section's slides say in their titles: of its blocks the last slide each, the longest-taught ones."""
        last = {slide.anchor: slide for slide in made if slide.layout not in _UNTOLD}
        slides = [
            slide for slide in last.values() if slide.layout not in ("divider",) and slide.agenda is None
        ]
        weighed = sorted(
            slides,
            key=lambda slide: (self._priority(slide), -self._layouts[slide.layout].minutes),
        )[: _RECAP_LINES[1]]
        kept = {slide.id for slide in weighed}
        found = [unclosed(_recalled(slide)) for slide in slides if slide.id in kept]
        return list({"".join(run.text for run in line): line for line in found}.values())

    def _priority(self, slide: Slide) -> int:
        turn = self._turns.get(slide.anchor)
        return turn.priority if turn else 2

    def _timed(self, deck: Deck) -> Deck:
        """The deck with a line of time and pages in the notes of every slide."""
        clock = 0.0
        groups = []
        for group in deck.groups:
            slides = []
            for slide in group.all_slides():
                slides.append(self._with_time(slide, clock))
                clock += slide.minutes
            groups.append(replace(group, slides=tuple(slides)))
        return replace(deck, groups=tuple(groups))

    def _with_time(self, slide: Slide, clock: float) -> Slide:
        if self._terms.edition == "participant":
            return slide
        words = self._words
        text = words(
            "note_clock", n=f"{slide.minutes:g}", start=f"{clock:g}", end=f"{clock + slide.minutes:g}"
        )
        page = self._page(slide)
        if page is not None and self._terms.pages is not None:
            text += words("note_page", page=page, edition=self._terms.pages.edition)
        return replace(slide, notes=(Note("time", (Run(text),)), *slide.notes))

    def _page(self, slide: Slide) -> int | None:
        pages = self._terms.pages.pages if self._terms.pages else {}
        anchor = slide.anchor
        while anchor and anchor not in pages:
            anchor = anchor.rpartition("-")[0]
        return pages.get(anchor)

    def _plan(self, deck: Deck) -> Lesson:
        numbers = {slide.id: number for number, slide in enumerate(deck.slides, start=1)}
        rows, clock = [], 0.0
        for group in deck.groups:
            for slide in group.all_slides():
                turn = self._turns.get(slide.anchor)
                rows.append(
                    PlannedSlide(
                        number=numbers[slide.id],
                        title=slide.title_text,
                        layout=slide.layout,
                        group=group.name,
                        minutes=slide.minutes,
                        starts=clock,
                        anchor=slide.anchor,
                        kind=turn.kind if turn else "",
                        label=turn.label if turn else "",
                        at=slide.at,
                    )
                )
                clock += slide.minutes
        told = tuple(replace(one, slide=numbers.get(one.where, 0)) for one in self._told)
        return Lesson(deck.title, self._shares.total, self._terms.edition, tuple(rows), told)


def _recalled(slide: Slide) -> tuple[Run, ...]:
    """What a recap says of a slide: its title, or of a long answer the question."""
    title = tuple(run for run in slide.title if not run.light)
    asked = slide.texts.get("asked")
    if asked is not None and sum(len(run.text) for run in title) > _LONGEST_LINE:
        return asked.paragraphs[0].runs
    return title
