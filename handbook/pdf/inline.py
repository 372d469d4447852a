"""Inline trees as HTML: links, references and marks, with the text set by the rules of its language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from handbook.model.blocks import BlockBase
from handbook.model.inline import (
    Abbr,
    Break,
    Cite,
    Code,
    Dots,
    Emphasis,
    Footnote,
    Index,
    Inline,
    Link,
    Math,
    Node,
    PageRef,
    Prose,
    Ref,
    Ruby,
    Strong,
    Term,
    Text,
    plain,
    walk,
)
from handbook.model.traverse import NOT_PRINTED, texts
from handbook.pdf.math import formula_html
from handbook.plan.book import BookPlan, PlannedReference
from handbook.plan.index import citation_stem, index_stem, term_stem
from handbook.typography import chinese
from handbook.typography.english import set_quotes

SLOT = '<span class="pg{run}" data-page="{anchor}">000</span>'
"""Where a page number is printed: as wide as three figures, filled in when the pages are known. In running text
(class `run`) what is not needed of it is given back to the line."""

_STOP = re.compile("[。！？；.!?;]+[”’）)]*$")
_HANZI = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True)
class _Wrap:
    """An element around text. One that is divided is opened again without its id."""

    tag: str
    attributes: str = ""
    identity: str = ""

    def opening(self, again: bool) -> str:
        identity = f' id="{self.identity}"' if self.identity and not again else ""
        return f"<{self.tag}{identity}{self.attributes}>"


@dataclass
class _Piece:
    """Characters under the same elements, or one thing that is not text."""

    text: str
    """The characters; a stand-in for what is not text."""
    path: tuple[_Wrap, ...]
    html: str = ""
    """What is printed for a thing that is not text."""


@dataclass
class InlineHtml:
    """Turns the inline trees of one book into HTML."""

    plan: BookPlan
    anchors: dict[str, str]
    """The anchors of what is printed, each with the chapter or appendix it stands in: to others there are no links
    and no page numbers."""
    unit: str = ""
    """The anchor of the chapter or appendix that is being printed."""
    marking: bool = True
    """Whether places that mention something get names, by which the index finds them."""
    addresses: bool = False
    """Whether the addresses of links are printed, as footnotes: paper has no links."""
    scanned: frozenset[str] = frozenset()
    """Addresses that stand in the margin, as codes, and need no footnote."""
    _marked: Counter[str] = field(default_factory=Counter)
    """How many places have got a name, by the beginning of it."""
    ink: str = "black"
    """The colour of outlines of mathematics, as CSS writes it."""
    planned: bool = True
    """Whether the engine plans the paragraphs: then nothing is added to the text for the sake of its lines."""

    def line(self, inline: Inline | None) -> Markup:
        """A title, label or cell: as a paragraph, but free to end in a short line."""
        return self._html(inline.nodes, last_line=False) if inline else Markup()

    def paragraph(self, inline: Inline | None, block: BlockBase | None = None) -> Markup:
        """A paragraph; with `block`, its last one, which also carries the references of the block's facts."""
        if inline is None:
            return Markup()
        nodes = self._with_facts(inline.nodes, block) if block is not None else inline.nodes
        return self._html(nodes, last_line=True)

    def paragraphs(self, prose: Prose | None, block: BlockBase | None = None) -> list[Markup]:
        """The paragraphs of a prose text, the last with the references of the block's facts."""
        if prose is None:
            return []
        last = len(prose.paragraphs) - 1
        return [
            self.paragraph(part, block if index == last else None)
            for index, part in enumerate(prose.paragraphs)
        ]

    def facts(self, block: BlockBase) -> Markup:
        """The references of the block's facts alone, for what has no paragraph to carry them."""
        return self._html(self._fact_nodes(block), last_line=False)

    def slot(self, anchor: str) -> Markup:
        """The page number of `anchor`; nothing where the anchor is not printed."""
        return Markup(SLOT.format(anchor=anchor, run="")) if anchor in self.anchors else Markup()

    def page_words(self, word: str, anchor: str) -> Markup:
        """A fixed word with the page of `anchor` in it, such as 答案见 78 页; nothing where it is not printed."""
        if anchor not in self.anchors:
            return Markup()
        before, after = str(getattr(self.plan.words, word)).split("{page}")
        slot = Markup(SLOT.format(anchor=anchor, run=" run"))
        return Markup('<a class="page" href="#{}">{}{}{}</a>').format(anchor, before, slot, after)

    def text(self, text: str) -> Markup:
        """Plain characters, set by the rules of the language."""
        return self._html((Text(text),), last_line=False)

    def address(self, text: str) -> Markup:
        """A reference: its addresses are links, and may break at their own signs."""
        nodes: list[Node] = []
        for part in re.split(r"(https?://[!-~]+)", text):
            if part.startswith("http"):
                bare = part.rstrip(".,;")
                nodes += [Link(bare, (Code(bare),)), Text(part[len(bare) :])]
            else:
                nodes.append(Text(part))
        return self._html(tuple(nodes), last_line=False)

    def _with_facts(self, nodes: tuple[Node, ...], block: BlockBase) -> tuple[Node, ...]:
        """`nodes` with the block's own references before the final stop."""
        return before_stop(nodes, self._fact_nodes(block))

    def _fact_nodes(self, block: BlockBase) -> tuple[Node, ...]:
        """What the facts of a block add: references that it does not cite itself, and 未确认."""
        facts = [self.plan.handbook.facts_by_id[key] for key in block.facts]
        cited = {
            key
            for text in _texts_of(block)
            for node in walk(text.nodes)
            if isinstance(node, Cite)
            for key in node.keys
        }
        keys = dict.fromkeys(key for fact in facts for key in fact.cite if key not in cited)
        nodes: list[Node] = [Cite(tuple(keys))] if keys else []
        if any(fact.certainty == "unconfirmed" for fact in facts):
            words = self.plan.words
            nodes.append(Text(f"{words.open_bracket}{words.unconfirmed}{words.close_bracket}"))
        return tuple(nodes)

    def _html(self, nodes: tuple[Node, ...], last_line: bool) -> Markup:
        pieces = list(self._pieces(nodes, ()))
        if not self.plan.words.chinese:
            return Markup("".join(_emit((piece, 0, piece.text) for piece in pieces)))
        return Markup(_planned(pieces) if self.planned else _set_chinese(pieces, last_line))

    def _code(self, text: str) -> Markup:
        return escape(text) if self.planned else _breakable(text)

    def _pieces(self, nodes: tuple[Node, ...], path: tuple[_Wrap, ...]) -> Iterator[_Piece]:
        english = not self.plan.words.chinese
        for node in nodes:
            match node:
                case Text(text):
                    yield _Piece(set_quotes(text) if english else text, path)
                case Strong(children):
                    yield from self._pieces(children, (*path, _Wrap("strong")))
                case Emphasis(children):
                    yield from self._emphasis(children, path)
                case Dots(text):
                    yield from _dotted(text, path)
                case Code(text):
                    yield _Piece(chinese.CODE * len(text), path, f"<code>{self._code(text)}</code>")
                case Link(url, children):
                    yield from self._pieces(children, (*path, _Wrap("a", f' href="{escape(url)}"')))
                    if self.addresses and url not in self.scanned and plain(children) not in url:
                        yield from self._pieces((Footnote((Code(url.removeprefix("mailto:")),)),), path)
                case Term(key, text):
                    yield from self._term(key, text, path)
                case Cite(keys):
                    yield _Piece(chinese.NOTE, path, self._marks(keys))
                case Footnote(children):
                    note = f'<span class="footnote">{self._html(children, last_line=True)}</span>'
                    yield _Piece(chinese.NOTE, path, note)
                case Ref(target, text):
                    yield from self._reference(target, text, path)
                case PageRef(target):
                    anchor = self.plan.targets[target].anchor
                    yield from self._number(anchor, "page", path)
                case Abbr(text, meaning):
                    yield _Piece(text, (*path, _Wrap("abbr", f' title="{escape(meaning)}"')))
                case Index(text, entry):
                    name = self._name(index_stem(self.plan.index_numbers.get(entry, 0)))
                    yield _Piece(text, (*path, _Wrap("span", "", name)))
                case Ruby(base, annotation):
                    yield _Piece(
                        base[:1], path, f'<span class="ruby">{escape(base)}<i>{escape(annotation)}</i></span>'
                    )
                case Math(tex):
                    yield _Piece(chinese.CODE, path, formula_html(tex, self.ink))
                case Break():
                    yield _Piece(chinese.NOTE, path, "<br>")

    def _emphasis(self, children: tuple[Node, ...], path: tuple[_Wrap, ...]) -> Iterator[_Piece]:
        """Chinese takes dots, Latin italics."""
        for piece in self._pieces(children, path):
            if piece.html or not _HANZI.search(piece.text):
                yield _Piece(piece.text, (*piece.path, _Wrap("em")), piece.html)
            else:
                yield from _dotted(piece.text, piece.path)

    def _term(self, key: str, text: str | None, path: tuple[_Wrap, ...]) -> Iterator[_Piece]:
        anchor = self.plan.term_anchor(key)
        shown = text or self.plan.handbook.terms[key].term
        name = self._name(term_stem(key))
        if anchor in self.anchors:
            yield _Piece(shown, (*path, _Wrap("a", f' class="term" href="#{anchor}"', name)))
        else:
            yield _Piece(shown, path)

    def _name(self, stem: str) -> str:
        """A name for a place that mentions something; nothing where places get none."""
        if not self.marking:
            return ""
        start = f"{stem}{self.unit or 'back'}-"
        self._marked[start] += 1
        return f"{start}{self._marked[start]}"

    def _marks(self, keys: tuple[str, ...]) -> str:
        found = [self.plan.cited[key] for key in keys if key in self.plan.cited]
        shown = ", ".join(self._mark(entry) for entry in sorted(found, key=lambda entry: entry.number))
        return f'<sup class="cite">[{shown}]</sup>'

    def _mark(self, entry: PlannedReference) -> str:
        if entry.anchor not in self.anchors:
            return str(entry.number)
        name = self._name(citation_stem(entry.number))
        identity = f' id="{name}"' if name else ""
        return f'<a{identity} href="#{entry.anchor}">{entry.number}</a>'

    def _reference(self, target: str, text: str | None, path: tuple[_Wrap, ...]) -> Iterator[_Piece]:
        """A label, with the page where it stands in another chapter."""
        found = self.plan.targets[target]
        unit = self.anchors.get(found.anchor)
        printed = unit is not None
        wraps = (*path, _Wrap("a", f' class="ref" href="#{found.anchor}"')) if printed else path
        yield _Piece(text or found.label, wraps)
        if printed and unit != self.unit:
            yield from self._number(found.anchor, "at_page" if text is None else "in_page", path)

    def _number(self, anchor: str, word: str, path: tuple[_Wrap, ...]) -> Iterator[_Piece]:
        if anchor not in self.anchors:
            return
        before, after = str(getattr(self.plan.words, word)).split("{page}")
        yield _Piece(before, path)
        yield _Piece(chinese.NUMBER, path, SLOT.format(anchor=anchor, run=" run"))
        yield _Piece(after, path)


def before_stop(nodes: tuple[Node, ...], marks: tuple[Node, ...]) -> tuple[Node, ...]:
    """`nodes` with `marks` before the final stop, where Chinese sets them."""
    if marks and nodes and isinstance(nodes[-1], Text):
        text = nodes[-1].text
        stop = _STOP.search(text)
        end = stop.start() if stop else len(text)
        return (*nodes[:-1], Text(text[:end]), *marks, Text(text[end:]))
    return (*nodes, *marks)


def _texts_of(block: BlockBase) -> Iterator[Inline]:
    """What a block prints."""
    return texts(block, NOT_PRINTED | {"note", "slide_text", "slide_title"})


def _dotted(text: str, path: tuple[_Wrap, ...]) -> Iterator[_Piece]:
    """Emphasis dots: one under each character that is not a mark."""
    for char in text:
        yield _Piece(char, (*path, _Wrap("span", ' class="dot"')) if _HANZI.match(char) else path)


def _breakable(code: str) -> Markup:
    """Code that may break after its own punctuation."""
    return Markup("<wbr>").join(escape(part) for part in re.findall(r"[^./_\-?&=]*[./_\-?&=]*", code) if part)


_TOGETHER = _Wrap("span", ' class="nb"')
_LATIN = _Wrap("span", ' class="latin"')
_DASH = _Wrap("span", ' class="dash"')


def _planned(pieces: list[_Piece]) -> str:
    """The pieces as HTML for planned lines: only Latin stretches are named, for their own quotes and dashes."""
    latin = {
        at for start, end in chinese.latin_runs("".join(p.text for p in pieces)) for at in range(start, end)
    }
    made: list[tuple[_Piece, int, str]] = []
    position = 0
    for piece in pieces:
        if piece.html:
            made.append((piece, 0, ""))
        else:
            for at, char in enumerate(piece.text, start=position):
                made.append((_Piece("", (*piece.path, _LATIN) if at in latin else piece.path), 0, char))
        position += len(piece.text)
    return "".join(_emit(iter(made)))


def _set_chinese(pieces: list[_Piece], last_line: bool) -> str:
    """The pieces as HTML with everything done to them that Chinese asks for."""
    text = "".join(piece.text for piece in pieces)
    setting = chinese.set_paragraph(text, last_line=last_line)
    groups = [0] * len(text)
    inner: list[tuple[_Wrap, ...]] = [()] * len(text)
    for number, (start, end) in enumerate(setting.together, start=1):
        groups[start:end] = [number] * (end - start)
    for ranges, wrap in ((setting.latin, _LATIN), (setting.dashes, _DASH)):
        for start, end in ranges:
            inner[start:end] = [(*before, wrap) for before in inner[start:end]]
    made: list[tuple[_Piece, int, str]] = []
    position = 0
    for piece in pieces:
        if piece.html:
            if position in setting.spaces:
                made.append((_Piece(" ", ()), groups[position], " "))
            made.append((piece, groups[position] if groups else 0, ""))
            position += len(piece.text)
            continue
        for offset, char in enumerate(piece.text, start=position):
            if offset in setting.spaces and offset:
                path = piece.path if offset > position else ()
                joined = groups[offset] if groups[offset] == groups[offset - 1] else 0
                made.append((_Piece("", path), joined, " "))
            made.append((_Piece("", (*piece.path, *inner[offset])), groups[offset], char))
        position += len(piece.text)
    return "".join(_emit(iter(made)))


def _emit(pieces: Iterator[tuple[_Piece, int, str]]) -> Iterator[str]:
    """HTML of pieces with their group of what stays together, opening and closing what lies around them."""
    open_now: list[tuple[_Wrap, int]] = []
    seen: set[int] = set()
    for piece, group, text in pieces:
        wanted = ([(_TOGETHER, group)] if group else []) + [(wrap, 0) for wrap in piece.path]
        shared = 0
        while (
            shared < min(len(open_now), len(wanted))
            and open_now[shared][0] is wanted[shared][0]
            and open_now[shared][1] == wanted[shared][1]
        ):
            shared += 1
        while len(open_now) > shared:
            yield f"</{open_now.pop()[0].tag}>"
        for wrap, number in wanted[shared:]:
            yield wrap.opening(again=id(wrap) in seen)
            seen.add(id(wrap))
            open_now.append((wrap, number))
        yield piece.html or str(escape(text))
    while open_now:
        yield f"</{open_now.pop()[0].tag}>"
