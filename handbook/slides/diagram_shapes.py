"""Native shapes of diagrams as DrawingML text: nodes with their text inside, text boxes, connectors, lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from handbook.figures.drawing import Arc, Box, Label, Link, Node, Point
from handbook.slides.drawingml import DECORATIVE, colour, emu, fill, scheme_colour
from handbook.theme.tokens import DeckTokens

TONES: Mapping[str, str] = {
    "ink": "tx1",
    "accent": "accent1",
    "grey": "tx2",
    "warm": "accent2",
    "ground": "bg1",
}
"""Scheme slots of the tones."""

_ALIGN = {"left": "l", "center": "ctr", "right": "r"}
_BOLD = frozenset({"name", "label", "value", "numeral"})
_RECTANGLE_SITES = {"top": 0, "left": 1, "bottom": 2, "right": 3}
_ELLIPSE_SITES = {"top": 0, "left": 2, "bottom": 4, "right": 6}
_LEADING = 105_000
_STRAIGHT = 0.5


@dataclass(frozen=True)
class Look:
    """What a shape looks like."""

    geometry: str = "rect"
    """A preset of DrawingML."""
    fill: str | None = None
    """The slot that fills it."""
    line: str | None = None
    """The slot of its outline."""
    width: float = 0.0
    """The outline's width in points."""
    adjust: Mapping[str, int] | None = None
    """Adjustments of the preset."""
    flip: bool = False
    """Whether it stands on its head."""
    anchor: str = "t"
    """Where its text stands: t, ctr or b."""
    dash: str | None = None
    """The outline's dash."""
    tint: tuple[int, int] | None = None
    """Luminance of the fill in percent: what is kept, and what is added."""


@dataclass(frozen=True)
class Pencil:
    """Writes shapes in the language and tokens of a deck, moved to where the diagram stands."""

    tokens: DeckTokens
    language: str
    dx: float
    dy: float

    def shape(self, shape_id: int, node: Node, look: Look) -> str:
        """A node; its labels, if it has any, are its text."""
        text_box = ' txBox="1"' if look.fill is None and look.line is None else ""
        return (
            f"<p:sp><p:nvSpPr><p:cNvPr id={quoteattr(str(shape_id))} name={quoteattr(node.name)}/>"
            f"<p:cNvSpPr{text_box}/><p:nvPr/></p:nvSpPr><p:spPr>{self._transform(node.box, look.flip)}"
            f"{_geometry(look)}{self._fill(look)}{self._outline(look)}</p:spPr>"
            f"{self._text(node.labels, node.box, look)}</p:sp>"
        )

    def label(self, shape_id: int, label: Label) -> str:
        """A label that belongs to no node, as a text box."""
        turned = ' vert="vert270"' if label.turned else ""
        wrap = "square" if len(label.lines) > 1 else "none"
        return (
            f"<p:sp><p:nvSpPr><p:cNvPr id={quoteattr(str(shape_id))} name={quoteattr(label.text)}/>"
            f'<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>{self._transform(label.box)}'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody>'
            f'<a:bodyPr wrap="{wrap}" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"{turned}>'
            f"<a:noAutofit/></a:bodyPr><a:lstStyle/>{self._paragraph((label,), 0)}</p:txBody></p:sp>"
        )

    def connector(self, shape_id: int, link: Link, ids: Mapping[str, int], ellipses: frozenset[str]) -> str:
        """A connector glued at both ends, straight or with right angles."""
        glue = "".join(
            f'<a:{tag} id="{ids[node]}" idx="{(_ELLIPSE_SITES if node in ellipses else _RECTANGLE_SITES)[site]}"/>'
            for tag, node, site in (
                ("stCxn", link.start, link.start_site),
                ("endCxn", link.end, link.end_site),
            )
        )
        geometry, transform = self._route(link.points)
        bend = _bend(link.points) if geometry == "bentConnector3" else {}
        head = '<a:tailEnd type="triangle" w="med" len="med"/>' if link.arrow else ""
        slot, width = ("tx2", 1.5) if link.arrow else ("accent6", 1.0)
        return (
            f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{shape_id}" name={quoteattr(f"{link.start} – {link.end}")}>'
            f"{DECORATIVE}</p:cNvPr><p:cNvCxnSpPr>{glue}</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr><p:spPr>{transform}"
            f"{_geometry(Look(geometry, adjust=bend))}"
            f'<a:ln w="{emu(width)}">{fill(slot, self.tokens)}<a:round/>{head}</a:ln></p:spPr></p:cxnSp>'
        )

    def arc(self, shape_id: int, arc: Arc) -> str:
        """A piece of a circle with an arrow at its end."""
        end = (arc.start + arc.sweep) % 360
        guides = {"adj1": round(arc.start % 360 * 60_000), "adj2": round(end * 60_000)}
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name="arc">{DECORATIVE}</p:cNvPr><p:cNvSpPr/><p:nvPr/>'
            "</p:nvSpPr>"
            f"<p:spPr>{self._transform(arc_box(arc))}{_geometry(Look('arc', adjust=guides))}<a:noFill/>"
            f'<a:ln w="{emu(3.0)}">{fill("accent6", self.tokens)}<a:round/>'
            f'<a:tailEnd type="triangle" w="med" len="med"/></a:ln></p:spPr></p:sp>'
        )

    def line(
        self,
        shape_id: int,
        points: Sequence[Point],
        slot: str,
        width: float,
        *,
        arrow: bool,
        dash: str | None = None,
    ) -> str:
        """A straight line that joins nothing, from the first point to the last."""
        head = '<a:tailEnd type="triangle" w="med" len="med"/>' if arrow else ""
        dashed = f'<a:prstDash val="{dash}"/>' if dash and dash != "solid" else ""
        return (
            f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{shape_id}" name="line">{DECORATIVE}</p:cNvPr><p:cNvCxnSpPr/><p:nvPr/>'
            f"</p:nvCxnSpPr><p:spPr>{self._straight(points[0], points[-1])}"
            f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="{emu(width)}">{fill(slot, self.tokens)}'
            f"{dashed}<a:round/>{head}</a:ln></p:spPr></p:cxnSp>"
        )

    def _fill(self, look: Look) -> str:
        if look.fill is None or look.tint is None:
            return fill(look.fill, self.tokens)
        kept, added = look.tint
        offset = f'<a:lumOff val="{added * 1000}"/>' if self.tokens.tint_offset and added else ""
        tint = f'<a:lumMod val="{kept * 1000}"/>{offset}'
        return f"<a:solidFill>{scheme_colour(look.fill, self.tokens, tint)}</a:solidFill>"

    def _outline(self, look: Look) -> str:
        if look.line is None:
            return "<a:ln><a:noFill/></a:ln>"
        dash = f'<a:prstDash val="{look.dash}"/>' if look.dash and look.dash != "solid" else ""
        return f'<a:ln w="{emu(look.width)}">{fill(look.line, self.tokens)}{dash}</a:ln>'

    def _text(self, labels: tuple[Label, ...], box: Box, look: Look) -> str:
        if not labels:
            return f'<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="{self.language}"/></a:p></p:txBody>'
        left = min(label.box.x for label in labels) - box.x
        right = box.right - max(label.box.right for label in labels)
        top = labels[0].box.y - box.y if look.anchor == "t" else 0.0
        # Nothing may break a line that is one: not a bare label, nor the number in a disc.
        single = (look.fill is None and look.line is None) or look.geometry == "ellipse"
        wrap = "none" if single and all(len(label.lines) == 1 for label in labels) else "square"
        paragraphs, foot = [], labels[0].box.y
        for group in _rows(labels):
            paragraphs.append(self._paragraph(group, max(group[0].box.y - foot, 0.0)))
            foot = group[-1].box.bottom
        insets = f'lIns="{emu(left)}" tIns="{emu(max(top, 0))}" rIns="{emu(max(right, 0))}" bIns="0"'
        return (
            f'<p:txBody><a:bodyPr wrap="{wrap}" {insets} anchor="{look.anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
            f"{''.join(paragraphs)}</p:txBody>"
        )

    def _paragraph(self, labels: tuple[Label, ...], before: float) -> str:
        """One label, or an ordinal and a name with a tab between them."""
        hang = labels[-1].box.x - labels[0].box.x if len(labels) > 1 else 0.0
        hanging = f' marL="{emu(hang)}" indent="{-emu(hang)}"' if hang else ""
        tabs = f'<a:tabLst><a:tab pos="{emu(hang)}" algn="l"/></a:tabLst>' if hang else ""
        space = f'<a:spcBef><a:spcPts val="{round(before * 100)}"/></a:spcBef>'
        runs = "".join(self._run(label, "\t" if label is not labels[-1] else "") for label in labels)
        return (
            f'<a:p><a:pPr algn="{_ALIGN[labels[-1].align]}"{hanging}><a:lnSpc><a:spcPct val="{_LEADING}"/></a:lnSpc>'
            f"{space}<a:buNone/>{tabs}</a:pPr>{runs}</a:p>"
        )

    def _run(self, label: Label, tail: str) -> str:
        other = "zh-CN" if self.language.startswith("en") else "en-US"
        return (
            f'<a:r><a:rPr lang="{self.language}" altLang="{other}" sz="{round(label.size * 100)}" '
            f'b="{int(label.role in _BOLD)}"><a:solidFill>{colour(TONES[label.tone], self.tokens)}</a:solidFill>'
            f'<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/></a:rPr><a:t>{escape(label.text + tail)}</a:t></a:r>'
        )

    def _transform(self, box: Box, flip: bool = False) -> str:
        flipped = ' flipV="1"' if flip else ""
        return (
            f'<a:xfrm{flipped}><a:off x="{emu(box.x + self.dx)}" y="{emu(box.y + self.dy)}"/>'
            f'<a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/></a:xfrm>'
        )

    def _straight(self, start: Point, end: Point) -> str:
        (x0, y0), (x1, y1) = start, end
        flips = (' flipH="1"' if x1 < x0 - 1e-6 else "") + (' flipV="1"' if y1 < y0 - 1e-6 else "")
        box = self._transform(Box(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)))
        return box.replace("<a:xfrm>", f"<a:xfrm{flips}>")

    def _route(self, points: tuple[Point, ...]) -> tuple[str, str]:
        """The preset that follows `points`, and its transform."""
        start, end = points[0], points[-1]
        if len(points) == 2 or abs(start[0] - end[0]) < _STRAIGHT or abs(start[1] - end[1]) < _STRAIGHT:
            return "straightConnector1", self._straight(start, end)
        if len(points) == 3:
            # Along, then down: the preset's own way, mirrored as needed.
            return "bentConnector2", self._straight(start, end)
        if points[0][1] == points[1][1]:
            return "bentConnector3", self._straight(start, end)
        return "bentConnector3", self._upright(start, end)

    def _upright(self, start: Point, end: Point) -> str:
        """Down, across, down: the preset turned by a quarter, its extent swapped, as PowerPoint itself writes it."""
        (x0, y0), (x1, y1) = start, end
        across, down = abs(x1 - x0), y1 - y0
        middle = ((x0 + x1) / 2 + self.dx, (y0 + y1) / 2 + self.dy)
        turn = ' rot="5400000"' if x1 < x0 else ' rot="16200000" flipH="1"'
        return (
            f'<a:xfrm{turn}><a:off x="{emu(middle[0] - down / 2)}" y="{emu(middle[1] - across / 2)}"/>'
            f'<a:ext cx="{emu(down)}" cy="{emu(across)}"/></a:xfrm>'
        )


def _bend(points: tuple[Point, ...]) -> dict[str, int]:
    """Where an elbow of three stretches turns, as the preset's adjustment."""
    (x0, y0), (x1, y1), (x3, y3) = points[0], points[1], points[-1]
    share = (x1 - x0) / (x3 - x0) if y0 == y1 else (y1 - y0) / (y3 - y0)
    return {"adj1": round(share * 100_000)}


def arc_box(arc: Arc) -> Box:
    """The square around the whole circle of an arc."""
    x, y = arc.centre
    return Box(x - arc.radius, y - arc.radius, 2 * arc.radius, 2 * arc.radius)


def _geometry(look: Look) -> str:
    guides = "".join(
        f'<a:gd name="{name}" fmla="val {value}"/>' for name, value in (look.adjust or {}).items()
    )
    return f'<a:prstGeom prst="{look.geometry}"><a:avLst>{guides}</a:avLst></a:prstGeom>'


def _rows(labels: tuple[Label, ...]) -> list[tuple[Label, ...]]:
    """Labels by line of text: two that stand side by side share a paragraph."""
    rows: list[tuple[Label, ...]] = []
    for label in labels:
        last = rows[-1][-1] if rows else None
        if last is not None and label.box.y < last.box.bottom - 1 and label.box.x > last.box.x + 1:
            rows[-1] = (*rows[-1], label)
        else:
            rows.append((label,))
    return rows
