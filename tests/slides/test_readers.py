"""What other programs find in the decks: two validators and three readers, none of which knows how they were made."""

from __future__ import annotations

import io
import shutil
import subprocess
from itertools import combinations
from pathlib import Path

import pdfplumber
import pytest
import rpptx
from helpers.decks import Made
from openxml_audit import OpenXmlValidator
from pptx import Presentation
from pptx.oxml.ns import qn

from handbook.slides.layouts import LayoutSet
from handbook.theme.load import Theme


def test_the_audit_finds_no_error_but_a_false_one_on_mathematics(
    decks: tuple[Made, ...], tmp_path: Path
) -> None:
    """`a:rPr` in a run of Office Math is allowed (ISO/IEC 29500-1, 22.1.2.87); the audit knows `w:rPr` only."""
    for made in decks:
        path = tmp_path / "deck.pptx"
        path.write_bytes(made.made.data)
        errors = [str(error) for error in OpenXmlValidator().validate(str(path)).errors]
        assert [error for error in errors if not ("oMath" in error and "rPr" in error)] == []


def test_a_reader_in_another_language_finds_the_same_slides(decks: tuple[Made, ...], tmp_path: Path) -> None:
    for made in decks[:3]:
        path = tmp_path / "deck.pptx"
        path.write_bytes(made.made.data)
        slides = list(rpptx.Presentation(str(path)).slides)
        assert len(slides) == made.made.slides
        for number, slide in enumerate(slides, start=1):
            assert slide.notes_text.strip() == made.deck.notes(number).strip()
            titles = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
            # A break within a paragraph is a vertical tab to python-pptx, and a new line to the other reader.
            assert made.deck.titles()[number - 1].replace("\v", "\n") in titles


def test_titles_are_read_first_and_footers_last(decks: tuple[Made, ...]) -> None:
    for made in decks:
        for slide in made.deck.presentation.slides:
            kinds = [str(ph.get("type")) for ph in slide.shapes._spTree.iter(qn("p:ph"))]
            assert kinds[0] in ("title", "ctrTitle")
            assert not {"ftr", "sldNum"} & set(kinds[:-2])


def _without_autofit(data: bytes) -> bytes:
    """A copy whose text boxes may not shrink their text."""
    deck = Presentation(io.BytesIO(data))
    for part in (deck.slide_master, *deck.slide_layouts, *deck.slides):
        for body in part._element.iter(qn("a:bodyPr")):
            for name in ("a:normAutofit", "a:spAutoFit", "a:noAutofit"):
                for found in body.findall(qn(name)):
                    body.remove(found)
            body.append(body.makeelement(qn("a:noAutofit"), {}))
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
def test_nothing_spills_in_a_render_with_autofit_off(decks: tuple[Made, ...], tmp_path: Path) -> None:
    """No word stands outside its slide, or where the progress line keeps bodies and footers apart."""
    made = min(decks, key=lambda one: one.made.slides)
    (tmp_path / "deck.pptx").write_bytes(_without_autofit(made.made.data))
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "deck.pptx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    with pdfplumber.open(tmp_path / "deck.pdf") as pdf:
        assert len(pdf.pages) == made.made.slides
        for page, slide in zip(pdf.pages, made.fitted.slides, strict=True):
            words = page.extract_words()
            assert all(word["x0"] >= 0 and word["x1"] <= 961 and word["bottom"] <= 541 for word in words)
            if slide.layout not in ("cover", "divider"):
                assert not [w["text"] for w in words if 483 < w["bottom"] < 497], slide.title_text


def test_no_text_boxes_of_a_slide_overlap(decks: tuple[Made, ...], layouts: LayoutSet) -> None:
    for made in decks:
        for slide in made.fitted.slides:
            layout, filled = layouts[slide.layout], slide.filled
            boxes = {name: layout.place_over(name, filled).box for name in slide.texts}
            boxes |= {"title": layout.places["title"].box} if slide.title else {}
            boxes |= {slide.table.place: layout.places[slide.table.place].box} if slide.table else {}
            for (one, a), (other, b) in combinations(boxes.items(), 2):
                beside = a.right <= b.x + 0.01 or b.right <= a.x + 0.01
                apart = a.bottom <= b.y + 0.01 or b.bottom <= a.y + 0.01
                assert beside or apart, (slide.layout, one, other)


def test_text_stands_out_from_its_ground(theme: Theme) -> None:
    """4.5 to 1 (WCAG 2.2, 1.4.3): every colour that layouts give to text, on the ground that it stands on."""
    colours = theme.tokens.deck.colours
    grounds = (colours.lt1, colours.lt2)
    for name in ("dk1", "dk2", "accent1", "accent2", "accent3", "hlink", "folHlink"):
        for ground in grounds:
            assert getattr(colours, name).contrast(ground) >= 4.5, name
    for fill in ("accent1", "accent2", "accent3", "accent5"):
        assert colours.lt1.contrast(getattr(colours, fill)) >= 4.5, fill
