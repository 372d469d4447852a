"""From a block to its drawing: the first layout in which every label finds room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from handbook.figures import canvas, cycle, flow, heatmap, layers, matrix, ranks, timeline, tree
from handbook.figures.drawing import Drawing, Misfit
from handbook.figures.space import Space
from handbook.model.blocks import BlockBase
from handbook.plan.words import Words
from handbook.problems import Problems

LAYOUTS: Mapping[str, Callable[[Any, Space, Words], Iterator[Drawing]]] = MappingProxyType(
    {
        "flow": flow.layouts,
        "cycle": cycle.layouts,
        "timeline": timeline.layouts,
        "funnel": ranks.funnel_layouts,
        "pyramid": ranks.pyramid_layouts,
        "layers": layers.layouts,
        "tree": tree.layouts,
        "matrix": matrix.layouts,
        "heatmap": heatmap.layouts,
        "canvas": canvas.layouts,
    }
)
"""The kinds that have a geometry; each yields drawings, the one wished for first."""


def draw(block: BlockBase, space: Space, words: Words, problems: Problems) -> Drawing:
    """The drawing of a block in a space. Where nothing fits, the nearest to it, and a problem for each misfit."""
    best: Drawing | None = None
    for drawing in LAYOUTS[str(block.kind)](block, space, words):  # type: ignore[attr-defined]
        if not drawing.misfits:
            return drawing
        if best is None or _lack(drawing) < _lack(best):
            best = drawing
    assert best is not None
    for misfit in best.misfits:
        _report(misfit, space, problems)
    return best


def _lack(drawing: Drawing) -> float:
    return sum(misfit.by for misfit in drawing.misfits)


def _report(misfit: Misfit, space: Space, problems: Problems) -> None:
    where = "in the book" if space.paper else "on a slide"
    if misfit.way == "many" and misfit.text:
        what = f"“{misfit.text}” finds no place {where} where it meets no other label"
        hint = "shorten it, or move what stands near it apart"
    elif not misfit.text:
        what = (
            f"this diagram is {misfit.by:.0f} pt too high {where}"
            if misfit.way == "high" and misfit.by
            else f"this diagram has more parts than fit {where}"
        )
        hint = "shorten its labels, or divide it into two"
    else:
        what = f"“{misfit.text}” is {max(misfit.by, 1):.0f} pt too {misfit.way} for its place {where}"
        hint = "shorten it, or give the diagram fewer parts"
    problems.error(misfit.at, "does-not-fit", what, hint)
