"""Whatever stands in a chapter's file, the answer is problems, never a traceback."""

from __future__ import annotations

import copy
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook import pipeline

BASE = Path(__file__).parent / "cases" / "base"
SOUND = (
    Path(__file__).parent.parent
    / "handbook"
    / "starter"
    / "zh"
    / "content"
    / "chapters"
    / "01-first-steps.yaml"
)
ODD: list[Any] = [
    None, True, 0, -1, 1.5, 1e400, "", " ", "no", "\x07", "[", "{term}`", "{cite}`a,,b`", "**", "../x", "<&>", "𠀀",
    [], {}, [[]], {"kind": "text"}, {"kind": []}, {"kind": "tree", "root": {"name": "a", "children": [None]}},
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(BASE, tmp_path_factory.mktemp("broken") / "book")


def problems_of(folder: Path, chapter: bytes) -> pipeline.Problems:
    """The problems of the base project with `chapter` as its only chapter."""
    (folder / "content" / "chapters" / "01-first.yaml").write_bytes(chapter)
    run = pipeline.Run(folder)
    pipeline.check(run)
    return run.problems


def every_spot(value: Any) -> list[tuple[Any, Any]]:
    """Every container of a tree with every key or index in it."""
    keys = (
        list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    )
    return [(value, key) for key in keys] + [spot for key in keys for spot in every_spot(value[key])]


@settings(max_examples=500, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_a_chapter_with_values_torn_out_or_replaced_gives_problems(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    chapter = copy.deepcopy(yaml.safe_load(SOUND.read_text("utf-8")))
    for _ in range(chance.randint(1, 4)):
        container, key = chance.choice(every_spot(chapter))
        match chance.randint(0, 3):
            case 0:
                del container[key]
            case 1:
                container[key] = copy.deepcopy(chance.choice(ODD))
            case 2 if isinstance(container, dict):
                container[f"x{chance.randint(0, 9)}"] = container.pop(key)
            case _:
                other, index = chance.choice(every_spot(chapter))
                container[key] = copy.deepcopy(other[index])
    assert problems_of(folder, yaml.safe_dump(chapter, allow_unicode=True).encode("utf-8"))


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_a_chapter_with_bytes_torn_out_or_put_in_gives_no_traceback(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(SOUND.read_bytes())
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(data))
        match chance.randint(0, 2):
            case 0:
                del data[at : at + chance.randint(1, 30)]
            case 1:
                data[at:at] = bytes(
                    chance.choices(b"\"'{}[]:-#&*!|>%@`\t\n \x00\xff\xe4", k=chance.randint(1, 4))
                )
            case _:
                data[at] = chance.randrange(256)
    problems_of(folder, bytes(data))


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=400))
def test_a_file_of_any_bytes_gives_problems(folder: Path, data: bytes) -> None:
    assert problems_of(folder, data)
