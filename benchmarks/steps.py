"""How long the steps take, on generated books of growing size and on the bundled one: `python benchmarks/steps.py`.

Ratios between rows of one run mean something; seconds depend on the machine. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from handbook import pipeline

ROOT = Path(__file__).parent.parent
STARTER = ROOT / "handbook" / "starter" / "zh"


def generated(folder: Path, chapters: int, sections: int) -> Path:
    """A project with `chapters` copies of the starter's chapter, each with its sections `sections` times over."""
    shutil.copytree(STARTER, folder)
    source = (folder / "content" / "chapters" / "01-first-steps.yaml").read_text("utf-8")
    head, body = source.split("sections:\n", 1)
    block, tail = body.split("takeaways:\n", 1)
    names = []
    for number in range(1, chapters + 1):
        text = "".join(
            block.replace("id: ", f"id: s{copy}-").replace("`road`", f"`s{copy}-road`")
            for copy in range(sections)
        )
        chapter = f"{head}sections:\n{text}takeaways:\n{tail}"
        for name in (
            "first-steps",
            *(f"s{copy}-{name}" for copy in range(sections) for name in ("one-source", "data", "road")),
        ):
            chapter = chapter.replace(f"id: {name}\n", f"id: c{number}-{name}\n").replace(
                f"`{name}`", f"`c{number}-{name}`"
            )
        names.append(f"{number:02d}-c{number}-first-steps")
        (folder / "content" / "chapters" / f"{names[-1]}.yaml").write_text(chapter, "utf-8")
    (folder / "content" / "chapters" / "01-first-steps.yaml").unlink()
    book = folder / "content" / "book.yaml"
    book.write_text(book.read_text("utf-8").replace("[01-first-steps]", f"[{', '.join(names)}]"), "utf-8")
    return folder


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What `work` returns, and how many seconds it took."""
    start = time.perf_counter()
    made = work()
    return made, time.perf_counter() - start


def measure(name: str, root: Path) -> str:
    """One row of the table."""
    run = pipeline.Run(root)
    ready, prepared = timed(lambda: pipeline.prepare(run))
    pdf, printed = timed(lambda: pipeline.make_pdf(run, ready))
    decks, taught = timed(lambda: pipeline.make_slides(run, ready))
    pages = int(pdf.extent.split()[0])
    slides = sum(int(deck.extent.split()[0]) for deck in decks)
    return (
        f"{name:<22}{len(decks):>9}{pages:>7}{slides:>8}{prepared:>9.2f}{printed:>8.2f}{1000 * printed / pages:>9.0f}"
        f"{taught:>8.2f}{1000 * taught / slides:>10.0f}{len(pdf.data) / 1000:>8.0f}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--chapters", type=int, nargs="*", default=[1, 4, 16], help="sizes of the generated books"
    )
    options = parser.parse_args()
    print(
        f"{'book':<22}{'chapters':>9}{'pages':>7}{'slides':>8}{'check s':>9}{'pdf s':>8}{'ms/page':>9}"
        f"{'decks s':>8}{'ms/slide':>10}{'pdf kB':>8}"
    )
    with tempfile.TemporaryDirectory() as folder:
        for count in options.chapters:
            print(measure(f"generated, {count}", generated(Path(folder) / str(count), count, 3)), flush=True)
    print(measure("bundled", ROOT))


if __name__ == "__main__":
    main()
