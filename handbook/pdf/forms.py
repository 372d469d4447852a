"""Form fields in the fillable book: links that templates place where a field belongs are made into fields.

So a field has its place on the page and in the reading order from the layout, like anything else.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name

from handbook.pdf.fields import SCHEME
from handbook.pdf.paperwork import saved
from handbook.pdf.typing_face import typing_face

_MULTILINE, _RADIO, _NO_TOGGLE_TO_OFF = 1 << 12, 1 << 15, 1 << 14
_PRINTED = 4
"""The flag of annotations that print (ISO 32000-1, table 165)."""
_SIZE = 9.0
"""Size of what is typed, in points; also the least height of a line of it."""


@dataclass(frozen=True)
class _Entry:
    """A place for a field."""

    sort: str
    """`text`, `area`, `check` or `radio`."""
    name: str
    spoken: str
    """What a screen reader says."""
    annotation: Any


def with_fields(data: bytes, fonts: Path) -> bytes:
    """The laid-out book `data` with form fields where its templates marked their places.

    What is typed is set in a face of the folder `fonts`.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        entries = list(_entries(pdf))
        if not entries:
            return data
        look = Dictionary(Font=Dictionary(Hei=typing_face(pdf, fonts), ZaDb=_dingbats(pdf)))
        boxes = _Boxes(pdf)
        fields: list[Any] = []
        groups: dict[str, Any] = {}
        for entry in entries:
            _into_widget(entry)
            if entry.sort in ("text", "area"):
                _make_text(entry, pdf)
                fields.append(entry.annotation)
            elif entry.sort == "check":
                boxes.make_check(entry)
                fields.append(entry.annotation)
            else:
                group = entry.name.rpartition(".")[0]
                if group not in groups:
                    groups[group] = boxes.group(group, entry.spoken.partition(":")[0])
                    fields.append(groups[group])
                boxes.make_option(entry, groups[group])
        pdf.Root.AcroForm = pdf.make_indirect(
            Dictionary(Fields=Array(fields), DR=look, DA=f"/Hei {_SIZE:g} Tf 0 g", NeedAppearances=False)
        )
        _retag(pdf, {entry.annotation.objgen for entry in entries})
        return saved(pdf)


def _entries(pdf: pikepdf.Pdf) -> Iterator[_Entry]:
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            action = annotation.get("/A")
            address = str(action.get("/URI", "")) if action is not None else ""
            if address.startswith(SCHEME):
                sort, name, spoken = address.removeprefix(SCHEME).split("/", 2)
                annotation.P = page.obj
                yield _Entry(sort, unquote(name), unquote(spoken), annotation)


def _into_widget(entry: _Entry) -> None:
    """Make the link a widget (ISO 32000-1, 12.5.6.19); its place in the structure tree stays."""
    for key in ("/A", "/Contents", "/Border", "/H", "/Dest"):
        if key in entry.annotation:
            del entry.annotation[key]
    left, top, right, bottom = (float(edge) for edge in entry.annotation.Rect)
    entry.annotation.Rect = Array([min(left, right), min(top, bottom), max(left, right), max(top, bottom)])
    entry.annotation.Subtype = Name.Widget
    entry.annotation.F = _PRINTED
    entry.annotation.TU = entry.spoken


def _make_text(entry: _Entry, pdf: pikepdf.Pdf) -> None:
    field = entry.annotation
    field.FT = Name.Tx
    field.T = entry.name
    field.V = ""
    field.DA = f"/Hei {_SIZE:g} Tf 0 g"
    width, height = _extent(field)
    if entry.sort == "area" and height >= 2 * _SIZE:
        field.Ff = _MULTILINE
    empty = pdf.make_stream(b"/Tx BMC EMC", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, width, height])
    field.AP = Dictionary(N=empty)


def _extent(annotation: Any) -> tuple[float, float]:
    left, bottom, right, top = (float(edge) for edge in annotation.Rect)
    return right - left, top - bottom


class _Boxes:
    """Boxes to tick: the box itself is printed on the page, so a field draws its tick alone."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf

    def make_check(self, entry: _Entry) -> None:
        """Make a field of its own."""
        field = entry.annotation
        field.FT = Name.Btn
        field.T = entry.name
        field.V = field.AS = Name.Off
        field.MK = Dictionary(CA="4")
        field.AP = Dictionary(N=self._states(field, "Yes", "4"))

    def group(self, name: str, spoken: str) -> Any:
        """The field that options to choose one of belong to."""
        return self._pdf.make_indirect(
            Dictionary(
                FT=Name.Btn, T=name, TU=spoken, Ff=_RADIO | _NO_TOGGLE_TO_OFF, V=Name.Off, Kids=Array()
            )
        )

    def make_option(self, entry: _Entry, group: Any) -> None:
        """Make one of the options of `group`."""
        field = entry.annotation
        field.Parent = group
        field.AS = Name.Off
        field.MK = Dictionary(CA="l")
        field.AP = Dictionary(N=self._states(field, entry.name.rpartition(".")[2], "l"))
        group.Kids.append(field)

    def _states(self, field: Any, on: str, sign: str) -> Any:
        """What a box shows when it is ticked, by a sign of Zapf Dingbats, and when it is not."""
        width, height = _extent(field)
        size = min(width, height)
        ticked = f"q BT /ZaDb {size:.2f} Tf {0.1 * size:.2f} {0.15 * size:.2f} Td ({sign}) Tj ET Q".encode()
        form: dict[str, Any] = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": [0, 0, width, height]}
        resources = Dictionary(Font=Dictionary(ZaDb=_dingbats(self._pdf)))
        return Dictionary(
            {
                f"/{on}": self._pdf.make_stream(ticked, Resources=resources, **form),
                "/Off": self._pdf.make_stream(b"", **form),
            }
        )


def _dingbats(pdf: pikepdf.Pdf) -> Any:
    return pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats, Name=Name.ZaDb)
    )


def _retag(pdf: pikepdf.Pdf, widgets: set[tuple[int, int]]) -> None:
    """Call what a structure element of a field is: `Form`, not `Link` (ISO 14289-1, 7.18.4)."""
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/S") == "/Link":
            found = thing.get("/K")
            kids: list[Any] = list(found) if isinstance(found, Array) else [found]
            held = (kid.get("/Obj") for kid in kids if isinstance(kid, Dictionary))
            if any(one is not None and one.objgen in widgets for one in held):
                thing.S = Name.Form
