"""The bundled handbook, built as on a machine that has no fonts of its own, and asked questions."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree
from pptx import Presentation

from handbook import pipeline
from handbook.model.blocks import BlockBase
from handbook.model.blocks.data import Code
from handbook.model.chapter import Chapter
from handbook.model.inline import Cite, Inline, Math, PageRef, Ref, plain
from handbook.model.traverse import NOT_PRINTED, texts
from handbook.pipeline import Ready

ROOT = Path(__file__).parent.parent

NO_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{empty}</dir><cachedir>{cache}</cachedir></fontconfig>
"""

ON_SLIDES_ONLY = frozenset({"slide_title", "slide_text"})
FOR_TRAINERS = frozenset({"note"})


def build(folder: Path, seed: str) -> Path:
    """The bundled handbook, built in a copy of the project, in a process of its own, with no system font in reach."""
    project = folder / "project"
    shutil.copytree(ROOT / "content", project / "content")
    (folder / "fonts").mkdir()
    config = folder / "fonts.conf"
    config.write_text(NO_FONTS.format(empty=folder / "fonts", cache=folder / "cache"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "handbook", "build", "-C", str(project)],
        env={**os.environ, "FONTCONFIG_FILE": str(config), "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return project / "build"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("first"), "1")


@pytest.fixture(scope="module")
def ready() -> Ready:
    return pipeline.prepare(pipeline.Run(ROOT))


@pytest.fixture(scope="module")
def printed(built: Path) -> str:
    """All characters of the PDF in the order of its content, white space left out."""
    document = pypdfium2.PdfDocument(built / "handbook.pdf")
    return squeezed("".join(page.get_textpage().get_text_bounded() for page in document))


@pytest.fixture(scope="module")
def taught(built: Path, ready: Ready) -> dict[str, str]:
    """All characters of each chapter's deck, slides and notes, white space left out."""
    return {
        chapter.file: squeezed("".join(deck_texts(built / "slides" / f"{chapter.file}.pptx")))
        for chapter in ready.plan.chapters
    }


def deck_texts(path: Path) -> Iterator[str]:
    """Every text of a deck: in shapes, groups, tables, charts and notes."""
    for slide in Presentation(str(path)).slides:
        for part in [
            slide.part,
            *(rel.target_part for rel in slide.part.rels.values() if "chart" in rel.reltype),
        ]:
            root = etree.fromstring(part.blob)
            yield "".join(TEXTS(root))
        if slide.has_notes_slide:
            yield slide.notes_slide.notes_text_frame.text


TEXTS = etree.XPath(
    ".//a:t/text()|.//c:v/text()",
    namespaces={
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    },
)


def squeezed(text: str) -> str:
    """Text without white space, hyphens, which PDF readers drop at the end of a line, and blanks to write on."""
    return re.sub(r"[\s\u00ad\u200b\u2060\ufffe_-]+", "", text)


def pieces(text: Inline) -> Iterator[str]:
    """The stretches of a paragraph that stand in one piece: citations and references lie between them."""
    held: list[str] = []
    for node in text.nodes:
        if isinstance(node, Cite | Ref | PageRef | Math):
            yield squeezed("".join(held))
            held = []
        else:
            held.append(plain((node,)))
    yield squeezed("".join(held))


def missing(value: object, skip: frozenset[str], where: str) -> list[str]:
    """Stretches of text below `value` that `where` does not hold."""
    found = []
    for text in texts(value, NOT_PRINTED | skip):
        for piece in pieces(text):
            # A page may end inside a stretch: its running head then stands between two halves.
            halves = [piece[:cut] in where and piece[cut:] in where for cut in range(1, len(piece))]
            if piece and piece not in where and not any(halves):
                found.append(f"{text.at}: {piece}")
    return found


def test_two_builds_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    again = build(tmp_path, "2")
    names = sorted(path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file())
    assert {name: digest(built / name) for name in names} == {name: digest(again / name) for name in names}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_face_of_the_pdf_is_ours_and_embedded(built: Path) -> None:
    with pikepdf.open(built / "handbook.pdf") as pdf:
        dictionaries = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary)]
        fonts = [thing for thing in dictionaries if thing.get("/Type") == "/FontDescriptor"]
        names = {str(font["/FontName"]).lstrip("/").split("+")[-1] for font in fonts}
        assert fonts
        assert not [name for name in names if not name.startswith("Handbook")]
        assert all("/FontFile2" in font for font in fonts)


def test_every_text_of_the_book_is_printed(ready: Ready, printed: str) -> None:
    lost = []
    for entry in ready.handbook.chapters:
        lost += missing(entry.chapter, ON_SLIDES_ONLY | FOR_TRAINERS, printed)
    assert lost == []


def test_every_text_of_a_chapter_is_on_a_slide_or_in_the_notes(ready: Ready, taught: dict[str, str]) -> None:
    lost = []
    for entry in ready.handbook.chapters:
        lost += missing(without_skipped(entry.chapter), frozenset(), taught[entry.file])
    assert lost == []


def without_skipped(chapter: Chapter) -> Chapter:
    """The chapter without the blocks that say `slide: skip`."""

    def kept(blocks: tuple[BlockBase, ...]) -> tuple[BlockBase, ...]:
        return tuple(block for block in blocks if block.slide != "skip")

    sections = tuple(
        section.model_copy(update={"blocks": kept(section.blocks)}) for section in chapter.sections
    )
    return chapter.model_copy(update={"sections": sections})


def test_the_content_has_no_problems(ready: Ready) -> None:
    run = pipeline.Run(ROOT)
    pipeline.check(run)
    assert [str(problem) for problem in run.problems.errors] == []


def test_listings_that_say_so_print_what_they_say(ready: Ready) -> None:
    wrong = []
    for _, _, block in ready.handbook.blocks():
        if isinstance(block, Code) and block.run:
            done = subprocess.run(
                [sys.executable, "-c", block.code], capture_output=True, text=True, check=False
            )
            if done.stdout.split() != (block.output or "").split():
                wrong.append(f"{block.at}: {done.stdout or done.stderr}")
    assert wrong == []
