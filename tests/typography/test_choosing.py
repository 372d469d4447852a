"""Which lines a paragraph takes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from helpers.paragraphs import EM, allowed, paragraph, set_width, signs_of, texts

from handbook.typography.choosing import balanced, greedy, loose, optimal
from handbook.typography.kinds import Kind
from handbook.typography.opportunities import opportunities
from handbook.typography.paragraph import How, Paragraph
from handbook.typography.rules import rules

STRESS = yaml.safe_load((Path(__file__).parent / "samples" / "stress.yaml").read_text("utf-8"))
NEVER_FIRST = "，。、；：！？）》」』】”’—…·～／－%％‰℃"
NEVER_LAST = "（《「『【“‘￥$#＃"


@pytest.mark.parametrize("ems", [12, 15, 18, 21, 24, 27.5, 32, 36, 38])
@pytest.mark.parametrize("way", [optimal, greedy])
def test_hard_paragraphs_at_any_measure(way, ems: float) -> None:
    """Full lines are exactly full, gaps keep to the cap, nothing forbidden begins or ends a line, nothing is lost."""
    for text in STRESS:
        made = paragraph(text)
        lines = way(made, 0, ems * EM, 2 * EM)
        shown = texts(made, lines)
        assert "".join(shown).replace(" ", "") == text.replace(" ", "")
        assert not [line for line in shown[1:] if line[0] in NEVER_FIRST]
        assert not [line for line in shown[:-1] if line[-1] in NEVER_LAST]
        for line in lines.values():
            if line.how in (How.OPENED, How.CLOSED, How.TRACKED):
                assert set_width(made, line) == pytest.approx(line.measure)
                assert line.rest <= 0.25 * EM + 1e-6
            elif line.how is not How.OVERFULL:
                assert set_width(made, line) <= line.measure + 1e-6


@pytest.mark.parametrize("ems", [18, 24, 32, 38])
def test_no_paragraph_ends_in_a_single_character(ems: float) -> None:
    for text in STRESS:
        made = paragraph(text)
        last = texts(made, optimal(made, 0, ems * EM, 2 * EM))[-1]
        assert len(last.rstrip("，。、；：！？）》」』】”’…")) >= 2


def test_a_reference_does_not_make_a_last_line_of_one_character_longer() -> None:
    signs = signs_of("甲乙丙丁戊己庚辛壬癸河[3, 7]。")
    for at in range(11, 17):
        signs.kinds[at] = Kind.BLANK if signs.chars[at] == " " else Kind.RAISED
        signs.widths[at] = 2.0
        signs.joined.add(at - 1)
    text = "".join(signs.chars)
    made = Paragraph(signs, opportunities(text, signs.kinds, allowed(signs), signs.joined), {})
    assert texts(made, optimal(made, 0, 10 * EM))[-1].startswith("癸河")


def test_the_whole_paragraph_is_better_than_line_after_line() -> None:
    def cost(way) -> float:
        total = 0.0
        for text in STRESS:
            made = paragraph(text)
            for ems in (15, 18, 21, 24, 27, 30, 36):
                total += sum(made.cost(line) for line in way(made, 0, ems * EM, 2 * EM).values())
        return total

    assert cost(optimal) < 0.9 * cost(greedy)


def test_a_line_is_tightened_before_a_hole_is_opened() -> None:
    made = paragraph("一二三四，五六七八（九十）甲乙丙丁")
    lines = optimal(made, 0, 13.7 * EM)
    assert lines[0].how is How.CLOSED


def test_a_line_opens_evenly_until_it_would_be_loose_then_beside_its_marks_then_everywhere() -> None:
    made = paragraph("一二三，四五六，七八九十百千万亿")

    def gaps(measure: float) -> tuple[float, float]:
        line = made.fit(0, 8, measure * EM)
        assert line is not None and line.how is How.OPENED
        assert set_width(made, line) == pytest.approx(measure * EM)
        amounts = [amount / EM for amount, _ in made.adjusted(line)]
        assert amounts[3] == amounts[7]
        return pytest.approx(amounts[0], abs=1e-9), pytest.approx(amounts[3], abs=1e-9)

    assert gaps(9.14) == (0.0, 0.07)
    assert gaps(9.34) == (0.025, 0.095)
    assert gaps(9.59) == (0.025, 0.22)
    assert gaps(9.84) == (0.025, 0.345)
    assert gaps(10.64) == (0.125, 0.445)


def test_a_line_that_is_not_loose_shows_no_program_a_space_after_its_marks() -> None:
    """Readers take a tenth of an em for a space."""
    house = rules()
    assert house.white_first + house.white_even < 0.1


def test_a_mark_at_the_end_of_a_line_takes_half_its_width() -> None:
    made = paragraph("一二三四五六七八九，十一")
    assert texts(made, greedy(made, 0, 9.5 * EM))[0] == "一二三四五六七八九，"


def test_spaces_vanish_at_line_ends() -> None:
    made = paragraph("一二三四 word word")
    for line in texts(made, loose(made, 0, 5 * EM)):
        assert line == line.strip()


def test_a_line_ends_where_the_author_ends_it() -> None:
    made = paragraph("一二三\n四五六七八")
    assert texts(made, optimal(made, 0, 20 * EM)) == ["一二三", "四五六七八"]
    assert {line.how for line in optimal(made, 0, 20 * EM).values()} == {How.NATURAL}


def test_headings_are_of_even_lines_that_end_after_marks() -> None:
    made = paragraph("算力与成本：先算账，再动手，最后才谈怎么融资")
    assert texts(made, balanced(made, 0, 20 * EM)) == ["算力与成本：先算账，", "再动手，最后才谈怎么融资"]


def test_headings_take_no_more_lines_than_needed() -> None:
    made = paragraph("一二三四五六七八九十甲乙丙丁")
    assert len(balanced(made, 0, 14 * EM)) == 1
    assert [len(line) for line in texts(made, balanced(made, 0, 13 * EM))] == [7, 7]


def test_a_word_longer_than_the_measure_stands_alone() -> None:
    made = paragraph("一二Donaudampfschiff三四")
    lines = optimal(made, 0, 5 * EM)
    assert texts(made, lines) == ["一二", "Donaudampfschiff", "三四"]
    assert lines[2].how is How.OVERFULL


def test_a_number_that_was_filled_in_gives_its_room_back() -> None:
    made = paragraph("一二三四五六七八九十甲乙丙丁戊己庚辛")
    line = optimal(made, 0, 10 * EM)[0]
    made.narrow(3, 4.0)
    again = made.fit(line.start, line.stop - 1, line.measure)
    assert again is not None and set_width(made, again) == pytest.approx(10 * EM)


@pytest.mark.parametrize("ems", [10, 12, 15])
def test_an_address_in_text_that_is_not_spread_is_divided_at_its_signs(ems: float) -> None:
    made = paragraph("见 https://example.org/reports/of-the-year/introduction.html")
    *before, _ = texts(made, loose(made, 0, ems * EM))
    assert before
    assert all(line[-1] in "/-.见" for line in before)


def test_a_piece_longer_than_its_line_is_divided_within() -> None:
    made = paragraph("https://example.org/internationalisation")
    assert any(line[-1].isalpha() for line in texts(made, loose(made, 0, 6 * EM))[:-1])
