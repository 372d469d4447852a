"""Headings on two lines or three: about equal, divided where a reader would pause."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from handbook.typography.advances import FaceStack, load_faces
from handbook.typography.breaking import NOT_AT_END, NOT_AT_START, break_lines
from handbook.typography.headings import heading_breaks

FACES = load_faces(Path(__file__).parents[2] / "themes" / "fonts" / "advances.json")
REGULAR = FaceStack((FACES["Arial", 400], FACES["微软雅黑", 400]))


def divided(text: str, ems: float) -> list[str]:
    """The lines of a heading at 10 pt in a measure of so many Chinese characters."""
    breaks = heading_breaks(text, [REGULAR.advance(char) * 10 for char in text], ems * 10)
    return [text[start:end] for start, end in pairwise([0, *breaks, len(text)])]


@pytest.mark.parametrize(
    ("text", "ems", "wanted"),
    [
        ("把远的写成信号，把近的写成日期", 14, ["把远的写成信号，", "把近的写成日期"]),
        ("四类来源：自有、公开、合作、采购", 15.5, ["四类来源：", "自有、公开、合作、采购"]),
        ("公司面对的政策环境是松还是紧", 13, ["公司面对的", "政策环境是松还是紧"]),
        ("先谈分钱，再谈估值；重算两次；最后签字", 9, ["先谈分钱，", "再谈估值；", "重算两次；最后签字"]),
    ],
)
def test_lines_end_where_a_reader_pauses(text: str, ems: float, wanted: list[str]) -> None:
    assert divided(text, ems) == wanted


def test_a_heading_of_one_line_is_left_alone() -> None:
    assert heading_breaks("算力与成本", [10.0] * 5, 50) == []


@pytest.mark.parametrize("ems", [6, 8, 11, 14, 17])
def test_no_line_is_added_and_no_mark_stands_where_it_must_not(ems: float) -> None:
    text = "现金 900 万元，月收入 40、月支出 130 万元，下月起租卡再加 30 万元。跑道“几个月”？"
    lines = divided(text, ems)
    assert len(lines) == len(break_lines(text, ems * 10, 10, REGULAR))
    assert all(line[0] not in NOT_AT_START and line.rstrip()[-1] not in NOT_AT_END for line in lines)
    assert len(lines[-1]) >= 2


def test_a_number_stays_with_its_unit() -> None:
    assert all(
        "30" not in line or "30 万元" in line for line in divided("从今年一月起再加 30 万元租金的人", 9)
    )


def test_lines_that_are_given_stay() -> None:
    assert divided("大模型是什么\n概念、历程与边界", 12) == ["大模型是什么\n概念、历程与边界"]
