"""Lines that obey a plan: the engine asks for the next line, and is given what `handbook.typography` has chosen.

- `get_next_linebox` says which paragraph and which line is being made, while the engine makes it.
- `avoid_collisions` tells how much room there is for it; then the line is chosen.
- `split_text_box` hands out the planned fragment. A box that belongs to the next line answers that it is very wide, so
  that the engine itself breaks before it.
- `can_break_text` lets the engine break between boxes where the plan does.
- `justify_line` leaves planned lines as they are.
- `draw_text` draws dots under what is emphasised.
- `inline_line_widths` makes columns and boxes that shrink as wide as planned lines need.

The line that is being made is kept in a context variable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes

from handbook.pdf import stock
from handbook.pdf.dots import draw_dots
from handbook.pdf.flatten import Flat, flattened
from handbook.pdf.shaping import PlannedLayout, Shaper
from handbook.typography.choosing import balanced, best_line, loose, loose_line, optimal
from handbook.typography.paragraph import How, Line

_NEVER_FITS = 1e6
_HEADROOM = 0.03
"""What a full line leaves free, in px, so that rounding never makes the engine break earlier."""
_LONGEST_HEADING = 90


@dataclass
class _Current:
    """The line that is being made."""

    flat: Flat
    start: int
    box: Any
    """The line box that is being divided."""
    measure: float
    """The width of the block, in px."""
    line: Line | None = None

    def choose(self, room: float) -> None:
        """Choose the line for the room there is."""
        indent = self.box.text_indent
        if abs(room - self.measure) > 0.01:
            single = best_line if self.flat.spread else loose_line
            self.line = single(self.flat.paragraph, self.start, room - indent)
            return
        key = (self.start, round(room, 3), round(indent, 3))
        plans = self.flat.plans
        if key not in plans:
            lines = self._way()(self.flat.paragraph, self.start, room, indent)
            for start in lines:
                plans.setdefault((start, key[1], 0.0), lines)
            plans[key] = lines
        self.line = plans[key].get(self.start)

    def _way(self) -> Callable[..., dict[int, Line]]:
        if self.flat.spread:
            return optimal
        if self.flat.balanced and len(self.flat.paragraph.signs) <= _LONGEST_HEADING:
            return balanced
        return loose


@dataclass(frozen=True)
class Planned:
    """What a line box that was made by plan keeps: its paragraph and its line."""

    flat: Flat
    line: Line


_CURRENT: ContextVar[_Current | None] = ContextVar("current_line", default=None)


@contextmanager
def planned_lines() -> Iterator[None]:
    """The engine with planned lines; as it was before when the block ends."""
    shaper = Shaper()
    with stock.replaced(*_hooks_of_paragraphs(shaper), *_hooks_of_text(shaper)):
        yield


def _hooks_of_paragraphs(shaper: Shaper) -> Iterator[stock.Hook]:
    """The hooks that choose the lines of a paragraph, and say how wide it wants to be."""
    stock_next = stock.inline.get_next_linebox
    stock_avoid = stock.inline.avoid_collisions
    stock_widths = stock.preferred.inline_line_widths

    def get_next_linebox(
        context: Any, line_box: Any, y: float, bottom_space: float, skip_stack: Any, block: Any, *rest: Any
    ) -> Any:
        current = None
        if rest[-1] is None and rest[-2] is None and _plannable(block):
            current = _begun(shaper, context, line_box, skip_stack, block)
        token = _CURRENT.set(current)
        try:
            line, resume_at = stock_next(context, line_box, y, bottom_space, skip_stack, block, *rest)
        finally:
            _CURRENT.reset(token)
        if line is not None and current is not None and current.line is not None:
            line.planned = Planned(current.flat, current.line)
        return line, resume_at

    def avoid_collisions(context: Any, box: Any, block: Any, outer: bool = True) -> Any:
        found = stock_avoid(context, box, block, outer)
        current = _CURRENT.get()
        if current is not None and not outer and isinstance(box, boxes.LineBox):
            first = box is current.box and current.line is None
            # With a new line box the engine asks whether the line, which became higher, still has the same room.
            if first or box is not current.box:
                current.choose(found[2])
        return found

    def inline_line_widths(
        context: Any,
        box: Any,
        outer: bool,
        is_line_start: bool,
        minimum: bool,
        skip_stack: Any = None,
        first_line: bool = False,
    ) -> Iterator[float]:
        if isinstance(box, boxes.LineBox) and skip_stack is None and not first_line:
            flat = flattened(shaper, context, box, None)
            if isinstance(flat, Flat):
                yield from _widths(flat, box, minimum)
                return
        yield from stock_widths(context, box, outer, is_line_start, minimum, skip_stack, first_line)

    yield stock.inline, "get_next_linebox", get_next_linebox
    yield stock.inline, "avoid_collisions", avoid_collisions
    yield stock.preferred, "inline_line_widths", inline_line_widths


def _hooks_of_text(shaper: Shaper) -> Iterator[stock.Hook]:
    """The hooks that divide, spread and draw the text of a chosen line."""
    stock_split = stock.inline.split_text_box
    stock_can_break = stock.inline.can_break_text
    stock_justify = stock.inline.justify_line
    stock_draw = stock.draw.draw_text

    def split_text_box(
        context: Any, box: Any, available: float | None, skip: int, is_line_start: bool = True
    ) -> Any:
        current = _CURRENT.get()
        if current is None or current.line is None or id(box) not in current.flat.spans or box.text == "\n":
            return stock_split(context, box, available, skip, is_line_start)
        return _fragment(shaper, current.flat, current.line, box, available, skip)

    def can_break_text(text: str, lang: str | None) -> bool:
        current = _CURRENT.get()
        if current is None or current.line is None or current.line.how is How.OVERFULL:
            return bool(stock_can_break(text, lang))
        return True

    def justify_line(context: Any, line: Any, extra_width: float) -> None:
        current = _CURRENT.get()
        if current is None or current.line is None:
            stock_justify(context, line, extra_width)

    def draw_text(stream: Any, box: Any, *rest: Any) -> None:
        stock_draw(stream, box, *rest)
        draw_dots(stream, box)

    yield stock.inline, "split_text_box", split_text_box
    yield stock.inline, "can_break_text", can_break_text
    yield stock.inline, "justify_line", justify_line
    yield stock.draw, "draw_text", draw_text


def _plannable(block: Any) -> bool:
    """Whether the lines of a block may be planned: one that ends in dots is drawn from another text."""
    style = block.style
    return bool(
        style["text_overflow"] != "ellipsis"
        and style["block_ellipsis"] == "none"
        and style["direction"] == "ltr"
    )


def _begun(shaper: Shaper, context: Any, line_box: Any, skip_stack: Any, block: Any) -> _Current | None:
    """The line that begins here; none where the paragraph is left to the engine."""
    known = line_box.__dict__.get("flat")
    if known is None or known[0] is not line_box.children:
        known = (line_box.children, flattened(shaper, context, line_box, block))
        line_box.flat = known
    flat = known[1]
    if not isinstance(flat, Flat):
        return None
    skip = stock.inline.skip_first_whitespace(line_box, skip_stack)
    if skip == "continue":
        return None
    start = flat.paragraph.next_start(_located(flat, line_box, skip) - 1)
    if start > flat.paragraph.last:
        return None
    return _Current(flat, start, line_box, block.width)


def _located(flat: Flat, box: Any, skip_stack: Any) -> int:
    """The first character of what a skip stack of the engine leads to."""
    path: tuple[int, ...] = ()
    while skip_stack:
        ((index, skip_stack),) = skip_stack.items()
        if isinstance(box, boxes.TextBox):
            first, _, _ = flat.spans[id(box)]
            return first + len(box.text.encode()[:index].decode())
        path = (*path, index)
        if index >= len(box.children):
            return flat.paragraph.last + 1
        box = box.children[index]
    return flat.starts.get(path, 0)


def _fragment(
    shaper: Shaper, flat: Flat, line: Line, box: Any, available: float | None, skip: int | None
) -> Any:
    """What `split_text_box` answers for a planned line: the fragment, where the box goes on, and whether by force."""
    begin, end, _ = flat.spans[id(box)]
    paragraph = flat.paragraph
    first = begin + (len(box.text.encode()[:skip].decode()) if skip else 0)
    if first == end:
        return None, None, False
    if first >= line.stop:
        return _unfitting(box), None, False
    after = min(end, line.last + 1)
    resume = None
    more = line.stop <= paragraph.last and line.stop - 1 not in paragraph.places.forced
    # Where the break falls together with the end of a box, its right padding would get lost: then the next box makes
    # the engine break.
    if more and (line.stop < end or (line.stop == end and not paragraph.signs.after[line.last])):
        resume = len("".join(paragraph.signs.chars[begin : line.stop]).encode())
    if first >= after:
        return None, resume, False
    fragment = _cut(shaper, flat, line, box, first, after)
    if after == line.last + 1 and available is not None:
        fragment.width = min(fragment.width, max(available, 0.0)) - _HEADROOM
    return fragment, resume, False


def _unfitting(box: Any) -> Any:
    """A box that no line has room for."""
    fake = box.copy_with_text(box.text[0])
    fake.width = _NEVER_FITS
    fake.height = fake.baseline = fake.margin_top = fake.margin_bottom = 0
    return fake


def _cut(shaper: Shaper, flat: Flat, line: Line, box: Any, first: int, after: int) -> Any:
    """The part of a text box from one character to another, as the line sets it."""
    signs = flat.paragraph.signs
    amounts = flat.paragraph.adjusted(line)[first - line.start : after - line.start]
    width = sum(signs.widths[first:after]) + sum(amount for amount, _ in amounts)
    text = "".join(signs.chars[first:after])
    if after == line.last + 1 and line.stop - 1 in flat.paragraph.hyphens:
        text += box.style["hyphenate_character"]
        width += flat.paragraph.hyphens[line.stop - 1]
    joints = flat.paragraph.glue.joints
    gaps = [at - first for at in range(first, min(after, line.last)) if joints[at]]
    fragment = box.copy_with_text(text)
    fragment.pango_layout = PlannedLayout(text, box.style, signs.widths[first:after], amounts, width, gaps)
    fragment.width = width
    fragment.cut = (first, after)
    fragment.height, baseline = shaper.metrics(box.style)
    line_height, _ = stock.line_break.strut(box.style)
    fragment.margin_top = fragment.margin_bottom = (line_height - fragment.height) / 2
    fragment.baseline = baseline + fragment.margin_top
    return fragment


def _widths(flat: Flat, box: Any, minimum: bool) -> Iterator[float]:
    """The widths of the lines of a paragraph where it is as narrow as can be, or divided only by force."""
    paragraph = flat.paragraph
    indent = getattr(box.style["text_indent"], "value", 0.0) if box.style["text_indent"].unit != "%" else 0.0
    start = 0
    for stop in paragraph.stops:
        if not minimum and not paragraph.ends_paragraph(stop):
            continue
        if start > stop:
            continue
        width = paragraph.width(start, stop)
        if stop == paragraph.last:
            width += sum(paragraph.signs.widths[paragraph.visible[stop] + 1 :])
        yield max(0.0, width) + indent + _HEADROOM
        indent = 0.0
        start = paragraph.next_start(stop)
