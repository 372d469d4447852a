"""All XML that python-pptx has no door for; the writer places, this module knows the elements (ISO/IEC 29500-1)."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn

from handbook.slides.deck import Paragraph, Run, TextBox
from handbook.slides.drawingml import DECORATIVE, A, R, colour, emu, fill, transform
from handbook.slides.layout_file import Box
from handbook.slides.layouts import Place
from handbook.slides.measure import NUMBER_MARGIN, UNIT_SHARE
from handbook.theme.tokens import DeckTokens

_A_BLIP = qn("a:blip")
_A_BR = qn("a:br")
_A_END = qn("a:endParaRPr")
_A_FLD = qn("a:fld")
_A_LST_STYLE = qn("a:lstStyle")
_A_P = qn("a:p")
_A_PPR = qn("a:pPr")
_A_R = qn("a:r")
_A_RPR = qn("a:rPr")
_A_T = qn("a:t")
_A_XFRM = qn("a:xfrm")
_P_NAMED = qn("p:cNvPr")
_P_EXT_LST = qn("p:extLst")
_R_ID = qn("r:id")
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_LINK_COLOUR = (
    '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr '
    'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext></a:extLst>'
)
_TONES = {
    "accent": "accent1",
    "quiet": "tx2",
    "warn": "accent2",
    "good": "accent3",
    "ground": "bg1",
    "text": "tx1",
}
_NAMESPACE = uuid.UUID("6f1d7a3e-0d5b-5b5c-9a61-3c1f5f0c7d2a")
"""Fixed, so that identifiers made from names are the same in every build."""


class Language:
    """The language attributes of runs."""

    def __init__(self, language: str) -> None:
        self.attributes = (
            {"lang": "zh-CN", "altLang": "en-US"} if language.startswith("zh") else {"lang": "en-US"}
        )


def element(xml: str) -> Any:
    """An element of a fragment that declares its namespaces, or uses `a:` only."""
    from pptx.oxml import parse_xml

    head, separator, rest = xml.partition(">")
    if "xmlns:a=" not in head:
        cut = head.rstrip("/")
        closed = "/" if head.endswith("/") else ""
        xml = f'{cut} xmlns:a="{A}"{closed}{separator}{rest}'
    return parse_xml(xml)


class _PartNames:
    """Names of new parts of one package, counted on."""

    def __init__(self, package: Any) -> None:
        self._known = {str(part.partname) for part in package.iter_parts()}
        self._next: dict[str, int] = {}

    def __call__(self, pattern: str) -> PackURI:
        """A name that no part has, by a pattern such as `/ppt/charts/chart%d.xml`."""
        number = self._next.get(pattern, 1)
        while pattern % number in self._known:
            number += 1
        self._next[pattern] = number + 1
        return PackURI(pattern % number)


def count_parts(presentation: Any) -> None:
    """Let this presentation count the names of its parts; the library looks through the whole package for each."""
    package: Any = presentation.part.package
    package.next_partname = _PartNames(package)


class TextWriter:
    """Writes paragraphs into text bodies of slides, tables and notes."""

    def __init__(self, tokens: DeckTokens, language: Language) -> None:
        self._tokens = tokens
        self._language = language
        self.pending: list[tuple[Any, str, Any]] = []
        """Runs that link to a slide that may not exist yet: the run, the slide's id, the part that holds the run."""

    def fill(self, body: Any, box: TextBox, place: Place, part: Any) -> None:
        """Put `box` into the text body of a placeholder; what the layout says is not said again."""
        _clear(body)
        tone = {"right": "ground", "quiet": "quiet"}.get(box.tone or "") or place.tone
        for paragraph in box.paragraphs:
            level = place.level(paragraph.level)
            made = self.paragraph(
                paragraph.runs,
                part,
                size=place.size(box.step, paragraph.level) if box.step or not place.sized else None,
                base=place.size(box.step, paragraph.level),
                tone=tone,
                bold=True if box.tone == "right" else None,
            )
            properties = made.find(_A_PPR)
            if paragraph.level > 1:
                properties.set("lvl", str(paragraph.level - 1))
            if box.tight and level.tight != level.before:
                properties.append(
                    element(f'<a:spcBef><a:spcPts val="{round(level.tight * 100)}"/></a:spcBef>')
                )
            self._bullet(properties, paragraph, level.bullet)
            body.append(made)

    def _bullet(self, properties: Any, paragraph: Paragraph, usual: str) -> None:
        if paragraph.bullet == "no" and (usual != "none" or paragraph.level > 1):
            # Below an item that is counted, text stands under the item's own.
            properties.set("marL", str(emu(NUMBER_MARGIN if paragraph.level > 1 else 0)))
            properties.set("indent", "0")
            properties.append(element("<a:buNone/>"))
        elif paragraph.bullet == "number" or (paragraph.number is not None and usual == "number"):
            if usual != "number":
                properties.set("marL", str(emu(NUMBER_MARGIN)))
                properties.set("indent", str(emu(-NUMBER_MARGIN)))
            start = f' startAt="{paragraph.number}"' if paragraph.number else ""
            properties.append(element('<a:buFont typeface="+mj-lt"/>'))
            properties.append(element(f'<a:buAutoNum type="arabicPlain"{start}/>'))

    def paragraph(
        self,
        runs: Sequence[Run],
        part: Any,
        *,
        size: float | None = None,
        base: float | None = None,
        tone: str | None = None,
        bold: bool | None = None,
        align: str | None = None,
    ) -> Any:
        """A paragraph; `size` in points is written where it is given, `base` is what units are reckoned from."""
        made = element("<a:p><a:pPr/></a:p>")
        if align:
            made.find(_A_PPR).set("algn", align)
        for run in runs:
            made.append(self._run(run, part, size, base, tone, bold))
        ending = element("<a:endParaRPr/>")
        for key, value in self._language.attributes.items():
            ending.set(key, value)
        made.append(ending)
        return made

    def _run(
        self, run: Run, part: Any, size: float | None, base: float | None, tone: str | None, bold: bool | None
    ) -> Any:
        made = element("<a:br><a:rPr/></a:br>" if run.text == "\n" else "<a:r><a:rPr/><a:t/></a:r>")
        properties = made.find(_A_RPR)
        for key, value in self._language.attributes.items():
            properties.set(key, value)
        if run.unit and base:
            properties.set("sz", str(round(base * UNIT_SHARE) * 100))
        elif size is not None:
            properties.set("sz", str(round(size * 100)))
        if run.light:
            properties.set("b", "0")
        elif run.bold or bold:
            properties.set("b", "1")
        if run.italic:
            properties.set("i", "1")
        if run.raised:
            properties.set("baseline", "30000" if run.raised > 0 else "-25000")
        slot = _TONES.get("quiet" if run.light else run.tone or tone or "")
        if slot:
            properties.append(element(f"<a:solidFill>{colour(slot, self._tokens)}</a:solidFill>"))
        face = self._tokens.fonts.mono if run.mono else self._tokens.fonts.math if run.math else None
        if face:
            properties.append(element(f'<a:latin typeface="{face}"/>'))
        if run.link:
            link = element("<a:hlinkClick/>")
            link.set(_R_ID, part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            properties.append(link)
        if run.to:
            self.pending.append((properties, run.to, part))
        if run.text != "\n":
            made.find(_A_T).text = run.text
        return made

    def link_slides(self, slides: dict[str, Any]) -> None:
        """Give every run that names a slide its link."""
        for properties, target, part in self.pending:
            link = element(f'<a:hlinkClick action="ppaction://hlinksldjump">{_LINK_COLOUR}</a:hlinkClick>')
            link.set(_R_ID, part.relate_to(slides[target].part, RELATIONSHIP_TYPE.SLIDE))
            properties.append(link)
        self.pending.clear()


def _clear(body: Any) -> None:
    for paragraph in body.findall(_A_P):
        body.remove(paragraph)


def replace_text(body: Any, *paragraphs: Any) -> None:
    """Put `paragraphs` into a text body instead of what it holds."""
    _clear(body)
    for paragraph in paragraphs:
        body.append(paragraph)


def next_id(slide: Any) -> int:
    """A shape id that the slide does not use."""
    known = (found.get("id", "") for found in slide._element.iter(_P_NAMED))
    return max((int(number) for number in known if number.isdigit()), default=1) + 1


def add_shape(slide: Any, xml: str) -> Any:
    """Add a shape from its XML at the end of the slide's reading order."""
    made = element(xml)
    slide.shapes._spTree.append(made)
    return made


def move_last(shape: Any) -> None:
    """Make `shape` the last in its slide's reading order."""
    tree = shape.getparent()
    tree.remove(shape)
    tree.append(shape)


def copy_footer(slide: Any, layout_shape: Any, text: str | None, language: Language) -> None:
    """Put the layout's footer or slide number on the slide, which python-pptx does not do."""
    made = copy.deepcopy(layout_shape._element)
    made.nvSpPr.cNvPr.set("id", str(next_id(slide)))
    for child in list(made.spPr):
        made.spPr.remove(child)
    # Looks are the layout's: repeated on the slide they would no longer follow it.
    for style in made.txBody.findall(_A_LST_STYLE):
        for level in list(style):
            style.remove(level)
    for properties in made.iter(_A_RPR, _A_END):
        for child in list(properties):
            properties.remove(child)
        properties.attrib.clear()
    for paragraph in made.txBody.findall(_A_P):
        if text is not None:
            made.txBody.remove(paragraph)
    if text is not None:
        run = element("<a:p><a:r><a:rPr/><a:t/></a:r></a:p>")
        run.find(f".//{qn('a:t')}").text = text
        made.txBody.append(run)
    for found in made.iter(_A_RPR, _A_END):
        for key, value in language.attributes.items():
            found.set(key, value)
    slide.shapes._spTree.append(made)


def place_box(shape: Any, box: Box) -> None:
    """Give a placeholder a place of its own on its slide."""
    found = shape.spPr
    old = found.find(_A_XFRM)
    if old is not None:
        found.remove(old)
    found.insert(0, element(transform(box)))


def fill_shape(shape: Any, slot: str, tokens: DeckTokens) -> None:
    """Give a placeholder a fill of its own."""
    properties = shape.spPr
    properties.append(element(fill(slot, tokens)))


def describe(shape: Any, text: str) -> None:
    """Give a shape its alternative text."""
    for found in shape.iter(_P_NAMED):
        found.set("descr", text)
        return


def add_svg(picture: Any, relationship: str) -> None:
    """Give a picture its SVG; the picture itself stays for viewers that do not know it."""
    blip = next(picture.iter(_A_BLIP))
    blip.append(
        element(
            f'<a:extLst xmlns:r="{R}"><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip '
            'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
            f'r:embed="{relationship}"/></a:ext></a:extLst>'
        )
    )


def decorate(shape: Any) -> None:
    """Say that a shape carries no meaning."""
    for found in shape.iter(_P_NAMED):
        found.append(element(DECORATIVE))
        return


def style_table(frame: Any, style: str, *, head: bool) -> None:
    """Give a table its style; bands are off."""
    properties = frame._element.graphic.graphicData.tbl.tblPr
    for key in list(properties.attrib):
        del properties.attrib[key]
    properties.set("firstRow", "1" if head else "0")
    properties.set("bandRow", "0")
    for child in list(properties):
        properties.remove(child)
    properties.append(element(f"<a:tableStyleId>{style}</a:tableStyleId>"))


def fill_cell(
    cell: Any, insets: tuple[float, float, float, float], slot: str | None, tokens: DeckTokens
) -> None:
    """A cell's insets in points, its anchor and, where it is marked, its fill."""
    properties = cell.get_or_add_tcPr()
    for key, inset in zip(("marL", "marT", "marR", "marB"), insets, strict=True):
        properties.set(key, str(emu(inset)))
    properties.set("anchor", "ctr")
    if slot:
        properties.append(element(fill(slot, tokens)))


def rule_below(cell: Any, width: float, slot: str, tokens: DeckTokens) -> None:
    """A rule of its own under a cell: the table style knows one row of heads only."""
    properties = cell.get_or_add_tcPr()
    border = element(f'<a:lnB w="{emu(width)}">{fill(slot, tokens)}</a:lnB>')
    properties.insert(0, border)


def write_sections(presentation: Any, groups: Sequence[tuple[str, Sequence[int]]], seed: str) -> None:
    """Write the deck's sections: names with the ids of their slides, each slide in one section."""
    root = presentation.part._element
    for old in root.findall(_P_EXT_LST):
        root.remove(old)
    listed = "".join(
        f'<p14:section name="" id="{{{str(uuid.uuid5(_NAMESPACE, f"{seed}/{number}")).upper()}}}"><p14:sldIdLst>'
        + "".join(f'<p14:sldId id="{slide}"/>' for slide in slides)
        + "</p14:sldIdLst></p14:section>"
        for number, (_, slides) in enumerate(groups, start=1)
    )
    xml = (
        f'<p:extLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:ext uri="{_SECTIONS}">'
        f'<p14:sectionLst xmlns:p14="{_P14}">{listed}</p14:sectionLst></p:ext></p:extLst>'
    )
    made = etree.fromstring(xml)
    for section, (name, _) in zip(made.iter(f"{{{_P14}}}section"), groups, strict=True):
        section.set("name", name)
    root.append(made)


def set_language(tree: Any, language: Language) -> None:
    """Give every run below `tree` that has no language the deck's own."""
    for run in tree.iter(_A_R, _A_FLD, _A_BR):
        properties = run.find(_A_RPR)
        if properties is None:
            properties = element("<a:rPr/>")
            run.insert(0, properties)
        _give(properties, language)
    for ending in tree.iter(_A_END):
        _give(ending, language)


def _give(properties: Any, language: Language) -> None:
    for key, value in language.attributes.items():
        if properties.get(key) is None:
            properties.set(key, value)
