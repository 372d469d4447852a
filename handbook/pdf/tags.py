"""Writes the structure tree into the engine's PDF, in place of the engine's own."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pydyf

from handbook.pdf.structure import Annotation, Builder, Content, Element, pruned

_PRINT = 4
"""The flag of annotations that are printed too (ISO 32000-1, table 165)."""


def add_tags(pdf: Any, document: Any, pdf_version: Any, page_streams: list[Any]) -> None:
    """Add the tree of `document` to `pdf`; takes what the engine's function of this name takes."""
    root_box = document.pages[0]._page_box
    builders: dict[int, Builder] = {}
    order: list[Builder] = []
    for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        source = _root(page._page_box)
        # Documents that were joined have a root each.
        builder = builders.get(id(source))
        if builder is None:
            builder = builders[id(source)] = Builder(source if source is not None else root_box.element)
            order.append(builder)
        builder.add_page(number, page._page_box, stream._tags)
    tree = Element("Document", [kid for builder in order for kid in builder.document.kids])
    _Writer(pdf).write(pruned(tree), len(document.pages))
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


def _root(box: Any) -> Any:
    """The root element of the HTML that a page was made from."""
    if box.element is not None and box.element.tag == "html":
        return box.element
    for child in getattr(box, "children", ()):
        found = _root(child)
        if found is not None:
            return found
    return None


class _Writer:
    """Writes elements as objects of a PDF."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._owners: dict[int, dict[int, Any]] = defaultdict(dict)
        """The element of each marked content, by page."""
        self._annotations: list[tuple[Any, Any]] = []

    def write(self, tree: Element, pages: int) -> None:
        numbers = pydyf.Dictionary({})
        self._pdf.add_object(numbers)
        root = pydyf.Dictionary({"Type": "/StructTreeRoot", "ParentTree": numbers.reference})
        self._pdf.add_object(root)
        self._pdf.catalog["StructTreeRoot"] = root.reference
        root["K"] = pydyf.Array([self._element(tree, root)])
        entries = pydyf.Array()
        for page in range(pages):
            owners = self._owners[page]
            entries.extend([page, pydyf.Array([owners[mcid] for mcid in sorted(owners)])])
        for number, (owner, annotation) in enumerate(self._annotations, start=pages):
            entries.extend([number, owner])
            annotation["StructParent"] = number
            annotation["F"] = _PRINT
        numbers["Nums"] = entries

    def _element(self, element: Element, parent: Any) -> Any:
        """The reference of an element that was written with all below it."""
        made = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{element.tag}", "P": parent.reference})
        self._pdf.add_object(made)
        page = next((kid.page for kid in element.kids if isinstance(kid, Content)), None)
        if page is not None:
            made["Pg"] = self._pdf.page_references[page]
        for name, value in element.attributes.items():
            made[name] = pydyf.String(value)
        if element.layout:
            made["A"] = pydyf.Dictionary(
                {
                    name: pydyf.Array(value) if isinstance(value, tuple) else value
                    for name, value in element.layout.items()
                }
            )
        made["K"] = pydyf.Array([self._kid(kid, made, page) for kid in element.kids])
        return made.reference

    def _kid(self, kid: Element | Content | Annotation, owner: Any, page: int | None) -> Any:
        match kid:
            case Element():
                return self._element(kid, owner)
            case Content(at, mcid):
                self._owners[at][mcid] = owner.reference
                if at == page:
                    return mcid
                return pydyf.Dictionary({"Type": "/MCR", "Pg": self._pdf.page_references[at], "MCID": mcid})
            case Annotation(at, annotation):
                self._annotations.append((owner.reference, annotation))
                return pydyf.Dictionary(
                    {"Type": "/OBJR", "Pg": self._pdf.page_references[at], "Obj": annotation.reference}
                )
