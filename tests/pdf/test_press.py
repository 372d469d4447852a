"""The file for a printing house: PDF/X-4, inks, bleed, marks, and the report that comes with it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from helpers.books import Book, make
from helpers.cases import chapter_project

from handbook.pdf.preflight import preflight
from handbook.pdf.profile import Press
from handbook.pdf.variant import Variant
from handbook.problems import as_text

_MM = 25.4 / 72


@pytest.fixture(scope="module")
def pressed(form: Callable[[Variant], Book], profile: Path) -> Book:
    return form(Variant("press", profile=profile))


def test_a_press_file_says_that_it_is_pdf_x_4_and_for_which_press(pressed: Book) -> None:
    with pikepdf.open(io.BytesIO(pressed.made.data)) as pdf:
        intent = pdf.Root.OutputIntents[0]
        assert intent.S == "/GTS_PDFX"
        assert str(intent.OutputConditionIdentifier) == "Test press"
        assert int(intent.DestOutputProfile.N) == 4
        assert pdf.docinfo["/Trapped"] == "/False"
        assert pdf.pdf_version == "1.6"
        with pdf.open_metadata() as meta:
            assert meta["{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"] == "PDF/X-4"
            assert meta["dc:title"] == str(pdf.docinfo["/Title"])


def test_press_pages_have_trim_bleed_and_marks_outside_it(pressed: Book) -> None:
    with pikepdf.open(io.BytesIO(pressed.made.data)) as pdf:
        for page in pdf.pages:
            media, trim, bleed = (
                [float(edge) for edge in box] for box in (page.mediabox, page.trimbox, page.obj.BleedBox)
            )
            assert (trim[2] - trim[0]) * _MM == pytest.approx(210, abs=0.1)
            assert (trim[0] - bleed[0]) * _MM == pytest.approx(3, abs=0.01)
            assert (bleed[3] - trim[3]) * _MM == pytest.approx(3, abs=0.01)
            assert media[0] < bleed[0] < trim[0]
            assert "/Annots" not in page
    page = pressed.pdf.pages[4]
    left, _, right, _ = (float(edge) for edge in page.bbox)
    marks = [line for line in page.lines if line["x1"] < left + 20 or line["x0"] > right - 20]
    assert len(marks) >= 8


def test_grounds_at_the_edge_reach_into_the_bleed(pressed: Book) -> None:
    with pikepdf.open(io.BytesIO(pressed.made.data)) as pdf:
        bleed = [float(edge) for edge in pdf.pages[0].obj.BleedBox]
    cover = pressed.pdf.pages[0]
    ground = max(cover.rects, key=lambda rect: rect["width"] * rect["height"])
    assert ground["width"] == pytest.approx(bleed[2] - bleed[0], abs=0.1)
    tabs = [
        rect
        for page in pressed.pdf.pages
        for rect in page.rects
        if 20 < rect["width"] < 40 and (abs(rect["x0"] - bleed[0]) < 0.2 or abs(rect["x1"] - bleed[2]) < 0.2)
    ]
    assert tabs


def test_press_colours_are_inks_and_text_is_black_alone(pressed: Book) -> None:
    found = preflight(pressed.made.data)
    assert found.screen_colours == 0
    assert found.most_ink <= 3.0
    inks = {
        tuple(char["non_stroking_color"])
        for page in pressed.pdf.pages
        for char in page.chars
        if char["text"] in "先算账再动手这一段只是为了让版面上有字"
    }
    assert (0, 0, 0, 1) in inks
    assert not [colour for colour in inks if sum(colour[:3]) and colour[3] == 1]


def test_greys_are_black_ink_alone_and_colours_are_not(profile: Path) -> None:
    press = Press(profile)
    assert press.inks(0, 0, 0) == (0, 0, 0, 1)
    assert press.inks(1, 1, 1) == (0, 0, 0, 0)
    grey = press.inks(0.5, 0.5, 0.49)
    assert grey[:3] == (0, 0, 0)
    assert 0.2 < grey[3] < 1
    assert press.inks(0.65, 0.24, 0.11)[1] > 0.5


def test_a_press_file_comes_with_the_report_of_a_preflight(pressed: Book) -> None:
    assert pressed.made.report.splitlines() == [
        "Standard:                   PDF/X-4",
        "Printing condition:         Test press",
        f"Pages:                      {pressed.made.pages}",
        "Trim:                       210.0 x 297.0 mm",
        "Bleed:                      3.0 mm",
        f"Faces:                      {len(preflight(pressed.made.data).faces)}, all embedded",
        "Colours that are not inks:  0",
        f"Largest sum of inks:        {preflight(pressed.made.data).most_ink:.0%}",
        "Pictures:                   none",
        "Annotations:                0",
    ]


def test_a_coarse_picture_is_found_with_its_page(tmp_path: Path, profile: Path) -> None:
    from PIL import Image

    root = chapter_project(
        "- {kind: figure, image: images/dot.png, alt: 一个点, title: 点}", tmp_path / "book"
    )
    (root / "content" / "images").mkdir(exist_ok=True)
    Image.new("RGB", (60, 40), "red").save(root / "content" / "images" / "dot.png")
    book = make(root, only="first", variant=Variant("press", profile=profile))
    (picture,) = preflight(book.made.data).pictures
    assert picture.resolution < 150
    assert f"a picture on page {picture.page} has {picture.resolution:.0f} pixels to the inch" in as_text(
        book.problems
    )
