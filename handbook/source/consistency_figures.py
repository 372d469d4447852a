"""What the data of charts and diagrams must agree on."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations, pairwise

from handbook.model.blocks import BlockBase
from handbook.model.blocks.data import Chart
from handbook.model.blocks.diagrams import Canvas, CanvasCell, Event, Funnel, Matrix, Timeline
from handbook.source.consistency_parts import Say, first_place, number_format, within

DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")
"""`2026`, `2026-11` or `2026-11-22`."""


def _check_chart(block: Chart, say: Say) -> None:
    form = number_format(block.format, block.at, say)
    for series in block.series:
        numbers = [value for value in series.values if value is not None]
        if not numbers:
            say(
                series.at, f"the series “{series.name.plain}” holds no number", "give it values, or delete it"
            )
        if form is not None and form.type == "d" and any(not float(value).is_integer() for value in numbers):
            say(
                series.at,
                f"the format “{block.format}” is for whole numbers, and “{series.name.plain}” has others",
                "write a format with decimals, such as ,.1f",
            )
        if block.log and any(value <= 0 for value in numbers):
            say(
                series.at,
                f"a logarithmic axis cannot show the value {min(numbers):g} of “{series.name.plain}”",
                "delete log, or the value",
            )
    if block.type == "scatter":
        _check_scatter(block, say)
    else:
        _check_categories(block, say)
    if block.type in ("pie", "doughnut"):
        _check_pie(block, say)
    if block.type == "radar" and len(block.categories) < 3:
        say(block.at, "a radar chart needs three categories", "use a bar chart")
    within(block.highlight, len(block.series[0].values), "point", block.at, say)
    if block.log and any(line.value <= 0 for line in block.lines):
        say(block.at, "a logarithmic axis cannot show a line at or below zero", "delete log, or the line")


def _check_scatter(block: Chart, say: Say) -> None:
    if block.categories:
        say(
            block.categories[0].at,
            "a scatter chart has no categories",
            "write the x values of each series under x",
        )
    for series in block.series:
        if len(series.x) != len(series.values):
            say(
                series.at,
                f"“{series.name.plain}” has {len(series.x)} x values for {len(series.values)} y values",
                "write one x value for each value",
            )


def _check_categories(block: Chart, say: Say) -> None:
    count = len(block.categories)
    if not count:
        say(
            block.at,
            f"a {block.type} chart needs categories",
            "list them under categories, in quotes where they are numbers",
        )
    for series in block.series:
        if count and len(series.values) != count:
            say(
                series.at,
                f"“{series.name.plain}” has {len(series.values)} values for {count} categories",
                "write one value a category, and ~ where there is none",
            )
        if series.x:
            say(series.at, "only scatter charts have x values", "delete x, or write type: scatter")


def _check_pie(block: Chart, say: Say) -> None:
    if len(block.series) > 1:
        say(
            block.series[1].at,
            f"a {block.type} chart shows one series",
            "delete the others, or use a stacked chart",
        )
    values = block.series[0].values
    if any(value is None or value < 0 for value in values) or not any(values):
        say(
            block.series[0].at,
            "parts of a whole must be numbers above zero",
            "give each category a number, or use a column chart",
        )
    if block.lines or block.log:
        say(block.at, f"a {block.type} chart has no value axis", "delete lines and log")


def _check_timeline(block: Timeline, say: Say) -> None:
    dated = [event for event in block.events if event.date is not None]
    placed = [event for event in block.events if event.position is not None]
    for event in block.events:
        if (event.date is None) == (event.position is None):
            has = "neither a date nor a position" if event.date is None else "both a date and a position"
            say(event.at, f"the event “{event.name.plain}” has {has}", "write one of them")
        if event.date is not None and not DATE.fullmatch(event.date):
            say(event.at, f"“{event.date}” is no date", 'write it as "2026", "2026-11" or "2026-11-22"')
            return
    if dated and placed:
        say(
            placed[0].at,
            "some events have dates and some have positions",
            "use one of the two for all events",
        )
        return
    if placed and block.unit is None:
        say(block.at, "nobody can tell what the positions count", "say so under unit, such as unit: 月")
    for before, after in pairwise(block.events):
        if _moment(before) > _moment(after):
            say(
                after.at,
                f"“{after.name.plain}” stands after “{before.name.plain}” and is earlier",
                "put the events in order, earliest first",
            )


def _moment(event: Event) -> tuple[float, ...]:
    if event.date is not None:
        return tuple(int(part) for part in event.date.split("-"))
    return (float(event.position or 0),)


def _check_funnel(block: Funnel, say: Say) -> None:
    for before, after in pairwise(block.stages):
        if after.value > before.value:
            say(
                after.at,
                f"“{after.name.plain}” has {after.value:g}, more than the {before.value:g} before it",
                "order the stages from many to few, or use a column chart",
            )
    for stage in block.stages:
        if stage.value < 0:
            say(stage.at, f"“{stage.name.plain}” has a value below zero", "count what is left at each stage")


def _check_matrix(block: Matrix, say: Say) -> None:
    grid = bool(block.columns or block.rows or block.cells)
    plot = bool(block.points or block.quadrants)
    if grid == plot:
        say(
            block.at,
            "a matrix has either points or a grid, and this one has " + ("both" if grid else "neither"),
            "write x, y and points, or columns, rows and cells",
        )
        return
    if plot:
        if block.x is None or block.y is None:
            say(block.at, "a matrix of points needs both axes", "add x and y, each with name, low, high")
        if block.quadrants and len(block.quadrants) != 4:
            say(
                block.quadrants[0].at,
                f"there are {len(block.quadrants)} names for four quadrants",
                "name all: top left, top right, bottom left, bottom right",
            )
        return
    if not (block.columns and block.rows and block.cells):
        say(block.at, "a grid needs columns, rows and cells", "add what is missing")
        return
    if len(block.cells) != len(block.rows):
        say(
            block.at,
            f"there are {len(block.cells)} rows of cells for {len(block.rows)} heads",
            "write one row of cells for each of rows",
        )
    for number, row in enumerate(block.cells, start=1):
        if len(row) != len(block.columns):
            say(
                first_place(row, block.at),
                f"row {number} has {len(row)} cells, and there are {len(block.columns)} columns",
                "write one cell a column, and ~ where there is nothing",
            )


def _check_canvas(block: Canvas, say: Say) -> None:
    for one, other in combinations(block.cells, 2):
        if _overlap(one, other):
            say(
                other.at,
                f"the cell “{other.name.plain}” lies on “{one.name.plain}”",
                "count row and column from 1, and let no two cells share a place",
            )


def _overlap(one: CanvasCell, other: CanvasCell) -> bool:
    across = one.column < other.column + other.columns and other.column < one.column + one.columns
    return across and one.row < other.row + other.rows and other.row < one.row + one.rows


FIGURE_CHECKS: tuple[tuple[type[BlockBase], Callable[..., None]], ...] = (
    (Chart, _check_chart),
    (Timeline, _check_timeline),
    (Funnel, _check_funnel),
    (Matrix, _check_matrix),
    (Canvas, _check_canvas),
)
"""The checks by kind of block."""
