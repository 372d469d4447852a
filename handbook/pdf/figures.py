"""Diagrams in the book: the drawing of a block as inline SVG, its text in the theme's families."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, cos, radians, sin
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from handbook.figures.draw import draw
from handbook.figures.drawing import Arc, Drawing, Field, Label, Node, Point
from handbook.figures.patterns import dots
from handbook.figures.space import Space, paper_space
from handbook.model.blocks import BlockBase
from handbook.plan.words import Words
from handbook.problems import Problems
from handbook.theme.load import Theme
from handbook.typography.chinese import seams

_SEAM = 0.25
_NOT_ZERO = 0.01
"""WeasyPrint takes an x or y of 0 for one that is not given, and goes on where the last text ended."""


def figure_svg(block: BlockBase, width_pt: float, theme: Theme, words: Words, problems: Problems) -> str:
    """The diagram of `block`, `width_pt` points wide, as an `<svg>` element whose unit is the point.

    Labels that find no room are problems at their own places.
    """
    space = paper_space(width_pt, theme)
    drawing = draw(block, space, words, problems)
    view = _DrawingView.of(drawing, theme, space)
    return render(drawing.kind, theme, drawing=view, words=words)


def render(name: str, theme: Theme, **values: object) -> str:
    """The theme's template of a figure filled with `values` and the theme's pens and colours."""
    folders = tuple(folder / "pdf" / "figures" for folder in theme.folders)
    template = _environment(folders).get_template(f"{name}.svg")
    return template.render(pens=pens(theme), colours=theme.tokens.colours, **values)


@lru_cache(maxsize=8)
def _environment(folders: tuple[Path, ...]) -> Environment:
    return Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=False,
    )


@dataclass(frozen=True)
class PenView:
    """How a line is drawn."""

    colour: str
    width: str
    dash: str = ""


def pens(theme: Theme) -> Mapping[str, PenView]:
    """The pens of figures, made from the theme's rules and colours."""
    rules, colours = theme.tokens.book.rules, theme.tokens.colours
    thick, rule, thin = rules.thick.pt, rules.rule.pt, rules.thin.pt
    fine = rule * 4 / 3
    return {
        "axis": PenView(colours.ink.css, number(fine)),
        "tick": PenView(colours.ink.css, number(thin)),
        "link": PenView(colours.ink.css, number(fine)),
        "stem": PenView(colours.accent.css, number(fine)),
        "leader": PenView(colours.hair.css, number(rule)),
        "edge": PenView(colours.ink.css, number(thin)),
        "hair": PenView(colours.hair.css, number(thin)),
        "rule": PenView(colours.ink.css, number(rule)),
        "strong": PenView(colours.accent.css, number(thick)),
        "warning": PenView(colours.warm.css, number(thick * 1.5)),
        "hatch": PenView(colours.warm.css, number(thin * 0.9)),
        "step": PenView(colours.accent.css, number(thick * 1.5)),
        "focus": PenView(colours.accent.css, number(thick * 3)),
        "bar": PenView(colours.accent.css, number(rules.shoulder_width.pt)),
        "dashed": PenView(colours.ink.css, number(fine), "4 2.4"),
    }


def number(value: float) -> str:
    """A length or place as SVG writes it: two decimals at most."""
    return f"{round(value, 2):.2f}".rstrip("0").rstrip(".") if abs(value) >= 0.005 else "0"


@dataclass(frozen=True)
class _LineOfText:
    x: str
    y: str
    dx: str
    """Shifts by character: a quarter em between hanzi and Latin."""
    text: str


@dataclass(frozen=True)
class _LabelView:
    role: str
    size: str
    family: str
    weight: int
    colour: str
    turned: bool
    lines: tuple[_LineOfText, ...]


@dataclass(frozen=True)
class _PathView:
    pen: str
    d: str
    head: str


@dataclass(frozen=True)
class _FieldView:
    kind: str
    x: str
    y: str
    width: str
    height: str
    dots: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class _NodeView:
    shape: str
    focus: bool
    level: int
    x: str
    y: str
    width: str
    height: str
    right: str
    bottom: str
    middle_x: str
    middle_y: str
    radius: str
    outline: str
    labels: tuple[_LabelView, ...]


@dataclass(frozen=True)
class _DrawingView:
    """A drawing as templates print it: every number already written."""

    kind: str
    width: str
    height: str
    fields: tuple[_FieldView, ...]
    strokes: tuple[_PathView, ...]
    links: tuple[_PathView, ...]
    arcs: tuple[_PathView, ...]
    nodes: tuple[_NodeView, ...]
    labels: tuple[_LabelView, ...]

    @classmethod
    def of(cls, drawing: Drawing, theme: Theme, space: Space) -> _DrawingView:
        head = theme.tokens.book.rules.rule.pt * 8
        return cls(
            drawing.kind,
            number(drawing.width),
            number(drawing.height),
            tuple(_field_view(field) for field in drawing.fields),
            tuple(_path_view(s.pen, s.points, s.arrow, head) for s in drawing.strokes),
            tuple(_path_view("link", link.points, link.arrow, head) for link in drawing.links),
            tuple(_arc_view(arc, head * 1.3) for arc in drawing.arcs),
            tuple(_node_view(node, theme, space) for node in drawing.nodes),
            tuple(label_view(label, theme, space) for label in drawing.labels),
        )


def _field_view(field: Field) -> _FieldView:
    box = field.box
    points = dots(box) if field.kind == "dots" else ()
    made = tuple({"x": number(x), "y": number(y), "r": "0.55"} for x, y in points)
    return _FieldView(field.kind, number(box.x), number(box.y), number(box.width), number(box.height), made)


def _node_view(node: Node, theme: Theme, space: Space) -> _NodeView:
    box = node.box
    middle_x, middle_y = box.centre
    return _NodeView(
        node.shape,
        node.focus,
        node.level,
        x=number(box.x),
        y=number(box.y),
        width=number(box.width),
        height=number(box.height),
        right=number(box.right),
        bottom=number(box.bottom),
        middle_x=number(middle_x),
        middle_y=number(middle_y),
        radius=number(box.width / 2),
        outline=_polyline(node.outline) + "Z" if node.outline else "",
        labels=tuple(label_view(label, theme, space) for label in node.labels),
    )


def _path_view(pen: str, points: tuple[Point, ...], arrow: bool, size: float) -> _PathView:
    """A line, which ends where its head begins, and the head."""
    if not arrow:
        return _PathView(pen, _polyline(points), "")
    (x0, y0), (x1, y1) = points[-2:]
    angle = atan2(y1 - y0, x1 - x0)
    ux, uy = cos(angle), sin(angle)
    foot = (x1 - size * ux, y1 - size * uy)
    half = size * 0.36
    sides = ((foot[0] - half * uy, foot[1] + half * ux), (foot[0] + half * uy, foot[1] - half * ux))
    shaft = (*points[:-1], (x1 - size * 0.8 * ux, y1 - size * 0.8 * uy))
    return _PathView(pen, _polyline(shaft), _polyline(((x1, y1), *sides)) + "Z")


def _arc_view(arc: Arc, size: float) -> _PathView:
    """An arc that ends where its head begins, and the head, which follows the circle."""
    lead = min(size / arc.radius, radians(arc.sweep))
    first, last = radians(arc.start), radians(arc.start + arc.sweep)

    def at(angle: float) -> Point:
        return arc.centre[0] + arc.radius * cos(angle), arc.centre[1] + arc.radius * sin(angle)

    (x0, y0), (x1, y1) = at(first), at(last - lead * 0.8)
    radius, large = number(arc.radius), int(arc.sweep > 180)
    d = f"M{number(x0)} {number(y0)}A{radius} {radius} 0 {large} 1 {number(x1)} {number(y1)}"
    return _PathView("step", d, _path_view("step", (at(last - lead), at(last)), True, size).head)


def _polyline(points: tuple[Point, ...]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


_FACES: Mapping[str, tuple[str, int]] = {
    "name": ("head", 700),
    "text": ("body", 400),
    "note": ("head", 400),
    "category": ("head", 400),
    "label": ("head", 700),
    "value": ("head", 700),
    "numeral": ("numeral", 300),
}
"""The stack of families and the weight of each role."""


def label_view(label: Label, theme: Theme, space: Space) -> _LabelView:
    """A label as templates print it."""
    colours = theme.tokens.colours
    tones = {"ink": colours.ink, "accent": colours.accent, "grey": colours.grey, "warm": colours.warm}
    family, weight = _FACES[label.role]
    families: tuple[str, ...] = getattr(theme.tokens.book.type, family)
    faces = space.settings[label.role].faces
    lines = []
    for text, y in zip(label.lines, label.baselines, strict=True):
        gaps = sorted(seams(text))
        width = faces.width(text, label.size) + len(gaps) * _SEAM * label.size
        room = label.box.width - width
        x = label.box.x + {"left": 0.0, "center": room / 2, "right": room}[label.align]
        lines.append(_LineOfText(number(max(x, _NOT_ZERO)), number(y), _shifts(text, gaps, label.size), text))
    return _LabelView(
        label.role,
        number(label.size),
        ", ".join(families),
        weight,
        (tones.get(label.tone) or colours.paper).css,
        label.turned,
        tuple(lines),
    )


def _shifts(text: str, gaps: list[int], size: float) -> str:
    if not gaps:
        return ""
    return " ".join(number(_SEAM * size) if index in gaps else "0" for index in range(gaps[-1] + 1))
