"""The code on a deck's last slide holds the address of a reference, module by module."""

from __future__ import annotations

import segno
from helpers.decks import Made
from pptx.oxml.ns import qn


def modules(path: object) -> set[tuple[int, int]]:
    """The dark modules that an outline of bars covers."""
    found = set()
    points: list[tuple[int, int]] = []
    for step in path:  # type: ignore[attr-defined]
        if step.tag == qn("a:close"):
            (left, top), (right, _), *_ = points
            found |= {(x, top) for x in range(left, right)}
            points = []
        else:
            point = step.find(qn("a:pt"))
            points.append((int(point.get("x")) // 100, int(point.get("y")) // 100))
    return found


def test_every_deck_ends_with_a_code_that_leads_where_it_says(decks: tuple[Made, ...]) -> None:
    for made in decks:
        slide = list(made.deck.presentation.slides)[-1]
        shape = next(shape for shape in slide.shapes if shape.name == "code")
        url = shape.click_action.hyperlink.address
        scan = made.fitted.slides[-1].scan
        assert scan is not None and scan.url == url and url in scan.alt
        matrix = segno.make(url, error="m", micro=False, boost_error=True).matrix
        dark = {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
        assert modules(next(shape._element.iter(qn("a:path")))) == dark, url
        assert shape.width > 140 * 12700, "seven pixels of a projector a module"
