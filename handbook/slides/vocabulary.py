"""The deck outline: a small closed vocabulary of XML, read strictly.

Templates write it, people may read it (`handbook slides --keep-outline`), and nothing else means anything in it::

    deck      title lang
      section   name [number]            a section of the deck; number is its segment of the progress line
        block     anchor                   what a block gives the deck: slides, choices and notes
        recap                              the slide that ends a long section; the lesson fills its rows
        slide     id layout anchor place [audience]   one slide; anchor and place say what it came from
          eyebrow                          the line above the title
          title                            the title
          text      in [tone] [overflow]   paragraphs for the placeholder `in`
            p         [level] [bullet] [keep]
          rows      in                     numbered placeholders in1, in2 ...: a row each, in columns where it says so
            row       [tone]
              p
          table     block [in]             the table of a block
          listing   block                  the code of a block, for the place `code`
          chart     block                  the chart of a block
          diagram   block                  the diagram of a block
          formula   block                  the formula of a block, for the place `formula`
          picture   src alt                a picture below the content's images
          scan      href alt               an address as a code for telephones
          agenda                           the sections with their minutes
            item      number name to [minutes]
          source                           the source line
            piece
          notes                            what the trainer says
            p         role                 time, say, ask, answer, told, source or next
        choice                             ways to show the same; the first that fits is taken
          try                              slides
        notes                              as above, for the slide before

Within paragraphs: `b` (bold), `em` (stress), `code`, `a` (href outside, to a slide), `math` (TeX), `cite` (numbers of
references, shown in notes only), `foot` (a footnote, shown in notes only), `mark tone` (accent, quiet, warn, good,
text), `unit` (small beside a large number), `tab`, `br`.
"""

from __future__ import annotations

from lxml import etree

from handbook.model.place import Place
from handbook.problems import Problems, did_you_mean
from handbook.slides.deck import ROLES
from handbook.slides.layouts import LayoutSet

_INLINE = "b em code a math cite foot mark unit tab br"
CHILDREN = {
    "deck": "section", "section": "slide choice notes block recap", "block": "slide choice notes",
    "recap": "slide", "choice": "try", "try": "slide",
    "slide": "eyebrow title text rows table listing chart diagram formula picture scan agenda source notes",
    "text": "p", "rows": "row", "row": "p", "agenda": "item", "source": "piece", "notes": "p",
    "table": "", "listing": "", "chart": "", "diagram": "", "formula": "", "picture": "", "scan": "", "item": "",
    **dict.fromkeys(("eyebrow", "title", "p", "piece", "b", "em", "a", "foot", "mark", "unit"), _INLINE),
    **dict.fromkeys(("code", "math", "cite", "tab", "br"), ""),
}  # fmt: skip
"""What may stand in each element."""
ATTRIBUTES: dict[str, tuple[str, str]] = {
    "deck": ("title lang", ""), "section": ("name", "number"), "slide": ("id layout anchor place", "audience"),
    "block": ("anchor", ""),
    "text": ("in", "tone overflow"), "rows": ("in", ""), "row": ("", "tone"), "p": ("", "level bullet keep role"),
    "table": ("block", "in"), "listing": ("block", ""), "chart": ("block", ""), "diagram": ("block", ""),
    "formula": ("block", ""), "scan": ("href alt", ""),
    "picture": ("src alt", ""), "item": ("number name to", "minutes"), "a": ("", "href to"), "mark": ("tone", ""),
}  # fmt: skip
"""Attributes of each element: those it needs, those it may have."""
VALUES: dict[str, dict[str, tuple[str, ...]]] = {
    "tone": {
        "text": ("right", "quiet"),
        "row": ("right", "quiet"),
        "mark": ("accent", "quiet", "warn", "good", "text"),
    },
    "overflow": {"text": ("split", "notes")},
    "bullet": {"p": ("no", "number")},
    "keep": {"p": ("yes",)},
    "audience": {"slide": ("trainer",)},
    "level": {"p": ("1", "2", "3")},
    "role": {"p": ROLES},
}
"""Attributes with a closed choice."""
_TEXT = frozenset(name for name, inner in CHILDREN.items() if inner == _INLINE) | {"code", "math", "cite"}


class Checker:
    """Compares an outline with the vocabulary; faults become problems at the place of the slide they stand on."""

    def __init__(self, layouts: LayoutSet, anchors: frozenset[str], problems: Problems) -> None:
        self._layouts = layouts
        self._anchors = anchors
        self._problems = problems
        self._ids: set[str] = set()

    def check(self, element: etree._Element, at: Place, owner: str) -> None:
        """Report everything below `element` that the vocabulary does not know."""
        name = str(element.tag)
        if name not in CHILDREN:
            self._fault(at, f"there is no element “{name}” in an outline", did_you_mean(name, CHILDREN))
            return
        allowed = CHILDREN.get(owner, "deck").split() if owner else ["deck"]
        if name not in allowed:
            self._fault(at, f"the element “{name}” cannot stand in “{owner or 'the outline'}”")
        if name == "slide":
            at = place_of(element.get("place", ""))
        self._check_attributes(element, name, at)
        if name not in _TEXT and (element.text or "").strip():
            self._fault(at, f"there is text in the element “{name}”: {(element.text or '').strip()[:40]}")
        for child in element:
            if name not in _TEXT and (child.tail or "").strip():
                self._fault(at, f"there is text in the element “{name}”: {(child.tail or '').strip()[:40]}")
            self.check(child, at, name)

    def _check_attributes(self, element: etree._Element, name: str, at: Place) -> None:
        needed, optional = (part.split() for part in ATTRIBUTES.get(name, ("", "")))
        for key, value in element.attrib.items():
            key, value = str(key), str(value)
            if key not in needed and key not in optional:
                self._fault(
                    at,
                    f"the element “{name}” has no attribute “{key}”",
                    did_you_mean(key, [*needed, *optional]),
                )
            choices = VALUES.get(key, {}).get(name)
            if choices and value not in choices:
                self._fault(
                    at, f"“{key}” of “{name}” cannot be “{value}”", f"use one of {', '.join(choices)}"
                )
        for key in needed:
            if element.get(key) is None:
                self._fault(at, f"the element “{name}” needs the attribute “{key}”")
        if name == "slide":
            self._check_slide(element, at)
        if name == "block" and element.get("anchor") not in self._anchors:
            self._fault(at, f"there is no block with the anchor “{element.get('anchor')}” in this chapter")
        block = element.get("block")
        if block is not None and block not in self._anchors:
            self._fault(at, f"there is no block with the anchor “{block}” in this chapter")

    def _check_slide(self, element: etree._Element, at: Place) -> None:
        key, slide_id = element.get("layout", ""), element.get("id", "")
        if key not in self._layouts.layouts:
            self._fault(at, f"there is no layout “{key}”", did_you_mean(key, self._layouts.keys))
            return
        parent = element.getparent()
        if slide_id in self._ids and parent is not None and parent.tag != "try":
            # The ways of a choice may share an id: only one of them is taken.
            self._fault(at, f"the slide id “{slide_id}” stands twice")
        self._ids.add(slide_id)
        layout = self._layouts[key]
        kinds = {
            "eyebrow": "eyebrow",
            "title": "title",
            "chart": "chart",
            "picture": "picture",
            "scan": "scan",
            "listing": "code",
            "formula": "formula",
        }
        for child in element:
            name = str(child.tag)
            wanted = child.get("in") or kinds.get(name) or ("table" if name == "table" else "")
            wanted = f"{wanted}1" if name == "rows" else wanted
            if wanted and wanted not in layout.places and wanted not in layout.moves:
                self._fault(
                    at, f"the layout “{key}” has no place “{wanted}”", did_you_mean(wanted, layout.places)
                )

    def _fault(self, at: Place, what: str, hint: str = "") -> None:
        self._problems.error(at, "outline", what, hint)


def place_of(text: str) -> Place:
    """The place that `file:line:column` names; without numbers, the file as a whole."""
    parts = text.rsplit(":", 2)
    if len(parts) == 3 and parts[1].isdigit() and parts[2].isdigit():
        return Place(parts[0], int(parts[1]), int(parts[2]))
    return Place(text)
