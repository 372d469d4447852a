"""How wide characters are, by the advance tables of the faces that the two outputs name.

A `Face` is the table of one family and weight; a `FaceStack` is what text is set in: a Latin and a Chinese
face, each serving its own characters. Widths come from ``themes/fonts/advances.json`` and never from the
fonts of the machine, so that a deck is split alike everywhere.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

FULL_EM = 1.0
"""The width of a full-width character, in em; also taken for a character that no table covers."""

_HANZI = "中"
_ASCII = "".join(map(chr, range(0x20, 0x7F)))


@dataclass(frozen=True)
class Face:
    """One family in one weight, as far as its measures go."""

    name: str
    """The family's name; an italic is a family of its own ("Handbook Text Italic")."""
    weight: int
    """400 for regular, 700 for bold."""
    pitch: float
    """Distance of two baselines in text set solid, in em."""
    ascent: float
    """Height of the line's box above the baseline, in em."""
    descent: float
    """Depth of the line's box below the baseline, in em, as a positive number."""
    advances: Mapping[int, int] = field(repr=False, compare=False)
    """Advance in 1/1000 em of every code point that the face covers."""

    @property
    def chinese(self) -> bool:
        """Whether the face has Chinese characters."""
        return self.covers(_HANZI)

    def covers(self, char: str) -> bool:
        """Return whether the face has a glyph for the character."""
        return ord(char) in self.advances

    def advance(self, char: str) -> float:
        """Return the character's advance in em; a full em where the face does not cover it."""
        thousandths = self.advances.get(ord(char))
        if thousandths is None:
            return _advance_of_unknown(char)
        return thousandths / 1000

    def width(self, text: str, size_pt: float) -> float:
        """Return the width in points of one line of text at a size in points, without kerning."""
        return sum(map(self.advance, text)) * size_pt


@dataclass(frozen=True)
class FaceStack:
    """The faces that set one text, in the order in which they are asked.

    On the Chinese side a face without Chinese characters serves Latin letters, digits and ASCII marks only.
    Everything else is asked of the Chinese faces first: `“ ” ‘ ’ — …`, `·`, arrows and shapes are full width
    among Chinese characters, though nearly every Latin face has narrow ones. On the Latin side, for English
    text, the first face that covers a character serves it.
    """

    faces: tuple[Face, ...]
    """Latin before Chinese as a rule, for Chinese faces have Latin letters too."""
    side: Literal["chinese", "latin"] = "chinese"
    """Which text the stack sets."""
    _known: dict[str, float] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def pitch(self) -> float:
        """Distance of two baselines in text set solid, in em: that of the tallest face."""
        return max(face.pitch for face in self.faces)

    def face_for(self, char: str) -> Face | None:
        """Return the face that serves the character, or None if no face covers it."""
        faces = self.faces
        if self.side == "chinese" and not _is_latin(char):
            faces = tuple(sorted(faces, key=lambda face: not face.chinese))
        return next((face for face in faces if face.covers(char)), None)

    def covers(self, char: str) -> bool:
        """Return whether any face of the stack has a glyph for the character."""
        return self.face_for(char) is not None

    def advance(self, char: str) -> float:
        """Return the character's advance in em; a full em where no face covers it."""
        known = self._known.get(char)
        if known is None:
            face = self.face_for(char)
            known = _advance_of_unknown(char) if face is None else face.advance(char)
            self._known[char] = known
        return known

    def width(self, text: str, size_pt: float) -> float:
        """Return the width in points of one line of text at a size in points, without kerning."""
        return sum(map(self.advance, text)) * size_pt


class FoundFace(NamedTuple):
    """What `find_face` found: a face, and a notice if it stands in for another."""

    face: Face
    notice: str | None
    """One sentence for the build report, or None if the table is the wanted one."""


def find_face(
    faces: Mapping[tuple[str, int], Face], name: str, weight: int, *, chinese: bool = False
) -> FoundFace:
    """Return the table of a family and weight, or the widest that may stand in for it, with a notice.

    The stand-in is the widest weight of the same family; for an unknown family it is the widest face at all,
    among those with Chinese characters if `chinese` is set. Too wide a table splits a slide too early, too
    narrow a table lets text run over its edge.
    """
    exact = faces.get((name, weight))
    if exact is not None:
        return FoundFace(exact, None)
    family = [face for face in faces.values() if face.name == name]
    candidates = family or [face for face in faces.values() if face.chinese == chinese and face.covers("a")]
    if not candidates:
        candidates = list(faces.values())
    widest = max(candidates, key=lambda face: (face.width(_ASCII, 1), face.name, face.weight))
    stand_in = f"{widest.name} {widest.weight}"
    notice = f"no widths are known for {name} {weight}; taken from {stand_in}, the widest known"
    return FoundFace(widest, notice)


@cache
def load_faces(path: Path) -> Mapping[tuple[str, int], Face]:
    """Return every face of an advance table file, by family name and weight."""
    document = json.loads(path.read_text(encoding="utf-8"))
    faces: dict[tuple[str, int], Face] = {}
    for entry in document["faces"]:
        runs = (entry["runs"], document["shared"]) if entry["shared"] else (entry["runs"],)
        name, weight = entry["name"], entry["weight"]
        measures = entry["pitch"], entry["ascent"], entry["descent"]
        faces[name, weight] = Face(name, weight, *measures, _Advances(runs))
    return MappingProxyType(faces)


@dataclass(frozen=True)
class _Advances(Mapping[int, int]):
    """Advances by code point, which are decoded when one is asked for: few faces of a file ever are."""

    runs: tuple[list[int], ...]

    @cached_property
    def table(self) -> dict[int, int]:
        made: dict[int, int] = {}
        for runs in self.runs:
            made |= _decoded(runs)
        return made

    def __getitem__(self, point: int) -> int:
        return self.table[point]

    def __contains__(self, point: object) -> bool:
        return point in self.table

    def get(self, point: int, default: Any = None) -> Any:
        """The advance of a code point."""
        return self.table.get(point, default)

    def __iter__(self) -> Iterator[int]:
        return iter(self.table)

    def __len__(self) -> int:
        return len(self.table)


def _decoded(runs: list[int]) -> dict[int, int]:
    """Return advances by code point from triples: code points skipped, length of the run, advance."""
    advances: dict[int, int] = {}
    point = 0
    for skipped, length, advance in zip(runs[::3], runs[1::3], runs[2::3], strict=True):
        point += skipped
        advances.update(dict.fromkeys(range(point, point + length), advance))
        point += length
    return advances


def _is_latin(char: str) -> bool:
    """Return whether the Latin companion serves the character in the style sheets' `unicode-range` too."""
    point = ord(char)
    return 0x20 <= point <= 0x7E or (0xA0 <= point <= 0x17F and point != 0xB7)


def _advance_of_unknown(char: str) -> float:
    """Return nothing for marks that take no room of their own, else a full em: the fallback is not known."""
    return 0.0 if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc") else FULL_EM
