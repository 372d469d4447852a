"""The order of glossary and index."""

from __future__ import annotations

import pytest

from handbook.plan.collate import initial, ordered, sort_key


def in_order(*words: str) -> list[str]:
    return sorted(words, key=lambda word: ordered(sort_key(word)))


def test_chinese_is_ordered_by_pinyin_and_latin_stands_where_its_letters_would() -> None:
    assert in_order("词元", "API", "按量计费", "LoRA", "低秩适配", "量化") == [
        "按量计费", "API", "词元", "低秩适配", "量化", "LoRA",
    ]  # fmt: skip


def test_a_syllable_goes_before_its_tone_and_a_tone_before_the_next_character() -> None:
    assert in_order("数字", "书目", "先", "西安", "熟练") == ["书目", "熟练", "数字", "西安", "先"]


def test_words_that_begin_alike_stand_together() -> None:
    # 模 is mó in 模型 and mú in 模板.
    assert in_order("模型评审", "模板", "模型", "磨合", "模型崩塌") == [
        "模型",
        "模型崩塌",
        "模型评审",
        "磨合",
        "模板",
    ]


def test_figures_and_signs_come_first() -> None:
    assert in_order("A/B 测试", "6ND", "阿") == ["6ND", "A/B 测试", "阿"]
    assert initial(sort_key("6ND")) == "#"


@pytest.mark.parametrize(
    ("word", "letter"), [("银行", "Y"), ("行业模型", "H"), ("重复", "C"), ("LoRA", "L"), ("率", "L")]
)
def test_a_word_stands_under_its_letter(word: str, letter: str) -> None:
    assert initial(sort_key(word)) == letter


def test_an_author_may_give_the_reading() -> None:
    assert initial(sort_key("重构")) == "Z"
    assert initial(sort_key("重构", "chong2 gou4")) == "C"
