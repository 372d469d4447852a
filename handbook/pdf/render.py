"""Step 4, render: a planned book as HTML and style sheets, by the templates of its theme."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from handbook import __version__
from handbook.figures.qr import code_of
from handbook.model.book import Erratum
from handbook.model.inline import Cite
from handbook.model.place import NOWHERE, Place
from handbook.pdf.cache import Cache
from handbook.pdf.colophon import colophon_of
from handbook.pdf.compiled import Compiled
from handbook.pdf.copies import blank
from handbook.pdf.faces import font_faces, latin_stack, spare_families, stack
from handbook.pdf.fields import address_of
from handbook.pdf.front import cover_of, imprint_of
from handbook.pdf.geometry import Geometry
from handbook.pdf.inline import InlineHtml, before_stop
from handbook.pdf.later import DrawingJob
from handbook.pdf.locators import Locators, stays_whole
from handbook.pdf.made import creation_date
from handbook.pdf.margin import margin_notes
from handbook.pdf.matter import Matter, end_anchor, matter_of
from handbook.pdf.motif import columns_for, stairs
from handbook.pdf.running import running_sheet
from handbook.pdf.sheet import Sheet as Sheet
from handbook.pdf.units import mark
from handbook.pdf.variant import PLAIN, Variant
from handbook.pdf.views import Surroundings, view
from handbook.plan.book import BookPlan, PlannedBlock, PlannedChapter
from handbook.plan.edition import chapter_in, edition_of
from handbook.plan.gbt7714 import format_reference
from handbook.plan.index import main_stem
from handbook.problems import Problems
from handbook.theme.load import Theme


class Renderer:
    """Renders one book, or one chapter of it, with one theme for one paper, in the form of one variant.

    `outward` is false where nothing can be put into the margin column, `planned` where paragraphs are not planned
    whole. Drawings that are asked for later are put into `postponed`; templates and listings are kept in `cache`.
    """

    def __init__(
        self,
        plan: BookPlan,
        theme: Theme,
        paper: str,
        problems: Problems,
        only: PlannedChapter | None = None,
        variant: Variant = PLAIN,
        *,
        outward: bool = True,
        planned: bool = True,
        postponed: dict[str, DrawingJob] | None = None,
        cache: Cache | None = None,
    ) -> None:
        plan = edition_of(plan, variant.edition)
        only = chapter_in(plan, only)
        geometry = Geometry(theme.tokens.book.papers[paper], theme.tokens.book, outward)
        self.plan, self.theme, self.geometry, self.problems = plan, theme, geometry, problems
        self.matter: Matter = matter_of(plan, only, variant)
        self.inline = InlineHtml(plan, self.matter.anchors, ink=theme.tokens.colours.ink.css, planned=planned)
        self._around = Surroundings(plan, theme, geometry, self.inline, problems, postponed, cache)
        scan = not variant.linked and theme.tokens.book.qr.pt > 0
        self._notes = margin_notes(plan, self.matter.chapters, geometry, self.matter.anchors, scan)
        self.inline.addresses = not variant.linked
        self.inline.scanned = frozenset(note.url for note in self._notes.values() if note.kind == "scan")
        loader = jinja2.FileSystemLoader([folder / "pdf" for folder in theme.folders])
        self._html = _environment(loader, True, cache)
        self._css = _environment(loader, False, cache)
        shared: Mapping[str, Any] = {
            "t": theme.tokens,
            "geometry": geometry,
            "words": plan.words,
            "book": plan.handbook.book,
            "variant": variant,
        }
        spare = spare_families(theme.tokens.book.type, plan.words.chinese)
        self._css.globals.update(
            shared,
            stack=lambda families: stack((*families, *spare)),
            latin_stack=lambda families: stack((*latin_stack(families, plan.words.chinese), *spare)),
            chinese=plan.words.chinese,
            planned=planned,
            chapters=self.matter.chapters,
            appendices=self.matter.appendices,
            back=self.matter.back,
            size=geometry.size,
            lead=geometry.lead,
        )
        self._html.globals.update(
            shared,
            plan=plan,
            matter=self.matter,
            version=__version__,
            line=self.inline.line,
            paragraph=self.inline.paragraph,
            paragraphs=self.inline.paragraphs,
            facts=self.inline.facts,
            text=self.inline.text,
            address=self.inline.address,
            slot=self.inline.slot,
            page_words=self.inline.page_words,
            anchors=self.matter.anchors,
            running=lambda chapter: running_sheet(chapter, end_anchor(chapter)),
            stairs=stairs,
            columns=columns_for(plan.last_number),
            block=self.block,
            enter=self._enter,
            unit=mark,
            view=lambda planned: view(planned, self._around),
            cover=cover_of(plan.handbook.book, geometry),
            imprint=imprint_of(plan.handbook.book, geometry, paper, plan.words, variant),
            disclaimers={entry.id: entry for entry in plan.handbook.book.disclaimers},
            reference=lambda entry: format_reference(entry, plan.handbook.book.language),
            corrected=self._corrected,
            created=creation_date(plan).isoformat(),
            form_field=address_of,
            blank=blank,
            beside=self._beside,
            code_of=code_of,
            colophon=colophon_of(plan.handbook, theme.fonts, plan.words),
            logo=_logo(theme),
            stays_whole=stays_whole,
        )

    def book(self) -> str | None:
        """The document but for what lists the pages of all others; None where a template is broken."""
        return self._render("book.html", NOWHERE)

    def pieces(self) -> Iterator[str]:
        """What `book` gives, piece by piece while it is rendered; it ends early where a template is broken."""
        try:
            # Markup would escape what is added to it.
            yield from map(str, self._html.get_template("book.html").generate())
        except jinja2.TemplateError as error:
            self._broken(error, "book.html", NOWHERE)

    def late(self, page_map: Mapping[str, int], pages: int) -> str | None:
        """The rest of the back matter, which lists pages of the document: glossary, references, index, colophon.

        `page_map` says on which page every place of the document is, `pages` how many there are. It begins with an
        empty page that stands for the last of them, on its side and under its number. None where there is nothing to
        print, or a template is broken.
        """
        if not any(part.late for part in self.matter.back):
            return None
        self.inline.marking = False
        side = "right" if pages % 2 else "left"
        return self._render("late.html", NOWHERE, locators=Locators(page_map), pages=pages, side=side)

    def block(self, planned: PlannedBlock) -> Markup:
        """One block, by the template of its kind."""
        made = self._render(
            f"blocks/{planned.kind}.html",
            planned.block.at,
            planned=planned,
            it=planned.block,
            view=lambda: view(planned, self._around),
        )
        return Markup(made or "")

    def sheets(self) -> Iterator[Sheet]:
        """The faces, then the style sheets of the theme in the order of their names, its parent's first."""
        faces = font_faces(self.theme.fonts, self.theme.tokens.book.type, self.plan.words.chinese)
        yield Sheet("fonts.yaml", faces)
        names: dict[str, None] = {}
        for folder in reversed(self.theme.folders):
            names.update(dict.fromkeys(sorted(path.name for path in (folder / "pdf").glob("*.css"))))
        for name in names:
            try:
                yield Sheet(name, self._css.get_template(name).render())
            except jinja2.TemplateError as error:
                self._broken(error, name, NOWHERE)

    def _beside(self, planned: PlannedBlock) -> Markup:
        """What stands in the margin beside a block; nothing beside most."""
        note = self._notes.get(planned.anchor)
        if note is None:
            return Markup()
        marking, self.inline.marking = self.inline.marking, False
        made = self._render(
            "note.html", planned.block.at, note=note, place=f"{main_stem(note.key)}{self.inline.unit}"
        )
        self.inline.marking = marking
        return Markup(made or "")

    def _enter(self, anchor: str, marking: bool = True) -> str:
        """Say which chapter or appendix is printed from here on, and whether the index leads to what it mentions; a
        template calls it and prints nothing."""
        self.inline.unit, self.inline.marking = anchor, marking
        return ""

    def _corrected(self, erratum: Erratum) -> list[Markup]:
        """What is true instead, with the references that show it."""
        last = erratum.correction.paragraphs[-1]
        cited = replace(last, nodes=before_stop(last.nodes, (Cite(erratum.cite),) if erratum.cite else ()))
        return self.inline.paragraphs(
            replace(erratum.correction, paragraphs=(*erratum.correction.paragraphs[:-1], cited))
        )

    def _render(self, name: str, at: Place, **values: Any) -> str | None:
        try:
            return self._html.get_template(name).render(**values)
        except jinja2.TemplateError as error:
            self._broken(error, name, at)
        return None

    def _broken(self, error: jinja2.TemplateError, name: str, at: Place) -> None:
        """Report a template that cannot be rendered, at the line of the template."""
        file, line = name, 0
        if isinstance(error, jinja2.TemplateSyntaxError):
            file, line = error.filename or name, error.lineno
        else:
            for frame in traceback.extract_tb(error.__traceback__):
                if frame.filename.endswith((".html", ".css")):
                    file, line = frame.filename, frame.lineno or 0
        hint = f"it was rendering the block at {at}" if at != NOWHERE else ""
        self.problems.error(
            Place(self._named(file), line, 1 if line else 0), "template", str(error.message), hint
        )

    def _named(self, file: str) -> str:
        """A template's file as the theme's author knows it."""
        for folder in self.theme.folders:
            if Path(file).is_relative_to(folder):
                return f"themes/{folder.name}/{Path(file).relative_to(folder).as_posix()}"
        return file


def _environment(loader: jinja2.BaseLoader, autoescape: bool, cache: Cache | None) -> jinja2.Environment:
    return jinja2.Environment(
        bytecode_cache=Compiled(cache, autoescape) if cache else None,
        auto_reload=False,
        loader=loader,
        autoescape=autoescape,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


def _logo(theme: Theme) -> str | None:
    """The address of the theme's logo."""
    found = theme.find(theme.tokens.book.logo) if theme.tokens.book.logo else None
    return found.resolve().as_uri() if found is not None else None
