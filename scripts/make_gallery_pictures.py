"""Writes docs/blocks.md and its pictures from the gallery: `python scripts/make_gallery_pictures.py`.

Pages are drawn by poppler's pdftoppm, slides by LibreOffice; without them the page is written and the pictures stay.
`--art` draws the gallery's own two pictures anew.
"""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pikepdf
from lxml import etree
from PIL import Image, ImageChops, ImageDraw

from handbook.model.blocks import KINDS, BlockBase
from handbook.pipeline import Ready, Run, make_pdf, prepare
from handbook.plan.book import PlannedBlock, PlannedChapter
from handbook.problems import Problems
from handbook.slides.chapter import make_deck

ROOT = Path(__file__).parent.parent
GALLERY = ROOT / "examples" / "gallery"
TARGET = ROOT / "docs" / "blocks.md"
PICTURES = ROOT / "docs" / "images" / "blocks"

RESOLUTION = 120
"""Pixels an inch of pages before they are made smaller."""
WIDTH = 620
"""Pixels across of a finished picture, at most."""
COLOURS = 40
MEASURE = 378
"""Points across of the text."""
EDGE = 28
"""Points at both sides of a page that hold the thumb tab."""
HEAD, FOOT = 62, 40
"""Points at the head and foot of a page that hold no blocks."""
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
FONTS = {"微软雅黑": "Noto Sans CJK SC", "Arial": "Liberation Sans", "Consolas": "Liberation Mono"}
"""What LibreOffice draws where a deck's typeface is not on the machine."""
PINE, PALE, GREY, INK = "#14505C", "#DCE6E8", "#8A9499", "#22282B"


def shown(ready: Ready) -> dict[str, tuple[PlannedChapter, PlannedBlock]]:
    """The block of each kind that bears the kind's name as its id."""
    found = {
        planned.kind: (chapter, planned)
        for chapter in ready.plan.chapters
        for _, planned in chapter.blocks
        if planned.block.id == planned.kind
    }
    return {kind: found[kind] for kind in KINDS}


def source_of(block: BlockBase) -> str:
    """The YAML of a block as it stands in its file."""
    lines = (GALLERY / block.at.file).read_text("utf-8").splitlines()[block.at.line - 1 :]
    inset = lines[0].index("- ")
    end = next(
        (
            number
            for number, line in enumerate(lines[1:], start=1)
            if line.strip() and len(line) - len(line.lstrip()) <= inset
        ),
        len(lines),
    )
    return "\n".join(line[inset:] for line in lines[:end]).rstrip() + "\n"


def page_of(ready: Ready) -> str:
    """The block reference."""
    lines = [
        "# The blocks",
        "",
        "Every kind of block: what an author writes, the page and the slide that come of it. Made by "
        "`python scripts/make_gallery_pictures.py` from `examples/gallery`, which shows every field; "
        "the noodle shop in it is invented. All fields with their meaning stand in the "
        "[content reference](content-reference.md#blocks).",
        "",
        " · ".join(f"[{kind}](#{kind})" for kind in KINDS),
        "",
    ]
    for kind, (_, planned) in shown(ready).items():
        meaning = " ".join((KINDS[kind].__doc__ or "").split())
        lines += [
            f"## {kind}",
            "",
            f"{meaning} [Its fields](content-reference.md#{kind})",
            "",
            "```yaml",
            source_of(planned.block).rstrip(),
            "```",
            "",
            "| page | slide |",
            "|---|---|",
            f"| ![{kind} on a page](images/blocks/{kind}-page.png) "
            f"| ![{kind} on a slide](images/blocks/{kind}-slide.png) |",
            "",
        ]
    return "\n".join(lines).rstrip() + "\n"


def draw_pages(ready: Ready, folder: Path) -> None:
    """A picture of each kind's block cut out of its page."""
    # In a book with a margin column definitions stand in it; on the small paper they stand by themselves.
    for paper, kinds in ((None, [kind for kind in KINDS if kind != "definition"]), ("a5", ["definition"])):
        book = folder / f"book-{paper}.pdf"
        book.write_bytes(make_pdf(Run(GALLERY), ready, paper).data)
        cutter = Cutter(book, folder)
        for kind in kinds:
            save(cutter.cut(*span(ready, kind)), PICTURES / f"{kind}-page.png")


def span(ready: Ready, kind: str) -> tuple[str, str]:
    """The anchors of the block that shows a kind and of what follows it in the text."""
    chapter, planned = shown(ready)[kind]
    anchors = []
    for section in chapter.sections:
        anchors.append(section.anchor)
        anchors += [block.anchor for block in section.blocks]
    at = anchors.index(planned.anchor)
    return anchors[at], anchors[at + 1]


class Cutter:
    """Cuts blocks out of the pages of a book."""

    def __init__(self, book: Path, folder: Path) -> None:
        self._book, self._folder = book, folder
        with pikepdf.open(book) as pdf:
            numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
            self._height = float(pdf.pages[0].mediabox[3])
            self._places = {
                name: (numbers[target[0].objgen], self._height - float(target[3]))
                for name, target in pikepdf.NameTree(pdf.Root.Names.Dests).items()
            }

    def cut(self, anchor: str, after: str) -> Image.Image:
        """From one anchor to another, the pieces under one another where the block goes over pages."""
        page, top = self._places[anchor]
        last, end = self._places[after]
        foot = self._height - FOOT
        bands = [(page, top - 4, end - 4 if last == page else foot)]
        bands += [(number, HEAD, foot) for number in range(page + 1, last)]
        if last > page and end > HEAD + 16:
            bands.append((last, HEAD, end - 4))
        pieces = [self._piece(*band) for band in bands]
        left = min(box[0] for _, box in pieces)
        # All are as wide as the text at least, so that type is of one size in all of them.
        right = max(left + round(MEASURE * RESOLUTION / 72), *(box[2] for _, box in pieces))
        right = min(right, pieces[0][0].width - 8)
        cuts = [image.crop((left - 8, box[1] - 8, right + 8, box[3] + 8)) for image, box in pieces]
        whole = Image.new("RGB", (cuts[0].width, sum(cut.height for cut in cuts)), "white")
        for number, cut in enumerate(cuts):
            whole.paste(cut, (0, sum(other.height for other in cuts[:number])))
        return whole

    def _piece(self, page: int, top: float, bottom: float) -> tuple[Image.Image, tuple[int, int, int, int]]:
        """A page with everything but a band of it made white, and the box of what is left."""
        name = self._folder / f"{self._book.stem}-{page}"
        command = ["pdftoppm", "-png", "-singlefile", "-r", str(RESOLUTION), "-f", str(page), "-l", str(page)]
        subprocess.run([*command, str(self._book), str(name)], check=True)
        image = Image.open(name.with_suffix(".png")).convert("RGB")
        scale = RESOLUTION / 72
        band = (
            round(EDGE * scale),
            round(top * scale),
            image.width - round(EDGE * scale),
            round(bottom * scale),
        )
        clean = Image.new("RGB", image.size, "white")
        clean.paste(image.crop(band), band[:2])
        box = ImageChops.difference(clean, Image.new("RGB", image.size, "white")).getbbox()
        assert box is not None, (
            f"page {page} of {self._book.name} is empty between {top:.0f} and {bottom:.0f}"
        )
        return clean, box


def draw_slides(ready: Ready, folder: Path) -> None:
    """A picture of the slide that shows each kind's block; of a question, that of its answer."""
    environment = {**os.environ, "FONTCONFIG_FILE": str(_font_rules(folder))}
    for chapter in ready.plan.chapters:
        here = [planned for found, planned in shown(ready).values() if found is chapter]
        if not here:
            continue
        made = make_deck(ready.plan, chapter, ready.theme, Problems())
        assert made.deck is not None
        deck = folder / f"{chapter.file}.pptx"
        _with_fallbacks(made.data, deck)
        profile = f"-env:UserInstallation=file://{folder}/office"
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(deck),
        ]
        subprocess.run(command, check=True, env=environment, capture_output=True)
        for planned in here:
            numbers = [
                at for at, slide in enumerate(made.deck.slides, start=1) if slide.anchor == planned.anchor
            ]
            number = numbers[min(1, len(numbers) - 1)] if planned.kind == "qa" else numbers[0]
            name = folder / f"{planned.kind}-slide"
            command = ["pdftoppm", "-png", "-singlefile", "-r", "96", "-f", str(number), "-l", str(number)]
            subprocess.run([*command, str(deck.with_suffix(".pdf")), str(name)], check=True)
            image = Image.open(name.with_suffix(".png")).convert("RGB")
            ImageDraw.Draw(image).rectangle(
                (0, 0, image.width - 1, image.height - 1), outline="#C8CED1", width=2
            )
            save(image, PICTURES / f"{planned.kind}-slide.png")


def _with_fallbacks(data: bytes, target: Path) -> None:
    """The deck with every alternative replaced by its fallback: LibreOffice does not draw native mathematics."""
    source = target.with_suffix(".zip")
    source.write_bytes(data)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if re.fullmatch(r"ppt/slides/slide\d+\.xml", name):
                root = etree.fromstring(content)
                for choice in list(root.iter(f"{MC}AlternateContent")):
                    for child in choice.findall(f"{MC}Fallback/*"):
                        choice.addprevious(child)
                    choice.getparent().remove(choice)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(name, content)


def _font_rules(folder: Path) -> Path:
    rules = "".join(
        f'<alias binding="same"><family>{family}</family><prefer><family>{other}</family></prefer></alias>'
        for family, other in FONTS.items()
    )
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{rules}</fontconfig>',
        "utf-8",
    )
    return path


def save(image: Image.Image, path: Path) -> None:
    """A small picture with few colours."""
    if image.width > WIDTH:
        height = round(image.height * WIDTH / image.width)
        image = image.resize((WIDTH, height), Image.Resampling.LANCZOS)
    path.parent.mkdir(parents=True, exist_ok=True)
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def shop_floor() -> str:
    """The plan of the noodle shop, an SVG without text."""
    tables = "".join(
        f'<rect x="{170 + 110 * column}" y="{150 + 80 * row}" width="70" height="44" rx="6" fill="{PALE}" '
        f'stroke="{PINE}" stroke-width="2"/>'
        for row in range(3)
        for column in range(4)
    )
    burners = "".join(
        f'<circle cx="{240 + 70 * number}" cy="62" r="18" fill="none" stroke="{INK}" stroke-width="3"/>'
        for number in range(4)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 420">'
        f'<path d="M20 20H620V400H370M270 400H20V20" fill="none" stroke="{INK}" stroke-width="6"/>'
        f'<rect x="190" y="34" width="300" height="56" fill="none" stroke="{INK}" stroke-width="3"/>{burners}'
        f'<rect x="44" y="150" width="56" height="160" fill="{PINE}"/>{tables}'
        f'<path d="M320 400V112" fill="none" stroke="{GREY}" stroke-width="3" stroke-dasharray="10 8"/>'
        f'<path d="M308 124L320 104L332 124" fill="none" stroke="{GREY}" stroke-width="3"/></svg>\n'
    )


def bowl() -> Image.Image:
    """A bowl of noodles, drawn four times as large and made smaller."""
    scale = 4
    image = Image.new("RGB", (720 * scale, 480 * scale), "white")
    pen = ImageDraw.Draw(image)

    def box(*sides: float) -> list[float]:
        return [side * scale for side in sides]

    pen.pieslice(box(130, -20, 590, 420), 0, 180, fill="#F4F6F6", outline=PINE, width=6 * scale)
    pen.rectangle(box(270, 408, 450, 436), fill=PINE)
    pen.ellipse(box(130, 150, 590, 250), fill="#E9D8B4", outline=PINE, width=8 * scale)
    for noodle in range(9):
        sides = box(170 + 22 * noodle, 172 + 2 * (noodle % 3), 300 + 26 * noodle, 232 - 3 * (noodle % 2))
        pen.arc(sides, 200, 340, fill="#C9A86A", width=4 * scale)
    for slice_ in range(5):
        left, top = 230 + 52 * slice_, 176 + slice_ % 2 * 10
        pen.ellipse(box(left, top, left + 52, top + 30), fill="#8C4A3A", outline="#6E382B", width=3 * scale)
    for leaf in range(14):
        left, top = 200 + leaf * 47 % 320, 212 + leaf * 13 % 22
        pen.rectangle(box(left, top, left + 10, top + 4), fill="#4F7F4A")
    for steam in range(3):
        points = [
            ((290 + 70 * steam + 11 * math.sin(step / 6)) * scale, (140 - 4 * step) * scale)
            for step in range(26)
        ]
        pen.line(points, fill=GREY, width=5 * scale, joint="curve")
    return image.resize((720, 480), Image.Resampling.LANCZOS).quantize(48)


def main() -> None:
    """The page, and the pictures if the programs that draw them are there."""
    if "--art" in sys.argv:
        images = GALLERY / "content" / "images"
        (images / "shop-floor.svg").write_text(shop_floor(), "utf-8")
        bowl().save(images / "bowl.png", optimize=True)
    ready = prepare(Run(GALLERY))
    TARGET.write_text(page_of(ready), "utf-8")
    print(TARGET)
    missing = [program for program in ("pdftoppm", "soffice") if not shutil.which(program)]
    if missing:
        print(f"the pictures stay as they are: no {' and no '.join(missing)}")
        return
    with tempfile.TemporaryDirectory() as name:
        draw_pages(ready, Path(name))
        draw_slides(ready, Path(name))
    size = sum(path.stat().st_size for path in PICTURES.glob("*.png"))
    print(f"{PICTURES}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
