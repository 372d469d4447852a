"""Pictures on slides: the whole picture in its room, in its own proportions; SVG as PowerPoint holds it."""

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

from handbook.slides import ooxml
from handbook.slides.layout_file import Box
from handbook.theme.length import Length

_SVG_TYPE = "image/svg+xml"
_STAND_IN_WIDTH = 64
_NUMBER = re.compile(r"[\d.]+")
_USUAL = (300.0, 150.0)
"""Width and height of an SVG that names neither (CSS 2.2, 10.3.2)."""


def place_picture(placeholder: Any, path: Path, room: Box, alt: str) -> bool:
    """Put the picture in `path` into its placeholder, as large as `room` allows, not cropped.

    Returns whether every viewer can show it: an SVG has a clear picture as its stand-in.
    """
    vector = path.suffix.lower() == ".svg"
    if vector:
        data = path.read_bytes()
        width, height = svg_size(data)
        shape = placeholder.insert_picture(io.BytesIO(_stand_in(width, height)))
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
    return not vector


def svg_size(data: bytes) -> tuple[float, float]:
    """Width and height of an SVG in its own units."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    box = [float(number) for number in _NUMBER.findall(root.get("viewBox", "").replace("-", " "))]
    if len(box) == 4 and box[2] and box[3]:
        return box[2], box[3]
    sides = [_NUMBER.match(root.get(name, "")) for name in ("width", "height")]
    if sides[0] and sides[1]:
        return float(sides[0][0]), float(sides[1][0])
    return _USUAL


def _stand_in(width: float, height: float) -> bytes:
    """A clear picture of the same proportions, for viewers that do not know SVG."""
    buffer = io.BytesIO()
    size = (_STAND_IN_WIDTH, max(1, round(_STAND_IN_WIDTH * height / width)))
    Image.new("RGBA", size, (0, 0, 0, 0)).save(buffer, "PNG")
    return buffer.getvalue()


def _attach_svg(shape: Any, data: bytes) -> None:
    package = shape.part.package
    known = {str(part.partname) for part in package.iter_parts()}
    number = next(n for n in range(1, len(known) + 2) if f"/ppt/media/vector{n}.svg" not in known)
    part = Part(PackURI(f"/ppt/media/vector{number}.svg"), _SVG_TYPE, package, data)
    ooxml.add_svg(shape._element, shape.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE))
