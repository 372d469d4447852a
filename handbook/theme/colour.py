"""Colours and their contrast."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Colour:
    """An sRGB colour, written `#14505C`."""

    hex: str

    @property
    def css(self) -> str:
        """As CSS writes it: `#14505C`."""
        return self.hex

    @property
    def rgb(self) -> str:
        """Six hexadecimal digits, as OOXML writes them."""
        return self.hex[1:].upper()

    @property
    def luminance(self) -> float:
        """Relative luminance from 0, black, to 1, white (WCAG 2.2)."""
        channels = (int(self.hex[i : i + 2], 16) / 255 for i in (1, 3, 5))
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def contrast(self, ground: Colour) -> float:
        """Contrast ratio against `ground`, from 1 to 21 (WCAG 2.2, 1.4.3)."""
        low, high = sorted((self.luminance, ground.luminance))
        return (high + 0.05) / (low + 0.05)

    def shaded(self, keep: float, add: float = 0.0) -> Colour:
        """The colour with `keep` of its luminance, and `add` more of it, both shares (ISO/IEC 29500-1, 20.1.2.3.20)."""
        channels = (int(self.hex[i : i + 2], 16) / 255 for i in (1, 3, 5))
        hue, light, saturation = colorsys.rgb_to_hls(*channels)
        return Colour.of(*colorsys.hls_to_rgb(hue, min(1.0, light * keep + add), saturation))

    @property
    def hue(self) -> float:
        """Its hue in degrees: 0 red, 120 green, 240 blue."""
        return colorsys.rgb_to_hls(*(int(self.hex[i : i + 2], 16) / 255 for i in (1, 3, 5)))[0] * 360

    @property
    def chroma(self) -> float:
        """How far it is from grey, from 0 to 1."""
        channels = [int(self.hex[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        return max(channels) - min(channels)

    def mixed(self, other: Colour, share: float) -> Colour:
        """The colour with `share` of `other` in it."""
        mine, its = ([int(c.hex[i : i + 2], 16) / 255 for i in (1, 3, 5)] for c in (self, other))
        return Colour.of(*(a + (b - a) * share for a, b in zip(mine, its, strict=True)))

    @classmethod
    def of(cls, red: float, green: float, blue: float) -> Colour:
        """The colour of three shares of light, each from 0 to 1."""
        parts = (min(255, max(0, round(part * 255))) for part in (red, green, blue))
        return cls("#" + "".join(f"{part:02X}" for part in parts))

    def __str__(self) -> str:
        return self.hex

    @classmethod
    def _validate(cls, value: Any) -> Colour:
        if isinstance(value, Colour):
            return value
        if isinstance(value, str) and _HEX.fullmatch(value):
            return cls(value.upper())
        raise PydanticCustomError("bad_colour", "“{value}” is no colour", {"value": str(value)})

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls._validate)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "pattern": f"^{_HEX.pattern}$"}
