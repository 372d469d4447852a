"""The inline tree: text with its markup, parsed once and drawn by both outputs.

An `Inline` is one paragraph; a `Prose` is one or more of them. Parsing needs a Markdown library and belongs to
`handbook.source.inline`; a parser is handed in as validation context so that the model stays free of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from handbook.model.place import NOWHERE, LocatedStr, Place


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """What carries weight: set in the bold face of the heads."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stress: emphasis dots under Chinese, italics for Latin. Chinese is never slanted."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A name or piece of code, set monospaced."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an absolute `http`, `https` or `mailto` address."""

    url: str
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A mention of the glossary entry `key`, shown as `text`: ``{term}`token` `` or ``{term}`词元 <token>` ``."""

    key: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Cite:
    """References by key, several with commas: ``{cite}`kaplan2020, hoffmann2022` ``."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """A cross reference to a chapter, section or block: ``{ref}`risk` `` or ``{ref}`下一节 <risk>` ``."""

    target: str
    text: str | None


@dataclass(frozen=True, slots=True)
class PageRef:
    """The page of a target alone: ``{page}`risk` ``."""

    target: str


@dataclass(frozen=True, slots=True)
class Abbr:
    """An abbreviation with what it stands for: ``{abbr}`TCO (总拥有成本)` ``."""

    text: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Math:
    """Inline mathematics in TeX."""

    tex: str


@dataclass(frozen=True, slots=True)
class Index:
    """An index entry at this point; `text` is printed, `entry` is listed."""

    text: str
    entry: str


@dataclass(frozen=True, slots=True)
class Ruby:
    """A base with its annotation above: ``{ruby}`汉 (hàn)` ``."""

    base: str
    annotation: str


@dataclass(frozen=True, slots=True)
class Dots:
    """Chinese with emphasis dots: ``{dots}`重点` ``."""

    text: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A remark at the foot of the page, in the notes of a deck: `正文^[注文]。`."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A forced new line."""


Node: TypeAlias = (
    Text
    | Strong
    | Emphasis
    | Code
    | Link
    | Term
    | Cite
    | Ref
    | PageRef
    | Abbr
    | Math
    | Index
    | Ruby
    | Dots
    | Footnote
    | Break
)


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Every node of a tree, parents before children, in reading order."""
    for node in nodes:
        yield node
        if isinstance(node, Strong | Emphasis | Link | Footnote):
            yield from walk(node.children)


def plain(nodes: tuple[Node, ...]) -> str:
    """The characters that a reader reads, without citations and footnotes, and with references as their own text."""
    parts: list[str] = []
    for node in nodes:
        match node:
            case Text(text) | Code(text) | Dots(text):
                parts.append(text)
            case Strong(children) | Emphasis(children) | Link(_, children):
                parts.append(plain(children))
            case Term(key, text) | Ref(key, text):
                parts.append(text or key)
            case Abbr(text, _) | Index(text, _) | Ruby(text, _):
                parts.append(text)
            case Math(tex):
                parts.append(tex)
            case Break():
                parts.append(" ")
            case Cite() | PageRef() | Footnote():
                pass
    return "".join(parts)


Parser: TypeAlias = Callable[[str], tuple[Node, ...]]
"""Turns one paragraph of marked-up text (a `LocatedStr` where it came from a file) into its nodes."""


def _parse(text: str, info: ValidationInfo) -> tuple[Node, ...]:
    parser: Parser | None = (info.context or {}).get("parse_inline")
    return parser(text) if parser else (Text(str(text)),)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "Input should be a valid string")
    if not value.strip():
        raise PydanticCustomError("empty_text", "there is no text here")
    return value


@dataclass(frozen=True, slots=True)
class Inline:
    """One paragraph of text with inline markup: CommonMark and the roles of `docs/content-reference.md`."""

    nodes: tuple[Node, ...]
    source: str
    """The text as it is written; where it came from a file it is a `LocatedStr`."""
    at: Place = NOWHERE

    @property
    def plain(self) -> str:
        """The text without its markup and citations."""
        return plain(self.nodes)

    def find(self, piece: str) -> Place:
        """Where `piece` of the source is written."""
        return self.source.find_place(piece) if isinstance(self.source, LocatedStr) else self.at

    def __str__(self) -> str:
        return self.plain

    @classmethod
    def of(cls, text: str) -> Inline:
        """Plain text as an inline tree of one node."""
        return cls((Text(text),), text)

    @classmethod
    def _validate(cls, value: object, info: ValidationInfo) -> Inline:
        if isinstance(value, Inline):
            return value
        text = _text(value)
        return cls(_parse(text, info), text, getattr(text, "at", NOWHERE))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            cls._validate,
            serialization=core_schema.plain_serializer_function_ser_schema(lambda value: str(value.source)),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "minLength": 1}


@dataclass(frozen=True, slots=True)
class Prose:
    """One or more paragraphs; in YAML one string, with a blank line between paragraphs."""

    paragraphs: tuple[Inline, ...]
    at: Place = NOWHERE

    @property
    def plain(self) -> str:
        """The text of all paragraphs, one a line."""
        return "\n".join(paragraph.plain for paragraph in self.paragraphs)

    def __str__(self) -> str:
        return self.plain

    @classmethod
    def of(cls, *texts: str) -> Prose:
        """Plain paragraphs."""
        return cls(tuple(Inline.of(text) for text in texts))

    @classmethod
    def _validate(cls, value: object, info: ValidationInfo) -> Prose:
        if isinstance(value, Prose):
            return value
        text = _text(value)
        at: Place = getattr(text, "at", NOWHERE)
        paragraphs = []
        for piece in text.split("\n\n"):
            if piece.strip():
                located = text.part(piece) if isinstance(text, LocatedStr) else piece
                paragraphs.append(Inline(_parse(located, info), located, getattr(located, "at", at)))
        return cls(tuple(paragraphs), at)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            cls._validate,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda value: "\n\n".join(paragraph.source for paragraph in value.paragraphs)
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "minLength": 1}
