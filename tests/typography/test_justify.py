"""How the rest of a line is given to its gaps."""

from __future__ import annotations

import pytest

from handbook.typography.justify import OBJECT, spread


def test_the_room_is_given_away_to_the_last_bit() -> None:
    amounts = spread("先算账，再动手", 3.0, 10.0)
    assert amounts is not None
    assert sum(amounts) == pytest.approx(3.0)
    assert amounts[-1] == 0, "nothing opens after the last character"


def test_dashes_ellipses_dots_and_objects_stay_closed() -> None:
    text = f"一——二……三·四{OBJECT}五"
    amounts = spread(text, 1.0, 10.0)
    assert amounts is not None
    closed = [text.index(pair) for pair in ("——", "……")]
    assert [amounts[at] for at in closed] == [0, 0]
    assert amounts[text.index("三")] == amounts[text.index("·")] == amounts[text.index("四")] == 0


def test_spaces_open_first() -> None:
    amounts = spread("用 GPT 写", 0.8, 10.0)
    assert amounts is not None
    assert amounts[1] == amounts[5] == pytest.approx(0.4)
    assert sum(amounts) == pytest.approx(0.8)


def test_latin_words_never_open_inside() -> None:
    amounts = spread("把attention算清", 1.0, 10.0)
    assert amounts is not None
    assert amounts[1:9] == [0] * 8


def test_a_line_that_would_need_holes_stays_ragged() -> None:
    assert spread("先算账，再动手", 30.0, 10.0) is None


def test_a_latin_line_takes_all_its_room_in_its_spaces() -> None:
    assert spread("one two three", 20.0, 10.0) == [0, 0, 0, 10.0, 0, 0, 0, 10.0, 0, 0, 0, 0, 0]


def test_a_line_without_room_is_left_as_it_is() -> None:
    assert spread("先算账", 0.0, 10.0) is None
