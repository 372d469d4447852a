"""Hard inputs: everything is shown or in the notes, nothing is squeezed under its floor."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from helpers.decks import Made, make_blocks
from helpers.pptx import Deck

from handbook.slides.deck import Slide
from handbook.slides.fit_table import CELL_INSETS
from handbook.slides.measure import Measurer


def parts(made: Made, title: str) -> list[Slide]:
    """The slides that a title goes over."""
    return [slide for slide in made.fitted.slides if slide.title_text.startswith(title)]


def blocks(kind: str, **lists: list[str]) -> str:
    head = f"- kind: {kind}\n  title: 很长的一页\n"
    return head + "\n".join(
        f"  {name}:\n" + "\n".join(f"    - {item}" for item in items) for name, items in lists.items()
    )


def test_a_list_of_forty_items_goes_over_slides_of_at_most_six(tmp_path: Path) -> None:
    items = [f"{{action: 第{n}项要做的一件事。}}" for n in range(1, 41)]
    made = make_blocks(blocks("steps", items=items), tmp_path)
    slides = parts(made, "很长的一页")
    counts = [len(slide.texts["body"].paragraphs) for slide in slides]
    assert sum(counts) == 40 and max(counts) <= 6 and min(counts) > 1
    assert [slide.title_text[-5:] for slide in slides][:2] == ["（1/7）", "（2/7）"]
    assert slides[1].texts["body"].paragraphs[0].number == 7, "the count goes on"


def test_a_table_of_twenty_rows_repeats_its_head(tmp_path: Path) -> None:
    table = (
        "- kind: table\n  title: 很长的一页\n  columns:\n    - {title: 项目}\n    - {title: 数}\n  rows:\n"
        + "\n".join(f"    - [第{n}项, {n}]" for n in range(1, 21))
    )
    slides = parts(make_blocks(table, tmp_path), "很长的一页")
    tables = [slide.table for slide in slides if slide.table]
    assert [table.rows[0].head for table in tables] == [True] * len(tables)
    counts = [len(table.rows) - 1 for table in tables]
    assert sum(counts) == 20 and max(counts) <= 8 and min(counts) > 1


def test_a_wide_table_is_split_by_columns_with_its_first_column_in_both(tmp_path: Path) -> None:
    columns = "\n".join(f"    - {{title: 很长很长的列名{n}, align: right}}" for n in range(12))
    row = ", ".join(["第一列", *[f'"123456789.{n}"' for n in range(11)]])
    table = (
        f"- kind: table\n  title: 很宽的一页\n  columns:\n{columns}\n  rows:\n    - [{row}]\n    - [{row}]"
    )
    tables = [slide.table for slide in parts(make_blocks(table, tmp_path), "很宽的一页") if slide.table]
    assert len(tables) > 1
    assert {table.rows[1].cells[0].text for table in tables} == {"第一列"}
    assert sum(len(table.rows[0].cells) - 1 for table in tables) == 11


def test_a_paragraph_of_1200_characters_is_divided_by_sentences(tmp_path: Path) -> None:
    text = "".join(f"这是第{n}句用来占满一页幻灯片的中文句子，它有三十个字左右。" for n in range(1, 43))
    assert len(text) > 1200
    made = make_blocks(f"- kind: text\n  slide: own\n  title: 很长的一页\n  text: {text}", tmp_path)
    slides = parts(made, "很长的一页")
    assert len(slides) > 1 and not len(made.problems)
    shown = "".join(slide.texts["body"].text for slide in slides)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", text)


def test_a_title_of_62_characters_is_a_problem_that_names_its_line(tmp_path: Path) -> None:
    title = "题" * 62
    made = make_blocks(f"- kind: steps\n  title: {title}\n  items: [{{action: 做。}}]", tmp_path)
    (problem,) = made.problems.errors
    assert problem.code == "does-not-fit" and "title" in problem.what
    assert problem.place.line > 1 and problem.place.file == "content/chapters/01-first.yaml"


def test_a_title_of_58_characters_fits(tmp_path: Path) -> None:
    made = make_blocks(f"- kind: steps\n  title: {'题' * 58}\n  items: [{{action: 做。}}]", tmp_path)
    assert not len(made.problems)


def test_a_sentence_too_long_for_a_slide_is_a_problem(tmp_path: Path) -> None:
    made = make_blocks(f"- kind: text\n  slide: own\n  title: 长\n  text: {'字' * 900}", tmp_path)
    assert [problem.code for problem in made.problems.errors] == ["does-not-fit"]


def test_sixty_lines_of_code_go_over_slides_and_keep_their_order(tmp_path: Path) -> None:
    code = "\n".join(f"      x{n} = {n}" for n in range(60))
    made = make_blocks(f"- kind: code\n  title: 很长的一页\n  language: python\n  code: |\n{code}", tmp_path)
    lines = [p.text for slide in parts(made, "很长的一页") for p in slide.texts["code"].paragraphs]
    assert lines == [f" {n + 1:>2} x{n} = {n}" for n in range(60)]


def test_what_a_case_has_no_room_for_is_in_its_notes(tmp_path: Path) -> None:
    long = "这一句先说要紧的事。" + "".join(f"第{n}句说的是细节，细节写在书里。" for n in range(12))
    block = (
        f"- kind: case\n  title: 长案例\n  organisation: 甲\n  status: real\n  situation: {long}\n"
        "  actions: 做了一件事。\n  outcome: 结果。\n  lessons: 一课。"
    )
    made = make_blocks(block, tmp_path)
    (slide,) = parts(made, "长案例")
    assert "这一句先说要紧的事。" in slide.texts["story1"].text
    assert "第 11 句" not in slide.texts["story1"].text
    deck = Deck(made.made.data)
    assert "第11句说的是细节" in re.sub(r"\s", "", deck.notes(deck.number_of("长案例")))


def test_a_term_too_wide_for_its_column_makes_the_points_a_list(tmp_path: Path) -> None:
    made = make_blocks(
        "- kind: points\n  title: 要点\n  items: [{term: 一个长到超过左栏宽度的术语, text: 说明。}]", tmp_path
    )
    (slide,) = parts(made, "要点")
    assert slide.layout == "content"


@pytest.mark.parametrize("count", [2, 4, 5, 6])
def test_a_quiz_shows_all_its_options(count: int, tmp_path: Path) -> None:
    options = ", ".join(f"选项{n}" for n in range(count))
    block = f"- {{kind: quiz, type: choice, question: 哪一个对？, options: [{options}], answer: [2], why: 因为。}}"
    made = make_blocks(block, tmp_path)
    shown = "".join(box.text for slide in parts(made, "哪一个对") for box in slide.texts.values())
    assert all(f"选项 {n}" in shown for n in range(count))


def test_equal_titles_are_told_apart(tmp_path: Path) -> None:
    one = "- kind: steps\n  title: 同名\n  items: [{action: 做。}]"
    made = make_blocks(f"{one}\n{one}", tmp_path)
    assert [title for title in made.made.titles if title.startswith("同名")] == ["同名", "同名（之 2）"]


FORM = """\
- kind: worksheet
  title: 场景打分卡
  task: 把三个场景写进打分卡，划掉碰到一分的。
  steps: [划掉否决的, 其余打六项, 写放弃标准]
  minutes: 10
  fields:
    - type: table
      label: 打分卡
      columns: [{heads}]
      empty: 6
"""


@pytest.mark.parametrize("count", [3, 8])
def test_a_form_shows_all_its_heads_under_its_steps(count: int, tmp_path: Path) -> None:
    heads = ["场景", "频率", "付费", "数据", "容错", "监管", "竞争", "合计"][:count]
    (slide,) = parts(make_blocks(FORM.format(heads=", ".join(heads)), tmp_path), "场景打分卡")
    assert slide.table is not None and len(slide.texts["body"].paragraphs) == 4
    assert [cell.text for cell in slide.table.rows[0].cells] == heads
    assert len(slide.table.rows) >= 3


def test_a_form_too_wide_for_a_slide_stands_in_the_handbook_alone(tmp_path: Path) -> None:
    made = make_blocks(FORM.format(heads=", ".join(["很长的列名写不下"] * 8)), tmp_path)
    (slide,) = parts(made, "场景打分卡")
    assert slide.table is None and "工作表见手册" in slide.texts["eyebrow"].text


def test_a_column_of_dates_is_as_wide_as_its_dates(tmp_path: Path, measurer: Measurer) -> None:
    long = "总部或最终母公司在境内的企业设在境外的子公司也要许可，解读认为开放权重和接口服务不在其列"
    table = (
        "- kind: table\n  title: 日期\n"
        "  columns: [{title: 规则}, {title: 旧}, {title: 新}, {title: 谁}, {title: 先问}]\n"
        f"  rows:\n    - [美国，2026年10月15日, {long}, {long}, {long}, 律师]\n"
        f"    - [中国，2026年1月31日, {long}, {long}, {long}, 律师]"
    )
    (slide,) = parts(make_blocks(table, tmp_path), "日期")
    assert slide.table is not None
    for row in slide.table.rows[1:]:
        room = slide.table.widths[0] - CELL_INSETS[0] - CELL_INSETS[2]
        assert measurer.lines(row.cells[0].runs, slide.table.size, room) == 1
