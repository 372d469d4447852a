"""Each kind of block as HTML: `tests/cases/blocks/<kind>/book.html` holds what its template makes of `content.yaml`."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.books import blocks_html, renderer_for
from helpers.cases import BLOCKS, case_project, chapter_project

from handbook.problems import Problems
from handbook.theme.load import load_theme


@pytest.mark.parametrize("kind", sorted(path.name for path in BLOCKS.iterdir()))
def test_a_kind_is_printed_as_its_case_says(kind: str, tmp_path: Path, accept: bool) -> None:
    found = blocks_html(case_project(kind, tmp_path / "book"))
    expected = BLOCKS / kind / "book.html"
    if accept:
        expected.write_text(found, "utf-8")
    assert found == expected.read_text("utf-8")


def test_a_template_that_names_what_is_not_there_is_a_problem_at_its_line(tmp_path: Path) -> None:
    root = chapter_project("- 正文。", tmp_path / "book")
    folder = root / "themes" / "mine" / "pdf" / "blocks"
    folder.mkdir(parents=True)
    (root / "themes" / "mine" / "theme.yaml").write_text("name: mine\nextends: default\n", "utf-8")
    (folder / "text.html").write_text("<p>\n{{ it.nonsense }}\n</p>\n", "utf-8")
    theme = load_theme("mine", root, Problems())
    assert theme is not None
    renderer, problems = renderer_for(root, theme)
    renderer.book()
    (problem,) = problems.errors
    assert (problem.code, str(problem.place)) == ("template", "themes/mine/pdf/blocks/text.html:2:1")
    assert "nonsense" in problem.what


def test_text_of_authors_cannot_become_markup(tmp_path: Path) -> None:
    root = chapter_project("- 一个 <script>alert(1)</script> 与 & 号。", tmp_path / "book")
    assert "&lt;script&gt;" in blocks_html(root)
