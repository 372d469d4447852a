"""Step 6 for decks, write: fitted slides to a presentation. Nothing is decided here, only placed."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.shapes.shapetree import SlideShapeFactory

from handbook.plan.words import Words
from handbook.problems import Problems
from handbook.slides import ooxml
from handbook.slides.charts import place_chart
from handbook.slides.codes import place_code
from handbook.slides.deck import ROLES, Deck, Drawing, Note, Paragraph, Run, Slide, TextBox
from handbook.slides.diagrams import place_diagram
from handbook.slides.dress import Dress
from handbook.slides.formulas import PLACE as FORMULA
from handbook.slides.formulas import place_formula
from handbook.slides.fresh import SlideMaker
from handbook.slides.furniture import FurnitureDrawer
from handbook.slides.layouts import Layout, LayoutSet, Place
from handbook.slides.normalise import parts_of
from handbook.slides.pictures import place_picture
from handbook.slides.table_writer import TableWriter


@dataclass(frozen=True)
class Properties:
    """What the file says about itself."""

    title: str
    author: str
    subject: str
    language: str


class DeckWriter:
    """Writes one deck into the package of its dress."""

    def __init__(
        self,
        deck: Deck,
        dress: Dress,
        words: Words,
        content: Path,
        problems: Problems,
    ) -> None:
        self._deck = deck
        layouts = self._layouts = dress.layouts
        self._theme = dress.theme
        self._tokens = dress.theme.tokens.deck
        self._words = words
        self._content = content
        self._problems = problems
        self._presentation = Presentation(io.BytesIO(dress.package))
        ooxml.count_parts(self._presentation)
        self._maker = SlideMaker(self._presentation, dress.patterns)
        self._sources = _sources(self._presentation, layouts)
        self._language = ooxml.Language(deck.language)
        self._feet: dict[str, list[tuple[Any, str]]] = {}
        """Footer and slide number of each layout, looked up once."""
        self._texts = ooxml.TextWriter(self._tokens, self._language)
        self._tables = TableWriter(self._tokens, self._texts, words)
        self._furniture = FurnitureDrawer(deck, layouts, self._tokens, self._language)

    def write(self, properties: Properties) -> dict[str, bytes]:
        """The parts of the deck by their names, not yet normalised."""
        made = {planned.id: self._slide(planned) for planned in self._deck.slides}
        self._texts.link_slides(made)
        groups = [
            (group.name, [made[slide.id].slide_id for slide in group.all_slides()])
            for group in self._deck.groups
        ]
        ooxml.write_sections(self._presentation, groups, self._deck.title)
        core = self._presentation.core_properties
        core.title, core.author, core.subject = properties.title, properties.author, properties.subject
        core.language, core.last_modified_by, core.revision = properties.language, properties.author, 1
        return parts_of(self._presentation)

    def _slide(self, planned: Slide) -> Any:
        layout = self._layouts[planned.layout]
        source = self._sources[layout.key]
        slide, shapes = self._maker.slide(source)
        filled = planned.filled
        for shape, idx, kind in shapes:
            place = _place_of(idx, kind, layout)
            if place is None:
                # A company's layout may have more places than we fill; an empty one shows its prompt to the trainer.
                shape.getparent().remove(shape)
            elif place.name == "title":
                title = TextBox((Paragraph(planned.title_lines),), step=planned.title_step)
                self._text(shape, title, place, place, slide)
            elif place.name == FORMULA and planned.formula and planned.formula.size:
                place_formula(slide, shape, planned.formula, self._tokens)
            elif place.name in planned.texts:
                over = layout.place_over(place.name, filled)
                self._text(shape, planned.texts[place.name], over, place, slide)
            elif not self._filled_otherwise(shape, place, planned, slide):
                shape.getparent().remove(shape)
        if planned.diagram:
            self._diagram(slide, planned.diagram)
        self._furniture.draw(slide, planned, layout)
        self._footers(slide, source, planned)
        self._notes(slide, planned.notes)
        ooxml.set_language(slide._element, self._language)
        return slide

    def _text(self, shape: Any, box: TextBox, place: Place, original: Place, slide: Any) -> None:
        self._texts.fill(shape.txBody, box, place, slide.part)
        if place.box != (original.drawn or original.box):
            ooxml.place_box(shape, place.box)
        if box.tone == "right":
            ooxml.fill_shape(shape, "accent3", self._tokens)

    def _filled_otherwise(self, shape: Any, place: Place, planned: Slide, slide: Any) -> bool:
        """Whether a placeholder got a table, a chart, a picture or the agenda."""
        if place.type not in ("tbl", "chart", "pic"):
            return False
        if place.name == "scan" and planned.scan:
            return place_code(slide, shape, planned.scan, place.box, self._tokens)
        placeholder: Any = SlideShapeFactory(shape, slide.placeholders)
        if place.type == "tbl" and planned.agenda:
            frame = self._tables.place_agenda(
                placeholder, planned.agenda, self._furniture, place.box, self._words.slide_agenda
            )
            self._furniture.agenda_bars(slide, planned.agenda, place.box)
            return frame is not None
        if place.type == "tbl" and planned.table:
            return self._tables.place(placeholder, planned.table) is not None
        if place.type == "chart" and planned.chart:
            frame = place_chart(placeholder, planned.chart.block, self._theme, self._words)  # type: ignore[arg-type]
            ooxml.describe(frame._element, planned.chart.alt)
            return True
        if place.type == "pic" and planned.picture:
            path = self._content / planned.picture.path
            fault = place_picture(placeholder, path, place.box, planned.picture.alt, self._theme.fonts)
            if fault:
                what = (
                    f"“{planned.picture.path}” can be shown by PowerPoint alone: it cannot be drawn ({fault})"
                )
                self._problems.warn(planned.at, "bad-image", what, "save it as plain SVG, or use a PNG")
            return True
        return False

    def _diagram(self, slide: Any, diagram: Drawing) -> None:
        before = set(slide.shapes._spTree)
        room = (self._layouts.room.x, self._layouts.room.y, self._layouts.room.w, self._layouts.room.h)
        place_diagram(slide, diagram.block, room, self._theme, self._words, self._problems, diagram.drawn)
        for shape in slide.shapes._spTree:
            if shape not in before and shape.tag == qn("p:grpSp"):
                ooxml.describe(shape, diagram.alt)

    def _footers(self, slide: Any, source: Any, planned: Slide) -> None:
        """Footer and slide number, last in the reading order."""
        if planned.layout not in self._feet:
            kinds = [
                (shape, shape._element.nvSpPr.nvPr.find(qn("p:ph")).get("type"))
                for shape in source.placeholders
            ]
            self._feet[planned.layout] = [(shape, kind) for shape, kind in kinds if kind in ("ftr", "sldNum")]
        for shape, kind in self._feet[planned.layout]:
            text = planned.footer if kind == "ftr" else None
            ooxml.copy_footer(slide, shape, text, self._language)

    def _notes(self, slide: Any, notes: tuple[Note, ...]) -> None:
        if not notes:
            return
        notes_slide, body = self._maker.notes(slide)
        ordered = sorted(notes, key=lambda note: ROLES.index(note.role))
        paragraphs = []
        for role, group in groupby(ordered, key=lambda note: note.role):
            for index, note in enumerate(group):
                label = (
                    getattr(self._words, f"note_{role}")
                    if role in ("say", "ask", "answer", "source", "next")
                    else ""
                )
                lead = (Run(label),) if label and (index == 0) else ()
                paragraphs.append(self._texts.paragraph((*lead, *note.runs), notes_slide.part))
        ooxml.replace_text(body, *paragraphs)
        ooxml.set_language(notes_slide._element, self._language)


def _sources(presentation: Any, layouts: LayoutSet) -> dict[str, Any]:
    """The layouts of the package by our keys."""
    masters = presentation.slide_masters
    named = {str(layout.part.partname): layout for master in masters for layout in master.slide_layouts}
    own = list(presentation.slide_layouts)
    return {
        key: named[layout.part] if layout.part else own[number]
        for number, (key, layout) in enumerate(layouts.layouts.items())
    }


def _place_of(idx: int, kind: str | None, layout: Layout) -> Place | None:
    """The place that a placeholder of a slide stands for, by its index and type."""
    title = kind in ("title", "ctrTitle")
    for place in layout.places.values():
        # Some programs write bodies without an index, which is the title's then.
        if (place.idx or 0) == idx and place.title == title and place.type not in ("ftr", "sldNum"):
            return place
    return None
