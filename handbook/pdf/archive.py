"""A book for the archive: PDF/A-3a (ISO 19005-3) that carries the files it was made from."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pikepdf
from pikepdf import Array, AttachedFileSpec, Name

from handbook.pdf.paperwork import pdf_date, saved

_KINDS = {
    ".yaml": "application/yaml",
    ".csv": "text/csv",
    ".json": "application/json",
    ".md": "text/markdown",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".svg": "image/svg+xml",
}


def for_archive(data: bytes, content: Path, created: datetime) -> bytes:
    """The laid-out book `data`, a PDF/A-3a, with every file of the folder `content` attached as its source."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        specs = []
        stamp = pdf_date(created)
        for path in _files(content):
            name = f"{content.name}/{path.relative_to(content).as_posix()}"
            spec = AttachedFileSpec(
                pdf,
                path.read_bytes(),
                description=name,
                filename=name,
                mime_type=_KINDS[path.suffix],
                creation_date=stamp,
                mod_date=stamp,
            )
            spec.obj.AFRelationship = Name.Source
            pdf.attachments[name] = spec
            specs.append(spec.obj)
        pdf.Root.AF = Array(specs)
        return saved(pdf)


def _files(content: Path) -> Iterator[Path]:
    """The files that a book is made from, in the order of their names; not the schemas, which the program makes."""
    for path in sorted(content.rglob("*")):
        inside = path.relative_to(content).parts
        hidden = any(part.startswith(".") for part in inside)
        if path.is_file() and path.suffix in _KINDS and inside[0] != "schema" and not hidden:
            yield path
