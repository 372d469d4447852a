"""Questions asked of a finished PDF."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import pdfplumber
import pikepdf

HALF_AT_END = frozenset("，。、；：！？）》」』】〉〕”’")
"""Full-width marks with their ink at the left."""


@dataclass(frozen=True)
class PrintedLine:
    """A line of text as it stands on a page; lengths in points from the top left corner of the page."""

    page: int
    baseline: float
    left: float
    right: float
    text: str
    size: float
    font: str
    """The face of the first character."""
    faces: frozenset[str] = frozenset()
    """The faces of all of them."""
    end_size: float = 0.0
    """The size of the last character."""
    widest: float = 0.0
    """The widest gap between two hanzi, in em."""

    @property
    def edge(self) -> float:
        """Where the line ends for the eye: a full-width mark at the end is set at half width, its white beyond it."""
        return self.right - (self.end_size / 2 if self.text.rstrip()[-1:] in HALF_AT_END else 0.0)


@dataclass(frozen=True)
class Bookmark:
    """An entry of the outline."""

    level: int
    title: str
    page: int


class Pdf:
    """A PDF that can be asked what is in it. Pages count from 1."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._plumber = pdfplumber.open(io.BytesIO(data))
        self._pike = pikepdf.open(io.BytesIO(data))

    @property
    def pages(self) -> list:
        """The pages as pdfplumber reads them."""
        return self._plumber.pages

    @property
    def page_count(self) -> int:
        return len(self._pike.pages)

    def text_on(self, page: int) -> str:
        """The text of a page, without the spaces that a reader program guesses."""
        return "".join(char["text"] for char in self._plumber.pages[page - 1].chars)

    @cached_property
    def text(self) -> str:
        return "\n".join(self.text_on(page) for page in range(1, self.page_count + 1))

    def page_size(self, page: int) -> tuple[float, float]:
        found = self._plumber.pages[page - 1]
        return float(found.width), float(found.height)

    def fonts(self) -> set[str]:
        """The names of all fonts, subset tags included."""
        return {
            str(font["/BaseFont"]).lstrip("/")
            for page in self._pike.pages
            for font in (page.get("/Resources", {}).get("/Font", {}) or {}).values()
        }

    def fonts_without_file(self) -> set[str]:
        """The fonts that a reader's machine would have to supply."""
        missing = set()
        for page in self._pike.pages:
            for font in (page.get("/Resources", {}).get("/Font", {}) or {}).values():
                descendants = font.get("/DescendantFonts")
                descriptor = (descendants[0] if descendants is not None else font).get("/FontDescriptor", {})
                if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
                    missing.add(str(font["/BaseFont"]))
        return missing

    def bookmarks(self) -> list[Bookmark]:
        names = self._names()
        pages = {page.obj.objgen: number for number, page in enumerate(self._pike.pages, start=1)}

        def walk(items: list[pikepdf.OutlineItem], level: int) -> Iterator[Bookmark]:
            for item in items:
                target = item.destination
                if isinstance(target, pikepdf.String):
                    target = names[str(target)]
                elif target is None and item.action is not None:
                    target = item.action["/D"]
                yield Bookmark(level, item.title, pages[target[0].objgen])
                yield from walk(item.children, level + 1)

        with self._pike.open_outline() as outline:
            return list(walk(list(outline.root), 1))

    def links(self) -> list[tuple[int, str, int, tuple[float, float, float, float]]]:
        """Inner links: page, name, target page and rectangle (left, top, right, bottom)."""
        names = self._names()
        pages = {page.obj.objgen: number for number, page in enumerate(self._pike.pages, start=1)}
        found = []
        for number, page in enumerate(self._pike.pages, start=1):
            height = float(page.mediabox[3])
            for annotation in page.get("/Annots", []):
                destination = annotation.get("/Dest")
                if destination is None and "/A" in annotation and annotation["/A"].get("/S") == "/GoTo":
                    destination = annotation["/A"]["/D"]
                if isinstance(destination, pikepdf.String):
                    x0, y0, x1, y1 = (float(value) for value in annotation["/Rect"])
                    target = pages[names[str(destination)][0].objgen]
                    box = (min(x0, x1), height - max(y0, y1), max(x0, x1), height - min(y0, y1))
                    found.append((number, str(destination), target, box))
        return found

    def text_in(self, page: int, box: tuple[float, float, float, float]) -> str:
        """The text whose middle lies in a rectangle."""
        left, top, right, bottom = box
        return "".join(
            char["text"]
            for char in self._plumber.pages[page - 1].chars
            if left <= (char["x0"] + char["x1"]) / 2 <= right
            and top <= (char["top"] + char["bottom"]) / 2 <= bottom
        )

    def number_in(self, page: int, box: tuple[float, float, float, float]) -> int | None:
        """The page number at the end of a link's text, as in an entry of the contents."""
        found = re.search(r"(\d+)\D{0,3}$", self.text_in(page, box).strip())
        return int(found[1]) if found else None

    def lines(self, page: int, size: float | None = None) -> list[PrintedLine]:
        """The lines of a page, top to bottom; where a size is given, only
        characters of about that size: code in running text is a little smaller.

        Characters of one baseline that stand further apart than six em are lines of different columns; raised
        marks, which have another baseline, leave smaller gaps.
        """
        rows: dict[float, list[dict[str, object]]] = defaultdict(list)
        for char in self._plumber.pages[page - 1].chars:
            if size is None or abs(char["size"] - size) < 1.2:
                rows[round(float(char["matrix"][5]), 0)].append(char)
        height = float(self._plumber.pages[page - 1].height)
        found = []
        for _, chars in sorted(rows.items(), reverse=True):
            baseline = sum(float(char["matrix"][5]) for char in chars) / len(chars)  # type: ignore[index]
            chars.sort(key=lambda char: float(char["x0"]))  # type: ignore[arg-type]
            group: list[dict[str, object]] = []
            for char in [*chars, None]:
                far = group and (
                    char is None or float(char["x0"]) - float(group[-1]["x1"]) > 6 * float(group[-1]["size"])  # type: ignore[arg-type]
                )
                if far:
                    inked = [one for one in group if str(one["text"]).strip()]
                    if inked:
                        found.append(_line(page, height - baseline, inked, group))
                    group = []
                if char is not None:
                    group.append(char)
        return found

    def prose_lines(
        self, left: float, size: float, leading: float, indent: float = 2
    ) -> Iterator[PrintedLine]:
        """Lines of running text that are not the last of their paragraph, in a measure that begins at `left`.

        A line is not the last when the next line of the grid begins at the measure, without an indent, and is no head.
        Items of lists, which begin with a label in another face, are left out.
        """
        for page in range(1, self.page_count + 1):
            lines = [line for line in self.lines(page, size) if line.size > size - 0.6]
            starts = {
                round(line.baseline, 1): line
                for line in lines
                if abs(line.left - left) < 1.2 and _is_text(line)
            }
            for line in lines:
                begins = abs(line.left - left) < 1.2 or abs(line.left - left - indent * size) < 1.2
                follows = any(abs(other - line.baseline - leading) < 0.6 for other in starts)
                labelled = "Song" not in line.font and "Text" not in line.font
                if begins and follows and not labelled:
                    yield line

    def anchors(self) -> dict[str, tuple[int, float]]:
        """The named places: page, and distance from its head in points."""
        pages = {page.obj.objgen: number for number, page in enumerate(self._pike.pages, start=1)}
        found = {}
        for name, target in self._names().items():
            page = pages[target[0].objgen]
            found[name] = page, self.page_size(page)[1] - float(target[3])
        return found

    def metadata(self) -> dict[str, str]:
        return {str(key): str(value) for key, value in (self._pike.docinfo or {}).items()}

    @property
    def root(self) -> pikepdf.Object:
        return self._pike.Root

    @property
    def file(self) -> pikepdf.Pdf:
        """The file as it is."""
        return self._pike

    def _names(self) -> dict[str, pikepdf.Object]:
        if "/Names" not in self._pike.Root or "/Dests" not in self._pike.Root.Names:
            return {}
        return dict(pikepdf.NameTree(self._pike.Root.Names.Dests).items())


def _line(page: int, baseline: float, inked: list, group: list) -> PrintedLine:
    text = "".join(str(one["text"]) for one in group)
    return PrintedLine(
        page,
        baseline,
        inked[0]["x0"],
        inked[-1]["x1"],
        text,
        max(one["size"] for one in inked),
        inked[0]["fontname"],
        frozenset(one["fontname"] for one in inked),
        inked[-1]["size"],
        max((_gap(*pair) for pair in pairwise(group)), default=0.0),
    )


def _is_text(line: PrintedLine) -> bool:
    """Whether a line is set in the faces of text, if only in part; a head is not."""
    return any("Song" in face or "Text" in face for face in line.faces)


def _gap(here: dict, after: dict) -> float:
    """What stands between two hanzi of one size, in em."""
    hanzi = all("\u4e00" <= str(char["text"]) <= "\u9fff" for char in (here, after))
    if not hanzi or abs(here["size"] - after["size"]) > 0.1:
        return 0.0
    return float(after["x0"] - here["x1"]) / float(here["size"])
