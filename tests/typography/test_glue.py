"""How much room stands between characters, before any line is chosen."""

from __future__ import annotations

import pytest
from helpers.paragraphs import EM, signs_of

from handbook.typography.glue import glue_of


@pytest.mark.parametrize(
    ("pair", "gap"),
    [
        ("中G", 0.25),
        ("G中", 0.25),
        ("中中", 0),
        ("中，", 0),
        ("GG", 0),
        ("。”", -0.5),
        ("，“", -0.5),
        ("”（", -0.5),
        ("（“", -0.5),
        ("”，", -0.5),
        ("（G", 0),
        ("G）", 0),
    ],
)
def test_the_natural_gap_of_two_characters(pair: str, gap: float) -> None:
    """CLREQ 3.2.2 (hanzi and Latin) and 3.1.6.1 (two marks: one and a half em together)."""
    assert glue_of(signs_of(pair)).natural[0] == pytest.approx(gap * EM)


def test_a_typed_space_beside_hanzi_is_the_same_quarter_em() -> None:
    glue = glue_of(signs_of("用 G"))
    assert glue.extra[1] + EM / 2 == pytest.approx(0.25 * EM)
    assert glue.natural[0] == glue.natural[1] == 0


def test_nothing_opens_inside_words_code_dashes_and_beside_tight_marks() -> None:
    for text in ("model", "——", "……", "中～中", "中／中", "中·中"):
        assert glue_of(signs_of(text)).joints[:-1] == [0] * (len(text) - 1)
    assert glue_of(signs_of("用 a中b 算", code=(2, 5))).joints[2:4] == [0, 0]


def test_no_space_enters_code() -> None:
    glue = glue_of(signs_of("中a中b中", code=(1, 4)))
    assert [gap / EM for gap in glue.natural] == [0.25, 0, 0, 0.25, 0]


def test_a_dash_is_two_em_with_its_ink_in_the_middle() -> None:
    signs = signs_of("中——中")
    signs.widths[1:3] = [17.0, 0.0]
    glue = glue_of(signs)
    assert (glue.extra[1], glue.shift[1]) == (pytest.approx(3.0), pytest.approx(1.5))


def test_a_dot_between_names_takes_half_an_em_and_none_in_code() -> None:
    """GB/T 15834-2011, 5.1.12: half the room of a character."""
    signs = signs_of("约·翰")
    assert glue_of(signs).extra[1] + signs.widths[1] == pytest.approx(EM / 2)
    assert glue_of(signs_of("a·b")).extra[1] == 0


def test_what_a_mark_gives_up_at_either_end() -> None:
    glue = glue_of(signs_of("，。（"))
    assert glue.end_trim == [EM / 2, EM / 2, 0]
    assert glue.start_trim == [0, 0, EM / 2]


def test_marks_inside_a_line_keep_half_an_em_when_it_is_tightened() -> None:
    """CLREQ 3.2.3: all of them give up the white half of their em, and no more."""
    glue = glue_of(signs_of("中。中，中（中）中“”"))
    assert [glue.closing[at] for at in (1, 3, 4, 7)] == [EM / 2] * 4
    assert glue.closing[0] == 0


def test_the_white_of_marks_opens_a_little_at_first_and_more_on_a_loose_line() -> None:
    glue = glue_of(signs_of("中，中。中（中）中，“中"))
    marks = [1, 3, 4, 7, 9]
    assert [at for at, more in enumerate(glue.opening) if more] == marks
    assert [at for at, more in enumerate(glue.white) if more] == marks
    assert [glue.opening[at] / EM for at in marks] == [pytest.approx(0.07)] * 5
    assert [glue.white[at] / EM for at in marks] == [pytest.approx(0.25)] * 5


@pytest.mark.parametrize("text", ["中，", "“（中", "中）。", "中——中", "中G中", "中。\n"])
def test_no_white_opens_at_the_edge_of_a_line_within_a_row_of_marks_or_without_any(text: str) -> None:
    assert not any(glue_of(signs_of(text)).white)
