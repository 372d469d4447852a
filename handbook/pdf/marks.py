"""The boxes of a page for the press, and the marks outside its bleed."""

from __future__ import annotations

from itertools import product
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

MARGIN = 28.35
"""From the trim to the edge of the sheet, in points: 10 mm for bleed and marks."""
_EVERY_PLATE = "/EveryPlate"
_LENGTH, _WEIGHT, _RADIUS = 14.0, 0.25, 4.0


def add_marks(pdf: pikepdf.Pdf, page: Any, bleed: float) -> None:
    """Give `page` its boxes (ISO 15930-7, 6.12) and draw crop and register marks, in all inks, beyond its bleed."""
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    page.obj.TrimBox = Array([left, bottom, right, top])
    page.obj.BleedBox = Array([left - bleed, bottom - bleed, right + bleed, top + bleed])
    page.obj.MediaBox = Array([left - MARGIN, bottom - MARGIN, right + MARGIN, top + MARGIN])
    for key in ("/CropBox", "/ArtBox"):
        if key in page.obj:
            del page.obj[key]
    resources = page.obj.Resources
    if "/ColorSpace" not in resources:
        resources.ColorSpace = Dictionary()
    if _EVERY_PLATE not in resources.ColorSpace:
        resources.ColorSpace[_EVERY_PLATE] = _all_inks(pdf)
    page.contents_add(b"q", prepend=True)
    page.contents_add(b"Q q " + _drawing(left, bottom, right, top, bleed) + b" Q")


def _all_inks(pdf: pikepdf.Pdf) -> Any:
    """The colour of marks: every plate in full (ISO 32000-1, 8.6.6.4)."""
    tint = pdf.make_stream(b"{ dup dup dup }", FunctionType=4, Domain=[0, 1], Range=[0, 1] * 4)
    return Array([Name.Separation, Name.All, Name.DeviceCMYK, tint])


def _drawing(left: float, bottom: float, right: float, top: float, bleed: float) -> bytes:
    """Two crop marks at each corner, a register mark at the middle of each side."""
    lines = [f"{_EVERY_PLATE} CS 1 SCN {_WEIGHT} w"]

    def line(x1: float, y1: float, x2: float, y2: float) -> None:
        lines.append(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")

    near, far = bleed + 2.0, bleed + 2.0 + _LENGTH
    for (x, outward), (y, upward) in product(((left, -1), (right, 1)), ((bottom, -1), (top, 1))):
        line(x + outward * near, y, x + outward * far, y)
        line(x, y + upward * near, x, y + upward * far)
    middle = near + _LENGTH / 2
    across, up = (left + right) / 2, (bottom + top) / 2
    for x, y in (
        (left - middle, up),
        (right + middle, up),
        (across, bottom - middle),
        (across, top + middle),
    ):
        line(x - 1.6 * _RADIUS, y, x + 1.6 * _RADIUS, y)
        line(x, y - 1.6 * _RADIUS, x, y + 1.6 * _RADIUS)
        lines.append(_circle(x, y, _RADIUS))
    return "\n".join(lines).encode()


def _circle(x: float, y: float, radius: float) -> str:
    """A circle of four Bézier curves."""
    pull = 0.5523 * radius
    return (
        f"{x + radius:.2f} {y:.2f} m "
        f"{x + radius:.2f} {y + pull:.2f} {x + pull:.2f} {y + radius:.2f} {x:.2f} {y + radius:.2f} c "
        f"{x - pull:.2f} {y + radius:.2f} {x - radius:.2f} {y + pull:.2f} {x - radius:.2f} {y:.2f} c "
        f"{x - radius:.2f} {y - pull:.2f} {x - pull:.2f} {y - radius:.2f} {x:.2f} {y - radius:.2f} c "
        f"{x + pull:.2f} {y - radius:.2f} {x + radius:.2f} {y - pull:.2f} {x + radius:.2f} {y:.2f} c S"
    )
