"""The geometry of `funnel` and `pyramid`: bars or trapezia under one another, their names at the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import floor

from handbook.figures.drawing import Box, Drawing, Label, Node, Point, Shape, Tone
from handbook.figures.sheet import Sheet, shifted
from handbook.figures.space import Space
from handbook.model.blocks.diagrams import Funnel, Pyramid
from handbook.model.blocks.diagrams import Node as Part
from handbook.model.place import Place
from handbook.plan.words import Words

_BAR = 0.5
"""In em: how thick a rank is on paper."""
_SHARES = (0.42, 0.37, 0.32)
"""Of the width: what the longest bar may take on paper."""
_ASIDE = 2.0
"""In em: from the longest bar to the names on paper."""
_THINNEST = 0.04
"""In em: the least length of a bar on paper: a stage of next to none is still a line, and not longer than it is."""
_SHORT_UNIT = 3
"""Up to so many characters, its space included, a unit stands with every value, else with the first."""


@dataclass(frozen=True)
class _Rank:
    """One stage or level: what stands in it, and its width at its head and its foot, as shares of the widest."""

    part: Part
    inside: str
    head: float
    foot: float
    share: str = ""
    """How much of the stage above is left, as a reader is told."""


def funnel_layouts(block: Funnel, space: Space, words: Words) -> Iterator[Drawing]:
    """Drawings of a funnel: bars as long as their values on paper, an even taper on slides.

    Stages of a hundredth differ in no picture, so that each also says how much it has of the one above.
    """
    count, most = len(block.stages), max(max(stage.value for stage in block.stages), 1e-9)
    unit = f" {block.unit.plain}" if block.unit is not None else ""
    taper = [1 - 0.75 * index / max(count, 1) for index in range(count + 1)]
    ranks = []
    for index, stage in enumerate(block.stages):
        value = f"{stage.value:,g}".replace(",", "," if space.paper else " ")
        head = stage.value / most if space.paper else taper[index]
        ranks.append(
            _Rank(
                stage,
                value + (unit if index == 0 or len(unit) <= _SHORT_UNIT else ""),
                head,
                taper[index + 1],
                _share(block.stages[index - 1].value, stage.value) if index else "",
            )
        )
    told = words.funnel_taper if count > 1 and not space.paper else ""
    yield from _layouts("funnel", block.at, ranks, space, told)


def _share(before: float, after: float) -> str:
    """One number as a share of another, to two figures; nothing where there is none."""
    if before <= 0:
        return ""
    percent = 100 * after / before
    return f"{floor(percent + 0.5)}%" if percent >= 10 else f"{percent:.2g}%"


def pyramid_layouts(block: Pyramid, space: Space, words: Words) -> Iterator[Drawing]:
    """Drawings of a pyramid: each level a little longer than the one above."""
    count = len(block.levels)
    ranks = [
        _Rank(
            level,
            str(index + 1),
            (index + 0.6) / (count - 0.4) if space.paper else index / count,
            (index + 1) / count,
        )
        for index, level in enumerate(block.levels)
    ]
    yield from _layouts("pyramid", block.at, ranks, space)


def _layouts(kind: str, at: Place, ranks: Sequence[_Rank], space: Space, told: str = "") -> Iterator[Drawing]:
    """Drawings of ranks with `told` under them; in print it stands under the caption."""
    for air in (1.0, 0.5):
        for step in range(space.steps):
            sheet = Sheet(space, step)
            if space.paper:
                height = _on_paper(ranks, sheet, air)
            else:
                height = _on_slide(kind, ranks, sheet, air, sheet.pitch("note") * 1.3 if told else 0.0)
            if told:
                label = sheet.label(told, "note", 0, height, sheet.space.width, tone="grey", at=at, most=1)
                label = shifted(label, 0, sheet.pitch("note") * 0.3)
                sheet.labels.append(label)
                height = label.box.bottom
            yield sheet.finish(kind, height, at)


def _say_share(sheet: Sheet, rank: _Rank, x: float, y: float) -> None:
    """The share of a rank over the end of the line at y that leads to its name."""
    if rank.share:
        label = sheet.line(rank.share, "note", x, y - sheet.pitch("note"), align="right", tone="grey")
        sheet.labels.append(label)


def _names(sheet: Sheet, part: Part, x: float, tone: Tone) -> list[Label]:
    """Name and text of a rank side by side where both are short, else under one another; at the head 0."""
    room = sheet.space.width - x
    name = sheet.label(part.name, "name", x, 0, room, tone=tone, at=part.at, most=2)
    if part.text is None:
        return [name]
    aside = name.natural + sheet.em(1.2)
    beside = sheet.width(part.text, "text") <= room - aside and len(name.lines) == 1
    if beside:
        name = replace(name, box=replace(name.box, width=name.natural))
        text = sheet.label(part.text, "text", x + aside, 0, room - aside, at=part.at)
        return [name, shifted(text, 0, max((name.pitch - text.pitch) / 2, 0))]
    return [name, sheet.label(part.text, "text", x, name.box.bottom, room, at=part.at, most=3)]


def _on_paper(ranks: Sequence[_Rank], sheet: Sheet, air: float) -> float:
    """Centred bars with the number above each, a hair line to the name."""
    widest = _widest_bar(ranks, sheet)
    middle, labels_x = widest / 2, widest + sheet.em(_ASIDE)
    y = 0.0
    for number, rank in enumerate(ranks, start=1):
        length = max(rank.head * widest, sheet.em(_THINNEST))
        inside = sheet.line(
            rank.inside, "value", middle, y, align="center", tone="accent" if rank.part.focus else "ink"
        )
        if inside.box.x < 0:
            inside = shifted(inside, -inside.box.x)
        thick = sheet.em(_BAR)
        bar = inside.box.bottom + sheet.em(0.15)
        rule = bar + thick / 2
        found = _names(sheet, rank.part, labels_x, "accent" if rank.part.focus else "ink")
        used = max(label.box.bottom for label in found)
        top = max(rule - used / 2 - sheet.em(0.2), y if number > 1 else 0.0)
        labels = tuple(shifted(label, 0, top) for label in found)
        box = Box(middle - length / 2, bar, length, thick)
        sheet.nodes.append(
            Node(f"rank-{number}", rank.part.name.plain, "stage", box, rank.part.focus, (inside, *labels))
        )
        sheet.stroke("hair", (box.right + sheet.em(0.4), rule), (labels_x - sheet.em(0.5), rule))
        _say_share(sheet, rank, labels_x - sheet.em(0.5), rule)
        y = max(bar + thick, top + used) + sheet.em(0.85) * air
    return y - sheet.em(0.85) * air + sheet.em(0.2)


def _widest_bar(ranks: Sequence[_Rank], sheet: Sheet) -> float:
    """The length of the longest bar on paper: less than usual where that keeps every text in one line."""
    usual, *less = (sheet.space.width * share for share in _SHARES)
    for widest in (usual, *less):
        trial = Sheet(sheet.space, sheet.step)
        found = [_names(trial, rank.part, widest + sheet.em(_ASIDE), "ink") for rank in ranks]
        if all(len(label.lines) == 1 for labels in found for label in labels):
            return widest
    return usual


def _on_slide(kind: str, ranks: Sequence[_Rank], sheet: Sheet, air: float, foot: float) -> float:
    """Trapezia that taper evenly, with leaders to the names; `foot` points stay free under them."""
    widest = sheet.em(15.8 if kind == "funnel" else 15.0)
    middle, labels_x = widest / 2, widest + sheet.em(3.2)
    gap = sheet.em(0.21)
    found = [
        _names(sheet, rank.part, labels_x, _tone(kind, number, rank)) for number, rank in enumerate(ranks)
    ]
    needed = max(max(label.box.bottom for label in labels) for labels in found)
    height = max(needed + sheet.em(0.3) * air, min(sheet.em(2.35 if kind == "funnel" else 3.0) * air,
                 (sheet.space.height - foot) / len(ranks) - gap))  # fmt: skip
    y = 0.0
    for number, (rank, labels) in enumerate(zip(ranks, found, strict=True), start=1):
        head, foot = rank.head * widest, rank.foot * widest
        box = Box(middle - max(head, foot) / 2, y, max(head, foot), height)
        outline: tuple[Point, ...] = (
            (middle - head / 2, y), (middle + head / 2, y),
            (middle + foot / 2, y + height), (middle - foot / 2, y + height),
        )  # fmt: skip
        filled = _filled(kind, number - 1, rank)
        shape: Shape = "stage" if kind == "funnel" else "level"
        drop = sheet.em(0.2) if kind == "pyramid" and number == 1 else 0.0
        inside = sheet.line(
            rank.inside, "value", middle, y + (height - sheet.pitch("value")) / 2 + drop, align="center",
            tone="ground" if filled else "ink",
        )  # fmt: skip
        sheet.nodes.append(
            Node(f"rank-{number}", rank.part.name.plain, shape, box, rank.part.focus, (), outline, number - 1)
        )
        used = max(label.box.bottom for label in labels)
        sheet.labels.append(inside)
        sheet.labels += [shifted(label, 0, y + (height - used) / 2) for label in labels]
        edge = middle + (head + foot) / 4 + sheet.em(0.35)
        sheet.stroke("leader", (edge, y + height / 2), (labels_x - sheet.em(0.5), y + height / 2))
        _say_share(sheet, rank, labels_x - sheet.em(0.5), y + height / 2)
        y += height + gap
    return y - gap


def _filled(kind: str, index: int, rank: _Rank) -> bool:
    """Whether a rank has a strong fill: the focus, and the top of a pyramid."""
    return rank.part.focus or (kind == "pyramid" and index < 2)


def _tone(kind: str, index: int, rank: _Rank) -> Tone:
    return "accent" if rank.part.focus else "ink"
