"""The structure tree of a PDF, for tests of screen readers' order and of its own consistency."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf


def roles(pdf: pikepdf.Pdf) -> list[tuple[int, object]]:
    """Every element and every piece of marked content, in reading order, with its depth."""
    return list(_below(pdf.Root.StructTreeRoot.K[0], 0))


def _below(node: object, depth: int) -> Iterator[tuple[int, object]]:
    if not isinstance(node, pikepdf.Dictionary):
        yield depth, int(node)  # type: ignore[call-overload]
        return
    if node.get("/Type") == pikepdf.Name.OBJR:
        yield depth, "object"
        return
    if node.get("/Type") == pikepdf.Name.MCR:
        yield depth, int(node.MCID)
        return
    yield depth, (str(node.S), str(node.get("/Alt", "")))
    kids = node.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        yield from _below(kid, depth + 1)


def faults(pdf: pikepdf.Pdf) -> list[str]:
    """What contradicts itself: parents that do not know their pages, links that nobody owns, ids that stand twice."""
    found = []
    root = pdf.Root.StructTreeRoot
    parents = dict(pikepdf.NumberTree(root.ParentTree).items())
    for number, page in enumerate(pdf.pages, start=1):
        for mcid, element in enumerate(parents[int(page.obj.StructParents)]):
            if not _holds(element, mcid, page):
                found.append(f"page {number}: the element of content {mcid} stands on another page")
        for link in page.obj.get("/Annots", []):
            owner = parents[int(link.StructParent)]
            owned = [
                kid.Obj.objgen for kid in owner.K if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid
            ]
            if link.objgen not in owned:
                found.append(f"page {number}: a link belongs to no element")
    ids = [bytes(element.ID) for element in _elements(root.K[0]) if "/ID" in element]
    if len(set(ids)) != len(ids):
        found.append("an id stands twice")
    if ids and {bytes(key) for key in list(root.IDTree.Names)[::2]} != set(ids):
        found.append("the tree of ids is not that of the elements")
    headers = {
        bytes(header)
        for element in _elements(root.K[0])
        for header in element.get("/A", pikepdf.Dictionary()).get("/Headers", [])
    }
    if not headers <= set(ids):
        found.append("a cell names a head that is not there")
    return found


def _holds(element: pikepdf.Object, mcid: int, page: pikepdf.Page) -> bool:
    """Whether an element has a piece of content of a page among its kids."""
    for kid in element.K:
        if not isinstance(kid, pikepdf.Dictionary):
            found = (int(kid), element.Pg.objgen)
        elif kid.get("/Type") == pikepdf.Name.MCR:
            found = (int(kid.MCID), kid.Pg.objgen)
        else:
            continue
        if found == (mcid, page.obj.objgen):
            return True
    return False


def _elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield node
    for kid in node.get("/K", pikepdf.Array()):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _elements(kid)
