"""Make every form, paper and theme of the whole book once, and check each file. Run by `make release-check`."""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from handbook import pipeline
from handbook.pdf.preflight import preflight
from handbook.pdf.variant import PLAIN, Variant
from handbook.pipeline import Run
from handbook.problems import as_text
from handbook.theme.load import theme_names

ROOT = Path(__file__).parents[1]


def orders(profile: Path | None) -> Iterator[tuple[Variant, str | None, str | None]]:
    """Every form on the theme's own paper, then every other paper and theme for the screen."""
    yield PLAIN, None, None
    for variant in (
        Variant("print"),
        Variant("archive"),
        Variant("booklet"),
        Variant(edition="trainer"),
        Variant(fillable=True),
        Variant(solutions=True),
    ):
        yield variant, None, None
    if profile is not None:
        yield Variant("press", profile=profile), None, None
    for paper in ("letter", "b5", "16k", "a5"):
        yield PLAIN, paper, None
    for theme in theme_names(ROOT):
        if theme != "default":
            yield PLAIN, None, theme


def faults(data: bytes, variant: Variant) -> list[str]:
    """What is wrong with a file."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found += pdf.check_pdf_syntax()
        if variant.tagged and "/StructTreeRoot" not in pdf.Root:
            found.append("there are no tags")
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


def main() -> int:
    """Print a line a file; the number of files with faults is the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--profile", type=Path, help="the ICC profile of a press; without it no press file is made"
    )
    parser.add_argument("-C", dest="root", type=Path, default=ROOT, help="the project folder")
    given = parser.parse_args()
    if given.profile is None:
        print("no --profile: the press file is left out")
    bad = 0
    for variant, paper, theme in orders(given.profile):
        run, start = Run(given.root), time.perf_counter()
        made = pipeline.make_pdf(run, pipeline.prepare(run, theme), paper, None, variant)
        wrong = faults(made.data, variant) + [as_text([one]) for one in run.problems]
        bad += bool(wrong)
        size = f"{len(made.data) / 1e6:.1f} MB"
        print(
            f"{made.name:<34}{made.extent:<12}{size:<9}{time.perf_counter() - start:6.1f} s  {wrong or 'sound'}",
            flush=True,
        )
    return bad


if __name__ == "__main__":
    sys.exit(main())
