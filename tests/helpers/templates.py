"""Companies' templates, each unlike the others, made from python-pptx's own (4:3, English, no notes master)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from lxml import etree
from PIL import Image, ImageDraw
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
COLOURS = {
    "dk1": "222222", "lt1": "FFFFFF", "dk2": "1F3864", "lt2": "EEF1F6", "accent1": "0066B3", "accent2": "F08A24",
    "accent3": "5FA83D", "accent4": "8E44AD", "accent5": "00A3AD", "accent6": "9AA5B1", "hlink": "0563C1",
    "folHlink": "954F72",
}  # fmt: skip
_NAMES = {
    "Title Slide": "封面", "Title and Content": "标题与正文", "Section Header": "章节过渡页", "Two Content": "左右两栏",
    "Comparison": "优劣对比", "Title Only": "仅标题", "Blank": "空白页", "Content with Caption": "图文混排",
    "Picture with Caption": "大图", "Title and Vertical Text": "竖排", "Vertical Title and Text": "竖排标题",
}  # fmt: skip


def _wide(presentation: Any) -> None:
    """From 4:3 to 16:9: everything a third wider."""
    presentation.slide_width = Pt(960)
    for sheet in _sheets(presentation):
        for tag, name in (("a:off", "x"), ("a:ext", "cx"), ("a:chOff", "x"), ("a:chExt", "cx")):
            for found in sheet._element.iter(qn(tag)):
                if found.get(name) is not None:
                    found.set(name, str(int(found.get(name)) * 4 // 3))


def _sheets(presentation: Any) -> list[Any]:
    return [sheet for master in presentation.slide_masters for sheet in (master, *master.slide_layouts)]


def dress(
    presentation: Any, colours: Mapping[str, str] = COLOURS, latin: str = "Arial", asian: str = "微软雅黑"
) -> None:
    """Give every master a company's colours and typefaces."""
    for master in presentation.slide_masters:
        part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        root = etree.fromstring(part.blob)
        a = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
        for slot, value in colours.items():
            holder = root.find(f".//{a}clrScheme/{a}{slot}")
            for child in list(holder):
                holder.remove(child)
            etree.SubElement(holder, f"{a}srgbClr").set("val", value)
        for kind in ("majorFont", "minorFont"):
            holder = root.find(f".//{a}fontScheme/{a}{kind}")
            holder.find(f"{a}latin").set("typeface", latin)
            holder.find(f"{a}ea").set("typeface", asian)
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _layout(presentation: Any, name: str) -> Any:
    return next(layout for layout in presentation.slide_layouts if layout.name == name)


def _drop(presentation: Any, *names: str) -> None:
    for name in names:
        presentation.slide_layouts.remove(_layout(presentation, name))


def _picture(draw: Callable[[ImageDraw.ImageDraw], None], size: tuple[int, int], ground: str) -> io.BytesIO:
    image = Image.new("RGB", size, ground)
    draw(ImageDraw.Draw(image))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    buffer.seek(0)
    return buffer


def _logo(presentation: Any, x: int, y: int) -> None:
    """A logo on the master, in points."""

    def mark(pen: ImageDraw.ImageDraw) -> None:
        pen.ellipse((8, 8, 56, 56), fill="#0066B3")
        pen.rectangle((70, 18, 150, 46), fill="#F08A24")

    master = presentation.slide_master
    _, key = master.part.get_or_add_image_part(_picture(mark, (160, 64), "#FFFFFF"))
    at = f'<a:off x="{Pt(x)}" y="{Pt(y)}"/><a:ext cx="{Pt(80)}" cy="{Pt(32)}"/>'
    master._element.cSld.spTree.append(
        parse_xml(
            f'<p:pic {_NS}><p:nvPicPr><p:cNvPr id="90" name="logo" descr="标志"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr>'
            f'<p:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
            f'<p:spPr><a:xfrm>{at}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )
    )


def _ground(sheet: Any, fill: str) -> None:
    """Give a master or a layout a ground."""
    for old in sheet._element.cSld.findall(qn("p:bg")):
        sheet._element.cSld.remove(old)
    made = parse_xml(f"<p:bg {_NS}><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>")
    sheet._element.cSld.insert(0, made)


def old_screen() -> Any:
    """4:3 with a sample: slides with links, a section list, a custom show, a layout that links to a slide."""
    presentation = Presentation()
    for number in range(3):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = f"旧样稿 {number + 1}"
        slide.notes_slide.notes_text_frame.text = "旧样稿的备注"
    first, second, _ = presentation.slides
    first.shapes.title.click_action.target_slide = second
    layout = presentation.slide_layouts[1]
    key = layout.part.relate_to(first.part, RELATIONSHIP_TYPE.SLIDE)
    shape = layout.placeholders[0]._element.nvSpPr.cNvPr
    shape.append(parse_xml(f'<a:hlinkClick {_NS} r:id="{key}" action="ppaction://hlinksldjump"/>'))
    root = presentation.part._element
    ids = [entry.get("id") for entry in root.sldIdLst]
    keys = [entry.get(qn("r:id")) for entry in root.sldIdLst]
    show = "".join(f'<p:sld r:id="{one}"/>' for one in keys[:2])
    root.find(qn("p:notesSz")).addnext(
        parse_xml(
            f'<p:custShowLst {_NS}><p:custShow name="短" id="0"><p:sldLst>{show}</p:sldLst></p:custShow>'
            "</p:custShowLst>"
        )
    )
    listed = "".join(f'<p14:sldId id="{one}"/>' for one in ids)
    root.append(
        parse_xml(
            f'<p:extLst {_NS}><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}">'
            f'<p14:sectionLst xmlns:p14="{_P14}">'
            '<p14:section name="示例" id="{A0E4F6C8-0001-4000-8000-000000000001}">'
            f"<p14:sldIdLst>{listed}</p14:sldIdLst>"
            f"</p14:section></p14:sectionLst></p:ext></p:extLst>"
        )
    )
    return presentation


def chinese_names() -> Any:
    """16:9, layouts in another order under Chinese names, without types; two of them are missing."""
    presentation = Presentation()
    _wide(presentation)
    dress(presentation)
    _logo(presentation, 864, 16)
    _drop(presentation, "Comparison", "Title Only")
    for layout in presentation.slide_layouts:
        layout._element.cSld.set("name", _NAMES[layout.name])
        layout._element.attrib.pop("type", None)
    listed = presentation.slide_master._element.find(qn("p:sldLayoutIdLst"))
    for entry in reversed(list(listed)):
        listed.append(entry)
    for layout in presentation.slide_layouts:
        for shape in layout.placeholders:
            if shape.placeholder_format.type is not None and "FOOTER" in str(shape.placeholder_format.type):
                shape.text_frame.text = "© 晨星股份 内部资料"
    return presentation


def bare() -> Any:
    """16:9 with two layouts that have no name to go by: what stands where is all there is. No slide numbers."""
    presentation = Presentation()
    _wide(presentation)
    dress(presentation, latin="Georgia", asian="等线")
    keep = ("Title and Content", "Two Content")
    _drop(
        presentation, *(layout.name for layout in list(presentation.slide_layouts) if layout.name not in keep)
    )
    for number, layout in enumerate(presentation.slide_layouts, start=1):
        layout._element.cSld.set("name", f"版式 {number}")
        layout._element.attrib.pop("type", None)
        for shape in list(layout.placeholders):
            if shape.placeholder_format.idx in (10, 11, 12):
                shape._element.getparent().remove(shape._element)
    return presentation


def two_masters() -> Any:
    """16:9; the first master has a cover alone, the second the rest."""
    presentation = Presentation()
    _wide(presentation)
    dress(presentation)
    buffer = io.BytesIO()
    presentation.save(buffer)
    presentation = Presentation(io.BytesIO(_second_master(buffer.getvalue())))
    first = presentation.slide_masters[0]
    for layout in list(first.slide_layouts)[1:]:
        first.slide_layouts.remove(layout)
    return presentation


def _second_master(data: bytes) -> bytes:
    """A package whose master, with its layouts and theme, is there twice."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    layouts = sorted(name for name in parts if re.fullmatch(r"ppt/slideLayouts/slideLayout\d+\.xml", name))
    themes = sorted(name for name in parts if re.fullmatch(r"ppt/theme/theme\d+\.xml", name))
    moved = {"slideMaster1.xml": "slideMaster2.xml", posix(themes[0]): "theme9.xml"}
    moved |= {posix(name): f"slideLayout{100 + number}.xml" for number, name in enumerate(layouts)}
    added = {}
    for name in ["ppt/slideMasters/slideMaster1.xml", themes[0], *layouts]:
        folder = name.rpartition("/")[0]
        added[f"{folder}/{moved[posix(name)]}"] = parts[name]
        rels = f"{folder}/_rels/{posix(name)}.rels"
        if rels in parts:
            text = re.sub(r"[\w]+\.xml", lambda found: moved.get(found[0], found[0]), parts[rels].decode())
            added[f"{folder}/_rels/{moved[posix(name)]}.rels"] = text.encode()
    master = added["ppt/slideMasters/slideMaster2.xml"].decode()
    numbers = iter(range(2_147_490_001, 2_147_490_100))
    master = re.sub(r'(<p:sldLayoutId[^>]*? id=)"\d+"', lambda found: f'{found[1]}"{next(numbers)}"', master)
    added["ppt/slideMasters/slideMaster2.xml"] = master.encode()
    types = parts["[Content_Types].xml"].decode()
    for old, new in moved.items():
        entry = re.search(rf'<Override[^>]*/{re.escape(old)}"[^>]*/>', types)
        assert entry is not None, old
        types = types.replace("</Types>", entry[0].replace(old, new) + "</Types>")
    relations = parts["ppt/_rels/presentation.xml.rels"].decode()
    kind = RELATIONSHIP_TYPE.SLIDE_MASTER
    entry_text = f'<Relationship Id="rId900" Type="{kind}" Target="slideMasters/slideMaster2.xml"/>'
    parts["ppt/_rels/presentation.xml.rels"] = relations.replace(
        "</Relationships>", f"{entry_text}</Relationships>"
    ).encode()
    main = parts["ppt/presentation.xml"].decode()
    listed = '<p:sldMasterId id="2147490000" r:id="rId900"/></p:sldMasterIdLst>'
    parts["ppt/presentation.xml"] = main.replace("</p:sldMasterIdLst>", listed).encode()
    parts["[Content_Types].xml"] = types.encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in {**parts, **added}.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def posix(name: str) -> str:
    """The last part of a part's name."""
    return name.rpartition("/")[2]


def night() -> Any:
    """16:9, light on dark by the master's colour map."""
    presentation = Presentation()
    _wide(presentation)
    dress(
        presentation,
        {
            **COLOURS,
            "dk1": "10202B",
            "dk2": "1D3442",
            "lt2": "C9D6DE",
            "accent1": "2F7FB8",
            "accent6": "5C6B75",
        },
    )
    mapping = presentation.slide_master._element.find(qn("p:clrMap"))
    for name, slot in {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}.items():
        mapping.set(name, slot)
    return presentation


def navy() -> Any:
    """16:9, a dark ground under an ordinary colour map: titles and text are white by the master's styles."""
    presentation = Presentation()
    _wide(presentation)
    dress(presentation)
    master = presentation.slide_master
    _ground(master, '<a:solidFill><a:schemeClr val="tx2"/></a:solidFill>')
    for colour in master._element.find(qn("p:txStyles")).iter(qn("a:schemeClr")):
        if colour.get("val") == "tx1":
            colour.set("val", "bg1")
    return presentation


def photograph() -> Any:
    """16:9 on a picture, with a logo, a band at the foot, and positions that layouts take from the master."""
    presentation = Presentation()
    _wide(presentation)
    dress(presentation)
    master = presentation.slide_master

    def hills(pen: ImageDraw.ImageDraw) -> None:
        for row in range(270):
            shade = 250 - row // 12
            pen.line((0, row, 480, row), fill=(shade, shade, 255))
        pen.polygon(
            [(0, 270), (0, 240), (160, 228), (330, 245), (480, 232), (480, 270)], fill=(214, 226, 236)
        )

    _, key = master.part.get_or_add_image_part(_picture(hills, (480, 270), "#FFFFFF"))
    _ground(master, f'<a:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></a:blipFill>')
    _logo(presentation, 24, 12)
    for name in ("Title and Content", "Title Only"):
        for shape in _layout(presentation, name).placeholders:
            for transform in shape._element.spPr.findall(qn("a:xfrm")):
                shape._element.spPr.remove(transform)
    for shape in master.placeholders:
        if shape.placeholder_format.idx == 0:
            shape.left, shape.top, shape.width, shape.height = Pt(120), Pt(16), Pt(800), Pt(44)
    return presentation


def bodiless() -> Any:
    """A template whose only layout has a title and nothing for text."""
    presentation = Presentation()
    _drop(
        presentation,
        *(layout.name for layout in list(presentation.slide_layouts) if layout.name != "Title Only"),
    )
    for shape in list(presentation.slide_master.placeholders):
        if shape.placeholder_format.idx == 1:
            shape._element.getparent().remove(shape._element)
    return presentation


TEMPLATES: Mapping[str, Callable[[], Any]] = {
    made.__name__: made for made in (old_screen, chinese_names, bare, two_masters, night, navy, photograph)
}
"""Templates that decks can be made in."""


def save(presentation: Any, path: Path) -> Path:
    """The template in a file."""
    presentation.save(path)
    return path


def as_potx(path: Path) -> Path:
    """The same as a template by its content type, under the name of one."""
    made = path.with_suffix(".potx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name).replace(b"presentation.main+xml", b"template.main+xml")
            target.writestr(name, content if name == "[Content_Types].xml" else source.read(name))
    return made
