"""The margin: terms at their first use, other chapters, addresses to scan; and footnotes where there is no margin."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import segno
from helpers.books import Book, theme_for
from helpers.cases import chapter_project, plan_of
from helpers.pdf import Pdf

from handbook.figures.qr import code_of
from handbook.pdf.book import make_pdf
from handbook.pdf.variant import Variant
from handbook.problems import Problems, as_text

ADDRESS = "https://example.org/a/long/path?with=a-query"
LONG = "这一段写得够长，好让旁边有地方放一条注。" * 14
BLOCKS = f"""\
- "先说{{term}}`词元 <token>`。{LONG}"
- "再说{{term}}`词元 <token>`。{LONG}"
- "看[一个网址]({ADDRESS})。{LONG}"
- "看{{term}}`显存 <memory>`。{LONG}"
"""
GLOSSARY = """\
terms:
  - {id: token, term: 词元, english: Token, definition: 模型读写文本的最小单位。}
  - {id: memory, term: 显存, definition: 显卡自带的内存。}
"""


def printed(folder: Path, variant: Variant, paper: str = "a4") -> Book:
    root = chapter_project(BLOCKS, folder / "book")
    (root / "content" / "glossary.yaml").write_text(GLOSSARY, "utf-8")
    plan, theme, problems = plan_of(root), theme_for(root), Problems()
    made = make_pdf(plan, theme, paper, problems, variant=variant)
    assert not len(problems), as_text(problems)
    return Book(plan, theme, made, Pdf(made.data), problems)


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return printed(tmp_path_factory.mktemp("screen"), Variant())


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return printed(tmp_path_factory.mktemp("paper"), Variant(purpose="print"))


def body(book: Book) -> range:
    first = book.made.page_map["ch-first-one"]
    return range(first, book.made.page_map["glossary"])


def in_margin(book: Book, page: int) -> str:
    """What stands beside the measure."""
    size = book.theme.tokens.book.papers["a4"]
    left = size.inner.pt if page % 2 else size.width.pt - size.inner.pt - size.measure * size.size.pt
    right = left + size.measure * size.size.pt
    return "".join(
        char["text"]
        for char in book.pdf.pages[page - 1].chars
        if not left - 2 < char["x0"] < right + 2 and char["top"] > size.top.pt - 9
    )


def test_a_term_is_explained_once_beside_its_first_use(screen: Book) -> None:
    said = "".join(in_margin(screen, page) for page in body(screen))
    assert said.count("模型读写文本的最小单位") == 1
    assert said.count("显卡自带的内存") == 1
    assert in_margin(screen, screen.made.page_map["use-token--ch-first-1"]).count("词元") == 1


def test_on_a_screen_links_need_no_codes(screen: Book) -> None:
    assert "扫码" not in screen.pdf.text
    assert ADDRESS not in screen.pdf.text


def test_on_paper_an_address_is_a_code_with_the_address_under_it(paper: Book) -> None:
    said = "".join(in_margin(paper, page) for page in body(paper))
    assert "扫码" in said
    assert ADDRESS in said.replace(" ", "")


def test_a_paper_without_a_margin_prints_addresses_as_footnotes(tmp_path: Path) -> None:
    book = printed(tmp_path, Variant(purpose="print"), "a5")
    assert "扫码" not in book.pdf.text
    assert ADDRESS in re.sub(r"\s", "", book.pdf.text)
    assert "①" in book.pdf.text


@pytest.mark.parametrize("address", [ADDRESS, "https://x.cn", "https://例子.中国/路径"])
def test_a_code_is_drawn_module_by_module(address: str) -> None:
    code = code_of(address)
    wanted = [list(row) for row in segno.make(address, error="m", micro=False, boost_error=True).matrix]
    drawn = [[0] * code.side for _ in range(code.side)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1", code.path):
        for column in range(int(x), int(x) + int(width)):
            drawn[int(y)][column] = 1
    assert drawn == [[int(bool(module)) for module in row] for row in wanted]
