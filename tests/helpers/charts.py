"""Charts that tests draw in both outputs, by name."""

from __future__ import annotations

from handbook.model.blocks.data import Chart
from tests.helpers.blocks import block_of

_TAIL = "unit: 元\nsource: 假设\n"
CHARTS = {
    "column": "type: column\ncategories: [甲, 乙, 丙]\nseries:\n  - {name: 收入, values: [1, 2.5, 3]}\n",
    "column-warning": 'type: column\ncategories: ["100%", "40%", "20%"]\nformat: ",.2f"\nhighlight: [3]\n'
    "tone: warning\nx_title: 利用率\nlines:\n  - {name: 售价, value: 8}\n"
    "series:\n  - {name: 成本, values: [2.22, 5.56, 11.11]}\n",
    "column-three-series": "type: column\ncategories: [第一年, 第二年]\nseries:\n  - {name: 订阅, values: [1, 2]}\n"
    "  - {name: 授权, values: [3, ~]}\n  - {name: 定制, values: [2, 1]}\n",
    "column-negative": "type: column\ncategories: [甲, 乙]\nseries:\n  - {name: 毛利, values: [-24.7, 12]}\n",
    "bar": "type: bar\ncategories: [一个比较长的类别名称, 乙, Llama 3.1 405B]\nhighlight: [2]\n"
    "series:\n  - {name: 卡时, values: [1234, 5678, 91]}\n",
    "bar-log": "type: bar\nlog: true\ncategories: [甲, 乙]\nlines:\n  - {name: 门槛, value: 100}\n"
    "series:\n  - {name: 卡时, values: [5.9, 3084]}\n",
    "bar-two-series": "type: bar\ncategories: [甲, 乙]\nseries:\n  - {name: 中小企业, values: [70, 30]}\n"
    "  - {name: 其他, values: [3500, 1500]}\n",
    "line": 'type: line\ncategories: ["2022", "2023", "2024", "2025"]\ny_title: 毛利率\n'
    "series:\n  - {name: 智谱, values: [54.6, 64.6, 56.3, 50]}\n  - {name: MiniMax, values: [~, -24.7, 12.2, 25.4]}\n",
    "line-scale": 'type: line\nlabels: false\ncategories: ["0", "6", "12", "18", "24"]\nx_title: 月\nlines:\n'
    "  - {name: 最迟启动融资, value: 900}\nseries:\n  - {name: 增长, values: [1200, 675, 330, 165, 180]}\n"
    "  - {name: 晚半年, values: [1200, 600, 75, ~, ~]}\n  - {name: 不变, values: [1200, 600, 0, ~, ~]}\n",
    "stacked": "type: stacked\ncategories: [设立, 天使后, A 轮后]\nseries:\n"
    "  - {name: 创始团队, values: [90, 72, 54.8]}\n"
    "  - {name: 期权池, values: [10, 8, 10]}\n  - {name: 天使, values: [0, 20, 15.2]}\n"
    "  - {name: A 轮, values: [0, 0, 20]}\n",
    "area": 'type: area\ncategories: ["2022", "2023", "2024", "2025"]\nseries:\n'
    "  - {name: 接口, values: [10, 20, 35, 50]}\n  - {name: 订阅, values: [5, 8, 20, 30]}\n"
    "  - {name: 定制, values: [20, 18, 12, 6]}\n",
    "pie": "type: pie\ncategories: [算力, 人力, 市场]\nseries:\n  - {name: 成本, values: [55, 30, 15]}\n",
    "doughnut": 'type: doughnut\nformat: ",.1f"\ncategories: [创始团队, A 轮投资人, 天使投资人, 期权池]\nseries:\n'
    "  - {name: 持股, values: [54.8, 20, 15.2, 10]}\n",
    "scatter": "type: scatter\nx_title: 参数量\ny_title: 得分\nlines:\n  - {name: 及格, value: 60}\nseries:\n"
    "  - {name: 开放权重, x: [1, 7, 32, 70], values: [30, 55.5, 72.6, 79]}\n"
    "  - {name: 闭源, x: [20, 60], values: [70, 88]}\n",
    "radar": "type: radar\ncategories: [成本, 质量, 延迟, 合规, 可控]\nseries:\n"
    "  - {name: 自建, values: [2, 3, 4, 5, 5]}\n  - {name: 接口, values: [4, 5, 3, 2, 1]}\n",
}


def chart(name: str) -> Chart:
    """The chart with this name."""
    block = block_of(f"kind: chart\ntitle: 标题\n{CHARTS[name]}{_TAIL}")
    assert isinstance(block, Chart)
    return block
