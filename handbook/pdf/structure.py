"""The structure tree of a book for screen readers (ISO 32000-1, 14.7; PDF/UA-1, ISO 14289-1), made from laid-out boxes.

One element of the HTML is one element of the tree, over lines and pages: a paragraph that is divided by a page stays
one paragraph. Furniture of pages (running heads, folios, tabs, repeated heads of tables, ornament) is marked as
artifact before it is drawn and is no part of the tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes

_PT_PER_PX = 0.75
_SVG = "{http://www.w3.org/2000/svg}svg"
_TITLE = "{http://www.w3.org/2000/svg}title"
_TAGS = {
    "div": "Div", "section": "Sect", "header": "Div", "aside": "Div", "figure": "Div", "article": "Art", "main": "Part",
    "p": "P", "pre": "P", "dl": "Div", "dt": "P", "dd": "P", "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5",
    "h6": "H6", "ul": "L", "ol": "L", "li": "LI", "blockquote": "BlockQuote", "nav": "TOC", "table": "Table",
    "thead": "THead", "tbody": "TBody", "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD", "a": "Link",
    "caption": "Caption", "figcaption": "Caption", "img": "Figure", _SVG: "Figure",
}  # fmt: skip
"""The tag of each element; what stands in lines and is no link has none, and what it holds belongs to its parent."""
_GROUPS = frozenset(
    {
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "TOC",
        "L",
        "Table",
        "THead",
        "TBody",
        "TFoot",
        "TR",
    }
)
"""Tags that hold other elements only: text in them gets a paragraph."""
_KEPT_EMPTY = frozenset({"TD", "TH"})
_TABLE_PARTS = frozenset({"THead", "TBody", "TFoot", "TR", "TH", "TD"})


@dataclass
class Content:
    """Marked content: a piece of a page."""

    page: int
    mcid: int


@dataclass
class Annotation:
    """A link or a field of a page."""

    page: int
    made: Any
    """The engine's annotation."""


@dataclass
class Element:
    """An element of the tree."""

    tag: str
    kids: list[Element | Content | Annotation] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)
    """Entries of its dictionary beside tag and kids."""
    layout: dict[str, Any] = field(default_factory=dict)
    """What its attribute object says, its owner included."""


def mark_furniture(page_box: Any, seen: dict[int, Any]) -> None:
    """Mark what is no content: what margin boxes say, ornament, heads of tables that are repeated on further pages.

    It must be done before the page is drawn; `seen` holds the heads of earlier pages by their identity.
    """
    heads: dict[int, Any] = {}
    _mark(page_box, False, seen, heads)
    seen.update(heads)


def _mark(box: Any, inside: bool, seen: dict[int, Any], heads: dict[int, Any]) -> None:
    if type(box).__name__ == "AbsolutePlaceholder":
        box = box._box
    if isinstance(box, boxes.MarginBox):
        inside = True
    elif box.element is not None and box.element_tag == "thead":
        heads[id(box.element)] = box.element
        inside = inside or id(box.element) in seen
    if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
        box.furniture = inside or (isinstance(box, boxes.ReplacedBox) and not _alternative(box))
    for child in getattr(box, "children", ()):
        _mark(child, inside, seen, heads)


def _alternative(box: Any) -> str:
    """The words for those who cannot see a picture; empty for ornament."""
    if box.element.tag == _SVG:
        title = box.element.find(_TITLE)
        return (title.text or "").strip() if title is not None else ""
    return str(box.element.get("alt") or "").strip()


class Builder:
    """Builds the tree of one document, page by page."""

    def __init__(self, root: Any) -> None:
        """`root` is the root element of the HTML."""
        self.document = Element("Document")
        self._made: dict[tuple[int, str], Element] = {}
        self._parents = {id(child): parent for parent in root.iter() for child in parent}
        self._level = 0
        self._notes = 0

    def add_page(self, page: int, page_box: Any, marks: dict[Any, dict[str, Any]]) -> None:
        """Add what stands on a page; `marks` are its marked contents by box, and are used up."""
        self._page, self._marks, self._height = page, marks, page_box.margin_height()
        for child in page_box.children:
            if not isinstance(child, boxes.MarginBox):
                self._add(child, self.document, None)
        for mark in list(marks.values()):
            # Content of boxes that are not in the flow of the page.
            self._paragraph(self.document, id(page_box)).kids.append(Content(page, mark["mcid"]))
        marks.clear()

    def _add(self, box: Any, parent: Element, link: Element | None) -> None:
        if type(box).__name__ == "AbsolutePlaceholder":
            box = box._box
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
            self._add_content(box, parent, link)
            return
        here = self._element(box, parent)
        if here.tag == "Link":
            link = here
        self._add_annotations(box, here, link)
        for child in box.children:
            self._add(child, here, link)

    def _add_content(self, box: Any, parent: Element, link: Element | None) -> None:
        mark = self._marks.pop(box, None)
        if isinstance(box, boxes.ReplacedBox) and mark is not None:
            parent = self._picture(box, parent)
        self._add_annotations(box, parent, link)
        if mark is None:
            return
        if parent.tag in _GROUPS:
            parent = self._paragraph(parent, id(box.element))
        parent.kids.append(Content(self._page, mark["mcid"]))

    def _add_annotations(self, box: Any, here: Element, link: Element | None) -> None:
        if getattr(box, "link_annotation", None):
            owner = link
            if owner is None:
                owner = Element("Link")
                (self._paragraph(here, id(box.element)) if here.tag in _GROUPS else here).kids.append(owner)
            owner.kids.append(Annotation(self._page, box.link_annotation))
        if getattr(box, "widget_annotation", None):
            here.kids.append(Element("Form", [Annotation(self._page, box.widget_annotation)]))

    def _element(self, box: Any, parent: Element) -> Element:
        """The element that a box belongs to: that of its HTML element, or its parent's."""
        source = box.element
        if source is None:
            return parent
        pseudo = box.element_tag.partition("::")[2]
        key = (id(source), pseudo)
        if key in self._made:
            return self._body(self._made[key])
        tag = self._tag(source, pseudo, parent)
        if not tag:
            return parent
        made = self._made[key] = Element(tag)
        if tag == "Note":
            parent = self._note_parent(source, parent)
            self._notes += 1
            made.attributes["ID"] = source.get("id") or f"note-{self._notes}"
        elif tag in ("TH", "TD"):
            made.layout = _cell(tag, source, box)
        elif tag[0] == "H" and tag[1:].isdigit():
            self._level = min(int(tag[1:]), self._level + 1)
            made.tag = f"H{self._level}"
        elif tag == "LI":
            made.kids.append(Element("LBody"))
        elif tag == "Link" and parent.tag == "TOCI":
            reference = Element("Reference")
            parent.kids.append(reference)
            parent = reference
        if tag == "Link" and parent.tag in _GROUPS:
            parent = self._paragraph(parent, key[0])
        parent.kids.append(made)
        return self._body(made)

    def _tag(self, source: Any, pseudo: str, parent: Element) -> str:
        """The tag of an HTML element that stands in `parent`; empty where it has none."""
        if pseudo:
            return "Reference" if pseudo == "footnote-call" else "Lbl" if pseudo.endswith("marker") else ""
        tag = _TAGS.get(source.tag, "")
        if "footnote" in (source.get("class") or "").split():
            return "Note"
        if parent.tag == "TOC":
            return {"P": "TOCI", "Div": ""}.get(tag, tag)
        if tag == "Table":
            return "Table" if source.find(".//th") is not None else "Div"
        if tag in _TABLE_PARTS and not self._in_table(source):
            return "Div" if tag in ("TH", "TD") else ""
        if tag == "LI" and parent.tag != "L":
            return "Div"
        return tag

    def _in_table(self, source: Any) -> bool:
        """Whether a part of a table stands in one that is announced as a table."""
        while source is not None and source.tag != "table":
            source = self._parents.get(id(source))
        made = self._made.get((id(source), ""))
        return made is not None and made.tag == "Table"

    def _note_parent(self, source: Any, otherwise: Element) -> Element:
        """What a footnote belongs to: the element that calls it, or the nearest around it."""
        around = self._parents.get(id(source))
        while around is not None:
            found = self._made.get((id(around), ""))
            if found is not None and found.tag not in ("Link", "Table", "THead", "TBody", "TR", "L", "TOC"):
                return self._body(found)
            around = self._parents.get(id(around))
        return otherwise

    def _picture(self, box: Any, parent: Element) -> Element:
        """The element of a picture or formula, with its words and its place on the page."""
        formula = "math" in (box.element.get("class") or "").split() or self._is_formula(box.element)
        left, top = box.content_box_x(), box.content_box_y()
        made = Element("Formula" if formula else "Figure")
        made.attributes["Alt"] = _alternative(box)
        foot = self._height - top - box.height
        corners = (left, foot, left + box.width, foot + box.height)
        made.layout = {"O": "/Layout", "BBox": tuple(corner * _PT_PER_PX for corner in corners)}
        parent.kids.append(made)
        return made

    def _is_formula(self, source: Any) -> bool:
        around = self._parents.get(id(source))
        names = (around.get("class") or "").split() if around is not None else []
        return bool({"math", "display-formula"} & set(names))

    def _body(self, made: Element) -> Element:
        """Where the content of an element goes: that of a list item into its body."""
        first = made.kids[0] if made.tag == "LI" else made
        assert isinstance(first, Element)
        return first

    def _paragraph(self, parent: Element, source: int) -> Element:
        """The paragraph for text that stands in a group without one."""
        key = (source, f"text of {id(parent)}")
        if key not in self._made:
            self._made[key] = Element("P")
            parent.kids.append(self._made[key])
        return self._made[key]


def _cell(tag: str, source: Any, box: Any) -> dict[str, Any]:
    """What a cell says of itself; a head says whether it speaks for its column or its row."""
    layout: dict[str, Any] = {"O": "/Table"}
    if tag == "TH":
        layout["Scope"] = "/Row" if source.get("scope") == "row" else "/Column"
    for name, span in (("ColSpan", "colspan"), ("RowSpan", "rowspan")):
        if getattr(box, span, 1) != 1:
            layout[name] = getattr(box, span)
    return layout


def pruned(element: Element) -> Element:
    """`element` without parts that hold nothing."""
    kept = []
    for kid in element.kids:
        if isinstance(kid, Element):
            pruned(kid)
            if not kid.kids and kid.tag not in _KEPT_EMPTY:
                continue
        kept.append(kid)
    element.kids = kept
    return element


def contents(element: Element) -> Iterator[Content | Annotation]:
    """Everything below an element that stands on a page."""
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from contents(kid)
        else:
            yield kid
