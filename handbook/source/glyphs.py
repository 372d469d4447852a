"""Whether the shipped faces can draw what is written: a blank box must never reach a reader."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path

from handbook.model.handbook import Handbook
from handbook.model.inline import Inline
from handbook.model.place import LocatedStr, Place
from handbook.model.traverse import NOT_PRINTED, elements, texts
from handbook.problems import Problems
from handbook.typography.advances import Face, load_faces

_INVISIBLE = frozenset("\n\t\u00ad\u200b\u2060")
"""Characters that have no glyph and need none."""


def check_glyphs(handbook: Handbook, advances: Path, problems: Problems) -> None:
    """Report every character of `handbook` that none of the faces in the table `advances` covers, once a place."""
    faces = {name: face for name, face in load_faces(advances).items() if face.name.startswith("Handbook ")}
    covered = set(_INVISIBLE)
    everything = (
        handbook.book,
        *handbook.units(),
        handbook.glossary,
        handbook.facts,
        handbook.errata,
        handbook.references,
        handbook.sources,
        handbook.questions,
    )
    for text in texts(everything, NOT_PRINTED):
        _check(text.source, text.at, faces, covered, problems, text)
    for element in elements(everything):
        for name, value in vars(element).items():
            if isinstance(value, str) and name not in NOT_PRINTED:
                _check(value, getattr(element, "at", Place("")), faces, covered, problems, None)


def _check(
    text: str,
    at: Place,
    faces: Mapping[tuple[str, int], Face],
    covered: set[str],
    problems: Problems,
    inline: Inline | None,
) -> None:
    if covered.issuperset(text):
        return
    for char in dict.fromkeys(text):
        if char in covered:
            continue
        if any(face.covers(char) for face in faces.values()):
            covered.add(char)
        else:
            where = (
                inline.find(char) if inline else text.find_place(char) if isinstance(text, LocatedStr) else at
            )
            name = unicodedata.name(char, "a character without a name").lower()
            problems.error(
                where,
                "no-glyph",
                f"no shipped face can draw “{char}” (U+{ord(char):04X}, {name})",
                "write another character; docs/fonts.md says which ones the faces hold",
            )
