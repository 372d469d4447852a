"""Books made once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.books import Book, make
from helpers.cases import chapter_project

ROOT = Path(__file__).parents[2]
SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture(scope="session")
def book() -> Book:
    """The handbook itself."""
    return make(ROOT)


@pytest.fixture(scope="session")
def prose(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A book of running text in which everything occurs that makes lines hard to set."""
    blocks = (SAMPLES / "prose.yaml").read_text("utf-8")
    return make(chapter_project(blocks, tmp_path_factory.mktemp("prose") / "book"))


@pytest.fixture(scope="session")
def english(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A book in English."""
    blocks = (SAMPLES / "english.yaml").read_text("utf-8")
    return make(chapter_project(blocks, tmp_path_factory.mktemp("english") / "book", language="en"))
