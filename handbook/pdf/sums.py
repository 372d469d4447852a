"""Checksums of what a book is made from: two equal sums mean the same pages."""

from __future__ import annotations

import ctypes
import hashlib
import io
import pickle
import platform
from collections.abc import Hashable, Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, cast

from pydantic import BaseModel

import handbook
from handbook.surroundings import load_library

_PACKAGES = (
    "weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "pyphen", "fonttools", "pillow", "jinja2",
    "matplotlib", "numpy", "ziamath", "ziafont", "pygments", "pikepdf", "lxml",
)  # fmt: skip
"""Packages that have a hand in the bytes of a page."""
_OTHER_ROOMS = ("slides", "starter", "source")


def sum_of(*parts: str | bytes) -> str:
    """The SHA-256 of some texts, one after the other, none of which can run into the next."""
    made = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        made.update(b"%d\n" % len(data))
        made.update(data)
    return made.hexdigest()


def file_sum(path: Path) -> str:
    """The SHA-256 of a file; empty where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def file_sums(paths: Iterable[Path]) -> dict[str, str]:
    """The SHA-256 of files by their paths."""
    return {str(path): file_sum(path) for path in sorted(paths)}


def model_sum(value: Any) -> str:
    """A checksum of model objects, with the places they were written at; the same in every process."""
    out = io.BytesIO()
    _Pickler(out, protocol=5).dump(value)
    return hashlib.sha256(out.getbuffer()).hexdigest()


class _Pickler(pickle.Pickler):
    """Leaves out which fields were given and which are habits: that is a set, and sets have no order.

    What was worked out from the fields and is remembered beside them is left out too: it depends on who has asked.
    """

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, BaseModel):
            return str, (type(value).__name__,), (dict(value.__dict__), value.__pydantic_private__)
        compared = _compared(cast(Hashable, type(value)))
        if compared is not None:
            return str, (type(value).__name__,), tuple(getattr(value, name) for name in compared)
        return NotImplemented


@cache
def _compared(kind: Hashable) -> tuple[str, ...] | None:
    """The fields of a dataclass that tell its objects apart; None for another class."""
    if not (isinstance(kind, type) and is_dataclass(kind)):
        return None
    return tuple(field.name for field in fields(kind) if field.compare)


@cache
def program_sum() -> str:
    """A checksum of what has a hand in the bytes of a page and is no content: this program, the libraries."""
    folder = Path(handbook.__file__).parent
    files = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".py", ".yaml")
        and path.relative_to(folder).parts[0] not in (*_OTHER_ROOMS, "themes")
    ]
    parts = [f"{path.relative_to(folder).as_posix()} {file_sum(path)}" for path in files]
    parts += [platform.python_version(), platform.machine(), *map(_package, _PACKAGES), *_system()]
    return sum_of(*parts)


def _package(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} none"


def _system() -> Iterable[str]:
    """Versions of the system libraries that shape and subset."""
    for library, function, kind in (
        ("Pango", "pango_version_string", ctypes.c_char_p),
        ("HarfBuzz", "hb_version_string", ctypes.c_char_p),
        ("Fontconfig", "FcGetVersion", ctypes.c_int),
    ):
        found = load_library(library)
        if found is None:
            yield f"{library} none"
            continue
        ask = getattr(found, function)
        ask.restype = kind
        yield f"{library} {ask()}"
    yield f"HarfBuzz subsetter {load_library('HarfBuzz subsetter') is not None}"
