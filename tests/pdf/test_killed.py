"""A build that is killed where it hurts most: the old book stands, and what the cache holds can be believed.

A small program around the command stops it for good, workers and all, when it is about to do a certain thing.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from helpers.volumes import volume

ROOT = Path(__file__).parents[2]
_PROGRAM = """
import os, pathlib, signal, sys, tempfile
import pikepdf, pydyf
from handbook.cli import main

def die(*what, **how):
    os.killpg(0, signal.SIGKILL)

def dying(owner, name, when):
    before = getattr(owner, name)
    setattr(owner, name, lambda *what, **how: die() if when(*what, **how) else before(*what, **how))

{killing}
main(["pdf", "-q", "-C", sys.argv[1]])
"""
_KILLING = {
    "drawing the first unit": "pydyf.PDF.write = die",
    "keeping a unit": "dying(pathlib.Path, 'replace', lambda path, to: to.suffix == '.unit')",
    "opening a part to join it": "pikepdf.open = die",
    "writing what is joined": "pikepdf.Pdf.save = die",
    "keeping the book": "dying(pathlib.Path, 'replace', lambda path, to: to.suffix == '.book')",
    "beginning to write the book": "dying(tempfile, 'mkstemp', lambda **how: how['prefix'] == '.handbook.pdf.')",
    "half-way through writing it": "dying(pathlib.Path, 'chmod', lambda path, mode: '.handbook.pdf.' in path.name)",
    "putting it in its place": "dying(pathlib.Path, 'replace', lambda path, to: to.name == 'handbook.pdf')",
}
_ALL_DRAWN = tuple(_KILLING)[2:]
"""Where every unit is in the cache."""


def run(root: Path, program: list[str]) -> int:
    """The exit code of a program that makes the book in `root`, in a group of processes of its own."""
    process = subprocess.Popen(
        [sys.executable, *program],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, start_new_session=True,
    )  # fmt: skip
    process.wait()
    for _ in range(100):
        if not _alive(process.pid):
            return process.returncode
        time.sleep(0.05)
    raise AssertionError("a process that lays out pages has outlived the build")


def _alive(group: int) -> bool:
    """Whether a group of processes has one that works and is not only waiting to be buried."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, of = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(of) == group and state != "Z":
            return True
    return False


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose book is made, with all of it in the cache."""
    root = volume(tmp_path_factory.mktemp("built") / "book")
    assert run(root, ["-m", "handbook", "pdf", "-q", "-C", str(root)]) == 0
    return root


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("where", _KILLING)
def test_the_old_book_and_a_cache_that_works_remain(tmp_path: Path, built: Path, where: str) -> None:
    root = tmp_path / "book"
    shutil.copytree(built, root)
    output = root / "build" / "handbook.pdf"
    sound = output.read_bytes()
    output.write_bytes(b"old")
    forgotten = {".book", ".asked", ".seen"} if where in _ALL_DRAWN else {".book", ".asked", ".seen", ".unit"}
    for path in root.glob("build/.cache/*/*"):
        if path.suffix in forgotten:
            path.unlink()
    before = units(root)
    program = _PROGRAM.format(killing=_KILLING[where])
    assert run(root, ["-c", program, str(root)]) == -signal.SIGKILL
    assert output.read_bytes() == b"old"
    assert units(root) == before
    assert bool(before) == (where in _ALL_DRAWN)
    assert run(root, ["-m", "handbook", "pdf", "-q", "-C", str(root)]) == 0
    assert output.read_bytes() == sound
    # What was drawn is not drawn again.
    assert before == {} or units(root) == before


def units(root: Path) -> dict[Path, int]:
    """The files of the units in the cache; one that is written again is another file."""
    return {path: path.stat().st_ino for path in root.glob("build/.cache/*/*.unit")}
