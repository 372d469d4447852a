"""Emphasis dots, drawn under the characters where they stand after all squeezing and stretching (CLREQ 3.3.2).

The style sheet asks for them: `--emphasis: dots`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handbook.pdf.shaping import PlannedLayout
from handbook.typography.kinds import Kind, kind

_RADIUS = 0.1
_BELOW = 0.37
"""From the baseline to the middle of a dot. Shares of an em."""
_ROUND = 0.5523
"""Of a radius: how far the handles of a quarter of a circle reach."""


def draw_dots(stream: Any, box: Any) -> None:
    """Draw a dot under every hanzi of a text box whose style asks for it."""
    layout = box.pango_layout
    if not isinstance(layout, PlannedLayout) or not _wanted(box.style):
        return
    em = box.style["font_size"]
    y = box.position_y + box.baseline + _BELOW * em
    with stream.stacked():
        stream.set_color(box.style["color"])
        for x in _middles(layout, box.position_x):
            _circle(stream, x, y, _RADIUS * em)
        stream.fill()


def _wanted(style: Any) -> bool:
    return any(getattr(token, "value", None) == "dots" for token in style["__emphasis"])


def _middles(layout: PlannedLayout, x: float) -> Iterator[float]:
    """The middle of each hanzi, left to right."""
    for char, width, (amount, shift) in zip(layout.text, layout.widths, layout.amounts, strict=False):
        if kind(char) is Kind.HANZI:
            yield x + shift + width / 2
        x += width + amount


def _circle(stream: Any, x: float, y: float, radius: float) -> None:
    handle = radius * _ROUND
    stream.move_to(x + radius, y)
    stream.curve_to(x + radius, y + handle, x + handle, y + radius, x, y + radius)
    stream.curve_to(x - handle, y + radius, x - radius, y + handle, x - radius, y)
    stream.curve_to(x - radius, y - handle, x - handle, y - radius, x, y - radius)
    stream.curve_to(x + handle, y - radius, x + radius, y - handle, x + radius, y)
