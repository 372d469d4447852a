"""The geometry of `heatmap`: risks as numbered discs on a grid of five by five, with a key beside it.

Severity, the product of likelihood and impact, is shown by pattern and edge on paper and by fill and word on a slide.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import ceil, sqrt

from handbook.figures.drawing import Box, Drawing, Field, Label, Node, Point
from handbook.figures.patterns import hatch
from handbook.figures.sheet import Sheet, shifted
from handbook.figures.space import Space
from handbook.model.blocks.diagrams import Heatmap, Risk
from handbook.plan.words import Words

SIDE = 5
HIGH, MIDDLE = 15, 8
"""From these scores on a risk is high, or in the middle."""


def level(likelihood: int, impact: int) -> int:
    """2 for high, 1 for the middle, 0 for the rest."""
    score = likelihood * impact
    return 2 if score >= HIGH else 1 if score >= MIDDLE else 0


def layouts(block: Heatmap, space: Space, words: Words) -> Iterator[Drawing]:
    """Drawings of a heat map; on slides, names without their texts where nothing else fits: the notes have them."""
    for step in range(space.steps):
        for columns in (1, 2):
            draw = _on_paper if space.paper else _on_slide
            yield draw(block, Sheet(space, step), words, columns)
    if not space.paper:
        bare = block.model_copy(
            update={"risks": tuple(risk.model_copy(update={"text": None}) for risk in block.risks)}
        )
        for columns, step in product((1, 2), range(space.steps)):
            yield _on_slide(bare, Sheet(space, step), words, columns)


def _cells(grid: Box) -> dict[tuple[int, int], Box]:
    """The box of each likelihood and impact."""
    width, height = grid.width / SIDE, grid.height / SIDE
    return {
        (likelihood, impact): Box(
            grid.x + (impact - 1) * width, grid.bottom - likelihood * height, width, height
        )
        for likelihood in range(1, SIDE + 1)
        for impact in range(1, SIDE + 1)
    }


def _on_paper(block: Heatmap, sheet: Sheet, words: Words, columns: int) -> Drawing:
    side, left = sheet.em(3.52), sheet.em(2.7)
    grid = Box(left, sheet.em(0.15), SIDE * side, SIDE * side)
    cells = _cells(grid)
    for (likelihood, impact), box in cells.items():
        if level(likelihood, impact) == 2:
            for line in hatch(box, sheet.em(0.495)):
                sheet.stroke("hatch", *line)
        elif level(likelihood, impact) == 1:
            sheet.fields.append(Field("dots", box))
    for index in range(1, SIDE):
        x, y = grid.x + index * side, grid.y + index * side
        sheet.stroke("hair", (x, grid.y), (x, grid.bottom))
        sheet.stroke("hair", (grid.x, y), (grid.right, y))
    sheet.stroke("rule", *_corners(grid))
    sheet.stroke("strong", *_stairs(cells, 1))
    sheet.stroke("warning", *_stairs(cells, 2))
    _numbers(sheet, cells, sheet.em(0.9))
    top = grid.bottom + sheet.em(0.3) + sheet.pitch("note")
    sheet.labels.append(sheet.line(f"{words.impact} →", "label", grid.x, top))
    _upright(sheet, words.likelihood, grid, words)
    _discs(block, sheet, cells)
    key_x = grid.right + sheet.em(2.2)
    foot = _key(block, sheet, words, Box(key_x, grid.y, sheet.space.width - key_x, grid.height), columns)
    return sheet.finish("heatmap", max(top + sheet.pitch("label"), foot), block.at)


def _corners(box: Box) -> tuple[Point, ...]:
    return ((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom), (box.x, box.y))


def _stairs(cells: dict[tuple[int, int], Box], least: int) -> tuple[Point, ...]:
    """The stepped edge of the zone of at least a level, from the top to the right."""
    points: list[Point] = []
    for likelihood in range(SIDE, 0, -1):
        first = next((i for i in range(1, SIDE + 1) if level(likelihood, i) >= least), None)
        if first is None:
            last = cells[likelihood + 1, SIDE]
            points.append((last.right, last.bottom))
            break
        box = cells[likelihood, first]
        points += [(box.x, box.y), (box.x, box.bottom)]
    else:
        box = cells[1, SIDE]
        points.append((box.right, box.bottom))
    return tuple(points)


def _numbers(sheet: Sheet, cells: dict[tuple[int, int], Box], gap: float) -> None:
    """The scores along both axes."""
    for score in range(1, SIDE + 1):
        row, column = cells[score, 1], cells[1, score]
        y = row.centre[1] - sheet.pitch("note") / 2
        sheet.labels.append(sheet.line(str(score), "note", row.x - gap / 2, y, align="right", tone="grey"))
        below = column.bottom + sheet.em(0.25)
        sheet.labels.append(
            sheet.line(str(score), "note", column.centre[0], below, align="center", tone="grey")
        )


def _upright(sheet: Sheet, name: str, grid: Box, words: Words) -> None:
    """The name of the upright axis, one character under the other in Chinese, turned in other languages."""
    if words.chinese:
        label = sheet.upright(name, "label", sheet.em(0.2), 0)
        sheet.labels.append(shifted(label, 0, grid.centre[1] - label.box.height / 2))
    else:
        sheet.labels.append(sheet.line(f"{name} ↑", "label", 0, grid.y - sheet.pitch("label")))


def _discs(block: Heatmap, sheet: Sheet, cells: dict[tuple[int, int], Box]) -> None:
    """A disc for each risk; those of one cell share it."""
    for place, box in cells.items():
        found = [n for n, risk in enumerate(block.risks, start=1) if (risk.likelihood, risk.impact) == place]
        across = ceil(sqrt(len(found))) if found else 1
        radius = min(sheet.em(0.78), box.width / across / 2 - sheet.em(0.06))
        for index, number in enumerate(found):
            row, column = divmod(index, across)
            rows = ceil(len(found) / across)
            x = box.x + box.width * (column + 0.5) / across
            y = box.y + box.height * (row + 0.5) / rows
            label = sheet.line(str(number), "label", x, y - sheet.pitch("label") / 2, align="center")
            disc = Box(x - radius, y - radius, 2 * radius, 2 * radius)
            name = block.risks[number - 1].name.plain
            sheet.nodes.append(Node(f"risk-{number}", name, "risk", disc, labels=(label,)))


def _key(block: Heatmap, sheet: Sheet, words: Words, room: Box, columns: int) -> float:
    """Numbers and names, what the zones mean under them; the y of the foot."""
    head = sheet.line(words.risks, "label", room.x, room.y)
    sheet.labels.append(head)
    foot = _listed(
        block, sheet, Box(room.x, head.box.bottom + sheet.em(0.25), room.width, room.height), columns
    )
    sheet.stroke("hair", (room.x, foot + sheet.em(0.35)), (room.right, foot + sheet.em(0.35)))
    y = foot + sheet.em(0.55)
    for text in (
        words("risk_high", low=HIGH),
        words("risk_middle", low=MIDDLE, high=HIGH - 1),
        words.risk_low,
    ):
        label = sheet.label(text, "note", room.x, y, room.width, tone="grey", at=block.at)
        sheet.labels.append(label)
        y = label.box.bottom
    return y


def _listed(block: Heatmap, sheet: Sheet, room: Box, columns: int) -> float:
    """Numbers with names in columns; the y of the foot."""
    gap, hang = sheet.em(0.8), sheet.em(1.6)
    width = (room.width - (columns - 1) * gap) / columns
    rows = ceil(len(block.risks) / columns)
    foot = room.y
    for column in range(columns):
        x, y = room.x + column * (width + gap), room.y
        for number in range(column * rows + 1, min((column + 1) * rows, len(block.risks)) + 1):
            risk = block.risks[number - 1]
            y = _entry(sheet, risk, number, x, y, width, hang)
        foot = max(foot, y)
    return foot


def _entry(sheet: Sheet, risk: Risk, number: int, x: float, y: float, width: float, hang: float) -> float:
    text = risk.name.plain if risk.text is None else f"{risk.name.plain}：{risk.text.plain}"
    sheet.labels.append(sheet.line(str(number), "label", x, y, tone="accent" if risk.focus else "ink"))
    label = sheet.label(text, "text", x + hang, y, width - hang, at=risk.at, most=3)
    sheet.labels.append(label)
    return label.box.bottom + sheet.em(0.12)


def _on_slide(block: Heatmap, sheet: Sheet, words: Words, columns: int) -> Drawing:
    left = sheet.em(2.5)
    foot = sheet.pitch("note") * 2 + sheet.em(0.4)
    width, height = (
        min(sheet.em(19.2), sheet.space.width * 0.54),
        min(sheet.space.height - foot, sheet.em(10.9)),
    )
    grid = Box(left, 0, width, height)
    cells = _cells(grid)
    for place, box in cells.items():
        rank = level(*place)
        found = [
            str(n) for n, risk in enumerate(block.risks, start=1) if (risk.likelihood, risk.impact) == place
        ]
        labels: tuple[Label, ...] = ()
        if found:
            text = " ".join(found)
            marked = f"{text}  {words.risk_high_mark}"
            if rank == 2 and sheet.width(marked, "label") <= box.width:
                text = marked
            y = box.centre[1] - sheet.pitch("label") / 2
            label = sheet.label(text, "label", box.x, y, box.width, align="center", at=block.at, most=1,
                                tone="ground" if rank == 2 else "ink")  # fmt: skip
            labels = (label,)
        sheet.nodes.append(
            Node(f"cell-{place[0]}-{place[1]}", text if found else "", "heat", box, labels=labels, level=rank)
        )
    _numbers(sheet, cells, sheet.em(0.6))
    top = grid.bottom + sheet.em(0.25) + sheet.pitch("note")
    sheet.labels.append(sheet.line(f"{words.impact} →", "label", grid.centre[0], top, align="center"))
    name = sheet.line(words.likelihood, "label", 0, 0)
    turned = Box(0, grid.centre[1] - name.natural / 2, name.pitch, name.natural)
    sheet.labels.append(
        Label(
            name.text, "label", turned, name.lines, name.size, name.pitch, name.natural, "center", "ink", True
        )
    )
    x = grid.right + sheet.em(1.6)
    end = _listed(block, sheet, Box(x, 0, sheet.space.width - x, sheet.space.height), columns)
    return sheet.finish("heatmap", max(top + sheet.pitch("label"), end), block.at)
