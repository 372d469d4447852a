"""The themes beside the default: they are data alone, and reach everything in both outputs."""

from __future__ import annotations

import io
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest
from helpers.cases import read
from helpers.decks import make as make_deck
from helpers.pptx import parts

from handbook.pdf.book import make_pdf
from handbook.plan.book import BookPlan, PlannedChapter, plan_book
from handbook.problems import Problems, as_text
from handbook.theme.load import Theme, bundled_themes, load_theme

GALLERY = Path(__file__).parent.parent / "examples" / "gallery"
THEMES = ("print-bw", "workshop")
DATA = {".yaml", ".css", ".html", ".svg", ".xml"}


@cache
def gallery() -> BookPlan:
    return plan_book(read(GALLERY))


def chapter(name: str) -> PlannedChapter:
    return next(found for found in gallery().chapters if found.chapter.id == name)


@cache
def theme(name: str) -> Theme:
    problems = Problems()
    found = load_theme(name, GALLERY, problems)
    assert found is not None and not len(problems), as_text(problems)
    return found


@cache
def book(name: str) -> bytes:
    """The chapter with the most charts."""
    problems = Problems()
    made = make_pdf(gallery(), theme(name), None, problems, only=chapter("charts"))
    assert not len(problems), as_text(problems)
    return made.data


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_is_data(name: str) -> None:
    files = [path for path in (bundled_themes() / name).rglob("*") if path.is_file()]
    assert files and {path.suffix for path in files} <= DATA


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("part", ["prose", "structures"])
def test_a_chapter_is_printed_without_a_problem(name: str, part: str) -> None:
    problems = Problems()
    made = make_pdf(gallery(), theme(name), None, problems, only=chapter(part))
    assert made.data and not len(problems), as_text(problems)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("part", ["teaching", "charts", "structures"])
def test_a_deck_is_made_without_a_problem(name: str, part: str) -> None:
    made = make_deck(gallery(), chapter(part), theme(name))
    assert not len(made.problems), as_text(made.problems)


def test_greyscale_prints_no_colour() -> None:
    with pdfplumber.open(io.BytesIO(book("print-bw"))) as pdf:
        drawn = [thing for page in pdf.pages for kind in page.objects.values() for thing in kind]
    colours = {
        tuple(colour)
        for thing in drawn
        for colour in (thing.get("stroking_color"), thing.get("non_stroking_color"))
        if isinstance(colour, tuple) and len(colour) == 3
    }
    assert colours and all(max(colour) - min(colour) < 0.01 for colour in colours)


def test_greyscale_decks_have_greys_only() -> None:
    xml = parts(make_deck(gallery(), chapter("teaching"), theme("print-bw")).made.data)[
        "ppt/theme/theme1.xml"
    ].decode()
    named = re.findall(r'srgbClr val="(..)(..)(..)"', xml)
    assert named and all(red == green == blue for red, green, blue in named)


def test_series_of_greyscale_charts_are_told_apart() -> None:
    deck = theme("print-bw").tokens.deck.colours
    series = [deck.accent1, deck.accent6, deck.accent4, deck.accent5]
    shades = sorted(colour.luminance for colour in series)
    assert all(high - low > 0.04 for low, high in pairwise(shades))


def test_the_workshop_has_its_own_paper_faces_and_colours() -> None:
    with pdfplumber.open(io.BytesIO(book("workshop"))) as pdf:
        page = pdf.pages[1]
        assert (round(page.width * 25.4 / 72), round(page.height * 25.4 / 72)) == (210, 285)
        faces = {char["fontname"].partition("+")[2] for char in page.chars}
    assert any("Hei" in face for face in faces)
    assert not any("Song" in face for face in faces)


def test_a_book_is_set_in_the_shipped_faces_only(tmp_path: Path) -> None:
    folder = tmp_path / "themes" / "mine"
    folder.mkdir(parents=True)
    text = "name: mine\nextends: default\nbook:\n  type:\n    body: [Handbook Txt, Songti SC]\n"
    (folder / "theme.yaml").write_text(text, "utf-8")
    problems = Problems()
    load_theme("mine", tmp_path, problems)
    assert as_text(problems).splitlines() == [
        "themes/mine/theme.yaml:5:5: error [theme] there is no family “Handbook Txt” among the faces for books",
        "    did you mean “Handbook Text”?",
        "themes/mine/theme.yaml:5:5: error [theme] there is no family “Songti SC” among the faces for books",
        "    the families are Handbook Hei, Handbook Label, Handbook Mono, "
        "Handbook Numeral, Handbook Song, Handbook Text",
    ]
