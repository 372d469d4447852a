"""A book laid out by units is the book laid out as one document, and is made again only where something has changed."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from helpers.books import theme_for
from helpers.cases import plan_of
from helpers.pdf import Pdf
from helpers.trees import faults, roles
from helpers.volumes import LONG, volume, write_chapter

from handbook.pdf.assemble import make_book
from handbook.pdf.book import make_pdf
from handbook.pdf.cache import Cache
from handbook.pdf.made import MadePdf
from handbook.pdf.schedule import estimate
from handbook.problems import Problems
from handbook.theme.load import load_theme

ROOT = Path(__file__).parents[2]


def made(
    root: Path, cache: Path | None = None, workers: int = 1, theme: str = ""
) -> tuple[MadePdf, Problems]:
    problems = Problems()
    chosen = load_theme(theme, root, problems) if theme else theme_for(root)
    assert chosen is not None
    kept = Cache(cache) if cache else None
    return make_book(plan_of(root), chosen, None, problems, cache=kept, workers=workers), problems


def one_document(root: Path) -> Pdf:
    return Pdf(make_pdf(plan_of(root), theme_for(root), None, Problems()).data)


def units(cache: Path) -> set[str]:
    return {path.name for path in cache.glob("*/*.unit")}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return volume(tmp_path_factory.mktemp("volume") / "book")


@pytest.fixture(scope="module")
def filled(project: Path) -> tuple[MadePdf, Path]:
    """The book, and the cache that it has filled."""
    cache = project.parent / "filled"
    return made(project, cache)[0], cache


@pytest.fixture(scope="module")
def joined(filled: tuple[MadePdf, Path]) -> Pdf:
    return Pdf(filled[0].data)


@pytest.fixture(scope="module")
def whole(project: Path) -> Pdf:
    """The same book as one document: the oracle."""
    return one_document(project)


@pytest.fixture
def cache(filled: tuple[MadePdf, Path], tmp_path: Path) -> Path:
    """A cache that holds the whole book."""
    shutil.copytree(filled[1], tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    """A project that may be changed."""
    shutil.copytree(project, tmp_path / "copy")
    return tmp_path / "copy"


# The same book


def test_every_page_has_the_same_text(joined: Pdf, whole: Pdf) -> None:
    assert [joined.text_on(page) for page in range(1, joined.page_count + 1)] == [
        whole.text_on(page) for page in range(1, whole.page_count + 1)
    ]


def test_every_anchor_stands_at_the_same_place(joined: Pdf, whole: Pdf, filled: tuple[MadePdf, Path]) -> None:
    assert joined.anchors() == whole.anchors()
    assert {name: page for name, (page, _) in joined.anchors().items()} == filled[0].page_map


def test_every_link_leads_to_the_same_page(joined: Pdf, whole: Pdf) -> None:
    assert joined.links() == whole.links()
    assert {target for _, name, target, _ in joined.links() if name == "second"} != {0}


def test_the_outline_is_the_same(joined: Pdf, whole: Pdf) -> None:
    assert joined.bookmarks() == whole.bookmarks()


def test_the_structure_is_the_same_and_consistent(joined: Pdf, whole: Pdf) -> None:
    assert roles(joined.file) == roles(whole.file)
    assert faults(joined.file) == []


def test_it_says_the_same_of_itself(joined: Pdf, whole: Pdf) -> None:
    assert joined.metadata() == whole.metadata()
    ours, theirs = joined.root, whole.root
    assert ours.Metadata.read_bytes() == theirs.Metadata.read_bytes()
    assert (str(ours.Lang), ours.MarkInfo, ours.ViewerPreferences) == (
        str(theirs.Lang),
        theirs.MarkInfo,
        theirs.ViewerPreferences,
    )
    assert ours.PageLabels.Nums[1].S == pikepdf.Name.D


def test_each_face_is_in_it_once(joined: Pdf, whole: Pdf) -> None:
    assert joined.fonts() == whole.fonts()
    assert joined.fonts_without_file() == set()
    files = [entry for entry in joined.file.objects if _is_descriptor(entry)]
    assert len(files) == len(joined.fonts())


def test_the_file_is_sound(joined: Pdf) -> None:
    assert joined.file.check_pdf_syntax() == []
    content = b"".join(
        part.read_bytes() for page in joined.file.pages for part in _streams(page.obj.Contents)
    )
    assert b"%<" not in content and b"000" not in re.findall(rb"\((.*?)\) Tj", content)


def test_what_is_printed_on_blank_pages_is_the_same(joined: Pdf, whole: Pdf) -> None:
    blank = [page for page in range(1, whole.page_count + 1) if not whole.text_on(page)]
    assert blank
    for page in blank:
        assert _drawn(joined, page) == _drawn(whole, page)


def test_what_lists_pages_follows_on_whichever_side_is_free(copy: Path) -> None:
    appendix = copy / "content" / "appendices" / "A-tables.yaml"
    sides = set()
    for more in ("", LONG):
        appendix.write_text(appendix.read_text("utf-8") + (f"      - {more}\n" if more else ""), "utf-8")
        book, oracle = Pdf(made(copy)[0].data), one_document(copy)
        assert book.text == oracle.text and book.anchors() == oracle.anchors()
        first = book.anchors()["glossary"][0]
        assert book.text_on(first - 1)
        folio = next(word for word in book.pages[first - 1].extract_words() if word["text"] == str(first))
        assert (folio["x0"] < book.page_size(first)[0] / 2) == (first % 2 == 0)
        sides.add(first % 2)
    assert sides == {0, 1}


def _drawn(pdf: Pdf, page: int) -> bytes:
    return b"\n".join(part.read_bytes() for part in _streams(pdf.file.pages[page - 1].obj.Contents))


def _streams(contents: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield from contents if isinstance(contents, pikepdf.Array) else [contents]


def _is_descriptor(entry: object) -> bool:
    return isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == pikepdf.Name.FontDescriptor


# The same bytes


def test_two_processes_make_the_bytes_of_one(project: Path, filled: tuple[MadePdf, Path]) -> None:
    assert made(project, workers=2)[0].data == filled[0].data


def test_the_bytes_do_not_depend_on_the_folders_of_program_and_project(
    copy: Path, tmp_path: Path, filled: tuple[MadePdf, Path]
) -> None:
    elsewhere = tmp_path / "elsewhere"
    for part in ("handbook", "themes"):
        shutil.copytree(ROOT / part, elsewhere / part, ignore=shutil.ignore_patterns("__pycache__"))
    script = (
        "import hashlib, sys\n"
        "from pathlib import Path\n"
        "from handbook import __file__ as program, pipeline\n"
        "run = pipeline.Run(Path(sys.argv[1]))\n"
        "pdf = pipeline.make_pdf(run, pipeline.prepare(run)).data\n"
        "print(program, hashlib.sha256(pdf).hexdigest())\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(copy)],
        capture_output=True, text=True, check=True, cwd=elsewhere, env={**os.environ, "PYTHONPATH": str(elsewhere)},
    ).stdout.split()  # fmt: skip
    assert told == [
        str(elsewhere / "handbook" / "__init__.py"),
        hashlib.sha256(filled[0].data).hexdigest(),
    ]


def test_a_full_cache_makes_the_bytes_of_an_empty_one(
    project: Path, cache: Path, filled: tuple[MadePdf, Path]
) -> None:
    before = units(cache)
    for kind in ("asked", "book"):
        for path in cache.glob(f"*/*.{kind}"):
            path.unlink()
        assert made(project, cache)[0].data == filled[0].data
    assert units(cache) == before


def test_a_book_for_paper_is_joined_too(project: Path) -> None:
    from handbook.pdf.variant import Variant

    printed = Variant(purpose="print")
    ours = make_book(plan_of(project), theme_for(project), None, Problems(), variant=printed, workers=1)
    theirs = Pdf(make_pdf(plan_of(project), theme_for(project), None, Problems(), variant=printed).data)
    book = Pdf(ours.data)
    assert book.text == theirs.text
    assert "/StructTreeRoot" not in book.root and book.links() == []


def test_a_table_of_contents_does_not_tell_how_long_a_chapter_will_be() -> None:
    contents, chapter = (1_500_000, 24 / 1_500_000), (58_000, 8 / 58_000)
    assert estimate(60_000, [contents]) == (1, 60_000)
    fewest, most = estimate(60_000, [contents, chapter])
    assert 3 < fewest < 8 < most < 14


# What is made again


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


# What is killed


def test_killed_at_any_moment_the_old_book_and_a_cache_that_works_remain(copy: Path) -> None:
    """Killed while pages are laid out, when most are, and when the parts are joined and written."""
    output, cache = copy / "build" / "handbook.pdf", copy / "build" / ".cache"
    output.parent.mkdir()
    output.write_bytes(b"old")
    for wanted in (1, 4, 9):
        before = len(units(cache))
        process = subprocess.Popen(
            [sys.executable, "-m", "handbook", "pdf", "-q", "-C", str(copy)],
            cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, start_new_session=True,
        )  # fmt: skip
        while process.poll() is None and len(units(cache)) < max(wanted, before + 1):
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert output.read_bytes()[:5] in (b"old", b"%PDF-")
        assert len(units(cache)) >= min(wanted, before + 1)
    assert made(copy, cache)[0].data == made(copy)[0].data


def test_a_process_that_is_killed_is_a_problem_and_no_trace(copy: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "handbook", "pdf", "-C", str(copy)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    children: list[int] = []
    while process.poll() is None and not children:
        found = _processes_of(process.pid)
        time.sleep(0.1)
        # Others are called so only until they become the program they run.
        children = [number for number in found if number in _processes_of(process.pid)]
    if not children:
        process.communicate()
        pytest.skip("one process is enough on this machine")
    os.kill(children[0], signal.SIGKILL)
    _, told = process.communicate()
    assert process.returncode == 1
    assert "error [engine] a process that lays out pages was ended" in told and "Traceback" not in told


def _processes_of(parent: int) -> list[int]:
    """The processes that lay out pages for another: they are called as it is."""
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    try:
        numbers = [int(number) for number in listed.read_text("ascii").split()]
        return [number for number in numbers if b"handbook" in Path(f"/proc/{number}/cmdline").read_bytes()]
    except OSError:
        return []


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
