"""A theme drafted from a company's presentation dresses book and decks alike."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from helpers.cases import CASES, plan_of
from helpers.decks import make as make_deck
from helpers.pdf import Pdf
from helpers.templates import TEMPLATES, bodiless, save
from pptx import Presentation

from handbook.cli import DONE, PROBLEMS, main
from handbook.pdf.book import make_pdf
from handbook.problems import Problems, as_text
from handbook.theme.load import Theme, load_theme


def handbook(*words: str) -> Result:
    result = CliRunner().invoke(main, words)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return shutil.copytree(CASES / "base", tmp_path / "book")


def drafted(project: Path, template: str) -> tuple[Theme, str]:
    """The theme drafted from a template, which must be sound, and its text."""
    path = save(TEMPLATES[template](), project.parent / f"{template}.pptx")
    result = handbook("theme", "from-pptx", str(path), "--name", "corp", "-C", str(project))
    assert result.exit_code == DONE, result.output
    problems = Problems()
    theme = load_theme("corp", project, problems)
    assert theme is not None and not len(problems), as_text(problems)
    return theme, (project / "themes" / "corp" / "theme.yaml").read_text("utf-8")


@pytest.mark.parametrize("template", list(TEMPLATES))
def test_every_draft_is_a_sound_theme(template: str, project: Path) -> None:
    theme, text = drafted(project, template)
    assert theme.tokens.deck.template == "template.pptx"
    assert text.startswith("# Drafted from")


def test_colours_are_those_of_the_company_made_readable(project: Path) -> None:
    theme, text = drafted(project, "chinese_names")
    colours = theme.tokens.colours
    assert colours.accent.hex == colours.cover.hex == "#0066B3"
    assert "accent2 #F08A24, darkened to 65 %: 5.1:1 on paper instead of 2.5:1" in text
    assert colours.warm.contrast(colours.paper) >= 4.5
    assert colours.grey == load_default(project).tokens.colours.grey


def load_default(project: Path) -> Theme:
    found = load_theme("default", project, Problems())
    assert found is not None
    return found


def test_the_logo_is_taken_from_the_master_and_printed_on_the_cover(project: Path) -> None:
    theme, _ = drafted(project, "chinese_names")
    assert theme.tokens.book.logo == "logo.png"
    problems = Problems()
    made = make_pdf(plan_of(project), theme, None, problems)
    assert not problems.errors, as_text(problems)
    assert len(Pdf(made.data).pages[0].images) == 1
    plain = make_pdf(plan_of(project), load_default(project), None, problems)
    assert Pdf(plain.data).pages[0].images == []


def test_what_could_not_be_taken_over_is_said(project: Path) -> None:
    _, text = drafted(project, "bare")
    assert "No logo was found" in text
    assert "titles are Georgia / 等线, a sans" in text
    assert "no file of the typeface 等线" in text


def test_decks_of_the_drafted_theme_are_made_in_its_template(project: Path) -> None:
    theme, _ = drafted(project, "chinese_names")
    plan = plan_of(project)
    made = make_deck(plan, next(plan.chapters), theme)
    assert made.problems.errors == ()
    names = {slide.slide_layout.name for slide in made.deck.presentation.slides}
    assert {"封面", "章节过渡页"} <= names
    own = Presentation(project / "themes" / "corp" / "template.pptx")
    assert made.deck.presentation.slide_width == own.slide_width


def test_a_folder_that_is_there_is_not_written_over(project: Path) -> None:
    drafted(project, "chinese_names")
    before = (project / "themes" / "corp" / "theme.yaml").read_bytes()
    path = project.parent / "chinese_names.pptx"
    result = handbook("theme", "from-pptx", str(path), "--name", "corp", "-C", str(project))
    assert result.exit_code == PROBLEMS
    assert "[output] the theme's folder is there already" in result.stderr
    assert (project / "themes" / "corp" / "theme.yaml").read_bytes() == before


def test_a_presentation_that_cannot_serve_is_a_problem(project: Path) -> None:
    path = save(bodiless(), project.parent / "Corp Deck.pptx")
    result = handbook("theme", "from-pptx", str(path), "-C", str(project))
    assert result.exit_code == PROBLEMS
    assert "[deck-template]" in result.stderr
    assert not (project / "themes" / "corp-deck").exists()


def test_the_template_of_a_theme_may_be_missing_with_a_problem(project: Path) -> None:
    theme, _ = drafted(project, "bare")
    (project / "themes" / "corp" / "template.pptx").unlink()
    result = handbook("slides", "--theme", "corp", "-C", str(project))
    assert result.exit_code == PROBLEMS
    assert "the theme's template template.pptx is not in its folder" in result.stderr
    assert theme.find("template.pptx") is None


def test_the_report_is_printed_for_people_and_programs(project: Path) -> None:
    path = save(TEMPLATES["chinese_names"](), project.parent / "corp.pptx")
    text = handbook("slides", "--template", str(path), "--template-report", "text", "-C", str(project))
    assert text.exit_code == DONE
    assert "cover" in text.stdout and "封面" in text.stdout and "by name" in text.stdout
    assert not (project / "build").exists()
    data = handbook("slides", "--template", str(path), "--template-report", "json", "-C", str(project))
    assert '"封面"' in data.stdout
    verbose = handbook("slides", "--template", str(path), "-v", "-C", str(project))
    assert verbose.exit_code == DONE and "by name" in verbose.stderr
