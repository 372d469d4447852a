"""What was made before, by the checksum of what it was made from.

An entry is one file. It is written whole or not at all, and it is believed only if its checksum is right, it says of
itself that it is what was asked for, and the files it was made with are still the same. Anything else is taken away.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handbook.pdf.line_report import LineReport
from handbook.pdf.made import MadePdf
from handbook.pdf.parts import Made, from_json, problem_of, problem_row, to_json
from handbook.pdf.sums import file_sum
from handbook.problems import Problem

_MAGIC = b"handbook cache 1\n"
_SUM = 64
_LIMIT = 512 * 1024 * 1024
_ABANDONED = 3600.0
"""Seconds after which a temporary file belongs to a process that is no more."""
_KINDS = (".unit", ".book", ".asked", ".drawing", ".seen", ".code", ".readings", ".listing")
_MARK = "CACHEDIR.TAG"
_MARK_TEXT = (
    b"Signature: 8a477f597d28d172789f06886806bc55\n# What handbook has made before. It may be deleted.\n"
)


@dataclass(frozen=True)
class KeptBook:
    """A whole book as it was made, with what was found on the way."""

    made: MadePdf
    problems: tuple[Problem, ...]
    files: Mapping[str, str]
    """The files that its units opened, with their checksums."""
    key: str = ""
    """What the cache calls it; empty for one that is not kept."""


class Cache:
    """Units and books in a folder. What cannot be read is not there, and what cannot be written is made again."""

    def __init__(self, folder: Path, limit: int = _LIMIT) -> None:
        self._folder, self._limit = folder, limit
        self._sums: dict[str, str] = {}

    @property
    def fresh(self) -> bool:
        """Whether nothing was ever kept here."""
        return not (self._folder / _MARK).exists()

    def unit(self, key: str) -> Made | None:
        """A unit; None where there is none that can be believed."""
        found = self._read("unit", key)
        if found is None:
            return None
        try:
            made = from_json(*found)
        except (KeyError, TypeError, ValueError, IndexError):
            self._refuse("unit", key)
            return None
        return made if self._still(made.extent.files) else None

    def keep_unit(self, key: str, made: Made) -> None:
        """Keep a unit."""
        self._write("unit", key, to_json(made), made.part.data)

    def book(self, key: str) -> KeptBook | None:
        """A book; None where there is none that can be believed."""
        found = self._read("book", key)
        if found is None:
            return None
        try:
            row = json.loads(found[0])
            page_map = {name: int(page) for name, page in row["page_map"].items()}
            made = MadePdf(found[1], int(row["pages"]), page_map, lines=LineReport.of(row["lines"]))
            problems = tuple(problem_of(entry) for entry in row["problems"])
            kept = KeptBook(made, problems, dict(row["files"]), key)
        except (KeyError, TypeError, ValueError, AttributeError):
            self._refuse("book", key)
            return None
        return kept if self._still(kept.files) else None

    def keep_book(self, kept: KeptBook) -> None:
        """Keep a book."""
        row: dict[str, Any] = {
            "pages": kept.made.pages,
            "page_map": dict(kept.made.page_map),
            "lines": kept.made.lines.stored(),
            "problems": [problem_row(problem) for problem in kept.problems],
            "files": dict(kept.files),
        }
        self._write("book", kept.key, json.dumps(row, ensure_ascii=False), kept.made.data)

    def text(self, kind: str, key: str) -> str | None:
        """A text of some kind; None where there is none that can be believed."""
        found = self._read(kind, key)
        return found[0] if found is not None else None

    def keep_text(self, kind: str, key: str, text: str) -> None:
        """Keep a text of some kind."""
        self._write(kind, key, text, b"")

    def code(self, key: str) -> bytes | None:
        """A compiled template; None where there is none that can be believed."""
        found = self._read("code", key)
        return found[1] if found is not None else None

    def keep_code(self, key: str, code: bytes) -> None:
        """Keep a compiled template."""
        self._write("code", key, "", code)

    def book_for(self, asked: str) -> KeptBook | None:
        """The book that was made when the same was asked for."""
        found = self.text("asked", asked)
        return self.book(found) if found is not None else None

    def keep_asked(self, asked: str, key: str) -> None:
        """Remember which book was made of what was asked for."""
        self.keep_text("asked", asked, key)

    def trim(self) -> None:
        """Forget what has not been asked for longest until the folder keeps to its limit."""
        entries = []
        for path in self._folder.glob("*/*"):
            try:
                state = path.stat()
                if path.name.startswith(".") and time.time() - state.st_mtime > _ABANDONED:
                    path.unlink()
                elif path.suffix in _KINDS:
                    entries.append((state.st_mtime_ns, state.st_size, path))
            except OSError:
                continue
        size = sum(entry[1] for entry in entries)
        for _, bytes_, path in sorted(entries):
            if size <= self._limit:
                return
            _remove(path)
            size -= bytes_

    def _still(self, files: Mapping[str, str]) -> bool:
        for name in files:
            if name not in self._sums:
                self._sums[name] = file_sum(Path(name))
        return all(self._sums[name] == wanted for name, wanted in files.items())

    def _path(self, kind: str, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.{kind}"

    def _refuse(self, kind: str, key: str) -> None:
        _remove(self._path(kind, key))

    def _read(self, kind: str, key: str) -> tuple[str, bytes] | None:
        path = self._path(kind, key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        start = len(_MAGIC) + _SUM + 1
        body = memoryview(data)[start:]
        sound = data.startswith(_MAGIC) and data[start - 1 : start] == b"\n"
        if not sound or hashlib.sha256(body).hexdigest().encode() != data[len(_MAGIC) : start - 1]:
            self._refuse(kind, key)
            return None
        own = bytes(body[: len(kind) + len(key) + 32]).partition(b"\n")[0]
        named, _, length = own.decode("utf-8", "replace").rpartition(" ")
        if named != f"{kind} {key}" or not length.isdigit():
            self._refuse(kind, key)
            return None
        head = len(own) + 1
        text = bytes(body[head : head + int(length)])
        try:
            os.utime(path)
            return text.decode("utf-8"), bytes(body[head + int(length) :])
        except (OSError, UnicodeDecodeError):
            return None

    def _write(self, kind: str, key: str, text: str, data: bytes) -> None:
        about = text.encode("utf-8")
        body = b"%s %s %d\n%s%s" % (kind.encode(), key.encode(), len(about), about, data)
        path = self._path(kind, key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            mark = self._folder / _MARK
            if not mark.exists():
                mark.write_bytes(_MARK_TEXT)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
        except OSError:
            return
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_MAGIC + hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
            Path(name).replace(path)
        except OSError:
            _remove(Path(name))


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
