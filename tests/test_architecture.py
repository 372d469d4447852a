"""The laws of `docs/architecture.md`, held."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook import pipeline
from handbook.model.blocks import KINDS
from handbook.theme.load import bundled_themes

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "handbook"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """The names of all modules that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def outside(path: Path, allowed: tuple[str, ...]) -> list[str]:
    """Imports of our own or of libraries that are not among those allowed; the standard library always is."""
    import sys

    return [
        name
        for name in imports(path)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith(allowed)
    ]


@pytest.mark.parametrize("path", (PACKAGE / "model").rglob("*.py"), ids=lambda path: path.stem)
def test_the_model_knows_no_output(path: Path) -> None:
    assert outside(path, ("pydantic", "handbook.model")) == []


@pytest.mark.parametrize(("room", "other"), [("pdf", "slides"), ("slides", "pdf")])
def test_the_outputs_do_not_know_each_other(room: str, other: str) -> None:
    known = {name for path in (PACKAGE / room).rglob("*.py") for name in imports(path)}
    assert not [name for name in known if name.startswith(f"handbook.{other}")]


def test_commands_know_only_the_pipeline_and_problems() -> None:
    assert outside(PACKAGE / "cli.py", ("click", "handbook.pipeline", "handbook.problems")) == ["handbook"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_has_one_subject(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400
    assert path.stem not in ("utils", "common", "helpers", "misc", "shared")


def test_private_names_of_the_engine_are_used_in_one_module() -> None:
    users = [
        path.name
        for path in MODULES
        if any(name.startswith(("weasyprint.layout", "weasyprint.text")) for name in imports(path))
    ]
    assert users in ([], ["stock.py"])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_templates_and_its_case(kind: str) -> None:
    assert (bundled_themes() / "default" / "pdf" / "blocks" / f"{kind}.html").is_file()
    assert (bundled_themes() / "default" / "slides" / "blocks" / f"{kind}.xml").is_file()
    case = ROOT / "tests" / "cases" / "blocks" / kind
    assert {path.name for path in case.iterdir()} >= {"content.yaml", "book.html", "deck.xml"}


def test_the_steps_have_the_same_names_in_the_program_and_its_description() -> None:
    described = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    headings = [line.removeprefix("### ") for line in described.splitlines() if line.startswith("### ")]
    assert headings == [f"{number} {name}" for number, name in enumerate(pipeline.STEPS, start=1)]
