"""Write the tables of `docs/typography.md`: the rules of CLREQ with what was measured, here and in other programs.

Run as ``python scripts/make_typography.py`` (some minutes; with ``--book`` the whole handbook is measured too). Typst
comes from PyPI (``typst``), Chromium from the system; a program that is not there is named and left out.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from helpers.cases import plan_of  # noqa: E402
from helpers.clreq import Figures, share  # noqa: E402
from helpers.setting import Set, as_html, chromium, ours, typst, typst_held, weasyprint_alone  # noqa: E402
from helpers.whole_book import book_table  # noqa: E402

from handbook.model.blocks import prose  # noqa: E402
from handbook.model.inline import Abbr, Cite, Code, Emphasis, Index, Link, Strong, Text  # noqa: E402
from handbook.plan.book import BookPlan  # noqa: E402

PAGE = ROOT / "docs" / "typography.md"
REAL_MEASURES = (18, 24, 32, 36, 38)
HARD_MEASURES = (15, 17, 18, 20, 21, 23, 24, 26, 27, 29, 30, 32, 33, 35, 36, 38)
HELD_OUT = (21, 27, 30, 35)
ENGINES: dict[str, Callable[[Sequence[str], float], Set | None]] = {
    "handbook": ours,
    "WeasyPrint alone": weasyprint_alone,
    "Chromium": chromium,
    "Typst": typst,
    "Typst, numbers held": typst_held,
}
OPTIMAL = ("handbook", "Typst", "Typst, numbers held")
"""Those that choose the lines of a paragraph together."""
PARAGRAPHS = 60


def real_paragraphs(plan: BookPlan) -> Iterator[str]:
    """Paragraphs of the handbook as plain text, with code between backticks."""
    for chapter in plan.chapters:
        for _, planned in chapter.blocks:
            if not isinstance(planned.block, prose.Text):
                continue
            for paragraph in planned.block.text.paragraphs:
                text = plain(paragraph.nodes)
                if text and len(text) > 80:
                    yield text


def plain(nodes: Sequence[object]) -> str:
    """The text of a paragraph; nothing where it holds what peers can not be given."""
    out = []
    for node in nodes:
        match node:
            case Text(text):
                out.append(text)
            case Code(text):
                out.append(f"`{text}`")
            case Strong(children) | Emphasis(children) | Link(_, children):
                out.append(plain(children))
            case Index(text, _) | Abbr(text, _):
                out.append(text)
            case Cite():
                pass
            case _:
                return ""
    return "".join(out)


def measured(engine: str, texts: Sequence[str], measures: Sequence[float]) -> Figures | None:
    """The figures of one program over several measures; none where it is not installed."""
    found = Figures()
    for measure in measures:
        made = ENGINES[engine]([as_html(text) for text in texts], measure)
        if made is None:
            return None
        found.add(made, [text.replace("`", "") for text in texts])
    return found


ROWS: tuple[tuple[str, str, str, Callable[[Figures], str]], ...] = (
    ("Full lines measured", "", "", lambda f: f"{f.lines}"),
    ("Full lines within 0.1 pt of the edge (ragged ones left out)", "3.1.5", "99.5 %",
     lambda f: f"{share(f.within, f.lines - f.ragged):.1f} %"),
    ("Farthest from the edge, pt", "3.1.5", "0.5", lambda f: f"{f.farthest:.2f}"),
    ("Lines beyond the edge by more than 0.5 pt", "3.1.5", "0", lambda f: f"{f.past}"),
    ("Lines left ragged", "3.1.5", "0.5 %", lambda f: f"{share(f.ragged, f.lines):.1f} %"),
    ("Gap between hanzi, mean of lines, em", "3.1.5", "0.010*", lambda f: f"{f.mean:.4f}"),
    ("… its standard deviation", "3.1.5", "0.020*", lambda f: f"{f.deviation:.4f}"),
    ("… the greatest of a line", "3.1.5", "0.25", lambda f: f"{f.most:.3f}"),
    ("Lines with a gap of more than 0.25 em", "3.1.5", "0", lambda f: f"{f.holes}"),
    ("Lines with more than 0.1 em of white beyond a mark's own", "", "",
     lambda f: f"{share(f.whites, f.lines):.1f} %"),
    ("Marks at line ends at half width", "3.1.6.2", "100 %",
     lambda f: f"{share(f.halved, f.marks):.0f} % of {f.marks}"),
    ("Two marks side by side, em", "3.1.6.1", "1.50", lambda f: _median(f.pairs)),
    ("Hanzi beside Latin, em (median)", "3.2.2", "0.25", lambda f: _median(f.seams)),
    ("Dash between hanzi, em", "3.1.4", "2.00", lambda f: _median(f.dashes)),
    ("Lines with a forbidden start", "3.1.3", "0", lambda f: f"{f.starts}"),
    ("Lines with a forbidden end", "3.1.3", "0", lambda f: f"{f.ends}"),
    ("Numbers parted from their units", "3.1.3", "0", lambda f: f"{f.splits}"),
    ("Paragraphs ending in a single character", "3.1.7", "0", lambda f: f"{f.single} of {f.paragraphs}"),
    ("Distance of lines, greatest departure from the usual one, pt", "2.3.3", "0.01", lambda f: f"{f.uneven:.2f}"),
    ("Hyphens added in addresses and names of programs", "3.2.3", "0", lambda f: f"{f.hyphens}"),
)  # fmt: skip
"""What is measured, the section of CLREQ, the threshold, and how it is written."""


def _median(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.2f}" if values else "–"


def table(texts: Sequence[str], measures: Sequence[float]) -> str:
    """A table of the rules, with a column for every program."""
    columns = {engine: measured(engine, texts, measures) for engine in ENGINES}
    there = [engine for engine, figures in columns.items() if figures is not None]
    missing = [engine for engine in columns if engine not in there]
    lines = [
        "| rule | CLREQ | threshold | " + " | ".join(there) + " |",
        "|---|---|---|" + "---|" * len(there),
    ]
    for name, section, threshold, shown in ROWS:
        cells = [shown(figures) for figures in columns.values() if figures is not None]
        lines.append(f"| {name} | {section} | {threshold} | " + " | ".join(cells) + " |")
    if missing:
        lines += ["", f"Not installed, and left out: {', '.join(missing)}."]
    return "\n".join(lines)


def evenness(texts: Sequence[str], others: Sequence[str]) -> str:
    """How even lines are at other measures, and those of other paragraphs, beside Typst."""
    lines = [
        "| paragraphs | measure, em | handbook: mean / deviation / greatest | Typst | Typst, numbers held"
        " | numbers parted from units | single last lines |",
        "|---|---|---|---|---|---|---|",
    ]
    of_others = ", ".join(map(str, REAL_MEASURES))
    for name, chosen, measures in (
        *((str(len(texts)), texts, (measure,)) for measure in HELD_OUT),
        (f"{len(others)} others", others, REAL_MEASURES),
    ):
        columns = [measured(engine, chosen, measures) for engine in OPTIMAL]
        there = [figures for figures in columns if figures is not None]
        if len(there) < len(OPTIMAL):
            return "Not installed, and left out: Typst."
        cells = [name, of_others if len(measures) > 1 else str(measures[0])]
        cells += [f"{figures.mean:.4f} / {figures.deviation:.4f} / {figures.most:.3f}" for figures in there]
        cells.append(" / ".join(str(figures.splits) for figures in there))
        cells.append(" / ".join(str(figures.single) for figures in there))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def replaced(page: str, name: str, made: str) -> str:
    """The page with what stands between the markers of a name replaced."""
    start, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    head, rest = page.split(start, 1)
    return f"{head}{start}\n{made}\n{end}{rest.split(end, 1)[1]}"


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--book", action="store_true", help="measure the whole handbook too")
    arguments = parser.parse_args()
    real = list(real_paragraphs(plan_of(ROOT)))
    texts = real[:: max(1, len(real) // PARAGRAPHS)][:PARAGRAPHS]
    hard = yaml.safe_load((ROOT / "tests" / "typography" / "samples" / "stress.yaml").read_text("utf-8"))
    made: dict[str, Callable[[], str]] = {
        "real paragraphs": lambda: table(texts, REAL_MEASURES),
        "hard paragraphs": lambda: table(hard, HARD_MEASURES),
        "evenness": lambda: evenness(texts, [text for text in real if text not in texts]),
    }
    if arguments.book:
        made["whole book"] = lambda: book_table(ROOT)
    for name, make in made.items():
        text = make()
        PAGE.write_text(replaced(PAGE.read_text("utf-8"), name, text), "utf-8")
        print(name)


if __name__ == "__main__":
    main()
