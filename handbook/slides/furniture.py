"""What stands on slides beside placeholders: progress line, thumb tabs, rules of filled places, the agenda's bars."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from handbook.slides import ooxml
from handbook.slides.deck import Agenda, Deck, Slide
from handbook.slides.drawingml import DECORATIVE, NAMESPACES, fill, rectangle, rule, transform
from handbook.slides.layout_file import Box, Strip, box_of, numbers_of
from handbook.slides.layouts import Layout, LayoutSet
from handbook.slides.ooxml import Language
from handbook.theme.tokens import DeckTokens

_IDLE_ON_FILL = 0.45
"""How much of a segment's colour shows where it stands idle on a filled ground."""


class FurnitureDrawer:
    """Draws the furniture of one deck."""

    def __init__(self, deck: Deck, layouts: LayoutSet, tokens: DeckTokens, language: Language) -> None:
        self._deck = deck
        self._spec = layouts.furniture
        self._ornaments = layouts.ornaments
        self._tokens = tokens
        self._language = language

    def draw(self, slide: Any, planned: Slide, layout: Layout) -> None:
        """Everything that `planned` has beside its placeholders."""
        filled = set(planned.texts)
        for box, slot, warns, owner in layout.rules:
            if owner is not None and owner in filled:
                number = ooxml.next_id(slide)
                ooxml.add_shape(slide, rule(number, f"rule {number}", box, slot, self._tokens, warns))
        if not self._ornaments:
            return
        if layout.key == "cover":
            self._tabs(slide)
        elif layout.key == "divider":
            self._divider(slide, planned, layout.filled)
        elif layout.progress:
            self._progress(slide, planned.progress)

    def _cells(self, strip: Strip) -> list[Box]:
        """The segments of a strip, one a section."""
        room, gap, count = box_of(strip.box), strip.gap.pt, max(1, len(self._deck.sections))
        width = (room.w - gap * (count - 1)) / count
        return [Box(room.x + index * (width + gap), room.y, width, room.h) for index in range(count)]

    def _rectangle(self, slide: Any, name: str, box: Box, slot: str, share: float | None = None) -> None:
        number = ooxml.next_id(slide)
        ooxml.add_shape(slide, rectangle(number, f"{name} {number}", box, slot, self._tokens, share))

    def _progress(self, slide: Any, current: int) -> None:
        for index, box in enumerate(self._cells(self._spec.progress), start=1):
            self._rectangle(slide, "progress", box, "accent1" if index == current else "hair")

    def _divider(self, slide: Any, planned: Slide, filled: bool) -> None:
        tall = self._spec.divider_current.pt
        names = self._cells(self._spec.divider_names)
        for index, box in enumerate(self._cells(self._spec.divider_progress), start=1):
            now = index == planned.progress
            if now:
                box = Box(box.x, box.y - (tall - box.h), box.w, tall)
            slot = ("bg1" if filled else "accent1") if now or filled else "hair"
            self._rectangle(slide, "progress", box, slot, None if now or not filled else _IDLE_ON_FILL)
        for index, (box, name) in enumerate(zip(names, self._deck.sections, strict=True), start=1):
            self._label(slide, box, name, "bg1" if filled else "tx1", bold=index == planned.progress)

    def _label(
        self, slide: Any, box: Box, text: str, slot: str, *, bold: bool, align: str = "l", top: str = "t"
    ) -> None:
        """A small decorative label: what it says stands elsewhere too."""
        number = ooxml.next_id(slide)
        language = " ".join(f'{key}="{value}"' for key, value in self._language.attributes.items())
        shape = ooxml.add_shape(
            slide,
            f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="label {number}">{DECORATIVE}</p:cNvPr>'
            f'<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
            f'<p:spPr>{transform(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
            f'<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{top}"/><a:lstStyle/>'
            f'<a:p><a:pPr algn="{align}"/><a:r><a:rPr {language} sz="{round(self._tokens.small.pt * 100)}" '
            f'b="{int(bold)}">'
            f"{fill(slot, self._tokens)}</a:rPr><a:t>{escape(text)}</a:t></a:r></a:p></p:txBody></p:sp>",
        )
        assert shape is not None

    def _tabs(self, slide: Any) -> None:
        """The ladder of thumb tabs: as many as the book has chapters, this chapter's in the focus colour."""
        room, count = box_of(self._spec.tabs.box), self._deck.chapters
        pitch = room.h / max(count, 16)
        height = min(pitch - self._spec.tabs.gap.pt, pitch)
        thin = self._spec.tab_width.pt
        for number in range(1, count + 1):
            top = room.y + (number - 1) * pitch
            now = number == self._deck.chapter
            box = Box(room.x, top, room.w, height) if now else Box(room.right - thin, top, thin, height)
            shifted = Box(box.x + (self._tokens.width.pt - room.right), box.y, box.w, box.h)
            self._rectangle(slide, "tab", shifted, "accent1" if now else "hair")
            if now:
                self._label(slide, shifted, str(number), "bg1", bold=True, align="ctr", top="ctr")

    def agenda_row(self, agenda: Agenda, room: Box) -> float:
        """Height of a row of the agenda in points."""
        return min(self._spec.agenda.rows.pt, room.h / max(1, len(agenda.rows)))

    def agenda_bars(self, slide: Any, agenda: Agenda, room: Box) -> None:
        """A bar for the minutes of each section."""
        spec, height = self._spec.agenda, self.agenda_row(agenda, room)
        longest = max((row.minutes or 0.0 for row in agenda.rows), default=0.0)
        if not longest:
            return
        usual = numbers_of(spec.columns)
        longest_bar = spec.longest.pt - (usual[3] - agenda.widths[3])
        minute = min(spec.minute.pt, longest_bar / longest)
        left = room.x + sum(agenda.widths[:3])
        for index, row in enumerate(agenda.rows):
            if row.minutes:
                middle = room.y + (index + 0.5) * height
                box = Box(left, middle - spec.bar.pt / 2, row.minutes * minute, spec.bar.pt)
                slot = (
                    "accent1" if index + 1 == agenda.now else "hair" if index + 1 < agenda.now else "accent6"
                )
                self._rectangle(slide, "bar", box, slot)
