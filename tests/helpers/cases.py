"""Small projects made from the case folders of `tests/cases/blocks`.

A case is the base project whose only chapter is the folder's `content.yaml`; other files of the folder stand beside it
below `content`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from handbook.model.handbook import Handbook
from handbook.plan.book import BookPlan, plan_book
from handbook.problems import Problems, as_text
from handbook.source.project import check_project, read_project

CASES = Path(__file__).parent.parent / "cases"
BLOCKS = CASES / "blocks"
CHAPTER = "content/chapters/01-first.yaml"
_EXPECTED = ("book.html", "deck.xml", "content.yaml")


def case_project(kind: str, folder: Path) -> Path:
    """The project of a kind's case, in `folder`."""
    shutil.copytree(CASES / "base", folder, dirs_exist_ok=True)
    case = BLOCKS / kind
    shutil.copy(case / "content.yaml", folder / CHAPTER)
    for path in case.iterdir():
        if path.is_dir():
            shutil.copytree(path, folder / "content" / path.name, dirs_exist_ok=True)
        elif path.name not in _EXPECTED:
            shutil.copy(path, folder / "content" / path.name)
    return folder


def chapter_project(blocks: str, folder: Path, language: str = "zh-CN") -> Path:
    """A project whose only chapter has `blocks`, a YAML list without indentation, in its only section."""
    shutil.copytree(CASES / "base", folder, dirs_exist_ok=True)
    path = folder / CHAPTER
    head = path.read_text("utf-8").partition("      - ")[0]
    path.write_text(head + "".join(f"      {line}\n" for line in blocks.splitlines()), "utf-8")
    book = folder / "content" / "book.yaml"
    book.write_text(book.read_text("utf-8").replace("zh-CN", language), "utf-8")
    return folder


def read(root: Path) -> Handbook:
    """The handbook of a project that must be sound."""
    problems = Problems()
    handbook = check_project(root, read_project(root, problems), problems)
    assert handbook is not None and not problems.errors, as_text(problems)
    return handbook


def plan_of(root: Path) -> BookPlan:
    """The plan of a project that must be sound."""
    return plan_book(read(root))
