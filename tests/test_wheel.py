"""The wheel holds all that a machine needs: the command, the themes and the faces."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what the wheel installs, away from the source tree."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a folder of its own."""
    code = f"import sys; sys.path.insert(0, {str(installed)!r}); from handbook.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=installed.parent,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_gives_the_command(installed: Path) -> None:
    (entry,) = installed.glob("handbook-*.dist-info/entry_points.txt")
    assert "handbook = handbook.cli:main" in entry.read_text("utf-8")


def test_the_wheel_holds_faces_with_their_licences(installed: Path) -> None:
    fonts = installed / "handbook" / "themes" / "fonts"
    assert len(list(fonts.glob("*.ttf"))) >= 10
    assert len(list(fonts.glob("OFL-*.txt"))) == 3


def test_an_installed_handbook_makes_and_builds_a_project(installed: Path) -> None:
    assert run(installed, "new", "mine").returncode == 0
    built = run(installed, "build", "-C", "mine")
    assert built.returncode == 0, built.stderr
    assert (installed.parent / "mine" / "build" / "handbook.pdf").stat().st_size > 10_000
