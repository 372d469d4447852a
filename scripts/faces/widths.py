"""Advance widths of the shipped faces, and of those that decks name and the reader's machine brings."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from faces.characters import FULL_WIDTH, GREEK, LATIN, code_points
from faces.cutting import ASCENT, DESCENT, saved
from faces.shipped import Face


@dataclass(frozen=True)
class AdvanceTable:
    """What advances.json says of one face; lengths in em, advances in 1/1000 em."""

    name: str
    weight: int
    pitch: float
    ascent: float
    descent: float
    note: str
    advances: Mapping[int, int]


def shipped_tables(faces: Iterable[Face], made: Mapping[str, bytes]) -> list[AdvanceTable]:
    own_pitch = {"Handbook Song": 1.437, "Handbook Hei": 1.448}
    tables = []
    for face in faces:
        name = f"{face.family} Italic" if face.style == "italic" else face.family
        note = f"shipped; its source's own pitch is {own_pitch[name]}" if name in own_pitch else "shipped"
        advances = font_advances(made[face.file])
        tables.append(AdvanceTable(name, face.weight, ASCENT + DESCENT, ASCENT, DESCENT, note, advances))
    return tables


def deck_tables(arimo: bytes) -> list[AdvanceTable]:
    """Return tables for the faces that decks name and that the reader's machine brings."""
    known = LATIN | GREEK | code_points("0400-04FF")  # Arimo's further scripts would only fill the table.
    full = dict.fromkeys(FULL_WIDTH, 1000)
    mono = dict.fromkeys(code_points("0020-007E 00A0-017F"), 550)
    tables = []
    for weight in (400, 700):
        static = instancer.instantiateVariableFont(TTFont(io.BytesIO(arimo)), {"wght": weight})
        arial = {point: width for point, width in font_advances(saved(static)).items() if point in known}
        note = "not shipped; measured from Arimo, its metric twin"
        tables.append(AdvanceTable("Arial", weight, 1.15, 0.905, 0.212, note, arial))
    for weight in (400, 700):
        note = "not shipped; full-width characters only, by rule"
        tables.append(AdvanceTable("微软雅黑", weight, 1.32, 1.058, 0.262, note, full))
    for weight in (400, 700):
        note = "not shipped; one width, by rule"
        tables.append(AdvanceTable("Consolas", weight, 1.17, 0.92, 0.25, note, mono))
    return tables


def font_advances(data: bytes) -> dict[int, int]:
    """Return the advance of every character of a font, in 1/1000 em."""
    font = TTFont(io.BytesIO(data))
    em, widths = font["head"].unitsPerEm, font["hmtx"]
    return {point: round(widths[glyph][0] * 1000 / em) for point, glyph in font.getBestCmap().items()}


def advances_json(tables: Iterable[AdvanceTable]) -> str:
    """Return the file, with one face a line, so that a change is seen to concern one face."""
    tables = list(tables)
    chinese = [table.advances for table in tables if table.name in ("Handbook Song", "Handbook Hei")]
    # Written once, not four times: it is nine tenths of each Chinese face.
    shared = {point: 1000 for point in chinese[0] if all(face.get(point) == 1000 for face in chinese)}
    lines = []
    for table in tables:
        entry: dict[str, Any] = {key: value for key, value in vars(table).items() if key != "advances"}
        entry["shared"] = table.advances in chinese
        own = set(table.advances) - (set(shared) if entry["shared"] else set())
        entry["runs"] = coded({point: table.advances[point] for point in own})
        lines.append(compact(entry))
    about = (
        "Advance widths in 1/1000 em of every code point a face covers; pitch, ascent, descent in em. Runs"
        " are triples: code points skipped since the last run, length of the run, advance. A face with"
        " `shared` true has the runs of the top-level `shared` too. Written by scripts/make_fonts.py."
    )
    faces = ",\n".join(lines)
    return f'{{"about":{compact(about)},\n"shared":{compact(coded(shared))},\n"faces":[\n{faces}\n]}}\n'


def compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def coded(advances: Mapping[int, int]) -> list[int]:
    runs: list[int] = []
    end = 0
    for point in sorted(advances):
        if runs and point == end and runs[-1] == advances[point]:
            runs[-2] += 1
        else:
            runs += [point - end, 1, advances[point]]
        end = point + 1
    return runs
