"""Line breaking: where the lines of slide text and figure labels end."""

from pathlib import Path

import pytest

from handbook.typography.advances import FaceStack, load_faces
from handbook.typography.breaking import NOT_AT_END, NOT_AT_START, Run, break_lines, break_runs

FACES = load_faces(Path(__file__).parents[2] / "themes" / "fonts" / "advances.json")
REGULAR = FaceStack((FACES["Arial", 400], FACES["微软雅黑", 400]))
BOLD = FaceStack((FACES["Arial", 700], FACES["微软雅黑", 700]))

MIXED = (
    "大模型（LLM）把“预训练”与“对齐”分开：先读 3.5 TB 文本，再按人的偏好微调——成本约 ￥120 万，"
    "耗时 40%……见《指南》第 2 章；e.g. don’t stop（GPT-4o）、Qwen2.5·72B！"
)


def lines(text: str, ems: float) -> list[str]:
    """Break at 10 pt into a measure of so many Chinese characters."""
    return break_lines(text, ems * 10, 10, REGULAR)


def test_chinese_breaks_between_any_two_characters():
    """A line is filled to the last character that fits."""
    assert lines("提示词工程入门手册", 4) == ["提示词工", "程入门手", "册"]


def test_line_that_just_fits_is_not_broken():
    """A text as wide as the measure is one line."""
    assert lines("提示词工", 4) == ["提示词工"]


def test_closing_mark_takes_its_character_along():
    """A mark that may not begin a line draws the character before it down."""
    assert lines("提示词工，程", 4) == ["提示词", "工，程"]


def test_opening_mark_goes_with_what_it_opens():
    """A mark that may not end a line goes to the next."""
    assert lines("提示词（工程）", 4) == ["提示词", "（工程）"]


def test_dash_and_ellipsis_are_not_divided():
    """The two characters of a dash or an ellipsis stay together and never begin a line."""
    assert lines("提示词——工程", 4) == ["提示", "词——工", "程"]
    assert lines("提示词……工程", 4) == ["提示", "词……工", "程"]


def test_latin_word_stays_whole():
    """A word that does not fit goes to the next line."""
    assert lines("用Transformer模型", 6) == ["用", "Transformer", "模型"]


def test_word_wider_than_the_line_is_divided():
    """A word that fits no line is cut where the line is full, and the rest goes on."""
    cut = lines("见 Pneumonoultramicroscopic 词条", 6)
    assert cut[0] == "见"
    assert "".join(cut[1:]).startswith("Pneumonoultramicroscopic")
    assert all(REGULAR.width(line, 10) <= 60 for line in cut)


def test_row_of_dots_wider_than_the_line_is_divided():
    """Marks that may not begin a line do so where nothing else is left."""
    assert lines("…" * 8, 3) == ["………", "………", "……"]


def test_apostrophe_does_not_divide_a_word():
    """A curly apostrophe between letters belongs to the word."""
    assert all("don’t" in "|".join(lines("we don’t stop " * 3, ems)) for ems in (4, 5, 6, 7))
    assert not any(line.endswith("don’") for line in lines("we don’t stop " * 3, 4))


def test_line_breaks_on_neither_side_of_a_straight_quote():
    """A straight quote does not say whether it opens or closes, so it is left where it is."""
    assert lines('他说"好的"吗', 3) == ["他", '说"好', '的"吗']


def test_spaces_are_dropped_at_line_ends():
    """No line ends with a space, and none begins with the one at which it broke."""
    assert lines("prompt engineering guide", 6) == ["prompt", "engineering", "guide"]


def test_leading_spaces_are_kept():
    """Spaces at the start of a paragraph are indentation."""
    assert lines("  return x", 20) == ["  return x"]


def test_newlines_are_honoured():
    """Each newline begins a line; an empty line stays."""
    assert lines("一\n\n二", 9) == ["一", "", "二"]
    assert lines("", 9) == [""]


def test_no_break_space_holds_number_and_unit_together():
    """A no-break space is no place to break."""
    assert lines("约\u00a0900\u00a0毫秒", 3)[0].startswith("约\u00a09")
    assert "900\u00a0毫" in lines("延迟约 900\u00a0毫秒", 4)[1]


def test_zero_width_space_allows_a_break():
    """A zero-width space marks where a long name may be divided."""
    assert lines("handbook\u200btypography", 6) == ["handbook\u200b", "typography"]


@pytest.mark.parametrize("ems", [5, 6, 7.3, 8, 9.7, 11, 13.1, 17, 23])
def test_no_line_begins_or_ends_with_a_forbidden_mark(ems: float):
    """The prohibition rules hold at every measure, in words that had to be divided too."""
    broken = lines(MIXED, ems)
    assert not [line for line in broken[1:] if line[0] in NOT_AT_START]
    assert not [line for line in broken[:-1] if line[-1] in NOT_AT_END]


@pytest.mark.parametrize("ems", [2, 3.1, 6, 9.7, 40])
def test_no_line_is_wider_than_its_measure(ems: float):
    """Every line fits."""
    assert all(REGULAR.width(line, 10) <= ems * 10 + 1e-9 for line in lines(MIXED, ems))


@pytest.mark.parametrize("ems", [2, 6, 9.7, 40])
def test_nothing_is_lost_but_spaces(ems: float):
    """The lines joined are the text without the spaces at which it broke."""
    assert "".join(lines(MIXED, ems)).replace(" ", "") == MIXED.replace(" ", "")


def test_measure_narrower_than_a_character_still_ends():
    """A line holds at least one character."""
    assert lines("手册", 0.5) == ["手", "册"]


def test_runs_break_as_one_text():
    """A word of two runs is not divided between them, and each part keeps its run."""
    runs = [Run("使用Trans", REGULAR, 10), Run("former", BOLD, 10), Run("模型", REGULAR, 10)]
    broken = break_runs(runs, 65)
    assert [[run.text for run in line] for line in broken] == [["使用"], ["Trans", "former"], ["模型"]]
    assert broken[1][1].faces == BOLD


def test_bold_run_fills_a_line_sooner():
    """Each run is measured by its own faces."""
    text = "retrieval augmented generation"
    width = REGULAR.width(text, 10)
    assert len(break_runs([Run(text, REGULAR, 10)], width)) == 1
    assert len(break_runs([Run(text, BOLD, 10)], width)) == 2


def test_runs_of_several_sizes_are_measured_each_by_its_own():
    """A smaller run takes less room."""
    assert len(break_runs([Run("手册", REGULAR, 10), Run("入门", REGULAR, 10)], 35)) == 2
    assert len(break_runs([Run("手册", REGULAR, 10), Run("入门", REGULAR, 7)], 35)) == 1
