"""Inline trees as HTML: links, references and marks, with the text set by the rules of its language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

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
from handbook.pdf.pieces import Piece, Wrap, breakable, dotted, emit, for_plan, ruby, with_spans
from handbook.pdf.row_runs import with_runs
from handbook.plan.book import BookPlan, PlannedReference
from handbook.plan.index import citation_stem, index_stem, term_stem
from handbook.typography import chinese
from handbook.typography.english import set_quotes

SLOT = '<span class="pg{run}" data-page="{anchor}">000</span>'
"""Where a page number is printed: as wide as three figures, filled in when the pages are known. In running text
(class `run`) what is not needed of it is given back to the line."""

_STOP = re.compile("[。！？；.!?;]+[”’）)]*$")
_HANZI = re.compile("[\u3400-\u9fff]")


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
    """Whether places that mention something get names, by which the index finds them. What is printed a second time,
    in a list, gets none, and leaves its footnotes where it stands first."""
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
        pieces = list(self._pieces(_with_one_bracket(nodes), ()))
        if not self.plan.words.chinese:
            return Markup("".join(emit((piece, 0, piece.text) for piece in pieces)))
        return Markup(for_plan(pieces) if self.planned else with_spans(pieces, last_line))

    def _code(self, text: str) -> Markup:
        return escape(text) if self.planned else breakable(text)

    def _pieces(self, nodes: tuple[Node, ...], path: tuple[Wrap, ...]) -> Iterator[Piece]:
        english = not self.plan.words.chinese
        for node in with_runs(nodes, self._rows):
            match node:
                case tuple():
                    yield from self._references(node, path)
                case Text(text):
                    yield Piece(set_quotes(text) if english else text, path)
                case Strong(children):
                    yield from self._pieces(children, (*path, Wrap("strong")))
                case Emphasis(children):
                    yield from self._emphasis(children, path)
                case Dots(text):
                    yield from dotted(text, path, self.planned)
                case Code(text):
                    yield Piece(chinese.CODE * len(text), path, f"<code>{self._code(text)}</code>")
                case Link(url, children):
                    yield from self._pieces(children, (*path, Wrap("a", f' href="{escape(url)}"')))
                    if self.addresses and url not in self.scanned and plain(children) not in url:
                        yield from self._pieces((Footnote((Code(url.removeprefix("mailto:")),)),), path)
                case Term(key, text):
                    yield from self._term(key, text, path)
                case Cite(keys):
                    yield Piece(chinese.NOTE, path, self._marks(keys))
                case Footnote(children) if self.marking:
                    note = f'<span class="footnote">{self._html(children, last_line=True)}</span>'
                    yield Piece(chinese.NOTE, path, note)
                case Ref(target, text):
                    yield from self._reference(target, text, path)
                case PageRef(target):
                    anchor = self.plan.targets[target].anchor
                    yield from self._number(anchor, "page", path)
                case Abbr(text, meaning):
                    yield Piece(text, (*path, Wrap("abbr", f' title="{escape(meaning)}"')))
                case Index(text, entry):
                    name = self._name(index_stem(self.plan.index_numbers.get(entry, 0)))
                    yield Piece(text, (*path, Wrap("span", "", name)))
                case Ruby(base, annotation):
                    yield from ruby(base, annotation, path)
                case Math(tex):
                    yield Piece(chinese.CODE, path, formula_html(tex, self.ink, self.plan.words))
                case Break():
                    yield Piece(chinese.NOTE, path, "<br>")

    def _emphasis(self, children: tuple[Node, ...], path: tuple[Wrap, ...]) -> Iterator[Piece]:
        """Chinese takes dots, Latin italics."""
        for piece in self._pieces(children, path):
            if piece.html or not _HANZI.search(piece.text):
                yield Piece(piece.text, (*piece.path, Wrap("em")), piece.html)
            else:
                yield from dotted(piece.text, piece.path, self.planned)

    def _term(self, key: str, text: str | None, path: tuple[Wrap, ...]) -> Iterator[Piece]:
        anchor = self.plan.term_anchor(key)
        shown = text or self.plan.handbook.terms[key].term
        name = self._name(term_stem(key))
        if anchor in self.anchors:
            yield Piece(shown, (*path, Wrap("a", f' class="term" href="#{anchor}"', name)))
        else:
            yield Piece(shown, path)

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

    def _reference(self, target: str, text: str | None, path: tuple[Wrap, ...]) -> Iterator[Piece]:
        """A label, with the page where it stands in another chapter, or is a section."""
        found = self.plan.targets[target]
        unit = self.anchors.get(found.anchor)
        printed = unit is not None
        wraps = (*path, Wrap("a", f' class="ref" href="#{found.anchor}"')) if printed else path
        yield Piece(text or found.label, wraps)
        if printed and unit != self.unit:
            yield from self._number(found.anchor, "at_page" if text is None else "in_page", path)

    def _references(self, refs: tuple[Ref, ...], path: tuple[Wrap, ...]) -> Iterator[Piece]:
        """Labels of neighbouring rows, with the page of the first."""
        words = self.plan.words
        rows = [self.plan.errata[self._rows[ref.target]] for ref in refs]
        printed = rows[0].anchor in self.anchors
        for index, row in enumerate(rows):
            label = row.number if index else words("correction", number=row.number)
            if index:
                yield Piece(words.list_comma, path)
            yield Piece(label, (*path, Wrap("a", f' class="ref" href="#{row.anchor}"')) if printed else path)
        if printed:
            yield from self._number(rows[0].anchor, "from_page", path)

    @cached_property
    def _rows(self) -> dict[str, int]:
        """The place of each erratum in its list."""
        return {row.erratum.id: place for place, row in enumerate(self.plan.errata)}

    def _number(self, anchor: str, word: str, path: tuple[Wrap, ...]) -> Iterator[Piece]:
        if anchor not in self.anchors:
            return
        before, after = str(getattr(self.plan.words, word)).split("{page}")
        yield Piece(before, path)
        yield Piece(chinese.NUMBER, path, SLOT.format(anchor=anchor, run=" run"))
        yield Piece(after, path)


def _with_one_bracket(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """`nodes` with references that follow one another, an author's and those of facts, in one bracket."""
    made: list[Node] = []
    for node in nodes:
        if node == Text(""):
            continue
        last = made[-1] if made else None
        if isinstance(node, Cite) and isinstance(last, Cite):
            made[-1] = Cite(tuple(dict.fromkeys((*last.keys, *node.keys))))
        else:
            made.append(node)
    return tuple(made)


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
