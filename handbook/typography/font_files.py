"""Typefaces that we do not ship, measured from their files: beside a template, or installed on the machine."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from fontTools.ttLib import TTCollection, TTFont, TTLibError

from handbook.typography.advances import Face

_ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
_BOLD = 600
"""The least weight that counts as bold."""
_FAMILY_NAMES = (1, 16)
_SECONDS = 10


@dataclass(frozen=True)
class FontFile:
    """A typeface in a file."""

    path: Path
    index: int
    """Its number in a collection; 0 in other files."""
    weight: int


def font_beside(folders: Iterable[Path], name: str, weight: int) -> FontFile | None:
    """The file of a family below `folders`, in the weight that is nearest to `weight`."""
    found = [font for folder in folders for font in _families(folder).get(name.casefold(), ())]
    return min(found, key=lambda font: (abs(font.weight - weight), str(font.path)), default=None)


@cache
def _families(folder: Path) -> dict[str, tuple[FontFile, ...]]:
    """The faces of a folder by every name of their family."""
    made: dict[str, tuple[FontFile, ...]] = {}
    paths = (
        sorted(path for path in folder.iterdir() if path.suffix.lower() in _ENDINGS)
        if folder.is_dir()
        else []
    )
    for path in paths:
        try:
            for index, font in _fonts(path):
                entry = FontFile(path, index, int(font["OS/2"].usWeightClass))
                records = font["name"].names
                for name in {str(record).casefold() for record in records if record.nameID in _FAMILY_NAMES}:
                    made[name] = (*made.get(name, ()), entry)
        except (TTLibError, KeyError, OSError, UnicodeDecodeError):
            continue
    return made


def _fonts(path: Path) -> Iterator[tuple[int, TTFont]]:
    """Every typeface of a file with its number."""
    if path.suffix.lower() in (".ttc", ".otc"):
        with TTCollection(path, lazy=True) as collection:
            yield from enumerate(collection.fonts)
    else:
        with TTFont(path, lazy=True) as font:
            yield 0, font


@cache
def font_installed(name: str, weight: int) -> FontFile | None:
    """The file of a family as fontconfig knows it; None where it would take another family, or is not there."""
    program = shutil.which("fc-match")
    if program is None:
        return None
    asked = f"{_escaped(name)}:weight={'bold' if weight >= _BOLD else 'regular'}"
    command = [program, "-f", "%{family}|%{fullname}\t%{file}\t%{index}", asked]
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return None
    names, _, rest = run.stdout.partition("\t")
    path, _, index = rest.partition("\t")
    known = {part.strip().casefold() for piece in names.split("|") for part in piece.split(",")}
    if run.returncode or name.casefold() not in known or not path:
        return None
    return FontFile(Path(path), int(index or 0) & 0xFFFF, weight)


def _escaped(name: str) -> str:
    return "".join(f"\\{char}" if char in "\\-:," else char for char in name)


@cache
def face_of(font: FontFile, name: str, weight: int) -> Face | None:
    """The measures of a typeface in a file; None where it cannot be read.

    The distance of lines is the larger of what the tables `hhea` and `OS/2` say: office programs take either.
    """
    try:
        with TTFont(font.path, fontNumber=font.index, lazy=True) as opened:
            em, mapping, widths = opened["head"].unitsPerEm, opened.getBestCmap(), opened["hmtx"]
            across, system = opened["hhea"], opened["OS/2"]
            advances = {point: round(widths[glyph][0] * 1000 / em) for point, glyph in mapping.items()}
            ascent = max(across.ascent, system.usWinAscent) / em
            descent = max(-across.descent, system.usWinDescent) / em
            pitch = max((across.ascent - across.descent + across.lineGap) / em, ascent + descent)
    except (TTLibError, KeyError, OSError, AttributeError):
        return None
    return Face(
        name, weight, round(pitch, 4), round(ascent, 4), round(descent, 4), MappingProxyType(advances)
    )
