"""The printed book by units: rendered, laid out in several processes or taken from the cache, and joined.

The layout engine is loaded when something has to be laid out, and not before.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from handbook.collection import without_collection
from handbook.model.place import NOWHERE
from handbook.pdf.cache import Cache, KeptBook
from handbook.pdf.foreman import Foreman
from handbook.pdf.later import DrawingJob
from handbook.pdf.line_report import LineReport
from handbook.pdf.made import MadePdf, creation_date
from handbook.pdf.meanwhile import Meanwhile
from handbook.pdf.parts import Made, page_map_of
from handbook.pdf.schedule import ByUnitsImpossible, Schedule
from handbook.pdf.setting import Setting, faces_in
from handbook.pdf.sums import file_sums, model_sum, program_sum, sum_of
from handbook.pdf.units import Unit, divide, divide_late, stands_alone
from handbook.pdf.variant import PLAIN, Variant
from handbook.pdf.workers import Crew, cores, crew_of
from handbook.plan.book import BookPlan, PlannedChapter
from handbook.problems import Problem, Problems
from handbook.theme.load import Theme

_STANDARDS = {"screen": "pdf/ua-1", "print": None}
"""The purposes whose PDF is joined from units, with what the engine calls the standard of each."""
_MISSING = "WeasyPrint: No anchor #{name} for internal URI reference"


class _Unrendered(Exception):  # noqa: N818 -- says that there is no book to lay out; why is among the problems
    """A template could not be rendered."""


def make_book(
    plan: BookPlan,
    theme: Theme,
    paper: str | None,
    problems: Problems,
    only: PlannedChapter | None = None,
    variant: Variant = PLAIN,
    *,
    cache: Cache | None = None,
    workers: int | None = None,
    foreman: Foreman | None = None,
) -> MadePdf:
    """The book of `plan`, or one chapter of it, on `paper` (by habit the theme's own), in the form of `variant`.

    The bytes are the same for any cache and any number of `workers`, by habit one a core. A `foreman` has loaded the
    engine in the meantime.
    """
    paper = paper or theme.tokens.book.paper
    if not variant.by_units:
        return _one_document(plan, theme, paper, problems, only, variant)

    @functools.cache
    def asked() -> str:
        return _sum_of_all(plan, theme, paper, only, variant) if cache else ""

    # Where someone has loaded the engine the files have changed: to look for the book would keep them waiting.
    kept = cache.book_for(asked()) if cache and not foreman else None
    if kept is None:
        order = (plan, theme, paper, only, variant)
        try:
            with without_collection():
                kept = _rendered(*order, cache, workers or cores(), foreman, errand=asked)
        except ByUnitsImpossible as reason:
            problems.warn(
                NOWHERE, "engine", f"the book is laid out as one document, which takes longer: {reason}"
            )
            return _one_document(plan, theme, paper, problems, only, variant)
        if cache and kept.key:
            cache.keep_asked(asked(), kept.key)
    problems.extend(kept.problems)
    return kept.made


def _one_document(
    plan: BookPlan,
    theme: Theme,
    paper: str,
    problems: Problems,
    only: PlannedChapter | None,
    variant: Variant,
) -> MadePdf:
    from handbook.pdf.book import make_pdf

    return make_pdf(plan, theme, paper, problems, only=only, variant=variant)


def _sum_of_all(
    plan: BookPlan, theme: Theme, paper: str, only: PlannedChapter | None, variant: Variant
) -> str:
    """A checksum of all that a book is made from: where it is known, nothing is rendered even."""
    folders = [*(folder / "pdf" for folder in theme.folders), theme.fonts, plan.handbook.content]
    files = {path for folder in folders for path in folder.rglob("*") if path.is_file()}
    return sum_of(
        "asked",
        program_sum(),
        model_sum((plan, theme, only and only.anchor)),
        repr((paper, variant, creation_date(plan))),
        *(f"{name} {total}" for name, total in file_sums(files).items()),
    )


def _rendered(
    plan: BookPlan,
    theme: Theme,
    paper: str,
    only: PlannedChapter | None,
    variant: Variant,
    cache: Cache | None,
    workers: int,
    foreman: Foreman | None,
    errand: Callable[[], object],
) -> KeptBook:
    """The book from its HTML on; the `errand` is done while others lay out. Raises `ByUnitsImpossible`."""
    from handbook.pdf.render import Renderer

    jobs: dict[str, DrawingJob] = {}
    problems = Problems()
    renderer = Renderer(
        plan,
        theme,
        paper,
        problems,
        only,
        variant,
        planned=plan.words.chinese,
        postponed=jobs,
        cache=cache,
    )
    sheets = tuple(renderer.sheets())
    if not problems.errors and not all(stands_alone(sheet.css) for sheet in sheets):
        raise ByUnitsImpossible("its style sheets count all pages, or single out the first")
    setting = Setting(
        theme,
        plan.words,
        renderer.geometry,
        sheets,
        (*theme.folders, theme.fonts, plan.handbook.content),
        faces_in(theme.fonts),
        _STANDARDS[variant.purpose],
        cache,
    )
    more = any(part.late for part in renderer.matter.back)

    def late(page_map: Mapping[str, int], pages: int) -> list[Unit]:
        text = renderer.late(page_map, pages) if more else None
        return divide_late(text) if text else []

    def html() -> Iterator[str]:
        yield from renderer.pieces()
        if problems.errors:
            raise _Unrendered

    try:
        with crew_of(workers, setting, foreman) as crew:
            units = divide(html(), more)
            kept = _by_units(units, late, jobs, setting, cache, crew, variant.purpose == "print", errand)
    except _Unrendered:
        return KeptBook(MadePdf(b"", 0, {}), tuple(problems), {})
    if problems.errors:
        return KeptBook(MadePdf(b"", 0, {}), (*problems, *kept.problems), {})
    return replace(kept, problems=(*problems, *kept.problems))


def _by_units(
    units: Iterable[Unit],
    late: Callable[[Mapping[str, int], int], list[Unit]],
    jobs: Mapping[str, DrawingJob],
    setting: Setting,
    cache: Cache | None,
    crew: Crew,
    printed: bool,
    errand: Callable[[], object],
) -> KeptBook:
    """The book from its units on; the `errand` is done while others lay out. Raises `ByUnitsImpossible`."""
    base = sum_of(program_sum(), setting.sum)

    def key(unit: Unit) -> str:
        return sum_of(base, unit.name, unit.html)

    schedule = Schedule(
        jobs,
        lambda unit, left: cache.unit(sum_of(key(unit), str(left))) if cache else None,
        lambda unit, made: _keep(cache, sum_of(key(unit), str(made.extent.left)), made),
        late,
    )

    beside = Meanwhile(schedule, [errand, *([cache.trim] if cache else [])])
    made = schedule.work(crew, units, beside.step)
    crew.dismiss()
    if cache and schedule.untouched:
        found = cache.book(sum_of("book", *map(key, schedule.units)))
        if found is not None:
            return found
    problems = Problems()
    for unit in made:
        problems.extend(unit.problems)
    problems.extend(_dangling(made))
    if problems.errors:
        return KeptBook(MadePdf(b"", 0, {}), tuple(problems), {})
    from handbook.pdf.paperwork import without_links

    _, page_map = page_map_of([unit.extent for unit in made])
    data = beside.finish(setting.faces, _identifier(setting, schedule))
    if printed:
        data = without_links(data)
    kept = KeptBook(
        MadePdf(data, sum(unit.extent.pages for unit in made), page_map, lines=_lines_of(made)),
        tuple(problems),
        {name: total for unit in made for name, total in unit.extent.files.items()},
        sum_of("book", *map(key, schedule.units)),
    )
    if cache:
        cache.keep_book(kept)
    return kept


def _lines_of(made: list[Made]) -> LineReport:
    """What became of the lines of all units, by the pages of the book."""
    report, pages = LineReport(), 0
    for unit in made:
        report = report.joined(unit.extent.lines, pages)
        pages += unit.extent.pages
    return report


def _identifier(setting: Setting, schedule: Schedule) -> str:
    """What tells this book from others, wherever the program stands: nothing of it names a folder."""
    what = repr((setting.theme.name, setting.geometry, setting.standard))
    return sum_of(what, *(unit.html for unit in schedule.units))[:32]


def _keep(cache: Cache | None, key: str, made: Made) -> None:
    if cache and not any(problem.severity == "error" for problem in made.problems):
        cache.keep_unit(key, made)


def _dangling(units: list[Made]) -> list[Problem]:
    """What links lead to and the book does not have."""
    anchors = {name for made in units for name in made.extent.anchors}
    missing = dict.fromkeys(name for made in units for name in made.part.foreign if name not in anchors)
    return [Problem(NOWHERE, "engine", _MISSING.format(name=name), "", "warning") for name in missing]
