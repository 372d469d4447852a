"""The forms of the book: editions, answers alone, office printer, press, archive, booklet, form."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from helpers.books import Book, make
from helpers.pdf import Pdf

from handbook.pdf.booklet import sides
from handbook.pdf.variant import PLAIN, Variant, check_variant
from handbook.problems import Problems, as_text


def said(variant: Variant) -> str:
    problems = Problems()
    check_variant(variant, problems)
    return as_text(problems)


# Names and orders


@pytest.mark.parametrize(
    ("variant", "theme", "paper", "name"),
    [
        (PLAIN, "", "", "handbook.pdf"),
        (Variant("press"), "", "a5", "handbook-a5-press.pdf"),
        (Variant("print", "trainer"), "", "", "handbook-print-trainer.pdf"),
        (Variant(fillable=True), "print-bw", "", "handbook-print-bw-fillable.pdf"),
        (Variant(solutions=True), "", "b5", "handbook-b5-solutions.pdf"),
    ],
)
def test_a_file_is_named_after_what_makes_it_differ(
    variant: Variant, theme: str, paper: str, name: str
) -> None:
    assert variant.name("handbook", theme, paper) == name


def test_a_press_needs_its_profile() -> None:
    assert said(Variant("press")) == (
        "error [variant] a PDF for the press needs the ICC profile of the press\n"
        "    ask the printing house; for coated paper many take PSOcoated_v3.icc of the European Color Initiative"
        " or the profile of Japan Color 2011, both free to download; then --profile FILE"
    )


def test_a_profile_that_is_none_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "press.icc"
    text.write_text("not a profile")
    assert "press.icc: error [variant] this is not an ICC profile" in said(Variant("press", profile=text))


def test_the_profile_of_a_screen_is_refused(tmp_path: Path) -> None:
    from PIL import ImageCms

    screen = tmp_path / "screen.icc"
    screen.write_bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    assert (
        "screen.icc: error [variant] this is not the profile of a four-colour press but one of mntr RGB"
        in said(Variant("press", profile=screen))
    )


def test_a_missing_profile_is_named(tmp_path: Path) -> None:
    assert "lost.icc: error [missing-file] there is no such profile" in said(
        Variant("press", profile=tmp_path / "lost.icc")
    )


def test_a_form_is_filled_in_on_a_screen_only() -> None:
    assert said(Variant("print", fillable=True)) == (
        "error [variant] a form is filled in on a screen, and this PDF is for print\n"
        "    leave out --fillable, or --for"
    )


# Editions


def test_the_trainers_edition_has_notes_answers_in_place_and_a_running_sheet(
    form: Callable[[Variant], Book],
) -> None:
    plain, trainer = form(PLAIN).pdf, form(Variant(edition="trainer")).pdf
    for text in ("先让学员自己念一遍表头", "这一段只印在讲师版里", "讲师版"):
        assert text in trainer.text
        assert text not in plain.text
    pages = [page for page in range(1, trainer.page_count + 1) if "账要先算哪一样" in trainer.text_on(page)]
    assert "卡时决定钱" in trainer.text_on(pages[0])
    assert not any(mark.title == "测验答案" for mark in trainer.bookmarks())
    assert any(mark.title == "测验答案" for mark in plain.bookmarks())


def test_numbers_mean_the_same_in_both_editions(form: Callable[[Variant], Book]) -> None:
    """What only trainers get is counted last."""
    plain, trainer = form(PLAIN).pdf, form(Variant(edition="trainer")).pdf
    assert "表1-1大家都有的表" in plain.text.replace(" ", "")
    assert "表1-1大家都有的表" in trainer.text.replace(" ", "")
    assert "表1-2只给讲师的表" in trainer.text.replace(" ", "")


def test_the_answers_alone(form: Callable[[Variant], Book]) -> None:
    book = form(Variant(solutions=True))
    assert book.pdf.page_count == 1
    assert "卡时决定钱" in book.pdf.text
    assert "先算账，再动手" not in book.pdf.text
    assert not book.problems.warnings


# Paper


def test_an_office_printer_gets_no_links_and_no_dark_cover(form: Callable[[Variant], Book]) -> None:
    with pikepdf.open(io.BytesIO(form(Variant("print")).made.data)) as pdf:
        assert not any("/Annots" in page for page in pdf.pages)
        assert "/StructTreeRoot" not in pdf.Root
    cover = form(Variant("print")).pdf.pages[0]
    grounds = [rect for rect in cover.rects if rect["width"] > 0.9 * cover.width]
    assert {tuple(rect["non_stroking_color"]) for rect in grounds} <= {(1, 1, 1)}


def test_a_booklet_has_two_pages_a_side_in_the_order_of_folding(form: Callable[[Variant], Book]) -> None:
    booklet = Pdf(form(Variant("booklet")).made.data)
    plain = form(Variant("print")).pdf
    assert list(sides(8)) == [(8, 1), (2, 7), (6, 3), (4, 5)]
    assert list(sides(5)) == [(None, 1), (2, None), (None, 3), (4, 5)]
    assert booklet.page_count == 2 * -(-plain.page_count // 4)
    width, height = booklet.page_size(1)
    assert width == pytest.approx(2 * plain.page_size(1)[0], abs=1)
    assert height == pytest.approx(plain.page_size(1)[1], abs=1)


def test_a_thick_booklet_is_made_of_gatherings_of_32_pages() -> None:
    made = list(sides(100))
    assert made[0] == (32, 1)
    assert made[16] == (64, 33)
    assert sorted(page for side in made for page in side if page) == list(range(1, 101))


# Archive


def test_an_archive_file_carries_what_it_was_made_from(form: Callable[[Variant], Book], lesson: Path) -> None:
    with pikepdf.open(io.BytesIO(form(Variant("archive")).made.data)) as pdf:
        held = {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}
        assert all(spec.AFRelationship == "/Source" for spec in pdf.Root.AF)
        assert "/StructTreeRoot" in pdf.Root
    files = {path.relative_to(lesson).as_posix() for path in (lesson / "content").rglob("*.yaml")}
    assert set(held) == files
    assert held["content/book.yaml"] == (lesson / "content" / "book.yaml").read_bytes()


def test_an_archive_file_breaks_no_rule_of_pdf_a(form: Callable[[Variant], Book]) -> None:
    """pikepdf checks level B of part 3; it calls the A of our level a difference, and does not judge patterns."""
    pdfa = pytest.importorskip("pikepdf.pdfa", reason="pikepdf's checker of PDF/A is not installed")
    report = pdfa.validate_written(io.BytesIO(form(Variant("archive")).made.data), "3b")
    broken = [str(one) for one in report.findings if one.kind == "violation"]
    assert [text for text in broken if "pdfaid:conformance is 'A'" not in text] == []


# All


@pytest.mark.parametrize("purpose", ["print", "press", "archive", "booklet", "screen"])
def test_every_form_is_the_same_bytes_twice(
    purpose: str, form: Callable[[Variant], Book], lesson: Path, profile: Path
) -> None:
    variant = Variant(purpose, fillable=purpose == "screen", profile=profile if purpose == "press" else None)  # type: ignore[arg-type]
    assert make(lesson, variant=variant).made.data == form(variant).made.data


@pytest.mark.parametrize("purpose", ["print", "press", "archive", "booklet"])
def test_every_form_is_a_sound_file(purpose: str, form: Callable[[Variant], Book], profile: Path) -> None:
    variant = Variant(purpose, profile=profile if purpose == "press" else None)  # type: ignore[arg-type]
    with pikepdf.open(io.BytesIO(form(variant).made.data)) as pdf:
        assert pdf.check_pdf_syntax() == []


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize("purpose", ["screen", "form", "print", "press", "archive", "booklet"])
def test_qpdf_finds_nothing_in_any_form(
    purpose: str, form: Callable[[Variant], Book], profile: Path, tmp_path: Path
) -> None:
    forms = {"form": Variant(fillable=True), "press": Variant("press", profile=profile)}
    file = tmp_path / f"{purpose}.pdf"
    file.write_bytes(form(forms.get(purpose) or Variant(purpose)).made.data)  # type: ignore[arg-type]
    run = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.fixture(scope="module")
def two_chapters(lesson: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lesson and a second chapter after it."""
    root = tmp_path_factory.mktemp("pairs") / "book"
    shutil.copytree(lesson, root)
    first = root / "content" / "chapters" / "01-first.yaml"
    second = first.read_text("utf-8").replace("id: first", "id: second").replace("id: one", "id: two")
    (first.parent / "02-second.yaml").write_text(second, "utf-8")
    book = root / "content" / "book.yaml"
    book.write_text(book.read_text("utf-8").replace("01-first", "01-first, 02-second"), "utf-8")
    return root


PAIRS = [
    ("screen", "participant", False, "a4"),
    ("print", "trainer", False, "a4"),
    ("press", "participant", False, "a5"),
    ("archive", "trainer", False, "b5"),
    ("booklet", "participant", False, "16k"),
    ("screen", "trainer", True, "letter"),
    ("print", "participant", False, "16k"),
    ("press", "trainer", False, "letter"),
    ("archive", "participant", False, "a5"),
    ("booklet", "trainer", False, "b5"),
    ("screen", "participant", True, "a5"),
    ("press", "participant", False, "16k"),
]
"""Forms, editions and papers: every two values of these stand together in some row, but for few."""


@pytest.mark.parametrize(("purpose", "edition", "fillable", "paper"), PAIRS)
def test_forms_editions_and_papers_go_together(
    purpose: str, edition: str, fillable: bool, paper: str, two_chapters: Path, profile: Path
) -> None:
    given = profile if purpose == "press" else None
    book = make(two_chapters, paper, variant=Variant(purpose, edition, fillable, profile=given))  # type: ignore[arg-type]
    assert as_text(book.problems) == ""
    with pikepdf.open(io.BytesIO(book.made.data)) as pdf:
        assert pdf.check_pdf_syntax() == []
    assert ("先让学员自己念一遍表头" in book.pdf.text) == (edition == "trainer")
