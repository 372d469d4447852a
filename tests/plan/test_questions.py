"""Short answers: what answers alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.cases import plan_of

from handbook.plan.questions import answered_questions, short_answer

GALLERY = Path(__file__).parents[2] / "examples" / "gallery"


@pytest.mark.parametrize(
    ("answer", "short"),
    [
        ("先过算账关。再决定哪些事不做。", "先过算账关。"),
        ("分别按卡时和显存算张数，取大的那个；再加备份。", "分别按卡时和显存算张数，取大的那个"),
        ("It depends. Ask first.", "It depends."),
        ("版本 1.5 够用。", "版本 1.5 够用。"),
        ("没有句号的一句", "没有句号的一句"),
    ],
)
def test_the_first_sentence_answers_alone(answer: str, short: str) -> None:
    assert short_answer(answer) == short


def test_a_long_first_sentence_gives_its_first_clause() -> None:
    assert short_answer("先看钱，" + "再看人和事，" * 20 + "完。") == "先看钱"


def test_a_question_that_asks_the_same_gets_the_other_ones_answer_and_place() -> None:
    plan = plan_of(GALLERY)
    first, second = answered_questions(plan.handbook, plan.targets)
    assert (second.answer, second.target) == (first.answer, first.target)
    assert first.question is not None and second.question is None
