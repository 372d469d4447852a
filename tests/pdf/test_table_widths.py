"""Columns of tables: as the author shares them out, but no short cell divided while another column has room."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.books import make
from helpers.cases import chapter_project

from handbook.pdf.table_widths import column_widths, shares_by_need

WIDTH = 43.0


def test_what_needs_no_change_is_as_the_author_wants_it() -> None:
    widths = column_widths([1, 3], [[4.0, 20.0], [5.0, 25.0]], WIDTH)
    assert widths == pytest.approx([WIDTH / 4, WIDTH * 3 / 4])


def test_a_column_with_more_than_it_needs_gives_a_short_cell_room() -> None:
    narrow, wide = column_widths([1, 9], [[2.0, 10.0], [5.0, 25.0]], WIDTH)
    assert narrow >= 5.0
    assert wide >= 25.0
    assert narrow + wide == pytest.approx(WIDTH)


def test_a_cell_that_fits_is_never_divided_for_another() -> None:
    wide = 9 / 10 * WIDTH - 0.5
    assert column_widths([1, 9], [[5.0, wide]], WIDTH) == pytest.approx([WIDTH / 10, WIDTH * 9 / 10])


def test_no_row_becomes_higher() -> None:
    """The second column may give only what its three lines leave free."""
    _, wide = column_widths([1, 9], [[5.0, 3 * 9 / 10 * WIDTH - 2.0]], WIDTH)
    assert 3 * wide >= 3 * 9 / 10 * WIDTH - 2.0


def test_a_tail_of_two_characters_goes_to_the_line_before() -> None:
    _, middle, _ = column_widths([1, 1, 1], [[4.0, 15.0, 6.0]], WIDTH)
    assert middle >= 15.0


def test_without_shares_each_column_has_what_it_needs_and_all_the_same_air() -> None:
    needs = [[4.0, 2.0, 6.0], [3.0, 8.0, 5.0]]
    widths = column_widths(shares_by_need(needs, WIDTH), needs, WIDTH)
    gap = 10 / 8.8
    air = [widths[0] - gap - 4.0, widths[1] - gap - 8.0, widths[2] - 6.0]
    assert air == pytest.approx([air[0]] * 3) and air[0] > 0
    assert sum(widths) == pytest.approx(WIDTH)


def test_without_shares_the_longest_columns_share_what_the_others_leave() -> None:
    needs = [[4.0, 30.0, 50.0, 3.0]]
    gap = 10 / 8.8
    short, long, longer, last = shares_by_need(needs, WIDTH)
    assert (short, last) == pytest.approx((4.0 + gap, 3.0))
    assert long == pytest.approx(longer)
    assert short + long + longer + last == pytest.approx(WIDTH)


TABLE = """
- kind: table
  title: 四件事
  columns: [{title: 事, width: 6}, {title: 谁来看, width: 30}, {title: 结果, width: 6}]
  rows:
    - [账目, 财务与两位创始人, 前后一致]
    - [合同与条款, 律师, 不一致]
"""


def test_words_of_a_narrow_column_are_printed_whole(tmp_path: Path) -> None:
    pdf = make(chapter_project(TABLE, tmp_path / "book")).pdf
    printed = [line.text for page in range(1, pdf.page_count + 1) for line in pdf.lines(page)]
    for word in ("前后一致", "不一致", "合同与条款", "财务与两位创始人"):
        assert any(word in line for line in printed), word


BARE = """
- kind: table
  title: 没有写宽度
  columns: [{title: 事}, {title: 说明}, {title: 金额, unit: 万元}]
  rows:
    - [账目前后一致, 财务与两位创始人每月一起核对总账、明细账与银行流水，并把差额写成一页说明, 12.5]
    - [合同, 律师每季看一遍新签的合同与补充协议，挑出与范本不同的条款，逐条写明要不要改, 1200]
"""


def test_short_cells_of_a_table_without_widths_are_whole(tmp_path: Path) -> None:
    """Also the zeros that are not seen, by which decimal points stand in line."""
    pdf = make(chapter_project(BARE, tmp_path / "book")).pdf
    printed = [line.text for page in range(1, pdf.page_count + 1) for line in pdf.lines(page)]
    for word in ("账目前后一致", "12.5", "1200"):
        assert any(word in line for line in printed), word
