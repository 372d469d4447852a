"""Make every form, paper and theme of the whole book once, and check each file. Run by `make release-check`.

Every file is read by pikepdf, by `qpdf --check` where qpdf is installed, and by the checks of its own standard: tags by
outloud, which reads them as a screen reader does, PDF/A-3 by pikepdf's checker, PDF/X-4 by our preflight.
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import pikepdf

from handbook import pipeline
from handbook.pdf.preflight import preflight
from handbook.pdf.variant import PLAIN, Variant
from handbook.pipeline import Run
from handbook.problems import Invalid, as_text
from handbook.theme.load import theme_names

ROOT = Path(__file__).parents[1]

_CLAIM = "DOC-012"
"""What outloud calls a file that does not say that it is PDF/UA."""
Order: TypeAlias = tuple[Variant, str | None, str | None]
"""A form of the book, with a paper and a theme where they are not its own."""


def orders(profile: Path | None) -> Iterator[Order]:
    """Every form on the theme's own paper, then every other paper and theme for the screen."""
    yield PLAIN, None, None
    if profile is not None:
        yield Variant("press", profile=profile), None, None
    for variant in (
        Variant("archive"),
        Variant(fillable=True),
        Variant("booklet"),
        Variant(edition="trainer"),
        Variant("print"),
        Variant(solutions=True),
    ):
        yield variant, None, None
    for paper in ("letter", "b5", "16k", "a5"):
        yield PLAIN, paper, None
    for theme in theme_names(ROOT):
        if theme != "default":
            yield PLAIN, None, theme


def faults(file: Path, variant: Variant) -> list[str]:
    """What is wrong with a file, in the form of `variant`."""
    data = file.read_bytes()
    found = faults_for_qpdf(file)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found += pdf.check_pdf_syntax()
        if variant.tagged and "/StructTreeRoot" not in pdf.Root:
            found.append("there are no tags")
    if variant.tagged:
        found += faults_for_readers(file, variant)
    if variant.purpose == "archive":
        from pikepdf import pdfa

        report = pdfa.validate_written(io.BytesIO(data), "3b")
        found += [
            str(one)
            for one in report.findings
            if one.kind == "violation" and "pdfaid:conformance is 'A'" not in str(one)
        ]
    if variant.purpose == "press":
        seen = preflight(data)
        if seen.screen_colours or seen.annotations or seen.loose_faces or seen.version != "PDF/X-4":
            found.append("the preflight finds faults:\n" + seen.report())
    return found


def faults_for_qpdf(file: Path) -> list[str]:
    """What qpdf says of the syntax and the streams of a file; nothing where it is not installed."""
    if shutil.which("qpdf") is None:
        return []
    run = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
    return [] if run.returncode == 0 else [f"qpdf: {line}" for line in run.stderr.splitlines()]


def faults_for_readers(file: Path, variant: Variant) -> list[str]:
    """The errors that outloud finds in what a screen reader gets; nothing where it is not installed."""
    if shutil.which("outloud") is None:
        return []
    run = subprocess.run(["outloud", "--no-info", file], capture_output=True, text=True, check=False)
    errors = [" ".join(line.split()) for line in run.stdout.splitlines() if line.split()[:1] == ["ERROR"]]
    # A file for the archive keeps the rules of PDF/UA without claiming to, since PDF/A has no word of its own for that.
    return [error for error in errors if variant.purpose != "archive" or _CLAIM not in error]


def main() -> int:
    """Print a line a file; the number of files with faults is the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--profile", type=Path, help="the ICC profile of a press; without it no press file is made"
    )
    parser.add_argument(
        "--only", nargs="*", default=[], help="words of the names of the files to make, such as press"
    )
    parser.add_argument("-C", dest="root", type=Path, default=ROOT, help="the project folder")
    parser.add_argument("-o", dest="output", type=Path, help="the folder that keeps the files")
    given = parser.parse_args()
    if given.profile is None:
        print("no --profile: the press file is left out")
    for tool in ("qpdf", "outloud"):
        if shutil.which(tool) is None:
            print(f"{tool} is not installed: its check is left out")
    with TemporaryDirectory() as scratch:
        chosen = [order for order in orders(given.profile) if wanted(order, given.only)]
        return made_and_checked(given.root, chosen, given.output or Path(scratch))


def wanted(order: Order, words: list[str]) -> bool:
    """Whether a file is asked for: all are where no word is given."""
    variant, paper, theme = order
    return not words or any(word in variant.name("handbook", theme or "", paper or "") for word in words)


def made_and_checked(root: Path, chosen: list[Order], folder: Path) -> int:
    """The number of files with faults; all files stand in `folder` then."""
    folder.mkdir(parents=True, exist_ok=True)
    bad = 0
    for variant, paper, theme in chosen:
        run, start = Run(root), time.perf_counter()
        try:
            made = pipeline.make_pdf(run, pipeline.prepare(run, theme), paper, None, variant)
        except Invalid as reason:
            bad += 1
            print(
                f"{variant.name('handbook', theme or '', paper or '')}: {as_text(reason.problems)}",
                flush=True,
            )
            continue
        seconds = time.perf_counter() - start
        file = folder / made.name
        file.write_bytes(made.data)
        wrong = faults(file, variant) + [as_text([one]) for one in run.problems]
        bad += bool(wrong)
        size = f"{len(made.data) / 1e6:.1f} MB"
        print(f"{made.name:<34}{made.extent:<12}{size:<9}{seconds:6.1f} s  {wrong or 'sound'}", flush=True)
    return bad


if __name__ == "__main__":
    sys.exit(main())
