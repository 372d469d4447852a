"""The typefaces of a company's template: measured from their files, or by the nearest that we know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from handbook.typography.advances import Face
from handbook.typography.font_files import face_of, font_beside, font_installed

_ALIASES = {
    "microsoft yahei": "微软雅黑", "microsoft yahei ui": "微软雅黑", "微软雅黑 light": "微软雅黑",
    "microsoft yahei light": "微软雅黑", "helvetica": "Arial", "liberation sans": "Arial", "helvetica neue": "Arial",
}  # fmt: skip
"""Typefaces that measure like one that we know."""
_PITCHES = (
    (re.compile(r"思源|source han|noto", re.I), 1.45),
    (re.compile(r"苹方|pingfang|hiragino", re.I), 1.40),
    (re.compile(r"等线|dengxian", re.I), 1.35),
)
"""Distances of lines in em of Chinese typefaces whose files are not at hand; others are taken for 微软雅黑."""
_MONO = re.compile(r"mono|consol|courier|code|等宽", re.I)
_SERIF = re.compile(
    r"serif|times|georgia|garamond|cambria|roman|song|宋|明|minion|book antiqua|palatino", re.I
)
_SANS = re.compile(r"sans", re.I)
_WEIGHTS = (400, 700)


@dataclass(frozen=True)
class MeasuredFace:
    """How the widths of a typeface are known."""

    name: str
    how: str
    """shipped, file, or nearest."""
    by: str
    """The file, or the typeface that stands in for it."""


def measure_faces(
    wanted: Iterable[tuple[str, bool]], known: Mapping[tuple[str, int], Face], folders: Iterable[Path]
) -> tuple[dict[tuple[str, int], Face], list[MeasuredFace]]:
    """Tables for typefaces that are not among `known`, and a line of the report for each typeface.

    `wanted` are names, each with whether it sets Chinese; files are looked for in `folders`, then on the machine.
    """
    near = tuple(folders)
    made: dict[tuple[str, int], Face] = {}
    report = []
    for name, chinese in dict.fromkeys(wanted):
        if (name, 400) in known:
            report.append(MeasuredFace(name, "shipped", "its own table"))
            continue
        alias = _ALIASES.get(name.casefold())
        files = [None] if alias else [font_beside(near, name, 400) or font_installed(name, 400)]
        file = files[0]
        regular = face_of(file, name, 400) if file is not None else None
        if regular is not None and file is not None and (regular.chinese or not chinese):
            bold_file = font_beside(near, name, 700) or font_installed(name, 700)
            bold = face_of(bold_file, name, 700) if bold_file is not None else None
            made |= {(name, 400): regular, (name, 700): bold or replace(regular, weight=700)}
            report.append(MeasuredFace(name, "file", file.path.name))
            continue
        stand_in = alias or _nearest(name, chinese)
        for weight in _WEIGHTS:
            face = known[stand_in, weight]
            if not alias and not chinese and stand_in == "Arial":
                # A sans that we do not know may be wider than Arial; its bold is.
                face = known[stand_in, 700]
            made[name, weight] = replace(
                face, name=name, weight=weight, pitch=_pitch(name, chinese, face.pitch)
            )
        report.append(MeasuredFace(name, "nearest", stand_in))
    return made, report


def _nearest(name: str, chinese: bool) -> str:
    if chinese:
        return "微软雅黑"
    if _MONO.search(name):
        return "Consolas"
    serif = _SERIF.search(name) and not (
        _SANS.search(name) and "serif" not in name.casefold().replace("sans", "")
    )
    return "Handbook Text" if serif else "Arial"


def _pitch(name: str, chinese: bool, usual: float) -> float:
    if not chinese:
        return max(usual, 1.2)
    return next((pitch for pattern, pitch in _PITCHES if pattern.search(name)), usual)
