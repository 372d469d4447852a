"""Native pies, doughnuts, radar charts, areas and scatter charts."""

from __future__ import annotations

from handbook.figures.chart_text import marked
from handbook.model.numbers import NumberFormat
from handbook.slides.chart_plotter import CATEGORIES, ON_FILL, SLOTS, VALUES, Plotter, key, plot_area
from handbook.slides.chart_xml import (
    Axis,
    Column,
    head_reference,
    label,
    labels,
    layout,
    legend,
    no_labels,
    number_reference,
    scale_code,
    shown,
)

_HOLE = 58
_GAP = 2.5
_MOST_BESIDE = 6
"""Up to so many parts of a pie carry their labels right beside them."""
_ACROSS, _UPWARDS = 111111103, 111111104
_SYMBOLS = ("square", "circle", "diamond", "triangle")


def rounds(plotter: Plotter, columns: list[Column]) -> str:
    """A pie with names outside it, or a doughnut with values on its ring and a key."""
    block, ink = plotter.block, plotter.ink
    doughnut = block.type == "doughnut"
    points = special = ""
    # Where many small parts stand side by side, the viewer moves their labels apart.
    side = "bestFit" if len(block.categories) > _MOST_BESIDE else "outEnd"
    for index in range(len(block.categories)):
        slot = SLOTS[index % len(SLOTS)]
        points += f'<c:dPt><c:idx val="{index}"/><c:bubble3D val="0"/>{ink.shape(slot, "bg1", _GAP)}</c:dPt>'
        focus = index == 0 or index + 1 in block.highlight
        if doughnut:
            text = ink.text(plotter.small, ON_FILL[slot], bold=True)
            special += label(index, text, None, shown(value=True), code=plotter.share_code)
        else:
            text = ink.text(plotter.usual, "accent1" if focus else "tx1", bold=focus)
            what = shown(value=True, category=True) + "<c:separator>  </c:separator>"
            special += label(index, text, side, what, code=plotter.share_code)
    if not block.labels:
        what = shown(category=True)
        named = labels("", ink.text(plotter.usual), "outEnd", what, code=plotter.share_code)
        around = no_labels() if doughnut else named
    elif doughnut:
        around = labels(special, ink.text(plotter.small), None, shown(value=True), code=plotter.share_code)
    else:
        what = shown(value=True, category=True) + "<c:separator>  </c:separator>"
        around = labels(special, ink.text(plotter.usual), side, what, code=plotter.share_code)
    around = around.replace("</c:dLbls>", '<c:showLeaderLines val="0"/></c:dLbls>')
    series = plotter.series(0, columns, points + around)
    tag = "doughnutChart" if doughnut else "pieChart"
    hole = f'<c:holeSize val="{_HOLE}"/>' if doughnut else ""
    chart = f'<c:{tag}><c:varyColors val="1"/>{series}<c:firstSliceAng val="0"/>{hole}</c:{tag}>'
    wide = min(plotter.height * 0.94, plotter.width * 0.5)
    share, tall = wide / plotter.width, wide / plotter.height
    if doughnut:
        area = layout(0.12, (1 - tall) / 2, share, tall)
        return plot_area(area + chart) + legend("r", ink.text(plotter.usual))
    return plot_area(layout((1 - share * 0.84) / 2, (1 - tall * 0.84) / 2, share * 0.84, tall * 0.84) + chart)


def radar(plotter: Plotter, columns: list[Column]) -> str:
    """Values on spokes, with a key; without `c:smooth`, which the schema does not allow here."""
    block, ink = plotter.block, plotter.ink
    made = ""
    for index in range(len(block.series)):
        slot = SLOTS[index % len(SLOTS)]
        width, dash = (4.0, None) if index == 0 else (2.25, "sysDash" if index % 2 else None)
        symbol = _SYMBOLS[index % len(_SYMBOLS)]
        mark = f'<c:marker><c:symbol val="{symbol}"/><c:size val="8"/>{ink.shape(slot)}</c:marker>'
        made += plotter.series(index, columns, ink.stroke(slot, width, dash) + mark + no_labels())
    chart = (
        f'<c:radarChart><c:radarStyle val="marker"/><c:varyColors val="0"/>{made}'
        f'<c:axId val="{CATEGORIES}"/><c:axId val="{VALUES}"/></c:radarChart>'
    )
    low, high, unit = plotter.scale
    form = NumberFormat.parse(block.format)
    names = Axis("catAx", CATEGORIES, VALUES, "b", grid=ink.stroke("hair", 0.75), line=ink.stroke("hair", 0.75),
                 text=ink.text(plotter.usual))  # fmt: skip
    values = Axis("valAx", VALUES, CATEGORIES, "l", low=low, high=high, unit=unit, grid=ink.stroke("hair", 0.75),
                  code=scale_code(form, low, high), line=ink.stroke(None),
                  text=ink.text(plotter.small, "tx2"))  # fmt: skip
    several = len(block.series) > 1
    return plot_area(layout(0.2, 0.1, 0.6, 0.8) + chart + names.xml() + values.xml()) + (
        key(plotter, "r") if several else ""
    )


def areas(plotter: Plotter, columns: list[Column]) -> str:
    """Areas on one another, with a key in their order."""
    block, ink = plotter.block, plotter.ink
    several = len(block.series) > 1
    made = "".join(
        plotter.series(index, columns, ink.shape(SLOTS[index % len(SLOTS)], "bg1", 1.5) + no_labels())
        for index in range(len(block.series))
    )
    grouping = "stacked" if several else "standard"
    chart = (
        f'<c:areaChart><c:grouping val="{grouping}"/><c:varyColors val="0"/>{made}'
        f'<c:axId val="{CATEGORIES}"/><c:axId val="{VALUES}"/></c:areaChart>'
    )
    foot = plotter.small * 1.35 / plotter.height + 0.04 + (0.09 if block.x_title else 0.0)
    left = 0.09 + (0.04 if block.y_title else 0.0)
    right = 0.2 if several else 0.03
    axes = plotter.category_axis("b", plotter.small).xml()
    axes += plotter.value_axis("l", hidden=False, between=False).xml()
    area = layout(left, 0.05, 0.99 - left - right, 0.94 - foot)
    return plot_area(area + chart + axes) + (key(plotter, "r") if several else "")


def points(plotter: Plotter, columns: list[Column]) -> str:
    """Marks on two scales; the columns of the workbook are x and y of each series by turns."""
    block, ink = plotter.block, plotter.ink
    made = ""
    for index, series in enumerate(block.series):
        slot = SLOTS[index % len(SLOTS)]
        symbol = _SYMBOLS[index % len(_SYMBOLS)]
        focus = "accent2" if block.tone == "warning" else "accent1"
        special = "".join(
            f'<c:dPt><c:idx val="{point}"/><c:marker><c:symbol val="{symbol}"/><c:size val="14"/>{ink.shape(focus)}'
            f'</c:marker><c:bubble3D val="0"/></c:dPt>'
            for point in range(len(series.values))
            if marked(block, index, point)
        )
        mark = f'<c:marker><c:symbol val="{symbol}"/><c:size val="10"/>{ink.shape(slot)}</c:marker>'
        name = head_reference(columns, 2 * index + 1)
        made += (
            f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx>{name}</c:tx>'
            f"{ink.stroke(None)}{mark}{special}{no_labels()}"
            f"<c:xVal>{number_reference(columns, 2 * index, 'General')}</c:xVal>"
            f'<c:yVal>{number_reference(columns, 2 * index + 1, plotter.code)}</c:yVal><c:smooth val="0"/></c:ser>'
        )
    first = 2 * len(block.series)
    for place in range(len(block.lines)):
        at = first + 2 * place
        named = label(1, ink.text(plotter.usual, "accent1", bold=True), "t", shown(series=True))
        index = len(block.series) + place
        made += (
            f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx>{head_reference(columns, at + 1)}</c:tx>'
            f"{ink.stroke('accent1', 2.0, 'sysDash')}"
            f'<c:marker><c:symbol val="none"/></c:marker>{no_labels(named)}'
            f"<c:xVal>{number_reference(columns, at, 'General')}</c:xVal>"
            f'<c:yVal>{number_reference(columns, at + 1, plotter.code)}</c:yVal><c:smooth val="0"/></c:ser>'
        )
    chart = (
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{made}'
        f'<c:axId val="{_ACROSS}"/><c:axId val="{_UPWARDS}"/></c:scatterChart>'
    )
    low, high, unit = plotter.scale
    left, right, step = plotter.across
    form, grid = NumberFormat.parse(block.format), ink.stroke("hair", 0.75)
    x_title = ink.title(plotter.spaced(block.x_title.plain), plotter.small) if block.x_title else ""
    y_title = (
        ink.title(plotter.spaced(block.y_title.plain), plotter.small, turn=-5_400_000)
        if block.y_title
        else ""
    )
    across = Axis("valAx", _ACROSS, _UPWARDS, "b", low=left, high=right, unit=step, title=x_title, between=False,
                  code="General", line=ink.stroke("tx2", 1.0), text=ink.text(plotter.small, "tx2"), at=low)  # fmt: skip
    upwards = Axis("valAx", _UPWARDS, _ACROSS, "l", low=low, high=high, unit=unit, log=block.log, title=y_title,
                   between=False, grid=grid, code=scale_code(form, low, high), line=ink.stroke(None),
                   text=ink.text(plotter.small, "tx2"), at=left)  # fmt: skip
    several = len(block.series) > 1
    top = 0.12 if several else 0.05
    area = layout(0.12, top, 0.85, 0.8 - top)
    return plot_area(area + chart + across.xml() + upwards.xml()) + (key(plotter, "t") if several else "")
