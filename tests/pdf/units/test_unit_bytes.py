"""The same book has the same bytes, whatever made it, and wherever."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from helpers.units import ROOT, made, units

from handbook.pdf.made import MadePdf


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
