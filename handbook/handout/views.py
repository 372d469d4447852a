"""A fitted slide as boxes on paper: what the handout's template prints, computed from the deck's own geometry."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from markupsafe import Markup, escape

from handbook.model.blocks import BlockBase
from handbook.model.blocks.data import Chart
from handbook.pdf.charts import chart_svg
from handbook.pdf.figures import figure_svg
from handbook.pdf.math import formula_svg
from handbook.plan.words import Words
from handbook.problems import Problems
from handbook.slides.deck import Agenda, Deck, Paragraph, Row, Run, Slide, TableBox, TextBox
from handbook.slides.drawingml import BULLETS
from handbook.slides.fit_table import CELL_INSETS
from handbook.slides.layout_file import Box, numbers_of
from handbook.slides.layouts import Layout, LayoutSet, Level, Place
from handbook.slides.measure import NUMBER_MARGIN, UNIT_SHARE
from handbook.theme.load import Theme
from handbook.theme.tokens import DeckTokens

FIGURE_WIDTH = 380.0
"""The width in points for which figures are drawn before they are scaled: the measure of the book, which they fit."""
_TONES = {"accent": "accent1", "quiet": "tx2", "warn": "accent2", "good": "accent3", "text": "tx1"}
_RAISED = 0.66


@dataclass(frozen=True)
class BoxView:
    """A box of a slide."""

    style: str
    """Its place, size and look, as CSS in the handout's own scale."""
    html: Markup


@dataclass(frozen=True)
class SlideView:
    """A slide of a handout."""

    number: int
    title: str
    ground: str
    boxes: tuple[BoxView, ...]


class SlideDrawer:
    """Draws the slides of one deck at `scale`, the share of their size on a screen."""

    def __init__(
        self, layouts: LayoutSet, theme: Theme, words: Words, content: Path, scale: float, problems: Problems
    ) -> None:
        self._layouts = layouts
        self._theme = theme
        self._tokens: DeckTokens = theme.tokens.deck
        self._words = words
        self._content = content
        self._scale = scale
        self._problems = problems

    def slides(self, deck: Deck) -> Iterator[SlideView]:
        """Every slide but the agenda when it returns."""
        for number, slide in enumerate(deck.slides, start=1):
            if slide.agenda is None or not slide.agenda.now:
                yield self._slide(number, slide)

    def _slide(self, number: int, slide: Slide) -> SlideView:
        layout = self._layouts[slide.layout]
        ground = "accent1" if layout.filled else "bg1"
        boxes = tuple(self._boxes(slide, layout))
        return SlideView(number, slide.title_text, self._colour(ground), boxes)

    def _boxes(self, slide: Slide, layout: Layout) -> Iterator[BoxView]:
        filled = slide.filled
        if layout.panel is not None:
            yield self._block(layout.panel, "accent1")
        for box, slot, _, owner in layout.rules:
            if owner is None or owner in filled:
                yield self._block(box, slot)
        title = layout.places.get("title")
        if title is not None and slide.title:
            yield self._text(TextBox((Paragraph(slide.title),), step=slide.title_step), title, None)
        for name, text in slide.texts.items():
            yield self._text(text, layout.place_over(name, filled), text.tone)
        if slide.table is not None:
            yield self._at(layout.places[slide.table.place].box, self._table(slide.table))
        if slide.agenda is not None:
            yield self._at(layout.places["table"].box, self._agenda(slide.agenda))
        if slide.formula is not None and slide.formula.size:
            yield self._formula(slide, layout)
        for drawing, place in ((slide.chart, "chart"), (slide.diagram, "diagram")):
            if drawing is not None:
                room = layout.places[place].box if place in layout.places else self._layouts.room
                yield self._at(room, self._figure(drawing.block, room))
        if slide.picture is not None:
            room = layout.places["picture"].box
            yield self._at(room, self._picture(self._content / slide.picture.path, slide.picture.alt))

    def _length(self, points: float) -> str:
        return f"{points * self._scale:.3f}pt"

    def _colour(self, slot: str) -> str:
        colours = self._tokens.colours
        light = self._tokens.map == "light"
        names = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
        if not light:
            names = {"tx1": "lt1", "bg1": "dk1", "tx2": "lt2", "bg2": "dk2"}
        if slot == "hair":
            return self._theme.tokens.colours.hair.css
        return str(getattr(colours, names.get(slot, slot)).css)

    def _where(self, box: Box) -> str:
        return "; ".join(
            f"{name}: {self._length(value)}"
            for name, value in (("left", box.x), ("top", box.y), ("width", box.w), ("height", box.h))
        )

    def _block(self, box: Box, slot: str) -> BoxView:
        return BoxView(f"{self._where(box)}; background: {self._colour(slot)}", Markup())

    def _at(self, box: Box, html: Markup) -> BoxView:
        return BoxView(self._where(box), html)

    def _text(self, text: TextBox, place: Place, tone: str | None) -> BoxView:
        left, top, right, bottom = place.insets
        style = self._where(place.box)
        inset = " ".join(self._length(value) for value in (top, right, bottom, left))
        style += f"; padding: {inset}"
        slot = "accent3" if tone == "right" else place.fill
        style += f"; background: {self._colour(slot)}" if slot else ""
        html = Markup("").join(self._paragraphs(text, place, tone))
        return BoxView(style, Markup('<div class="{}">{}</div>').format(f"anchor-{place.anchor}", html))

    def _paragraphs(self, text: TextBox, place: Place, tone: str | None) -> Iterator[Markup]:
        count = text.paragraphs[0].number or 1 if text.paragraphs else 1
        for index, paragraph in enumerate(text.paragraphs):
            level = place.level(paragraph.level)
            size = place.size(text.step, paragraph.level)
            before = (level.tight if text.tight else level.before) if index else 0.0
            bullet, margin = BULLETS.get(level.bullet, ""), level.margin
            if level.bullet == "number" or paragraph.bullet == "number":
                margin = margin or NUMBER_MARGIN
                bullet = str(count) if paragraph.bullet != "no" and paragraph.level == 1 else ""
                count += 1 if bullet else 0
            if paragraph.bullet == "no":
                bullet, margin = "", NUMBER_MARGIN if paragraph.level > 1 else 0.0
            colour = {"right": "bg1", "quiet": "tx2"}.get(tone or "", level.colour)
            yield self._paragraph(paragraph, level, size, before, bullet, margin, colour, place)

    def _paragraph(
        self,
        paragraph: Paragraph,
        level: Level,
        size: float,
        before: float,
        bullet: str,
        margin: float,
        colour: str,
        place: Place,
    ) -> Markup:
        runs = list(paragraph.runs)
        tab = next((index for index, run in enumerate(runs) if run.text == "\t"), None)
        lead = Markup()
        if tab is not None and margin:
            lead, runs = self._runs(runs[:tab], size, place.mono), runs[tab + 1 :]
        elif bullet:
            lead = escape(bullet)
        style = (
            f"font-size: {self._length(size)}; line-height: {1.32 * level.spacing:.3f}; "
            f"margin-top: {self._length(before)}; color: {self._colour(colour)}; "
            f"font-weight: {700 if level.bold else 400}; text-align: {_ALIGNS[level.align]}"
        )
        if lead:
            width = self._length(margin)
            style += f"; padding-left: {width}; text-indent: -{width}"
            lead = Markup('<span class="lead" style="width: {}">{}</span>').format(width, lead)
        elif margin and level.bullet != "none":
            style += f"; padding-left: {self._length(margin)}"
        return Markup('<p style="{}">{}{}</p>').format(style, lead, self._runs(runs, size, place.mono))

    def _runs(self, runs: list[Run] | tuple[Run, ...], size: float, mono: bool = False) -> Markup:
        return Markup("").join(self._run(run, size, mono) for run in runs)

    def _run(self, run: Run, size: float, mono: bool) -> Markup:
        if run.text == "\n":
            return Markup("<br>")
        looks = {
            "font-weight: 700": run.bold,
            "font-weight: 400": run.light,
            f"font-size: {self._length(size * UNIT_SHARE)}": run.unit,
            f"font-size: {_RAISED}em": bool(run.raised),
            "vertical-align: super": run.raised > 0,
            "vertical-align: sub": run.raised < 0,
        }
        slot = "tx2" if run.light else _TONES.get(run.tone or "")
        style = [look for look, wanted in looks.items() if wanted]
        style += [f"color: {self._colour(slot)}"] if slot else []
        name = "mono" if run.mono or mono else "math" if run.italic else ""
        return Markup('<span class="{}" style="{}">{}</span>').format(name, "; ".join(style), run.text)

    def _table(self, table: TableBox) -> Markup:
        widths = Markup("").join(
            Markup('<col style="width: {}">').format(self._length(width)) for width in table.widths
        )
        rows = Markup("").join(self._row(row, table.size) for row in table.rows)
        return Markup('<table style="width: {}; font-size: {}">{}{}</table>').format(
            self._length(sum(table.widths)), self._length(table.size), widths, rows
        )

    def _row(self, row: Row, size: float) -> Markup:
        left, top, right, bottom = (self._length(inset) for inset in CELL_INSETS)
        cells = Markup("").join(
            Markup('<td colspan="{}" style="padding: {} {} {} {}; text-align: {}">{}</td>').format(
                cell.span, top, right, bottom, left, _ALIGNS[cell.align], self._runs(cell.runs, size)
            )
            for cell in row.cells
            if not cell.covered
        )
        kind = "head" if row.head else "marked" if row.marked else ""
        return Markup('<tr class="{}" style="height: {}">{}</tr>').format(
            kind, self._length(row.height), cells
        )

    def _agenda(self, agenda: Agenda) -> Markup:
        room = self._layouts["table"].places["table"].box
        spec = self._layouts.furniture.agenda
        height = min(spec.rows.pt, room.h / max(1, len(agenda.rows)))
        minute = numbers_of(spec.columns)[3] / max([row.minutes or 1 for row in agenda.rows])
        minute = min(
            spec.minute.pt, agenda.widths[3] / max([row.minutes or 1 for row in agenda.rows]), minute
        )
        rows = Markup("").join(
            Markup('<tr style="height: {}"><td>{}</td><td>{}</td><td><div class="minutes" style="width: {}"></div></td>'
                   '<td class="right">{}</td></tr>').format(
                self._length(height), row.number, row.name, self._length((row.minutes or 0) * minute),
                self._words("slide_minutes_short", n=f"{row.minutes:g}") if row.minutes else "",
            )
            for row in agenda.rows
        )  # fmt: skip
        widths = Markup("").join(
            Markup('<col style="width: {}">').format(self._length(width)) for width in agenda.widths[1:]
        )
        return Markup('<table class="agenda" style="width: {}; font-size: {}">{}{}</table>').format(
            self._length(sum(agenda.widths)), self._length(agenda.size), widths, rows
        )

    def _formula(self, slide: Slide, layout: Layout) -> BoxView:
        assert slide.formula is not None
        svg = formula_svg(
            slide.formula.tex, slide.formula.size * self._scale, self._colour("tx1"), self._words
        )
        style = f"{self._where(slide.formula.box)}; background: {self._colour('bg2')}; text-align: center"
        return BoxView(style, Markup('<div class="anchor-ctr">{}</div>').format(svg))

    def _figure(self, block: BlockBase, room: Box) -> Markup:
        aside = Problems()
        width, theme, words = FIGURE_WIDTH, self._theme, self._words
        if isinstance(block, Chart):
            svg = chart_svg(block, width, theme, words, aside)
        else:
            svg = figure_svg(block, width, theme, words, aside)
        return Markup(_scaled(svg, room.w * self._scale, room.h * self._scale))

    def _picture(self, path: Path, alt: str) -> Markup:
        types = {".svg": "svg+xml", ".png": "png"}
        data = base64.b64encode(path.read_bytes()).decode()
        kind = types.get(path.suffix.lower(), "jpeg")
        return Markup('<img alt="{}" src="data:image/{};base64,{}">').format(alt, kind, data)


_ALIGNS: Mapping[str, str] = {"l": "left", "ctr": "center", "r": "right"}


def _scaled(svg: str, width: float, height: float) -> str:
    """An `<svg>` element as large as a room of `width` and `height` points allows."""
    root = etree.fromstring(svg.strip().encode())
    own_width, own_height = (float(root.get(name, "0").removesuffix("pt")) for name in ("width", "height"))
    if not root.get("viewBox"):
        root.set("viewBox", f"0 0 {own_width:g} {own_height:g}")
    factor = min(width / own_width, height / own_height)
    root.set("width", f"{own_width * factor:.3f}pt")
    root.set("height", f"{own_height * factor:.3f}pt")
    return etree.tostring(root, encoding="unicode")
