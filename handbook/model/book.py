"""The files beside the chapters: book, glossary, facts, references, sources, errata."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from handbook.model.element import Date, Element, Id, Key
from handbook.model.inline import Inline, Prose

BACK_MATTER = (
    "answers", "questions", "worksheets", "errata", "sources", "glossary", "references", "index", "colophon",
)  # fmt: skip
"""What stands behind the chapters, in its order, by the names that `{ref}` may use; written appendices follow the
answers."""


class Contributor(Element):
    """Somebody who made the book."""

    name: str
    """The name as it is printed."""
    role: Literal["author", "editor", "translator", "reviewer"] = "author"
    """What they did."""


class Disclaimer(Element):
    """A statement that the imprint, and chapters that name it, print."""

    id: Id
    """The name that chapters use."""
    text: Inline
    """The statement."""
    short: Inline
    """The statement in a few words, for slides."""


class PartOfBook(Element):
    """A part of the book with its chapters."""

    title: Inline
    """The part's title."""
    text: Inline | None = None
    """What the part is about."""
    chapters: tuple[Key, ...] = ()
    """Chapter files without their ending, such as `05-compute-cost`; a part without any is not printed."""


class Book(Element):
    """The book as a whole: `book.yaml`."""

    id: Id
    """Stable: identifiers of the outputs come from it."""
    title: Inline
    """The title."""
    subtitle: Inline | None = None
    """The second line."""
    language: Literal["zh-CN", "en"]
    """The language of the text; it decides typography and fixed words."""
    edition: Inline
    """The edition as it is printed, such as 第一版."""
    version: str
    """The version, in quotes, such as "0.1"."""
    date: Date
    """The day of the edition."""
    laws_checked: Date | None = None
    """The day to which laws and rules were checked."""
    authors: tuple[Contributor, ...] = ()
    """Who made it."""
    publisher: str | None = None
    """Who publishes it."""
    audience: Inline | None = None
    """For whom it is, on the cover."""
    scope: Inline | None = None
    """What it holds, on the cover's foot."""
    url: str | None = None
    """Where the book is to be had, for the colophon."""
    rights: Inline
    """Who may do what with the text."""
    disclaimers: tuple[Disclaimer, ...] = ()
    """Statements for the imprint."""
    front: tuple[Key, ...] = ()
    """Files of the front matter without their ending, such as `preface`: they stand before the contents."""
    parts: Annotated[tuple[PartOfBook, ...], Field(min_length=1)]
    """Parts in order; a book without parts has one, without a text."""
    appendices: tuple[Key, ...] = ()
    """Appendix files without their ending."""
    complete: bool = False
    """Whether the book holds all that its sources hold: each of their sections must then be absorbed or left out with
    a reason, and each of their questions answered."""
    theme: Key = "default"
    """The theme used where the command names none."""


class GlossaryTerm(Element):
    """A term of the glossary."""

    id: Id
    """The name that `{term}` uses."""
    term: str
    """The term."""
    english: str | None = None
    """The English term; in a book in English, the term in another language."""
    abbreviation: str | None = None
    """Its abbreviation."""
    definition: Inline
    """One sentence."""
    avoid: tuple[str, ...] = ()
    """Other words for it that the text does not use; the index leads from them to the term."""
    reading: str | None = None
    """The term's pinyin, in syllables with tone numbers such as `chong2 gou4`, where the usual reading is not its own;
    glossary and index are ordered by it."""


class Glossary(Element):
    """`glossary.yaml`."""

    terms: tuple[GlossaryTerm, ...]
    """The terms, in any order."""


class Fact(Element):
    """A verified fact."""

    id: Key
    """Its name, such as F01."""
    statement: Inline
    """The fact in a sentence."""
    figure: Inline | None = None
    """The exact numbers."""
    cite: tuple[Key, ...] = ()
    """References that show it."""
    certainty: Literal["confirmed", "partly", "own_knowledge", "unconfirmed"]
    """How it was checked; what is unconfirmed is printed as such."""
    checked: Date
    """When the evidence was seen."""
    seen: str | None = None
    """What was seen: the reference's own page, a report of it, a stored copy."""
    valid_until: Date | None = None
    """When it expires: prices, rules."""


class Facts(Element):
    """`facts.yaml`."""

    facts: tuple[Fact, ...]
    """The facts, by id."""


class Name(Element):
    """A person's or organisation's name, as CSL writes it."""

    family: str | None = None
    """Family name."""
    given: str | None = None
    """Given names or initials."""
    literal: str | None = None
    """The whole name of an organisation."""


class Reference(Element):
    """A reference, with CSL's field names."""

    id: Key
    """The key that `{cite}` uses."""
    type: Literal[
        "article-journal", "article", "paper-conference", "book", "chapter", "report", "standard", "legislation",
        "webpage", "thesis", "patent", "dataset", "software", "article-newspaper", "legal_case",
    ]  # fmt: skip
    """What it is, by CSL's name; `article` is a preprint."""
    title: str
    """The title in its own language."""
    author: tuple[Name, ...] = ()
    """Who wrote it."""
    editor: tuple[Name, ...] = ()
    """Who edited it."""
    translator: tuple[Name, ...] = ()
    """Who translated it."""
    issued: str | None = None
    """When it came out: `2020`, `2020-01` or `2020-01-23`, in quotes."""
    accessed: Date | None = None
    """When it was seen."""
    container_title: Annotated[str | None, Field(alias="container-title")] = None
    """The journal, proceedings, site or book that holds it."""
    publisher: str | None = None
    """The publisher."""
    publisher_place: Annotated[str | None, Field(alias="publisher-place")] = None
    """Where the publisher is."""
    volume: str | None = None
    """The volume."""
    issue: str | None = None
    """The issue."""
    page: str | None = None
    """The pages."""
    edition: str | None = None
    """The edition of a book."""
    number: str | None = None
    """The number of a report, standard, law or preprint: `arXiv:2001.08361`."""
    doi: Annotated[str | None, Field(alias="DOI")] = None
    """The DOI without a resolver."""
    url: Annotated[str | None, Field(alias="URL")] = None
    """The address."""
    language: Literal["zh-CN", "en"] = "en"
    """The language of the work; it decides 等 or et al."""
    confirmed: bool = True
    """Whether the work, or a reliable account of it, was seen."""
    note: str | None = None
    """For editors; not printed."""


class References(Element):
    """`references.yaml`."""

    references: tuple[Reference, ...]
    """The works, in any order."""


class SourceDocument(Element):
    """A document that the handbook was curated from."""

    id: Id
    """Its name, such as s0."""
    title: str
    """What it is."""
    short: str | None = None
    """What lists call it, in a word or two; without it they print the name."""

    @property
    def called(self) -> str:
        """How lists call it."""
        return self.short or self.id


class SourceSection(Element):
    """A section or question of a source document."""

    id: Id
    """Its name, such as s0-q01."""
    document: Id
    """The document that holds it."""
    title: str
    """Its heading, without its number."""
    number: str | None = None
    """The number that its document gives it, such as "1", "2.2.1" or 附录A, in quotes; where the document has a short
    name, lists call the section by both."""
    kind: Literal["question", "section", "case", "appendix", "debris"]
    """What it is; debris holds nothing to absorb."""
    left_out: Inline | None = None
    """What the book leaves out of it, and why; needed where nothing absorbs it."""


class Sources(Element):
    """`sources.yaml`."""

    documents: tuple[SourceDocument, ...]
    """The documents."""
    sections: tuple[SourceSection, ...]
    """Every section of them."""


class Erratum(Element):
    """Something that the sources, or many people, get wrong."""

    id: Key
    """Its name, such as E01."""
    said: Inline
    """What is said: a paraphrase, or a quotation of at most forty characters."""
    where: tuple[Id, ...] = ()
    """Sections of the sources that say it."""
    verdict: Literal["wrong", "doubtful", "unverifiable"]
    """How wrong it is."""
    correction: Prose
    """What is true."""
    cite: tuple[Key, ...] = ()
    """References that show it."""


class Errata(Element):
    """`errata.yaml`."""

    errata: tuple[Erratum, ...]
    """The errors. The book prints them by the chapters that refer to them, or absorb the sections that say them."""
