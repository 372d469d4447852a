"""Diagrams in decks: one group of native shapes whose connectors hold on to what they join."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree

from handbook.figures.draw import LAYOUTS
from tests.helpers.blocks import block_of, diagram
from tests.helpers.pptx import sdk_errors
from tests.helpers.slides import A, P, deck_with, group_of, hard_colours_and_fonts, saved

EMU = 12_700


def box(shape: etree._Element) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a shape in points, turned as it is drawn."""
    transform = next(shape.iter(f"{A}xfrm"))
    off, ext = transform.find(f"{A}off"), transform.find(f"{A}ext")
    assert off is not None and ext is not None
    x, y, width, height = (int(v) / EMU for v in (off.get("x"), off.get("y"), ext.get("cx"), ext.get("cy")))
    if transform.get("rot") in ("5400000", "16200000"):
        x, y, width, height = x + (width - height) / 2, y + (height - width) / 2, height, width
    return x, y, x + width, y + height


def sites(shape: etree._Element) -> dict[int, tuple[float, float]]:
    """The connection sites of a rectangle or an ellipse, by their index."""
    left, top, right, bottom = box(shape)
    x, y = (left + right) / 2, (top + bottom) / 2
    if next(shape.iter(f"{A}prstGeom")).get("prst") == "ellipse":
        return {0: (x, top), 2: (left, y), 4: (x, bottom), 6: (right, y)}
    return {0: (x, top), 1: (left, y), 2: (x, bottom), 3: (right, y)}


def shapes(group: etree._Element) -> dict[str, etree._Element]:
    """Every shape by its id."""
    return {next(shape.iter(f"{P}cNvPr")).get("id") or "": shape for shape in group.findall(f"{P}sp")}


@pytest.mark.parametrize("kind", LAYOUTS)
def test_a_diagram_is_one_group_that_says_what_it_shows(kind: str) -> None:
    group = group_of(deck_with(diagram(kind, 4)))
    properties = next(group.iter(f"{P}cNvPr"))
    assert "名称" in (properties.get("descr") or "")


@pytest.mark.parametrize("kind", LAYOUTS)
def test_ids_are_unique_and_nothing_names_a_colour_or_a_typeface(kind: str) -> None:
    presentation = deck_with(diagram(kind, 5))
    ids = presentation.slides[0].shapes._spTree.xpath(".//p:cNvPr/@id")
    assert len(ids) == len(set(ids))
    assert hard_colours_and_fonts(group_of(presentation)) == []


@pytest.mark.parametrize("kind", LAYOUTS)
def test_every_run_has_a_language(kind: str) -> None:
    group = group_of(deck_with(diagram(kind, 4)))
    runs = list(group.iter(f"{A}rPr"))
    assert runs and all(run.get("lang") == "zh-CN" for run in runs)


@pytest.mark.parametrize("parts", [2, 5, 6, 9])
@pytest.mark.parametrize("kind", LAYOUTS)
def test_connectors_end_where_they_are_glued(kind: str, parts: int) -> None:
    if kind != "flow" and parts > 6:
        pytest.skip("long only as a flow")
    group = group_of(deck_with(diagram(kind, parts)))
    known = shapes(group)
    for connector in group.findall(f"{P}cxnSp"):
        ends = [connector.find(f".//{A}{tag}") for tag in ("stCxn", "endCxn")]
        if ends == [None, None]:
            continue
        assert None not in ends, "glued at one end only"
        left, top, right, bottom = box(connector)
        for end in ends:
            assert end is not None
            x, y = sites(known[end.get("id") or ""])[int(end.get("idx") or -1)]
            assert min(abs(x - left), abs(x - right)) < 0.1 and min(abs(y - top), abs(y - bottom)) < 0.1


def test_a_flow_has_a_connector_between_each_two_steps() -> None:
    group = group_of(deck_with(diagram("flow", 9)))
    glued = [c for c in group.findall(f"{P}cxnSp") if c.find(f".//{A}stCxn") is not None]
    assert len(glued) == 8
    presets = {next(c.iter(f"{A}prstGeom")).get("prst") for c in glued}
    assert presets == {"straightConnector1", "bentConnector3"}


def test_the_text_of_a_step_is_inside_its_shape() -> None:
    group = group_of(
        deck_with(block_of("kind: flow\nsteps:\n  - {name: 定任务, text: 一天多少次}\n  - {name: 选}\n"))
    )
    texts = ["".join(t.text or "" for t in shape.iter(f"{A}t")) for shape in group.findall(f"{P}sp")]
    assert texts == ["1定任务一天多少次", "2选"]


@pytest.mark.parametrize("kind", LAYOUTS)
def test_filled_shapes_do_not_cover_one_another_and_stay_on_the_slide(kind: str) -> None:
    group = group_of(deck_with(diagram(kind, 6)))
    filled = [
        box(shape)
        for shape in group.findall(f"{P}sp")
        if shape.find(f"{P}spPr/{A}solidFill") is not None and any(t.text for t in shape.iter(f"{A}t"))
    ]
    for one, other in combinations(filled, 2):
        across, down = (
            min(one[2], other[2]) - max(one[0], other[0]),
            min(one[3], other[3]) - max(one[1], other[1]),
        )
        assert across <= 0.5 or down <= 0.5
    for shape in [*group.findall(f"{P}sp"), *group.findall(f"{P}cxnSp")]:
        left, top, right, bottom = box(shape)
        assert left >= 47.4 and right <= 912.6 and top >= 137.4 and bottom <= 456.6


def test_the_sdk_finds_nothing_wrong(tmp_path: Path) -> None:
    blocks = [diagram(kind, parts) for kind in LAYOUTS for parts in (1, 5, 6)]
    assert sdk_errors(saved(deck_with(*blocks), tmp_path), tmp_path) == []
