"""Inline markup to the inline tree: CommonMark inline plus roles, by markdown-it-py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.myst_role import myst_role_plugin

from handbook.model.inline import (
    Abbr,
    Break,
    Cite,
    Code,
    Dots,
    Emphasis,
    Footnote,
    Index,
    Link,
    Math,
    Node,
    PageRef,
    Ref,
    Ruby,
    Strong,
    Term,
    Text,
    walk,
)
from handbook.model.place import NOWHERE, LocatedStr, Place
from handbook.problems import Problems, did_you_mean
from handbook.source.typed_blocks import report_typed_blocks

ROLES = ("term", "cite", "ref", "page", "abbr", "math", "index", "ruby", "dots")
"""The roles an author may write: ``{role}`text` ``."""

_TITLED = re.compile(r"(?s)(.+?)\s*<([^<>]+)>")
_ANNOTATED = re.compile(r"(?s)(.+?)\s*[(（](.+)[)）]")
_HALF_ROLE = re.compile(r"\{([a-z]+)\}")
_WIDE = "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6“”‘’—…"
_CHINESE = re.compile(rf"[{_WIDE}]")
_LINE_END = re.compile(rf"(?<=[{_WIDE}])[ \t]*\n[ \t]*|[ \t]*\n[ \t]*(?=[{_WIDE}])")
_SCHEMES = ("http", "https", "mailto")
_FOREIGN = (
    (
        re.compile(r"(?<!_)__(?=[^\s_])[^_]+(?<=\S)__(?!_)"),
        "write **…** for bold, or backquotes round a name",
    ),
    (re.compile(r"~~(?=\S).+?(?<=\S)~~"), "nothing is struck out here; leave it out"),
    (re.compile(r"(?<![A-Za-z0-9_)=\]])==(?=[^\s=]).+?(?<=[^\s=])=="), "write **…** for bold, or {dots}`…`"),
    (re.compile(r"\[\^[^\]\s]+\]"), "write the note where it belongs: ^[…]"),
    (re.compile(r"\$[^$]*\\[A-Za-z]+[^$]*\$"), "write {math}`…`"),
    (re.compile(r"</?(?:br|b|strong|i|em|u|s|sub|sup|span|font|p|img)\b[^<>]*>"), "write it without HTML"),
)
"""Marks that other dialects of Markdown know, with what to write instead; here they would be printed as typed."""


class _ChineseState(StateInline):
    """Delimiters beside Chinese may open and close: `是**“重点”**的` is bold, which CommonMark's word rules miss."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 -- the library's names
        found = super().scanDelims(start, canSplitWord)
        if self.src[start] == "_":
            # Underscores are blanks to write on and parts of names; stress is written with asterisks.
            return Scanned(False, False, found.length)
        before = self.src[start - 1] if start > 0 else " "
        end = start + found.length
        after = self.src[end] if end < len(self.src) else " "
        if not (_CHINESE.match(before) or _CHINESE.match(after)):
            return found
        return Scanned(
            found.can_open or not after.isspace(), found.can_close or not before.isspace(), found.length
        )


class _ChineseInline(ParserInline):
    """The library's inline parser with the rules of `other` and delimiters that know Chinese."""

    def __init__(self, other: ParserInline) -> None:
        super().__init__()
        self.ruler, self.ruler2 = other.ruler, other.ruler2

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _ChineseState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _footnote(state: StateInline, silent: bool) -> bool:
    """The rule for `^[…]`; what stands in the brackets is marked up like any other text."""
    start = state.pos
    if not state.src.startswith("^[", start):
        return False
    end = state.md.helpers.parseLinkLabel(state, start + 1)
    if end < 0:
        return False
    if not silent:
        token = state.push("footnote", "", 0)
        token.content = state.src[start + 2 : end]
        token.children = state.md.inline.parse(token.content, state.md, state.env, [])
    state.pos = end + 1
    return True


class _AnyLink(MarkdownIt):
    """Takes every address for a link, so that a bad one is reported and not printed as it was typed."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 -- the library's name
        return True


class InlineParser:
    """Parses paragraphs; says in `problems` what means nothing."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        # Autolinks, images and raw HTML stay text: a picture is a block, and HTML belongs to one output only.
        self._markdown = _AnyLink("commonmark", {"html": False}).disable(["image", "html_inline", "autolink"])
        self._markdown.use(myst_role_plugin)
        self._markdown.inline = _ChineseInline(self._markdown.inline)
        self._markdown.inline.ruler.before("link", "footnote", _footnote)

    def __call__(self, text: str) -> tuple[Node, ...]:
        """The nodes of one paragraph."""
        report_typed_blocks(text, self._problems)
        tokens = self._markdown.parseInline(_join_lines(str(text)))
        nodes = tuple(_merge(self._nodes(iter(tokens[0].children or []), text, None)))
        for node in walk(nodes):
            if isinstance(node, Text):
                self._report_foreign(node.text, text)
        return nodes

    def _report_foreign(self, printed: str, source: str) -> None:
        for pattern, hint in _FOREIGN:
            for found in pattern.finditer(printed):
                self._bad(source, found[0], f"“{found[0]}” marks nothing here", hint)

    def _nodes(self, tokens: Iterator[Token], source: str, until: str | None) -> Iterator[Node]:
        for token in tokens:
            if token.type == until:
                return
            match token.type:
                case "text":
                    half = _HALF_ROLE.search(token.content)
                    if half and (half[1] in ROLES or did_you_mean(half[1], ROLES)):
                        self._bad(
                            source,
                            half[0],
                            f"“{half[0]}” stands here without a text",
                            f"write {{{half[1]}}}`…` with backquotes right behind it",
                        )
                    if token.content:
                        yield Text(token.content)
                case "softbreak":
                    yield Text(" ")
                case "hardbreak":
                    yield Break()
                case "code_inline":
                    yield Code(token.content)
                case "strong_open":
                    yield Strong(tuple(_merge(self._nodes(tokens, source, "strong_close"))))
                case "em_open":
                    yield Emphasis(tuple(_merge(self._nodes(tokens, source, "em_close"))))
                case "link_open":
                    children = tuple(_merge(self._nodes(tokens, source, "link_close")))
                    yield self._link(str(token.attrs.get("href", "")), children, source)
                case "footnote":
                    yield from self._footnote(token, source)
                case "myst_role":
                    yield self._role(str(token.meta["name"]), token.content.strip(), source)

    def _link(self, url: str, children: tuple[Node, ...], source: str) -> Node:
        scheme = urlsplit(url).scheme.lower()
        if scheme not in _SCHEMES:
            self._problems.error(
                _find(source, url), "bad-link", f"“{url}” is no address that a reader can follow",
                "a link needs https://, http:// or mailto:; inside the book use {ref}`id`",
            )  # fmt: skip
        return Link(url, children)

    def _footnote(self, token: Token, source: str) -> Iterator[Node]:
        children = tuple(_merge(self._nodes(iter(token.children or []), source, None)))
        if not token.content.strip():
            self._bad(source, "^[", "this footnote is empty", "write its text between the brackets: ^[…]")
        elif any(isinstance(node, Footnote) for node in walk(children)):
            self._bad(source, "^[", "a footnote stands inside a footnote", "say it in one")
        else:
            yield Footnote(children)

    def _role(self, name: str, content: str, source: str) -> Node:
        if not content:
            self._bad(
                source, f"{{{name}}}", f"the role {{{name}}} is empty", "write a text between the backquotes"
            )
            return Text("")
        titled = _TITLED.fullmatch(content)
        match name:
            case "term":
                return Term(titled[2].strip(), titled[1]) if titled else Term(content, None)
            case "ref":
                return Ref(titled[2].strip(), titled[1]) if titled else Ref(content, None)
            case "index":
                return Index(titled[1], titled[2].strip()) if titled else Index(content, content)
            case "cite":
                return Cite(tuple(key.strip() for key in content.split(",") if key.strip()))
            case "page":
                return PageRef(content)
            case "math":
                return Math(content)
            case "dots":
                return Dots(content)
            case "abbr" | "ruby":
                annotated = _ANNOTATED.fullmatch(content)
                if not annotated:
                    example = "{abbr}`TCO (总拥有成本)`" if name == "abbr" else "{ruby}`汉 (hàn)`"
                    what = f"the role {{{name}}} needs an explanation in brackets"
                    self._bad(source, content, what, f"write {example}")
                    return Text(content)
                made = Abbr if name == "abbr" else Ruby
                return made(annotated[1], annotated[2])
        hint = did_you_mean(name, ROLES) or f"the roles are {', '.join(ROLES)}"
        self._bad(source, f"{{{name}}}", f"there is no role {{{name}}}", hint)
        return Text(content)

    def _bad(self, source: str, piece: str, what: str, hint: str) -> None:
        self._problems.error(_find(source, piece), "bad-markup", what, hint)


def _find(source: str, piece: str) -> Place:
    return source.find_place(piece) if isinstance(source, LocatedStr) else NOWHERE


def _join_lines(text: str) -> str:
    """Lines of one paragraph joined: without a space beside a Chinese character, with one between Latin words."""
    return _LINE_END.sub("", text.strip())


def _merge(nodes: Iterator[Node]) -> Iterator[Node]:
    """Neighbouring texts as one."""
    held = ""
    for node in nodes:
        if isinstance(node, Text):
            held += node.text
            continue
        if held:
            yield Text(held)
            held = ""
        yield node
    if held:
        yield Text(held)
