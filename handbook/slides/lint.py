"""Rules of the package that validators miss, or that are our own.

Of 29 faults seeded into a clean deck the Open XML SDK's validator missed eleven; each is a rule here. PowerPoint
offers to repair such a file, or loses something without a word.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, cast

from lxml import etree

from handbook.slides.drawingml import A, P, R

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NS = {
    "a": A,
    "p": P,
    "r": R,
    "p14": _P14,
    "mc": _MC,
    "rel": f"{_PACKAGE}/relationships",
    "ct": f"{_PACKAGE}/content-types",
}
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_FORBIDDEN = re.compile("[\ufffd\ufffe\uffff\x00-\x08\x0b\x0c\x0e-\x1f]")
_SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")
_TOP = "/p:sld/p:cSld/p:spTree"
_TRANSFORMS = (
    f"{_TOP}/*/p:spPr/a:xfrm | {_TOP}/p:graphicFrame/p:xfrm | {_TOP}/p:grpSp/p:grpSpPr/a:xfrm"
    f" | {_TOP}/mc:AlternateContent/*/*/p:spPr/a:xfrm"
)
"""Where shapes stand; those in a group stand in the group's."""
_NOTES = re.compile(r"ppt/notesSlides/notesSlide\d+\.xml")


@dataclass(frozen=True)
class Package:
    """A package opened for questions."""

    data: bytes

    @cached_property
    def names(self) -> list[str]:
        """The names of its parts, in order; a name may stand twice."""
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return archive.namelist()

    @cached_property
    def trees(self) -> dict[str, etree._Element]:
        """Every XML part by name."""
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return {
                name: etree.fromstring(archive.read(name))
                for name in dict.fromkeys(archive.namelist())
                if name.endswith((".xml", ".rels"))
            }

    def matching(self, pattern: re.Pattern[str]) -> Iterator[tuple[str, etree._Element]]:
        """The parts whose names match, by number."""
        found = (name for name in self.trees if pattern.fullmatch(name))
        for name in sorted(found, key=lambda name: int(re.sub(r"\D", "", name))):
            yield name, self.trees[name]

    @property
    def slides(self) -> Iterator[tuple[str, etree._Element]]:
        """The slides."""
        return self.matching(_SLIDE)

    def relationships(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """The relationships of a part by id: type, target inside the package or address, whether it is outside."""
        folder, name = posixpath.split(part)
        tree = self.trees.get(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        if tree is None:
            return {}
        made = {}
        for entry in tree:
            outside = entry.get("TargetMode") == "External"
            target = entry.get("Target", "")
            if not outside:
                joined = target[1:] if target.startswith("/") else posixpath.join(folder, target)
                target = posixpath.normpath(joined)
            made[entry.get("Id", "")] = (entry.get("Type", "").rpartition("/")[2], target, outside)
        return made


@cache
def _path(path: str) -> etree.XPath:
    return etree.XPath(path, namespaces=NS, smart_strings=False)


def found_in(tree: etree._Element, path: str) -> list[Any]:
    """What an XPath finds below an element: attributes or elements."""
    return cast("list[Any]", _path(path)(tree))


def lint(data: bytes) -> list[str]:
    """Every rule that the package breaks, in a sentence each."""
    package = Package(data)
    return [fault for rule in RULES for fault in rule(package)]


def one_name_a_part(package: Package) -> Iterator[str]:
    """No two parts have one name, and the content types come first."""
    for name, count in Counter(package.names).items():
        if count > 1:
            yield f"the part {name} stands twice"
    if package.names[0] != "[Content_Types].xml":
        yield "the content types do not come first"


def types_and_parts_agree(package: Package) -> Iterator[str]:
    """Every part has a content type, every override a part, and no type is misspelt."""
    types = package.trees["[Content_Types].xml"]
    overrides = {entry.get("PartName", "").lstrip("/") for entry in types.iterfind("ct:Override", NS)}
    endings = {entry.get("Extension", "") for entry in types.iterfind("ct:Default", NS)}
    for name in sorted(overrides - set(package.names)):
        yield f"a content type is given for {name}, which is not there"
    for name in package.names:
        if name not in overrides and name.rpartition(".")[2] not in endings and name != "[Content_Types].xml":
            yield f"the part {name} has no content type"
    if any(entry.get("ContentType") == "image/jpg" for entry in types):
        yield "there is no content type image/jpg; it is image/jpeg"


def relationships_resolve(package: Package) -> Iterator[str]:
    """Every relationship inside the package has its part, every id in a part its relationship."""
    names = set(package.names)
    for name, tree in package.trees.items():
        if name.endswith(".rels"):
            continue
        known = package.relationships(name)
        for kind, target, outside in known.values():
            if not outside and (target not in names or target.startswith("..")):
                yield f"{name} is related to {target} ({kind}), which is not there"
        for found in found_in(tree, "//@r:id | //@r:embed | //@r:link | //@r:pict"):
            if found and found not in known:
                yield f"{name} names the relationship {found}, which is not there"


def masters_have_themes(package: Package) -> Iterator[str]:
    """Every master, that of the notes included, has a theme of its own."""
    themes: Counter[str] = Counter()
    for name in package.trees:
        if re.fullmatch(r"ppt/(slide|notes|handout)Masters/\w+\.xml", name):
            own = [target for kind, target, _ in package.relationships(name).values() if kind == "theme"]
            if not own:
                yield f"{name} has no theme"
            themes.update(own)
    for theme, count in themes.items():
        if count > 1:
            yield f"{theme} belongs to more than one master"


def master_ids_differ(package: Package) -> Iterator[str]:
    """Masters and layouts share one space of ids from 2147483648 on."""
    ids = [*found_in(package.trees["ppt/presentation.xml"], "//p:sldMasterId/@id")]
    for name, tree in package.trees.items():
        if name.startswith("ppt/slideMasters/slideMaster"):
            ids += found_in(tree, "//p:sldLayoutId/@id")
    for found, count in Counter(ids).items():
        if count > 1 or int(found) < 2_147_483_648:
            yield f"the id {found} of a master or layout is used twice or too low"


def slides_are_listed(package: Package) -> Iterator[str]:
    """Every slide part is in the list of slides."""
    relations = package.relationships("ppt/presentation.xml")
    listed = {
        relations[found][1]
        for found in found_in(package.trees["ppt/presentation.xml"], "//p:sldId/@r:id")
        if found in relations
    }
    for name, _ in package.slides:
        if name not in listed:
            yield f"{name} is in no list of slides"


def sections_hold_each_slide_once(package: Package) -> Iterator[str]:
    """The sections name each slide once and nothing else, under identifiers that differ."""
    tree = package.trees["ppt/presentation.xml"]
    slides = found_in(tree, "//p:sldId/@id")
    named = found_in(tree, "//p14:sldId/@id")
    if named and Counter(named) != Counter(slides):
        yield "the sections do not name each slide once"
    for found, count in Counter(found_in(tree, "//p14:section/@id")).items():
        if count > 1:
            yield f"two sections have the identifier {found}"


def shape_ids_differ(package: Package) -> Iterator[str]:
    """Shape ids are unique on a slide; the two sides of an alternative may share one."""
    for name, tree in package.slides:
        ids = found_in(tree, "//p:cNvPr[not(ancestor::mc:Fallback)]/@id")
        for found, count in Counter(ids).items():
            if count > 1:
                yield f"{name} uses the shape id {found} twice"


def alternatives_are_twins(package: Package) -> Iterator[str]:
    """An alternative has a choice and a fallback: one shape each, under one id, and none of them a placeholder."""
    for name, tree in package.slides:
        for alternative in tree.iter(f"{{{_MC}}}AlternateContent"):
            sides = [alternative.find(f"mc:{side}", NS) for side in ("Choice", "Fallback")]
            shapes = [list(side) for side in sides if side is not None]
            ids = [found_in(shape, "*/p:cNvPr/@id") for side in shapes for shape in side]
            if [len(side) for side in shapes] != [1, 1] or ids[0] != ids[1]:
                yield f"{name} has an alternative whose sides are not one shape under one id"
            required = sides[0].get("Requires", "") if sides[0] is not None else ""
            if sides[0] is not None and any(key not in sides[0].nsmap for key in required.split() or [""]):
                yield f"{name} has an alternative that requires a namespace it does not declare"
            if any(shape.find(".//p:ph", NS) is not None for side in shapes for shape in side):
                yield f"{name} has a placeholder in an alternative, where some readers lose it"


def ids_point_at_shapes(package: Package) -> Iterator[str]:
    """Connectors and animations name shapes that are on the slide."""
    for name, tree in package.slides:
        ids = set(found_in(tree, "//p:cNvPr/@id"))
        paths = "//a:stCxn/@id | //a:endCxn/@id | //p:spTgt/@spid | //p:bldP/@spid"
        for found in found_in(tree, paths):
            if found not in ids:
                yield f"{name} names the shape {found}, which is not there"


def tables_are_square(package: Package) -> Iterator[str]:
    """A table has as many cells in each row as columns in its grid."""
    for name, tree in package.slides:
        for table in tree.iter(f"{{{A}}}tbl"):
            columns = len(table.findall("a:tblGrid/a:gridCol", NS))
            for row in table.findall("a:tr", NS):
                if len(row.findall("a:tc", NS)) != columns:
                    yield f"{name} has a table row whose cells do not match its columns"


def characters_are_allowed(package: Package) -> Iterator[str]:
    """No replacement characters, and nothing that XML cannot hold."""
    for name, tree in package.trees.items():
        text = cast(str, _path("string()")(tree))
        if _FORBIDDEN.search(text):
            yield f"{name} holds a forbidden character"


def titles_are_unique(package: Package) -> Iterator[str]:
    """Every slide has a title, and no two have the same."""
    seen: dict[str, str] = {}
    path = ".//p:sp[p:nvSpPr/p:nvPr/p:ph[@type='title' or @type='ctrTitle']]"
    for name, tree in package.slides:
        found = found_in(tree, path)
        title = found[0] if found else None
        text = "".join(title.itertext(f"{{{A}}}t")) if title is not None else ""
        if not text.strip():
            yield f"{name} has no title"
        elif text in seen:
            yield f"{name} has the title of {seen[text]}: {text}"
        else:
            seen[text] = name


def shapes_are_inside(package: Package) -> Iterator[str]:
    """Nothing stands beyond the slide's edges."""
    size = package.trees["ppt/presentation.xml"].find("p:sldSz", NS)
    if size is None:
        yield "the presentation has no slide size"
        return
    width, height = int(size.get("cx", "0")), int(size.get("cy", "0"))
    for name, tree in package.slides:
        for transform in found_in(tree, _TRANSFORMS):
            offset, extent = transform.find("a:off", NS), transform.find("a:ext", NS)
            x, y = int(offset.get("x")), int(offset.get("y"))
            right, bottom = x + int(extent.get("cx")), y + int(extent.get("cy"))
            if x < 0 or y < 0 or right > width or bottom > height:
                yield f"{name} has a shape beyond the slide's edges"


def shapes_are_described(package: Package) -> Iterator[str]:
    """Every shape without text has alternative text or is marked as decorative."""
    top = _TOP
    sides = f"{top}/mc:AlternateContent/*/*"
    kinds = f"{top}/p:pic | {top}/p:graphicFrame | {top}/p:cxnSp | {top}/p:grpSp | {top}/p:sp[not(.//a:t)] | {sides}"
    for name, tree in package.slides:
        for shape in found_in(tree, kinds):
            properties = shape.find(".//p:cNvPr", NS)
            decorative = any(found.get("val") == "1" for found in properties.iter(_DECORATIVE))
            if not decorative and not (properties.get("descr") or "").strip():
                yield f"{name} has a shape without alternative text: {properties.get('name')}"


def runs_have_languages(package: Package) -> Iterator[str]:
    """Every run of slides and notes says its language."""
    for pattern in (_SLIDE, _NOTES):
        for name, tree in package.matching(pattern):
            for run in found_in(tree, "//a:r[not(string(a:rPr/@lang))] | //a:fld[not(string(a:rPr/@lang))]"):
                yield f"{name} has a run without a language: {run.findtext('a:t', '', NS)[:20]}"


def slides_leave_looks_to_the_theme(package: Package) -> Iterator[str]:
    """No colour by its number on a slide, and no typeface by its name but those of code and mathematics."""
    faces = {tree.get("typeface") for tree in _layout_faces(package)}
    for name, tree in package.slides:
        if next(tree.iter(f"{{{A}}}srgbClr"), None) is not None:
            yield f"{name} names a colour by its number"
        for face in tree.iter(f"{{{A}}}latin", f"{{{A}}}ea", f"{{{A}}}cs"):
            named = face.get("typeface", "")
            if not named.startswith("+") and named not in faces and not _is_maths(face):
                yield f"{name} names the typeface {named}"


def _layout_faces(package: Package) -> Iterator[etree._Element]:
    """The typefaces that layouts name: that of code."""
    for name, tree in package.trees.items():
        if name.startswith("ppt/slideLayouts/slideLayout"):
            yield from tree.iter(f"{{{A}}}latin")


def _is_maths(face: etree._Element) -> bool:
    return "Math" in face.get("typeface", "")


RULES: tuple[Callable[[Package], Iterator[str]], ...] = (
    one_name_a_part,
    types_and_parts_agree,
    relationships_resolve,
    masters_have_themes,
    master_ids_differ,
    slides_are_listed,
    sections_hold_each_slide_once,
    shape_ids_differ,
    alternatives_are_twins,
    ids_point_at_shapes,
    tables_are_square,
    characters_are_allowed,
    titles_are_unique,
    shapes_are_inside,
    shapes_are_described,
    runs_have_languages,
    slides_leave_looks_to_the_theme,
)
"""All rules, in the order of the report."""
