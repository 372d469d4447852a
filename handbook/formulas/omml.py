"""A formula as Office Math, the native mathematics of slides (ISO/IEC 29500-1, clause 22.1)."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from handbook.formulas.tree import (
    Accent,
    Atom,
    Fenced,
    Fraction,
    Grid,
    Node,
    Root,
    Row,
    Rule,
    Scripts,
    Space,
    argument_end,
    head_of,
    operand_end,
)

NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_SPACES = ((2.0, "\u2003\u2003"), (1.0, "\u2003"), (5 / 18, "\u2004"), (4 / 18, "\u205f"), (0.0, "\u2009"))
"""Characters for spaces of at least so many em."""


def omml(row: Row, properties: str = "") -> str:
    """`row` as an `m:oMath` element; `properties` is the `a:rPr` of every run, with its namespace declared outside."""
    return f'<m:oMath xmlns:m="{NAMESPACE}">{_Writer(properties).row(row.items)}</m:oMath>'


@dataclass(frozen=True)
class _Writer:
    properties: str

    @property
    def control(self) -> str:
        """The properties of what is no run: lines, brackets, large signs."""
        return f"<m:ctrlPr>{self.properties}</m:ctrlPr>" if self.properties else ""

    def row(self, items: tuple[Node, ...]) -> str:
        """Things side by side; large signs and functions take in what they work on."""
        made: list[str] = []
        index = 0
        while index < len(items):
            node = items[index]
            index += 1
            head = head_of(node)
            if head is not None and head.role in ("large", "function") and _is_head(node):
                ends = operand_end if head.role == "large" else argument_end
                end = ends(items, index)
                if end > index:
                    made.append(self._applied(node, head, items[index:end]))
                    index = end
                    continue
            made.append(self.node(node))
        return "".join(made)

    def _applied(self, node: Node, head: Atom, operand: tuple[Node, ...]) -> str:
        """A large sign with what it runs over, or a function with its argument."""
        sub, sup = (node.sub, node.sup) if isinstance(node, Scripts) else (None, None)
        body = f"<m:e>{self.row(operand)}</m:e>"
        if head.role == "function":
            return f"<m:func>{self._of('func')}<m:fName>{self.node(node)}</m:fName>{body}</m:func>"
        place = "undOvr" if head.limits else "subSup"
        hidden = "".join(
            f'<m:{name}Hide m:val="1"/>' for name, part in (("sub", sub), ("sup", sup)) if part is None
        )
        settings = f'<m:chr m:val={quoteattr(head.text)}/><m:limLoc m:val="{place}"/>{hidden}'
        return (
            f"<m:nary>{self._of('nary', settings)}<m:sub>{self._part(sub)}</m:sub><m:sup>{self._part(sup)}</m:sup>"
            f"{body}</m:nary>"
        )

    def _part(self, row: Row | None) -> str:
        return self.row(row.items) if row is not None else ""

    def _of(self, name: str, settings: str = "") -> str:
        """The properties of a structure."""
        inner = settings + self.control
        return f"<m:{name}Pr>{inner}</m:{name}Pr>" if inner else ""

    def node(self, node: Node) -> str:
        """One thing."""
        match node:
            case Atom():
                return self._atom(node)
            case Row(items):
                return self.row(items)
            case Space(width):
                return self._run(next(char for least, char in _SPACES if width >= least), "p")
            case Fraction(over, under, rule):
                kind = self._of("f", '<m:type m:val="bar"/>' if rule else '<m:type m:val="noBar"/>')
                return f"<m:f>{kind}<m:num>{self._part(over)}</m:num><m:den>{self._part(under)}</m:den></m:f>"
            case Root(body, degree):
                settings = self._of("rad", "" if degree else '<m:degHide m:val="1"/>')
                return f"<m:rad>{settings}<m:deg>{self._part(degree)}</m:deg><m:e>{self._part(body)}</m:e></m:rad>"
            case Scripts():
                return self._scripts(node)
            case Fenced(opening, body, closing):
                settings = f"<m:begChr m:val={quoteattr(opening)}/><m:endChr m:val={quoteattr(closing)}/>"
                return f"<m:d>{self._of('d', settings)}<m:e>{self._part(body)}</m:e></m:d>"
            case Accent(mark, base):
                settings = f"<m:chr m:val={quoteattr(mark)}/>"
                return f"<m:acc>{self._of('acc', settings)}<m:e>{self._part(base)}</m:e></m:acc>"
            case Rule(where, base):
                settings = f'<m:pos m:val="{"top" if where == "over" else "bot"}"/>'
                return f"<m:bar>{self._of('bar', settings)}<m:e>{self._part(base)}</m:e></m:bar>"
            case Grid(rows, align):
                return self._grid(rows, align)

    def _grid(self, rows: tuple[tuple[Row, ...], ...], align: str) -> str:
        settings = (
            '<m:plcHide m:val="1"/>'
            f'<m:mcs><m:mc><m:mcPr><m:count m:val="{len(rows[0])}"/><m:mcJc m:val="{align}"/></m:mcPr></m:mc></m:mcs>'
        )
        lines = "".join(
            "<m:mr>" + "".join(f"<m:e>{self._part(cell)}</m:e>" for cell in row) + "</m:mr>" for row in rows
        )
        return f"<m:m>{self._of('m', settings)}{lines}</m:m>"

    def _scripts(self, node: Scripts) -> str:
        head = head_of(node.base)
        if head is not None and head is node.base and head.limits and head.role == "function":
            made = self.node(node.base)
            for name, part in (("Low", node.sub), ("Upp", node.sup)):
                if part is not None:
                    settings = self._of(f"lim{name}")
                    made = f"<m:lim{name}>{settings}<m:e>{made}</m:e><m:lim>{self._part(part)}</m:lim></m:lim{name}>"
            return made
        name = "sSubSup" if node.sub and node.sup else "sSub" if node.sub else "sSup"
        sub = f"<m:sub>{self._part(node.sub)}</m:sub>" if node.sub else ""
        sup = f"<m:sup>{self._part(node.sup)}</m:sup>" if node.sup else ""
        return f"<m:{name}>{self._of(name)}<m:e>{self.node(node.base)}</m:e>{sub}{sup}</m:{name}>"

    def _atom(self, atom: Atom) -> str:
        if atom.role == "words":
            return self._styled(atom.text, "<m:nor/>")
        if atom.alphabet == "script":
            return self._styled(atom.text, '<m:scr m:val="script"/><m:sty m:val="p"/>')
        return self._run(atom.text, "b" if atom.alphabet == "bold" else "i" if atom.italic else "p")

    def _run(self, text: str, style: str) -> str:
        return self._styled(text, f'<m:sty m:val="{style}"/>')

    def _styled(self, text: str, style: str) -> str:
        kept = ' xml:space="preserve"' if text != text.strip() else ""
        return f"<m:r><m:rPr>{style}</m:rPr>{self.properties}<m:t{kept}>{escape(text)}</m:t></m:r>"


def _is_head(node: Node) -> bool:
    """Whether an operator itself, and not something that it is part of, carries the scripts."""
    return isinstance(node, Atom) or (isinstance(node, Scripts) and isinstance(node.base, Atom))
