"""New slides and notes pages: python-pptx makes the first of each layout, all further ones are copies of it.

Its own way looks up the layout's placeholders again for every slide, which takes longer than filling them.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.parts.slide import NotesSlidePart, SlidePart

_NOTES = "/ppt/notesSlides/notesSlide%d.xml"


@dataclass(frozen=True)
class _Pattern:
    """A new slide, before anything is written on it."""

    element: Any
    places: tuple[tuple[int, int, str | None], ...]
    """Its placeholders by their index: position on the slide, index, type."""


@dataclass
class Patterns:
    """New slides of the layouts of one package, and a new page of notes."""

    slides: dict[str, _Pattern] = field(default_factory=dict)
    """By the name of the layout's part."""
    notes: tuple[Any, int] | None = None
    """A new page of notes, and where its text stands."""

    def __reduce__(self) -> tuple[type[Patterns], tuple[()]]:
        """They are made anew in another process."""
        return Patterns, ()


class SlideMaker:
    """Makes the slides of one presentation."""

    def __init__(self, presentation: Any, patterns: Patterns) -> None:
        self._presentation = presentation
        self._patterns = patterns
        self._count = len(presentation.slides)

    def slide(self, source: Any) -> tuple[Any, list[tuple[Any, int, str | None]]]:
        """A slide of the layout `source`, and its placeholders: each element with its index and type."""
        self._count += 1
        name = str(source.part.partname)
        pattern = self._patterns.slides.get(name)
        if pattern is None:
            slide = self._presentation.slides.add_slide(source)
            pattern = self._patterns.slides[name] = _pattern_of(slide)
        else:
            slide = self._copied(source, pattern.element)
        shapes = list(slide.shapes._spTree)
        return slide, [(shapes[position], idx, kind) for position, idx, kind in pattern.places]

    def _copied(self, source: Any, element: Any) -> Any:
        owner = self._presentation.part
        name = PackURI(f"/ppt/slides/slide{self._count}.xml")
        part = SlidePart(name, CONTENT_TYPE.PML_SLIDE, owner.package, copy.deepcopy(element))
        part.relate_to(source.part, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
        related = owner.relate_to(part, RELATIONSHIP_TYPE.SLIDE)
        self._presentation.slides._sldIdLst.add_sldId(related)
        return part.slide

    def notes(self, slide: Any) -> tuple[Any, Any]:
        """The page of notes of a new slide, and the text body on it."""
        if self._patterns.notes is None:
            page = slide.notes_slide
            shape = page.notes_placeholder._element
            self._patterns.notes = copy.deepcopy(page._element), shape.getparent().index(shape)
        else:
            page = self._copied_notes(slide, self._patterns.notes[0])
        return page, page.shapes._spTree[self._patterns.notes[1]].txBody

    def _copied_notes(self, slide: Any, element: Any) -> Any:
        package = slide.part.package
        part = NotesSlidePart(
            package.next_partname(_NOTES), CONTENT_TYPE.PML_NOTES_SLIDE, package, copy.deepcopy(element)
        )
        master = package.presentation_part.notes_master_part
        part.relate_to(master, RELATIONSHIP_TYPE.NOTES_MASTER)
        part.relate_to(slide.part, RELATIONSHIP_TYPE.SLIDE)
        slide.part.relate_to(part, RELATIONSHIP_TYPE.NOTES_SLIDE)
        return part.notes_slide


def _pattern_of(slide: Any) -> _Pattern:
    order = list(slide.shapes._spTree)
    places = tuple(
        (order.index(shape._element), shape.placeholder_format.idx, shape._element.ph.get("type"))
        for shape in slide.placeholders
    )
    return _Pattern(copy.deepcopy(slide._element), places)
