"""What is written beside the faces: where each comes from, and under which licence."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml
from fontTools.ttLib import TTFont

from faces.shipped import Face
from faces.sources import (
    JETBRAINS_MONO,
    SANS_SC,
    SERIF_SC,
    SOURCE_SANS,
    SOURCE_SERIF,
    Package,
    read_member,
    sha256,
)

# File, and for each of its sources: our families, the source's name, its package and the licence in it.
LICENCES: Mapping[str, tuple[tuple[str, str, Package, str], ...]] = {
    "OFL-noto.txt": (
        ("Handbook Song", "Noto Serif SC", SERIF_SC, "LICENSE_FONT"),
        ("Handbook Hei", "Noto Sans SC", SANS_SC, "LICENSE_FONT"),
    ),
    "OFL-source.txt": (
        ("Handbook Text, Handbook Numeral", "Source Serif 4", SOURCE_SERIF, "fontpkg_source_serif_4/LICENSE"),
        ("Handbook Label", "Source Sans 3", SOURCE_SANS, "fontpkg_source_sans_3/LICENSE"),
    ),
    "OFL-jetbrains-mono.txt": (
        ("Handbook Mono", "JetBrains Mono", JETBRAINS_MONO, "fontpkg_jetbrains_mono/LICENSE"),
    ),
}


def licence_text(file: str, archives: Mapping[Package, Path], faces: Mapping[str, bytes]) -> str:
    """Return the licence below every copyright line of its sources, those inside the fonts too."""
    head, body = [], ""
    for families, source, package, member in LICENCES[file]:
        text = read_member(archives[package], member).decode("utf-8").replace("\r\n", "\n")
        notice = text.splitlines()[0]
        family = families.split(",")[0]
        inside = str(TTFont(io.BytesIO(faces[family]))["name"].getDebugName(0))
        head += [f"{families}: modified from {source}.", notice, *([inside] if inside != notice else []), ""]
        body = body or text[text.index("This Font Software is licensed") :]
    return "\n".join([*head, *(line.rstrip() for line in body.splitlines())]) + "\n"


def fonts_yaml(faces: Iterable[Face], sources: Mapping[str, bytes], made: Mapping[str, bytes]) -> str:
    entries = [
        {
            "file": face.file,
            "family": face.family,
            "weight": face.weight,
            "style": face.style,
            "role": face.role,
            "licence": face.licence,
            "sha256": sha256(made[face.file]),
            "source": {
                "package": face.package.name,
                "registry": face.package.registry,
                "version": face.package.version,
                "file": face.member,
                "axes": dict(face.axes),
                "sha256": sha256(sources[face.member]),
            },
        }
        for face in faces
    ]
    head = "# The faces shipped with the handbook. Written by scripts/make_fonts.py; do not edit.\n"
    return head + yaml.safe_dump({"faces": entries}, allow_unicode=True, sort_keys=False, width=110)
