"""The kinds of block. The union below is the only list of them; everything else is derived from it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, get_args

from pydantic import BeforeValidator, Field

from handbook.model.blocks.base import BlockBase
from handbook.model.blocks.data import Chart, Code, Figure, Formula, Table
from handbook.model.blocks.diagrams import (
    Canvas,
    Cycle,
    Flow,
    Funnel,
    Heatmap,
    Layers,
    Matrix,
    Pyramid,
    Timeline,
    Tree,
)
from handbook.model.blocks.prose import Callout, Compare, Definition, Points, Quote, Steps, Text
from handbook.model.blocks.teaching import Case, Checklist, Qa, Quiz, Worksheet
from handbook.model.place import LocatedDict

_Kind = (
    Text
    | Points
    | Steps
    | Qa
    | Case
    | Compare
    | Callout
    | Quote
    | Table
    | Chart
    | Figure
    | Flow
    | Cycle
    | Timeline
    | Funnel
    | Pyramid
    | Layers
    | Tree
    | Matrix
    | Heatmap
    | Canvas
    | Formula
    | Code
    | Checklist
    | Worksheet
    | Definition
    | Quiz
)


def _paragraph(value: Any) -> Any:
    """A plain string among blocks is a paragraph."""
    if isinstance(value, str):
        block = LocatedDict(kind="text", text=value)
        block.at = getattr(value, "at", block.at)
        return block
    return value


Block = Annotated[Annotated[_Kind, Field(discriminator="kind")], BeforeValidator(_paragraph)]
"""A block of a section, told apart by `kind`; a plain string is a paragraph."""

KINDS: Mapping[str, type[BlockBase]] = MappingProxyType(
    {get_args(cls.model_fields["kind"].annotation)[0]: cls for cls in get_args(_Kind)}
)
"""Every kind of block by name, in the order of the content reference."""

__all__ = ["KINDS", "Block", "BlockBase"]
