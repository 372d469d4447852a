"""Charts in the book, as inline SVG: direct values, no grid where values are printed, patterns beside colours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from handbook.figures.drawing import Label
from handbook.figures.space import paper_space
from handbook.model.blocks.data import Chart
from handbook.pdf import chart_columns, chart_lines, chart_points, chart_rounds, chart_stacks
from handbook.pdf.chart_canvas import Canvas, Mark
from handbook.pdf.figures import label_view, number, render
from handbook.plan.words import Words
from handbook.problems import Problems
from handbook.theme.load import Theme

PAINTERS: Mapping[str, Callable[..., Canvas]] = MappingProxyType(
    {
        "column": chart_columns.draw_columns,
        "bar": chart_columns.draw_bars,
        "stacked": chart_stacks.draw_stacked,
        "line": chart_lines.draw_lines,
        "area": chart_stacks.draw_area,
        "pie": chart_rounds.draw_round,
        "doughnut": chart_rounds.draw_round,
        "scatter": chart_points.draw_scatter,
        "radar": chart_rounds.draw_radar,
    }
)
"""Who draws each type of chart."""


@dataclass(frozen=True)
class _ChartView:
    type: str
    width: str
    height: str
    marks: tuple[Mark, ...]
    labels: tuple[Any, ...]


def chart_svg(block: Chart, width_pt: float, theme: Theme, words: Words, problems: Problems) -> str:
    """The chart of `block`, `width_pt` points wide, as an `<svg>` element whose unit is the point.

    Labels that find no room are problems at their own places.
    """
    space = paper_space(width_pt, theme)
    canvas = PAINTERS[block.type](block, theme, space, words)
    for misfit in canvas.sheet.misfits:
        problems.error(
            misfit.at if misfit.at.line else block.at,
            "does-not-fit",
            f"“{misfit.text}” is {max(misfit.by, 1):.0f} pt too {misfit.way} for its place in the chart",
            "shorten it",
        )
    labels: tuple[Label, ...] = tuple(canvas.labels)
    view = _ChartView(
        block.type,
        number(canvas.width),
        number(canvas.height),
        canvas.marks(),
        tuple(label_view(label, theme, space) for label in labels),
    )
    return render("chart", theme, chart=view)
