"""The geometry of `timeline`: events at their true distances, labels on tiers where they would meet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handbook.figures.drawing import Box, Drawing, Label, Link, Node, Site, Tone
from handbook.figures.scale import date_label, moment, month_ticks, number_ticks
from handbook.figures.sheet import Sheet, shifted
from handbook.figures.space import Space
from handbook.model.blocks.diagrams import Event, Timeline
from handbook.plan.words import Words

_MEASURES = {"paper": (9.0, 7.6, 6.4, 5.4), "slide": (9.0, 7.5, 6.3, 5.2)}
"""How wide labels may be, in em."""
_SHORTEST_AXIS = 0.3
"""The least share of the width between the first event and the last."""


@dataclass(frozen=True)
class _Plan:
    """Where everything stands, before it is drawn."""

    measure: float
    places: tuple[float, ...]
    """The x of each event."""
    above: tuple[tuple[Label, ...], ...]
    """Name, date and text of each event, at the origin."""
    below: tuple[tuple[Label, ...], ...]
    """Its evidence; nothing where there is none."""
    tiers_above: tuple[int, ...]
    tiers_below: tuple[int, ...]
    scale: float

    @property
    def cost(self) -> tuple[float, float]:
        """What is to be as small as can be: tiers, then height."""
        tiers = max(self.tiers_above) + max(self.tiers_below, default=0)
        return tiers, _height(self.above) + _height(self.below)


def layouts(block: Timeline, space: Space, words: Words) -> Iterator[Drawing]:
    """Drawings of a timeline; at each size, that with the fewest tiers first."""
    for step in range(space.steps):
        sheet = Sheet(space, step)
        plans = [
            plan
            for measure in _MEASURES[space.medium]
            if (plan := _plan(block, sheet, words, sheet.em(measure))) is not None
        ]
        for plan in sorted(plans, key=lambda plan: plan.cost):
            yield _draw(block, plan, Sheet(space, step), words)
        if not plans and step == space.steps - 1:
            sheet.misfits.clear()
            sheet.too_high(0, block.at)
            yield sheet.finish("timeline", 0, block.at)


def _plan(block: Timeline, sheet: Sheet, words: Words, measure: float) -> _Plan | None:
    """The plan with labels of a measure in points; none where the axis would be too short."""
    above = tuple(_about(event, sheet, words, measure) for event in block.events)
    below = tuple(_proof(event, sheet, words, measure) for event in block.events)
    radius, beside = _mark(sheet) / 2, sheet.em(0.55 if sheet.space.paper else 0.4)
    moments = [moment(event) for event in block.events]
    span = moments[-1] - moments[0]
    rooms = [
        (sheet.space.width - 2 * radius - beside - max(_breadth(up), _breadth(down))) / (at - moments[0])
        for at, up, down in zip(moments, above, below, strict=True)
        if at > moments[0]
    ]
    scale = min(rooms, default=0.0)
    if span and scale * span < _SHORTEST_AXIS * sheet.space.width:
        return None
    places = tuple(radius + (at - moments[0]) * scale for at in moments)
    clear = sheet.em(0.7)
    return _Plan(
        measure,
        places,
        above,
        below,
        _tiers(places, above, beside + clear),
        _tiers(places, below, beside + clear),
        scale,
    )


def _tiers(places: Sequence[float], stacks: Sequence[Sequence[Label]], clear: float) -> tuple[int, ...]:
    """The tier of each stack, 0 next to the axis.

    A stack stands right of its stem. It goes above every stack whose stem rises within its own breadth, so that
    neither two labels nor a label and a stem ever meet.
    """
    tiers = [0] * len(places)
    for index in reversed(range(len(places))):
        if not stacks[index]:
            continue
        reach = places[index] + _breadth(stacks[index]) + clear
        met = [tiers[k] for k in range(index + 1, len(places)) if places[k] < reach and stacks[k]]
        tiers[index] = max(met, default=-1) + 1
    return tuple(tiers)


def _about(event: Event, sheet: Sheet, words: Words, measure: float) -> tuple[Label, ...]:
    labels: list[Label] = []
    y = 0.0
    if event.date is not None:
        labels.append(sheet.line(date_label(event.date, words), "note", 0, 0, tone="grey"))
        y = labels[-1].box.bottom
    tone: Tone = "accent" if event.focus else "ink"
    labels.append(sheet.label(event.name, "name", 0, y, measure, tone=tone, at=event.at, most=3))
    if event.text is not None:
        top = labels[-1].box.bottom + sheet.em(0.1)
        labels.append(sheet.label(event.text, "text", 0, top, measure, at=event.at, most=6))
    return tuple(labels)


def _proof(event: Event, sheet: Sheet, words: Words, measure: float) -> tuple[Label, ...]:
    if event.evidence is None:
        return ()
    head = sheet.line(words.evidence, "label", 0, 0, tone="accent" if sheet.space.paper else "grey")
    text = sheet.label(event.evidence, "text", 0, head.box.bottom, measure, at=event.at, most=6)
    return (head, text)


def _mark(sheet: Sheet) -> float:
    """The width of an event's mark."""
    return sheet.em(0.57 if sheet.space.paper else 0.75)


def _breadth(labels: Sequence[Label]) -> float:
    """The width that labels really need, in points: that of their longest line, not of their measure."""
    return max((label.natural for label in labels), default=0.0)


def _height(stacks: Sequence[Sequence[Label]]) -> float:
    return max((label.box.bottom for stack in stacks for label in stack), default=0.0)


def _draw(block: Timeline, plan: _Plan, sheet: Sheet, words: Words) -> Drawing:
    # The plan's labels were set on another sheet; what did not fit there must be said here.
    for event in block.events:
        _about(event, sheet, words, plan.measure)
        _proof(event, sheet, words, plan.measure)
    paper = sheet.space.paper
    flat = not paper and not any(plan.tiers_above) and not any(plan.tiers_below)
    clear, between = sheet.em(0.9 if paper else 0.35), sheet.em(0.7)
    tops, height = _tier_tops(plan.above, plan.tiers_above, between)
    axis = height + clear + _mark(sheet) / 2
    foot = axis + _mark(sheet) / 2
    dated = block.events[0].date is not None
    if paper or not dated:
        foot = _ticks(block, plan, sheet, axis)
    beside = -_mark(sheet) / 2 if flat else sheet.em(0.55 if paper else 0.4)
    proofs, depth = _tier_tops(plan.below, plan.tiers_below, between)
    for index, (event, x) in enumerate(zip(block.events, plan.places, strict=True), start=1):
        half = _mark(sheet) / 2
        name = event.name.plain
        sheet.nodes.append(
            Node(f"event-{index}", name, "dot", Box(x - half, axis - half, 2 * half, 2 * half), event.focus)
        )
        top = tops[plan.tiers_above[index - 1]]
        about = tuple(shifted(label, x + beside, top) for label in plan.above[index - 1])
        _hang(sheet, f"event-{index}", "about", name, about, x, axis - half, up=True, flat=flat)
        if plan.below[index - 1]:
            below = foot + between
            drop = depth - proofs[plan.tiers_below[index - 1]] - _tier_height(plan, index - 1)
            proof = tuple(shifted(label, x + beside, below + drop) for label in plan.below[index - 1])
            _hang(sheet, f"event-{index}", "proof", name, proof, x, foot, up=False, flat=flat)
    sheet.stroke("axis", (0, axis), (sheet.space.width, axis), arrow=not paper)
    bottom = max([foot, *(node.box.bottom for node in sheet.nodes)])
    return sheet.finish("timeline", bottom, block.at)


def _tier_height(plan: _Plan, index: int) -> float:
    tier = plan.tiers_below[index]
    return _height([stack for stack, at in zip(plan.below, plan.tiers_below, strict=True) if at == tier])


def _tier_tops(
    stacks: Sequence[Sequence[Label]], tiers: Sequence[int], between: float
) -> tuple[dict[int, float], float]:
    """The y of each tier's head, the furthest tier at 0, and the height of all."""
    heights = {
        tier: _height([stack for stack, at in zip(stacks, tiers, strict=True) if at == tier])
        for tier in sorted(set(tiers), reverse=True)
    }
    tops, y = {}, 0.0
    for tier, height in heights.items():
        tops[tier] = y
        y += height + between
    return tops, max(y - between, 0.0)


def _hang(
    sheet: Sheet, event: str, part: str, name: str, labels: tuple[Label, ...], x: float, from_y: float,
    *, up: bool, flat: bool,
) -> None:  # fmt: skip
    """Labels as a node of their own, with the line that leads to them from the axis."""
    top, bottom = labels[0].box.y, labels[-1].box.bottom
    width = max(max(label.box.width for label in labels), _breadth(labels))
    box = Box(labels[0].box.x, top, width, bottom - top)
    sheet.nodes.append(Node(f"{event}-{part}", name, "plain", box, labels=labels))
    if sheet.space.paper:
        sheet.stroke("stem" if up else "leader", (x, from_y), (x, top if up else bottom))
    elif not flat:
        y = box.centre[1]
        end: Site = "top" if up else "bottom"
        sheet.links.append(
            Link(f"{event}-{part}", event, "left", end, ((box.x, y), (x, y), (x, from_y)), arrow=False)
        )


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
