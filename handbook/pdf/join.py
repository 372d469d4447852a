"""Step 7, join: the parts of a book as one PDF with one outline, one list of names, one structure tree."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from handbook.pdf.fonts import embedded, united
from handbook.pdf.numbers import put_in
from handbook.pdf.paperwork import saved
from handbook.pdf.parts import Bookmark, Extent, Part, page_map_of

LEDGER = "/HandbookLedger"
"""Where a part notes, in its catalogue, what has to be looked at."""


class Binding:
    """A book that is bound from the parts of its units, one after the other.

    `extents` are those of all units: they say where each part goes. The parts come in the order of the book, since the
    order in which things have come is seen in its bytes.
    """

    def __init__(self, extents: Sequence[Extent]) -> None:
        self._extents = extents
        self._starts, self._page_map = page_map_of(extents)
        self._book = pikepdf.new()
        self._tree = _Structure(self._book, sum(extent.pages for extent in extents))
        self._parts: list[Part] = []

    @property
    def bound(self) -> int:
        """How many parts are in it."""
        return len(self._parts)

    def add(self, part: Part) -> None:
        """Put in the next part."""
        start = self._starts[self.bound]
        with warnings.catch_warnings():
            # Names do not come along with pages; they are made anew in the end.
            warnings.simplefilter("ignore")
            self._book.pages.extend(part.opened.pages)
        _put_numbers(self._book, part, start, self._page_map)
        self._tree.add(part.opened, start)
        self._parts.append(part)

    def finish(self, faces: Mapping[str, Path], identifier: str) -> bytes:
        """The book, when all parts are in it; `identifier` is 32 characters that the same book always has."""
        book, pages = self._book, [page.obj for page in self._book.pages]
        fonts = {
            name: embedded(book, font, faces[font["face"]])
            for name, font in united(part.fonts for part in self._parts).items()
        }
        for part, start in zip(self._parts, self._starts, strict=True):
            _name_fonts(pages[start - 1], part, fonts)
        _copy_about(book, self._parts[0].opened, identifier)
        self._tree.finish()
        _name_places(book, pages, self._extents, self._starts)
        with book.open_outline() as outline:
            outline.root.extend(_outline(pages, self._extents, self._starts))
        book.Root.PageLabels = Dictionary(Nums=[0, Dictionary(S=Name.D)])
        return saved(book, min_version="1.7", fix_metadata_version=False)


def _name_fonts(first: pikepdf.Object, part: Part, fonts: Mapping[str, pikepdf.Object]) -> None:
    """Let a part use the fonts of the whole book; its pages, of which the `first` is given, share one list of them."""
    resources = first.get("/Resources")
    listed = resources.get("/Font") if resources is not None else None
    if listed is not None:
        for name in part.fonts:
            listed["/" + name] = fonts[name]


class _Structure:
    """The structure tree of the book."""

    def __init__(self, book: pikepdf.Pdf, pages: int) -> None:
        self._book = book
        self._root = book.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = book.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, K=Array(), P=self._root)
        )
        self._parents: dict[int, pikepdf.Object] = {}
        self._annotation = pages
        self._ids: dict[bytes, pikepdf.Object] = {}

    def add(self, source: pikepdf.Pdf, start: int) -> None:
        """Take over the tree of a part whose pages were just added, from page `start` on."""
        found = source.Root.get("/StructTreeRoot")
        if found is None:
            return
        copied = self._book.copy_foreign(found)
        for element in copied.K[0].K:
            element.P = self._document
            self._document.K.append(element)
        numbers = copied.ParentTree.Nums
        numbered: set[tuple[int, int]] = set()
        shift = len(source.pages)
        for at in range(0, len(numbers), 2):
            key = int(numbers[at])
            if key < shift:
                self._parents[start - 1 + key] = numbers[at + 1]
                self._book.pages[start - 1 + key].obj.StructParents = start - 1 + key
            else:
                self._parents[self._annotation] = numbers[at + 1]
                annotation = _annotation_of(numbers[at + 1], key, numbered)
                annotation.StructParent = self._annotation
                numbered.add(annotation.objgen)
                self._annotation += 1
        ledger = source.Root.get(LEDGER)
        if ledger is not None and len(ledger.Ids):
            ids = self._book.copy_foreign(source.make_indirect(ledger.Ids))
            for at in range(0, len(ids), 2):
                self._ids[bytes(ids[at])] = ids[at + 1]

    def finish(self) -> None:
        """Hang the tree into the book."""
        if not len(self._document.K):
            return
        numbers = Array()
        for key in sorted(self._parents):
            numbers.append(key)
            numbers.append(self._parents[key])
        self._root.K = [self._document]
        self._root.ParentTree = self._book.make_indirect(Dictionary(Nums=numbers))
        self._root.ParentTreeNextKey = self._annotation
        if self._ids:
            names = Array()
            for name in sorted(self._ids):
                names.append(String(name))
                names.append(self._ids[name])
            self._root.IDTree = self._book.make_indirect(Dictionary(Names=names))
        self._book.Root.StructTreeRoot = self._root


def _annotation_of(element: pikepdf.Object, number: int, numbered: set[tuple[int, int]]) -> pikepdf.Object:
    """The annotation with a number that a structure element refers to; `numbered` have got their new ones."""
    for kid in element.K:
        if not isinstance(kid, Dictionary) or kid.get("/Type") != Name.OBJR:
            continue
        if int(kid.Obj.StructParent) == number and kid.Obj.objgen not in numbered:
            return kid.Obj
    raise ValueError("a structure element that should hold an annotation holds none")


def _put_numbers(book: pikepdf.Pdf, part: Part, start: int, page_map: Mapping[str, int]) -> None:
    ledger = part.opened.Root.get(LEDGER)
    for stream in ledger.Numbers if ledger is not None else ():
        content = put_in(stream.read_bytes(), part.numbers, start, page_map)
        book.copy_foreign(stream).write(content)


def _copy_about(book: pikepdf.Pdf, first: pikepdf.Pdf, identifier: str) -> None:
    """What the book says of itself is written with its first unit."""
    for key in ("/Lang", "/Metadata", "/ViewerPreferences", "/MarkInfo"):
        if key in first.Root:
            value = first.Root[key]
            book.Root[key] = book.copy_foreign(value) if value.is_indirect else _plain(value)
    book.trailer.Info = book.make_indirect(_plain(first.trailer.Info))
    same = String(identifier)
    book.trailer.ID = Array([same, same])


def _plain(value: Any) -> Any:
    """A value without references, for another file."""
    if isinstance(value, Dictionary):
        return Dictionary({key: _plain(entry) for key, entry in value.items()})
    return value


def _name_places(
    book: pikepdf.Pdf, pages: Sequence[pikepdf.Object], extents: Sequence[Extent], starts: Sequence[int]
) -> None:
    places: dict[str, Array] = {}
    for extent, start in zip(extents, starts, strict=True):
        for name, (page, x, y) in extent.anchors.items():
            if name not in places:
                places[name] = _place(pages[start - 1 + page], x, y)
    names = Array()
    for name in sorted(places, key=lambda name: bytes(String(name))):
        names.append(String(name))
        names.append(places[name])
    if places:
        book.Root.Names = Dictionary(Dests=book.make_indirect(Dictionary(Names=names)))


def _place(page: pikepdf.Object, x: float, y: float) -> Array:
    return Array([page, Name.XYZ, round(x, 6), round(y, 6), 0])


def _outline(
    pages: Sequence[pikepdf.Object], extents: Sequence[Extent], starts: Sequence[int]
) -> Iterator[pikepdf.OutlineItem]:
    """The outline: each entry below the last one of a lower level."""
    above: list[tuple[Bookmark, pikepdf.OutlineItem]] = []
    for extent, start in zip(extents, starts, strict=True):
        for mark in extent.bookmarks:
            item = pikepdf.OutlineItem(mark.label, _place(pages[start - 1 + mark.page], mark.x, mark.y))
            item.is_closed = not mark.open
            while above and above[-1][0].level >= mark.level:
                above.pop()
            if above:
                above[-1][1].children.append(item)
            above.append((mark, item))
            if len(above) == 1:
                yield item
