"""The printed book: steps 4 to 6 of the road, from the plan to the bytes of a PDF."""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import weasyprint

from handbook.model.place import NOWHERE
from handbook.pdf.archive import for_archive
from handbook.pdf.booklet import for_folding
from handbook.pdf.boxes import Page
from handbook.pdf.engine import fill_slots, hooked
from handbook.pdf.files import LocalFiles
from handbook.pdf.forms import with_fields
from handbook.pdf.golden import may_plan
from handbook.pdf.lines import line_report
from handbook.pdf.logs import collect_logs
from handbook.pdf.made import MadePdf as MadePdf
from handbook.pdf.made import creation_date
from handbook.pdf.paperwork import without_links
from handbook.pdf.render import Renderer
from handbook.pdf.stock import FontConfiguration, known_engine
from handbook.pdf.variant import PLAIN, Variant
from handbook.plan.book import BookPlan, PlannedChapter
from handbook.problems import Problems
from handbook.theme.load import Theme

_MM_PER_POINT = 25.4 / 72
_ENGINE_VARIANTS = {"screen": "pdf/ua-1", "archive": "pdf/a-3a"}
"""What the engine calls the standards that it writes; other files are made from its plain one."""


def make_pdf(
    plan: BookPlan,
    theme: Theme,
    paper: str | None,
    problems: Problems,
    only: PlannedChapter | None = None,
    variant: Variant = PLAIN,
) -> MadePdf:
    """The book of `plan`, or one chapter of it, on `paper` (by habit the theme's own), in the form of `variant`."""
    paper = paper or theme.tokens.book.paper
    strange = known_engine()
    if strange:
        problems.warn(
            NOWHERE, "engine", f"the layout engine is not the one that is known: {strange}",
            "lines of Chinese stay ragged and notes stand in the text; install weasyprint 70",
        )  # fmt: skip
    planned = not strange and plan.words.chinese and may_plan(problems)
    renderer = Renderer(plan, theme, paper, problems, only, variant, outward=not strange, planned=planned)
    html = renderer.book()
    with collect_logs(problems):
        fonts = FontConfiguration()
        sheets = []
        for sheet in renderer.sheets():
            with collect_logs(problems, sheet.name):
                sheets.append(weasyprint.CSS(string=sheet.css, font_config=fonts))
        if html is None or problems.errors:
            return MadePdf(b"", 0, {})
        files = LocalFiles((*theme.folders, theme.fonts, plan.handbook.content))
        options: dict[str, Any] = {
            "pdf_variant": _ENGINE_VARIANTS.get(variant.purpose),
            "pdf_identifier": _identifier(html, f"{paper} {variant.purpose}"),
        }

        def render(text: str) -> Any:
            document = weasyprint.HTML(string=text, base_url=theme.fonts.as_uri(), url_fetcher=files)
            return document.render(stylesheets=sheets, font_config=fonts, **options)

        if strange:
            # A second layout prints the page numbers that the first one found.
            found = _page_map(with_late(render(html), renderer, render).pages)
            laid = with_late(render(with_numbers(html, found)), renderer, render)
            return MadePdf(laid.write_pdf(**options), len(laid.pages), _page_map(laid.pages))
        with hooked(Page.of(renderer.geometry, plan.words.chinese, planned)):
            laid = with_late(render(html), renderer, render)
            if problems.errors:
                return MadePdf(b"", 0, {})
            page_map = _page_map(laid.pages)
            for made in laid.pages:
                fill_slots(made._page_box, page_map)
            with warnings.catch_warnings():
                # For an archive the engine reads its profile of the screen and leaves closing it to chance.
                warnings.simplefilter("ignore", ResourceWarning)
                data: bytes = laid.write_pdf(**options)
    lines = line_report(made._page_box for made in laid.pages)
    return _finished(MadePdf(data, len(laid.pages), page_map, lines=lines), variant, plan, theme, problems)


def _finished(made: MadePdf, variant: Variant, plan: BookPlan, theme: Theme, problems: Problems) -> MadePdf:
    """What was laid out, made ready for where it goes."""
    match variant.purpose:
        case "print":
            return replace(made, data=without_links(made.data))
        case "press":
            return _pressed(made, variant, plan, theme, problems)
        case "archive":
            content = plan.handbook.content
            return replace(made, data=for_archive(made.data, content, creation_date(plan)))
        case "booklet":
            return replace(made, data=for_folding(made.data))
        case "screen" if variant.fillable:
            return replace(made, data=with_fields(made.data, theme.fonts))
        case _:
            return made


def _pressed(made: MadePdf, variant: Variant, plan: BookPlan, theme: Theme, problems: Problems) -> MadePdf:
    """The press's file, with its report."""
    from handbook.pdf.preflight import preflight
    from handbook.pdf.press import for_press
    from handbook.pdf.profile import Press

    assert variant.profile is not None
    bleed = theme.tokens.book.bleed
    title = plan.handbook.book.title.plain
    data = for_press(made.data, Press(variant.profile), title, creation_date(plan), bleed.pt)
    found = preflight(data)
    found.judge(problems, bleed.pt * _MM_PER_POINT)
    return replace(made, data=data, report=found.report())


def with_late(laid: Any, renderer: Renderer, render: Callable[[str], Any]) -> Any:
    """The document with the back matter that lists its pages, which is laid out now that they are known."""
    late = renderer.late(_page_map(laid.pages), len(laid.pages))
    if late is None:
        return laid
    _, *pages = render(late).pages
    return laid.copy([*laid.pages, *pages])


def _identifier(html: str, paper: str) -> bytes:
    """An identifier that the same book always has."""
    return hashlib.sha256(f"{paper}\0{html}".encode()).hexdigest()[:32].encode()


def with_numbers(html: str, page_map: Mapping[str, int]) -> str:
    """`html` with page numbers in its slots."""
    return re.sub(r'(data-page="([^"]+)">)000', lambda match: f"{match[1]}{page_map.get(match[2], 0)}", html)


def _page_map(laid_pages: Iterable[Any]) -> dict[str, int]:
    """The page of every anchor; of one that stands on several pages, the first."""
    pages: dict[str, int] = {}
    for number, page in enumerate(laid_pages, start=1):
        for anchor in page.anchors:
            pages.setdefault(anchor, number)
    return pages
