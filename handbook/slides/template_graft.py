"""Our layouts written into a company's package: as parts of their own, beside its layouts, under its master.

The work is done on the parts of the package. A layout of ours is a copy of one of the template's: ground, ornaments,
title, footers and relationships are its own; our places stand instead of its bodies.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from copy import deepcopy
from typing import cast

from lxml import etree

from handbook.plan.words import Words
from handbook.slides.drawingml import NAMESPACES, A, P, R, rule
from handbook.slides.layouts import Place
from handbook.slides.master import notes_master_xml, placeholder_xml
from handbook.slides.package import TABLE_STYLE, table_styles
from handbook.slides.template_layouts import Derived, TemplateLayouts
from handbook.theme.tokens import DeckTokens

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument"
_PRESENTATION = "ppt/presentation.xml"
_FOOTERS = ("ftr", "sldNum", "dt")
_LOOKS = frozenset(f"{{{A}}}{tag}" for tag in ("solidFill", "latin", "ea", "cs"))


def graft(package: bytes, made: TemplateLayouts, tokens: DeckTokens, words: Words) -> bytes:
    """`package` with our layouts, places, table style and, where it has none, a notes master."""
    grafter = _Grafter(package, tokens, words)
    for part, places in made.added.items():
        grafter.add_places(part.lstrip("/"), places)
    for derived in made.derived:
        grafter.add_layout(derived)
    grafter.add_table_style()
    grafter.add_notes_master()
    grafter.add_properties()
    return grafter.saved()


class _Grafter:
    def __init__(self, package: bytes, tokens: DeckTokens, words: Words) -> None:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        self._tokens = tokens
        self._words = words
        ids = [
            int(str(found))
            for name in self._parts
            if name == _PRESENTATION or (name.startswith("ppt/slideMasters/") and name.endswith(".xml"))
            for found in cast("list[str]", self._tree(name).xpath("//@id[number(.) >= 2147483648]"))
        ]
        self._next_id = max(ids) + 1

    def saved(self) -> bytes:
        """The package."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self._parts.items():
                archive.writestr(name, content)
        return buffer.getvalue()

    def add_places(self, part: str, places: tuple[Place, ...]) -> None:
        """Give a layout of the template places of ours."""
        root = self._tree(part)
        tree = root.find(f"{{{P}}}cSld/{{{P}}}spTree")
        assert tree is not None
        number = _last_id(root)
        for offset, place in enumerate(places, start=1):
            _put(
                tree,
                placeholder_xml(number + offset, place, self._tokens, self._words, place.type, place.idx),
            )
        self._write(part, root)

    def add_layout(self, derived: Derived) -> None:
        """Add a layout of ours under the master of its base."""
        layout, base = derived.layout, derived.base.part.lstrip("/")
        assert layout.part is not None
        part = layout.part.lstrip("/")
        root = deepcopy(self._tree(base))
        for key in ("type", "matchingName"):
            root.attrib.pop(key, None)
        root.set("preserve", "1")
        root.set("userDrawn", "1")
        slide = root.find(f"{{{P}}}cSld")
        tree = slide.find(f"{{{P}}}spTree") if slide is not None else None
        assert slide is not None and tree is not None
        slide.set("name", layout.name)
        keep = (*_FOOTERS, *(() if derived.custom_title else ("title", "ctrTitle")))
        for shape in list(tree):
            holder = shape.find(f"*/{{{P}}}nvPr/{{{P}}}ph")
            if holder is not None and holder.get("type", "obj") not in keep:
                tree.remove(shape)
        for tag in ("timing", "transition"):
            for found in root.findall(f"{{{P}}}{tag}"):
                root.remove(found)
        number = _last_id(root) + 1
        for box, slot, warns, owner in layout.rules:
            if owner is None:
                _put(tree, rule(number, f"rule {number}", box, slot, self._tokens, warns))
                number += 1
        kept = {"title"} if not derived.custom_title else set()
        for name, place in layout.places.items():
            if name in kept or place.type in _FOOTERS:
                continue
            _put(tree, placeholder_xml(number, place, self._tokens, self._words, place.type, place.idx))
            if place.title:
                _leave_looks(tree[-1])
            number += 1
        self._write(part, root)
        self._parts[_rels_of(part)] = self._parts[_rels_of(base)]
        self._declare(part, f"{_MAIN}.presentationml.slideLayout+xml")
        self._list_layout(part)

    def _list_layout(self, part: str) -> None:
        master = next(target for kind, target in self._relations(part) if kind == "slideMaster")
        key = self._relate(master, "slideLayout", part)
        root = self._tree(master)
        listed = root.find(f"{{{P}}}sldLayoutIdLst")
        assert listed is not None
        entry = etree.SubElement(listed, f"{{{P}}}sldLayoutId")
        entry.set("id", str(self._next_id))
        entry.set(f"{{{R}}}id", key)
        self._next_id += 1
        self._write(master, root)

    def add_table_style(self) -> None:
        """Add our table style to those of the template."""
        ours = etree.fromstring(table_styles(self._tokens, self._words).encode())
        part = next(
            (target for kind, target in self._relations(_PRESENTATION) if kind == "tableStyles"), None
        )
        if part is None:
            part = "ppt/tableStyles.xml"
            self._write(part, ours)
            self._declare(part, f"{_MAIN}.presentationml.tableStyles+xml")
            self._relate(_PRESENTATION, "tableStyles", part)
            return
        root = self._tree(part)
        if not any(style.get("styleId") == TABLE_STYLE for style in root):
            root.append(ours[0])
        self._write(part, root)

    def add_notes_master(self) -> None:
        """Give a template without a notes master ours, and one that has no place for notes that place."""
        ours = etree.fromstring(notes_master_xml(self._tokens, self._words).encode())
        part = next(
            (target for kind, target in self._relations(_PRESENTATION) if kind == "notesMaster"), None
        )
        if part is not None:
            root = self._tree(part)
            if root.find(f".//{{{P}}}ph[@type='body']") is None:
                body = next(
                    shape
                    for shape in ours.iter(f"{{{P}}}sp")
                    if shape.find(f".//{{{P}}}ph[@type='body']") is not None
                )
                tree = root.find(f"{{{P}}}cSld/{{{P}}}spTree")
                assert tree is not None
                made = deepcopy(body)
                next(made.iter(f"{{{P}}}cNvPr")).set("id", str(_last_id(root) + 1))
                tree.append(made)
                self._write(part, root)
            return
        part, theme = "ppt/notesMasters/notesMaster1.xml", self._free_name("ppt/theme/theme{}.xml")
        master = next(target for kind, target in self._relations(_PRESENTATION) if kind == "slideMaster")
        source = next(target for kind, target in self._relations(master) if kind == "theme")
        self._parts[theme] = self._parts[source]
        if _rels_of(source) in self._parts:
            self._parts[_rels_of(theme)] = self._parts[_rels_of(source)]
        self._write(part, ours)
        self._declare(part, f"{_MAIN}.presentationml.notesMaster+xml")
        self._declare(theme, f"{_MAIN}.theme+xml")
        self._parts[_rels_of(part)] = f'<Relationships xmlns="{_RELS}"/>'.encode()
        self._relate(part, "theme", theme)
        key = self._relate(_PRESENTATION, "notesMaster", part)
        root = self._tree(_PRESENTATION)
        listed = etree.Element(f"{{{P}}}notesMasterIdLst")
        etree.SubElement(listed, f"{{{P}}}notesMasterId").set(f"{{{R}}}id", key)
        masters = root.find(f"{{{P}}}sldMasterIdLst")
        assert masters is not None
        masters.addnext(listed)
        self._write(_PRESENTATION, root)

    def add_properties(self) -> None:
        """Say which program made the file; what the sample said of its slides has been taken out."""
        if "docProps/app.xml" in self._parts:
            return
        office = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
        self._parts["docProps/app.xml"] = (
            f'<Properties xmlns="{office}"><Application>handbook</Application></Properties>'.encode()
        )
        self._declare("docProps/app.xml", f"{_MAIN}.extended-properties+xml")
        self._relate("", "extended-properties", "docProps/app.xml")

    def _free_name(self, pattern: str) -> str:
        number = 1
        while pattern.format(number) in self._parts:
            number += 1
        return pattern.format(number)

    def _tree(self, part: str) -> etree._Element:
        return etree.fromstring(self._parts[part], etree.XMLParser(resolve_entities=False, no_network=True))

    def _write(self, part: str, root: etree._Element) -> None:
        self._parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _declare(self, part: str, kind: str) -> None:
        root = self._tree("[Content_Types].xml")
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{part}", ContentType=kind)
        self._write("[Content_Types].xml", root)

    def _relations(self, part: str) -> list[tuple[str, str]]:
        """Kind and target of every relationship of a part."""
        folder = posixpath.dirname(part)
        made = []
        for entry in self._tree(_rels_of(part)):
            target = entry.get("Target", "")
            target = (
                target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            made.append((entry.get("Type", "").rpartition("/")[2], target))
        return made

    def _relate(self, part: str, kind: str, target: str) -> str:
        """Relate a part to another; the id of the relationship."""
        name = _rels_of(part)
        root = self._tree(name)
        known = {entry.get("Id") for entry in root}
        number = next(n for n in range(1, len(known) + 2) if f"rId{n}" not in known)
        relative = posixpath.relpath(target, posixpath.dirname(part) or ".")
        entry = etree.SubElement(root, f"{{{_RELS}}}Relationship", Id=f"rId{number}", Target=relative)
        entry.set("Type", f"{_KIND}/{kind}")
        self._write(name, root)
        return f"rId{number}"


def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _last_id(root: etree._Element) -> int:
    found = cast("list[str]", root.xpath("//p:cNvPr/@id", namespaces={"p": P}))
    return max((int(str(one)) for one in found), default=1)


def _put(tree: etree._Element, xml: str) -> None:
    """Add a shape before the list of extensions, which comes last."""
    head, separator, rest = xml.partition(">")
    declared = xml if "xmlns:p=" in head else f"{head} {NAMESPACES}{separator}{rest}"
    made = etree.fromstring(declared)
    extensions = tree.find(f"{{{P}}}extLst")
    if extensions is not None:
        extensions.addprevious(made)
    else:
        tree.append(made)


def _leave_looks(shape: etree._Element) -> None:
    """Take colour, typeface and weight from a title of ours: the template's own hold."""
    for properties in shape.iter(f"{{{A}}}defRPr"):
        properties.attrib.pop("b", None)
        for child in list(properties):
            if child.tag in _LOOKS:
                properties.remove(child)
