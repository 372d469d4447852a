"""CLREQ, rule by rule, on finished PDFs: lines. What is measured are the positions of the printed characters."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
import yaml
from helpers.clreq import Figures, share
from helpers.setting import SIZE, Set, as_html, is_hanzi, ours

STRESS = yaml.safe_load((Path(__file__).parent / "samples" / "stress.yaml").read_text("utf-8"))
MEASURES = (18, 24, 30.5, 36)
PLAIN = [text.replace("`", "") for text in STRESS]


@pytest.fixture(scope="module")
def sets() -> dict[float, Set]:
    """The hard paragraphs at several measures."""
    paragraphs = [as_html(text) for text in STRESS]
    return {measure: ours(paragraphs, measure) for measure in MEASURES}


@pytest.fixture(scope="module")
def figures(sets: dict[float, Set]) -> Figures:
    found = Figures()
    for made in sets.values():
        found.add(made, PLAIN)
    return found


def one(html: str, measure: float) -> Set:
    return ours([html], measure)


def test_full_lines_end_on_the_edge(figures: Figures) -> None:
    """CLREQ 3.1.5: within half a point where faces mix, and nearly all within a tenth."""
    assert figures.farthest <= 0.5
    assert share(figures.within, figures.lines - figures.ragged) >= 99.5
    assert figures.past == 0


def test_no_gap_between_hanzi_is_wider_than_a_quarter_em(figures: Figures) -> None:
    assert figures.holes == 0
    assert figures.mean <= 0.025
    assert figures.deviation <= 0.06


def test_few_lines_stay_ragged(figures: Figures) -> None:
    """Even of these: addresses and names of programs in a narrow measure."""
    assert share(figures.ragged, figures.lines) <= 0.5


def test_marks_at_line_ends_are_of_half_width(figures: Figures) -> None:
    """GB/T 15834-2011, 5.1.10; CLREQ 3.1.6.2."""
    assert figures.marks >= 10 and figures.halved == figures.marks


def test_nothing_forbidden_begins_or_ends_a_line(figures: Figures) -> None:
    """CLREQ 3.1.3, strict level."""
    assert (figures.starts, figures.ends) == (0, 0)


def test_numbers_keep_their_units(figures: Figures) -> None:
    assert figures.splits == 0


def test_no_paragraph_ends_in_a_single_character(figures: Figures) -> None:
    assert figures.single == 0


def test_two_marks_take_one_and_a_half_em(figures: Figures) -> None:
    """CLREQ 3.1.6.1; in last lines, which nothing tightens."""
    assert figures.pairs
    assert all(abs(width - 1.5) < 0.02 for width in figures.pairs)


def test_hanzi_and_latin_stand_an_eighth_to_a_half_of_an_em_apart(figures: Figures) -> None:
    """CLREQ 3.2.2, and what even stretching adds."""
    assert len(figures.seams) > 100
    assert min(figures.seams) >= 0.12 and max(figures.seams) <= 0.5 + 0.25 + 0.05


def test_the_gap_beside_latin_is_a_quarter_em_with_and_without_a_typed_space() -> None:
    for html in ("用GPT写", "用 GPT 写", "用<b>GPT</b>写", '用<a href="https://e.org">GPT</a>写'):
        (line,) = one(html, 20).lines
        latin = [char for char in line.chars if char.text in "GPT"]
        hanzi = [char for char in line.chars if is_hanzi(char.text)]
        # A typed space is kerned with the letter before it.
        assert latin[0].x0 - hanzi[0].x1 == pytest.approx(SIZE / 4, abs=0.05)
        assert hanzi[1].x0 - latin[-1].x1 == pytest.approx(SIZE / 4, abs=0.25)


def test_the_gap_vanishes_at_line_ends() -> None:
    made = one("一二三四五六七八GPT一二三四五六七八GPT一二三四五六", 10)
    starts = {round(line.chars[0].x0, 1) for line in made.lines[1:]}
    assert starts == {0.0}
    assert all(abs(line.over(made.measure)) < 0.1 for line in made.full)


def test_nothing_is_added_to_the_text(sets: dict[float, Set]) -> None:
    """Copied text has the characters of the source; where lines are even, no reader guesses a space between hanzi."""
    for made in sets.values():
        document = pypdfium2.PdfDocument(made.data)
        text = "".join(page.get_textpage().get_text_range() for page in document)
        bare = re.sub(r"[\s\ufffe\x02]", "", text)
        # At a line end a reader may show or hide a hyphen.
        assert bare.replace("-", "") == "".join("".join(PLAIN).split()).replace("-", "")


def test_code_and_addresses_keep_their_characters_close() -> None:
    text = "配置写在<code>a中b_c</code>里，见https://example.org/a/b.html为准。"
    (line,) = one(text, 60).lines
    shown = line.text
    for inside in ("a中b_c", "https://example.org/a"):
        start = shown.index(inside)
        chars = line.chars[start : start + len(inside)]
        assert all(abs(after.x0 - here.x1) < 0.8 for here, after in pairwise(chars))


def test_dashes_and_ellipses_are_two_em_joined_and_unbroken() -> None:
    """CLREQ 3.1.4; a dash is one stroke, with its ink in the middle of its two em."""
    (line,) = one("甲——乙……丙", 20).lines
    at = {char.text: char for char in line.chars}
    assert at["乙"].x0 - at["甲"].x1 == pytest.approx(2 * SIZE, abs=0.1)
    assert at["丙"].x0 - at["乙"].x1 == pytest.approx(2 * SIZE, abs=0.1)
    dash = [char for char in line.chars if char.text == "—"]
    left, right = dash[0].x0 - at["甲"].x1, at["乙"].x0 - dash[-1].x1
    assert left == pytest.approx(right, abs=0.3)
    for ems in range(6, 14):
        for made in one("一二三四——五六七八……九十一二——三四五六", ems).lines:
            assert made.text.count("—") % 2 == 0 and made.text.count("…") % 2 == 0


def test_addresses_are_divided_without_a_hole_and_without_a_hyphen(figures: Figures) -> None:
    text = "详见 https://example.org/reports/2026/technical-report-v2.html?lang=zh&amp;format=pdf 的第三节，再往下看。"
    made = one(text, 24)
    assert len(made.lines) > 2
    assert figures.hyphens == 0
    assert max(line.widest for line in made.lines) <= 0.25


def test_long_english_words_are_hyphenated_and_names_are_not() -> None:
    text = "这里的 responsibility 与 interpretability 以及 Hochreiter 和 Schmidhuber 的 internationalization 都很长。"
    ends = [line.text for ems in (12, 14, 16, 18, 20) for line in one(text, ems).full if line.text[-1] == "-"]
    assert ends
    for line in ends:
        word = re.search(r"([A-Za-z]+)-$", line)
        assert word and len(word[1]) >= 3 and word[1].islower()


def test_quotes_go_by_the_script_around_them() -> None:
    """Around Chinese they are of full width, whatever they enclose; in Latin text they are Latin."""
    (line,) = one("他说“好”，又说<span style='font-family: Handbook Text Latin'>“fine”</span>。", 30).lines
    quotes = [char for char in line.chars if char.text in "“”"]
    assert ["Song" in quote.font for quote in quotes] == [True, True, False, False]
    assert quotes[0].x1 - quotes[0].x0 == pytest.approx(SIZE)
    assert quotes[2].x1 - quotes[2].x0 < 0.6 * SIZE


def test_a_line_is_as_even_as_the_page_allows() -> None:
    """Paragraphs without anything hard: hanzi stand on the grid of the em in nearly every line."""
    text = "训练一个模型要花多少钱，取决于两件事：参数量与词元数。先把账算清楚，再决定买还是租。" * 4
    found = Figures()
    for ems in (18, 24, 30, 36):
        found.add(one(text, ems), [text])
    assert found.most <= 0.1 and found.deviation <= 0.02


def test_left_and_centred_text_is_neither_opened_nor_tightened() -> None:
    text = "训练一个模型要花多少钱，取决于两件事：参数量与词元数。先算账，再动手。"
    for align in ("left", "center"):
        made = ours([text], 15, align)
        assert len(made.lines) > 1
        assert all(abs(gap) < 0.005 for line in made.lines for gap in line.gaps())


def test_a_forced_line_end_is_kept_and_its_line_is_not_spread() -> None:
    made = one("一二三四五<br>六七八九十一二三", 20)
    assert [line.text for line in made.lines] == ["一二三四五", "六七八九十一二三"]
    assert made.lines[0].widest < 0.005
