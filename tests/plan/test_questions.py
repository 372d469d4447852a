"""The question index: what answers a question of the sources."""

from __future__ import annotations

from pathlib import Path

from helpers.cases import plan_of

from handbook.plan.questions import answered_questions

GALLERY = Path(__file__).parents[2] / "examples" / "gallery"


def test_a_question_that_asks_the_same_gets_the_other_ones_answer_and_place() -> None:
    plan = plan_of(GALLERY)
    (group,) = answered_questions(plan.handbook, plan.targets)
    first, second = group.questions
    assert group.document.called == "记事本"
    assert (second.answer, second.target) == (first.answer, first.target)
    assert first.question is not None and second.question is None
