"""Native bars, columns and stacked columns."""

from __future__ import annotations

from handbook.figures.chart_text import marked
from handbook.slides.chart_plotter import CATEGORIES, ON_FILL, SLOTS, VALUES, Plotter, key, plot_area
from handbook.slides.chart_xml import Column, hidden_label, label, labels, layout, no_labels, shown

_GAPS = {"column": 60, "bar": 70, "stacked": 55}
_ROW = 1.6
"""The height that a category of lying bars wants, in em of its name."""


def bars(plotter: Plotter, columns: list[Column]) -> str:
    """Columns, bars or stacked columns, with their axes and plot area."""
    block = plotter.block
    # No viewer draws a threshold across lying bars, so they stand up where there is one.
    lying, stacked = block.type == "bar" and not block.lines, block.type == "stacked"
    made = "".join(_bar_series(plotter, columns, index) for index in range(len(block.series)))
    overlap = 100 if stacked else 0
    grouping = "stacked" if stacked else "clustered"
    chart = (
        f'<c:barChart><c:barDir val="{"bar" if lying else "col"}"/><c:grouping val="{grouping}"/>'
        f'<c:varyColors val="0"/>{made}<c:gapWidth val="{_GAPS[block.type]}"/><c:overlap val="{overlap}"/>'
        f'<c:axId val="{CATEGORIES}"/><c:axId val="{VALUES}"/></c:barChart>'
    )
    several = len(block.series) > 1
    hidden = block.labels
    size = plotter.usual
    if lying:
        most = max(plotter.text_width(name.plain, size) for name in block.categories)
        if len(block.categories) * size * _ROW > plotter.height:
            size = plotter.small
        left = min(most / plotter.width + 0.02, 0.42) + (0.03 if block.x_title else 0.0)
        top = 0.12 if several else 0.04
        value_title = not hidden and block.y_title is not None
        area = layout(
            left, top, 0.93 - left, 0.96 - top - (0.06 if not hidden else 0) - (0.06 if value_title else 0)
        )
        axes = plotter.category_axis("l", size, 1).xml()
        axes += plotter.value_axis("b", hidden=hidden).xml()
        side = "t"
    else:
        right = 0.2 if stacked else 0.0
        left = 0.01 if hidden else 0.1
        slot = plotter.width * (0.98 - left - right) / len(block.categories)
        if max(plotter.text_width(name.plain, size) for name in block.categories) > slot * 0.94:
            size = plotter.small
        rows = min(max(plotter.text_lines(name.plain, size, slot * 0.94) for name in block.categories), 3)
        foot = rows * size * 1.35 / plotter.height + 0.03 + (0.09 if block.x_title else 0.0)
        top = 0.13 if several and not stacked else 0.04
        area = layout(left, top, 0.99 - left - right, 0.99 - top - foot)
        axes = plotter.category_axis("b", size, 1).xml()
        axes += plotter.value_axis("l", hidden=hidden).xml()
        chart += plotter.thresholds(columns, len(block.series))
        side = "r" if stacked else "t"
    return plot_area(area + chart + axes) + (key(plotter, side) if several else "")


def _bar_series(plotter: Plotter, columns: list[Column], index: int) -> str:
    block, ink = plotter.block, plotter.ink
    stacked = block.type == "stacked"
    warns = block.tone == "warning"
    focus = "accent2" if warns else "accent1"
    alone = len(block.series) == 1 and block.highlight and not warns
    slot = "accent6" if alone else SLOTS[index]
    outline = ink.shape(slot, "bg1", 1.5) if stacked else ink.shape(slot)
    points = special = ""
    crowded = len(block.categories) * len(block.series) > 12
    usual = ink.text(plotter.small if crowded else plotter.usual)
    for point, value in enumerate(block.series[index].values):
        if value is None:
            continue
        if not marked(block, index, point):
            if not stacked and _crossed(plotter, value):
                special += label(
                    point, usual, "outEnd", shown(value=True), code=plotter.code, ground=ink.shape("bg1")
                )
            continue
        points += (
            f'<c:dPt><c:idx val="{point}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
            f"{ink.hatched(focus) if warns and not stacked else ink.shape(focus)}</c:dPt>"
        )
        text = ink.text(plotter.large, ON_FILL["accent1"] if stacked else focus, bold=True)
        ground = ink.shape("bg1") if not stacked and _crossed(plotter, value) else ""
        place = "ctr" if stacked else "outEnd"
        special += label(point, text, place, shown(value=True), code=plotter.code, ground=ground)
    middle = outline + '<c:invertIfNegative val="0"/>' + points
    if not block.labels or (index and _too_thin(plotter)):
        return plotter.series(index, columns, middle + no_labels())
    if stacked:
        bold = index == 0
        tall = plotter.height * 0.8 / plotter.scale[1]
        special += "".join(
            hidden_label(point)
            for point, value in enumerate(block.series[index].values)
            if value is not None and value * tall < plotter.small * 1.1 and not marked(block, index, point)
        )
        text = ink.text(plotter.usual if bold else plotter.small, ON_FILL[slot], bold=bold)
    else:
        text = usual
    place = "ctr" if stacked else "outEnd"
    return plotter.series(
        index, columns, middle + labels(special, text, place, shown(value=True), code=plotter.code)
    )


def _too_thin(plotter: Plotter) -> bool:
    """Whether lying bars stand so close that values can stand on those of the focus alone."""
    block = plotter.block
    if block.type != "bar" or block.lines:
        return False
    bars = len(block.categories) * (len(block.series) + _GAPS["bar"] / 100)
    return plotter.height * 0.84 / bars < plotter.small * 0.8


def _crossed(plotter: Plotter, value: float) -> bool:
    """Whether a threshold runs through the label of a value, which then needs a ground of its own."""
    low, high, _ = plotter.scale
    reach = plotter.large * 1.6 / (plotter.height * 0.75) * (high - low)
    return any(0 <= line.value - value <= reach for line in plotter.block.lines)
