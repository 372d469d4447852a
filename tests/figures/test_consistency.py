"""What contradicts itself in a block is said at its place, with a way out."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from handbook.problems import Problems, as_text
from handbook.source.consistency import check_block
from tests.helpers.blocks import block_of

FAULTS = [
    (entry["block"], entry["said"])
    for entry in yaml.safe_load((Path(__file__).parent / "contradictions.yaml").read_text("utf-8"))
]


def said(text: str) -> str:
    problems = Problems()
    check_block(block_of(text), problems)
    return as_text(problems)


@pytest.mark.parametrize(("text", "expected"), FAULTS, ids=[said[:60] for _, said in FAULTS])
def test_a_contradiction_is_said(text: str, expected: str) -> None:
    assert expected in said(text)


@pytest.mark.parametrize("text", [text for text, _ in FAULTS], ids=[said[:60] for _, said in FAULTS])
def test_every_contradiction_comes_with_a_way_out(text: str) -> None:
    problems = Problems()
    check_block(block_of(text), problems)
    assert problems.errors and all(problem.hint and problem.place.line for problem in problems.errors)


WORKSHEET = """\
kind: worksheet
task: 填表
fields:
  - {type: table, label: 表, columns: [甲, 乙], rows: [一], example: [[一]]}
"""


def test_the_example_of_a_worksheet_has_the_size_of_its_grid() -> None:
    assert "row 1 of the example has 1 cells for 2 columns" in said(WORKSHEET)


@pytest.mark.parametrize("kind", ["flow", "timeline", "chart"])
def test_sound_blocks_pass(kind: str) -> None:
    from tests.helpers.blocks import diagram
    from tests.helpers.charts import CHARTS, chart

    problems = Problems()
    for block in [chart(name) for name in CHARTS] if kind == "chart" else [diagram(kind, 4)]:
        check_block(block, problems)
    assert as_text(problems) == ""
