"""Labels of figures in a finished page: which there are, and whether any two lie on one another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from helpers.pdf import Pdf

from handbook.model.blocks import BlockBase
from handbook.model.blocks.data import Chart
from handbook.model.blocks.diagrams import Diagram
from handbook.model.traverse import NOT_PRINTED, texts
from handbook.plan.book import PlannedBlock

_SPARED = 0.2
"""The share of an em by which the boxes of neighbouring characters may meet: kerning, and marks that stand in them."""
_ASCENT, _DESCENT = 0.78, 0.04
"""What a character takes above and under its baseline, in em."""
_ELSEWHERE = frozenset(
    {"title", "slide_title", "slide_text", "note", "source", "unit", "facts", "remark", "y_title"}
)
"""Fields of figures that stand in the caption, on slides only, or in one line with something else."""


def is_drawn(block: BlockBase) -> bool:
    """Whether a block is a diagram or a chart."""
    return isinstance(block, Diagram | Chart)


def labels_of(block: BlockBase) -> list[str]:
    """Every text that a figure shows, without white space; of values, those that charts have room for are not asked."""
    skip = _ELSEWHERE | NOT_PRINTED
    if isinstance(block, Chart) and len(block.series) == 1:
        # The only series is named where nothing else says what is measured.
        return [squeezed(text.plain) for text in (*block.categories, *(line.name for line in block.lines))]
    return [squeezed(text.plain) for text in texts(block, skip)]


def squeezed(text: str) -> str:
    """Without white space."""
    return "".join(text.split())


class Regions:
    """Where blocks stand in a book: from each one's anchor to the next anchor on its page."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._tops = pdf.anchors()

    def characters(self, planned: PlannedBlock) -> list[dict]:
        """The characters of a block that does not go over pages."""
        page, top = self._tops[planned.anchor]
        below = [y for at, y in self._tops.values() if at == page and y > top + 1]
        end = min(below, default=float("inf"))
        chars = self._pdf.pages[page - 1].chars
        return [char for char in chars if top - 2 <= char["top"] + char["height"] / 2 < end - 1]


def text_of(chars: list[dict]) -> str:
    """The text of characters, without white space."""
    return squeezed("".join(char["text"] for char in chars))


def collisions(chars: list[dict]) -> Iterator[str]:
    """Pairs of characters that lie on one another, by their positions."""
    inked = [char for char in chars if char["text"].strip()]
    boxes = [_box(char) for char in inked]
    for (one, first), (other, second) in combinations(zip(inked, boxes, strict=True), 2):
        spare = _SPARED * min(one["size"], other["size"])
        across = min(first[2], second[2]) - max(first[0], second[0])
        down = min(first[3], second[3]) - max(first[1], second[1])
        if across > spare and down > spare:
            yield f"{one['text']} on {other['text']} at {one['x0']:.0f}, {one['top']:.0f}"


def _box(char: dict) -> tuple[float, float, float, float]:
    a, b, *_ = char["matrix"]
    if abs(b) > abs(a):
        return char["x0"], char["top"], char["x1"], char["bottom"]
    middle = (char["top"] + char["bottom"]) / 2
    half = char["size"] * (_ASCENT + _DESCENT) / 2
    return char["x0"], middle - half, char["x1"], middle + half
