"""How long a book takes, cold and warm, beside the engine alone and other programs: `python benchmarks/run.py`.

Makes books of 150, 500 and 1,000 pages and takes the bundled handbook, builds each in every way, one after the other
and in turns, and writes `docs/benchmarks.md`. Ratios of one run mean something; seconds depend on the machine and on
what else it does. Rows are kept in `build/benchmarks.json`, so that a long run can be made book by book.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import books
import peers
import pikepdf

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "build" / "benchmarks.json"
_MODULES = KEPT.parent / ".modules"
TABLE = ROOT / "docs" / "benchmarks.md"
HANDBOOK = "handbook"
STOCK, COLD, CHANGED, SAME = "engine alone", "new", "one chapter changed", "nothing changed"
_HOUR = 3600
_PROSE = re.compile(r"^( {6}- [\u4e00-\u9fff][^:{}\[\]\n]*)。$", re.MULTILINE)


@dataclass
class Row:
    """What one way to make one book has taken: medians of all rounds."""

    book: str
    way: str
    pages: int
    wall: float
    cpu: float
    mb: float
    kb: float
    load: float
    """How many processes wanted to run on the machine while it was measured."""
    missing: str = ""
    """Why there is nothing to report."""


class Failed(Exception):  # noqa: N818 -- a measurement that there is not
    """A command has failed."""


def timed(commands: Sequence[Sequence[str]]) -> tuple[float, float, float, str]:
    """Wall seconds, processor seconds of all processes, MB of the largest, and what was printed last."""
    wall = cpu = most = 0.0
    told = ""
    for command in commands:
        start = time.perf_counter()
        with tempfile.TemporaryFile("w+") as out:
            process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, env=_surroundings())
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            told = (out.read().splitlines() or [""])[-1]
        wall += time.perf_counter() - start
        cpu += used.ru_utime + used.ru_stime
        most = max(most, used.ru_maxrss / 1024)
        if process.returncode:
            raise Failed(f"exit code {process.returncode} of {' '.join(command)}")
    return wall, cpu, most, told


def _surroundings() -> dict[str, str]:
    """Modules are compiled once, as where a program is installed, whatever this shell says."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(_MODULES)}


class Bench:
    """Measures one book in every way."""

    def __init__(self, name: str, folder: Path, rounds: int) -> None:
        self._name, self._folder, self._rounds = name, folder, rounds
        self._measured: dict[str, list[Row]] = {}
        self._changes = 0

    def ours(self, peers_too: bool, source: str | None) -> list[Row]:
        """Every way in turns, so many rounds; then the peers once."""
        for _ in range(self._rounds):
            self._one(STOCK, "stock")
            shutil.rmtree(self._folder / "build", ignore_errors=True)
            self._one(COLD, "units")
            self._change()
            self._one(CHANGED, "units")
            self._one(SAME, "units")
        rows = [_median(rows) for rows in self._measured.values()]
        if peers_too and source is not None:
            rows += self._peers(source)
        return rows

    def _one(self, way: str, how: str) -> None:
        file = self._folder / "book.pdf"
        command = [sys.executable, str(ROOT / "benchmarks" / "child.py"), how, str(self._folder), str(file)]
        wall, cpu, _, told = timed([command])
        found = json.loads(told)
        row = Row(self._name, way, found["pages"], wall, cpu, found["mb"], found["kb"], os.getloadavg()[0])
        if way == SAME and found["engine"]:
            raise SystemExit("nothing had changed, and the layout engine was loaded")
        self._measured.setdefault(way, []).append(row)
        print(
            f"{self._name:<12}{way:<22}{row.pages:>6}{wall:>9.1f} s{cpu:>9.1f} s{row.mb:>8.0f} MB", flush=True
        )

    def _change(self) -> None:
        """Change one sentence of the chapter in the middle."""
        self._changes += 1
        chapters = sorted((self._folder / "content" / "chapters").glob("*.yaml"))
        path = chapters[len(chapters) // 2]
        text = path.read_text("utf-8")
        if self._name == HANDBOOK:
            changed = _PROSE.sub(rf"\1，第{self._changes}次如此。", text, count=1)
        else:
            changed = re.sub(r"这里说的(改\d+)?", f"这里说的改{self._changes}", text, count=1)
        assert changed != text
        path.write_text(changed, "utf-8")

    def _peers(self, source: str) -> list[Row]:
        rows = []
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "book.md"
            path.write_text(source, "utf-8")
            for peer, what in peers.commands(Path(name), path).items():
                if isinstance(what, str):
                    rows.append(Row(self._name, peer, 0, 0, 0, 0, 0, 0, what))
                    continue
                commands, pdf = what
                try:
                    wall, cpu, most, _ = timed(commands)
                except Failed as failed:
                    rows.append(Row(self._name, peer, 0, 0, 0, 0, 0, 0, str(failed)))
                    continue
                with pikepdf.open(pdf) as made:
                    pages = len(made.pages)
                size = pdf.stat().st_size / 1000
                rows.append(Row(self._name, peer, pages, wall, cpu, most, size, os.getloadavg()[0]))
                print(
                    f"{self._name:<12}{peer:<22}{pages:>6}{wall:>9.1f} s{cpu:>9.1f} s{most:>8.0f} MB",
                    flush=True,
                )
        return rows


def _median(rows: list[Row]) -> Row:
    middle = {
        name: statistics.median(getattr(row, name) for row in rows)
        for name in ("wall", "cpu", "mb", "kb", "load")
    }
    return Row(rows[0].book, rows[0].way, rows[0].pages, **middle)


def table(rows: list[Row]) -> str:
    """The page of the documentation."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    lines = [
        "# How long a book takes",
        "",
        "Made by `python benchmarks/run.py`; do not edit. Ratios of one book are of one run and mean something;",
        f"seconds depend on the machine: {cores} cores, Python {platform.python_version()}, WeasyPrint",
        f"{version('weasyprint')}. Every figure is that of a whole command, reading and checking included.",
        "",
        f"- *{STOCK}*: WeasyPrint without our hooks: one document, page numbers by `target-counter`, ragged Chinese.",
        f"- *{COLD}*: this program with an empty cache; *{CHANGED}*, *{SAME}*: with what the run before has left.",
        "- *ratio*: wall time to that of the engine alone. *work*: the same of processor time of all processes.",
        "- *memory*: that of the largest process, in MB; *of alone*: its share of what the engine alone takes.",
        "- Peers set the same words, tables, lists and listings; no charts, no notes in the margin, no index.",
    ]
    busy = [row for row in rows if row.load > (cores or 1) + 0.5]
    if busy:
        most = max(row.load for row in busy)
        lines += [
            "",
            f"**The machine was busy, with up to {most:.0f} processes for {cores} cores**, while these were measured:",
            "; ".join(f"{_called(row.book)}, {row.way}" for row in busy) + ".",
            "Two processes then get a larger share than one, which favours *ratio*; half of *work* is what two free",
            "cores come to at best.",
        ]
    for name in dict.fromkeys(row.book for row in rows):
        lines += ["", f"## {_called(name)}", "", *_rows([row for row in rows if row.book == name])]
    lines += _growth(rows)
    return "\n".join(lines) + "\n"


def _called(name: str) -> str:
    return "The handbook" if name == HANDBOOK else f"{name} pages, generated"


def _rows(rows: list[Row]) -> list[str]:
    alone = next((row for row in rows if row.way == STOCK), None)
    cold = next((row for row in rows if row.way == COLD), None)
    lines = [
        "| way | pages | wall s | ratio | to new | processor s | work | memory | of alone | PDF kB |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        if row.missing:
            lines.append(f"| {row.way} | left out: {row.missing} | | | | | | | | |")
            continue
        ratio = f"{row.wall / alone.wall:.2f}" if alone else ""
        work = f"{row.cpu / alone.cpu:.2f}" if alone else ""
        share = f"{row.mb / alone.mb:.2f}" if alone else ""
        new = f"{row.wall / cold.wall:.2f}" if cold and row.way in (CHANGED, SAME) else ""
        lines.append(
            f"| {row.way} | {row.pages} | {row.wall:.1f} | {ratio} | {new} | {row.cpu:.1f} | {work} | {row.mb:.0f} |"
            f" {share} | {row.kb:.0f} |"
        )
    return lines


def _growth(rows: list[Row]) -> list[str]:
    cold = [row for row in rows if row.way == COLD and row.book != HANDBOOK]
    if len(cold) < 2:
        return []
    lines = [
        "",
        "## Growth",
        "",
        "| pages | processor ms a page | MB of the largest process |",
        "|---|---|---|",
    ]
    lines += [f"| {row.pages} | {1000 * row.cpu / row.pages:.0f} | {row.mb:.0f} |" for row in cold]
    return lines


def main() -> None:
    """Measure what is asked for, keep it, and write the table of all that is kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=[150, 500, 1000], help="pages of generated books"
    )
    parser.add_argument("--no-handbook", action="store_true", help="leave out the bundled handbook")
    parser.add_argument("--no-peers", action="store_true", help="leave out other programs")
    parser.add_argument("--rounds", type=int, default=1, help="how often each way is measured")
    options = parser.parse_args()
    rows = [Row(**row) for row in json.loads(KEPT.read_text("utf-8"))] if KEPT.exists() else []
    if not _MODULES.exists():
        with tempfile.TemporaryDirectory() as name:
            Bench("(warm-up)", books.write_project(books.generate(20), Path(name) / "book"), 1).ours(
                False, None
            )
    for size in [*options.sizes, *([] if options.no_handbook else [HANDBOOK])]:
        with tempfile.TemporaryDirectory() as name:
            folder, source = Path(name) / "book", None
            if size == HANDBOOK:
                shutil.copytree(ROOT / "content", folder / "content")
            else:
                book = books.generate(int(size))
                books.write_project(book, folder)
                source = books.markdown(book)
            made = Bench(str(size), folder, options.rounds).ours(not options.no_peers, source)
        rows = [row for row in rows if row.book != str(size)] + made
        rows.sort(key=lambda row: (row.book == HANDBOOK, int(row.book) if row.book.isdigit() else 0))
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1), "utf-8")
        TABLE.write_text(table(rows), "utf-8")


if __name__ == "__main__":
    main()
