"""Worked examples are made again from their inputs."""

from __future__ import annotations

import pytest

from handbook.source.calculations import agrees, evaluate


@pytest.mark.parametrize(
    ("expression", "value"),
    [("6 * 7e9 * 2e12", 8.4e22), ("2 ** 10 - 24", 1000), ("-(3 + 4) / 2", -3.5), ("max(1, 2, 3)", 3)],
)
def test_arithmetic_over_numbers_is_worked_out(expression: str, value: float) -> None:
    assert evaluate(expression) == pytest.approx(value)


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "1 +",
        "x",
        "__import__('os')",
        "(1).real",
        "1 / 0",
        "9 ** 9 ** 9",
        "'a' * 9",
        "True",
        "[1]",
        "1" * 500,
    ],
)
def test_anything_else_is_refused(expression: str) -> None:
    with pytest.raises(ValueError):
        evaluate(expression)


@pytest.mark.parametrize(
    ("value", "stated", "digits", "same"),
    [
        (58986.0, 5.9e4, 2, True),
        (58986.0, 5.8e4, 2, False),
        (-0.3889, -0.39, 2, True),
        (0.0, 0.0, 3, True),
        (0.4, 0.0, 3, False),
    ],
)
def test_a_number_agrees_to_its_digits(value: float, stated: float, digits: int, same: bool) -> None:
    assert agrees(value, stated, digits) is same
