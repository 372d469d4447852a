"""The handout master: where header, date, footer and page number stand on what the office program prints."""

from __future__ import annotations

from handbook.plan.words import Words
from handbook.slides.drawingml import NAMESPACES, fill, transform
from handbook.slides.layout_file import Box
from handbook.slides.master import PRINTED_MAP, TREE_ROOT
from handbook.theme.tokens import DeckTokens

_WIDTH, _HEIGHT, _MARGIN = 540.0, 720.0, 36.0
"""The page and its margins in points."""
_LINE = 24.0
"""Height of a head or foot."""
_NUMBER = "{3C0B1F5E-7D42-4E0A-9C55-8E6F2A71D094}"


def handout_master_xml(tokens: DeckTokens, words: Words) -> str:
    """Header and date at the top, footer and number at the foot, in the small size of the deck."""
    half = (_WIDTH - 2 * _MARGIN) / 2
    foot = _HEIGHT - _MARGIN - _LINE
    places = (
        ("hdr", 0, Box(_MARGIN, _MARGIN, half, _LINE), "l", "t"),
        ("dt", 1, Box(_MARGIN + half, _MARGIN, half, _LINE), "r", "t"),
        ("ftr", 2, Box(_MARGIN, foot, half, _LINE), "l", "b"),
        ("sldNum", 3, Box(_MARGIN + half, foot, half, _LINE), "r", "b"),
    )
    shapes = "".join(
        _place(number, kind, idx, box, align, anchor, tokens, words)
        for number, (kind, idx, box, align, anchor) in enumerate(places, start=2)
    )
    return (
        f'<p:handoutMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
        f"<a:effectLst/></p:bgPr></p:bg><p:spTree>{TREE_ROOT}{shapes}</p:spTree></p:cSld>{PRINTED_MAP}</p:handoutMaster>"
    )


def _place(
    number: int, kind: str, idx: int, box: Box, align: str, anchor: str, tokens: DeckTokens, words: Words
) -> str:
    look = (
        f'<a:lvl1pPr algn="{align}"><a:defRPr sz="{round(tokens.small.pt * 100)}">{fill("tx2", tokens)}'
        f'<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/></a:defRPr></a:lvl1pPr>'
    )
    text = f'<a:p><a:endParaRPr lang="{words.language}"/></a:p>'
    if kind == "sldNum":
        field = (
            f'<a:fld id="{_NUMBER}" type="slidenum"><a:rPr lang="{words.language}"/><a:t>‹#›</a:t></a:fld>'
        )
        text = f"<a:p>{field}</a:p>"
    index = f' idx="{idx}"' if idx else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{kind}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}" sz="quarter"{index}/></p:nvPr></p:nvSpPr><p:spPr>{transform(box)}'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"/><a:lstStyle>{look}</a:lstStyle>'
        f"{text}</p:txBody></p:sp>"
    )
