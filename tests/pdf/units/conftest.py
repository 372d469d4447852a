"""One book for all tests of units, laid out once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from helpers.pdf import Pdf
from helpers.units import made, one_document
from helpers.volumes import volume

from handbook.pdf.made import MadePdf


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return volume(tmp_path_factory.mktemp("volume") / "book")


@pytest.fixture(scope="session")
def filled(project: Path) -> tuple[MadePdf, Path]:
    """The book, and the cache that it has filled."""
    cache = project.parent / "filled"
    return made(project, cache)[0], cache


@pytest.fixture(scope="session")
def joined(filled: tuple[MadePdf, Path]) -> Pdf:
    return Pdf(filled[0].data)


@pytest.fixture(scope="session")
def whole(project: Path) -> Pdf:
    """The same book as one document: the oracle."""
    return one_document(project)


@pytest.fixture
def cache(filled: tuple[MadePdf, Path], tmp_path: Path) -> Path:
    """A cache that holds the whole book."""
    shutil.copytree(filled[1], tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    """A project that may be changed."""
    shutil.copytree(project, tmp_path / "copy")
    return tmp_path / "copy"
