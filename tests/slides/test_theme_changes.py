"""A change of the theme in the office program changes every slide: LibreOffice draws the deck before and after."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest
from helpers.cases import case_project, plan_of
from helpers.decks import make, theme_for
from helpers.pptx import changed

OFFICE = shutil.which("soffice")
ACCENT = re.compile(rb'(<a:accent1>)<a:srgbClr val="\w+"/>')
FACES = re.compile(rb'(<a:(?:latin|ea|cs|font script="\w+")) typeface="[^"]*"')
"""The typefaces of the theme's two sets."""


def drawn(deck: bytes, folder: Path, name: str) -> list[set[tuple[str, str]]]:
    """Colours and typefaces on each slide, as LibreOffice draws it."""
    path = folder / f"{name}.pptx"
    path.write_bytes(deck)
    command = [str(OFFICE), "--headless", f"-env:UserInstallation={(folder / 'office').as_uri()}"]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(folder), str(path)],
        capture_output=True,
        check=True,
        timeout=180,
    )
    with pdfplumber.open(path.with_suffix(".pdf")) as pdf:
        return [
            {("face", char["fontname"].partition("+")[2]) for char in page.chars}
            | {
                ("colour", str(thing.get("non_stroking_color")))
                for things in page.objects.values()
                for thing in things
            }
            for page in pdf.pages
        ]


def recoloured(xml: bytes) -> bytes:
    return ACCENT.sub(rb'\1<a:srgbClr val="C000C0"/>', xml)


def reset(xml: bytes) -> bytes:
    return FACES.sub(rb'\1 typeface="Noto Serif CJK SC"', xml)


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice")
def test_one_colour_or_the_typefaces_of_the_theme_change_every_slide(tmp_path: Path) -> None:
    root = case_project("points", tmp_path / "book")
    plan = plan_of(root)
    deck = make(plan, next(plan.chapters), theme_for(root)).made.data
    before = drawn(deck, tmp_path, "before")
    changes: tuple[Callable[[bytes], bytes], ...] = (recoloured, reset)
    for change in changes:
        after = drawn(changed(deck, "ppt/theme/theme1.xml", change), tmp_path, change.__name__)
        assert len(after) == len(before)
        same = [number for number, (old, new) in enumerate(zip(before, after, strict=True), 1) if old == new]
        assert same == [], change.__name__
