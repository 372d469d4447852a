"""Footnotes in decks: none on a slide, each in the notes."""

from __future__ import annotations

from pathlib import Path

from helpers.decks import make_blocks

BLOCKS = """\
- 正文一段^[正文的脚注。]。
- kind: points
  title: 要点
  items: [{term: 甲, text: "一句话^[要点的脚注。]。"}, {term: 乙, text: 又一句。}]
- kind: table
  title: 表
  columns: [{title: 项}, {title: 值}]
  rows: [[甲, "值^[表里的脚注。]"]]
- kind: callout
  tone: key
  title: 要记住的
  text: 一句要紧的话^[提示的脚注。]。
"""


def test_a_footnote_goes_to_the_notes(tmp_path: Path) -> None:
    deck = make_blocks(BLOCKS, tmp_path / "book").deck
    count = len(deck.presentation.slides)
    slides = "".join(deck.texts(number) for number in range(1, count + 1))
    notes = "".join(deck.notes(number) for number in range(1, count + 1))
    for footnote in ("正文的脚注", "要点的脚注", "表里的脚注", "提示的脚注"):
        assert footnote not in slides
        assert notes.count(f"（注：{footnote}。）") == 1
