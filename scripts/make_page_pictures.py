"""Writes docs/pages.md and its pictures: one page of every sort, of the finished book and of its other forms.

`python scripts/make_page_pictures.py --profile press.icc`, after `handbook pdf`. Pages of the book are taken from
build/handbook.pdf; the other forms are made of one chapter. Pages are drawn by pdftoppm of poppler. Without a profile
the picture of the press's sheet stays as it is.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PIL import Image, ImageOps

from handbook.pdf.booklet import sides
from handbook.pdf.variant import PLAIN, Variant
from handbook.pipeline import Ready, Run, make_pdf, prepare
from handbook.plan.book import PlannedChapter

ROOT = Path(__file__).parent.parent
BOOK = ROOT / "build" / "handbook.pdf"
TARGET = ROOT / "docs" / "pages.md"
PICTURES = ROOT / "docs" / "images" / "pages"
CHAPTER = "compute-cost"
"""The chapter whose pages are shown, and of which the other forms are made."""

WIDTH = 480
"""Pixels across of a picture, without its frame."""
COLOURS = 48
FRAME = "#BEBEB8"
ACROSS = 3
"""Pictures in a row of docs/pages.md."""

ABOUT = """\
# The pages of the book

Every sort of page once, as it comes out of `handbook pdf`, and below them the other forms of the book
([how to make them](forms-of-the-book.md)). Blocks one by one, on paper and on slides, stand in [blocks.md](blocks.md).
Made by `python scripts/make_page_pictures.py` from the finished book.
"""


@dataclass(frozen=True)
class Shown:
    """A page that is shown."""

    name: str
    """The name of its picture."""
    what: str
    """What is to be seen on it, in a few words."""
    page: int
    """Where it stands in its file."""


def chapter_of(ready: Ready) -> PlannedChapter:
    """The chapter that is shown."""
    return next(chapter for chapter in ready.plan.chapters if chapter.chapter.id == CHAPTER)


def block(ready: Ready, kind: str, which: int = 0) -> str:
    """The anchor of a block of a kind in the chapter that is shown."""
    return [planned.anchor for _, planned in chapter_of(ready).blocks if planned.kind == kind][which]


def of_the_book(ready: Ready, pages: Mapping[str, int], contents: int) -> Iterator[Shown]:
    """The pages of the finished book, in its order; `pages` is the page of every anchor."""
    chapter = chapter_of(ready)
    yield Shown("cover", "cover", 1)
    yield Shown("imprint", "imprint", 2)
    yield Shown("contents", "contents", contents)
    yield Shown("list-of-figures", "list of figures", pages["list-figure"])
    yield Shown("part", "part", pages["part-2"])
    yield Shown("chapter", "head of a chapter", pages[chapter.anchor])
    yield Shown("margin-note", "text with a note in the margin", pages[block(ready, "definition")])
    yield Shown("table", "table", pages[block(ready, "table", 5)])
    yield Shown("chart", "chart", pages[block(ready, "chart", 2)])
    yield Shown("diagram", "diagram", pages[block(ready, "tree")])
    yield Shown("formula", "formula, with its signs explained", pages[block(ready, "formula", 1)])
    yield Shown("code", "listing", pages[block(ready, "code")])
    yield Shown("case", "case", pages[block(ready, "case")])
    yield Shown("question-card", "question card", pages[block(ready, "qa")])
    yield Shown("worksheet", "worksheet", pages[block(ready, "worksheet")])
    yield Shown("quiz", "quiz at the end of a chapter", pages[chapter.quiz[0].anchor])
    yield Shown("answers", "answers, in the participants' edition at the end", pages["answers"])
    yield Shown("questions", "index of questions", pages["questions"])
    yield Shown("errata", "errata of the sources", pages["errata"])
    yield Shown("source-map", "source map", pages["sources"])
    yield Shown("glossary", "glossary, with pages", pages["glossary"])
    yield Shown("references", "references, with the pages that cite them", pages["references"])
    yield Shown("index", "index, by pinyin", pages["index"])
    yield Shown("colophon", "colophon", pages["colophon"])


def drawn(data: bytes, page: int) -> Image.Image:
    """A page of a PDF as a picture in a thin frame."""
    with tempfile.TemporaryDirectory() as folder:
        file, target = Path(folder) / "book.pdf", Path(folder) / "page"
        file.write_bytes(data)
        which = ["-f", str(page), "-l", str(page), "-singlefile"]
        size = ["-scale-to-x", str(WIDTH), "-scale-to-y", "-1"]
        subprocess.run(["pdftoppm", "-png", *which, *size, str(file), str(target)], check=True)
        picture = Image.open(target.with_suffix(".png")).convert("RGB")
    return ImageOps.expand(picture, 1, FRAME)


def save(data: bytes, shown: Shown) -> None:
    """Write the picture of a page."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = PICTURES / f"{shown.name}.png"
    drawn(data, shown.page).quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}  page {shown.page}  {path.stat().st_size / 1000:.0f} kB", flush=True)


def pages_of(pdf: pikepdf.Pdf) -> dict[str, int]:
    """The page of every named destination."""
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    names = pikepdf.NameTree(pdf.Root.Names.Dests)
    return {
        str(name): numbers[(place.D if isinstance(place, pikepdf.Dictionary) else place)[0].objgen]
        for name, place in names.items()
    }


def page_of_mark(pdf: pikepdf.Pdf, title: str) -> int:
    """The page that a bookmark of the first level leads to."""
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    named = pages_of(pdf)
    with pdf.open_outline() as outline:
        place = next(mark.destination for mark in outline.root if mark.title == title)
    return numbers[place[0].objgen] if isinstance(place, pikepdf.Array) else named[str(place)]


def made(variant: Variant, theme: str | None = None) -> tuple[bytes, Mapping[str, int]]:
    """One form of the chapter, and the page of every anchor."""
    run = Run(ROOT)
    chapter = make_pdf(run, prepare(run, theme), None, CHAPTER, variant)
    return chapter.data, chapter.pages or {}


def other_forms(ready: Ready, profile: Path | None) -> Iterator[tuple[Shown, bytes | None]]:
    """A page of every other form with its file; none where the form cannot be made here."""
    chapter = chapter_of(ready)
    chart, worksheet = block(ready, "chart", 3), block(ready, "worksheet")
    data, pages = made(PLAIN, "print-bw")
    yield Shown("theme-print-bw", "theme `print-bw`: hatching instead of colour", pages[chart]), data
    data, pages = made(PLAIN, "workshop")
    yield Shown("theme-workshop", "theme `workshop`: the head of a chapter", pages[chapter.anchor]), data
    yield Shown("theme-workshop-page", "theme `workshop`: a worksheet", pages[worksheet]), data
    data, pages = made(Variant(edition="trainer"))
    yield Shown("trainer", "trainer's edition: running sheet of the lesson", pages[chapter.anchor] + 1), data
    yield Shown("trainer-quiz", "trainer's edition: answers in place", pages[chapter.quiz[0].anchor]), data
    data, pages = made(Variant(fillable=True))
    yield Shown("fillable", "`--fillable`: a worksheet as form fields", pages[worksheet]), data
    data, pages = made(Variant("booklet"))
    wanted = pages[chart]
    side = next(at for at, both in enumerate(sides(max(pages.values())), start=1) if wanted in both)
    yield Shown("booklet", "`--for booklet`: a side of a sheet, to be folded", side), data
    shown = "`--for press`: a sheet with bleed and marks"
    if profile is None:
        yield Shown("press", shown, 0), None
    else:
        data, pages = made(Variant("press", profile=profile))
        yield Shown("press", shown, pages[chapter.anchor]), data


def table(shown: list[Shown]) -> str:
    """Pictures in rows, with what they show above them."""
    lines = []
    for first in range(0, len(shown), ACROSS):
        row = shown[first : first + ACROSS]
        row_cells = [*row, *[None] * (ACROSS - len(row))]
        heads = " | ".join(one.what if one else " " for one in row_cells)
        cells = " | ".join(f"![{one.what}](images/pages/{one.name}.png)" if one else " " for one in row_cells)
        lines += [f"| {heads} |", "|" + "---|" * ACROSS, f"| {cells} |", ""]
    return "\n".join(lines)


def main() -> None:
    """Make all pictures, then the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--book", type=Path, default=BOOK, help="the finished book")
    parser.add_argument("--profile", type=Path, help="the ICC profile of a press")
    given = parser.parse_args()
    ready = prepare(Run(ROOT))
    data = given.book.read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        book = list(of_the_book(ready, pages_of(pdf), page_of_mark(pdf, ready.plan.words("contents"))))
    for shown in book:
        save(data, shown)
    forms = []
    for shown, of_form in other_forms(ready, given.profile):
        forms.append(shown)
        if of_form is None:
            print(f"no --profile: the picture {shown.name} is left as it is")
        else:
            save(of_form, shown)
    text = f"{ABOUT}\n## The book\n\n{table(book)}\n## Its other forms\n\n{table(forms)}"
    TARGET.write_text(text.rstrip() + "\n", "utf-8")
    print(TARGET.relative_to(ROOT))


if __name__ == "__main__":
    main()
