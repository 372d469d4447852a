"""The book as a form: fields for every place to write, and what becomes of what is typed."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from helpers.books import Book

from handbook.pdf.variant import PLAIN, Variant


def test_every_place_to_write_is_a_field_with_a_name_and_a_spoken_label(
    form: Callable[[Variant], Book],
) -> None:
    with pikepdf.open(io.BytesIO(form(Variant(fillable=True)).made.data)) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        spoken = {str(field.TU) for field in fields}
        assert {
            "数据已备份",
            "每天请求数",
            "会改主意的条件",
            "选哪一种",
            "还缺什么: 数据",
            "接口: 单价",
        } <= spoken
        names = [str(field.T) for field in fields]
        assert len(names) == len(set(names))
        (choice,) = [field for field in fields if "/Kids" in field]
        assert len(choice.Kids) == 2
        assert not [
            page for page in pdf.pages for one in page.get("/Annots", []) if "field:" in str(one.get("/A"))
        ]
        for widget in (
            one for page in pdf.pages for one in page.get("/Annots", []) if one.Subtype == "/Widget"
        ):
            left, bottom, right, top = (float(edge) for edge in widget.Rect)
            assert right - left > 4
            assert top - bottom > 4
        tagged = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Form"
        ]
        assert len(tagged) >= len(fields)


def test_the_face_for_typing_adds_less_than_a_megabyte(form: Callable[[Variant], Book]) -> None:
    assert len(form(Variant(fillable=True)).made.data) - len(form(PLAIN).made.data) < 1_000_000


def test_chinese_typed_with_pdf_js_is_read_by_poppler(
    form: Callable[[Variant], Book], tmp_path: Path
) -> None:
    library = _pdf_js()
    if library is None or not shutil.which("node") or not shutil.which("pdftotext"):
        pytest.skip("node, pdfjs-dist or poppler is not installed")
    source, target = tmp_path / "form.pdf", tmp_path / "filled.pdf"
    source.write_bytes(form(Variant(fillable=True)).made.data)
    script = Path(__file__).parents[1] / "helpers" / "fill.mjs"
    run = subprocess.run(
        ["node", script, library, source, target, "算力 12.5 万元"],
        capture_output=True,
        text=True,
        check=True,
    )
    sorts = list(json.loads(run.stdout).values())
    assert sorts.count("text") == 5
    assert sorts.count("checkbox") == 4
    assert sorts.count("radiobutton") == 1
    text = subprocess.run(["pdftotext", target, "-"], capture_output=True, text=True, check=True).stdout
    assert text.count("算力 12.5") == 5


def _pdf_js() -> Path | None:
    """The folder of pdf.js, which `.ci/run` installs."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    path = Path(os.environ.get("PDFJS", cache / "handbook-ci" / "node_modules" / "pdfjs-dist"))
    return path if path.is_dir() else None
