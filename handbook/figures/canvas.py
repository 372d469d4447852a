"""The geometry of `canvas`: a grid of named cells."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.figures.drawing import Box, Drawing, Label, Node
from handbook.figures.sheet import Sheet, shifted
from handbook.figures.space import Space
from handbook.model.blocks.diagrams import Canvas, CanvasCell
from handbook.model.inline import Inline
from handbook.plan.words import Words


def layouts(block: Canvas, space: Space, words: Words) -> Iterator[Drawing]:
    """Drawings of a canvas: a line for each item, then narrower insets, then items behind one another."""
    for joint in (None, words.alt_join):
        for step in range(space.steps):
            for inset in (0.5, 0.3):
                yield _draw(block, Sheet(space, step), inset, joint)


def _draw(block: Canvas, sheet: Sheet, inset_em: float, joint: str | None) -> Drawing:
    inset = sheet.em(inset_em)
    columns = max(cell.column + cell.columns - 1 for cell in block.cells)
    rows = max(cell.row + cell.rows - 1 for cell in block.cells)
    width = sheet.space.width / columns
    texts = {id(cell): _texts(sheet, cell, cell.columns * width - 2 * inset, joint) for cell in block.cells}
    heights = _row_heights(block, rows, {key: _foot(found) + 2 * inset for key, found in texts.items()})
    spare = sheet.space.height - sum(heights)
    if not sheet.space.paper and spare > 0:
        heights = [height + spare / rows for height in heights]
    tops = [sum(heights[:row]) for row in range(rows + 1)]
    for number, cell in enumerate(block.cells, start=1):
        y = tops[cell.row - 1]
        height = tops[cell.row - 1 + cell.rows] - y
        box = Box((cell.column - 1) * width, y, cell.columns * width, height)
        labels = tuple(shifted(label, box.x + inset, box.y + inset) for label in texts[id(cell)])
        sheet.nodes.append(Node(f"cell-{number}", cell.name.plain, "cell", box, cell.focus, labels))
    return sheet.finish("canvas", tops[-1] + (sheet.em(0.05) if sheet.space.paper else 0.0), block.at)


def _texts(sheet: Sheet, cell: CanvasCell, width: float, joint: str | None) -> list[Label]:
    """The name and the lines of a cell, at the origin; with a `joint` between them the lines run on."""
    labels = [sheet.label(cell.name, "label", 0, 0, width, tone="accent", at=cell.at, most=2)]
    items: list[Inline | str] = list(cell.items)
    if joint is not None and items:
        items = [joint.join(str(item) for item in items)]
    for item in items:
        y = labels[-1].box.bottom + sheet.em(0.15)
        labels.append(sheet.label(item, "text", 0, y, width, at=cell.at))
    return labels


def _foot(labels: list[Label]) -> float:
    return labels[-1].box.bottom


def _row_heights(block: Canvas, rows: int, needs: dict[int, float]) -> list[float]:
    """The height of every row: what its own cells need, then what cells over several rows lack."""
    heights = [0.0] * rows
    for cell in sorted(block.cells, key=lambda cell: cell.rows):
        first, last = cell.row - 1, cell.row - 1 + cell.rows
        lack = needs[id(cell)] - sum(heights[first:last])
        if lack > 0:
            for row in range(first, last):
                heights[row] += lack / cell.rows
    return heights
