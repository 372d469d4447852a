"""Charts in decks: native, with their data, in the theme's colours and faces."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tests.helpers.blocks import block_of
from tests.helpers.charts import CHARTS, chart
from tests.helpers.pptx import sdk_errors
from tests.helpers.slides import A, C, chart_of, deck_with, hard_colours_and_fonts, saved

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cached(series: etree._Element, tag: str) -> list[str]:
    """The points of a series' categories or values."""
    found = series.find(f"{C}{tag}")
    return [point.text or "" for point in found.iter(f"{C}v")] if found is not None else []


@pytest.mark.parametrize("name", CHARTS)
def test_axis_ids_are_positive_and_agree(name: str) -> None:
    tree = chart_of(deck_with(chart(name)))
    ids = {axis.get("val") for axis in tree.iter(f"{C}axId")}
    assert all(int(number or -1) > 0 for number in ids)
    assert {axis.get("val") for axis in tree.iter(f"{C}crossAx")} <= ids


@pytest.mark.parametrize("name", CHARTS)
def test_the_values_stand_in_the_chart_and_in_its_workbook(name: str) -> None:
    block = chart(name)
    presentation = deck_with(block)
    series = list(chart_of(presentation).iter(f"{C}ser"))
    for entry, drawn in zip(block.series, series, strict=False):
        expected = [value for value in entry.values if value is not None]
        assert [float(text) for text in cached(drawn, "yVal") or cached(drawn, "val")] == expected
    frame = next(shape for shape in presentation.slides[0].shapes if shape.has_chart)
    book = zipfile.ZipFile(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
    sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    strings = etree.fromstring(book.read("xl/sharedStrings.xml"))
    numbers = {
        float(cell.findtext(f"{SHEET}v") or 0) for cell in sheet.iter(f"{SHEET}c") if cell.get("t") is None
    }
    assert {float(value) for entry in block.series for value in entry.values if value is not None} <= numbers
    heads = {text.text for text in strings.iter(f"{SHEET}t")}
    assert all(any(entry.name.plain[:2] in (head or "") for head in heads) for entry in block.series)


@pytest.mark.parametrize("name", CHARTS)
def test_every_text_has_the_theme_s_faces_and_a_language(name: str) -> None:
    tree = chart_of(deck_with(chart(name)))
    assert hard_colours_and_fonts(tree) == []
    properties = [*tree.iter(f"{A}defRPr"), *tree.iter(f"{A}rPr")]
    assert properties
    for found in properties:
        assert found.get("lang") == "zh-CN"
        assert [face.get("typeface") for face in found if face.tag in (f"{A}latin", f"{A}ea")] == [
            "+mn-lt",
            "+mn-ea",
        ]


def test_the_point_to_look_at_has_its_own_fill_and_a_larger_label() -> None:
    tree = chart_of(deck_with(chart("column-warning")))
    point = tree.find(f".//{C}dPt")
    assert point is not None and point.find(f"{C}idx").get("val") == "2"  # type: ignore[union-attr]
    assert point.find(f".//{A}schemeClr").get("val") == "accent2"  # type: ignore[union-attr]
    sizes = {
        label.find(f"{C}idx").get("val"): label.find(f".//{A}defRPr").get("sz")
        for label in tree.iter(f"{C}dLbl")
    }  # type: ignore[union-attr]
    assert int(sizes["2"] or 0) > 1800


def test_what_warns_is_hatched_and_the_rest_keeps_the_colour_it_has_in_print() -> None:
    tree = chart_of(deck_with(chart("column-warning")))
    point, series = tree.find(f".//{C}dPt"), tree.find(f".//{C}barChart/{C}ser")
    assert point is not None and point.find(f".//{A}pattFill") is not None
    filled = series.find(f"{C}spPr/{A}solidFill/{A}schemeClr")  # type: ignore[union-attr]
    assert filled is not None and filled.get("val") == "accent1"


def test_a_threshold_is_a_series_of_its_own_on_the_same_axes() -> None:
    tree = chart_of(deck_with(chart("column-warning")))
    bars, line = tree.find(f".//{C}barChart"), tree.find(f".//{C}lineChart")
    assert bars is not None and line is not None
    assert [axis.get("val") for axis in bars.findall(f"{C}axId")] == [
        axis.get("val") for axis in line.findall(f"{C}axId")
    ]
    assert cached(line.find(f"{C}ser"), "val") == ["8", "8", "8"]  # type: ignore[arg-type]
    assert "售价 8.00" in etree.tostring(line, encoding="unicode")


@pytest.mark.parametrize(
    ("form", "values", "code"),
    [
        (",.1f", "[1.5, 2]", "0.0;−0.0;0.0"),
        (",.1f", "[1234.5, 2]", r"[>=1000000]#\ ###\ ##0.0;[>=1000]#\ ##0.0;0.0"),
        (",", "[1234, 2.5]", r"[>=1000000]#\ ###\ ##0;[>=1000]#\ ##0;General"),
        (".0%", "[0.5, 0.25]", "0%;−0%;0%"),
        ("+.1f", "[1, -2]", "+0.0;−0.0;0.0"),
        (",", "[-1500, 2000]", r"#\ ##0;−#\ ##0;General"),
    ],
)
def test_the_number_format_is_excel_s(form: str, values: str, code: str) -> None:
    block = block_of(
        f'kind: chart\ntype: column\ncategories: [甲, 乙]\nformat: "{form}"\nunit: 元\nsource: 假设\n'
        f"series:\n  - {{name: 数, values: {values}}}\n"
    )
    found = chart_of(deck_with(block)).find(f".//{C}dLbls/{C}numFmt")
    assert found is not None and found.get("formatCode") == code


def test_a_logarithmic_axis_is_one() -> None:
    tree = chart_of(deck_with(chart("bar-log")))
    assert [base.get("val") for base in tree.iter(f"{C}logBase")] == ["10"]


def test_axis_titles_are_native() -> None:
    tree = chart_of(deck_with(chart("line-scale")))
    titles = ["".join(text.text or "" for text in title.iter(f"{A}t")) for title in tree.iter(f"{C}title")]
    assert "月" in titles


def test_lines_are_named_beside_themselves_and_need_no_legend() -> None:
    tree = chart_of(deck_with(chart("line")))
    named = [label for label in tree.iter(f"{C}dLbl") if label.find(f"{C}showSerName").get("val") == "1"]  # type: ignore[union-attr]
    assert len(named) == 2
    assert tree.find(f".//{C}legend") is None


def test_the_sdk_finds_nothing_wrong(tmp_path: Path) -> None:
    presentation = deck_with(*(chart(name) for name in CHARTS))
    assert sdk_errors(saved(presentation, tmp_path), tmp_path) == []
