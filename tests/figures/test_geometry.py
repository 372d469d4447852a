"""Whatever a diagram holds, its labels stand inside and apart from one another, or a problem says why not."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.figures.draw import LAYOUTS, draw
from handbook.figures.drawing import Box, Drawing
from handbook.figures.space import Space, paper_space, slide_space
from handbook.model.blocks import BlockBase
from handbook.plan.words import words_for
from handbook.problems import Problems
from tests.helpers.blocks import block_of, default_theme, diagram

WORDS = words_for("zh-CN")
THEME = default_theme()
SPACES = {
    "measure": paper_space(378, THEME),
    "wide": paper_space(489, THEME),
    "a5": paper_space(306, THEME),
    "slide": slide_space(864, 318, THEME),
}


def drawn(block: BlockBase, space: Space) -> tuple[Drawing, Problems]:
    problems = Problems()
    return draw(block, space, WORDS, problems), problems


def meeting(drawing: Drawing) -> list[tuple[str, str]]:
    """Pairs of labels that share room."""
    return [
        (one.text, other.text)
        for one, other in combinations(drawing.every_label, 2)
        if one.ink.overlaps(other.ink, 0.5)
    ]


def outside(drawing: Drawing) -> list[str]:
    """Labels and nodes that leave the drawing."""
    parts: list[tuple[str, Box]] = [(label.text, label.ink) for label in drawing.every_label]
    parts += [(node.id, node.box) for node in drawing.nodes]
    return [name for name, box in parts if not box.within(drawing.width, drawing.height, 0.5)]


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize("parts", [1, 2, 3, 5, 6])
@pytest.mark.parametrize("kind", LAYOUTS)
def test_usual_diagrams_fit(kind: str, parts: int, space: str) -> None:
    drawing, problems = drawn(diagram(kind, parts), SPACES[space])
    assert not problems.errors
    assert meeting(drawing) == []
    assert outside(drawing) == []
    assert drawing.height <= SPACES[space].height + 0.5


@pytest.mark.parametrize("space", ["measure", "slide"])
@pytest.mark.parametrize("parts", [9, 12])
@pytest.mark.parametrize("kind", ["flow"])
def test_a_long_flow_takes_several_rows(kind: str, parts: int, space: str) -> None:
    drawing, problems = drawn(diagram(kind, parts), SPACES[space])
    assert not problems.errors
    assert meeting(drawing) == outside(drawing) == []
    assert len({node.box.y for node in drawing.nodes}) > 1


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(sorted(LAYOUTS)),
    parts=st.integers(1, 8),
    name=st.sampled_from(["设", "现金跑道", "GPT-4 级模型", "Series B round", "一个相当长的名称要占两行"]),
    text=st.sampled_from(
        [
            "短",
            "约 2.4 亿元",
            "Every customer renews twice",
            "混排 mixed 文字，带 3 个数字和标点。",
            "很" * 30,
        ]
    ),
    space=st.sampled_from(sorted(SPACES)),
)
def test_labels_never_meet_unless_a_problem_says_so(
    kind: str, parts: int, name: str, text: str, space: str
) -> None:
    drawing, problems = drawn(diagram(kind, parts, name, text), SPACES[space])
    if not problems.errors:
        assert meeting(drawing) == []
        assert outside(drawing) == []
        assert drawing.height <= SPACES[space].height + 0.5


def test_a_label_that_cannot_fit_is_named_with_its_line_and_what_is_missing() -> None:
    block = block_of("kind: flow\nsteps:\n  - {name: 甲}\n  - {name: " + "很长" * 40 + "}\n")
    _, problems = drawn(block, SPACES["slide"])
    (problem,) = problems.errors
    assert problem.code == "does-not-fit"
    assert (problem.place.file, problem.place.line) == ("block.yaml", 4)
    assert "很长很长" in problem.what and "pt too" in problem.what
    assert problem.hint


def test_on_paper_the_second_row_of_a_flow_runs_back() -> None:
    drawing, _ = drawn(diagram("flow", 6), SPACES["measure"])
    third, fourth, fifth = (drawing.node(f"step-{number}").box for number in (3, 4, 5))
    assert fourth.x == third.x and fourth.y > third.y
    assert fifth.x < fourth.x


def test_on_a_slide_every_row_of_a_flow_runs_from_left_to_right() -> None:
    drawing, _ = drawn(diagram("flow", 6), SPACES["slide"])
    fourth, fifth = drawing.node("step-4").box, drawing.node("step-5").box
    assert fourth.x < fifth.x


@pytest.mark.parametrize("space", ["wide", "slide"])
def test_events_stand_at_their_true_distances(space: str) -> None:
    block = block_of(
        'kind: timeline\nevents:\n  - {date: "2020-01-01", name: 甲}\n  - {date: "2021-01-01", name: 乙}\n'
        '  - {date: "2024-01-01", name: 丙}\n'
    )
    drawing, _ = drawn(block, SPACES[space])
    first, second, third = (drawing.node(f"event-{number}").box.centre[0] for number in (1, 2, 3))
    assert (third - first) / (second - first) == pytest.approx(4.0, rel=0.01)


def test_a_month_stands_in_its_middle_and_a_year_in_its_own() -> None:
    block = block_of(
        'kind: timeline\nevents:\n  - {date: "2020", name: 甲}\n  - {date: "2020-07", name: 乙}\n'
        '  - {date: "2021", name: 丙}\n'
    )
    drawing, _ = drawn(block, SPACES["wide"])
    first, second, third = (drawing.node(f"event-{number}").box.centre[0] for number in (1, 2, 3))
    assert (second - first) / (third - first) == pytest.approx(0.5 / 12, rel=0.05)


def test_labels_of_close_events_go_to_tiers_and_no_stem_runs_through_a_label() -> None:
    events = "".join(f'  - {{date: "2024-0{month}", name: 事件名称{month}}}\n' for month in (1, 2, 3))
    block = block_of(f'kind: timeline\nevents:\n{events}  - {{date: "2026-12", name: 末}}\n')
    drawing, problems = drawn(block, SPACES["measure"])
    assert not problems.errors
    tops = {round(node.box.y) for node in drawing.nodes if node.id.endswith("about")}
    assert len(tops) > 1
    stems = [stroke.points for stroke in drawing.strokes if stroke.pen == "stem"]
    for (x, low), (_, high) in stems:
        crossed = [
            label.text
            for label in drawing.every_label
            if label.box.x < x < label.box.x + label.natural and label.box.y < low and label.box.bottom > high
        ]
        assert crossed == []


def test_a_quantity_stays_with_its_unit() -> None:
    block = block_of("kind: flow\nsteps:\n  - {name: 甲, text: 我们一共在这里投入了大约 20 亿美元的资金}\n")
    drawing, _ = drawn(block, SPACES["measure"])
    lines = drawing.node("step-1").labels[-1].lines
    assert any("20 亿美元" in line for line in lines)


@pytest.mark.parametrize(("space", "times"), [("measure", 0), ("slide", 1)])
def test_the_reading_of_a_grid_is_drawn_on_slides_and_stands_under_the_caption_in_print(
    space: str, times: int
) -> None:
    block = block_of(
        """
        kind: matrix
        title: 阶段与资金
        columns: [股权, 债权]
        rows: [种子]
        cells: [[天使, 没有]]
        reading: 先找到自己那一行。
        """
    )
    drawing, _ = drawn(block, SPACES[space])
    assert [label.text for label in drawing.every_label].count("先找到自己那一行。") == times


FUNNEL = """
    kind: funnel
    unit: 条
    stages:
      - {name: 对话, value: 10000}
      - {name: 点评, value: 200}
      - {name: 说得清, value: 125}
      - {name: 新题, value: 25}
"""


def test_bars_of_a_printed_funnel_are_true_to_scale() -> None:
    drawing, _ = drawn(block_of(FUNNEL), SPACES["measure"])
    first, *rest = (node.box.width for node in drawing.nodes)
    assert [width / first for width in rest] == pytest.approx([0.02, 0.0125, 0.0025], abs=0.0005)


@pytest.mark.parametrize("space", ["measure", "slide"])
def test_every_stage_of_a_funnel_says_its_share_of_the_one_above(space: str) -> None:
    drawing, _ = drawn(block_of(FUNNEL), SPACES[space])
    said = [label.text for label in drawing.labels if label.text.endswith("%")]
    assert said == ["2%", "63%", "20%"]


@pytest.mark.parametrize(("space", "times"), [("measure", 0), ("slide", 1)])
def test_a_funnel_on_a_slide_says_that_it_is_not_to_scale(space: str, times: int) -> None:
    drawing, _ = drawn(block_of(FUNNEL), SPACES[space])
    assert [label.text for label in drawing.labels].count(WORDS.funnel_taper) == times


TREE = """
    kind: tree
    root:
      name: 解决率过半吗
      children:
        - {name: 按结果, edge: 是, text: 写清判定与退扣}
        - name: 用量差五倍吗
          edge: 否
          children: [{name: 额度加超额, edge: 是, text: 重度用户另付}, {name: 按座席, edge: 否, text: 仍设公平上限}]
"""


@pytest.mark.parametrize("space", ["measure", "a5"])
def test_a_printed_tree_takes_the_measure(space: str) -> None:
    drawing, _ = drawn(block_of(TREE), SPACES[space])
    assert max(label.ink.right for label in drawing.every_label) > 0.85 * drawing.width


def test_leaves_of_a_printed_tree_have_their_texts_beside_them_where_there_is_room() -> None:
    drawing, _ = drawn(block_of(TREE), SPACES["measure"])
    for node in drawing.nodes:
        name, *texts = node.labels
        assert name.size == max(SPACES["measure"].settings["name"].sizes)
        for text in texts:
            assert text.ink.x > name.ink.right
            assert text.baselines[0] == pytest.approx(name.baselines[0])


def test_what_leads_to_a_branch_stands_over_its_line_and_under_the_branch_above() -> None:
    long = TREE.replace("edge: 否, text", "edge: 用量有高有低但差别不到五倍的大多数客户, text")
    drawing, _ = drawn(block_of(long), SPACES["measure"])
    edge = next(label for label in drawing.labels if len(label.lines) == 2)
    end = next(link.points[-1][1] for link in drawing.links if link.end == drawing.nodes[-1].id)
    above = next(link.points[-1][1] for link in drawing.links if link.end == drawing.nodes[-2].id)
    assert above < edge.ink.y and edge.ink.bottom <= end
