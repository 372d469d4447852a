"""Books made once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.books import Book, make
from helpers.cases import chapter_project
from helpers.icc import press_profile

from handbook.pdf.variant import Variant

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


@pytest.fixture(scope="session")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lesson with a little of everything that differs between the forms."""
    blocks = (SAMPLES / "lesson.yaml").read_text("utf-8")
    return chapter_project(blocks, tmp_path_factory.mktemp("lesson") / "book")


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The profile of a press, as a file."""
    path = tmp_path_factory.mktemp("press") / "press.icc"
    path.write_bytes(press_profile())
    return path


@pytest.fixture(scope="session")
def form(lesson: Path) -> Callable[[Variant], Book]:
    """Makes one form of the lesson, each once."""
    made: dict[Variant, Book] = {}

    def of(variant: Variant) -> Book:
        if variant not in made:
            made[variant] = make(lesson, variant=variant)
        return made[variant]

    return of
