"""Charts on slides: native, with their data in a workbook, in the theme's colours and faces."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE

from handbook.model.blocks.data import Chart
from handbook.plan.words import Words
from handbook.slides.chart_bars import bars
from handbook.slides.chart_lines import lines
from handbook.slides.chart_plotter import Plotter
from handbook.slides.chart_rounds import areas, points, radar, rounds
from handbook.slides.chart_xml import C, Column, workbook
from handbook.slides.drawingml import A, R
from handbook.theme.load import Theme

_EMU_PER_POINT = 12_700

_PLOTS: Mapping[str, Callable[[Plotter, list[Column]], str]] = MappingProxyType(
    {
        "column": bars,
        "bar": bars,
        "stacked": bars,
        "line": lines,
        "area": areas,
        "pie": rounds,
        "doughnut": rounds,
        "scatter": points,
        "radar": radar,
    }
)


def place_chart(placeholder: Any, block: Chart, theme: Theme, words: Words) -> Any:
    """Put the chart of `block` into a python-pptx chart placeholder; returns the graphic frame.

    python-pptx makes the parts and their relationships. The chart itself is written here: its own charts carry
    negative axis ids and, in radar charts, elements that the schema does not allow.
    """
    plotter = Plotter(
        block,
        theme,
        words,
        placeholder.width / _EMU_PER_POINT,
        placeholder.height / _EMU_PER_POINT,
    )
    columns = plotter.columns()
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["1"]
    data.add_series("1", (1,))
    frame = placeholder.insert_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, data)
    part = frame.chart.part
    part.chart_workbook.update_from_xlsx_blob(workbook(columns))
    _write(part._element, _PLOTS[block.type](plotter, columns), plotter)
    return frame


def _write(space: etree._Element, plot: str, plotter: Plotter) -> None:
    """Replace what python-pptx wrote; the link to the workbook stays."""
    for tag in ("chart", "txPr", "spPr", "style", "roundedCorners"):
        for found in space.findall(f"{{{C}}}{tag}"):
            space.remove(found)
    after = space.find(f"{{{C}}}externalData")
    position = list(space).index(after) if after is not None else len(space)
    for offset, xml in enumerate(
        (
            '<c:roundedCorners val="0"/>',
            f'<c:chart><c:autoTitleDeleted val="1"/>{plot}<c:plotVisOnly val="1"/>'
            '<c:dispBlanksAs val="gap"/></c:chart>',
            "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>",
            plotter.ink.text(plotter.usual),
        )
    ):
        space.insert(position + offset, _element(xml))


def _element(xml: str) -> etree._Element:
    wrapped = f'<wrap xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}">{xml}</wrap>'
    element = etree.fromstring(wrapped)[0]
    etree.cleanup_namespaces(element)
    return element
