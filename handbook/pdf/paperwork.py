"""What all PDF files made after the layout need: dates, bytes, and for paper no links."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pikepdf


def without_links(data: bytes) -> bytes:
    """A PDF without links and other annotations, which are of no use on paper."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            if "/Annots" in page:
                del page.Annots
        return saved(pdf)


def pdf_date(moment: datetime) -> str:
    """A moment as PDF files write it (ISO 32000-1, 7.9.4), in universal time."""
    return moment.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")


def saved(pdf: pikepdf.Pdf, **how: object) -> bytes:
    """The bytes of `pdf`, the same for the same content."""
    out = io.BytesIO()
    pdf.save(
        out,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        deterministic_id=True,
        **how,  # type: ignore[arg-type]
    )
    return out.getvalue()
