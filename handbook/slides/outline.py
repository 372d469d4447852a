"""Step 4 for decks, second half: the outline that templates wrote, read into a `Deck`.

The vocabulary is described, and checked, in `handbook.slides.vocabulary`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from lxml import etree

from handbook.model.blocks.data import Code, Formula
from handbook.model.inline import Footnote, Inline, walk
from handbook.model.traverse import NOT_PRINTED, texts
from handbook.plan.alt import alt_text
from handbook.plan.book import BookPlan, PlannedBlock, PlannedChapter
from handbook.problems import Problems
from handbook.slides.deck import (
    Agenda,
    AgendaRow,
    Choice,
    Deck,
    Drawing,
    FormulaBox,
    Group,
    Note,
    Paragraph,
    Picture,
    Run,
    Scan,
    Slide,
    TextBox,
    Turn,
)
from handbook.slides.layouts import LayoutSet
from handbook.slides.listing import listing_of
from handbook.slides.markup import InlineMarkup
from handbook.slides.runs import read_markup, read_runs
from handbook.slides.tables import table_of
from handbook.slides.vocabulary import Checker, place_of


def read_outline(
    xml: str, plan: BookPlan, chapter: PlannedChapter, layouts: LayoutSet, problems: Problems
) -> Deck | None:
    """The deck that an outline describes; None, with problems, where it breaks the vocabulary."""
    try:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        root = etree.fromstring(xml.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        problems.error(chapter.chapter.at, "outline", f"the outline is not XML: {error.msg}")
        return None
    if root.getroottree().docinfo.doctype:
        problems.error(chapter.chapter.at, "outline", "an outline has no document type declaration")
        return None
    before = len(problems)
    blocks = {block.anchor: block for _, block in chapter.blocks}
    Checker(layouts, frozenset(blocks), problems).check(root, chapter.chapter.at, "")
    if len(problems) > before:
        return None
    return _Reader(plan, chapter, layouts, blocks, problems).deck(root)


class _Reader:
    """Makes slides from elements that have been checked."""

    def __init__(
        self,
        plan: BookPlan,
        chapter: PlannedChapter,
        layouts: LayoutSet,
        blocks: Mapping[str, PlannedBlock],
        problems: Problems,
    ) -> None:
        self._plan = plan
        self._chapter = chapter
        self._layouts = layouts
        self._blocks = blocks
        self._problems = problems

    def deck(self, root: etree._Element) -> Deck:
        """The deck; the outline has been checked."""
        chapter = self._chapter
        return Deck(
            title=root.get("title", ""),
            language=root.get("lang", ""),
            groups=tuple(self._group(section) for section in root),
            sections=tuple(_short(section.section.title.plain) for section in chapter.sections),
            chapter=chapter.number,
            chapters=max(self._plan.last_number, chapter.number),
        )

    def _group(self, section: etree._Element) -> Group:
        number = section.get("number")
        progress = int(number) if number else 0
        footer = self._footer(progress)
        slides: list[Slide | Choice | Turn] = []
        recap = None
        for child in section:
            match child.tag:
                case "block":
                    slides.append(self._turn(child, progress, footer))
                case "recap":
                    recap = self._slide(child[0], progress, footer)
                case _:
                    slides += self._entries([child], progress, footer)[0]
        return Group(section.get("name", ""), tuple(slides), recap, progress)

    def _turn(self, element: etree._Element, progress: int, footer: str) -> Turn:
        planned = self._blocks[element.get("anchor", "")]
        block = planned.block
        entries, notes = self._entries(element, progress, footer)
        return Turn(
            anchor=planned.anchor,
            kind=planned.kind,
            at=block.at,
            slide=block.slide,
            priority=block.priority,
            minutes=block.minutes,
            label=planned.label,
            audience=block.audience,
            entries=tuple(entries),
            notes=notes,
        )

    def _entries(
        self, elements: Iterable[etree._Element], progress: int, footer: str
    ) -> tuple[list[Slide | Choice], tuple[Note, ...]]:
        """Slides and choices, and the notes that stand beside them."""
        entries: list[Slide | Choice] = []
        notes: tuple[Note, ...] = ()
        for child in elements:
            if child.tag == "slide":
                entries.append(self._slide(child, progress, footer))
            elif child.tag == "choice":
                tries = tuple(tuple(self._slide(one, progress, footer) for one in option) for option in child)
                entries.append(Choice(tries))
            else:
                notes += self._notes(child)
        return entries, notes

    def _footer(self, progress: int) -> str:
        words, chapter = self._plan.words, self._chapter
        section = chapter.sections[progress - 1].number if progress else str(chapter.number)
        disclaimer = next(
            (
                entry.short.plain
                for entry in self._plan.handbook.book.disclaimers
                if entry.id == chapter.chapter.disclaimer
            ),
            None,
        )
        parts = [
            self._plan.handbook.book.title.plain,
            words("chapter_line", number=chapter.number, title=chapter.chapter.title.plain),
            words("slide_handbook", number=section),
            disclaimer,
        ]
        return words.slide_bar_between.join(part for part in parts if part)

    def _slide(self, element: etree._Element, progress: int, footer: str) -> Slide:
        layout = self._layouts[element.get("layout", "")]
        texts: dict[str, TextBox] = {}
        fields: dict[str, object] = {}
        feet: tuple[Note, ...] = ()
        notes: tuple[Note, ...] = ()
        for child in element:
            block = self._blocks.get(child.get("block", ""))
            feet += self._footnotes(child, block)
            match child.tag:
                case "title":
                    fields["title"] = self._runs(child, slide=True)
                case "eyebrow":
                    texts["eyebrow"] = TextBox((Paragraph(self._runs(child, slide=True)),))
                case "text":
                    texts[child.get("in", "")] = self._box(child)
                case "rows":
                    texts.update(self._rows(child))
                case "table" if block:
                    fields["table"] = table_of(block, self._plan, child.get("in") or "table", self._problems)
                case "listing" if block and isinstance(block.block, Code):
                    texts["code"] = listing_of(block.block)
                case "chart" | "diagram" if block:
                    fields[str(child.tag)] = Drawing(block.block, alt_text(block, self._plan.words))
                case "formula" if block and isinstance(block.block, Formula):
                    fields["formula"] = FormulaBox(block.block.tex)
                case "picture":
                    fields["picture"] = Picture(child.get("src", ""), child.get("alt", ""))
                case "scan":
                    fields["scan"] = Scan(child.get("href", ""), child.get("alt", ""))
                case "agenda":
                    fields["agenda"] = Agenda(tuple(_agenda_row(item) for item in child))
                case "source":
                    fields["source"] = tuple(self._runs(piece, slide=True) for piece in child)
                case "notes":
                    notes += self._notes(child)
        said = "".join(note.text for note in notes)
        notes += tuple(note for note in feet if note.text not in said)
        return Slide(
            id=element.get("id", ""),
            layout=layout.key,
            anchor=element.get("anchor", ""),
            at=place_of(element.get("place", "")),
            texts={name: box for name, box in texts.items() if box.text.strip()},
            notes=notes,
            progress=progress,
            footer=footer,
            audience="trainer" if element.get("audience") == "trainer" else "all",
            **fields,  # type: ignore[arg-type]
        )

    def _rows(self, element: etree._Element) -> Iterator[tuple[str, TextBox]]:
        stem = element.get("in", "")
        for number, row in enumerate(element, start=1):
            yield f"{stem}{number}", self._box(row)

    def _box(self, element: etree._Element) -> TextBox:
        paragraphs = tuple(
            Paragraph(
                self._runs(p, slide=True),
                level=int(p.get("level", "1")),
                bullet=cast("None", p.get("bullet")),
                keep=p.get("keep") == "yes",
            )
            for p in element
        )
        return TextBox(
            tuple(paragraph for paragraph in paragraphs if paragraph.text.strip()),
            tone=cast("None", element.get("tone")),
            overflow="notes" if element.get("overflow") == "notes" else "split",
        )

    def _notes(self, element: etree._Element) -> tuple[Note, ...]:
        notes = (Note(p.get("role", "say"), self._runs(p, slide=False)) for p in element)
        return tuple(note for note in notes if note.text.strip())

    def _footnotes(self, element: etree._Element, block: PlannedBlock | None) -> tuple[Note, ...]:
        """The footnotes of what stands on a slide, as lines of its notes."""
        feet = (
            [] if element.tag == "notes" else [self._runs(foot, slide=False) for foot in element.iter("foot")]
        )
        if block is not None:
            markup = InlineMarkup(self._plan)
            feet += [
                read_markup(str(markup(Inline((node,), ""))), chinese=self._plan.words.chinese, slide=False)
                for text in texts(block.block, NOT_PRINTED | {"note"})
                for node in walk(text.nodes)
                if isinstance(node, Footnote)
            ]
        return tuple(Note("say", runs) for runs in feet)

    def _runs(self, element: etree._Element, *, slide: bool) -> tuple[Run, ...]:
        return read_runs(element, chinese=self._plan.words.chinese, slide=slide)


def _short(title: str) -> str:
    """A section's title up to its colon: the segments of the progress line have room for a few characters."""
    return title.partition("：")[0].partition(": ")[0]


def _agenda_row(item: etree._Element) -> AgendaRow:
    minutes = item.get("minutes")
    return AgendaRow(
        item.get("number", ""), item.get("name", ""), float(minutes) if minutes else None, item.get("to", "")
    )
