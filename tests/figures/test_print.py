"""Figures and charts in the book: real text in our faces, found by a search of the page."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pdfplumber
import pytest
from lxml import etree
from weasyprint import HTML

from handbook.figures.draw import LAYOUTS
from handbook.figures.drawing import Label
from handbook.model.blocks.data import Chart
from handbook.pdf.charts import chart_svg
from handbook.pdf.faces import font_faces
from handbook.pdf.figures import figure_svg
from handbook.plan.words import words_for
from handbook.problems import Problems
from handbook.theme.load import bundled_themes, load_theme
from tests.helpers.blocks import block_of, default_theme, diagram
from tests.helpers.charts import CHARTS, chart

WORDS = words_for("zh-CN")
THEME = default_theme()
SVG = "{http://www.w3.org/2000/svg}"


def svg_of(block: object) -> str:
    problems = Problems()
    draw = chart_svg if isinstance(block, Chart) else figure_svg
    svg = draw(block, 378, THEME, WORDS, problems)  # type: ignore[operator]
    assert not problems.errors
    return svg


def page_of(svg: str, folder: Path) -> tuple[str, set[str]]:
    """The text of a page that holds a figure, without white space, and the names of its fonts."""
    css = font_faces(THEME.fonts, THEME.tokens.book.type, True) + "@page { size: 420pt 800pt; margin: 20pt }"
    path = folder / "page.pdf"
    HTML(string=f'<html lang="zh-CN"><style>{css}</style><body>{svg}</body></html>').write_pdf(path)
    with pdfplumber.open(path) as pdf:
        chars = pdf.pages[0].chars
        text = "".join(char["text"] for char in chars)
        return "".join(text.split()), {char["fontname"].partition("+")[2] for char in chars}


def names_in(block: object) -> list[str]:
    """Every text of a block that its figure shows."""
    from handbook.model.traverse import texts

    skip = frozenset({"title", "source", "unit", "sources", "id", "remark"})
    return ["".join(text.plain.split()) for text in texts(block, skip)]


@pytest.mark.parametrize("kind", LAYOUTS)
def test_every_label_of_a_diagram_is_found_in_the_page(kind: str, tmp_path: Path) -> None:
    block = diagram(kind, 5, "节点 A", "约 20 亿美元")
    text, fonts = page_of(svg_of(block), tmp_path)
    assert [name for name in names_in(block) if name not in text] == []
    assert fonts and all("Handbook" in font for font in fonts)


@pytest.mark.parametrize("name", CHARTS)
def test_every_label_of_a_chart_is_found_in_the_page(name: str, tmp_path: Path) -> None:
    block = chart(name)
    text, fonts = page_of(svg_of(block), tmp_path)
    assert [part for part in names_in(block) if part not in text] == []
    assert fonts and all("Handbook" in font for font in fonts)


@pytest.mark.parametrize("name", ["bar", "column", "column-three-series", "stacked", "line"])
def test_what_is_drawn_in_black_is_drawn(name: str) -> None:
    """A greyscale theme has a black accent, which SVG need not name."""
    root = bundled_themes().parent
    black = load_theme("print-bw", root, Problems())
    assert black is not None
    paths = [
        len(
            etree.fromstring(chart_svg(chart(name), 378, theme, WORDS, Problems()).encode()).findall(
                f"{SVG}path"
            )
        )
        for theme in (THEME, black)
    ]
    assert paths[0] == paths[1] > 0


def test_digits_take_the_latin_face_and_hanzi_the_chinese_one(tmp_path: Path) -> None:
    svg = svg_of(block_of("kind: flow\nsteps:\n  - {name: 甲 2024}\n"))
    css = font_faces(THEME.fonts, THEME.tokens.book.type, True) + "@page { size: 420pt 200pt }"
    HTML(string=f'<html lang="zh-CN"><style>{css}</style><body>{svg}</body></html>').write_pdf(
        tmp_path / "a.pdf"
    )
    with pdfplumber.open(tmp_path / "a.pdf") as pdf:
        faces = {char["text"]: char["fontname"] for char in pdf.pages[0].chars}
    assert "Hei" in faces["甲"] and "Label" in faces["2"]


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_has_no_ids_no_date_and_no_foreign_family(name: str) -> None:
    svg = svg_of(chart(name))
    root = etree.fromstring(svg)
    assert not root.xpath("//@id")
    assert "matplotlib" not in svg.lower() and not re.search(r"20\d\d-\d\d-\d\dT", svg)
    families = {text.get("font-family") or "" for text in root.iter(f"{SVG}text")}
    assert families and all(family.startswith("Handbook") for family in families)


@pytest.mark.parametrize("name", CHARTS)
def test_the_same_chart_is_the_same_bytes(name: str) -> None:
    assert svg_of(chart(name)) == svg_of(chart(name))


@pytest.mark.parametrize("name", CHARTS)
def test_labels_of_a_chart_stay_apart_and_inside(name: str) -> None:
    labels, width, height = chart_labels(chart(name))
    inks = [(label.text, _ink(label)) for label in labels]
    assert [(a, b) for (a, one), (b, other) in combinations(inks, 2) if _meet(one, other)] == []
    outside = [
        text
        for text, (x0, y0, x1, y1) in inks
        if x0 < -0.5 or y0 < -0.5 or x1 > width + 0.5 or y1 > height + 0.5
    ]
    assert outside == []


def chart_labels(block: Chart) -> tuple[list[Label], float, float]:
    from handbook.figures.space import paper_space
    from handbook.pdf.charts import PAINTERS

    canvas = PAINTERS[block.type](block, THEME, paper_space(378, THEME), WORDS)
    return canvas.labels, canvas.width, canvas.height


def _ink(label: Label) -> tuple[float, float, float, float]:
    room = label.box.width - label.natural
    x = label.box.x + {"left": 0.0, "center": room / 2, "right": room}[label.align]
    air = (label.pitch - label.size) / 2
    return x, label.box.y + air, x + label.natural, label.box.bottom - air


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 0.3 and down > 0.3


def test_a_warning_column_is_hatched_and_not_only_coloured() -> None:
    svg = svg_of(chart("column-warning"))
    warm = THEME.tokens.colours.warm.css.lower()
    hatched = [
        path for path in etree.fromstring(svg).iter(f"{SVG}path") if (path.get("d") or "").count("M") > 5
    ]
    assert [path.get("stroke") for path in hatched] == [warm]


def test_a_threshold_is_dashed_and_named_once_with_its_value() -> None:
    root = etree.fromstring(svg_of(chart("column-warning")))
    dashed = [path for path in root.iter(f"{SVG}path") if path.get("stroke-dasharray")]
    named = [text.text for text in root.iter(f"{SVG}text") if "售价" in (text.text or "")]
    assert len(dashed) == 1
    assert named == ["售价 8.00"]


def test_a_theme_s_colours_and_families_reach_every_figure() -> None:
    from dataclasses import replace

    from handbook.theme.colour import Colour

    colours = THEME.tokens.colours.model_copy(update={"accent": Colour("#123456")})
    tokens = THEME.tokens.model_copy(update={"colours": colours})
    for draw, block in ((figure_svg, diagram("flow", 3)), (chart_svg, chart("bar"))):
        svg = draw(block, 378, replace(THEME, tokens=tokens), WORDS, Problems())  # type: ignore[arg-type]
        assert "#123456" in svg and THEME.tokens.colours.accent.css not in svg
