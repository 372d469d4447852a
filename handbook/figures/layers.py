"""The geometry of `layers`: bands on top of one another, with what each costs or carries at the right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from handbook.figures.drawing import Box, Drawing, Label, Node, Tone
from handbook.figures.sheet import Sheet, shifted
from handbook.figures.space import Space
from handbook.model.blocks.diagrams import Layer, Layers
from handbook.plan.words import Words

_COLUMN = 1.35
"""The distance of columns of upright text, in em."""
_LONG = 6
"""Up to so many characters an upright text is one column."""


def layouts(block: Layers, space: Space, words: Words) -> Iterator[Drawing]:
    """Drawings of a stack, with less and less air between its layers."""
    for air in (1.0, 0.6, 0.3):
        for step in range(space.steps):
            yield _draw(block, Sheet(space, step), air)


def _draw(block: Layers, sheet: Sheet, air: float) -> Drawing:
    paper = sheet.space.paper
    values = [sheet.width(layer.value, "value") for layer in block.layers if layer.value is not None]
    right = min(max(values), sheet.space.width * 0.22) + sheet.em(0.8) if values else 0.0
    direction = block.direction.plain if block.direction is not None else ""
    upright = len(_columns(direction)) if _stands(direction) else 1
    arrow = sheet.em(1.7) + upright * sheet.size("note") * _COLUMN if direction else 0.0
    width = sheet.space.width - right - arrow
    names = max(sheet.width(layer.name, "name") for layer in block.layers)
    names = min(names, width * 0.34)
    inset = sheet.em(0.4 if paper else 0.7)
    gap = 0.0 if paper else sheet.em(0.33) * air
    pad = sheet.em(0.55 if paper else 0.5) * air
    found = [_texts(sheet, layer, inset, names, width - 2 * inset) for layer in block.layers]
    room = [max(label.box.bottom for label in labels) / (1 - sheet.space.free) + 2 * pad for labels in found]
    height = max(room)
    if not paper and air == 1.0:
        height = max(height, min(sheet.em(2.9), sheet.space.height / len(room) - gap))
    y = 0.0
    for number, (layer, labels) in enumerate(zip(block.layers, found, strict=True), start=1):
        box = Box(0, y, width, height)
        used = max(label.box.bottom for label in labels)
        tone: Tone | None = "ground" if layer.focus and not paper else None
        placed = [_toned(shifted(label, 0, y + (height - used) / 2), tone) for label in labels]
        sheet.nodes.append(Node(f"layer-{number}", layer.name.plain, "band", box, layer.focus, tuple(placed)))
        if layer.value is not None:
            tone = "accent" if layer.focus else "ink"
            x = sheet.space.width - right + sheet.em(0.8)
            value = sheet.label(
                layer.value,
                "value",
                x,
                0,
                right - sheet.em(0.8),
                align="right",
                tone=tone,
                at=layer.at,
                most=2,
            )
            sheet.labels.append(shifted(value, 0, y + (height - value.box.height) / 2))
        y += height + gap
    y -= gap
    if block.direction is not None:
        x = width + sheet.em(0.9)
        sheet.stroke("axis" if paper else "rule", (x, sheet.em(0.2)), (x, y - sheet.em(0.2)), arrow=True)
        _upright(block, sheet, x + sheet.em(0.45), y)
    return sheet.finish("layers", y, block.at)


def _texts(sheet: Sheet, layer: Layer, inset: float, names: float, width: float) -> list[Label]:
    """Name and text of a layer side by side, their heads at 0."""
    labels = [sheet.label(layer.name, "name", inset, 0, names + sheet.em(0.02), at=layer.at, most=2)]
    if layer.text is not None:
        x = inset + names + sheet.em(1.0)
        text = sheet.label(layer.text, "text", x, 0, width - names - sheet.em(1.0), at=layer.at, most=3)
        drop = (labels[0].pitch - text.pitch) / 2
        labels.append(shifted(text, 0, max(drop, 0.0)))
    return labels


def _toned(label: Label, tone: Tone | None) -> Label:
    return replace(label, tone=tone) if tone else label


def _upright(block: Layers, sheet: Sheet, x: float, height: float) -> None:
    """What the arrow means, beside it: Chinese in upright columns from the right, other text turned."""
    assert block.direction is not None
    text = block.direction.plain
    measured = sheet.line(text, "note", 0, 0, tone="grey")
    if not _stands(text):
        y = max((height - measured.natural) / 2, 0.0)
        if measured.natural > height:
            sheet.too_high(measured.natural - height, block.direction.at, text)
        box = Box(x, y, measured.pitch, measured.natural)
        sheet.labels.append(replace(measured, box=box, turned=True, align="center"))
        return
    columns = _columns(text)
    found = [sheet.upright(column, "note", 0, 0, tone="grey") for column in columns]
    tallest = max(label.box.height for label in found)
    if tallest > height:
        sheet.too_high(tallest - height, block.direction.at, text)
    for index, label in enumerate(found):
        left = x + (len(columns) - 1 - index) * sheet.size("note") * _COLUMN
        sheet.labels.append(shifted(label, left, max((height - tallest) / 2, 0.0)))


def _stands(text: str) -> bool:
    """Whether a text may be set upright: all of it is Chinese."""
    return all(char >= "\u2e80" for char in text)


def _columns(text: str) -> list[str]:
    """The upright columns of a text: it breaks at its marks, which fall away there."""
    return [part for part in re.split("[，、；。：]", text) if part] if len(text) > _LONG else [text]
