"""Pictures on slides: the whole picture in its room, in its own proportions; SVG as PowerPoint holds it.

PowerPoint 2016 and later draw the SVG, and other viewers the picture of it that goes with it. That is made by resvg,
which needs nothing of the system, in the shipped faces.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

from lxml import etree
from PIL import Image
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from resvg_py import svg_to_bytes

from handbook.slides import ooxml
from handbook.slides.layout_file import Box
from handbook.theme.length import Length

_SVG_TYPE = "image/svg+xml"
_SANS, _SERIF, _MONO = "Handbook Hei", "Handbook Song", "Handbook Mono"
"""Shipped faces for the generic families, and for those that are not shipped."""
_PIXELS = 2.0
"""Pixels of an SVG's picture a point of the slide."""
_NUMBER = re.compile(r"[\d.]+")
_USUAL = (300.0, 150.0)
"""Width and height of an SVG that names neither (CSS 2.2, 10.3.2)."""


def place_picture(placeholder: Any, path: Path, room: Box, alt: str, fonts: Path) -> str:
    """Put the picture in `path` into its placeholder, as large as `room` allows, not cropped.

    Returns why some viewers cannot show it, and nothing where all can; `fonts` is the folder of the shipped faces.
    """
    fault = ""
    if path.suffix.lower() == ".svg":
        data = path.read_bytes()
        width, height = svg_size(data)
        stand_in, fault = _drawn(data, round(min(room.w, room.h * width / height) * _PIXELS), fonts)
        shape = placeholder.insert_picture(io.BytesIO(stand_in or _clear(width, height)))
        _attach_svg(shape, data)
    else:
        with Image.open(path) as image:
            width, height = (float(side) for side in image.size)
        shape = placeholder.insert_picture(str(path))
    shape.crop_left = shape.crop_right = shape.crop_top = shape.crop_bottom = 0
    scale = min(room.w / width, room.h / height)
    shape.left, shape.top = Length(room.x).emu, Length(room.y).emu
    shape.width, shape.height = Length(width * scale).emu, Length(height * scale).emu
    ooxml.describe(shape._element, alt)
    return fault


def _drawn(data: bytes, width: int, fonts: Path) -> tuple[bytes, str]:
    """A PNG of an SVG so many pixels wide, or why there is none."""
    try:
        text = etree.tostring(_read(data), encoding="unicode")
        drawn: bytes = svg_to_bytes(
            svg_string=text,
            width=width,
            skip_system_fonts=True,
            font_dirs=[str(fonts)],
            font_family=_SANS,
            sans_serif_family=_SANS,
            serif_family=_SERIF,
            monospace_family=_MONO,
        )
    except ValueError as error:
        return b"", str(error)
    return drawn, ""


def _read(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def svg_size(data: bytes) -> tuple[float, float]:
    """Width and height of an SVG in its own units."""
    root = _read(data)
    box = [float(number) for number in _NUMBER.findall(root.get("viewBox", "").replace("-", " "))]
    if len(box) == 4 and box[2] and box[3]:
        return box[2], box[3]
    sides = [_NUMBER.match(root.get(name, "")) for name in ("width", "height")]
    width, height = (float(side[0]) if side else 0.0 for side in sides)
    return (width, height) if width and height else _USUAL


def _clear(width: float, height: float) -> bytes:
    """A clear picture of the same proportions, where the SVG cannot be drawn."""
    buffer = io.BytesIO()
    Image.new("RGBA", (64, max(1, round(64 * height / width))), (0, 0, 0, 0)).save(buffer, "PNG")
    return buffer.getvalue()


def _attach_svg(shape: Any, data: bytes) -> None:
    package = shape.part.package
    known = {str(part.partname) for part in package.iter_parts()}
    number = next(n for n in range(1, len(known) + 2) if f"/ppt/media/vector{n}.svg" not in known)
    part = Part(PackURI(f"/ppt/media/vector{number}.svg"), _SVG_TYPE, package, data)
    ooxml.add_svg(shape._element, shape.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE))
