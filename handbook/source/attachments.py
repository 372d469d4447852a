"""Files that blocks name: pictures, and tables of rows."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from handbook.model.blocks.data import Cell, Figure, Table
from handbook.model.inline import Inline
from handbook.model.place import Place
from handbook.problems import Problems
from handbook.source.files import inside, read_text
from handbook.source.yaml_nodes import read_yaml

PICTURES = (".png", ".jpg", ".jpeg", ".svg")
"""Endings of pictures that both outputs can hold."""


def _existing(content: Path, name: str, at: Place, problems: Problems) -> Path | None:
    path = content / name
    if not inside(path, content):
        problems.error(
            at, "path-outside", f"“{name}” leads out of the project", "name a file below the content folder"
        )
    elif not path.is_file():
        problems.error(at, "missing-file", f"there is no file content/{name}", _like(path, content))
    else:
        return path
    return None


def _like(path: Path, content: Path) -> str:
    """The file that was meant, where only the case of letters differs; Linux tells them apart, macOS does not."""
    if path.parent.is_dir():
        for other in sorted(path.parent.iterdir()):
            if other.name.casefold() == path.name.casefold():
                return f"did you mean “{other.relative_to(content).as_posix()}”?"
    return ""


def check_picture(content: Path, figure: Figure, at: Place, problems: Problems) -> None:
    """Report a picture that is missing or that cannot be read."""
    path = _existing(content, figure.image, at, problems)
    if path is None:
        return
    if path.suffix.lower() not in PICTURES:
        problems.error(at, "bad-image", f"“{figure.image}” is no PNG, JPEG or SVG", "save it as one of them")
        return
    # Loaded for the books that have pictures.
    from lxml import etree
    from PIL import Image, UnidentifiedImageError

    try:
        if path.suffix.lower() == ".svg":
            etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True))
        else:
            with Image.open(path) as picture:
                picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        what = f"“{figure.image}” cannot be read as a picture"
        problems.error(at, "bad-image", what, "save it anew from the program that made it")


def check_table_file(content: Path, table: Table, at: Place, problems: Problems) -> None:
    """Report a data file that is missing or that does not fit the table's columns."""
    path = _existing(content, str(table.data), at, problems)
    if path is not None:
        read_rows(path, f"content/{table.data}", len(table.columns), problems)


def read_rows(path: Path, name: str, columns: int, problems: Problems) -> tuple[tuple[Cell, ...], ...]:
    """The rows of a CSV file, its first line left out, or of a YAML list of lists; numbers are read as numbers."""
    text = read_text(path, name, problems)
    if text is None:
        return ()
    if path.suffix.lower() == ".csv":
        listed = [[_cell(item) for item in row] for row in csv.reader(io.StringIO(text)) if row][1:]
    else:
        node = read_yaml(text, name, problems)
        rows = node.plain() if node is not None else ()
        if not isinstance(rows, tuple) or not all(isinstance(row, tuple) for row in rows):
            problems.error(
                Place(name, 1, 1), "bad-data", "this file must hold a list of rows, each a list of cells"
            )
            return ()
        listed = [[_cell(item) for item in row] for row in rows]
    for number, row in enumerate(listed, start=1):
        if len(row) != columns:
            problems.error(
                Place(name),
                "bad-data",
                f"row {number} has {len(row)} cells, but the table has {columns} columns",
            )
            return ()
    return tuple(tuple(row) for row in listed)


def _cell(value: object) -> Cell:
    if value is None or value == "":
        return None
    if isinstance(value, int | float):
        return value
    text = str(getattr(value, "text", value)).strip()
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = float(text)
    except ValueError:
        return Inline.of(text)
    return number if repr(number) == text else Inline.of(text)
