"""The shipped faces: what they are called, cover and measure, and that the lists beside them are true."""

import hashlib
import io
import shutil
import subprocess
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import weasyprint
import yaml
from fontTools.ttLib import TTFont

from handbook.pdf.stock import FontConfiguration
from handbook.typography.advances import load_faces

FONTS = Path(__file__).parents[1] / "themes" / "fonts"
LISTED: list[dict[str, Any]] = yaml.safe_load((FONTS / "fonts.yaml").read_text(encoding="utf-8"))["faces"]
FILES = [face["file"] for face in LISTED]
CHINESE = [face["file"] for face in LISTED if face["family"] in ("Handbook Song", "Handbook Hei")]
LATIN = [
    face["file"] for face in LISTED if face["family"] in ("Handbook Text", "Handbook Label", "Handbook Mono")
]

each_face = pytest.mark.parametrize("face", LISTED, ids=FILES)
each_file = pytest.mark.parametrize("file", FILES)
each_chinese = pytest.mark.parametrize("file", CHINESE)


@cache
def font(file: str) -> TTFont:
    """Return a shipped font."""
    return TTFont(FONTS / file)


@cache
def cmap(file: str) -> dict[int, str]:
    """Return the glyph names of a shipped font by code point."""
    characters: dict[int, str] = font(file).getBestCmap()
    return characters


def advance(file: str, char: str) -> float:
    """Return the advance of a character in em."""
    return font(file)["hmtx"][cmap(file)[ord(char)]][0] / font(file)["head"].unitsPerEm


def lacking(file: str, characters: str) -> set[str]:
    """Return the characters that a face does not cover."""
    return {char for char in characters if ord(char) not in cmap(file)}


def gb2312() -> str:
    """Return the characters of GB 2312."""
    cells = [bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF)]
    return "".join(pair.decode("gb2312", errors="ignore") for pair in cells)


def test_every_font_file_is_listed():
    """The list names each file in the folder, and no other."""
    assert sorted(FILES) == sorted(path.name for path in FONTS.glob("*.ttf"))


def test_families_and_weights():
    """The style sheets may count on these faces."""
    assert {(face["family"], face["weight"], face["style"]) for face in LISTED} == {
        ("Handbook Song", 400, "normal"),
        ("Handbook Song", 700, "normal"),
        ("Handbook Hei", 400, "normal"),
        ("Handbook Hei", 700, "normal"),
        ("Handbook Text", 400, "normal"),
        ("Handbook Text", 700, "normal"),
        ("Handbook Text", 400, "italic"),
        ("Handbook Label", 400, "normal"),
        ("Handbook Label", 700, "normal"),
        ("Handbook Numeral", 300, "normal"),
        ("Handbook Mono", 400, "normal"),
        ("Handbook Mono", 700, "normal"),
    }


@each_face
def test_file_is_the_listed_one(face: dict[str, Any]):
    """The hash in the list is that of the file."""
    assert hashlib.sha256((FONTS / face["file"]).read_bytes()).hexdigest() == face["sha256"]


@each_face
def test_font_says_what_the_list_says(face: dict[str, Any]):
    """Family, weight and slant inside the font agree with the list."""
    shipped = font(face["file"])
    assert shipped["name"].getDebugName(1) == face["family"]
    assert shipped["OS/2"].usWeightClass == face["weight"]
    assert bool(shipped["OS/2"].fsSelection & 1) == (face["style"] == "italic")


@each_face
def test_licence_lies_beside_the_font(face: dict[str, Any]):
    """The licence keeps the copyright line that the font bears."""
    text = (FONTS / face["licence"]).read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert font(face["file"])["name"].getDebugName(0) in text


@each_file
def test_no_reserved_or_foreign_name_is_used(file: str):
    """A changed font may not bear its source's name."""
    names = " ".join(font(file)["name"].getDebugName(name_id) or "" for name_id in (1, 3, 4, 6, 16, 17, 25))
    assert not [word for word in ("Source", "Noto", "JetBrains", "Adobe") if word in names]


@each_file
def test_font_is_static_unhinted_truetype(file: str):
    """Variable, compact-outline and hinted fonts cost time or bytes in the PDF."""
    tables = set(font(file).keys())
    assert {"glyf", "GSUB", "GPOS"} <= tables
    assert not tables & {"fvar", "gvar", "STAT", "CFF ", "CFF2", "fpgm", "prep", "cvt "}


@each_file
def test_vertical_metrics_are_shared(file: str):
    """A line that mixes faces is no taller than a line of one."""
    em = font(file)["head"].unitsPerEm
    hhea, os2 = font(file)["hhea"], font(file)["OS/2"]
    assert (hhea.ascent / em, hhea.descent / em, hhea.lineGap) == (0.88, -0.12, 0)
    assert (os2.sTypoAscender / em, os2.sTypoDescender / em, os2.sTypoLineGap) == (0.88, -0.12, 0)
    assert (os2.usWinAscent / em, os2.usWinDescent / em) == (0.88, 0.12)
    assert os2.fsSelection & 1 << 7, "USE_TYPO_METRICS"


@each_file
def test_font_bears_no_date_of_making(file: str):
    """The same sources give the same bytes on any day."""
    assert font(file)["head"].created == font(file)["head"].modified == font(FILES[0])["head"].created


@each_chinese
def test_chinese_face_covers_gb2312(file: str):
    """Every character and symbol of GB 2312 is there."""
    assert not lacking(file, gb2312())


@each_chinese
def test_chinese_face_covers_the_signs_of_a_handbook(file: str):
    """Signs outside GB 2312 that text, tables and figures use."""
    assert not lacking(
        file,
        "㙍䶮镕喆祎𠅤𬭚𬺈 …—–·•※§¶†‡ ①⑳❶❿ ■□▲△◆◇○●✓★☆ ≈≤≥×÷−±∞√∑∫∂∝∈≠ ²³ ─│┌┼█ →←↑↓↔⇒ ¥€£ ℃㎡㎏‰ āǎǜ αΩ",
    )


@pytest.mark.parametrize("file", LATIN)
def test_latin_face_covers_western_text(file: str):
    """Letters to Latin Extended-A, the marks of English text, and common signs."""
    letters = "".join(chr(point) for point in [*range(0x20, 0x7F), *range(0xA0, 0x180)])
    absent_at_the_source = set("ĬĭĲĳŦŧ")
    assert lacking(file, letters + "‘’“”–—…•−×÷≈≤≥→²³₂€") <= absent_at_the_source


@each_chinese
def test_chinese_marks_have_the_width_of_a_character(file: str):
    """Quotes, dash, ellipsis, middle dot and full-width marks are one em, alike in both families."""
    assert {advance(file, char) for char in "“”‘’—…·，。、；：！？（）《》「」【】"} == {1.0}


@each_chinese
def test_middle_dot_stands_in_the_middle(file: str):
    """The ink of U+00B7 is centred, and the glyph is no other character's."""
    glyph = cmap(file)[0x00B7]
    outline = font(file)["glyf"][glyph]
    assert outline.xMin + outline.xMax == pytest.approx(font(file)["head"].unitsPerEm, abs=2)
    assert [point for point, name in cmap(file).items() if name == glyph] == [0x00B7]


@each_chinese
def test_ink_of_marks_lies_in_half_of_the_character(file: str):
    """Marks may be set at half width at line ends, for their other half is empty."""
    em = font(file)["head"].unitsPerEm
    for chars, low, high in (("，。、；：」』）】〉》", 0.0, 0.5), ("「『（【〈《", 0.5, 1.0)):
        for char in chars:
            outline = font(file)["glyf"][cmap(file)[ord(char)]]
            assert outline.xMin >= low * em, char
            assert outline.xMax <= high * em, char


@each_chinese
def test_adjoining_marks_can_be_set_closer(file: str):
    """Both Chinese families have contextual half-width spacing."""
    features = {record.FeatureTag for record in font(file)["GPOS"].table.FeatureList.FeatureRecord}
    assert {"chws", "halt", "palt"} <= features


@each_chinese
def test_dash_of_two_characters_is_two_em(file: str):
    """`——` is one unbroken line of two em, in whatever language the shaper takes the text to be."""
    dash, lookups = cmap(file)[0x2014], font(file)["GSUB"].table.LookupList.Lookup
    ligatures = [
        ligature
        for lookup in lookups
        for table in lookup.SubTable
        for ligature in getattr(getattr(table, "ExtSubTable", table), "ligatures", {}).get(dash, [])
    ]
    pair = next(ligature for ligature in ligatures if ligature.Component == [dash])
    assert font(file)["hmtx"][pair.LigGlyph][0] == 2 * font(file)["head"].unitsPerEm


@each_face
def test_advance_table_agrees_with_the_font(face: dict[str, Any]):
    """The table covers what the font covers, with the font's widths."""
    name = face["family"] + (" Italic" if face["style"] == "italic" else "")
    table = load_faces(FONTS / "advances.json")[name, face["weight"]]
    assert set(table.advances) == set(cmap(face["file"]))
    for char in "Agx09 .,%—中国，。①→é":
        if table.covers(char):
            assert table.advance(char) == pytest.approx(advance(face["file"], char), abs=0.0006), char


def test_faces_of_one_family_cover_the_same():
    """Bold text needs no other stand-in than regular text."""
    families: dict[str, list[set[int]]] = {}
    for face in LISTED:
        families.setdefault(face["family"], []).append(set(cmap(face["file"])))
    for coverages in families.values():
        assert all(one == other for one, other in pairwise(coverages))


def test_the_fonts_of_the_machine_are_not_looked_at():
    """A family that is installed and no face of a book is set in a face of the book."""
    if shutil.which("fc-list") is None:
        pytest.skip("fc-list is not installed")
    listing = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True).stdout
    installed = sorted(
        {line.split(",")[0] for line in listing.splitlines()} - {face["family"] for face in LISTED}
    )
    if not installed:
        pytest.skip("no font is installed here that a book could take by mistake")
    fonts = FontConfiguration()
    rule = f'@font-face {{ font-family: own; src: url("{(FONTS / CHINESE[0]).as_uri()}") }}'
    sheet = weasyprint.CSS(string=rule, font_config=fonts)
    html = f"<p style='font-family: \"{installed[0]}\", own'>Latin 汉字"
    data = weasyprint.HTML(string=html).write_pdf(font_config=fonts, stylesheets=[sheet])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = [str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()]
    assert [name.partition("+")[2] for name in names] == ["own"], installed[0]
