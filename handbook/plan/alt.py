"""What a figure, chart or table says, in sentences, for those who cannot see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from handbook.figures.scale import date_label
from handbook.model.blocks import BlockBase
from handbook.model.blocks.data import Chart, Figure, Formula, Series, Table
from handbook.model.blocks.diagrams import (
    Branch,
    Canvas,
    Cycle,
    Event,
    Flow,
    Funnel,
    Heatmap,
    Layers,
    Matrix,
    MatrixPoint,
    Node,
    Pyramid,
    Timeline,
    Tree,
)
from handbook.model.blocks.prose import Compare
from handbook.model.blocks.teaching import Worksheet
from handbook.model.inline import Inline
from handbook.model.numbers import NumberFormat
from handbook.plan.book import PlannedBlock
from handbook.plan.words import Words
from handbook.typography.chinese import seams

_MOST_POINTS = 8
"""Above this many values a series is told by its ends, its highest and its lowest value."""


def alt_text(planned: PlannedBlock, words: Words) -> str:
    """What the block shows, in the language of `words`."""
    return describe(planned.block, words)


def describe(block: BlockBase, words: Words) -> str:
    """What a block shows: every name and number of a diagram or chart, the outline of a table."""
    tell = _TELLERS.get(type(block))
    told = tell(block, words) if tell else words("alt_other", head=_head(block, words.kind_other, words))
    if words.chinese:
        for position in sorted(seams(told), reverse=True):
            told = f"{told[:position]} {told[position:]}"
    return told


def _head(block: BlockBase, kind: str, words: Words) -> str:
    return words("alt_titled", kind=kind, title=block.title.plain) if block.title else kind


def _join(parts: Iterable[str], words: Words) -> str:
    return str(words.alt_join).join(parts)


def _named(name: str, text: Inline | str | None, words: Words) -> str:
    return words("alt_named", item=name, text=str(text).rstrip("。.")) if text else name


def _node(node: Node, words: Words) -> str:
    return _named(node.name.plain, node.text, words)


def _focus(nodes: Iterable[Node], words: Words) -> str:
    names = [node.name.plain for node in nodes if node.focus]
    return words("alt_focus", names=words.list_comma.join(names)) if names else ""


def _parts_of(kind: str, block: BlockBase, nodes: tuple[Node, ...], words: Words) -> str:
    parts = _join((_node(node, words) for node in nodes), words)
    head = _head(block, words(f"kind_{kind}"), words)
    return words(f"alt_{kind}", head=head, n=len(nodes), parts=parts) + _focus(nodes, words)


def _flow(block: Flow, words: Words) -> str:
    return _parts_of("flow", block, block.steps, words) + _remark(block.remark, words)


def _remark(text: Inline | None, words: Words) -> str:
    if text is None:
        return ""
    return words.sentence_gap + text.plain


def _cycle(block: Cycle, words: Words) -> str:
    return _parts_of("cycle", block, block.steps, words) + _remark(block.centre, words)


def _pyramid(block: Pyramid, words: Words) -> str:
    return _parts_of("pyramid", block, block.levels, words)


def _timeline(block: Timeline, words: Words) -> str:
    parts = _join((_event(event, block, words) for event in block.events), words)
    head = _head(block, words.kind_timeline, words)
    told = words("alt_timeline", head=head, n=len(block.events), parts=parts)
    return told + _focus(block.events, words)


def _event(event: Event, block: Timeline, words: Words) -> str:
    if event.date is not None:
        when = date_label(event.date, words)
    else:
        unit = block.unit.plain if block.unit else ""
        when = words("alt_at", unit=unit, value=f"{event.position:g}")
    what = _node(event, words)
    if event.evidence is not None:
        what = words("alt_proof", what=what, evidence=event.evidence.plain)
    return words("alt_event", when=when, what=what)


def _funnel(block: Funnel, words: Words) -> str:
    unit = block.unit.plain if block.unit else ""
    gap = " " if unit else ""
    parts = _join(
        (
            _named(f"{stage.name.plain} {stage.value:,g}{gap}{unit}", stage.text, words)
            for stage in block.stages
        ),
        words,
    )
    head = _head(block, words.kind_funnel, words)
    told = words("alt_funnel", head=head, n=len(block.stages), parts=parts)
    return told + _focus(block.stages, words)


def _layers(block: Layers, words: Words) -> str:
    parts = []
    for layer in block.layers:
        about = [part.plain for part in (layer.text, layer.value) if part is not None]
        parts.append(_named(layer.name.plain, words.list_comma.join(about), words))
    head = _head(block, words.kind_layers, words)
    told = words("alt_layers", head=head, n=len(block.layers), parts=_join(parts, words))
    direction = words("alt_direction", text=block.direction.plain) if block.direction else ""
    return told + direction + _focus(block.layers, words)


def _tree(block: Tree, words: Words) -> str:
    head = _head(block, words.kind_tree, words)
    return words("alt_tree", head=head, parts=_branch(block.root, words))


def _branch(branch: Branch, words: Words) -> str:
    name = _node(branch, words)
    if branch.edge is not None:
        name = words("alt_edge", edge=branch.edge.plain, item=name)
    if not branch.children:
        return name
    children = words.list_comma.join(_branch(child, words) for child in branch.children)
    return words("alt_below", item=name, children=children)


def _matrix(block: Matrix, words: Words) -> str:
    if block.x is None or block.y is None:
        return _grid(block, words)
    parts = _join((_point(point, block, words) for point in block.points), words)
    told = words(
        "alt_matrix",
        head=_head(block, words.kind_matrix, words),
        x=block.x.name.plain, x_low=block.x.low.plain, x_high=block.x.high.plain,
        y=block.y.name.plain, y_low=block.y.low.plain, y_high=block.y.high.plain,
        parts=parts or words.list_comma.join(name.plain for name in block.quadrants),
    )  # fmt: skip
    return told + _focus(block.points, words) + _remark(block.reading, words)


def _point(point: MatrixPoint, block: Matrix, words: Words) -> str:
    name = _node(point, words)
    if point.x == 0.5 or point.y == 0.5:
        return words("alt_on_line", item=name)
    row, column = ("bottom", "top")[point.y > 0.5], ("left", "right")[point.x > 0.5]
    index = (0 if row == "top" else 2) + (column == "right")
    quadrant = block.quadrants[index].plain if block.quadrants else words("alt_quadrant", n=index + 1)
    return words(f"alt_{row}_{column}", item=name, quadrant=quadrant)


def _grid(block: Matrix, words: Words) -> str:
    parts = [
        words("alt_cell", row=row.plain, column=column.plain, text=cell.plain)
        for row, cells in zip(block.rows, block.cells, strict=False)
        for column, cell in zip(block.columns, cells, strict=False)
        if cell is not None
    ]
    head = _head(block, words.kind_grid, words)
    return words(
        "alt_grid", head=head, rows=len(block.rows), columns=len(block.columns), parts=_join(parts, words)
    ) + _remark(block.reading, words)


def _heatmap(block: Heatmap, words: Words) -> str:
    gravest = sorted(block.risks, key=lambda risk: -risk.likelihood * risk.impact)
    parts = [
        words("alt_risk", item=_node(risk, words), likelihood=risk.likelihood, impact=risk.impact)
        for risk in gravest
    ]
    head = _head(block, words.kind_heatmap, words)
    return words("alt_heatmap", head=head, n=len(parts), parts=_join(parts, words))


def _canvas(block: Canvas, words: Words) -> str:
    cells = sorted(block.cells, key=lambda cell: (cell.row, cell.column))
    parts = [
        _named(cell.name.plain, words.list_comma.join(item.plain for item in cell.items), words)
        for cell in cells
    ]
    head = _head(block, words.kind_canvas, words)
    return words("alt_canvas", head=head, n=len(parts), parts=_join(parts, words))


def _chart(block: Chart, words: Words) -> str:
    form = NumberFormat.parse(block.format)
    series = words.alt_join.join(_series(series, block, form, words) for series in block.series)
    rest = "".join(
        words("alt_line", item=line.name.plain, value=form.write(line.value)) for line in block.lines
    )
    if block.highlight and block.categories:
        names = words.list_comma.join(block.categories[index - 1].plain for index in block.highlight)
        rest += words("alt_marked", names=names)
    head = _head(block, words(f"chart_{block.type}"), words)
    return words("alt_chart", head=head, unit=block.unit.plain, series=series, rest=rest)


def _series(series: Series, block: Chart, form: NumberFormat, words: Words) -> str:
    if block.type == "scatter":
        pairs = [(x, y) for x, y in zip(series.x, series.values, strict=False) if y is not None]
        values = words.list_comma.join(words("alt_xy", x=f"{x:g}", y=form.write(y)) for x, y in pairs)
    else:
        points = [
            (category.plain, value)
            for category, value in zip(block.categories, series.values, strict=False)
            if value is not None
        ]
        values = _values(points, form, words)
    return words("alt_series", item=series.name.plain, values=values)


def _values(points: list[tuple[str, float | int]], form: NumberFormat, words: Words) -> str:
    if len(points) <= _MOST_POINTS:
        return words.list_comma.join(
            words("alt_point", category=category, value=form.write(value)) for category, value in points
        )
    high = max(points, key=lambda point: point[1])
    low = min(points, key=lambda point: point[1])
    (first, first_value), (last, last_value) = points[0], points[-1]
    return words(
        "alt_span",
        first=first, first_value=form.write(first_value), last=last, last_value=form.write(last_value),
        high=form.write(high[1]), high_at=high[0], low=form.write(low[1]), low_at=low[0],
    )  # fmt: skip


def _table(block: Table, words: Words) -> str:
    heads = words.list_comma.join(column.title.plain for column in block.columns)
    head = _head(block, words.kind_table, words)
    if not block.rows:
        return words("alt_table_data", head=head, columns=len(block.columns), heads=heads)
    return words("alt_table", head=head, rows=len(block.rows), columns=len(block.columns), heads=heads)


def _compare(block: Compare, words: Words) -> str:
    sides = [words("alt_compare_side", item=side.title.plain, n=len(side.points)) for side in block.columns]
    head = _head(block, words.kind_compare, words)
    return words("alt_compare", head=head, parts=words.list_comma.join(sides))


def _worksheet(block: Worksheet, words: Words) -> str:
    fields = words.list_comma.join(field.label.plain for field in block.fields)
    return words("alt_form", head=_head(block, words.kind_worksheet, words), parts=fields)


def _figure(block: Figure, words: Words) -> str:
    return block.alt.plain


def _formula(block: Formula, words: Words) -> str:
    return block.tex


_TELLERS: Mapping[type[BlockBase], Callable[[Any, Words], str]] = MappingProxyType(
    {
        Flow: _flow,
        Cycle: _cycle,
        Timeline: _timeline,
        Funnel: _funnel,
        Pyramid: _pyramid,
        Layers: _layers,
        Tree: _tree,
        Matrix: _matrix,
        Heatmap: _heatmap,
        Canvas: _canvas,
        Chart: _chart,
        Table: _table,
        Compare: _compare,
        Worksheet: _worksheet,
        Figure: _figure,
        Formula: _formula,
    }
)
