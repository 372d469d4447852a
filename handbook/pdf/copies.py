"""Blank copies of worksheets for the back of the book."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handbook.model.blocks.teaching import Worksheet
from handbook.plan.book import PlannedBlock


def copy_anchor(planned: PlannedBlock) -> str:
    """The anchor of a worksheet's page at the back of the book."""
    return f"copy-{planned.anchor}"


def blank(planned: PlannedBlock) -> PlannedBlock:
    """A worksheet to write on alone: without example, steps and report, so that it keeps to a page; its title stands
    above it."""
    assert isinstance(planned.block, Worksheet)
    fields = tuple(_without_example(field) for field in planned.block.fields)
    bare = {"fields": fields, "facts": (), "title": None, "steps": (), "report": None}
    block = planned.block.model_copy(update=bare)
    return replace(planned, anchor=f"blank-{planned.anchor}", block=block)


def _without_example(field: Any) -> Any:
    empty = type(field).model_fields["example"].default
    return field.model_copy(update={"example": empty})
