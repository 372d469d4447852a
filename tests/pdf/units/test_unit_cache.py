"""What is made again, and what is not: only what has changed, and whatever cannot be trusted."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.pdf import Pdf
from helpers.trees import faults
from helpers.units import ROOT, made, one_document, units
from helpers.volumes import LONG, write_chapter

from handbook.pdf.cache import Cache
from handbook.pdf.made import MadePdf
from handbook.pdf.schedule import estimate


def test_a_table_of_contents_does_not_tell_how_long_a_chapter_will_be() -> None:
    contents, chapter = (1_500_000, 24 / 1_500_000), (58_000, 8 / 58_000)
    assert estimate(60_000, [contents]) == (1, 60_000)
    fewest, most = estimate(60_000, [contents, chapter])
    assert 3 < fewest < 8 < most < 14


def test_nothing_changed_and_the_engine_is_not_loaded(project: Path, tmp_path: Path) -> None:
    script = (
        "import hashlib, sys\n"
        "from pathlib import Path\n"
        "from handbook import pipeline\n"
        "run = pipeline.Run(Path(sys.argv[1]))\n"
        "with pipeline.engine_ahead(run):\n"
        "    beside = ['weasyprint'] if run.ahead.foreman else []\n"
        "    pdf = pipeline.make_pdf(run, pipeline.prepare(run)).data\n"
        "loaded = {'weasyprint', 'matplotlib', 'jinja2'} & set(sys.modules)\n"
        "print(hashlib.sha256(pdf).hexdigest(), *beside, *loaded)\n"
    )
    shutil.copytree(project, tmp_path / "book")
    told = [
        subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / "book")],
            capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
        ).stdout.split()
        for _ in range(2)
    ]  # fmt: skip
    assert "weasyprint" in told[0]
    assert told[1] == told[0][:1]


def test_one_changed_chapter_is_laid_out_alone(copy: Path, cache: Path) -> None:
    write_chapter(copy, "second", more="又加一句。")
    before = units(cache)
    book = Pdf(made(copy, cache)[0].data)
    assert len(units(cache) - before) == 1
    assert "又加一句。" in book.text


def test_what_a_longer_chapter_moves_is_numbered_anew_and_not_laid_out(copy: Path, cache: Path) -> None:
    write_chapter(copy, "first", more=LONG)
    before = units(cache)
    book, oracle = Pdf(made(copy, cache)[0].data), one_document(copy)
    assert [book.text_on(page) for page in range(1, book.page_count + 1)] == [
        oracle.text_on(page) for page in range(1, oracle.page_count + 1)
    ]
    assert book.links() == oracle.links() and book.anchors() == oracle.anchors()
    assert faults(book.file) == []
    # The chapter itself, and what prints a number that has one figure more now.
    assert len(units(cache) - before) <= 3


def test_what_was_made_out_of_a_moved_book_has_the_bytes_of_a_new_one(copy: Path, cache: Path) -> None:
    write_chapter(copy, "first", more=LONG)
    assert made(copy, cache)[0].data == made(copy)[0].data


def test_a_changed_picture_is_noticed(copy: Path, tmp_path: Path) -> None:
    from PIL import Image

    def paint(colour: str) -> None:
        Image.new("RGB", (40, 40), colour).save(copy / "content" / "dot.png")

    write_chapter(copy, "second", more="\n      - {kind: figure, image: dot.png, alt: 一块颜色, title: 色}")
    paint("red")
    first = made(copy, tmp_path / "cache")[0].data
    paint("blue")
    assert made(copy, tmp_path / "cache")[0].data != first


def test_warnings_of_the_layout_are_repeated(copy: Path, tmp_path: Path) -> None:
    theme = copy / "themes" / "odd"
    (theme / "pdf").mkdir(parents=True)
    (theme / "theme.yaml").write_text("name: 怪\nextends: default\n", "utf-8")
    (theme / "pdf" / "zz.css").write_text("p { no-such-property: 1 }\n", "utf-8")
    seen = []
    for kind in ("", "asked", "book"):
        for path in (tmp_path / "cache").glob(f"*/*.{kind}") if kind else ():
            path.unlink()
        seen.append([problem.what for problem in made(copy, tmp_path / "cache", theme="odd")[1]])
    assert len(seen[0]) == 1 and "no-such-property" in seen[0][0]
    assert seen[0] == seen[1] == seen[2]


def test_sheets_that_count_all_pages_are_laid_out_as_one_document(copy: Path) -> None:
    theme = copy / "themes" / "odd"
    (theme / "pdf").mkdir(parents=True)
    (theme / "theme.yaml").write_text("name: 怪\nextends: default\n", "utf-8")
    (theme / "pdf" / "zz.css").write_text("@page { @bottom-center { content: counter(pages) } }\n", "utf-8")
    book, problems = made(copy, theme="odd")
    assert ["one document" in problem.what for problem in problems] == [True]
    assert book.data


def test_drawings_are_kept_apart_from_the_pages_they_stand_on(copy: Path, tmp_path: Path) -> None:
    """The chart of a chapter whose text has changed is not drawn again, and it is when it has changed itself."""
    made(copy, tmp_path / "cache")
    drawings = set((tmp_path / "cache").glob("*/*.drawing"))
    write_chapter(copy, "second", more="又加一句。")
    made(copy, tmp_path / "cache")
    assert set((tmp_path / "cache").glob("*/*.drawing")) == drawings
    path = copy / "content" / "chapters" / "02-second.yaml"
    path.write_text(path.read_text("utf-8").replace("[1, 2, 4]", "[1, 2, 5]"), "utf-8")
    made(copy, tmp_path / "cache")
    assert len(set((tmp_path / "cache").glob("*/*.drawing")) - drawings) == 1


# What cannot be trusted


@pytest.mark.parametrize("harm", ["cut", "changed", "foreign", "empty"])
def test_a_damaged_entry_is_made_again(
    project: Path, cache: Path, filled: tuple[MadePdf, Path], harm: str
) -> None:
    for path in [*cache.glob("*/*.asked"), *cache.glob("*/*.book")]:
        path.unlink()
    entries = sorted(cache.glob("*/*.unit"), key=lambda path: path.stat().st_size)
    small, large = entries[0], entries[-1]
    sound = small.read_bytes()
    match harm:
        case "cut":
            small.write_bytes(sound[: len(sound) // 2])
        case "changed":
            small.write_bytes(sound[:-9] + b"9" + sound[-8:])
        case "foreign":
            small.write_bytes(large.read_bytes())
        case "empty":
            small.write_bytes(b"")
    assert made(project, cache)[0].data == filled[0].data
    assert small.read_bytes() == sound


def test_a_damaged_book_is_joined_again(project: Path, cache: Path, filled: tuple[MadePdf, Path]) -> None:
    (path,) = cache.glob("*/*.book")
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert made(project, cache)[0].data == filled[0].data


def test_a_cache_that_cannot_be_written_harms_nothing(
    project: Path, tmp_path: Path, filled: tuple[MadePdf, Path]
) -> None:
    (tmp_path / "file").write_text("not a folder", "utf-8")
    assert made(project, tmp_path / "file")[0].data == filled[0].data


def test_the_cache_keeps_to_its_limit_and_forgets_the_oldest(cache: Path) -> None:
    entries = sorted(cache.glob("*/*.unit"))
    for age, path in enumerate(entries):
        os.utime(path, (1e9 + age, 1e9 + age))
    size = sum(path.stat().st_size for path in cache.glob("*/*.*"))
    Cache(cache, limit=size - 1).trim()
    assert [path for path in entries if not path.exists()] == entries[:1]
