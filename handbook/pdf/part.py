"""Step 5, lay out: one unit, laid out by itself, then drawn as a part of the book.

What is drawn does not depend on the numbers of pages (`handbook.pdf.numbers`), and only the names of the shipped faces
are written: their subsets are made when the parts are joined, and one of each is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint.css.counters import CounterStyle
from weasyprint.formatting_structure import boxes
from weasyprint.matrix import Matrix

from handbook.pdf.boxes import Page, classes
from handbook.pdf.emit import OTHER_UNIT, Emission, Uneven, emitting
from handbook.pdf.engine import fill_slots, hooked
from handbook.pdf.files import LocalFiles
from handbook.pdf.later import DrawingJob
from handbook.pdf.lines import line_report
from handbook.pdf.logs import collect_logs
from handbook.pdf.parts import Bookmark, Extent, Part
from handbook.pdf.setting import Setting
from handbook.pdf.stock import FontConfiguration
from handbook.pdf.sums import file_sums
from handbook.pdf.units import END, Unit, with_drawings
from handbook.problems import Problems

_PT_PER_PX = 0.75


@dataclass
class LaidUnit:
    """A unit that is laid out and not yet drawn."""

    unit: Unit
    document: Any
    extent: Extent


class Press:
    """Lays out units in one setting; what they share is read once."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._sums: dict[bytes, str] = {}
        problems = Problems()
        self._fonts = FontConfiguration()
        self._counters = CounterStyle()
        self._sheets = []
        for sheet in setting.sheets:
            with collect_logs(problems, sheet.name):
                made = weasyprint.CSS(string=sheet.css, font_config=self._fonts, counter_style=self._counters)
            self._sheets.append(made)
        self._found = tuple(problems)
        """What is wrong with the style sheets: it is said with every unit."""

    def lay_out(self, unit: Unit, left: bool, jobs: Mapping[str, DrawingJob]) -> LaidUnit:
        """A unit on pages of which the first is a left one or a right one."""
        setting, problems = self._setting, Problems()
        problems.extend(self._found)
        drawn = {
            name: job.drawn(setting.theme, setting.words, problems, setting.cache)
            for name, job in jobs.items()
        }
        html = with_drawings(unit.html, drawn)
        if left:
            html = html.replace("<html ", '<html style="break-before: left" ', 1)
        files = LocalFiles(setting.folders)
        page = Page.of(setting.geometry, setting.words.chinese, planned=setting.words.chinese)
        with collect_logs(problems), hooked(page):
            document = weasyprint.HTML(string=html, base_url=setting.base_url, url_fetcher=files).render(
                stylesheets=self._sheets,
                font_config=self._fonts,
                counter_style=self._counters,
                pdf_variant=setting.standard,
            )
        ends_left = _without_stand_in(document)
        return LaidUnit(unit, document, _extent(document, ends_left, files.opened, problems))

    def draw(self, laid: LaidUnit, figures: Mapping[str, int]) -> Part:
        """The part that a unit becomes, where the numbers in its lines have so many `figures`."""
        setting, problems = self._setting, Problems()
        page = Page.of(setting.geometry, setting.words.chinese, planned=setting.words.chinese)
        emission = Emission(setting.faces, self._sums)
        stand_ins = {name: "0" * count for name, count in figures.items()}
        with collect_logs(problems), hooked(page), emitting(emission):
            for index, made in enumerate(laid.document.pages):
                fill_slots(made._page_box, _Filled(stand_ins))
                _find_numbers(made._page_box, index, emission)
                made.links = [_by_name(link, laid.extent.anchors) for link in made.links]
            data = laid.document.write_pdf(
                finisher=lambda document, pdf: emission.finish(document, pdf, laid.unit.name),
                pdf_variant=setting.standard,
                pdf_identifier=b"part",
            )
        return Part(
            data,
            tuple(emission.numbers),
            emission.fonts,
            tuple(dict.fromkeys(emission.foreign)),
            dict(figures),
            tuple(problems),
        )


def _by_name(link: tuple[Any, ...], here: Mapping[str, Any]) -> tuple[Any, ...]:
    """A link; one that leaves the unit by a name that the engine does not look for."""
    kind, name, rectangle, box = link
    if kind == "internal" and name not in here:
        return "external", OTHER_UNIT + name, rectangle, box
    return link


class _Filled(dict[str, str]):
    """Stand-ins by anchor; what no line is set for has three figures, as in the layout."""

    def __missing__(self, key: str) -> str:
        return "000"


def _without_stand_in(document: Any) -> bool | None:
    """Take away the page of the stand-in for the next unit; whether that is a left one. None where there is none.

    Raises `Uneven` where the next unit begins on a page of this one.
    """
    last = document.pages[-1]
    if END not in last.anchors:
        if any(END in page.anchors for page in document.pages):
            raise Uneven("a unit does not end with its page")
        return None
    body = last._page_box.children[0]
    if any(isinstance(box, boxes.TextBox | boxes.ReplacedBox) for box in body.descendants(placeholders=True)):
        raise Uneven("a unit does not begin with its page")
    areas = [box for box in last._page_box.children if isinstance(box, boxes.FootnoteAreaBox)]
    if any(area.children for area in areas):
        raise Uneven("notes are left over at the end of a unit")
    document.pages.pop()
    return bool(last._page_box.page_type.side == "left")


def _extent(document: Any, ends_left: bool | None, opened: Iterable[Path], problems: Problems) -> Extent:
    anchors: dict[str, tuple[int, float, float]] = {}
    marks = []
    bound: dict[str, None] = {}
    for index, page in enumerate(document.pages):
        matrix = Matrix(a=_PT_PER_PX, d=-_PT_PER_PX, f=page.height * _PT_PER_PX)
        for name, (x, y, _, _) in page.anchors.items():
            anchors.setdefault(name, (index, *matrix.transform_point(x, y)))
        for level, label, (x, y), state in page.bookmarks:
            left, height = matrix.transform_point(x, y)
            marks.append(Bookmark(level, label, index, left, height, state == "open"))
        for box in page._page_box.descendants(placeholders=True):
            if _is_slot(box) and "run" in classes(box):
                bound[box.element.get("data-page")] = None
    sides = [page._page_box.page_type.side for page in document.pages]
    return Extent(
        pages=len(document.pages),
        left=sides[0] == "left",
        ends_left=ends_left,
        anchors=anchors,
        bookmarks=tuple(marks),
        bound=tuple(bound),
        files=file_sums(opened),
        problems=tuple(problems),
        lines=line_report(page._page_box for page in document.pages),
    )


def _is_slot(box: Any) -> bool:
    return isinstance(box, boxes.BlockBox | boxes.InlineBlockBox) and "pg" in classes(box)


def _find_numbers(page_box: Any, index: int, emission: Emission) -> None:
    """Tell `emission` which texts of a page hold page numbers."""
    for box in page_box.descendants(placeholders=True):
        if _is_slot(box):
            text = next(child for child in box.descendants() if isinstance(child, boxes.TextBox))
            target = box.element.get("data-page")
            bound = "run" in classes(box)
            emission.number(text, target, index, bound, 0, len(text.text))
    for margin in page_box.children:
        if isinstance(margin, boxes.MarginBox):
            _find_folio(margin, index, emission)


def _find_folio(margin: Any, index: int, emission: Emission) -> None:
    """Find the number of the page itself in a box in its margin. Raises `Uneven` where it might be one of several."""
    content = margin.style["content"]
    if not isinstance(content, tuple) or not any(
        part[0] == "counter()" and part[1][0] == "page" for part in content
    ):
        return
    number = str(index + 1)
    texts = [box for box in margin.descendants() if isinstance(box, boxes.TextBox)]
    found = [(box, box.text.find(number)) for box in texts if number in box.text]
    if len(found) != 1 or found[0][0].text.count(number) != 1:
        raise Uneven("it is not known where the number of a page stands")
    box, first = found[0]
    emission.number(box, "", index, False, first, len(number))
