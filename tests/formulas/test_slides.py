"""Formulas in decks: native mathematics with a picture for viewers that cannot show it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from helpers.decks import Made, make_blocks
from helpers.formulas import CONSTRUCTS
from helpers.pptx import changed, lifted, parts, sdk_errors
from lxml import etree
from PIL import Image

from handbook.slides import lint
from handbook.slides.lint import NS, Package

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
TEX = r"H = \frac{6 N D}{P u \times 3600}"
BLOCKS = rf"""
- kind: formula
  title: 卡时
  tex: {TEX}
  where: {{H: 卡时, N: 参数量, \theta_0: 起点}}
  example:
    - {{what: 运算量, how: 6 × 7, result: "42"}}
    - {{what: 一个名称很长的中间结果在这里, how: 42 ÷ 2, result: "21"}}
- kind: points
  title: 行内
  items:
    - {{term: 参数, text: '记作{{math}}`N_i`，比值是{{math}}`\frac{{a}}{{b}}`。'}}
"""
SLIDE = "ppt/slides/slide5.xml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make_blocks(BLOCKS.strip(), tmp_path_factory.mktemp("formulas"))


def slide_of(made: Made) -> etree._Element:
    return Package(made.made.data).trees[SLIDE]


def test_a_deck_with_every_construct_is_sound_as_it_is_and_with_either_side(tmp_path: Path) -> None:
    blocks = "\n".join(
        f"- {{kind: formula, title: 之{number}, tex: '{tex.replace(chr(39), chr(39) * 2)}'}}"
        for number, tex in enumerate(CONSTRUCTS.values())
    )
    data = make_blocks(blocks, tmp_path / "book").made.data
    assert lint.lint(data) == []
    assert sdk_errors(data, tmp_path) == []
    for side in ("Choice", "Fallback"):
        assert sdk_errors(lifted(data, side), tmp_path) == []


def test_a_formula_is_native_mathematics_with_its_tex_as_alternative_text(made: Made) -> None:
    assert not made.problems
    tree = slide_of(made)
    (choice,) = tree.iter(f"{{{NS['mc']}}}Choice")
    assert choice.get("Requires") == "math14"
    assert "".join(choice.itertext()) == "H=6NDPu×3600"
    assert len(list(choice.iter(f"{M}f"))) == 1
    assert lint.found_in(tree, "//mc:AlternateContent//p:cNvPr/@descr") == [TEX, TEX]


def test_the_picture_is_as_large_as_the_formula_set_for_print(made: Made) -> None:
    tree, package = slide_of(made), Package(made.made.data)
    (relation,) = lint.found_in(tree, "//mc:Fallback//@r:embed")
    _, name, _ = package.relationships(SLIDE)[relation]
    image = Image.open(io.BytesIO(parts(made.made.data)[name]))
    extent = tree.find(".//mc:Fallback//a:ext[@cx]", NS)
    assert extent is not None
    shape = int(extent.get("cx", "0")) / int(extent.get("cy", "1"))
    assert image.width / image.height == pytest.approx(shape, rel=0.01)
    low, high = image.getchannel("A").getextrema()
    assert (low, high) == (0, 255)


def test_the_picture_lies_in_the_middle_of_its_ground(made: Made) -> None:
    tree = slide_of(made)
    boxes = []
    for side in ("Choice", "Fallback"):
        off, ext = tree.find(f".//mc:{side}//a:off", NS), tree.find(f".//mc:{side}//a:ext[@cx]", NS)
        assert off is not None and ext is not None
        boxes.append((int(off.get("x", "0")) * 2 + int(ext.get("cx", "0")), int(ext.get("cy", "0"))))
    (middle, height), (own_middle, own_height) = boxes
    assert own_middle == pytest.approx(middle, abs=3)
    assert own_height < height


def test_the_same_formula_gives_the_same_bytes(made: Made, tmp_path: Path) -> None:
    assert make_blocks(BLOCKS.strip(), tmp_path).made.data == made.made.data


def test_the_tex_stands_in_the_notes(made: Made) -> None:
    assert TEX in made.deck.notes(5)


def test_no_placeholder_is_lost_in_an_alternative(made: Made) -> None:
    names = [shape.name for shape in made.deck.presentation.slides[4].placeholders]
    assert made.deck.titles()[4] == "卡时"
    assert "起点" in made.deck.texts(5) and len(names) >= 4


def test_names_that_are_too_long_for_their_column_stand_in_the_line(made: Made) -> None:
    assert "一个名称很长的中间结果在这里：42 ÷ 2 = 21" in made.deck.texts(5)


def test_mathematics_in_a_line_is_runs(made: Made) -> None:
    tree = Package(made.made.data).trees["ppt/slides/slide6.xml"]
    faces = tree.xpath("//a:r[a:rPr/a:latin/@typeface='Cambria Math']", namespaces=NS)
    shown = [(run.findtext("a:t", "", NS).strip(), run.find("a:rPr", NS).get("baseline")) for run in faces]
    assert ("N", None) in shown and ("i", "-25000") in shown
    assert "a/b" in made.deck.texts(6)


def test_a_formula_that_no_size_fits_is_a_problem_at_its_place(tmp_path: Path) -> None:
    tex = " + ".join(["x^2"] * 60)
    made = make_blocks(f"- {{kind: formula, title: 长, tex: {tex}}}", tmp_path)
    (problem,) = made.problems
    assert problem.code == "does-not-fit" and problem.place.file.endswith("01-first.yaml")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"</mc:Choice><mc:Fallback>", b"</mc:Choice><mc:Fallback><p:sp/>"),
        (b'Requires="math14"', b'Requires="a99"'),
        (b'<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/>',
         b'<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr><p:ph/></p:nvPr>'),
    ],
    ids=["two shapes", "unknown namespace", "placeholder"],
)  # fmt: skip
def test_the_lint_knows_what_an_alternative_must_be(old: bytes, new: bytes, made: Made) -> None:
    def change(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new)

    broken = Package(changed(made.made.data, SLIDE, change))
    assert len(list(lint.alternatives_are_twins(broken))) == 1
