"""A company's .pptx or .potx opened as a template: what it is, and everything taken out that is not template.

Slides of a sample leave with their parts. Half measures break the file: without their list the slides stay as orphans,
and a slide that a master links to keeps its name, which the next slide then takes a second time.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.exc import PythonPptxError
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.oxml.ns import qn

from handbook.model.place import Place
from handbook.problems import Problems
from handbook.theme.office import read_theme

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST = 500_000_000
"""Bytes of all parts together; more is no template."""
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.{}.main+xml"
_KEPT = frozenset(
    f"{RELATIONSHIP_TYPE.OFFICE_DOCUMENT.rpartition('/')[0]}/{kind}"
    for kind in [
        "slideMaster",
        "notesMaster",
        "handoutMaster",
        "presProps",
        "viewProps",
        "theme",
        "tableStyles",
        "font",
        "customXml",
    ]
)
"""Relationships of a presentation that are template; slides, comments, printers and revisions are not."""
_DROPPED = ("p:custShowLst", "p:photoAlbum", "p:custDataLst", "p:extLst", "p:modifyVerifier")
_SAVE_AS = "open it in PowerPoint or WPS and save it as .pptx"


@dataclass(frozen=True)
class OpenedTemplate:
    """A template without slides."""

    presentation: Any
    name: str
    """The file's name."""
    slides: int
    """How many slides of a sample were taken out."""
    unlinked: int
    """How many links of masters and layouts to such slides were taken away."""


def open_template(path: Path, problems: Problems) -> OpenedTemplate | None:
    """The template in `path`; None, with a problem that says what the file is, where it cannot serve."""
    place = Place(path.as_posix())

    def fault(what: str, hint: str) -> None:
        problems.error(place, "deck-template", what, hint)

    try:
        data = path.read_bytes()
    except OSError as error:
        fault(f"the template cannot be read: {error.strerror or error}", "name a .pptx or .potx file")
        return None
    wrong = _wrong_kind(data)
    if wrong is not None:
        fault(*wrong)
        return None
    try:
        presentation: Any = Presentation(io.BytesIO(_as_presentation(data)))
        slides, unlinked = _strip(presentation)
        buffer = io.BytesIO()
        presentation.save(buffer)
        fresh: Any = Presentation(buffer)
        # The layouts are read through once here, so that a part that is missing is found now.
        for master in fresh.slide_masters:
            for layout in master.slide_layouts:
                assert layout.slide_master is not None
            read_theme(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
    except (
        KeyError, ValueError, AttributeError, IndexError, AssertionError, TypeError, PythonPptxError, etree.LxmlError,
        zipfile.BadZipFile, zlib.error, EOFError,
    ):  # fmt: skip
        fault("the template is damaged", f"{_SAVE_AS}, which repairs it")
        return None
    return OpenedTemplate(fresh, path.name, slides, unlinked)


def _wrong_kind(data: bytes) -> tuple[str, str] | None:
    """What is wrong with a file that is no presentation, and what to do about it."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            return "the template is encrypted", "open it with its password and save a copy without one"
        return "the template is a file of PowerPoint 97 to 2003 (.ppt, .pot)", _SAVE_AS
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if sum(entry.file_size for entry in archive.infolist()) > _MOST:
                return "the template is larger than 500 MB", "take its films and large pictures out"
            if "[Content_Types].xml" not in names:
                kind = archive.read("mimetype").decode("ascii", "replace") if "mimetype" in names else ""
                what = "an OpenDocument file" if "opendocument" in kind else "a zip archive"
                return f"the template is {what}, not a presentation", _SAVE_AS
            types = archive.read("[Content_Types].xml")
            main = archive.read("ppt/presentation.xml")[:4000] if "ppt/presentation.xml" in names else b""
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return "the template is damaged, or not a presentation", f"{_SAVE_AS}, which repairs it"
    if b"wordprocessingml.document.main" in types or b"spreadsheetml.sheet.main" in types:
        return "the template is a document of Word or Excel, not a presentation", "name a .pptx or .potx file"
    if b"macroEnabled.main+xml" in types:
        return "the template holds macros", f"{_SAVE_AS} or .potx, without macros"
    if b"presentationml" not in types:
        return "the template is not a presentation", "name a .pptx or .potx file"
    if b"http://purl.oclc.org/ooxml/" in main:
        return "the template is in the strict form of Open XML", _SAVE_AS
    return None


def _as_presentation(data: bytes) -> bytes:
    """A template or a show by the content type of a presentation, which is all that divides them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in dict.fromkeys(source.namelist()):
            content = source.read(name)
            if name == "[Content_Types].xml":
                for kind in ("template", "slideshow"):
                    content = content.replace(
                        _MAIN.format(kind).encode(), CONTENT_TYPE.PML_PRESENTATION_MAIN.encode()
                    )
            target.writestr(name, content)
    return buffer.getvalue()


def _strip(presentation: Any) -> tuple[int, int]:
    """Take out what is not template; how many slides, and how many links to them, there were."""
    part, root = presentation.part, presentation.part._element
    unlinked = sum(_unlink(sheet) for sheet in _sheets(presentation))
    listed = root.find(qn("p:sldIdLst"))
    slides = len(listed) if listed is not None else 0
    if listed is not None:
        for entry in list(listed):
            listed.remove(entry)
    for tag in _DROPPED:
        for found in root.findall(qn(tag)):
            root.remove(found)
    for key, relation in list(part.rels.items()):
        if relation.reltype not in _KEPT:
            part.rels.pop(key)
    package = part.package
    for key, relation in list(package._rels.items()):
        if relation.reltype.endswith(("/thumbnail", "/extended-properties")):
            package._rels.pop(key)
    for relation in part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.PRES_PROPS and not relation.is_external:
            _strip_show(relation.target_part)
    return slides, unlinked


def _sheets(presentation: Any) -> list[Any]:
    """Masters and layouts."""
    found = []
    for master in presentation.slide_masters:
        found += [master, *master.slide_layouts]
    return found


def _unlink(sheet: Any) -> int:
    """Take links to slides away from a master or a layout: they would keep the slides in the file."""
    gone = {key for key, relation in sheet.part.rels.items() if relation.reltype == RELATIONSHIP_TYPE.SLIDE}
    for tag in ("a:hlinkClick", "a:hlinkHover", "a:hlinkMouseOver"):
        for link in list(sheet._element.iter(qn(tag))):
            if link.get(qn("r:id")) in gone:
                link.getparent().remove(link)
    for key in gone:
        sheet.part.rels.pop(key)
    return len(gone)


def _strip_show(part: Any) -> None:
    """Take the settings of the show away, which may name a custom show or a range of slides."""
    root = etree.fromstring(part.blob)
    for found in root.findall(qn("p:showPr")):
        root.remove(found)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
