"""A book to fold: two pages a side of the sheet, in gatherings that are folded together and stapled or sewn."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name

from handbook.pdf.paperwork import saved

_SHEETS_STAPLED = 16
"""The most sheets that an office stapler and a fold bear."""
_SHEETS_SEWN = 8
"""Sheets of one gathering of a thicker book: 32 pages."""


def for_folding(data: bytes) -> bytes:
    """The laid-out book `data` imposed for folding: print both sides, turned on the short edge.

    Up to 64 pages make one gathering; a thicker book is gatherings of 32 pages, laid one on the other.
    """
    with pikepdf.open(io.BytesIO(data)) as book, pikepdf.Pdf.new() as pdf:
        first = book.pages[0].trimbox
        width, height = float(first[2] - first[0]), float(first[3] - first[1])
        for left, right in sides(len(book.pages)):
            side = pdf.add_blank_page(page_size=(2 * width, height))
            drawing, forms = "", Dictionary()
            for name, number, x in (("/Left", left, 0.0), ("/Right", right, width)):
                if number is not None:
                    forms[name] = pdf.copy_foreign(book.pages[number - 1].as_form_xobject())
                    drawing += f"q 1 0 0 1 {x:.3f} 0 cm {name} Do Q\n"
            side.obj.Resources = Dictionary(XObject=forms)
            side.obj.Contents = pdf.make_stream(drawing.encode())
        if "/Lang" in book.Root:
            pdf.Root.Lang = str(book.Root.Lang)
        for key, value in book.docinfo.items():
            pdf.docinfo[key] = str(value)
        pdf.Root.ViewerPreferences = Dictionary(Duplex=Name.DuplexFlipShortEdge)
        return saved(pdf)


def sides(pages: int) -> Iterator[tuple[int | None, int | None]]:
    """The two pages of every side, front and back of each sheet in turn; none for a page left blank at the end."""
    sheets = -(-pages // 4)
    gathering = sheets if sheets <= _SHEETS_STAPLED else _SHEETS_SEWN
    for start in range(0, sheets, gathering):
        in_this = min(gathering, sheets - start)
        first, last = 4 * start + 1, 4 * (start + in_this)
        for _ in range(in_this):
            yield _printed(last, pages), _printed(first, pages)
            yield _printed(first + 1, pages), _printed(last - 1, pages)
            first, last = first + 2, last - 2


def _printed(number: int, pages: int) -> int | None:
    return number if number <= pages else None
