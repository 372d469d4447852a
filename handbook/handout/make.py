"""The handout of a deck as a PDF: slides in frames, three on a page, with lines to write on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import jinja2
import weasyprint

from handbook.handout.views import SlideDrawer
from handbook.model.place import NOWHERE
from handbook.pdf.faces import font_faces, spare_families, stack
from handbook.pdf.files import LocalFiles
from handbook.pdf.logs import collect_logs
from handbook.pdf.made import creation_date
from handbook.pdf.stock import FontConfiguration
from handbook.plan.book import BookPlan
from handbook.problems import Problems
from handbook.slides.chapter import MadeDeck
from handbook.theme.length import Length
from handbook.theme.load import Theme

SLIDE_WIDTH = Length.parse("104mm")
"""How wide a slide is printed."""
_A_PAGE = 3
"""Slides on a page."""


@dataclass(frozen=True)
class MadeHandout:
    """A handout as it was made."""

    data: bytes
    pages: int


def make_handout(made: MadeDeck, plan: BookPlan, problems: Problems) -> MadeHandout:
    """The handout of a deck; empty, with problems, where a template is wrong."""
    if made.deck is None or made.dress is None:
        return MadeHandout(b"", 0)
    deck, theme, layouts = made.deck, made.dress.theme, made.dress.layouts
    scale = SLIDE_WIDTH.pt / theme.tokens.deck.width.pt
    drawer = SlideDrawer(layouts, theme, plan.words, plan.handbook.content, scale, problems)
    slides = list(drawer.slides(deck))
    type_ = theme.tokens.book.type
    spare = spare_families(type_, plan.words.chinese)
    values = {
        "sheets": [slides[start : start + _A_PAGE] for start in range(0, len(slides), _A_PAGE)],
        "title": deck.title,
        "book": plan.handbook.book,
        "words": plan.words,
        "colours": theme.tokens.colours,
        "slide_width": SLIDE_WIDTH,
        "slide_height": Length(scale * theme.tokens.deck.height.pt),
        "head": stack((*type_.head, *spare)),
        "mono": stack((*type_.mono, *type_.head, *spare)),
        "faces": font_faces(theme.fonts, type_, plan.words.chinese),
        "created": creation_date(plan).isoformat(),
    }
    try:
        html = _environment(theme, escape=True).get_template("handout.html").render(values)
        css = _environment(theme, escape=False).get_template("handout.css").render(values)
    except jinja2.TemplateError as error:
        problems.error(NOWHERE, "template", f"the handout's template cannot be rendered: {error}")
        return MadeHandout(b"", 0)
    with collect_logs(problems):
        fonts = FontConfiguration()
        sheet = weasyprint.CSS(string=css, font_config=fonts)
        files = LocalFiles((*theme.folders, theme.fonts, plan.handbook.content))
        document = weasyprint.HTML(string=html, base_url=theme.fonts.as_uri(), url_fetcher=files)
        laid = document.render(stylesheets=[sheet], font_config=fonts)
        identifier = hashlib.sha256(html.encode()).hexdigest()[:32].encode()
        data: bytes = laid.write_pdf(pdf_identifier=identifier)
    return MadeHandout(data, len(laid.pages))


def _environment(theme: Theme, *, escape: bool) -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader([folder / "handout" for folder in theme.folders]),
        undefined=jinja2.StrictUndefined,
        autoescape=escape,
        trim_blocks=True,
        lstrip_blocks=True,
    )
