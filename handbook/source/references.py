"""The second half of step 2, check: whether everything that is named exists, once, and is still valid."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from handbook.model.blocks import BlockBase
from handbook.model.blocks.data import Figure, Table
from handbook.model.blocks.prose import Definition
from handbook.model.book import BACK_MATTER, Erratum, Fact, SourceSection
from handbook.model.chapter import Chapter, Section
from handbook.model.element import Element
from handbook.model.handbook import Handbook
from handbook.model.inline import Cite, Footnote, Inline, PageRef, Ref, Term, walk
from handbook.model.place import NOWHERE, LocatedStr, Place
from handbook.model.questions import SourceQuestion
from handbook.model.traverse import elements, texts
from handbook.problems import Problems, did_you_mean
from handbook.source.attachments import check_picture, check_table_file

_WITHOUT_FOOTNOTES = frozenset(
    {
        "title",
        "subtitle",
        "claim",
        "slide_title",
        "slide_text",
        "label",
        "term",
        "action",
        "name",
        "definition",
    }
)


class Names:
    """Ids of one sort that others may point to, each with the place where it was given."""

    def __init__(self, sort: str, missing: str, problems: Problems) -> None:
        self._sort, self._missing, self._problems = sort, missing, problems
        self._places: dict[str, Place] = {}

    def add(self, name: str, at: Place) -> None:
        """Note that `name` was given at `at`; a second time is a problem."""
        first = self._places.setdefault(str(name), at)
        if first is not at:
            what = f"the {self._sort} “{name}” stands a second time, first in {first}"
            self._problems.error(at, "duplicate-id", what, "give one of the two another name")

    def know(self, name: str) -> None:
        """Note that `name` is always there; an author may use it for something else."""
        self._places.setdefault(name, NOWHERE)

    def need(self, name: str, at: Place) -> None:
        """Report `name`, wanted at `at`, where nothing carries it."""
        if name not in self._places:
            hint = did_you_mean(name, self._places) or self._missing
            self._problems.error(at, "dangling-reference", f"there is no {self._sort} “{name}”", hint)


def check_references(handbook: Handbook, problems: Problems) -> None:
    """Report ids that stand twice, references to nothing, files that are not there, facts that have expired."""
    _Checker(handbook, problems).check()


class _Checker:
    def __init__(self, handbook: Handbook, problems: Problems) -> None:
        self._handbook, self._problems = handbook, problems
        sources = handbook.sources
        self._targets = Names("id", "chapters, sections and blocks may carry ids", problems)
        self._terms = self._names("glossary term", "add it to content/glossary.yaml", handbook.glossary)
        self._facts = self._names("fact", "add it to content/facts.yaml", handbook.facts)
        self._references = self._names("reference", "add it to content/references.yaml", handbook.references)
        self._disclaimers = self._names(
            "disclaimer", "add it to content/book.yaml", handbook.book.disclaimers
        )
        self._documents = self._names(
            "source document", "add it to content/sources.yaml", sources.documents if sources else ()
        )
        self._sections = self._names(
            "source section", "add it to content/sources.yaml", sources.sections if sources else ()
        )

    def _names(self, sort: str, missing: str, entries: Iterable[Any]) -> Names:
        names = Names(sort, missing, self._problems)
        for entry in entries:
            names.add(entry.id, entry.at)
        return names

    def check(self) -> None:
        handbook = self._handbook
        for unit in handbook.units():
            self._targets.add(unit.id, unit.at)
            for section in unit.sections:
                self._targets.add(section.id, section.at)
        for _, _, block in handbook.blocks():
            if block.id:
                self._targets.add(block.id, block.at)
        for erratum in handbook.errata:
            self._targets.add(erratum.id, erratum.at)
        for name in BACK_MATTER:
            self._targets.know(name)
        everything = (
            *handbook.units(), handbook.facts, handbook.errata, handbook.sources, handbook.questions,
        )  # fmt: skip
        for element in elements(everything):
            if isinstance(element, Element):
                self._check_element(element)
        for text in texts((handbook.book, handbook.glossary, *everything)):
            self._check_inline(text)
        self._check_dates()

    def _check_element(self, element: Element) -> None:
        self._check_titles(element)
        if isinstance(element, Fact | Erratum):
            self._need_all(self._references, element.cite, element)
        if isinstance(element, Erratum):
            self._need_all(self._sections, element.where, element)
        if isinstance(element, Section | BlockBase):
            self._need_all(self._sections, element.sources, element)
        if isinstance(element, BlockBase):
            self._need_all(self._facts, element.facts, element)
        if isinstance(element, SourceSection):
            self._documents.need(element.document, _written_at(element.document, element))
        if isinstance(element, Definition):
            self._terms.need(element.term, _written_at(element.term, element))
        if isinstance(element, SourceQuestion) and element.where:
            self._targets.need(element.where, _written_at(element.where, element))
        if isinstance(element, Chapter) and element.disclaimer:
            self._disclaimers.need(element.disclaimer, _written_at(element.disclaimer, element))
        if isinstance(element, Figure):
            check_picture(
                self._handbook.content, element, _written_at(element.image, element), self._problems
            )
        if isinstance(element, Table) and element.data:
            check_table_file(
                self._handbook.content, element, _written_at(element.data, element), self._problems
            )

    def _check_titles(self, element: Element) -> None:
        """Titles are printed in several places, and a footnote has one."""
        for name in _WITHOUT_FOOTNOTES & set(type(element).model_fields):
            text = getattr(element, name)
            if isinstance(text, Inline) and any(isinstance(node, Footnote) for node in walk(text.nodes)):
                self._problems.error(
                    text.find("^["), "bad-markup", f"a footnote cannot stand in the field “{name}”",
                    "put it where the text speaks of it",
                )  # fmt: skip

    def _need_all(self, names: Names, keys: Iterable[str], element: Element) -> None:
        for key in keys:
            names.need(key, _written_at(key, element))

    def _check_inline(self, text: Inline) -> None:
        for node in walk(text.nodes):
            match node:
                case Term(key, _):
                    self._terms.need(key, text.find(key))
                case Ref(target, _) | PageRef(target):
                    self._targets.need(target, text.find(target))
                case Cite(keys):
                    for key in keys:
                        self._references.need(key, text.find(key))

    def _check_dates(self) -> None:
        """Facts that have expired, counted from today: an old edition should say so when it is built again."""
        today = datetime.date.today()
        for fact in self._handbook.facts:
            if fact.valid_until and fact.valid_until < today:
                self._problems.warn(
                    fact.at,
                    "expired",
                    f"the fact “{fact.id}” was valid until {fact.valid_until.isoformat()}",
                    "look it up again, and write the new date",
                )


def _written_at(key: str, element: Element) -> Place:
    return key.at if isinstance(key, LocatedStr) else element.at
