"""The master, the layouts and the notes master of a deck, written from the layout set."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from handbook.plan.words import Words
from handbook.slides.drawingml import (
    NAMESPACES,
    body_properties,
    fill,
    level_properties,
    list_style,
    rectangle,
    rule,
    transform,
)
from handbook.slides.layout_file import Box
from handbook.slides.layouts import Layout, LayoutSet, Level, Place
from handbook.theme.tokens import DeckTokens

MASTER_ID = 2_147_483_648
"""Ids of masters and layouts share one space from here on (ISO/IEC 29500-1, 19.2.1.18)."""
TREE_ROOT = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
"""What every tree of shapes begins with."""
_LIGHT = 'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"'
_DARK = 'bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2"'
_REST = " ".join(f'accent{n}="accent{n}"' for n in range(1, 7)) + ' hlink="hlink" folHlink="folHlink"'
PRINTED_MAP = f"<p:clrMap {_LIGHT} {_REST}/>"
"""The colour map of what is printed: dark on light in every theme."""
_SHOWN_IN_WORDS = {"dt", "ftr", "sldNum"}


def master_xml(layouts: LayoutSet, tokens: DeckTokens, words: Words) -> str:
    """The slide master."""
    content = layouts["content"].places
    places = [content["title"], content["body"], content["footer"], content["number"]]
    types = {"title": "title", "body": "body", "footer": "ftr", "number": "sldNum"}
    shapes = "".join(
        placeholder_xml(number, place, tokens, words, types[place.name], idx)
        for number, (place, idx) in enumerate(zip(places, (None, 1, 3, 4), strict=True), start=2)
    )
    ids = "".join(
        f'<p:sldLayoutId id="{MASTER_ID + number}" r:id="rId{number}"/>'
        for number in range(1, len(layouts.keys) + 1)
    )
    return (
        f'<p:sldMaster {NAMESPACES} preserve="1"><p:cSld><p:bg><p:bgPr>{fill("bg1", tokens)}<a:effectLst/></p:bgPr>'
        f"</p:bg>"
        f"<p:spTree>{TREE_ROOT}{shapes}</p:spTree></p:cSld>"
        f"<p:clrMap {_LIGHT if tokens.map == 'light' else _DARK} {_REST}/>"
        f'<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst><p:hf hdr="0" dt="0"/>'
        f"<p:txStyles><p:titleStyle>{_levels(content['title'], tokens, 1)}</p:titleStyle>"
        f"<p:bodyStyle>{_levels(content['body'], tokens, 5)}</p:bodyStyle>"
        f"<p:otherStyle>{_levels(content['body'], tokens, 1, plain=True)}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def _levels(place: Place, tokens: DeckTokens, count: int, plain: bool = False) -> str:
    made = []
    for number in range(1, count + 1):
        level = Level(False, "tx1", "none", 0, 0, 0, 0, 1.0, "l") if plain else place.level(number)
        made.append(level_properties(level, place.size(0, number), tokens, number, title=place.title))
    return "".join(made)


def layout_xml(layout: Layout, tokens: DeckTokens, words: Words) -> str:
    """One layout."""
    ground = ""
    if layout.filled:
        ground = f"<p:bg><p:bgPr>{fill('accent1', tokens)}<a:effectLst/></p:bgPr></p:bg>"
    shapes, number = [], 2
    if layout.panel:
        shapes.append(rectangle(number, "panel", layout.panel, "accent1", tokens))
        number += 1
    for box, slot, warns, owner in layout.rules:
        if owner is None:
            shapes.append(rule(number, f"rule {number}", box, slot, tokens, warns))
            number += 1
    for place in layout.places.values():
        shapes.append(placeholder_xml(number, place, tokens, words, place.type, place.idx))
        number += 1
    kind = f'type="{layout.type}"' if layout.type else 'userDrawn="1"'
    return (
        f'<p:sldLayout {NAMESPACES} {kind} preserve="1"><p:cSld name={quoteattr(layout.name)}>{ground}'
        f"<p:spTree>{TREE_ROOT}{''.join(shapes)}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
        f"</p:sldLayout>"
    )


def placeholder_xml(
    number: int, place: Place, tokens: DeckTokens, words: Words, kind: str, idx: int | None
) -> str:
    """A placeholder of a master or a layout."""
    position = "" if idx is None else f' idx="{idx}"'
    name_of_type = "" if kind == "obj" else f' type="{kind}"'
    size = ' sz="quarter"' if kind in _SHOWN_IN_WORDS or (idx or 0) > 4 else ""
    lang = f'lang="{words.language}"'
    if kind == "sldNum":
        field = '<a:fld id="{7E1A2B54-93C0-4D1E-8F57-2C6B9A0D4E31}" type="slidenum">'
        text = f"<a:p>{field}<a:rPr {lang}/><a:t>‹#›</a:t></a:fld></a:p>"
    elif kind == "ftr":
        text = f"<a:p><a:endParaRPr {lang}/></a:p>"
    else:
        text = f"<a:p><a:r><a:rPr {lang}/><a:t>{escape(_prompt(place, kind, words))}</a:t></a:r></a:p>"
    ground = fill(place.fill, tokens) if place.fill else ""
    label = escape(_label(place, words), {'"': "&quot;"})
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{label}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph{name_of_type}{size}{position}/></p:nvPr></p:nvSpPr>"
        f'<p:spPr>{transform(place.box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{ground}</p:spPr>'
        f"<p:txBody>{body_properties(place)}{list_style(place, tokens)}{text}</p:txBody></p:sp>"
    )


def _prompt(place: Place, kind: str, words: Words) -> str:
    names = {
        "title": "place_title",
        "ctrTitle": "place_title",
        "tbl": "place_table",
        "chart": "place_chart",
        "pic": "place_picture",
    }
    return words(names.get(kind, "place_text"))


def _label(place: Place, words: Words) -> str:
    return f"{_prompt(place, place.type, words)} {place.name}"


def notes_master_xml(tokens: DeckTokens, words: Words) -> str:
    """The notes master: the slide above, the notes below, at 12 pt and 120 %."""
    width, height, margin = 540.0, 720.0, 54.0
    picture = Box(margin, 54, width - 2 * margin, (width - 2 * margin) * tokens.height.pt / tokens.width.pt)
    notes = Box(margin, picture.bottom + 18, width - 2 * margin, height - picture.bottom - 72)
    number = Box(width - margin - 100, height - 46, 100, 24)
    style = "".join(
        f'<a:lvl{level}pPr marL="0" indent="0" algn="l"><a:lnSpc><a:spcPct val="120000"/></a:lnSpc><a:spcBef>'
        f'<a:spcPts val="300"/></a:spcBef>'
        f'<a:defRPr sz="{round(tokens.small.pt * 100)}">{fill("tx1", tokens)}<a:latin typeface="+mn-lt"/><a:ea '
        f'typeface="+mn-ea"/>'
        f'<a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{level}pPr>'
        for level in (1, 2)
    )
    text = f'<a:p><a:r><a:rPr lang="{words.language}"/><a:t>{escape(words.place_text)}</a:t></a:r></a:p>'
    return (
        f'<p:notesMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
        f"<a:effectLst/></p:bgPr></p:bg>"
        f"<p:spTree>{TREE_ROOT}"
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
        f'noChangeAspect="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr>{transform(picture)}<a:prstGeom '
        f'prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:sp>'
        f'<p:sp><p:nvSpPr><p:cNvPr id="3" name="notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="body" sz="quarter" idx="3"/></p:nvPr></p:nvSpPr><p:spPr>'
        f'{transform(notes)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/><a:lstStyle/>{text}</p:txBody></p:sp>'
        f'<p:sp><p:nvSpPr><p:cNvPr id="4" name="number"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="sldNum" sz="quarter" idx="5"/></p:nvPr></p:nvSpPr><p:spPr>'
        f'{transform(number)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr anchor="b"/><a:lstStyle><a:lvl1pPr algn="r"><a:defRPr '
        f'sz="{round(tokens.small.pt * 100)}"/></a:lvl1pPr></a:lstStyle>'
        f'<a:p><a:fld id="{{7E1A2B54-93C0-4D1E-8F57-2C6B9A0D4E32}}" type="slidenum"><a:rPr '
        f'lang="{words.language}"/><a:t>‹#›</a:t></a:fld></a:p></p:txBody></p:sp>'
        f"</p:spTree></p:cSld>{PRINTED_MAP}<p:notesStyle>{style}</p:notesStyle></p:notesMaster>"
    )
