"""Native lines."""

from __future__ import annotations

from handbook.figures.chart_text import marked
from handbook.figures.drawing import Box
from handbook.slides.chart_places import LinePlaces
from handbook.slides.chart_plotter import CATEGORIES, VALUES, Plotter, plot_area
from handbook.slides.chart_xml import Column, label, labels, layout, no_labels, shown

_LINES = (
    ("accent1", 4.0, None),
    ("tx2", 2.25, None),
    ("accent6", 2.25, "sysDash"),
    ("accent4", 2.25, None),
    ("accent5", 2.25, "sysDot"),
    ("tx2", 1.5, "lgDash"),
)


def lines(plotter: Plotter, columns: list[Column]) -> str:
    """Lines over categories, each named at one of its points."""
    block, ink = plotter.block, plotter.ink
    count, several = len(block.categories), len(block.series) > 1
    hidden = block.labels and not several
    widest = max(plotter.text_width(series.name.plain, plotter.usual, bold=True) for series in block.series)
    right = min(widest / plotter.width + 0.025, 0.3) if several else 0.03
    left = 0.02 if hidden else 0.09 + (0.04 if block.y_title else 0.0)
    foot = plotter.small * 1.35 / plotter.height + 0.04 + (0.09 if block.x_title else 0.0)
    share = Box(left, 0.06, 0.99 - left - right, 0.93 - foot)
    slot = plotter.width * share.width / max(count - 1, 1)
    most = max(plotter.text_width(name.plain, plotter.small) for name in block.categories)
    step = max(int(-(-most * 1.15 // slot)), 1)
    places = LinePlaces(plotter, share, named=several)
    made = ""
    for index in range(len(block.series)):
        slot_, width, dash = _LINES[index % len(_LINES)]
        middle = ink.stroke(slot_, width, dash) + '<c:marker><c:symbol val="none"/></c:marker>'
        special = _line_labels(plotter, places, index, slot_)
        points = _marked_dots(plotter, index)
        if hidden:
            text = ink.text(plotter.usual)
            body = labels(special, text, "t", shown(value=True), code=plotter.code)
        else:
            body = no_labels(special)
        made += plotter.series(index, columns, middle + points + body, '<c:smooth val="0"/>')
    chart = (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{made}<c:marker val="1"/>'
        f'<c:axId val="{CATEGORIES}"/><c:axId val="{VALUES}"/></c:lineChart>'
    )
    chart += plotter.thresholds(columns, len(block.series), places.thresholds)
    axes = plotter.category_axis("b", plotter.small, step).xml()
    axes += plotter.value_axis("l", hidden=hidden, between=False).xml()
    return plot_area(layout(share.x, share.y, share.width, share.height) + chart + axes)


def _line_labels(plotter: Plotter, places: LinePlaces, series: int, slot: str) -> str:
    """The labels of single points, in the points' order: the series' name, and the values to look at."""
    block, ink = plotter.block, plotter.ink
    focus = "accent2" if block.tone == "warning" else "accent1"
    found: dict[int, str] = {}
    if series in places.names:
        at, side = places.names[series]
        text = ink.text(plotter.usual, slot if slot != "accent6" else "tx2", bold=True)
        found[at] = label(at, text, side, shown(series=True))
    for (of, point), side in places.values.items():
        if of == series:
            text = ink.text(plotter.large, focus, bold=True)
            found[point] = label(point, text, side, shown(value=True), code=plotter.code)
    return "".join(found[point] for point in sorted(found))


def _marked_dots(plotter: Plotter, series: int) -> str:
    """Marks on the points to look at."""
    block, ink = plotter.block, plotter.ink
    focus = "accent2" if block.tone == "warning" else "accent1"
    return "".join(
        f'<c:dPt><c:idx val="{point}"/><c:marker><c:symbol val="circle"/><c:size val="11"/>'
        f'{ink.shape("bg1", focus, 2.5)}</c:marker><c:bubble3D val="0"/>{ink.stroke("accent1", 4.0)}</c:dPt>'
        for point, value in enumerate(block.series[series].values)
        if value is not None and marked(block, series, point)
    )
