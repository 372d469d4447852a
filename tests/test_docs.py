"""Documents say what the program does."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import click
import pytest

from handbook.cli import main
from handbook.problems import CODES
from handbook.source.schema import schemas

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_content_reference_is_what_the_model_says() -> None:
    made = runpy.run_path(str(ROOT / "scripts" / "make_reference.py"))["reference"]()
    assert (ROOT / "docs" / "content-reference.md").read_text("utf-8") == made, (
        "run scripts/make_reference.py"
    )


def test_every_code_of_a_problem_is_explained() -> None:
    described = re.findall(r"^\| `([a-z-]+)` \|", (ROOT / "docs" / "problems.md").read_text("utf-8"), re.M)
    assert described == list(CODES)


@pytest.mark.parametrize("name", main.commands)
def test_every_command_has_help_with_an_example_and_stands_in_the_readme(name: str) -> None:
    help_text = main.commands[name].get_help(click.Context(main.commands[name]))
    assert "Example:" in help_text
    assert f"handbook {name}" in README


def test_links_of_the_documents_lead_somewhere() -> None:
    broken = []
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []


def test_the_schemas_beside_the_content_are_what_the_model_says() -> None:
    folder = ROOT / "content" / "schema"
    written = {path.name: path.read_text("utf-8") for path in folder.glob("*.json")}
    assert written == schemas(), "run `handbook schema`"
