"""How high text stands on a slide, by the advance tables of the theme's typefaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handbook.model.place import NOWHERE
from handbook.problems import Problems
from handbook.slides.deck import Paragraph, Run, TextBox
from handbook.slides.layouts import Place
from handbook.theme.load import Theme
from handbook.theme.tokens import DeckTokens
from handbook.typography.advances import Face, FaceStack, find_face
from handbook.typography.breaking import Run as SetRun
from handbook.typography.breaking import count_lines, measured
from handbook.typography.headings import heading_breaks

WIDTH_FACTOR = 0.98
"""Share of a line that is reckoned with, so that a line is never predicted too few (400 paragraphs measured)."""
SEAM = 0.2
"""Em that LibreOffice adds to every space between hanzi and Latin, and PowerPoint does not."""
UNIT_SHARE = 0.24
"""Size of a unit against the large number it stands beside."""
NUMBER_MARGIN = 36.0
"""Left margin in points of a paragraph that is counted."""
_TERM_GAP = 6.0
"""Least distance in points between a term and the text after its tab."""


@dataclass
class Measurer:
    """Measures text set in the typefaces of a deck."""

    tokens: DeckTokens
    chinese: bool
    faces: Mapping[tuple[str, int], Face]
    problems: Problems
    _stacks: dict[tuple[str, str, bool], FaceStack] = field(default_factory=dict)
    _counted: dict[tuple[object, ...], int] = field(default_factory=dict)
    """Lines that were counted before: the same text is tried in several places and steps."""

    @classmethod
    def of(cls, theme: Theme, chinese: bool, problems: Problems) -> Measurer:
        """A measurer with the tokens and the advance tables of `theme`."""
        return cls(theme.tokens.deck, chinese, theme.faces, problems)

    def stack(self, bold: bool = False, mono: bool = False, place: Place | None = None) -> FaceStack:
        """The faces that set a run, in a placeholder or elsewhere."""
        names = self.tokens.fonts
        title = place is not None and place.title
        usual = (names.latin_of(title), names.east_asian_of(title))
        first, second = (place.faces if place is not None else None) or usual
        first = names.mono if mono else first
        key = first, second, bold
        if key not in self._stacks:
            weight = 700 if bold else 400
            latin = find_face(self.faces, first, weight)
            asian = find_face(self.faces, second, weight, chinese=True)
            for found in (latin, asian):
                if found.notice:
                    self.problems.warn(
                        NOWHERE, "theme", found.notice, "use a typeface whose widths are known"
                    )
            self._stacks[key] = FaceStack((latin.face, asian.face), "chinese" if self.chinese else "latin")
        return self._stacks[key]

    @property
    def pitch(self) -> float:
        """Distance of two baselines in em."""
        return self.stack().pitch

    def lines(
        self,
        runs: Sequence[Run],
        size: float,
        width: float,
        *,
        bold: bool = False,
        mono: bool = False,
        place: Place | None = None,
    ) -> int:
        """How many lines `runs` take at `size` points in `width` points."""
        faces = (place.faces, place.title) if place is not None else None
        key = (tuple(runs), size, width, bold, mono, faces)
        if key not in self._counted:
            parts = self._set(runs, size, bold, mono, place)
            self._counted[key] = count_lines(parts, width * WIDTH_FACTOR, SEAM)
        return self._counted[key]

    def width(
        self, runs: Sequence[Run], size: float, *, bold: bool = False, place: Place | None = None
    ) -> float:
        """The width in points of `runs` on one line."""
        return sum(measured(self._set(runs, size, bold, False, place), SEAM)[1])

    def breaks(self, paragraph: Paragraph, place: Place, step: int) -> tuple[int, ...]:
        """Before which characters the lines of a title begin, the first left out, so that they end at words."""
        size, bold = place.size(step, paragraph.level), place.level(paragraph.level).bold
        text, widths = measured(self._set(paragraph.runs, size, bold, place.mono, place), SEAM)
        room = (place.box.w - place.insets[0] - place.insets[2]) * WIDTH_FACTOR
        return tuple(heading_breaks(text, widths, room))

    def _set(
        self, runs: Sequence[Run], size: float, bold: bool, mono: bool, place: Place | None
    ) -> list[SetRun]:
        return [
            SetRun(
                run.text,
                self.stack((bold or run.bold) and not run.light, mono or run.mono, place),
                self._size(run, size),
            )
            for run in runs
        ]

    def _size(self, run: Run, size: float) -> float:
        return size * (UNIT_SHARE if run.unit else 0.66 if run.raised else 1.0)

    def paragraph_lines(self, paragraph: Paragraph, place: Place, step: int) -> int | None:
        """Lines of a paragraph in a placeholder; None where a term runs into the text after its tab."""
        level = place.level(paragraph.level)
        size = place.size(step, paragraph.level)
        width = place.box.w - place.insets[0] - place.insets[2]
        runs = list(paragraph.runs)
        tabs = [index for index, run in enumerate(runs) if run.text == "\t"]
        if tabs and level.margin:
            term, rest = runs[: tabs[0]], runs[tabs[0] + 1 :]
            if self.width(term, size, bold=level.bold, place=place) > level.margin - _TERM_GAP:
                return None
            return self.lines(rest, size, width - level.margin, bold=level.bold, mono=place.mono, place=place)
        counted = paragraph.bullet == "number" or (paragraph.bullet == "no" and paragraph.level > 1)
        margin = NUMBER_MARGIN if counted else 0 if paragraph.bullet == "no" else level.margin
        return self.lines(runs, size, width - margin, bold=level.bold, mono=place.mono, place=place)

    def height(self, box: TextBox, place: Place) -> float | None:
        """Height in points of a placeholder's text with its insets; None where a term is too wide for its column."""
        total = place.insets[1] + place.insets[3]
        faces = self.stack(place=place)
        pitch = faces.faces[0].pitch if place.digits else faces.pitch
        for index, paragraph in enumerate(box.paragraphs):
            level = place.level(paragraph.level)
            lines = self.paragraph_lines(paragraph, place, box.step)
            if lines is None:
                return None
            before = (level.tight if box.tight else level.before) if index else 0.0
            total += before + lines * place.size(box.step, paragraph.level) * pitch * level.spacing
        return total

    def fits(self, box: TextBox, place: Place) -> bool:
        """Whether text stays within its box with the free share that the tokens ask for."""
        height = self.height(box, place)
        return height is not None and height <= place.box.h * (1 - self.tokens.free) + 0.01
