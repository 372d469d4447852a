"""What a company's layouts hold: placeholders with everything that they inherit.

A placeholder takes what it does not say from the master's placeholder of its kind, then from the master's text styles,
then from the defaults of the presentation (ISO/IEC 29500-1, 19.3.1.36 and 21.1.2.4).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.oxml.ns import qn

from handbook.slides.layout_file import Box
from handbook.slides.layouts import Level

_EMU = 12_700
_INSETS = (("lIns", 91_440), ("tIns", 45_720), ("rIns", 91_440), ("bIns", 45_720))
_MASTER_KIND = {
    "title": "title", "ctrTitle": "title", "ftr": "ftr", "sldNum": "sldNum", "dt": "dt",
}  # fmt: skip
_LEVELS = 3
_SIZE = 18.0
"""The size of text that nothing gives a size."""
_EXACT = 1.2
"""Baselines in em that an exact line distance is reckoned against."""


@dataclass(frozen=True)
class Found:
    """A placeholder of a layout."""

    element: Any
    type: str
    """Its type by OOXML's name; obj where it has none."""
    idx: int
    box: Box
    levels: tuple[Level, ...]
    sizes: tuple[float, ...]
    """Sizes of the levels in points."""
    anchor: str
    insets: tuple[float, float, float, float]
    faces: tuple[str, str]
    """Typefaces of Latin and Chinese as they are written: `+mj-lt` is the theme's; empty where nothing is said."""
    upright: bool
    """Whether its lines run from left to right."""
    sized: bool
    """Whether its own styles or the master's name its size; viewers differ in what they take otherwise."""
    fill: Any
    """The fill of its first level's text, as an element; None where nothing says one."""

    @property
    def text(self) -> str:
        """What it says of itself."""
        return "".join(found.text or "" for found in self.element.iter(qn("a:t"))).strip()


@dataclass(frozen=True)
class Sheet:
    """A layout with its placeholders, by rows and from left to right."""

    layout: Any
    name: str
    type: str
    part: str
    found: tuple[Found, ...]

    @property
    def master(self) -> Any:
        """Its master."""
        return self.layout.slide_master

    def of(self, *types: str) -> list[Found]:
        """The placeholders of some types."""
        return [found for found in self.found if found.type in types]

    @property
    def title(self) -> Found | None:
        """The placeholder of the title."""
        return next(iter(self.of("title", "ctrTitle")), None)


def read_sheet(layout: Any) -> Sheet:
    """A layout of python-pptx, read."""
    found = [
        _found(element, layout) for element in layout._element.iter(qn("p:sp")) if _ph(element) is not None
    ]
    placed = sorted((one for one in found if one is not None), key=lambda one: (one.box.y, one.box.x))
    root = layout._element
    return Sheet(layout, layout.name, root.get("type", ""), str(layout.part.partname), tuple(placed))


def _ph(element: Any) -> Any:
    return element.find(f"{qn('p:nvSpPr')}/{qn('p:nvPr')}/{qn('p:ph')}")


def _found(element: Any, layout: Any) -> Found | None:
    """A placeholder; None for one that stands nowhere."""
    kind = _ph(element).get("type", "obj")
    parents = _parents(kind, layout.slide_master)
    chain = [element, *parents]
    box = next((made for made in map(_box, chain) if made is not None), None)
    if box is None:
        return None
    styles = [*_list_styles(chain), *_text_styles(kind, layout)]
    levels, sizes = [], []
    for number in range(1, _LEVELS + 1):
        size, level = _level(styles, number)
        levels.append(level)
        sizes.append(size)
    bodies = [
        body for body in (one.find(f"{qn('p:txBody')}/{qn('a:bodyPr')}") for one in chain) if body is not None
    ]
    insets = tuple(int(_attribute(bodies, name) or usual) / _EMU for name, usual in _INSETS)
    return Found(
        element,
        kind,
        int(_ph(element).get("idx", "0")),
        box,
        tuple(levels),
        tuple(sizes),
        _attribute(bodies, "anchor") or "t",
        (insets[0], insets[1], insets[2], insets[3]),
        _faces(styles),
        (_attribute(bodies, "vert") or "horz") == "horz",
        _sized(styles, layout),
        _fill(styles),
    )


def _parents(kind: str, master: Any) -> list[Any]:
    """The master's placeholder that one of `kind` inherits from."""
    wanted = _MASTER_KIND.get(kind, "body")
    return [
        one
        for one in master._element.iter(qn("p:sp"))
        if _ph(one) is not None and _ph(one).get("type") == wanted
    ][:1]


def _box(element: Any) -> Box | None:
    transform = element.find(f"{qn('p:spPr')}/{qn('a:xfrm')}")
    off = transform.find(qn("a:off")) if transform is not None else None
    ext = transform.find(qn("a:ext")) if transform is not None else None
    if off is None or ext is None or not int(ext.get("cx", "0")) or not int(ext.get("cy", "0")):
        return None
    return Box(*(int(value) / _EMU for value in (off.get("x"), off.get("y"), ext.get("cx"), ext.get("cy"))))


def _list_styles(chain: Sequence[Any]) -> Iterator[Any]:
    for element in chain:
        style = element.find(f"{qn('p:txBody')}/{qn('a:lstStyle')}")
        if style is not None:
            yield style


def _text_styles(kind: str, layout: Any) -> Iterator[Any]:
    """The styles of the master for a kind of text, then the defaults of the presentation."""
    name = {"title": "titleStyle", "ftr": "otherStyle", "sldNum": "otherStyle", "dt": "otherStyle"}.get(
        _MASTER_KIND.get(kind, "body"), "bodyStyle"
    )
    style = layout.slide_master._element.find(f"{qn('p:txStyles')}/{qn(f'p:{name}')}")
    if style is not None:
        yield style
    root = layout.part.package.presentation_part._element
    default = root.find(qn("p:defaultTextStyle"))
    if default is not None:
        yield default


def _attribute(elements: Sequence[Any], name: str) -> str | None:
    return next((one.get(name) for one in elements if one.get(name) is not None), None)


def _level(styles: Sequence[Any], number: int) -> tuple[float, Level]:
    """Size and look of one level of text."""
    ranks = [one for one in (style.find(qn(f"a:lvl{number}pPr")) for style in styles) if one is not None]
    runs = [one for one in (rank.find(qn("a:defRPr")) for rank in ranks) if one is not None]
    size = int(_attribute(runs, "sz") or _SIZE * 100) / 100
    before, after = _space(ranks, "a:spcBef", size), _space(ranks, "a:spcAft", size)
    spacing = _first(ranks, "a:lnSpc")
    factor = 1.0
    if spacing is not None and len(spacing):
        value = _number(spacing[0])
        factor = value / 100_000 if spacing[0].tag == qn("a:spcPct") else value / 100 / (size * _EXACT)
    return size, Level(
        bold=_attribute(runs, "b") in ("1", "true"),
        colour="tx1",
        bullet=_bullet(ranks),
        margin=int(_attribute(ranks, "marL") or 0) / _EMU,
        indent=int(_attribute(ranks, "indent") or 0) / _EMU,
        before=before + after,
        # A slide can narrow the space before a paragraph, but what stands after the one above it remains.
        tight=before + after if after else max(min(before, 4.0), round(before / 2, 1)),
        spacing=factor,
        align={"ctr": "ctr", "r": "r"}.get(_attribute(ranks, "algn") or "l", "l"),
    )


def _first(ranks: Sequence[Any], tag: str) -> Any:
    return next((one for one in (rank.find(qn(tag)) for rank in ranks) if one is not None), None)


def _number(element: Any) -> float:
    """A value in thousandths of a percent, also where it is written with a sign of percent."""
    text = element.get("val", "0")
    return float(text[:-1]) * 1000 if text.endswith("%") else float(text)


def _space(ranks: Sequence[Any], tag: str, size: float) -> float:
    found = _first(ranks, tag)
    if found is None or not len(found):
        return 0.0
    value = _number(found[0])
    return value / 100 if found[0].tag == qn("a:spcPts") else value / 100_000 * size * _EXACT


def _bullet(ranks: Sequence[Any]) -> str:
    for rank in ranks:
        for tag, name in (("buNone", "none"), ("buAutoNum", "number"), ("buChar", "dot"), ("buBlip", "dot")):
            if rank.find(qn(f"a:{tag}")) is not None:
                return name
    return "none"


def _sized(styles: Sequence[Any], layout: Any) -> bool:
    """Whether a style other than the defaults of the presentation names the size of the first level."""
    default = layout.part.package.presentation_part._element.find(qn("p:defaultTextStyle"))
    ranks = [style.find(qn("a:lvl1pPr")) for style in styles if style is not default]
    runs = [rank.find(qn("a:defRPr")) for rank in ranks if rank is not None]
    return any(run is not None and run.get("sz") for run in runs)


def _fill(styles: Sequence[Any]) -> Any:
    ranks = [one for one in (style.find(qn("a:lvl1pPr")) for style in styles) if one is not None]
    return _first(
        [one for one in (rank.find(qn("a:defRPr")) for rank in ranks) if one is not None], "a:solidFill"
    )


def _faces(styles: Sequence[Any]) -> tuple[str, str]:
    """The typefaces of the first level as they are written."""
    ranks = [one for one in (style.find(qn("a:lvl1pPr")) for style in styles) if one is not None]
    runs = [one for one in (rank.find(qn("a:defRPr")) for rank in ranks) if one is not None]
    named = [
        face.get("typeface", "") if face is not None else ""
        for face in (_first(runs, "a:latin"), _first(runs, "a:ea"))
    ]
    return named[0], named[1]
