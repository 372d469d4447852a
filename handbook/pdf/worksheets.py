"""Worksheets: which fields stand side by side, how wide the columns of a grid are, what may break over a page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from handbook.model.blocks.teaching import Worksheet
from handbook.model.inline import Inline
from handbook.pdf.geometry import Geometry

_TALL = 0.62
"""A worksheet that takes more than this share of a page may break, with its fields whole."""
_FIELD_HEIGHT, _ROW_HEIGHT, _LINE_HEIGHT, _FRAME_HEIGHT = 2.0, 1.9, 1.4, 6.0
"""In lines of the grid: a short field, a row of a table, a line to write on, everything around the fields."""
_LABEL_SIZE, _CELL_SIZE = 8.0, 8.8
"""The type of labels and of grids; the style sheet says it too."""
_GUTTER = 12.0
"""Between two fields or two columns, for a body of 10.5 pt."""
_NAME_AT_MOST = 9.0
"""In em: how wide a column of names becomes before they take a second line."""
_WRITTEN = (5.0, 14.0)
"""In em of type: the least and the most room that an answer by hand asks for."""
_UNKNOWN = 8.0
"""In em: the room for an answer without an example."""


@dataclass(frozen=True)
class FormField:
    """A field of a worksheet."""

    field: Any
    number: int
    """Its number in the worksheet, from 1."""
    lines: range
    empty: range
    share: str
    """The width of a short field."""
    shares: tuple[str, ...]
    """The widths of the columns of a grid."""
    filled: tuple[Any, ...]
    """The example: rows of a table, or the options ticked."""


@dataclass(frozen=True)
class Form:
    """A worksheet: short fields stand side by side."""

    rows: tuple[tuple[FormField, ...], ...]
    examples: bool
    named: bool
    """Whether an example that is a table needs the label of its field: there are other examples beside it."""
    closing: tuple[str, ...]
    """The closing sentence, cut where the reader writes."""
    long: bool


def form_of(block: Worksheet, geometry: Geometry) -> Form:
    """A worksheet as it is printed."""
    rows = tuple(_rows(block, geometry))
    closing = tuple(block.closing.plain.split("____")) if block.closing else ()
    return Form(
        rows,
        examples=any(field.example for field in block.fields),
        named=sum(bool(field.example) for field in block.fields) > 1,
        closing=tuple(" ".join(part.split("_")) for part in closing),
        long=_height(rows) > _TALL * geometry.paper.lines,
    )


def _rows(block: Worksheet, geometry: Geometry) -> Iterator[tuple[FormField, ...]]:
    short: list[tuple[int, Any]] = []
    for number, field in enumerate(block.fields, 1):
        if field.type == "line":
            short.append((number, field))
            continue
        yield from _side_by_side(short, geometry)
        short = []
        lines = range(field.lines) if field.type == "area" else range(0)
        empty = range(field.empty) if field.type == "table" else range(0)
        filled: tuple[Any, ...] = field.example if field.type == "table" else ()
        if field.type == "choice":
            filled = tuple(field.options[number - 1] for number in field.example)
        shares = column_shares(field, geometry) if field.type == "table" else ()
        yield (FormField(field, number, lines, empty, "", shares, filled),)
    yield from _side_by_side(short, geometry)


def _side_by_side(short: list[tuple[int, Any]], geometry: Geometry) -> Iterator[tuple[FormField, ...]]:
    """Short fields, so many to a row that each label has room beside its unit."""
    most = 3 if geometry.measure >= geometry.size(340) and len(short) != 4 else 2
    while short:
        count = min(most, len(short))
        while count > 1 and any(_label(field) > _room(count, geometry) for _, field in short[:count]):
            count -= 1
        taken, short = short[:count], short[count:]
        share = f"{100 / count:.2f}%"
        yield tuple(FormField(field, number, range(1), range(0), share, (), ()) for number, field in taken)


def _label(field: Any) -> float:
    """How wide a label is with its unit, in em."""
    return _em(field.label) + (_em(field.unit) + 1 if field.unit else 0.0)


def _room(count: int, geometry: Geometry) -> float:
    """How wide one of `count` fields of a row is, in em of its label."""
    return (geometry.measure * (1 / count) - geometry.size(_GUTTER)).pt / geometry.size(_LABEL_SIZE).pt


def column_shares(field: Any, geometry: Geometry) -> tuple[str, ...]:
    """The widths of the columns of a grid, in percent: those of names as narrow as they can be, the others by what is
    written into them, of which the example is the measure."""
    gutter = _GUTTER / _CELL_SIZE
    room = geometry.measure.pt / geometry.size(_CELL_SIZE).pt - gutter * len(field.columns)
    heads = [_em(head) for head in field.columns]
    wanted = [
        max(head, min(max(_written(field.example, index), _WRITTEN[0]), _WRITTEN[1]))
        for index, head in enumerate(heads)
    ]
    least = list(heads)
    if field.rows:
        names = max(*(_em(name) for name in field.rows), _WRITTEN[0] if field.empty else 0.0)
        wanted[0] = least[0] = max(heads[0], min(names, _NAME_AT_MOST))
    answers = range(1 if field.rows and len(heads) > 1 else 0, len(heads))
    spare = (room - sum(wanted)) / sum(wanted[index] for index in answers)
    widths = [
        max(least[index], wanted[index] * (1 + spare)) if index in answers else wanted[index]
        for index in range(len(heads))
    ]
    total = sum(widths) + gutter * len(widths)
    return tuple(f"{100 * (width + gutter) / total:.2f}%" for width in widths)


def _written(example: Sequence[Sequence[Inline | None]], index: int) -> float:
    """The longest answer of a column of the example, in em; so much as is usual where there is none."""
    return max((_em(row[index]) for row in example if index < len(row) and row[index]), default=_UNKNOWN)


def _em(text: Inline | None) -> float:
    """About how wide a text is, in em."""
    said = text.plain if text else ""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.55 for char in said)


def _height(rows: Sequence[tuple[FormField, ...]]) -> float:
    """About how high a worksheet is, in lines of the grid; its filled-in example is about half as high again."""
    height = _FRAME_HEIGHT
    for row in rows:
        field = row[0].field
        if field.type == "table":
            height += _ROW_HEIGHT * (1 + len(field.rows) + field.empty)
        elif field.type == "area":
            height += 1 + _LINE_HEIGHT * field.lines
        else:
            height += _FIELD_HEIGHT
    return height + sum(0.5 * len(entry.filled) + 1 for row in rows for entry in row if entry.field.example)
