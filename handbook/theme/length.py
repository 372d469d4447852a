"""Lengths that carry their unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "px": 0.75}
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(pt|mm|cm|in|px)")
_EMU_PER_POINT = 12_700


@dataclass(frozen=True, slots=True, order=True)
class Length:
    """A length on paper or on a slide, kept in points (1 pt = 1/72 in)."""

    pt: float

    @classmethod
    def parse(cls, text: str) -> Length:
        """`12mm`, `10.5pt`, `1in`; ValueError for anything else."""
        match = _LENGTH.fullmatch(text)
        if not match:
            raise ValueError(f"“{text}” is no length")
        return cls(float(match[1]) * _POINTS[match[2]])

    @property
    def css(self) -> str:
        """As CSS writes it, in points."""
        return f"{round(self.pt, 4):g}pt"

    @property
    def emu(self) -> int:
        """In English Metric Units, as OOXML counts (1 pt = 12,700 EMU)."""
        return round(self.pt * _EMU_PER_POINT)

    def __str__(self) -> str:
        return self.css

    def __add__(self, other: Length) -> Length:
        return Length(self.pt + other.pt)

    def __sub__(self, other: Length) -> Length:
        return Length(self.pt - other.pt)

    def __mul__(self, factor: float) -> Length:
        return Length(self.pt * factor)

    def __neg__(self) -> Length:
        return Length(-self.pt)

    @classmethod
    def _validate(cls, value: Any) -> Length:
        if isinstance(value, Length):
            return value
        if isinstance(value, str) and _LENGTH.fullmatch(value):
            return cls.parse(value)
        raise PydanticCustomError("bad_length", "“{value}” is no length", {"value": str(value)})

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls._validate)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "pattern": f"^{_LENGTH.pattern}$"}
