"""A part of step 2, check: whether the book holds what its sources hold, and answers what they ask."""

from __future__ import annotations

from handbook.model.coverage import unanswered, uncovered
from handbook.model.handbook import Handbook
from handbook.model.questions import LONGEST_ANSWER, SourceQuestion
from handbook.problems import Problems, did_you_mean


def check_coverage(handbook: Handbook, problems: Problems) -> None:
    """Report short answers that are none, and, where the book says that it is complete, whatever it lacks."""
    _check_questions(handbook, problems)
    if not handbook.book.complete:
        return
    for section in uncovered(handbook):
        problems.error(
            section.at, "not-covered", f"nothing in the book absorbs “{section.id}”",
            "name it under sources: of a section or block, or say under left_out: why it is left out",
        )  # fmt: skip
    for section in unanswered(handbook):
        problems.error(
            section.at, "not-covered", f"the question “{section.id}” has no short answer",
            "answer it in content/questions.yaml",
        )  # fmt: skip


def _check_questions(handbook: Handbook, problems: Problems) -> None:
    sections = handbook.sources.sections if handbook.sources else ()
    asked = {section.id for section in sections if section.kind == "question"}
    by_id: dict[str, SourceQuestion] = {}
    for question in handbook.questions:
        if question.id in by_id:
            problems.error(
                question.at, "duplicate-id", f"the question “{question.id}” stands a second time",
                "delete one of the two",
            )  # fmt: skip
        by_id.setdefault(question.id, question)
    for question in handbook.questions:
        if question.id not in asked:
            hint = did_you_mean(question.id, asked) or "add it to content/sources.yaml with kind: question"
            problems.error(
                question.at, "dangling-reference", f"there is no source question “{question.id}”", hint
            )
        _check_answer(question, by_id, problems)


def _check_answer(question: SourceQuestion, by_id: dict[str, SourceQuestion], problems: Problems) -> None:
    if question.same_as:
        other = by_id.get(question.same_as)
        if other is None or other.same_as:
            known = [name for name, entry in by_id.items() if not entry.same_as]
            problems.error(
                question.at, "dangling-reference", f"there is no answered question “{question.same_as}”",
                did_you_mean(question.same_as, known) or "name a question that has an answer of its own",
            )  # fmt: skip
        if question.answer or question.where:
            problems.error(
                question.at, "inconsistent", f"“{question.id}” has an answer of its own and same_as",
                "delete one of the two",
            )  # fmt: skip
        return
    for name, value in (("answer", question.answer), ("where", question.where)):
        if not value:
            problems.error(
                question.at, "missing-key", f"the key “{name}” is missing",
                "a question needs answer: and where:, or same_as: alone",
            )  # fmt: skip
    if question.answer and len(question.answer.plain) > LONGEST_ANSWER:
        problems.error(
            question.answer.at, "bad-value",
            f"the answer holds {len(question.answer.plain)} characters, at most {LONGEST_ANSWER} are allowed",
            "say the rest where the question is treated",
        )  # fmt: skip
