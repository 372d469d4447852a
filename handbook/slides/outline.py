"""The deck outline: a small closed vocabulary of XML, read strictly.

Templates write it, people may read it (`handbook slides --keep-outline`), and nothing else means anything in it::

    deck      title lang
      section   name [number]            a section of the deck; number is its segment of the progress line
        slide     id layout anchor place   one slide; anchor and place say what it came from
          eyebrow                          the line above the title
          title                            the title
          text      in [tone] [overflow]   paragraphs for the placeholder `in`
            p         [level] [bullet] [keep]
          rows      in                     numbered placeholders in1, in2 ...: a row each, in columns where it says so
            row       [tone]
              p
          table     block [in]             the table of a block
          listing   block                  the code of a block, for the place `code`
          chart     block                  the chart of a block
          diagram   block                  the diagram of a block
          picture   src alt                a picture below the content's images
          agenda                           the sections with their minutes
            item      number name to [minutes]
          source                           the source line
            piece
          notes                            what the trainer says
            p         role                 time, say, ask, answer, source or next
        choice                             ways to show the same; the first that fits is taken
          try                              slides
        notes                              as above, for the slide before

Within paragraphs: `b` (bold), `em` (stress), `code`, `a href`, `math` (TeX), `cite` (numbers of references, shown in notes
only), `mark tone` (accent, quiet, warn, good, text), `unit` (small beside a large number), `tab`, `br`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from lxml import etree

from handbook.model.blocks.data import Code
from handbook.model.place import NOWHERE, Place
from handbook.plan.alt import alt_text
from handbook.plan.book import BookPlan, PlannedBlock, PlannedChapter
from handbook.problems import Problems, did_you_mean
from handbook.slides.deck import (
    ROLES,
    Agenda,
    AgendaRow,
    Choice,
    Deck,
    Drawing,
    Group,
    Note,
    Paragraph,
    Picture,
    Run,
    Slide,
    TextBox,
)
from handbook.slides.layouts import LayoutSet
from handbook.slides.listing import listing_of
from handbook.slides.runs import read_runs
from handbook.slides.tables import table_of

_INLINE = "b em code a math cite mark unit tab br"
CHILDREN = {
    "deck": "section", "section": "slide choice notes", "choice": "try", "try": "slide",
    "slide": "eyebrow title text rows table listing chart diagram picture agenda source notes",
    "text": "p", "rows": "row", "row": "p", "agenda": "item", "source": "piece", "notes": "p",
    "table": "", "listing": "", "chart": "", "diagram": "", "picture": "", "item": "",
    **dict.fromkeys(("eyebrow", "title", "p", "piece", "b", "em", "a", "mark", "unit"), _INLINE),
    **dict.fromkeys(("code", "math", "cite", "tab", "br"), ""),
}  # fmt: skip
"""What may stand in each element."""
ATTRIBUTES: dict[str, tuple[str, str]] = {
    "deck": ("title lang", ""), "section": ("name", "number"), "slide": ("id layout anchor place", ""),
    "text": ("in", "tone overflow"), "rows": ("in", ""), "row": ("", "tone"), "p": ("", "level bullet keep role"),
    "table": ("block", "in"), "listing": ("block", ""), "chart": ("block", ""), "diagram": ("block", ""), "picture": ("src alt", ""),
    "item": ("number name to", "minutes"), "a": ("href", ""), "mark": ("tone", ""),
}  # fmt: skip
"""Attributes of each element: those it needs, those it may have."""
VALUES = {
    "tone": {
        "text": ("right", "quiet"),
        "row": ("right", "quiet"),
        "mark": ("accent", "quiet", "warn", "good", "text"),
    },
    "overflow": {"text": ("split", "notes")},
    "bullet": {"p": ("no", "number")},
    "keep": {"p": ("yes",)},
    "level": {"p": ("1", "2", "3")},
    "role": {"p": ROLES},
}
"""Attributes with a closed choice."""
_TEXT = frozenset(name for name, inner in CHILDREN.items() if inner == _INLINE) | {"code", "math", "cite"}


def read_outline(
    xml: str, plan: BookPlan, chapter: PlannedChapter, layouts: LayoutSet, problems: Problems
) -> Deck | None:
    """The deck that an outline describes; None, with problems, where it breaks the vocabulary."""
    before = len(problems)
    reader = _Reader(plan, chapter, layouts, problems)
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
    reader.check(root, chapter.chapter.at, "")
    return None if len(problems) > before else reader.deck(root)


class _Reader:
    """Reads elements in order; faults become problems at the place of the slide they stand on."""

    def __init__(
        self, plan: BookPlan, chapter: PlannedChapter, layouts: LayoutSet, problems: Problems
    ) -> None:
        self._plan = plan
        self._chapter = chapter
        self._layouts = layouts
        self._problems = problems
        self._ids: set[str] = set()
        self._blocks: dict[str, PlannedBlock] = {block.anchor: block for _, block in chapter.blocks}

    def check(self, element: etree._Element, at: Place, owner: str) -> None:
        """Report everything below `element` that the vocabulary does not know."""
        name = str(element.tag)
        if name not in CHILDREN:
            self._fault(at, f"there is no element “{name}” in an outline", did_you_mean(name, CHILDREN))
            return
        allowed = CHILDREN.get(owner, "deck").split() if owner else ["deck"]
        if name not in allowed:
            self._fault(at, f"the element “{name}” cannot stand in “{owner or 'the outline'}”")
        if name == "slide":
            at = _place(element.get("place", "")) or at
        self._check_attributes(element, name, at)
        if name not in _TEXT and (element.text or "").strip():
            self._fault(at, f"there is text in the element “{name}”: {(element.text or '').strip()[:40]}")
        for child in element:
            if name not in _TEXT and (child.tail or "").strip():
                self._fault(at, f"there is text in the element “{name}”: {(child.tail or '').strip()[:40]}")
            self.check(child, at, name)

    def _check_attributes(self, element: etree._Element, name: str, at: Place) -> None:
        needed, optional = (part.split() for part in ATTRIBUTES.get(name, ("", "")))
        for key, value in element.attrib.items():
            key, value = str(key), str(value)
            if key not in needed and key not in optional:
                self._fault(
                    at,
                    f"the element “{name}” has no attribute “{key}”",
                    did_you_mean(key, [*needed, *optional]),
                )
            choices = VALUES.get(key, {}).get(name)
            if choices and value not in choices:
                self._fault(
                    at, f"“{key}” of “{name}” cannot be “{value}”", f"use one of {', '.join(choices)}"
                )
        for key in needed:
            if element.get(key) is None:
                self._fault(at, f"the element “{name}” needs the attribute “{key}”")
        if name == "slide":
            self._check_slide(element, at)
        block = element.get("block")
        if block is not None and block not in self._blocks:
            self._fault(at, f"there is no block with the anchor “{block}” in this chapter")

    def _check_slide(self, element: etree._Element, at: Place) -> None:
        key, slide_id = element.get("layout", ""), element.get("id", "")
        if key not in self._layouts.layouts:
            self._fault(at, f"there is no layout “{key}”", did_you_mean(key, self._layouts.keys))
            return
        if slide_id in self._ids and element.getparent() is not None and element.getparent().tag != "try":
            self._fault(at, f"the slide id “{slide_id}” stands twice")
        self._ids.add(slide_id)
        layout = self._layouts[key]
        kinds = {
            "eyebrow": "eyebrow",
            "title": "title",
            "chart": "chart",
            "picture": "picture",
            "listing": "code",
        }
        for child in element:
            name = str(child.tag)
            wanted = child.get("in") or kinds.get(name) or ("table" if name == "table" else "")
            wanted = f"{wanted}1" if name == "rows" else wanted
            if wanted and wanted not in layout.places:
                self._fault(
                    at, f"the layout “{key}” has no place “{wanted}”", did_you_mean(wanted, layout.places)
                )

    def _fault(self, at: Place, what: str, hint: str = "") -> None:
        self._problems.error(at, "outline", what, hint)

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
        slides: list[Slide | Choice] = []
        for child in section:
            if child.tag == "slide":
                slides.append(self._slide(child, progress, footer))
            elif child.tag == "choice":
                tries = tuple(tuple(self._slide(one, progress, footer) for one in option) for option in child)
                slides.append(Choice(tries))
            elif slides:
                slides[-1] = _noted(slides[-1], self._notes(child))
        return Group(section.get("name", ""), tuple(slides))

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
        notes: tuple[Note, ...] = ()
        for child in element:
            block = self._blocks.get(child.get("block", ""))
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
                case "picture":
                    fields["picture"] = Picture(child.get("src", ""), child.get("alt", ""))
                case "agenda":
                    fields["agenda"] = Agenda(tuple(_agenda_row(item) for item in child))
                case "source":
                    fields["source"] = tuple(self._runs(piece, slide=True) for piece in child)
                case "notes":
                    notes += self._notes(child)
        return Slide(
            id=element.get("id", ""),
            layout=layout.key,
            anchor=element.get("anchor", ""),
            at=_place(element.get("place", "")) or self._chapter.chapter.at,
            texts={name: box for name, box in texts.items() if box.text.strip()},
            notes=notes,
            progress=progress,
            footer=footer,
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

    def _runs(self, element: etree._Element, *, slide: bool) -> tuple[Run, ...]:
        return read_runs(element, chinese=self._plan.words.chinese, slide=slide)


def _noted(entry: Slide | Choice, notes: tuple[Note, ...]) -> Slide | Choice:
    """`entry` with further notes on its last slide."""
    if isinstance(entry, Slide):
        return replace(entry, notes=entry.notes + notes)
    return Choice(
        tuple((*slides[:-1], replace(slides[-1], notes=slides[-1].notes + notes)) for slides in entry.tries)
    )


def _short(title: str) -> str:
    """A section's title up to its colon: the segments of the progress line have room for a few characters."""
    return title.partition("：")[0].partition(": ")[0]


def _agenda_row(item: etree._Element) -> AgendaRow:
    minutes = item.get("minutes")
    return AgendaRow(
        item.get("number", ""), item.get("name", ""), float(minutes) if minutes else None, item.get("to", "")
    )


def _place(text: str) -> Place | None:
    """The place that `file:line:column` names."""
    parts = text.rsplit(":", 2)
    if len(parts) == 3 and parts[1].isdigit() and parts[2].isdigit():
        return Place(parts[0], int(parts[1]), int(parts[2]))
    return Place(text) if text else (NOWHERE if text == "" else None)
