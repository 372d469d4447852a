"""What remains where processes are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from helpers.units import ROOT, made, units


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
