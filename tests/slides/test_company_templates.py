"""Decks in a company's template: seven that differ, and files that are none."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from helpers.cases import read
from helpers.decks import AMPLE, theme_for
from helpers.pptx import Deck, parts, sdk_errors
from helpers.templates import TEMPLATES, as_potx, bodiless, chinese_names, old_screen, save
from pptx import Presentation
from pptx.util import Pt

from handbook.plan.book import BookPlan, plan_book
from handbook.problems import Problems, as_text
from handbook.slides.chapter import make_deck
from handbook.slides.deck import Deck as PlannedDeck
from handbook.slides.dress import Dress, dress_of
from handbook.slides.lint import lint
from handbook.slides.measure import Measurer
from handbook.theme.contrast import LINE, TEXT

ROOT = Path(__file__).parents[2]
GALLERY = ROOT / "examples" / "gallery"
CHAPTERS = ("teaching", "sequences")


@dataclass(frozen=True)
class InTemplate:
    """Two chapters of the gallery in a template."""

    template: Path
    dress: Dress
    decks: tuple[bytes, ...]
    fitted: tuple[PlannedDeck, ...]
    problems: Problems

    @property
    def report(self) -> dict[str, Any]:
        assert self.dress.report is not None
        made: dict[str, Any] = json.loads(self.dress.report.as_json())
        return made


@cache
def gallery() -> BookPlan:
    return plan_book(read(GALLERY))


def dress_in(template: Path) -> tuple[Dress | None, Problems]:
    problems = Problems()
    return dress_of(theme_for(ROOT), gallery().words, problems, template), problems


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("templates")


@pytest.fixture(scope="module", params=list(TEMPLATES))
def made(request: pytest.FixtureRequest, folder: Path) -> InTemplate:
    template = save(TEMPLATES[request.param](), folder / f"{request.param}.pptx")
    return decks_in(template)


def decks_in(template: Path, chapters: tuple[str, ...] = CHAPTERS) -> InTemplate:
    dress, problems = dress_in(template)
    assert dress is not None, as_text(problems)
    plan, theme = gallery(), theme_for(ROOT)
    decks, fitted = [], []
    for chapter in plan.chapters:
        if chapter.chapter.id in chapters:
            deck = make_deck(plan, chapter, theme, problems, AMPLE, dress=dress)
            assert deck.deck is not None
            decks.append(deck.data)
            fitted.append(deck.deck)
    assert len(decks) == len(chapters)
    return InTemplate(template, dress, tuple(decks), tuple(fitted), problems)


def test_every_deck_is_made_without_an_error(made: InTemplate) -> None:
    assert made.problems.errors == (), as_text(made.problems)
    assert [lint(deck) for deck in made.decks] == [[], []]


def test_the_sdk_finds_no_error(made: InTemplate, tmp_path: Path) -> None:
    assert [error for deck in made.decks for error in sdk_errors(deck, tmp_path)] == []


def test_every_text_fits_its_place(made: InTemplate) -> None:
    measurer = Measurer.of(made.dress.theme, True, Problems())
    for deck in made.fitted:
        for slide in deck.slides:
            layout = made.dress.layouts[slide.layout]
            filled = slide.filled
            for name, box in slide.texts.items():
                place = layout.place_over(name, filled)
                assert measurer.fits(box, place) or name in ("eyebrow", "source"), (slide.id, name)


def test_the_places_of_our_layouts_do_not_meet(made: InTemplate) -> None:
    for layout in made.dress.layouts.layouts.values():
        boxes = [
            (name, place.box) for name, place in layout.places.items() if name not in ("footer", "number")
        ]
        for index, (name, one) in enumerate(boxes):
            for other_name, other in boxes[index + 1 :]:
                across = min(one.right, other.right) - max(one.x, other.x)
                down = min(one.bottom, other.bottom) - max(one.y, other.y)
                assert across < 1 or down < 1 or "cover" in layout.key, (layout.key, name, other_name)


def test_nothing_of_the_sample_is_left(made: InTemplate) -> None:
    for deck in made.decks:
        found = parts(deck)
        count = len(Presentation(io.BytesIO(deck)).slides)
        assert sum(bool(re.fullmatch(r"ppt/slides/slide\d+\.xml", name)) for name in found) == count
        assert not [name for name in found if b"custShow" in found[name]]
        assert "旧样稿" not in Deck(deck).everything()


def test_slides_stand_on_the_layouts_of_the_template(made: InTemplate) -> None:
    own = {
        layout.name for master in Presentation(made.template).slide_masters for layout in master.slide_layouts
    }
    for deck in made.decks:
        slides = Presentation(io.BytesIO(deck)).slides
        assert {slide.slide_layout.name for slide in slides} & own
        masters = {str(slide.slide_layout.slide_master.part.partname) for slide in slides}
        assert len(masters) == 1


def test_layouts_of_the_template_only_gain_places(made: InTemplate) -> None:
    before = parts(made.template.read_bytes())
    after = parts(made.decks[0])
    for name in before:
        if re.fullmatch(r"ppt/slideLayouts/slideLayout\d+\.xml", name):
            count = before[name].count(b"<p:sp>")
            assert after[name].count(b"<p:sp>") in (count, count + 2), name
            assert before[name].count(b"<p:pic>") == after[name].count(b"<p:pic>")


def test_every_role_can_be_read(made: InTemplate) -> None:
    for name, colour in made.report["colours"].items():
        least = LINE if name == "accent6" else 1 if name == "bg2" else TEXT
        assert colour["contrast"] >= least, (made.template.stem, name, colour)


def test_texts_without_a_place_go_to_title_subtitle_or_notes(made: InTemplate) -> None:
    deck = Deck(made.decks[0])
    said = deck.everything()
    assert "教学积木" in deck.titles()[0]
    assert "积木陈列馆配套课件" in said
    assert "第2节" in said


def how(report: dict[str, Any]) -> dict[str, str]:
    return {key: layout["by"] for key, layout in report["layouts"].items()}


def test_layouts_are_known_by_their_type(folder: Path) -> None:
    dress, _ = dress_in(save(old_screen(), folder / "typed.pptx"))
    assert dress is not None and dress.report is not None
    found = how(json.loads(dress.report.as_json()))
    native = ("cover", "divider", "content", "two-columns", "compare", "title-only", "blank")
    assert {key: found[key] for key in native} == dict.fromkeys(native, "type")
    assert found["quiz"] == found["table"] == "made"


def test_layouts_are_known_by_chinese_names(folder: Path) -> None:
    dress, _ = dress_in(save(chinese_names(), folder / "named.pptx"))
    assert dress is not None and dress.report is not None
    layouts = json.loads(dress.report.as_json())["layouts"]
    named = {key: layout["name"] for key, layout in layouts.items() if layout["by"] == "name"}
    assert named == {
        "cover": "封面",
        "divider": "章节过渡页",
        "content": "标题与正文",
        "two-columns": "左右两栏",
        "blank": "空白页",
    }
    assert layouts["title-only"]["by"] == layouts["compare"]["by"] == "made"


def test_layouts_without_a_name_are_known_by_what_stands_where(folder: Path) -> None:
    dress, _ = dress_in(save(TEMPLATES["bare"](), folder / "bare.pptx"))
    assert dress is not None and dress.report is not None
    report = json.loads(dress.report.as_json())
    assert how(report)["content"] == how(report)["two-columns"] == "geometry"
    assert how(report)["cover"] == "made"
    assert "the layout for content has no slide number" in report["remarks"]


def test_the_master_with_the_content_is_used(folder: Path) -> None:
    dress, _ = dress_in(save(TEMPLATES["two_masters"](), folder / "two.pptx"))
    assert dress is not None and dress.report is not None
    report = json.loads(dress.report.as_json())
    assert (report["master"], report["masters"]) == (2, 2)


def test_sizes_and_boxes_are_those_of_the_template(folder: Path) -> None:
    template = save(chinese_names(), folder / "sizes.pptx")
    dress, _ = dress_in(template)
    assert dress is not None
    body = dress.layouts["content"].places["body"]
    layout = next(one for one in Presentation(template).slide_layouts if one.name == "标题与正文")
    shape = next(one for one in layout.placeholders if one.placeholder_format.idx == 1)
    assert body.drawn is not None
    assert (body.drawn.x, body.drawn.w) == (shape.left / 12_700, shape.width / 12_700)
    assert body.steps[0][:2] == (32, 28)
    assert dress.layouts["content"].places["title"].steps[0][0] == 44


def test_the_footer_of_the_company_stands_before_ours(folder: Path) -> None:
    made = decks_in(save(chinese_names(), folder / "footer.pptx"), CHAPTERS[:1])
    assert all("© 晨星股份 内部资料" in Deck(made.decks[0]).texts(number) for number in (2, 5))


def test_dark_grounds_are_seen_whichever_way_they_are_made(folder: Path) -> None:
    for name in ("night", "navy"):
        dress, _ = dress_in(save(TEMPLATES[name](), folder / f"{name}-dark.pptx"))
        assert dress is not None
        assert dress.theme.tokens.deck.map == "dark"
    assert dress is not None and dress.theme.tokens.deck.roles["tx1"].slot == "bg1"


def test_a_potx_serves_as_its_pptx_does(folder: Path) -> None:
    template = save(chinese_names(), folder / "twin.pptx")
    first = decks_in(template, CHAPTERS[:1]).decks
    assert first == decks_in(as_potx(template), CHAPTERS[:1]).decks
    assert first == decks_in(template, CHAPTERS[:1]).decks


def test_a_typeface_beside_the_template_is_measured_from_its_file(folder: Path) -> None:
    own = folder / "with-font"
    own.mkdir()
    font = TTFont(ROOT / "themes" / "fonts" / "handbook-label-400.ttf")
    for record in font["name"].names:
        if record.nameID in (1, 16):
            record.string = "Morning Sans"
    font.save(own / "morning.ttf")
    presentation = chinese_names()
    from helpers.templates import dress as clothe

    clothe(presentation, latin="Morning Sans", asian="等线")
    dress, _ = dress_in(save(presentation, own / "corp.pptx"))
    assert dress is not None and dress.report is not None
    faces = {face.name: (face.how, face.by) for face in dress.report.faces}
    assert faces["Morning Sans"] == ("file", "morning.ttf")
    assert faces["等线"] == ("nearest", "微软雅黑")
    ours = dress.theme.faces["Handbook Label", 400]
    assert dress.theme.faces["Morning Sans", 400].width("Hamburg", 10) == pytest.approx(
        ours.width("Hamburg", 10), 0.01
    )


def zipped(**entries: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def typed(kind: str) -> bytes:
    """A package that says it is of a kind."""
    override = f'<Types><Override PartName="/ppt/presentation.xml" ContentType="{kind}"/></Types>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", override)
        archive.writestr(
            "ppt/presentation.xml", '<p xmlns="http://purl.oclc.org/ooxml/presentationml/main"/>'
        )
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (OLE, "PowerPoint 97 to 2003"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"not a zip at all", "damaged, or not a presentation"),
        (zipped(mimetype="application/vnd.oasis.opendocument.presentation"), "OpenDocument"),
        (zipped(readme="hello"), "a zip archive"),
        (
            typed("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
            "Word or Excel",
        ),
        (typed("application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml presentationml"), "macros"),
        (
            typed("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"),
            "strict form",
        ),
    ],
)
def test_a_file_that_cannot_serve_is_said_to_be_what_it_is(data: bytes, what: str, tmp_path: Path) -> None:
    path = tmp_path / "corp.pptx"
    path.write_bytes(data)
    dress, problems = dress_in(path)
    assert dress is None
    (problem,) = problems
    assert problem.code == "deck-template" and what in problem.what and problem.hint


@pytest.mark.parametrize("cut", [0.3, 0.7, 0.97])
def test_a_damaged_template_is_a_problem(cut: float, tmp_path: Path) -> None:
    whole = save(chinese_names(), tmp_path / "whole.pptx").read_bytes()
    path = tmp_path / "cut.pptx"
    path.write_bytes(whole[: int(len(whole) * cut)])
    dress, problems = dress_in(path)
    assert dress is None and "damaged" in as_text(problems)


@pytest.mark.parametrize(
    "part", ["ppt/theme/theme1.xml", "ppt/slideMasters/slideMaster1.xml", "ppt/slideLayouts/slideLayout2.xml"]
)
def test_a_template_with_a_broken_part_is_a_problem(part: str, tmp_path: Path) -> None:
    whole = save(chinese_names(), tmp_path / "whole.pptx").read_bytes()
    path = tmp_path / "broken.pptx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts(whole).items():
            archive.writestr(name, content[: len(content) // 2] if name == part else content)
    dress, problems = dress_in(path)
    assert dress is None and "damaged" in as_text(problems)


def test_a_template_without_a_body_is_a_problem_that_names_its_layouts(tmp_path: Path) -> None:
    dress, problems = dress_in(save(bodiless(), tmp_path / "corp.pptx"))
    assert dress is None
    (problem,) = problems
    assert "body" in problem.what and "“Title Only” (title" in problem.what


def test_a_text_that_the_template_makes_too_faint_takes_another_colour_of_the_theme(folder: Path) -> None:
    dress, _ = dress_in(save(TEMPLATES["navy"](), folder / "faint.pptx"))
    assert dress is not None and dress.report is not None
    assert dress.layouts["cover"].places["subtitle"].tone == "text"
    assert dress.layouts["cover"].places["title"].tone is None
    assert any("subtitle of “Title Slide”" in remark for remark in dress.report.remarks)


def test_a_body_that_is_too_small_is_a_problem(tmp_path: Path) -> None:
    presentation = chinese_names()
    for layout in presentation.slide_layouts:
        for shape in layout.placeholders:
            if shape.placeholder_format.idx == 1:
                shape.left, shape.top, shape.width, shape.height = Pt(48), Pt(150), Pt(864), Pt(165)
    dress, problems = dress_in(save(presentation, tmp_path / "corp.pptx"))
    assert dress is None and "at least 380 x 180 pt" in as_text(problems)
