"""Makes the pictures of README.md and of the docs from what is in build/: `python scripts/make_pictures.py`.

Decks in a company's template are made here, in two templates of the tests: `--templates` makes these pictures alone.
Needs pdftoppm (poppler-utils) and LibreOffice, which draws the slides; a typeface that it lacks is replaced by another.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf
from make_page_pictures import pages_of
from PIL import Image, ImageOps

ROOT = Path(__file__).parent.parent
BUILD, IMAGES = ROOT / "build", ROOT / "docs" / "images"

SPREAD = "b-inference-cost-formula"
"""What stands on one of the two facing pages that are shown."""
DECK, SLIDES = "05-compute-cost", (3, 11, 12, 29)
"""A deck, and four of its slides."""
TEMPLATES = ("photograph", "navy")
"""Templates of `tests/helpers/templates.py` that a deck is shown in."""
DRESSED = (1, 3, 4, 11, 12, 29)
"""Slides of it."""
CONTACT = (DECK, "08-business-model", "14-risk")
"""The decks that are shown whole."""


def pages(pdf: Path, numbers: tuple[int, ...], width: int) -> list[Image.Image]:
    """Pages of a PDF as pictures of `width` pixels, with a thin frame."""
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for number in numbers:
            target = Path(folder) / str(number)
            which = ["-f", str(number), "-l", str(number), "-singlefile"]
            size = ["-scale-to-x", str(width), "-scale-to-y", "-1"]
            subprocess.run(["pdftoppm", "-png", *which, *size, str(pdf), str(target)], check=True)
            picture = Image.open(target.with_suffix(".png")).convert("RGB")
            found.append(ImageOps.expand(picture, 1, "#BEBEB8"))
    return found


def save(pictures: list[Image.Image], across: int, name: str) -> None:
    """Put pictures side by side, `across` to a row."""
    width, height = pictures[0].size
    sheet = Image.new("RGB", (width * across, height * -(-len(pictures) // across)), "white")
    for index, picture in enumerate(pictures):
        sheet.paste(picture, (index % across * width, index // across * height))
    IMAGES.mkdir(parents=True, exist_ok=True)
    sheet.quantize(128, dither=Image.Dither.NONE).save(IMAGES / name, optimize=True)
    print(IMAGES / name)


def drawn(deck: Path, folder: Path) -> Path:
    """A deck as a PDF, drawn by LibreOffice."""
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(deck)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / f"{deck.stem}.pdf"


def contact_sheet(pdf: Path) -> None:
    """All slides of a deck as one picture."""
    with pikepdf.open(pdf) as opened:
        count = len(opened.pages)
    save(pages(pdf, tuple(range(1, count + 1)), 300), 6, f"deck-{pdf.stem}.png")


def dressed(name: str, folder: Path) -> None:
    """Slides of a deck in a company's template."""
    sys.path.insert(0, str(ROOT / "tests"))
    from helpers.templates import TEMPLATES as KNOWN

    template = folder / f"{name}.pptx"
    KNOWN[name]().save(template)
    made = folder / name
    command = ["slides", DECK, "-C", str(ROOT), "--template", str(template), "-o", str(made)]
    subprocess.run([sys.executable, "-m", "handbook", *command], check=True)
    deck = made if made.is_file() else made / f"{DECK}.pptx"
    save(pages(drawn(deck, folder), DRESSED, 420), 3, f"template-{name}.png")


def main() -> None:
    """Make all pictures."""
    with tempfile.TemporaryDirectory() as folder:
        for name in TEMPLATES:
            dressed(name, Path(folder))
    if "--templates" in sys.argv:
        return
    book = BUILD / "handbook.pdf"
    with pikepdf.open(book) as opened:
        left = pages_of(opened)[SPREAD] // 2 * 2
    save(pages(book, (left, left + 1), 760), 2, "spread.png")
    with tempfile.TemporaryDirectory() as folder:
        for name in CONTACT:
            pdf = drawn(BUILD / "slides" / f"{name}.pptx", Path(folder))
            contact_sheet(pdf)
            if name == DECK:
                save(pages(pdf, SLIDES, 760), 2, "slides.png")


if __name__ == "__main__":
    main()
