"""The faces that are shipped: what each is for, what it is cut from, and what it covers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from faces.characters import CHINESE_SIGNS, CODE, DISPLAY, GREEK, LATIN, gb2312
from faces.sources import (
    JETBRAINS_MONO,
    MONO_ROMAN,
    SANS_ROMAN,
    SANS_SC,
    SERIF_ITALIC,
    SERIF_ROMAN,
    SERIF_SC,
    SOURCE_SANS,
    SOURCE_SERIF,
    Package,
)


@dataclass(frozen=True)
class Face:
    """A face to be made: what it is called, what it is for, and where it is cut from."""

    family: str
    weight: int
    role: str
    package: Package
    member: str
    licence: str
    points: frozenset[int]
    """The code points wanted."""
    required: frozenset[int] = frozenset()
    """The code points that the source must have."""
    style: Literal["normal", "italic"] = "normal"
    axes: tuple[tuple[str, float], ...] = ()
    """Where on the axes of a variable source the face lies."""

    @property
    def file(self) -> str:
        slant = "-italic" if self.style == "italic" else ""
        return f"{self.family.lower().replace(' ', '-')}-{self.weight}{slant}.ttf"

    @property
    def chinese(self) -> bool:
        return bool(self.required)


def shipped_faces(general: set[int]) -> list[Face]:
    """Return the faces in the order in which fonts.yaml lists them."""
    required = frozenset(gb2312() | general)
    chinese = frozenset(required | LATIN | GREEK | CHINESE_SIGNS)
    latin, code = frozenset(LATIN | GREEK), frozenset(LATIN | GREEK | CODE)

    def song(weight: int, name: str) -> Face:
        member = f"{weight}{name}/NotoSerifSC_{weight}{name}.ttf"
        return Face("Handbook Song", weight, "body", SERIF_SC, member, "OFL-noto.txt", chinese, required)

    def hei(weight: int, name: str) -> Face:
        member = f"{weight}{name}/NotoSansSC_{weight}{name}.ttf"
        role = "heads, labels, tables, captions"
        return Face("Handbook Hei", weight, role, SANS_SC, member, "OFL-noto.txt", chinese, required)

    def text(weight: int) -> Face:
        return Face(
            "Handbook Text", weight, "Latin companion of Handbook Song", SOURCE_SERIF, SERIF_ROMAN,
            "OFL-source.txt", latin, axes=(("opsz", 11.0), ("wght", float(weight))),
        )  # fmt: skip

    def label(weight: int) -> Face:
        return Face(
            "Handbook Label", weight, "Latin companion of Handbook Hei", SOURCE_SANS, SANS_ROMAN,
            "OFL-source.txt", latin, axes=(("wght", float(weight)),),
        )  # fmt: skip

    def mono(weight: int) -> Face:
        return Face(
            "Handbook Mono", weight, "code", JETBRAINS_MONO, MONO_ROMAN,
            "OFL-jetbrains-mono.txt", code, axes=(("wght", float(weight)),),
        )  # fmt: skip

    text_italic = Face(
        "Handbook Text", 400, "English terms, mathematical letters", SOURCE_SERIF, SERIF_ITALIC,
        "OFL-source.txt", latin, style="italic", axes=(("opsz", 11.0), ("wght", 400.0)),
    )  # fmt: skip
    numeral = Face(
        "Handbook Numeral", 300, "large numerals and initials", SOURCE_SERIF, SERIF_ROMAN,
        "OFL-source.txt", frozenset(DISPLAY), axes=(("opsz", 60.0), ("wght", 300.0)),
    )  # fmt: skip
    return [
        song(400, "Regular"), song(700, "Bold"), hei(400, "Regular"), hei(700, "Bold"),
        text(400), text(700), text_italic, label(400), label(700), numeral, mono(400), mono(700),
    ]  # fmt: skip
