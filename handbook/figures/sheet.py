"""The sheet on which a geometry is worked out: it breaks labels, remembers parts, and notes what finds no room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handbook.figures.drawing import (
    Align,
    Arc,
    Box,
    Drawing,
    Field,
    Label,
    Link,
    Misfit,
    Node,
    Pen,
    Point,
    Role,
    Stroke,
    Tone,
)
from handbook.figures.space import Space
from handbook.model.inline import Inline
from handbook.model.place import NOWHERE, Place
from handbook.typography.breaking import break_lines
from handbook.typography.chinese import seams, unbroken

_SEAM = 0.25
"""The space between hanzi and Latin letters or digits, in em (CLREQ 3.2.2)."""
_TOLERANCE = 0.05
"""What a line may be longer than its measure, in points: sums of widths are not exact."""
_UPRIGHT_PITCH, _UPRIGHT_WIDTH = 1.2, 1.15
"""Distance of characters that stand under one another on paper, and the width of their column, in em."""
_JOINER = "\u2060"
_SHORTEST_LAST_LINE = 2


class Sheet:
    """One attempt at a drawing, at one step of the ladder of sizes."""

    def __init__(self, space: Space, step: int) -> None:
        self.space = space
        self.step = step
        self.nodes: list[Node] = []
        self.links: list[Link] = []
        self.strokes: list[Stroke] = []
        self.fields: list[Field] = []
        self.arcs: list[Arc] = []
        self.labels: list[Label] = []
        self.misfits: list[Misfit] = []

    def em(self, units: float) -> float:
        """A distance in points."""
        return units * self.space.em

    def size(self, role: Role) -> float:
        """The size of a role at this step, in points."""
        return self.space.settings[role].size(self.step)

    def pitch(self, role: Role) -> float:
        """From one baseline to the next, in points."""
        return self.size(role) * self.space.settings[role].leading

    def text_of(self, text: Inline | str) -> str:
        """The characters that are set: on slides, with the space between hanzi and Latin that print adds itself."""
        plain = " ".join((text.plain if isinstance(text, Inline) else text).split())
        if self.space.paper:
            return plain
        for position in sorted(seams(plain), reverse=True):
            plain = f"{plain[:position]} {plain[position:]}"
        return plain

    def width(self, text: Inline | str, role: Role) -> float:
        """The width of a text in one line, with its share of slack, in points."""
        return self._width(self.text_of(text), role) / self.space.slack

    def _width(self, text: str, role: Role) -> float:
        size = self.size(role)
        gaps = len(list(seams(text))) * _SEAM * size if self.space.paper else 0.0
        return self.space.settings[role].faces.width(text, size) + gaps

    def lines(self, text: Inline | str, role: Role, width: float) -> tuple[str, ...]:
        """The lines of a text in a measure; quantities stay whole, and the last line is no single character."""
        plain = self.text_of(text)
        lines = self._broken(plain, role, width)
        if len(lines) > 1 and len(lines[-1]) < _SHORTEST_LAST_LINE:
            for share in (0.94, 0.88, 0.82, 0.76):
                narrower = self._broken(plain, role, width * share)
                if len(narrower) == len(lines) and len(narrower[-1]) >= _SHORTEST_LAST_LINE:
                    return narrower
        return lines

    def _broken(self, plain: str, role: Role, width: float) -> tuple[str, ...]:
        bound = _bind(plain, lambda part: self._width(part, role) <= width * self.space.slack + _TOLERANCE)
        setting, measure = self.space.settings[role], width * self.space.slack + _TOLERANCE
        for _ in range(6):
            found = break_lines(bound, measure, self.size(role), setting.faces)
            lines = tuple(line.replace(_JOINER, "") for line in found)
            over = max(self._width(line, role) for line in lines) - width * self.space.slack
            if over <= _TOLERANCE or len(lines) > len(plain) / 2:
                return lines
            measure -= over
        return lines

    def label(
        self,
        text: Inline | str,
        role: Role,
        x: float,
        y: float,
        width: float,
        *,
        align: Align = "left",
        tone: Tone = "ink",
        most: int | None = None,
        at: Place = NOWHERE,
    ) -> Label:
        """`text` set at the head of a column; more than `most` lines are a misfit of the thing at `at`."""
        lines = self.lines(text, role, width)
        pitch = self.pitch(role)
        plain = self.text_of(text)
        place = text.at if isinstance(text, Inline) and text.at.line else at
        widest = max(self._width(line, role) for line in lines)
        if widest > width + 0.05:
            self.misfits.append(Misfit(place, plain, widest - width, "wide"))
        elif most is not None and len(lines) > most:
            if most == 1:
                by = self._width(plain, role) - width * self.space.slack
                self.misfits.append(Misfit(place, plain, by, "wide"))
            else:
                self.misfits.append(Misfit(place, plain, (len(lines) - most) * pitch, "high"))
        box = Box(x, y, width, len(lines) * pitch)
        return Label(plain, role, box, lines, self.size(role), pitch, widest / self.space.slack, align, tone)

    def line(
        self,
        text: Inline | str,
        role: Role,
        x: float,
        y: float,
        *,
        align: Align = "left",
        tone: Tone = "ink",
    ) -> Label:
        """`text` in one line beside, under or left of the point x, in a box that is just as wide as it."""
        width = self.width(text, role)
        left = {"left": x, "center": x - width / 2, "right": x - width}[align]
        plain = self.text_of(text)
        pitch = self.pitch(role)
        box = Box(left, y, width, pitch)
        return Label(plain, role, box, (plain,), self.size(role), pitch, width, align, tone)

    def upright(self, text: str, role: Role, x: float, y: float, *, tone: Tone = "ink") -> Label:
        """Chinese characters under one another, their head at y."""
        size, pitch = self.size(role), self.size(role) * _UPRIGHT_PITCH
        if not self.space.paper:
            pitch = self.pitch(role)
        width = size * _UPRIGHT_WIDTH
        return Label(
            text, role, Box(x, y, width, pitch * len(text)), tuple(text), size, pitch, size, "center", tone
        )

    def stroke(self, pen: Pen, *points: Point, arrow: bool = False) -> None:
        """Draw a line that joins nothing."""
        self.strokes.append(Stroke(pen, points, arrow))

    def too_high(self, by: float, at: Place, text: str = "") -> None:
        """Note that something misses height."""
        self.misfits.append(Misfit(at, text, by, "high"))

    def no_room(self, at: Place, text: str) -> None:
        """Note that a label meets others wherever it is put."""
        self.misfits.append(Misfit(at, text, self.space.em, "many"))

    def finish(self, kind: str, height: float, at: Place) -> Drawing:
        """Everything on the sheet as a drawing of the sheet's width."""
        if height > self.space.height + 0.5:
            self.too_high(height - self.space.height, at)
        return Drawing(
            kind,
            self.space.width,
            height,
            tuple(self.nodes),
            tuple(self.links),
            tuple(self.strokes),
            tuple(self.fields),
            tuple(self.arcs),
            tuple(self.labels),
            tuple(self.misfits),
        )


def shifted(label: Label, dx: float = 0.0, dy: float = 0.0) -> Label:
    """The label at another place."""
    return replace(label, box=replace(label.box, x=label.box.x + dx, y=label.box.y + dy))


def _bind(text: str, fits: Callable[[str], bool]) -> str:
    """`text` with joiners inside what a line end may not divide, where that fits the measure."""
    for start, end in sorted(unbroken(text), reverse=True):
        part = text[start:end]
        if fits(part):
            text = text[:start] + _JOINER.join(part) + text[end:]
    return text
