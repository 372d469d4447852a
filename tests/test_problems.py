"""What authors are told.

Each folder of `cases/problems` is laid over a small sound project, and `handbook check` prints its `printed.txt`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from handbook.cli import main

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in (CASES / "problems").iterdir())


def project(case: Path, folder: Path) -> Path:
    """The base project with the files of `case` laid over it."""
    shutil.copytree(CASES / "base", folder, dirs_exist_ok=True)
    shutil.copytree(case, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("printed.txt"))
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_check_says_what_is_wrong_and_what_to_do(name: str, tmp_path: Path, accept: bool) -> None:
    case = CASES / "problems" / name
    result = CliRunner().invoke(main, ["check", "-q", "-C", str(project(case, tmp_path))])
    expected = case / "printed.txt"
    if accept:
        expected.write_text(result.output, "utf-8")
    assert result.output == expected.read_text("utf-8")
    assert not isinstance(result.exception, Exception), "a traceback is our bug"


def test_the_base_project_has_no_problems(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        main, ["check", "-C", str(shutil.copytree(CASES / "base", tmp_path / "base"))]
    )
    assert "no problems" in result.output
    assert result.exit_code == 0
