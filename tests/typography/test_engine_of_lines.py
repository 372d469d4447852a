"""The engine's names are tested at the start, and lines are set the older way where they are not known."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.books import theme_for
from helpers.cases import chapter_project, plan_of
from helpers.pdf import Pdf

from handbook.pdf import golden, planned, stock
from handbook.pdf.book import make_pdf
from handbook.problems import Problems

PROSE = Path(__file__).parents[1] / "pdf" / "samples" / "prose.yaml"


def test_the_engine_is_the_one_that_is_known() -> None:
    assert stock.known_engine() == ""
    assert stock.known_lines() == ""
    assert golden.golden_paragraph() == ""


def test_the_engine_is_known_on_a_machine_without_fonts(tmp_path: Path) -> None:
    settings = tmp_path / "fonts.conf"
    settings.write_text(f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}</cachedir></fontconfig>")
    code = "from handbook.pdf.golden import golden_paragraph; print(repr(golden_paragraph()))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "FONTCONFIG_FILE": str(settings)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.stdout == "''\n", run.stderr
    assert "No fonts configured" not in run.stderr


@pytest.mark.parametrize(
    ("name", "parameters", "said"),
    [
        ("split_text_boxes", ("context",), "weasyprint.layout.inline.split_text_boxes is gone"),
        (
            "split_text_box",
            ("context", "text"),
            "weasyprint.layout.inline.split_text_box takes other parameters",
        ),
    ],
)
def test_what_is_strange_is_named(name: str, parameters: tuple[str, ...], said: str) -> None:
    assert stock.differing(((stock.inline, name, parameters),)) == said


def test_a_paragraph_that_does_not_come_out_as_planned_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that divides text its own way, though its names are the known ones."""
    cut = planned._cut

    def shorter(*arguments: object) -> object:
        fragment = cut(*arguments)
        fragment.width -= 20
        return fragment

    monkeypatch.setattr(planned, "_cut", shorter)
    assert golden.golden_paragraph() == "planned lines do not reach the edge"


def test_the_engine_is_left_as_it_was() -> None:
    names = [(owner, name) for owner, name, _ in (*stock._KNOWN, *stock._KNOWN_OF_LINES)]
    before = [getattr(owner, name) for owner, name in names]
    with planned.planned_lines():
        assert [getattr(owner, name) for owner, name in names] != before
    assert [getattr(owner, name) for owner, name in names] == before


def test_lines_are_set_the_older_way_with_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = chapter_project(PROSE.read_text("utf-8"), tmp_path / "book")
    monkeypatch.setattr(golden, "known_lines", lambda: "something is gone")
    theme, problems = theme_for(root), Problems()
    made = make_pdf(plan_of(root), theme, None, problems)
    assert [(problem.code, "something is gone" in problem.what) for problem in problems] == [("engine", True)]
    assert made.lines.planned == 0
    paper = theme.tokens.book.papers["a4"]
    outer = paper.width.pt - paper.inner.pt - paper.measure * paper.size.pt
    lines = [
        (line, left + paper.measure * paper.size.pt)
        for left, rest in ((paper.inner.pt, 1), (outer, 0))
        for line in Pdf(made.data).prose_lines(left, paper.size.pt, paper.leading.pt)
        if line.page % 2 == rest
    ]
    assert len(lines) > 100
    assert sum(abs(line.right - edge) < 0.6 for line, edge in lines) >= 0.99 * len(lines)
