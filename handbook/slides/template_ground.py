"""What lies behind the text of a company's layout: a colour, a run of colours, or a picture."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from PIL import Image, UnidentifiedImageError
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn

from handbook.slides.layout_file import Box
from handbook.slides.template_read import Found, Sheet
from handbook.theme.colour import Colour
from handbook.theme.contrast import LINE, TEXT
from handbook.theme.office import PLAIN_MAP, OfficeTheme, fill_colours, read_theme, scheme_of

_EMU = 12_700
_LARGE = 24.0
"""Text of this size in points and more is large (WCAG 2.2, 1.4.3, says 18 pt; a room is darker than a desk)."""
_COVERS = 0.9
"""Share of a box that a shape covers where it is that box's ground."""
_NUMBERED = 1001
"""The number of the first ground fill of a theme (ISO/IEC 29500-1, 19.3.1.3)."""
_TONES = 6
"""Colours that a picture is reduced to."""
_SAMPLE = (48, 32)
"""Pixels to which the piece of a picture behind a box is reduced."""
_SHARE = 0.05
"""A colour of a picture with less of its area than this does not count."""


@dataclass(frozen=True)
class Ground:
    """What lies behind a box."""

    colours: tuple[Colour, ...]
    kind: str
    """plain, gradient or picture."""

    @property
    def dark(self) -> bool:
        """Whether light text reads better on it."""
        white, black = Colour("#FFFFFF"), Colour("#000000")
        return min(map(white.contrast, self.colours)) > min(map(black.contrast, self.colours))

    def contrast(self, colour: Colour) -> float:
        """The least contrast of a colour with it."""
        return min(colour.contrast(below) for below in self.colours)


def theme_of(master: Any) -> OfficeTheme:
    """The theme of a master."""
    return read_theme(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)


def scheme_for(sheet: Sheet, theme: OfficeTheme) -> dict[str, Colour]:
    """The colour of every name on a layout: by the master's map, or by the layout's own."""
    return scheme_of(theme, mapping_of(sheet))


def mapping_of(sheet: Sheet) -> dict[str, str]:
    """Which slot of the theme each name of text and ground stands for on a layout."""
    own = sheet.layout._element.find(f"{qn('p:clrMapOvr')}/{qn('a:overrideClrMapping')}")
    found = own if own is not None else sheet.master._element.find(qn("p:clrMap"))
    return {**PLAIN_MAP, **(dict(found.attrib) if found is not None else {})}


def ground_of(sheet: Sheet, box: Box, theme: OfficeTheme, size: Box) -> Ground:
    """The ground of `box` on a layout; `size` is the slide."""
    scheme = scheme_for(sheet, theme)
    found = Ground((scheme["bg1"],), "plain")
    for owner in (sheet.layout, sheet.master):
        made = _background(owner, box, theme, scheme, size)
        if made is not None:
            found = made
            break
    for owner, shape in shapes_of(sheet):
        place = box_of_shape(shape)
        if place is not None and _covers(place, box):
            found = _filled(owner, shape, place, box, scheme) or found
    return found


def contrast_of(sheet: Sheet, found: Found, theme: OfficeTheme, size: Box) -> tuple[float, float] | None:
    """The contrast of a placeholder's text where it stands, and the least it needs; None where no colour is named."""
    colours = fill_colours(found.fill, scheme_for(sheet, theme)) if found.fill is not None else []
    if not colours:
        return None
    least = LINE if found.sizes[0] >= _LARGE else TEXT
    return ground_of(sheet, found.box, theme, size).contrast(colours[0]), least


def shapes_of(sheet: Sheet) -> Iterator[tuple[Any, Any]]:
    """What master and layout draw beside placeholders, the lowest first, each with its owner."""
    owners = [sheet.layout]
    if sheet.layout._element.get("showMasterSp") not in ("0", "false"):
        owners.insert(0, sheet.master)
    for owner in owners:
        tree = owner._element.find(f"{qn('p:cSld')}/{qn('p:spTree')}")
        for shape in tree:
            if shape.tag in (qn("p:sp"), qn("p:pic"), qn("p:grpSp"), qn("p:cxnSp")) and not shape.findall(
                f".//{qn('p:nvPr')}/{qn('p:ph')}"
            ):
                yield owner, shape


def box_of_shape(shape: Any) -> Box | None:
    """Where a shape stands."""
    for tag in ("p:spPr", "p:grpSpPr"):
        transform = shape.find(f"{qn(tag)}/{qn('a:xfrm')}")
        if transform is not None and transform.find(qn("a:ext")) is not None:
            off, ext = transform.find(qn("a:off")), transform.find(qn("a:ext"))
            values = (off.get("x"), off.get("y"), ext.get("cx"), ext.get("cy"))
            return Box(*(int(value) / _EMU for value in values))
    return None


def _covers(place: Box, box: Box) -> bool:
    width = min(place.right, box.right) - max(place.x, box.x)
    height = min(place.bottom, box.bottom) - max(place.y, box.y)
    return width > 0 and height > 0 and width * height >= _COVERS * box.w * box.h


def _background(
    owner: Any, box: Box, theme: OfficeTheme, scheme: Mapping[str, Colour], size: Box
) -> Ground | None:
    """The ground that a master or layout gives the whole slide."""
    element = owner._element.find(f"{qn('p:cSld')}/{qn('p:bg')}")
    if element is None or not len(element):
        return None
    first = element[0]
    if first.tag == qn("p:bgRef"):
        behind = next(iter(fill_colours(_solid(first), scheme)), None)
        number = int(first.get("idx", "0")) - _NUMBERED
        fill = theme.grounds[number] if 0 <= number < len(theme.grounds) else None
        found = fill_colours(fill, scheme, behind) if fill is not None else []
        if found:
            return Ground(tuple(found), "plain" if len(found) == 1 else "gradient")
        return Ground((behind,), "plain") if behind is not None else None
    return _fill(owner, first, size, box, scheme)


def _solid(holder: Any) -> Any:
    """The colour of a reference as a fill."""
    made = holder.makeelement(qn("a:solidFill"), {})
    for child in holder:
        made.append(child.__copy__())
    return made


def _filled(owner: Any, shape: Any, place: Box, box: Box, scheme: Mapping[str, Colour]) -> Ground | None:
    if shape.tag == qn("p:pic"):
        return _picture(owner, shape.find(f"{qn('p:blipFill')}/{qn('a:blip')}"), place, box)
    properties = shape.find(qn("p:spPr"))
    found = _fill(owner, properties, place, box, scheme) if properties is not None else None
    if found is None and shape.tag == qn("p:sp"):
        reference = shape.find(f"{qn('p:style')}/{qn('a:fillRef')}")
        named = properties is not None and properties.find(qn("a:noFill")) is None
        if named and reference is not None and reference.get("idx", "0") != "0":
            colours = fill_colours(_solid(reference), scheme)
            return Ground(tuple(colours), "plain") if colours else None
    return found


def _fill(owner: Any, holder: Any, place: Box, box: Box, scheme: Mapping[str, Colour]) -> Ground | None:
    """The ground that a fill makes; nothing for one that is clear or not there."""
    for tag in ("a:solidFill", "a:gradFill"):
        fill = holder.find(qn(tag))
        if fill is not None:
            if any(int(alpha.get("val", "0")) < 50_000 for alpha in fill.iter(qn("a:alpha"))):
                return None
            colours = fill_colours(fill, scheme)
            return Ground(tuple(colours), "plain" if len(colours) == 1 else "gradient") if colours else None
    blip = holder.find(f"{qn('a:blipFill')}/{qn('a:blip')}")
    return _picture(owner, blip, place, box)


def _picture(owner: Any, blip: Any, place: Box, box: Box) -> Ground | None:
    """The main colours of the piece of a picture that lies behind a box."""
    relation = owner.part.rels.get(blip.get(qn("r:embed"), "")) if blip is not None else None
    if relation is None or relation.is_external:
        return None
    try:
        with Image.open(io.BytesIO(relation.target_part.blob)) as opened:
            image = opened.convert("RGBA").convert("RGB")
    except (UnidentifiedImageError, OSError):
        return None
    across, down = image.width / place.w, image.height / place.h
    left, top = max(0.0, (box.x - place.x) * across), max(0.0, (box.y - place.y) * down)
    right = min(image.width, (box.right - place.x) * across)
    bottom = min(image.height, (box.bottom - place.y) * down)
    if right - left < 1 or bottom - top < 1:
        return None
    piece = image.crop((int(left), int(top), int(right + 0.5), int(bottom + 0.5))).resize(_SAMPLE)
    reduced = piece.quantize(_TONES)
    palette = reduced.getpalette() or []
    found = []
    for number, count in enumerate(reduced.histogram()[:_TONES]):
        if count >= _SHARE * _SAMPLE[0] * _SAMPLE[1]:
            red, green, blue = (part / 255 for part in palette[number * 3 : number * 3 + 3])
            found.append(Colour.of(red, green, blue))
    return Ground(tuple(found), "picture") if found else None
