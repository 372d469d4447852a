"""What is done to a line of Chinese, by the characters it is done to."""

from __future__ import annotations

import pytest

from handbook.typography.chinese import CODE, NOTE, latin_runs, seams, set_paragraph, unbroken


def spaced(text: str) -> str:
    points = set(seams(text))
    return "".join((" " if at in points else "") + char for at, char in enumerate(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("用GPT写代码", "用 GPT 写代码"),
        ("约2.5万元", "约 2.5 万元"),
        ("利用率40%时", "利用率 40% 时"),
        ("约 3 天", "约 3 天"),
        ("先看（GPT）再说", "先看（GPT）再说"),
        ("“GPT”很好，API也是", "“GPT”很好，API 也是"),
        ("跌到-5度", "跌到 -5 度"),
        (f"见{CODE}{CODE}处", f"见 {CODE}{CODE} 处"),
        (f"核对{NOTE}过", f"核对{NOTE}过"),
        ("全是中文", "全是中文"),
        ("All English, no change", "All English, no change"),
    ],
)
def test_a_quarter_em_stands_between_hanzi_and_latin_and_is_not_doubled(text: str, expected: str) -> None:
    assert spaced(text) == expected


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("这件事——不对。", "事——"),
        ("很多人……", "人……"),
        ("约翰·史密斯", "翰·"),
        ("上行～下行", "行～"),
        ("价格／性能", "格／"),
        ("第 12 章里", "第 12 章"),
        ("花了 10 亿元", "10 亿元"),
        ("显存 80GB 的卡", ""),
        ("编号 #7 的卡", "#7"),
        (f"核对{NOTE}。再说", f"对{NOTE}。"),
    ],
)
def test_what_belongs_together_is_kept_on_one_line(text: str, kept: str) -> None:
    assert kept in {text[start:end] for start, end in unbroken(text)} | {""}


def test_a_kept_stretch_never_cuts_a_word() -> None:
    """A line could end at the edge of the stretch, which would be the middle of the word."""
    text = "Llama 3.1 405B——大模型"
    (first, *_) = set_paragraph(text, last_line=False).together
    assert text[slice(*first)] == "405B——"


def test_the_last_characters_of_a_paragraph_stay_together() -> None:
    text = "这个办法要花三个月才能看出效果。"
    start, end = set_paragraph(text).together[-1]
    assert (text[start:], end) == ("出效果。", len(text))


def test_a_short_line_is_left_alone() -> None:
    assert set_paragraph("看懂。").together == ()


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("The founder’s dilemma", ["founder’s"]),
        ("他说“OpenAI”很大", []),
        ("Smith said “hello” to him", ["“hello”"]),
        ("“Attention is all you need”", ["“Attention is all you need”"]),
        ("题为“Attention is all you need”的论文", []),
    ],
)
def test_quotes_go_by_what_stands_around_them(text: str, latin: list[str]) -> None:
    assert [text[start:end] for start, end in latin_runs(text)] == latin


def test_a_dash_is_two_em_in_chinese_only() -> None:
    text = "这——不对"
    assert [text[start:end] for start, end in set_paragraph(text).dashes] == ["——"]
    assert set_paragraph("a word — and another").dashes == ()
