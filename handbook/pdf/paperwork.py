"""PDF files for paper: without links, and imposed for folding."""

from __future__ import annotations

import io

import pikepdf


def without_links(data: bytes) -> bytes:
    """A PDF without links and other annotations, which are of no use on paper."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            if "/Annots" in page:
                del page.Annots
        return saved(pdf)


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
