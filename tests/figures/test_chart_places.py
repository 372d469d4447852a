"""Where printed charts put their numbers and titles: clear of lines, and nothing said twice."""

from __future__ import annotations

import pytest

from handbook.figures.chart_text import value_title
from handbook.figures.draw import LAYOUTS
from handbook.figures.drawing import Label
from handbook.figures.space import paper_space
from handbook.model.blocks.data import Chart
from handbook.pdf.chart_canvas import Canvas
from handbook.pdf.charts import PAINTERS
from handbook.plan.words import words_for
from tests.helpers.blocks import block_of, default_theme
from tests.helpers.charts import chart


def chart_of(text: str) -> Chart:
    block = block_of(f"kind: chart\ntitle: 标题\nsource: 假设\n{text}")
    assert isinstance(block, Chart)
    return block


def drawn(block: Chart) -> Canvas:
    theme = default_theme()
    return PAINTERS[block.type](block, theme, paper_space(378, theme), words_for("zh-CN"))


def label(canvas: Canvas, text: str) -> Label:
    return next(label for label in canvas.labels if label.text == text)


def test_the_rings_of_a_radar_chart_of_scores_end_at_five() -> None:
    shown = [label.text for label in drawn(chart("radar")).labels if label.role == "note"]
    assert [text for text in shown if text.isdecimal()] == ["1", "2", "3", "4", "5"]


def test_the_outer_ring_of_a_radar_chart_holds_the_highest_value() -> None:
    block = chart_of(
        "type: radar\nunit: 元\ncategories: [甲, 乙, 丙]\nseries:\n  - {name: 成本, values: [12, 61, 37]}\n"
    )
    rings = [int(label.text) for label in drawn(block).labels if label.text.isdecimal()]
    assert rings == sorted(rings) and rings[-2] < 61 <= rings[-1]


def test_the_values_of_a_radar_charts_rings_lie_under_its_data() -> None:
    """What is blanked behind them must not cut the lines."""
    canvas = drawn(chart("radar"))
    paper = canvas.colours.paper.css.lower()
    marks = canvas.marks()
    blank = [index for index, mark in enumerate(marks) if mark.fill == paper and not mark.stroke]
    data = [index for index, mark in enumerate(marks) if mark.stroke == canvas.colours.accent.css.lower()]
    assert len(blank) == 5
    assert data[-1] > max(blank), "the first series is drawn last"


@pytest.mark.parametrize(
    "names", ["甲, 乙, 丙", "甲, 乙, 丙, 丁", "甲, 乙, 丙, 丁, 戊", "甲, 乙, 丙, 丁, 戊, 己, 庚"]
)
def test_a_radar_chart_ends_with_its_lowest_name(names: str) -> None:
    """With an odd number of spokes none points straight down: no band is left empty below."""
    values = ", ".join("3" for _ in names.split(","))
    canvas = drawn(
        chart_of(
            f"type: radar\nunit: 分\ncategories: [{names}]\nseries:\n  - {{name: 值, values: [{values}]}}\n"
        )
    )
    lowest = max(label.box.bottom for label in canvas.labels)
    highest = min(label.box.y for label in canvas.labels if label.text == "甲")
    title = max(label.box.bottom for label in canvas.labels if label.box.y < highest)
    assert 0 < canvas.height - lowest < canvas.em(1)
    assert 0 < highest - title < canvas.em(1)


def test_a_part_too_thin_for_its_value_has_it_at_its_left_with_a_leader() -> None:
    block = chart_of(
        "type: stacked\nunit: 万元\ncategories: [第一年, 第三年]\nseries:\n  - {name: 订阅, values: [60, 360]}\n"
        "  - {name: 授权, values: [80, 41]}\n  - {name: 定制, values: [480, 240]}\n"
    )
    canvas = drawn(block)
    value, inside = label(canvas, "41"), label(canvas, "360")
    assert value.box.right < inside.box.x
    ends = [mark for mark in canvas.marks() if mark.stroke == canvas.colours.grey.css.lower()]
    assert len(ends) == 1


@pytest.mark.parametrize(
    ("title", "unit", "said"),
    [
        ("已归属（%）", '"%"', "已归属"),
        ('"%"', '"%"', ""),
        ("占 C4，%", '"%"', "占 C4"),
        ("元/卡·月，对数轴", "元/卡·月", "对数轴"),
        ("1 倍＝100", "1倍＝100", ""),
        ("六项合计（满分 30）", "分", "六项合计（满分 30）"),
        ("每组次数", "次", "每组次数"),
    ],
)
def test_the_head_of_a_chart_leaves_the_unit_to_the_caption(title: str, unit: str, said: str) -> None:
    block = chart_of(
        f"type: column\nunit: {unit}\ny_title: {title}\ncategories: [甲]\nseries:\n  - {{name: 丁, values: [1]}}\n"
    )
    assert "".join(value_title(block).split()) == "".join(said.split())


def test_the_title_of_the_categories_stands_clear_of_the_last_of_them() -> None:
    canvas = drawn(chart("line-scale"))
    title, last = label(canvas, "月"), label(canvas, "24")
    assert title.ink.x > last.ink.right and title.ink.y < last.ink.bottom
    long = chart_of(
        "type: column\nunit: 分钟\nx_title: 当时最好的公开模型之一，按年排\n"
        "categories: [甲, 乙]\nseries:\n  - {name: 时长, values: [1, 2]}\n"
    )
    canvas = drawn(long)
    assert label(canvas, "当时最好的公开模型之一，按年排").box.y > label(canvas, "乙").box.bottom + canvas.em(
        0.3
    )


def test_a_longer_text_beside_a_pyramid_gets_its_line_from_the_bars() -> None:
    def bar(text: str) -> float:
        block = block_of(
            f"kind: pyramid\ntitle: 标题\nlevels:\n  - {{name: 一级, text: {text}}}\n"
            "  - {name: 二级}\n  - {name: 三级}\n"
        )
        drawing = next(LAYOUTS["pyramid"](block, paper_space(358, default_theme()), words_for("zh-CN")))
        assert all(len(label.lines) == 1 for label in drawing.every_label)
        return max(node.box.width for node in drawing.nodes)

    assert bar("数据外流、违法内容、伤人；15 分钟找到首席执行官") < bar("短")


def test_the_names_of_parts_stand_below_the_head_of_a_round_chart_however_narrow_it_is() -> None:
    block = chart_of(
        "type: doughnut\nunit: 十亿美元\ny_title: 2025 年生成式支出\ncategories: [终端设备, 服务器, 软件, 服务]\n"
        "series:\n  - {name: 支出, values: [398.3, 180.6, 37.2, 27.8]}\nlabels: true\n"
    )
    theme = default_theme()
    canvas = PAINTERS[block.type](block, theme, paper_space(270, theme), words_for("zh-CN"))
    head = canvas.labels[0]
    assert "2025" in head.text
    assert all(one.box.y >= head.box.y + head.box.height - 0.5 for one in canvas.labels[1:])
