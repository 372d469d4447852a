"""Fragments of DrawingML that the template and the slides share, as text (ISO/IEC 29500-1, clauses 20 and 21)."""

from __future__ import annotations

from handbook.slides.layout_file import Box
from handbook.slides.layouts import Level, Place
from handbook.theme.length import Length
from handbook.theme.tokens import DeckTokens

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"'
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
"""Says that a shape carries no meaning."""
BULLETS = {"dot": "•", "dash": "–", "box": "□"}


def emu(points: float) -> int:
    """Points in English Metric Units."""
    return Length(points).emu


def colour(slot: str, tokens: DeckTokens, share: float | None = None) -> str:
    """A colour by its role; `hair` is the quiet ground, darkened. `share` makes it see-through."""
    return scheme_colour(slot, tokens, "" if share is None else f'<a:alpha val="{round(share * 100_000)}"/>')


def scheme_colour(slot: str, tokens: DeckTokens, inner: str = "") -> str:
    """`a:schemeClr` of a role; `inner` are changes to it."""
    role = tokens.roles.get(slot)
    if role is not None:
        kept = f'<a:lumMod val="{role.keep * 1000}"/>' if role.keep < 100 else ""
        added = f'<a:lumOff val="{role.add * 1000}"/>' if role.add else ""
        return f'<a:schemeClr val="{role.slot}">{kept}{added}{inner}</a:schemeClr>'
    if slot == "hair":
        base = "bg2" if tokens.map == "light" else "tx2"
        return f'<a:schemeClr val="{base}"><a:lumMod val="{tokens.hair * 1000}"/>{inner}</a:schemeClr>'
    return f'<a:schemeClr val="{slot}">{inner}</a:schemeClr>'


def fill(slot: str | None, tokens: DeckTokens, share: float | None = None) -> str:
    """A solid fill, or none."""
    return f"<a:solidFill>{colour(slot, tokens, share)}</a:solidFill>" if slot else "<a:noFill/>"


def line(width: float, slot: str, tokens: DeckTokens, dash: str | None = None) -> str:
    """A line's properties: width in points, colour, dash."""
    dashed = f'<a:prstDash val="{dash}"/>' if dash and dash != "solid" else ""
    return f'<a:ln w="{emu(width)}">{fill(slot, tokens)}{dashed}</a:ln>'


def transform(box: Box) -> str:
    """Where a shape stands."""
    return (
        f'<a:xfrm><a:off x="{emu(box.x)}" y="{emu(box.y)}"/>'
        f'<a:ext cx="{emu(box.w)}" cy="{emu(box.h)}"/></a:xfrm>'
    )


def rectangle(
    shape_id: int, name: str, box: Box, slot: str, tokens: DeckTokens, share: float | None = None
) -> str:
    """A decorative filled rectangle."""
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{shape_id}" name="{name}">{DECORATIVE}</p:cNvPr><p:cNvSpPr/>'
        f"<p:nvPr/></p:nvSpPr>"
        f'<p:spPr>{transform(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"{fill(slot, tokens, share)}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def rule(shape_id: int, name: str, box: Box, slot: str, tokens: DeckTokens, warns: bool) -> str:
    """A decorative horizontal rule; a rule that warns is dashed where the theme says so."""
    where = Box(box.x, box.y, box.w, 0)
    dash = tokens.warn_dash if warns else None
    return (
        f'<p:cxnSp {NAMESPACES}><p:nvCxnSpPr><p:cNvPr id="{shape_id}" name="{name}">{DECORATIVE}</p:cNvPr>'
        f"<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr>"
        f'<p:spPr>{transform(where)}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f"{line(box.h, slot, tokens, dash)}</p:spPr></p:cxnSp>"
    )


def level_properties(
    level: Level, size: float, tokens: DeckTokens, number: int, *, mono: bool = False, title: bool = False
) -> str:
    """`a:lvlNpPr`: one level of a list style."""
    face = "mj" if title else "mn"
    attributes = f'marL="{emu(level.margin)}" indent="{emu(level.indent)}" algn="{level.align}"'
    bullet = _bullet(level, tokens)
    tabs = ""
    if level.indent < 0 and level.bullet == "none":
        tabs = f'<a:tabLst><a:tab pos="{emu(level.margin)}" algn="l"/></a:tabLst>'
    latin = f'<a:latin typeface="{tokens.fonts.mono}"/>' if mono else f'<a:latin typeface="+{face}-lt"/>'
    return (
        f'<a:lvl{number}pPr {attributes}><a:lnSpc><a:spcPct val="{round(level.spacing * 100_000)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{round(level.before * 100)}"/></a:spcBef><a:spcAft><a:spcPts val="0"/></a:spcAft>'
        f'{bullet}{tabs}<a:defRPr sz="{round(size * 100)}" b="{int(level.bold)}" i="0">{fill(level.colour, tokens)}'
        f'{latin}<a:ea typeface="+{face}-ea"/><a:cs typeface="+{face}-cs"/></a:defRPr></a:lvl{number}pPr>'
    )


def _bullet(level: Level, tokens: DeckTokens) -> str:
    if level.bullet == "none":
        return "<a:buNone/>"
    tone = "tx2" if level.bullet == "dash" else "accent1"
    shown = f"<a:buClr>{colour(tone, tokens)}</a:buClr>"
    if level.bullet == "number":
        return shown + '<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPlain"/>'
    face = "+mn-ea" if level.bullet == "box" else "+mn-lt"
    return shown + f'<a:buFont typeface="{face}"/><a:buChar char="{BULLETS[level.bullet]}"/>'


def list_style(place: Place, tokens: DeckTokens) -> str:
    """`a:lstStyle` of a placeholder at its first step."""
    inner = "".join(
        level_properties(level, place.size(0, number), tokens, number, mono=place.mono, title=place.title)
        for number, level in enumerate(place.levels, start=1)
    )
    return f"<a:lstStyle>{inner}</a:lstStyle>"


def body_properties(place: Place) -> str:
    """`a:bodyPr` of a placeholder."""
    left, top, right, bottom = (emu(inset) for inset in place.insets)
    return (
        f'<a:bodyPr vert="horz" wrap="square" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" '
        f'anchor="{place.anchor}"><a:normAutofit/></a:bodyPr>'
    )
