"""The whole program on one page: read, check, plan, render, lay out or fit, join or write.

Each function below is one road through these steps. The same names stand in `docs/architecture.md` and in what
`handbook -v` prints.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from handbook import __version__
from handbook.collection import without_collection
from handbook.formulas.check import check_formulas
from handbook.lessons import Lessons as Lessons
from handbook.lessons import make_handouts as make_handouts
from handbook.lessons import make_slides as make_slides
from handbook.lessons import report_template as report_template
from handbook.lessons import tell_lessons as tell_lessons
from handbook.model.coverage import unanswered, uncovered
from handbook.model.handbook import Handbook
from handbook.model.place import NOWHERE, Place
from handbook.outputs import Made as Made
from handbook.outputs import write_whole
from handbook.pdf.ahead import Ahead, ahead
from handbook.pdf.cache import Cache
from handbook.pdf.readings import kept_readings
from handbook.pdf.variant import EDITIONS as EDITIONS
from handbook.pdf.variant import PLAIN, check_variant
from handbook.pdf.variant import PURPOSES as PURPOSES
from handbook.pdf.variant import Edition as Edition
from handbook.pdf.variant import Purpose as Purpose
from handbook.pdf.variant import Variant as Variant
from handbook.plan.book import BookPlan, PlannedChapter, plan_book
from handbook.problems import Invalid, Problem, Problems, did_you_mean
from handbook.source.calculations import check_calculations
from handbook.source.consistency import check_block
from handbook.source.coverage import check_coverage
from handbook.source.glyphs import check_glyphs
from handbook.source.project import check_project, read_project
from handbook.source.references import check_references
from handbook.source.schema import schemas
from handbook.source.style import check_style
from handbook.starter import copy_starter
from handbook.surroundings import INSTALL, Finding, library_versions, look_around, system_family
from handbook.theme.load import Theme, bundled_themes, load_theme

STEPS = ("read", "check", "plan", "render", "lay out", "fit", "join", "write")
"""The steps, in the order of the road; `docs/architecture.md` has a section for each."""

CACHE = "build/.cache"
"""Where laid-out units are kept, below the project."""


@dataclass
class Run:
    """One run of the program: where it works, what it found, how long its steps took."""

    root: Path
    problems: Problems = field(default_factory=Problems)
    tell: Callable[[str], None] = lambda line: None
    """Takes one line about the progress."""
    ahead: Ahead | None = None
    """What was begun for the book before it was read."""

    @contextmanager
    def step(self, name: str, what: str = "") -> Iterator[None]:
        """Time a step, and tell of it."""
        start = time.perf_counter()
        yield
        self.took(name, what, time.perf_counter() - start)

    def took(self, name: str, what: str, seconds: float) -> None:
        """Tell how long a step took."""
        self.tell(f"{STEPS.index(name) + 1} {name:<8}{what:<34}{seconds:7.2f} s")

    def relative(self, path: Path) -> str:
        """`path` as a person in the project folder would write it."""
        full = path.resolve()
        root = self.root.resolve()
        return full.relative_to(root).as_posix() if full.is_relative_to(root) else str(path)


@dataclass(frozen=True)
class Ready:
    """A project that may be built: checked, planned, with its theme."""

    handbook: Handbook
    plan: BookPlan
    theme: Theme


def check(run: Run, theme: str | None = None) -> Handbook | None:
    """Steps 1 and 2: the handbook of the project, with everything that is wrong in `run.problems`."""
    with run.step("read", "content/"):
        nodes = read_project(run.root, run.problems)
    with run.step("check", f"{len(nodes)} files"):
        handbook = check_project(run.root, nodes, run.problems)
        if handbook is not None:
            asked_at = getattr(handbook.book.theme, "at", NOWHERE) if theme is None else NOWHERE
            loaded = load_theme(theme or handbook.book.theme, run.root, run.problems, asked_at)
            check_references(handbook, run.problems)
            check_coverage(handbook, run.problems)
            check_calculations(handbook, run.problems)
            check_style(handbook, run.problems)
            check_formulas(handbook, run.problems)
            for _, _, block in handbook.blocks():
                check_block(block, run.problems)
            if loaded is not None:
                check_glyphs(handbook, loaded.fonts / "advances.json", run.problems)
                _check_drawn(handbook, loaded, run.problems)
    return handbook


def _check_drawn(handbook: Handbook, theme: Theme, problems: Problems) -> None:
    """A kind is drawn when the theme has a template for it in both outputs."""
    lacking: dict[str, str] = {}
    for _, _, block in handbook.blocks():
        kind = str(getattr(block, "kind", ""))
        if kind not in lacking:
            needed = (f"pdf/blocks/{kind}.html", f"slides/blocks/{kind}.xml")
            lacking[kind] = next((path for path in needed if theme.find(path) is None), "")
        if lacking[kind]:
            problems.error(
                block.at,
                "not-drawn",
                f"the theme “{theme.name}” does not draw blocks of the kind “{kind}”",
                f"it needs {lacking[kind]}; a theme that extends “default” has it",
            )


def extent_of(handbook: Handbook) -> str:
    """How much there is: chapters and, where the book has sources, what of them it holds."""
    count = len(handbook.chapters)
    parts = [f"{count} chapter{'' if count == 1 else 's'}"]
    if handbook.sources is not None:
        sections = [section for section in handbook.sources.sections if section.kind != "debris"]
        parts.append(f"{len(sections) - len(uncovered(handbook))} of {len(sections)} source sections")
        asked = sum(section.kind == "question" for section in sections)
        if asked:
            parts.append(f"{asked - len(unanswered(handbook))} of {asked} source questions")
    return ", ".join(parts)


def prepare(run: Run, theme: str | None = None) -> Ready:
    """Steps 1 to 3. Raises `Invalid` where anything is wrong."""
    with without_collection():
        return _prepare(run, theme)


def _prepare(run: Run, theme: str | None) -> Ready:
    handbook = check(run, theme)
    run.problems.stop_on_errors()
    assert handbook is not None
    with run.step("plan", f"{len(handbook.chapters)} chapters"):
        loaded = load_theme(theme or handbook.book.theme, run.root, Problems())
        plan = plan_book(handbook)
    assert loaded is not None
    return Ready(handbook, plan, loaded)


@contextmanager
def engine_ahead(
    run: Run, variant: Variant = PLAIN, cached: bool = True, asked: object = ()
) -> Iterator[None]:
    """While the block runs, the layout engine is loaded beside it where the project has changed; `asked` is what else
    the book depends on."""
    cache = Cache(run.root / CACHE) if cached else None
    readings = kept_readings(cache) if cache else nullcontext()
    with ahead(run.root, cache, variant, asked) as run.ahead, readings:
        yield
    run.ahead = None


def make_pdf(
    run: Run,
    ready: Ready,
    paper: str | None = None,
    chapter: str | None = None,
    variant: Variant = PLAIN,
    cached: bool = True,
) -> Made:
    """Steps 4 to 7 for the book, or for one chapter of it, in one of its forms; what was `cached` is not made again."""
    from handbook.pdf.assemble import make_book

    _need_paper(ready.theme, paper)
    check_variant(variant, run.problems)
    run.problems.stop_on_errors()
    paper = paper or variant.habitual_paper
    only = find_chapter(ready.plan, chapter) if chapter else None
    start = time.perf_counter()
    stem = only.file if only else "handbook"
    name = variant.name(stem, theme=_unusual(ready), paper=_unusual_paper(ready.theme, paper))
    with run.step("lay out", name):
        cache = Cache(run.root / CACHE) if cached else None
        foreman = run.ahead.hired() if run.ahead else None
        made = make_book(
            ready.plan, ready.theme, paper, run.problems, only, variant, cache=cache, foreman=foreman
        )
        if run.ahead and cache:
            run.ahead.remember(cache)
    for line in made.lines.told(ready.plan):
        run.tell(line)
    run.problems.stop_on_errors()
    report = Made(f"{name.removesuffix('.pdf')}-preflight.txt", made.report.encode("utf-8"), "report", 0.0)
    beside = (report,) if made.report else ()
    seconds = time.perf_counter() - start
    return Made(name, made.data, f"{made.pages} pages", seconds, beside, made.page_map)


def build(run: Run, ready: Ready, paper: str | None = None, cached: bool = True) -> list[Made]:
    """Both outputs, with `manifest.json` and `SHA256SUMS`; names are relative to the build folder."""
    book = make_pdf(run, ready, paper, cached=cached)
    lessons = Lessons(pages=book.pages, paper=paper or ready.theme.tokens.book.paper)
    made = [book]
    made += [replace(deck, name=f"slides/{deck.name}") for deck in make_slides(run, ready, lessons=lessons)]
    sums = "".join(f"{hashlib.sha256(item.data).hexdigest()}  {item.name}\n" for item in made)
    manifest = _manifest(ready, made)
    return [
        *made,
        Made("manifest.json", manifest.encode("utf-8"), "manifest", 0.0),
        Made("SHA256SUMS", sums.encode("utf-8"), "checksums", 0.0),
    ]


def write(run: Run, made: Iterable[Made], folder: Path, strict: bool = False) -> None:
    """The last step: everything that was made goes to `folder`, or nothing of it where there is a problem."""
    run.problems.stop_on_errors()
    if strict and len(run.problems):
        raise Invalid(run.problems)
    files = [one for item in made for one in (item, *item.beside)]
    with run.step("write", run.relative(folder)):
        for item in files:
            write_whole(folder / item.name, item.data)
        if any(item.name == "SHA256SUMS" for item in files):
            _drop_stale_decks(folder, {item.name for item in files})


def _drop_stale_decks(folder: Path, fresh: set[str]) -> None:
    """After a whole build, a deck of a chapter that was renamed or taken out would be taken for a current one."""
    for path in (folder / "slides").glob("[0-9][0-9]*-*.pptx"):
        if path.relative_to(folder).as_posix() not in fresh:
            path.unlink()


def _manifest(ready: Ready, made: Iterable[Made]) -> str:
    """What was built from what: edition, files, faces, libraries."""
    book = ready.handbook.book
    faces = sorted(path for path in ready.theme.fonts.iterdir() if path.suffix == ".ttf")
    return json.dumps(
        {
            "book": {
                "id": book.id,
                "title": book.title.plain,
                "edition": book.edition.plain,
                "version": book.version,
                "date": book.date.isoformat(),
            },
            "handbook": __version__,
            "theme": ready.theme.name,
            "files": {
                item.name: {
                    "bytes": len(item.data),
                    "extent": item.extent,
                    "sha256": hashlib.sha256(item.data).hexdigest(),
                }
                for item in made
            },
            "fonts": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in faces},
            "libraries": library_versions(),
        },
        ensure_ascii=False,
        indent=2,
    )


def renamed(made: Made, name: str) -> Made:
    """`made` under another name."""
    return replace(made, name=name)


def start_project(folder: Path, language: str) -> list[str]:
    """A small working handbook in `folder`, in `zh` or `en`, with its schemas; the paths that were written.

    Raises `Invalid` where the folder already holds something.
    """
    written = copy_starter(folder, language)
    for schema in make_schemas():
        write_whole(folder / "content" / "schema" / schema.name, schema.data)
        written.append(f"content/schema/{schema.name}")
    return written


def make_schemas() -> list[Made]:
    """The JSON Schema of every sort of file."""
    return [Made(name, text.encode("utf-8"), "schema", 0.0) for name, text in schemas().items()]


def look_at_machine() -> tuple[list[Finding], str]:
    """What the program needs, with what was found, and the line to type where something is missing."""
    findings = look_around(bundled_themes() / "fonts")
    missing = any(not finding.found for finding in findings)
    return findings, INSTALL[system_family()] if missing else ""


def find_chapter(plan: BookPlan, name: str) -> PlannedChapter:
    """The chapter that a person means by its number, id or file name. Raises `Invalid` where there is none."""
    for chapter in plan.chapters:
        if name.removesuffix(".yaml") in (
            chapter.chapter.id,
            chapter.file,
            str(chapter.number),
            f"{chapter.number:02d}",
        ):
            return chapter
    known = [chapter.chapter.id for chapter in plan.chapters]
    problems = Problems()
    hint = did_you_mean(name, known) or f"the chapters are {', '.join(known)}"
    problems.error(NOWHERE, "dangling-reference", f"there is no chapter “{name}”", hint)
    raise Invalid(problems)


def _unusual(ready: Ready) -> str:
    """The name of the theme, where it is not the book's own."""
    return "" if ready.theme.name == ready.handbook.book.theme else ready.theme.name


def _unusual_paper(theme: Theme, paper: str | None) -> str:
    """The name of the paper, where it is not the theme's own."""
    return "" if paper in (None, theme.tokens.book.paper) else str(paper)


def _need_paper(theme: Theme, paper: str | None) -> None:
    papers = theme.tokens.book.papers
    if paper is not None and paper not in papers:
        problems = Problems()
        hint = did_you_mean(paper, papers) or f"the papers are {', '.join(papers)}"
        problems.error(
            Place(f"themes/{theme.name}/theme.yaml"), "theme", f"there is no paper “{paper}”", hint
        )
        raise Invalid(problems)


def draft_theme(run: Run, presentation: Path, name: str | None) -> tuple[list[Made], Path]:
    """A theme drafted from a company's presentation, and the folder it goes to; `name` is that of the folder.

    Raises `Invalid` where the presentation cannot serve, or the folder is there already.
    """
    from handbook.plan.words import words_for
    from handbook.slides.dress import dress_of
    from handbook.slides.theme_draft import draft_theme as draft

    called = name or re.sub(r"[^a-z0-9]+", "-", presentation.stem.lower()).strip("-") or "brand"
    folder = run.root / "themes" / called
    if folder.exists():
        problem = Problem(Place(run.relative(folder)), "output", "the theme's folder is there already",
                          "name another theme with --name, or remove the folder")  # fmt: skip
        raise Invalid([problem])
    own = load_theme("default", run.root, run.problems)
    dress = dress_of(own, words_for("zh-CN"), run.problems, presentation) if own is not None else None
    run.problems.stop_on_errors()
    assert own is not None and dress is not None and dress.report is not None
    file = f"template{presentation.suffix.lower()}"
    made = draft(dress.report, own.tokens, called, file)
    files = [Made("theme.yaml", made.yaml.encode("utf-8"), "theme", 0.0),
             Made(file, presentation.read_bytes(), "template", 0.0)]  # fmt: skip
    if made.logo is not None:
        files.append(Made(made.logo[0], made.logo[1], "logo", 0.0))
    return files, folder
