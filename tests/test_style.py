"""What a copy editor would mark in Chinese text."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from handbook import pipeline

BASE = Path(__file__).parent / "cases" / "base"


def marks(folder: Path, paragraph: str) -> list[str]:
    """What is said of a paragraph in the base project."""
    book = shutil.copytree(BASE, folder / "book")
    chapter = book / "content" / "chapters" / "01-first.yaml"
    chapter.write_text(chapter.read_text("utf-8").replace("正文一段。", paragraph), "utf-8")
    run = pipeline.Run(book)
    pipeline.check(run)
    return [f"{problem.what}; {problem.hint}" for problem in run.problems if problem.code == "style"]


@pytest.mark.parametrize(
    ("paragraph", "said"),
    [
        ("先算账,再动手。", "a half-width “,” stands in Chinese text; write “，”"),
        ("真的吗?真的。", "a half-width “?” stands in Chinese text; write “？”"),
        ("训练(预训练)的账。", "a half-width “(” stands in Chinese text; write “（”"),
        ('所谓"免费"。', "a straight quotation mark stands in Chinese text; write “…” or ‘…’"),
        ("还有...很多。", "an ellipsis is “……”; write “……”"),
        ("还有…很多。", "an ellipsis is “……”; write “……”"),
        ("结果—不行。", "a dash is “——”; write “——”"),
        ("显存80GB。", "a space is missing between number and unit in “80GB”; write a space before the unit"),
        (
            "约14.7万美元。",
            "a space is missing between number and unit in “14.7万美元”; write a space behind the number",
        ),
    ],
)
def test_a_fault_is_marked(tmp_path: Path, paragraph: str, said: str) -> None:
    assert said in marks(tmp_path, paragraph)


@pytest.mark.parametrize(
    "paragraph",
    [
        "用6ND粗算，显存80 GB，约14.7 万美元，利用率40%。",
        "结果——不行……算了。",
        "见[OpenAI, Inc.](https://example.org/a,b?c)与`f(x, y)`。",
        "7B模型（稠密）用了3.14×10²³ FLOP；比为1:20。",
        "Kaplan et al. (2020) said “so”.",
        "2026年11月22日，第3个月起。",
    ],
)
def test_what_is_right_is_not_marked(tmp_path: Path, paragraph: str) -> None:
    assert marks(tmp_path, paragraph) == []


def test_a_word_that_the_glossary_rules_out_is_marked(tmp_path: Path) -> None:
    book = tmp_path / "book"
    glossary = "terms:\n  - {id: token, term: 词元, definition: 文本单位。, avoid: [令牌]}\n"
    (book / "content").mkdir(parents=True)
    (book / "content" / "glossary.yaml").write_text(glossary, "utf-8")
    shutil.copytree(BASE, book, dirs_exist_ok=True)
    chapter = book / "content" / "chapters" / "01-first.yaml"
    chapter.write_text(chapter.read_text("utf-8").replace("正文一段。", "一个令牌。"), "utf-8")
    run = pipeline.Run(book)
    pipeline.check(run)
    (problem,) = [problem for problem in run.problems if problem.code == "style"]
    assert str(problem.place) == "content/chapters/01-first.yaml:10:11"
    assert (problem.what, problem.hint) == ("the glossary rules out “令牌”", "write “词元”")
