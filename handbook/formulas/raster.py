"""A formula as a picture, for viewers that know no native mathematics: filled outlines, the same bytes every time."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator

from PIL import Image, ImageChops, ImageDraw

from handbook.formulas.typeset import Typeset
from handbook.theme.colour import Colour

_FINER = 4
"""How many times finer than the picture outlines are drawn before they are made smooth."""
_STEPS = 8
"""Straight pieces of a curve."""
_Point = tuple[float, float]


def picture(made: Typeset, scale: float, colour: Colour) -> bytes:
    """A PNG of `made` with `scale` pixels a unit, in `colour` on nothing."""
    width = max(1, round(made.width * scale))
    height = max(1, round(made.whole * scale))
    fine = scale * _FINER
    mask = Image.new("L", (width * _FINER, height * _FINER), 0)
    for shape in made.shapes:
        contours = [[(x * fine, (y + made.height) * fine) for x, y in points] for points in _contours(shape)]
        _fill(mask, contours)
    alpha = mask.resize((width, height), Image.Resampling.BOX)
    image = Image.new("RGBA", (width, height), (*bytes.fromhex(colour.rgb), 0))
    image.putalpha(alpha)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=False, compress_level=6)
    return buffer.getvalue()


def _fill(mask: Image.Image, contours: list[list[_Point]]) -> None:
    """Fill one glyph. Outlines that run the other way are holes; strokes may lie over each other."""
    across = [x for points in contours for x, _ in points]
    down = [y for points in contours for _, y in points]
    if not across:
        return
    left, top = math.floor(min(across)), math.floor(min(down))
    size = math.ceil(max(across)) - left + 1, math.ceil(max(down)) - top + 1
    filled = {True: Image.new("L", size, 0), False: Image.new("L", size, 0)}
    for points in contours:
        layer = Image.new("L", size, 0)
        ImageDraw.Draw(layer).polygon([(x - left, y - top) for x, y in points], fill=1)
        outer = _turns_right(points)
        filled[outer] = ImageChops.add(filled[outer], layer)
    glyph = ImageChops.subtract(filled[True], filled[False]).point([0] + [255] * 255)
    mask.paste(255, (left, top), glyph)


def _turns_right(contour: list[_Point]) -> bool:
    """Whether an outline runs clockwise, as TrueType has it for what is filled."""
    pairs = zip(contour, contour[1:] + contour[:1], strict=True)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs) > 0


def _contours(path: str) -> Iterator[list[_Point]]:
    """The closed outlines of SVG path data, curves as straight pieces."""
    points: list[_Point] = []
    for command, numbers in _commands(path):
        if command == "M" and len(points) > 2:
            yield points
        if command == "M":
            points = [numbers[0]]
        elif command == "L":
            points += numbers
        elif command == "Q":
            for control, end in zip(numbers[::2], numbers[1::2], strict=True):
                points += _curve(points[-1], control, end)
    if len(points) > 2:
        yield points


def _commands(path: str) -> Iterator[tuple[str, list[_Point]]]:
    command, numbers = "", list[float]()
    for word in [*path.split(), "Z"]:
        if word.isalpha():
            if command:
                yield command, list(zip(numbers[::2], numbers[1::2], strict=True))
            command, numbers = word, []
        else:
            numbers.append(float(word))


def _curve(start: _Point, control: _Point, end: _Point) -> Iterator[_Point]:
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        yield a * start[0] + b * control[0] + c * end[0], a * start[1] + b * control[1] + c * end[1]
