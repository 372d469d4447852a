"""The geometry of `timeline`: events at their true distances, labels on tiers where they would meet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from handbook.figures.drawing import Align, Box, Drawing, Label, Link, Misfit, Node, Site, Tone
from handbook.figures.scale import date_label, moment, month_ticks, number_ticks
from handbook.figures.sheet import Sheet, shifted
from handbook.figures.space import Space
from handbook.figures.tiers import assign_tiers, sides
from handbook.model.blocks.diagrams import Event, Timeline
from handbook.plan.words import Words

_MEASURES = {"paper": (9.0, 7.6, 6.4, 5.4), "slide": (9.0, 7.5, 6.3, 5.2)}
"""How wide labels may be, in em."""
_SHORTEST_AXIS = 0.3
"""The least share of the width between the first event and the last."""
_SHORT_UNIT = 2
"""Up to so many characters a unit stands with every position on a slide."""
_AIR = 0.4
"""What a box that wraps is wider on a slide than its lines, in em, should a viewer set them wider."""

Stack: TypeAlias = tuple[Label, ...]
"""Labels under one another, their corner at the origin; none where there is nothing to say."""


@dataclass(frozen=True)
class _Plan:
    """Where everything stands, before it is drawn."""

    measure: float
    scale: float
    """Points to a month, or to the axis's unit."""
    places: tuple[float, ...]
    """The x of each event."""
    left: tuple[bool, ...]
    """Whether the labels of each event hang left of its stem."""
    above: tuple[Stack, ...]
    """Date, name and text of each event."""
    below: tuple[Stack, ...]
    """Its evidence."""
    tiers_above: tuple[int, ...]
    """The tier of each event's labels, 0 next to the axis."""
    tiers_below: tuple[int, ...]

    @property
    def cost(self) -> tuple[float, float, float]:
        """What is to be as small as can be: tiers, labels that hang to the left, height."""
        tiers = max(self.tiers_above) + max(self.tiers_below, default=0)
        return tiers, sum(self.left), _height(self.above) + _height(self.below)


def layouts(block: Timeline, space: Space, words: Words) -> Iterator[Drawing]:
    """Drawings of a timeline; at each size, that with the fewest tiers first."""
    for step in range(space.steps):
        found = [_plans(block, Sheet(space, step), words, measure) for measure in _MEASURES[space.medium]]
        for plan in sorted((plan for plans in found for plan in plans), key=lambda plan: plan.cost):
            yield _draw(block, plan, Sheet(space, step), words)
    sheet = Sheet(space, space.steps)
    sheet.misfits.append(Misfit(block.at, "", space.width, "many"))
    yield sheet.finish("timeline", 0, block.at)


def _plans(block: Timeline, sheet: Sheet, words: Words, ems: float) -> Iterator[_Plan]:
    """The best plan with labels of a measure, if the axis is long enough for any."""
    measure = sheet.em(ems)
    above = tuple(_about(event, block, sheet, words, measure) for event in block.events)
    below = tuple(_proof(event, sheet, words, measure) for event in block.events)
    plans = []
    for left in sides(len(block.events)):
        plan = _plan(block, sheet, measure, left, above, below)
        if plan is not None:
            plans.append(plan)
            if not any(left) and not plan.cost[0]:
                break
    if plans:
        yield min(plans, key=lambda plan: plan.cost)


def _plan(
    block: Timeline, sheet: Sheet, measure: float, left: tuple[bool, ...],
    above: tuple[Stack, ...], below: tuple[Stack, ...],
) -> _Plan | None:  # fmt: skip
    """The plan with these sides; none where labels would leave the space, meet, or leave no axis."""
    moments = [moment(event) for event in block.events]
    span = moments[-1] - moments[0]
    half, width = _mark(sheet) / 2, sheet.space.width
    needs = [
        _beside(sheet) + max(_breadth(sheet, up), _breadth(sheet, down))
        for up, down in zip(above, below, strict=True)
    ]
    rooms = [
        (width - half - (half if hangs else max(need, half))) / (at - moments[0])
        for at, need, hangs in zip(moments, needs, left, strict=True)
        if at > moments[0]
    ]
    scale = min(rooms, default=0.0)
    if span and scale * span < _SHORTEST_AXIS * width:
        return None
    places = tuple(half + (at - moments[0]) * scale for at in moments)
    if any(hangs and place < need for place, need, hangs in zip(places, needs, left, strict=True)):
        return None
    reach = _beside(sheet) + sheet.em(0.7)
    tiers_above = assign_tiers(places, left, [reach + _breadth(sheet, stack) for stack in above])
    tiers_below = assign_tiers(
        places, left, [reach + _breadth(sheet, stack) if stack else 0.0 for stack in below]
    )
    if tiers_above is None or tiers_below is None:
        return None
    return _Plan(measure, scale, places, left, above, below, tiers_above, tiers_below)


def _about(event: Event, block: Timeline, sheet: Sheet, words: Words, measure: float) -> Stack:
    labels: list[Label] = []
    y = 0.0
    when = date_label(event.date, words) if event.date is not None else _position(event, block, sheet)
    if when:
        labels.append(sheet.line(when, "note", 0, 0, tone="grey"))
        y = labels[-1].box.bottom
    tone: Tone = "accent" if event.focus else "ink"
    labels.append(sheet.label(event.name, "name", 0, y, measure, tone=tone, at=event.at, most=3))
    if event.text is not None:
        top = labels[-1].box.bottom + sheet.em(0.1)
        labels.append(sheet.label(event.text, "text", 0, top, measure, at=event.at, most=6))
    return tuple(labels)


def _position(event: Event, block: Timeline, sheet: Sheet) -> str:
    """Where an event stands, on slides, whose axis has no ticks; a long unit is said once, with the first."""
    if sheet.space.paper:
        return ""
    unit = block.unit.plain if block.unit is not None else ""
    if len(unit) <= _SHORT_UNIT:
        return f"{event.position:g} {unit}".strip()
    return f"{unit} {event.position:g}" if event is block.events[0] else f"{event.position:g}"


def _proof(event: Event, sheet: Sheet, words: Words, measure: float) -> Stack:
    if event.evidence is None:
        return ()
    head = sheet.line(words.evidence, "label", 0, 0, tone="accent" if sheet.space.paper else "grey")
    text = sheet.label(event.evidence, "text", 0, head.box.bottom, measure, at=event.at, most=6)
    return (head, text)


def _beside(sheet: Sheet) -> float:
    """From a stem to the labels at its side."""
    return sheet.em(0.55 if sheet.space.paper else 0.4)


def _mark(sheet: Sheet) -> float:
    """The width of an event's mark."""
    return sheet.em(0.57 if sheet.space.paper else 0.75)


def _breadth(sheet: Sheet, stack: Stack) -> float:
    """The width that labels need, in points: that of their longest line, and some air where a viewer breaks lines."""
    longest = max((label.natural for label in stack), default=0.0)
    wraps = not sheet.space.paper and any(len(label.lines) > 1 for label in stack)
    return longest + sheet.em(_AIR) if wraps else longest


def _height(stacks: Sequence[Stack]) -> float:
    return max((label.box.bottom for stack in stacks for label in stack), default=0.0)


def _draw(block: Timeline, plan: _Plan, sheet: Sheet, words: Words) -> Drawing:
    # The plan's labels were set on another sheet; what did not fit there must be said here.
    for event in block.events:
        _about(event, block, sheet, words, plan.measure)
        _proof(event, sheet, words, plan.measure)
    paper = sheet.space.paper
    flat = not paper and not any((*plan.tiers_above, *plan.tiers_below, *plan.left))
    clear, between = sheet.em(0.9 if paper else 0.35), sheet.em(0.7)
    tops, height = _tier_tops(plan.above, plan.tiers_above, between)
    axis = height + clear + _mark(sheet) / 2
    half = _mark(sheet) / 2
    foot = _ticks(block, plan, sheet, axis) if paper else axis + half
    heights_below = _tier_heights(plan.below, plan.tiers_below)
    for index, (event, x) in enumerate(zip(block.events, plan.places, strict=True)):
        name, mark = event.name.plain, f"event-{index + 1}"
        sheet.nodes.append(
            Node(mark, name, "dot", Box(x - half, axis - half, 2 * half, 2 * half), event.focus)
        )
        hanger = _Hanger(sheet, mark, name, x, plan.left[index], flat)
        hanger.hang("about", plan.above[index], tops[plan.tiers_above[index]], axis - half, up=True)
        if plan.below[index]:
            # The nearest tier hangs from the axis, so the furthest one's head is the lowest.
            tier = plan.tiers_below[index]
            drop = sum(heights_below[k] + between for k in range(tier))
            start = foot if paper else axis + half
            hanger.hang("proof", plan.below[index], foot + between / 2 + drop, start, up=False)
    sheet.stroke("axis", (0, axis), (sheet.space.width, axis), arrow=not paper)
    bottom = max([foot, *(node.box.bottom for node in sheet.nodes)])
    return sheet.finish("timeline", bottom, block.at)


def _tier_heights(stacks: Sequence[Stack], tiers: Sequence[int]) -> dict[int, float]:
    """The height of each tier, the furthest first."""
    return {
        tier: _height([stack for stack, at in zip(stacks, tiers, strict=True) if at == tier])
        for tier in range(max(tiers, default=0), -1, -1)
    }


def _tier_tops(
    stacks: Sequence[Stack], tiers: Sequence[int], between: float
) -> tuple[dict[int, float], float]:
    """The y of each tier's head above the axis, the furthest at 0, and the height of all."""
    tops, y = {}, 0.0
    for tier, height in _tier_heights(stacks, tiers).items():
        tops[tier] = y
        y += height + between
    return tops, max(y - between, 0.0)


@dataclass(frozen=True)
class _Hanger:
    """Hangs the labels of one event on its stem."""

    sheet: Sheet
    mark: str
    name: str
    x: float
    left: bool
    flat: bool

    def hang(self, part: str, stack: Stack, top: float, from_y: float, *, up: bool) -> None:
        """Labels as a node of their own, with the line that leads to them from the axis."""
        beside, breadth = _beside(self.sheet), _breadth(self.sheet, stack)
        x = self.x + (-_mark(self.sheet) / 2 if self.flat else beside)
        if self.left:
            x = self.x - beside - breadth
        align: Align = "right" if self.left else "left"
        labels = tuple(
            replace(label, align=align, box=replace(label.box, x=x, y=label.box.y + top, width=breadth))
            for label in stack
        )
        box = Box(x, top, breadth, labels[-1].box.bottom - top)
        node = f"{self.mark}-{part}"
        self.sheet.nodes.append(Node(node, self.name, "plain", box, labels=labels))
        if self.sheet.space.paper:
            end = labels[0].box.y if up else box.bottom
            self.sheet.stroke("stem" if up else "leader", (self.x, from_y), (self.x, end))
        elif not self.flat:
            side: Site = "right" if self.left else "left"
            edge = box.right if self.left else box.x
            way = ((edge, box.centre[1]), (self.x, box.centre[1]), (self.x, from_y))
            self.sheet.links.append(Link(node, self.mark, side, "top" if up else "bottom", way, arrow=False))


def _ticks(block: Timeline, plan: _Plan, sheet: Sheet, axis: float) -> float:
    """Ticks with their numbers under the axis; the y under which the evidence may begin."""
    first = moment(block.events[0])
    origin = plan.places[0]
    if not plan.scale:
        return axis + _mark(sheet) / 2
    last = first + (sheet.space.width - origin) / plan.scale
    step: float
    if block.events[0].date is not None:
        step, ticks = month_ticks(first, last)
        minor = step / 2 if step < 12 else step / max(step // 12, 1) if step > 12 else 3.0
    else:
        unit = block.unit.plain if block.unit else ""
        step, ticks = number_ticks(first, last, months="月" in unit or "month" in unit.lower())
        minor = step / 2
    short, long_ = sheet.em(0.28), sheet.em(0.48)
    top = axis + (sheet.em(0.75) if sheet.space.paper else _mark(sheet) / 2 + sheet.em(0.1))
    taken = sheet.space.width
    if block.unit is not None:
        unit_label = sheet.line(block.unit, "note", sheet.space.width, top, align="right", tone="grey")
        sheet.labels.append(unit_label)
        taken = unit_label.box.x - sheet.em(0.6)
    left = -1.0
    for place, name in ticks:
        x = origin + (place - first) * plan.scale
        if sheet.space.paper:
            sheet.stroke("tick", (x, axis), (x, axis + long_))
        label = sheet.line(name, "note", x, top, align="center", tone="grey")
        if label.box.x < 0:
            label = shifted(label, -label.box.x)
        if label.box.x > left and label.box.right < taken:
            sheet.labels.append(label)
            left = label.box.right + sheet.em(0.4)
    if sheet.space.paper:
        places = {round(place, 6) for place, _ in ticks}
        count = int((last - first) / minor)
        for index in range(-1, count + 2):
            place = (first // minor + index) * minor
            x = origin + (place - first) * plan.scale
            if round(place, 6) not in places and 0 <= x <= sheet.space.width:
                sheet.stroke("tick", (x, axis), (x, axis + short))
    return top + sheet.pitch("note")
