"""Straight quotes become curly ones."""

from __future__ import annotations

import pytest

from handbook.typography.english import set_quotes


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('He said "yes".', "He said “yes”."),
        ("don't", "don’t"),
        ("the '90s \"are 'over'\"", "the ‘90s “are ‘over’”"),
        ('("quoted")', "(“quoted”)"),
        ("“already” curly", "“already” curly"),
    ],
)
def test_quotes(typed: str, set_: str) -> None:
    assert set_quotes(typed) == set_
