"""The report of what became of lines, read off laid-out pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from handbook.pdf.line_report import LineReport, RaggedLine
from handbook.pdf.planned import Planned
from handbook.typography.paragraph import How


def line_report(pages: Iterable[Any]) -> LineReport:
    """The report of laid-out pages, which are boxes of the engine."""
    planned = spread = 0
    ragged: list[RaggedLine] = []
    plain: Counter[str] = Counter()
    for number, page in enumerate(pages, start=1):
        for box in page.descendants(placeholders=True):
            if not isinstance(box, boxes.LineBox):
                continue
            found = getattr(box, "planned", None)
            if not isinstance(found, Planned):
                plain.update(_reason(box))
                continue
            planned += 1
            line, paragraph = found.line, found.flat.paragraph
            if not found.flat.spread or line.how is How.NATURAL:
                continue
            spread += 1
            if line.how in (How.RAGGED, How.OVERFULL):
                short = line.measure - paragraph.width(line.start, line.stop - 1)
                text = "".join(paragraph.signs.chars[line.start : line.last + 1])
                ragged.append(RaggedLine(number, text, round(short / paragraph.signs.ems[line.start], 2)))
    return LineReport(planned, spread, tuple(ragged), dict(sorted(plain.items())))


def _reason(box: Any) -> Iterable[str]:
    """Why a line was left to the engine; nothing for a line without words: a row of dots has none."""
    reason = box.__dict__.get("flat", (None, "another way of layout"))[1]
    if isinstance(reason, str) and reason != "empty" and any(_words(box)):
        yield reason


def _words(box: Any) -> Iterator[str]:
    """The texts of a line; not the dots that lead from one to another."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child.text.strip()
        elif isinstance(child, boxes.ParentBox) and not child.is_leader:
            yield from _words(child)
