"""The same bytes for the same deck: parts in one order, no clock, workbooks included."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from pptx.opc.serialized import PackageWriter

_FIRST = ("[Content_Types].xml", "_rels/.rels")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip archive can name."""
_LEVEL = 9
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


class _Collector(dict[str, bytes]):
    """Takes the parts of a package as python-pptx writes them."""

    def write(self, name: Any, blob: bytes) -> None:
        """Keep a part."""
        self[name.membername] = blob


def parts_of(presentation: Any) -> dict[str, bytes]:
    """Every part of a presentation by its name in the archive."""
    package = presentation.part.package
    writer: Any = PackageWriter("", package._rels, tuple(package.iter_parts()))
    made = _Collector()
    writer._write_content_types_stream(made)
    writer._write_pkg_rels(made)
    writer._write_parts(made)
    return made


def archive(parts: Mapping[str, bytes], date: datetime.datetime) -> bytes:
    """An archive of `parts` in a fixed order, with `date` for every time stamp."""
    stamp = date.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(
            parts, key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)
        ):
            data = parts[name]
            if name.endswith(".xlsx"):
                data = _again(data, date)
            elif name == "docProps/core.xml":
                data = _STAMP.sub(rb"\g<1>" + stamp + rb"\g<3>", data)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            target.writestr(info, data, zipfile.ZIP_DEFLATED, _LEVEL)
    return buffer.getvalue()


def _again(package: bytes, date: datetime.datetime) -> bytes:
    """A package within the package."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        return archive({name: source.read(name) for name in source.namelist()}, date)
