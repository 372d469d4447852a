"""The bundled handbook, built as on a machine that has no fonts of its own.

That no text is lost on the way is asked in `pdf/test_real_book.py` and `slides/test_real_decks.py`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from handbook import pipeline
from handbook.model.blocks.data import Code
from handbook.pdf.render import Renderer
from handbook.pipeline import Ready
from handbook.problems import Problems, as_text

ROOT = Path(__file__).parent.parent

NO_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{empty}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


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


def test_two_builds_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    again = build(tmp_path, "2")
    paths = (path.relative_to(built) for path in built.rglob("*") if path.is_file())
    # What the cache keeps is no output: it is found by what it was made from, the folder among it.
    names = sorted(path.as_posix() for path in paths if ".cache" not in path.parts)
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
            if done.stdout.rstrip() != (block.output or "").rstrip():
                wrong.append(f"{block.at}: {done.stdout or done.stderr}")
    assert wrong == []


def test_every_figure_of_the_handbook_fits_on_the_smallest_paper() -> None:
    """The booklet is folded of A5, and a label that is too wide would stop it."""
    ready = pipeline.prepare(pipeline.Run(ROOT))
    problems = Problems()
    assert Renderer(ready.plan, ready.theme, "a5", problems).book()
    assert as_text(problems) == ""
