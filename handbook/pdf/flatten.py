"""The boxes of a paragraph as one row of characters, for the planning of its lines.

What cannot be planned is left to the engine's own lines: text from right to left, preserved spaces, spaced letters,
leaders, floats among the words. `flattened` says why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes

from handbook.pdf import stock
from handbook.pdf.boxes import classes
from handbook.pdf.closing import closes
from handbook.pdf.shaping import Shaper
from handbook.typography.glue import Signs
from handbook.typography.kinds import MARKS, NUMBER, OBJECT, Kind, kind
from handbook.typography.opportunities import opportunities
from handbook.typography.paragraph import Paragraph

_NOT_PLANNED = re.compile("[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\t\u00ad]")
_CODE_TAGS = frozenset(("code", "kbd", "samp"))
_NARROW = 0.8
"""The share of an em below which a mark is one of a Latin face."""
_TAIL = 4
"""From the last character but one of a text to what closes it: the last one, its stop and a space stand between."""
_SIDES = ("margin_{}", "border_{}_width", "padding_{}")


@dataclass
class Flat:
    """A paragraph with the places of its boxes in it."""

    paragraph: Paragraph
    spans: dict[int, tuple[int, int, Any]]
    """Of each text box, by its id: its first character, the one after its last, and the box, kept so that its id stays
    its own."""
    starts: dict[tuple[int, ...], int]
    """The first character of what stands at each path in the tree of boxes."""
    spread: bool
    """Whether lines are spread to the measure."""
    balanced: bool
    """Whether its lines are of even length, as those of a heading."""
    plans: dict[tuple[int, float, float], dict[int, Any]] = field(default_factory=dict)


class _UnplannedError(Exception):
    """The paragraph is left to the engine; the message says why."""


class _Reader:
    """Reads the boxes of one line box."""

    def __init__(self, shaper: Shaper, context: Any, containing_block: Any) -> None:
        self.shaper, self.context, self.containing_block = shaper, context, containing_block
        self.signs = Signs()
        self.spans: dict[int, tuple[int, int, Any]] = {}
        self.starts: dict[tuple[int, ...], int] = {}
        self.styles: list[Any] = []
        self._before = 0.0
        self._floats = 0

    def read(self, box: Any, path: tuple[int, ...] = (), raised: bool = False, code: bool = False) -> None:
        """Take in the children of a line box or inline box."""
        for index, child in enumerate(box.children):
            here = (*path, index)
            self.starts[here] = len(self.signs)
            if not child.is_in_normal_flow():
                self._floats += child.is_floated()
                continue
            if self._floats:
                raise _UnplannedError("a float among the words")
            if isinstance(child, boxes.TextBox):
                self._text(child, raised, code)
            elif isinstance(child, boxes.InlineBox):
                self._inline(child, here, raised, code)
            elif isinstance(child, boxes.InlineReplacedBox | boxes.InlineBlockBox) and not getattr(
                child, "is_table_wrapper", False
            ):
                self._object(child, code)
            else:
                raise _UnplannedError(type(child).__name__)

    def _text(self, box: Any, raised: bool, code: bool) -> None:
        text, style, signs = box.text, box.style, self.signs
        first = len(signs)
        em = style["font_size"]
        if text == "\n":
            self.styles.append(style)
            self._add("\n", Kind.FORCED, 0.0, em)
        elif text:
            self._check(box)
            widths, begins = self.shaper.advances(text, style)
            self.styles.append(style)
            for char, width, begun in zip(text, widths, begins, strict=True):
                if not begun and signs.chars:
                    signs.joined.add(len(signs) - 1)
                self._add(char, _kind_in(char, width, em, raised, code), width, em)
            if raised or style["white_space"] == "nowrap":
                signs.joined.update(range(first, len(signs) - 1))
            if raised and first:
                signs.joined.add(first - 1)
            if style["overflow_wrap"] in ("anywhere", "break-word"):
                signs.anywhere.update(range(first, len(signs) - 1))
        self.spans[id(box)] = (first, len(signs), box)

    def _check(self, box: Any) -> None:
        style = box.style
        if style["white_space"] not in ("normal", "nowrap"):
            raise _UnplannedError("preserved spaces")
        if style["letter_spacing"] not in ("normal", 0) or style["word_spacing"]:
            raise _UnplannedError("spaced letters")
        if style["direction"] == "rtl" or style["word_break"] == "break-all" or not style["font_size"]:
            raise _UnplannedError("direction or size")
        if box.is_leader:
            raise _UnplannedError("a leader")
        if _NOT_PLANNED.search(box.text):
            raise _UnplannedError("characters")

    def _inline(self, box: Any, path: tuple[int, ...], raised: bool, code: bool) -> None:
        if box.is_leader:
            raise _UnplannedError("a leader")
        self._before += _edge(box.style, "left")
        after = _edge(box.style, "right")
        first = len(self.signs)
        names = classes(box)
        self.read(
            box,
            path,
            raised or box.style["vertical_align"] != "baseline",
            code or box.element_tag in _CODE_TAGS or "math" in names,
        )
        if closes(box.style) and first >= _TAIL:
            # No line begins with the last character: it would stand alone, far from what closes the entry.
            self.signs.joined.add(first - _TAIL)
        if box.style["white_space"] == "nowrap":
            self.signs.joined.update(range(first, len(self.signs) - 1))
        if after:
            if len(self.signs) == first:
                raise _UnplannedError("an empty box")
            self.signs.after[-1] += after

    def _object(self, box: Any, code: bool) -> None:
        width = self._object_width(box)
        names = classes(box)
        sort = Kind.CODE if code else Kind.HANZI if "ruby" in names else Kind.OBJECT
        char = OBJECT
        if "run" in names and "pg" in names:
            char, sort = NUMBER, Kind.LATIN
        self.styles.append(box.style)
        self._add(char, sort, width, box.style["font_size"])

    def _object_width(self, box: Any) -> float:
        if self.containing_block is None:
            return float(stock.preferred.max_content_width(self.context, box))
        copied = box.copy()
        stock.percent.resolve_percentages(copied, self.containing_block)
        for side in ("margin_left", "margin_right"):
            if getattr(copied, side) == "auto":
                setattr(copied, side, 0)
        if isinstance(box, boxes.InlineReplacedBox):
            stock.inline.inline_replaced_box_layout(copied, self.containing_block)
        else:
            stock.inline.inline_block_width(copied, self.context, self.containing_block)
        return float(copied.margin_width())

    def _add(self, char: str, sort: Kind, width: float, em: float) -> None:
        self.signs.add(char, sort, width, em, len(self.styles) - 1, self._before)
        self._before = 0.0


def flattened(shaper: Shaper, context: Any, line: Any, containing_block: Any) -> Flat | str:
    """The paragraph of a line box; or why it is left to the engine.

    Without a containing block, things that are not text are taken as wide as they would like to be.
    """
    reader = _Reader(shaper, context, containing_block)
    try:
        reader.read(line)
    except _UnplannedError as reason:
        return str(reason)
    signs = reader.signs
    if not signs.chars:
        return "empty"
    _in_context(signs)
    text = "".join(signs.chars)
    places = opportunities(
        text, signs.kinds, _allowed(text, line.style["lang"]), signs.joined, signs.anywhere
    )
    hyphens = {}
    for at in places.hyphenated:
        style = reader.styles[signs.boxes[at]]
        hyphens[at] = sum(shaper.advances(style["hyphenate_character"], style)[0])
    return Flat(
        Paragraph(signs, places, hyphens),
        reader.spans,
        reader.starts,
        line.style["text_align_all"] == "justify",
        _is_balanced(line.style),
    )


def _kind_in(char: str, width: float, em: float, raised: bool, code: bool) -> Kind:
    """The class of a character in its box."""
    sort = kind(char)
    if sort is Kind.SPACE:
        return Kind.BLANK if code or raised else sort
    if raised:
        return Kind.RAISED
    if code:
        return Kind.CODE
    if sort in MARKS and width < _NARROW * em:
        return Kind.OTHER
    return sort


def _in_context(signs: Signs) -> None:
    """Settle what a character is by what stands beside it: a sign before a figure belongs to the figure."""
    kinds, chars = signs.kinds, signs.chars
    for at in range(len(chars) - 1):
        if chars[at] in "-−~" and chars[at + 1].isdigit() and (not at or kinds[at - 1] is not Kind.LATIN):
            kinds[at] = Kind.LATIN


def _allowed(text: str, lang: str | None) -> list[int]:
    """After which characters Unicode lets a line end."""
    shown = text.replace(OBJECT, "中").replace(NUMBER, "0")
    found = stock.line_break.get_log_attrs(shown, lang)
    return [at - 1 for at in range(1, len(text)) if found[at].is_line_break]


def _edge(style: Any, side: str) -> float:
    """Margin, border and padding of one side of an inline box, in px."""
    total = 0.0
    for name in _SIDES:
        value = style[name.format(side)]
        if value == "auto":
            continue
        number = getattr(value, "value", value)
        if getattr(value, "unit", "px") != "px" or not isinstance(number, int | float):
            raise _UnplannedError("a share of the measure")
        total += number
    return total


def _is_balanced(style: Any) -> bool:
    """Whether the style sheet asks for even lines: `--lines: balanced`."""
    return any(getattr(token, "value", None) == "balanced" for token in style["__lines"])
