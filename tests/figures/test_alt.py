"""What those hear who cannot see a figure: sentences made from its data, in both languages."""

from __future__ import annotations

import pytest

from handbook.model.blocks import KINDS
from handbook.plan.alt import describe
from handbook.plan.words import words_for
from tests.helpers.blocks import block_of
from tests.helpers.charts import chart

FIGURES = {
    "flow": "title: 三步\nsteps: [{name: 想, text: 一天}, {name: 做, focus: true}, {name: 看}]\nremark: 不跳步。\n",
    "timeline": 'title: 两轮\nevents: [{date: "2020-03", name: 天使, text: 500 万元, evidence: 原型},'
    ' {date: "2021", name: A 轮}]\n',
    "cycle": "title: 飞轮\nsteps: [{name: 用}, {name: 记}, {name: 改}]\n",
    "funnel": "title: 融资\nunit: 家\nstages: [{name: 接触, value: 80}, {name: 交割, value: 1, focus: true}]\n",
    "pyramid": "title: 证据\nlevels: [{name: 文件}, {name: 传闻, text: 不用}]\n",
    "layers": "title: 分层\ndirection: 门槛\nlayers: [{name: 应用, value: 十万元}, {name: 算力, text: 芯片}]\n",
    "tree": "title: 组织\nroot: {name: 创始人, children: [{name: 算法, edge: 技术}, {name: 销售}]}\n",
    "matrix": "title: 结局\nx: {name: 技术, low: 停, high: 续}\ny: {name: 回报, low: 亏, high: 赚}\n"
    "quadrants: [体面, 双赢, 双输, 得利]\npoints: [{name: 甲, x: 0.2, y: 0.9}, {name: 乙, x: 0.5, y: 0.2}]\n",
    "heatmap": "title: 风险\nrisks: [{name: 汇率, likelihood: 1, impact: 3}, {name: 涨价, likelihood: 4, impact: 5}]\n",
    "canvas": "title: 画布\ncells: [{name: 成本, items: [推理费], row: 2, column: 1},"
    " {name: 客户, row: 1, column: 1}]\n",
    "table": "title: 三本账\ncolumns: [{title: 账}, {title: 金额}]\nrows: [[甲, 1], [乙, 2]]\n",
}

SAID = {
    "flow": "流程图“三步”，共 3 步，依次是：想（一天）；做；看。重点是做。不跳步。",
    "timeline": "时间线“两轮”，共 2 个事件：2020 年 3 月，天使（500 万元），证据是原型；2021 年，A 轮。",
    "cycle": "循环图“飞轮”，共 3 步，首尾相接：用；记；改。",
    "funnel": "漏斗图“融资”，共 2 级，从上到下：接触 80 家；交割 1 家。重点是交割。",
    "pyramid": "金字塔图“证据”，共 2 层，从上到下：文件；传闻（不用）。",
    "layers": "分层图“分层”，共 2 层，从上到下：应用（十万元）；算力（芯片）。箭头表示门槛。",
    "tree": "树状图“组织”，顶端是创始人，其下有：技术则到算法、销售。",
    "matrix": "四象限图“结局”，横轴是技术，从停到续；纵轴是回报，从亏到赚。甲在左上（体面）；乙在分界线上。",
    "heatmap": "风险热力图“风险”，共 2 项风险，从重到轻：涨价（可能性 4，影响 5）；汇率（可能性 1，影响 3）。",
    "canvas": "画布“画布”，共 2 格：客户；成本（推理费）。",
    "table": "表格“三本账”，2 行 2 列，各列是：账、金额。",
}

SAID_IN_ENGLISH = {
    "flow": "Flow chart “三步” of 3 steps, in this order: 想 (一天); 做; 看. The focus is 做. 不跳步。",
    "funnel": "Funnel “融资” of 2 stages, from the top: 接触 80 家; 交割 1 家. The focus is 交割.",
}


@pytest.mark.parametrize("kind", FIGURES)
def test_a_figure_is_told_in_a_sentence(kind: str) -> None:
    assert describe(block_of(f"kind: {kind}\n{FIGURES[kind]}"), words_for("zh-CN")) == SAID[kind]


@pytest.mark.parametrize("kind", SAID_IN_ENGLISH)
def test_a_figure_is_told_in_english(kind: str) -> None:
    assert describe(block_of(f"kind: {kind}\n{FIGURES[kind]}"), words_for("en")) == SAID_IN_ENGLISH[kind]


def test_a_chart_tells_its_values_thresholds_and_what_is_marked() -> None:
    assert describe(chart("column-warning"), words_for("zh-CN")) == (
        "柱状图“标题”，单位是元。成本：100% 为 2.22、40% 为 5.56、20% 为 11.11。参考线“售价”在 8.00。标出的是 20%。"
    )


def test_a_long_series_is_told_by_its_ends_and_its_extremes() -> None:
    points = ", ".join(f'"{n}"' for n in range(12))
    values = ", ".join(str(n * n - 8 * n) for n in range(12))
    block = block_of(
        f"kind: chart\ntype: line\ncategories: [{points}]\nunit: 元\nsource: 假设\nseries:\n"
        f"  - {{name: 现金, values: [{values}]}}\n"
    )
    assert describe(block, words_for("zh-CN")) == (
        "折线图，单位是元。现金：从 0 的 0 到 11 的 33，最高 33（11），最低 −16（4）。"
    )


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_kind_of_figure_has_words_in_both_languages(language: str) -> None:
    words = words_for(language)
    for kind in FIGURES:
        assert describe(block_of(f"kind: {kind}\n{FIGURES[kind]}"), words).strip()
    assert set(FIGURES) <= set(KINDS)
