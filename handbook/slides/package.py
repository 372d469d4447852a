"""The template package: everything of a deck but its slides, written as XML from the tokens."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from handbook.plan.words import Words
from handbook.slides.drawingml import NAMESPACES, A, fill, line, scheme_colour
from handbook.slides.handout_master import handout_master_xml
from handbook.slides.layouts import LayoutSet
from handbook.slides.master import MASTER_ID, layout_xml, master_xml, notes_master_xml
from handbook.theme.tokens import DeckTokens

TABLE_STYLE = "{8B1F3C52-6A47-5D0E-9C21-5A7E4F0B1D10}"
"""The table style that all tables of a deck use."""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "application/vnd.openxmlformats-officedocument"
_SLOTS = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")


def write_template(layouts: LayoutSet, tokens: DeckTokens, words: Words, name: str) -> bytes:
    """A presentation without slides: theme, masters, layouts, table style. `name` is the theme's."""
    parts: dict[str, str] = {}
    count = len(layouts.keys)
    parts["ppt/presentation.xml"] = _presentation(tokens, words)
    parts["ppt/_rels/presentation.xml.rels"] = _relationships(
        ("slideMaster", "slideMasters/slideMaster1.xml"),
        ("notesMaster", "notesMasters/notesMaster1.xml"),
        ("presProps", "presProps.xml"),
        ("viewProps", "viewProps.xml"),
        ("theme", "theme/theme1.xml"),
        ("tableStyles", "tableStyles.xml"),
        ("handoutMaster", "handoutMasters/handoutMaster1.xml"),
    )
    parts["ppt/presProps.xml"] = f"<p:presentationPr {NAMESPACES}/>"
    parts["ppt/viewProps.xml"] = f"<p:viewPr {NAMESPACES}/>"
    parts["ppt/tableStyles.xml"] = table_styles(tokens, words)
    parts["ppt/theme/theme1.xml"] = _theme(tokens, name)
    parts["ppt/theme/theme2.xml"] = _theme(tokens, name)
    parts["ppt/theme/theme3.xml"] = _theme(tokens, name)
    parts["ppt/slideMasters/slideMaster1.xml"] = master_xml(layouts, tokens, words)
    parts["ppt/slideMasters/_rels/slideMaster1.xml.rels"] = _relationships(
        *(("slideLayout", f"../slideLayouts/slideLayout{n}.xml") for n in range(1, count + 1)),
        ("theme", "../theme/theme1.xml"),
    )
    for number, key in enumerate(layouts.keys, start=1):
        parts[f"ppt/slideLayouts/slideLayout{number}.xml"] = layout_xml(layouts[key], tokens, words)
        parts[f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels"] = _relationships(
            ("slideMaster", "../slideMasters/slideMaster1.xml")
        )
    parts["ppt/notesMasters/notesMaster1.xml"] = notes_master_xml(tokens, words)
    parts["ppt/notesMasters/_rels/notesMaster1.xml.rels"] = _relationships(("theme", "../theme/theme2.xml"))
    parts["ppt/handoutMasters/handoutMaster1.xml"] = handout_master_xml(tokens, words)
    parts["ppt/handoutMasters/_rels/handoutMaster1.xml.rels"] = _relationships(
        ("theme", "../theme/theme3.xml")
    )
    parts["docProps/core.xml"] = (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
    )
    parts["docProps/app.xml"] = (
        f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>handbook</Application></Properties>'
    )
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument" Target="ppt/presentation.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        f'<Relationship Id="rId3" Type="{_OFFICE}/relationships/extended-properties" Target="docProps/app.xml"/>'
        "</Relationships>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, text in {"[Content_Types].xml": _content_types(count), **parts}.items():
            archive.writestr(path, _HEAD + text)
    return buffer.getvalue()


def _relationships(*targets: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _content_types(layouts: int) -> str:
    kinds = {
        "/ppt/presentation.xml": f"{_MAIN}.presentationml.presentation.main+xml",
        "/ppt/presProps.xml": f"{_MAIN}.presentationml.presProps+xml",
        "/ppt/viewProps.xml": f"{_MAIN}.presentationml.viewProps+xml",
        "/ppt/tableStyles.xml": f"{_MAIN}.presentationml.tableStyles+xml",
        "/ppt/theme/theme1.xml": f"{_MAIN}.theme+xml",
        "/ppt/theme/theme2.xml": f"{_MAIN}.theme+xml",
        "/ppt/theme/theme3.xml": f"{_MAIN}.theme+xml",
        "/ppt/slideMasters/slideMaster1.xml": f"{_MAIN}.presentationml.slideMaster+xml",
        "/ppt/notesMasters/notesMaster1.xml": f"{_MAIN}.presentationml.notesMaster+xml",
        "/ppt/handoutMasters/handoutMaster1.xml": f"{_MAIN}.presentationml.handoutMaster+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": f"{_MAIN}.extended-properties+xml",
    }
    for number in range(1, layouts + 1):
        kinds[f"/ppt/slideLayouts/slideLayout{number}.xml"] = f"{_MAIN}.presentationml.slideLayout+xml"
    overrides = "".join(f'<Override PartName="{path}" ContentType="{kind}"/>' for path, kind in kinds.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _presentation(tokens: DeckTokens, words: Words) -> str:
    levels = "".join(
        f'<a:lvl{n}pPr marL="0" algn="l"><a:defRPr sz="{round(tokens.body_sizes[-1].pt * 100)}">{fill("tx1", tokens)}'
        f'<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{n}pPr>'
        for n in range(1, 3)
    )
    return (
        f'<p:presentation {NAMESPACES} saveSubsetFonts="1"><p:sldMasterIdLst><p:sldMasterId id="{MASTER_ID}" '
        f'r:id="rId1"/></p:sldMasterIdLst>'
        '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        '<p:handoutMasterIdLst><p:handoutMasterId r:id="rId7"/></p:handoutMasterIdLst>'
        f'<p:sldSz cx="{tokens.width.emu}" cy="{tokens.height.emu}"/><p:notesSz cx="6858000" cy="9144000"/>'
        f'<p:defaultTextStyle><a:defPPr><a:defRPr lang="{words.language}"/></a:defPPr>{levels}</p:defaultTextStyle>'
        f"</p:presentation>"
    )


def _theme(tokens: DeckTokens, name: str) -> str:
    colours = "".join(
        f'<a:{slot}><a:srgbClr val="{getattr(tokens.colours, slot).rgb}"/></a:{slot}>' for slot in _SLOTS
    )
    plain = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    outlines = "".join(f'<a:ln w="{width}">{plain}</a:ln>' for width in (9525, 12700, 19050))
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    called = quoteattr(name)
    return (
        f'<a:theme xmlns:a="{A}" name={called}><a:themeElements><a:clrScheme name={called}>{colours}</a:clrScheme>'
        f"<a:fontScheme name={called}><a:majorFont>{_faces(tokens, title=True)}</a:majorFont>"
        f"<a:minorFont>{_faces(tokens, title=False)}</a:minorFont></a:fontScheme>"
        f"<a:fmtScheme name={called}><a:fillStyleLst>{plain * 3}</a:fillStyleLst><a:lnStyleLst>"
        f"{outlines}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{plain * 3}</a:bgFillStyleLst>"
        f"</a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def _faces(tokens: DeckTokens, *, title: bool) -> str:
    """The typefaces of titles or of other text, by script."""
    latin = escape(tokens.fonts.latin_of(title), {'"': "&quot;"})
    asian = escape(tokens.fonts.east_asian_of(title), {'"': "&quot;"})
    scripts = "".join(
        f'<a:font script="{script}" typeface="{asian}"/>' for script in ("Hans", "Hant", "Jpan", "Hang")
    )
    return f'<a:latin typeface="{latin}"/><a:ea typeface="{asian}"/><a:cs typeface="{latin}"/>{scripts}'


def table_styles(tokens: DeckTokens, words: Words) -> str:
    """Three rules, with hairlines between rows: the form that Chinese journals give their tables."""

    def side(name: str, width: float, slot: str) -> str:
        return f"<a:{name}>{line(width, slot, tokens)}</a:{name}>"

    def none(name: str) -> str:
        return f"<a:{name}><a:ln><a:noFill/></a:ln></a:{name}>"

    whole = (
        none("left") + none("right") + side("top", 1.5, "tx1") + side("bottom", 1.5, "tx1")
        + side("insideH", 0.75, "hair") + none("insideV")
    )  # fmt: skip
    text = f'<a:fontRef idx="minor"/>{scheme_colour("tx1", tokens)}'
    return (
        f'<a:tblStyleLst xmlns:a="{A}" def="{TABLE_STYLE}"><a:tblStyle styleId="{TABLE_STYLE}" '
        f"styleName={quoteattr(words.table_style)}>"
        f"<a:wholeTbl><a:tcTxStyle>{text}</a:tcTxStyle><a:tcStyle><a:tcBdr>{whole}</a:tcBdr><a:fill><a:noFill/>"
        f"</a:fill></a:tcStyle></a:wholeTbl>"
        f'<a:firstRow><a:tcTxStyle b="on">{text}</a:tcTxStyle><a:tcStyle><a:tcBdr>'
        f"{side('bottom', 1, 'tx1')}</a:tcBdr></a:tcStyle></a:firstRow>"
        "</a:tblStyle></a:tblStyleLst>"
    )
