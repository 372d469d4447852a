"""The same bytes for the same deck: parts in one order, no clock, workbooks included."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

_FIRST = ("[Content_Types].xml", "_rels/.rels")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip archive can name."""
_LEVEL = 9
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def normalise(package: bytes, date: datetime.datetime) -> bytes:
    """`package` with its parts in a fixed order and `date` for every time stamp."""
    stamp = date.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        names = sorted(
            source.namelist(), key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)
        )
        for name in names:
            data = source.read(name)
            if name.endswith(".xlsx"):
                data = normalise(data, date)
            elif name == "docProps/core.xml":
                data = _STAMP.sub(rb"\g<1>" + stamp + rb"\g<3>", data)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            target.writestr(info, data, zipfile.ZIP_DEFLATED, _LEVEL)
    return buffer.getvalue()
