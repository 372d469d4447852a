"""Inline trees as markup of the deck outline."""

from __future__ import annotations

from html import escape

from markupsafe import Markup

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
    Ref,
    Ruby,
    Strong,
    Term,
    Text,
)
from handbook.plan.book import BookPlan


class InlineMarkup:
    """The filter `inline` of the deck's templates."""

    def __init__(self, plan: BookPlan) -> None:
        self._plan = plan

    def __call__(self, value: Inline | str | None) -> Markup:
        """A paragraph as outline markup; plain text is escaped."""
        if value is None:
            return Markup()
        if isinstance(value, Inline):
            return Markup("".join(self._node(node) for node in value.nodes))
        return Markup(escape(str(value)))

    def _all(self, nodes: tuple[Node, ...]) -> str:
        return "".join(self._node(node) for node in nodes)

    def _node(self, node: Node) -> str:
        words = self._plan.words
        match node:
            case Text(text):
                return escape(text)
            case Strong(children):
                return f"<b>{self._all(children)}</b>"
            case Emphasis(children):
                return f"<em>{self._all(children)}</em>"
            case Dots(text):
                return f"<em>{escape(text)}</em>"
            case Code(text):
                return f"<code>{escape(text)}</code>"
            case Link(url, children):
                return f'<a href="{escape(url)}">{self._all(children)}</a>'
            case Term(key, text):
                return escape(text or self._plan.handbook.terms[key].term)
            case Ref(target, text):
                return escape(text or self._plan.targets[target].label)
            case PageRef(target):
                return escape(self._plan.targets[target].label)
            case Abbr(text, meaning):
                return escape(f"{text}{words.open_bracket}{meaning}{words.close_bracket}")
            case Index(text, _):
                return escape(text)
            case Ruby(base, annotation):
                return escape(f"{base}{words.open_bracket}{annotation}{words.close_bracket}")
            case Math(tex):
                return f"<math>{escape(tex)}</math>"
            case Break():
                return "<br/>"
            case Footnote(children):
                said = escape(words.footnote).split("{text}")
                return f"<foot>{said[0]}{self._all(children)}{said[1]}</foot>"
            case Cite(keys):
                numbers = ",".join(
                    str(self._plan.cited[key].number) for key in keys if key in self._plan.cited
                )
                return f"<cite>{numbers}</cite>" if numbers else ""
