"""Where lines may end."""

from __future__ import annotations

import pytest
from helpers.paragraphs import allowed, signs_of

from handbook.typography.kinds import NUMBER, Kind
from handbook.typography.opportunities import Opportunities, opportunities, quantities


def places(text: str) -> Opportunities:
    signs = signs_of(text)
    return opportunities(text, signs.kinds, allowed(signs), ())


def pieces(text: str) -> list[str]:
    """What no line end divides."""
    found, start = [], 0
    for at in places(text).costs:
        found.append(text[start : at + 1])
        start = at + 1
    return found


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("约 10 亿元的账", "10 亿元"),
        ("花了 5.9 万卡时", "5.9 万卡时"),
        ("占 40% 的算力", "40%"),
        ("做 3.14×10^23 次运算", "3.14×10^23 次"),
        ("延迟 800 ms 以内", "800 ms"),
        ("见第 12 章第 3 节", "第 12 章"),
        ("售价 ￥1280 一张", "￥1280"),
        ("显存 80 GB 的卡", "80 GB"),
        ("跌到 -5℃ 以下", "-5℃"),
    ],
)
def test_a_number_keeps_its_unit(text: str, whole: str) -> None:
    assert whole in {text[start:end] for start, end in quantities(text)}
    assert any(whole in piece for piece in pieces(text))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("可以用来定先查什么。表 14-5 列出五条", "表 14-5"),
        ("先看图 3-2 再往下读", "图 3-2"),
        ("照式 5-1 算出", "式 5-1"),
        ("填好附录 C 的表", "附录 C"),
        ("先读第 12–14 页的例子", "第 12–14 页"),
        (f"见表 B-1（第 {NUMBER} 页）", f"第 {NUMBER} 页"),
        ("/abs/1512.03385. 引于 28，382 页", "引于 28"),
    ],
)
def test_what_is_named_by_a_number_keeps_it(text: str, whole: str) -> None:
    assert any(whole in piece for piece in pieces(text))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("写不出就降一档。第二，自己打", "第二"),
        ("到第三个月时有四家", "第三个"),
        ("客户把第二类交了过来", "第二类"),
        ("按第十三条处理", "第十三条"),
        ("不足九十分钟的部分", "九十"),
        ("只有百分之三十五通过", "百分之三十五"),
        ("差了几个百分点的", "百分点"),
    ],
)
def test_chinese_numerals_are_not_divided_nor_parted_from_what_they_number(text: str, whole: str) -> None:
    assert any(whole in piece for piece in pieces(text))


def test_a_line_rather_ends_elsewhere_than_between_a_numeral_and_what_it_counts() -> None:
    found = places("走了三个月又两家")
    assert found.costs[2] > found.costs[1] == 0
    assert found.costs[6] > 0


@pytest.mark.parametrize(
    ("text", "last"),
    [("收入约 30 亿元", 3), ("收入约30亿元", 2), (f"人数逾 {NUMBER} 万", 3), ("大约翰", None)],
)
def test_what_says_that_a_number_is_not_exact_leaves_it_only_for_a_loose_line(
    text: str, last: int | None
) -> None:
    dear = {at for at, cost in places(text).costs.items() if cost >= 300}
    assert dear == ({last} if last is not None else set())


@pytest.mark.parametrize("text", ["中——中", "中……中", "约·翰", "上～下", "价／性"])
def test_dashes_dots_and_slashes_begin_no_line(text: str) -> None:
    assert 0 not in places(text).costs


def test_an_address_is_divided_after_its_own_signs_and_never_hyphenated() -> None:
    text = "https://example.org/reports/technical-report.html"
    found = places(text)
    assert found.hyphenated == set()
    cheap = [at for at, cost in found.costs.items() if 0 < cost < 1000]
    assert {text[at] for at in cheap} == set("/.-")


def test_an_address_is_divided_between_letters_only_at_a_pinch_and_three_from_any_sign() -> None:
    text = "https://example.org/reports"
    found = places(text)
    inside = [at for at in found.costs if text[at].isalnum() and text[at + 1 : at + 2].isalnum()]
    assert inside
    assert all(text[at - 2 : at + 4].isalnum() for at in inside)


def test_names_of_programs_are_divided_at_underscores_and_humps() -> None:
    assert pieces("tokens_per_second") == ["tokens_", "per_", "second"]
    assert pieces("estimateUnitCost") == ["estimate", "Unit", "Cost"]


def test_a_name_is_divided_at_a_hump_only_where_nothing_else_helps() -> None:
    found = places("用TensorFlow训练")
    hump, before = 1 + len("Tensor") - 1, 0
    assert found.costs[hump] > 10 * found.costs[before]


def test_a_number_in_a_name_is_not_divided_at_its_point() -> None:
    assert "3.1" in "|".join(pieces("llama-3.1-instruct-405b")).replace("|", "")
    assert not any(piece.endswith("3.") for piece in pieces("llama-3.1-instruct-405b"))


def test_long_english_words_are_hyphenated_three_letters_from_either_end() -> None:
    text = "responsibility"
    cuts = [at + 1 for at in sorted(places(text).hyphenated)]
    assert cuts and min(cuts) >= 3 and max(cuts) <= len(text) - 3


@pytest.mark.parametrize("text", ["Mistralian", "model", "OpenAI"])
def test_names_and_short_words_stay_whole(text: str) -> None:
    assert places(text).hyphenated == set()


def test_code_is_never_hyphenated() -> None:
    text = "responsibility"
    assert opportunities(text, [Kind.CODE] * len(text), (), ()).hyphenated == set()


def test_what_the_author_keeps_together_is_not_divided() -> None:
    signs = signs_of("一二三四")
    found = opportunities("一二三四", signs.kinds, allowed(signs), {0, 1})
    assert set(found.costs) == {2, 3}


@pytest.mark.parametrize("mark", ["[J/OL]", "[EB/OL]"])
def test_the_mark_for_the_sort_of_a_work_is_not_divided(mark: str) -> None:
    """GB/T 7714 marks what a work is and on what it is kept; Unicode lets a line end behind the slash."""
    text = f"Models{mark}. Nature"
    found = opportunities(text, signs_of(text).kinds, range(len(text)), ())
    start = text.index(mark)
    assert not set(found.costs) & set(range(start, start + len(mark) - 1))
