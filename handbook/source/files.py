"""Files of a project as text; what is not UTF-8 becomes a problem with a way out."""

from __future__ import annotations

from pathlib import Path

from handbook.model.place import Place
from handbook.problems import Problems

_BOMS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


def read_text(path: Path, name: str, problems: Problems) -> str | None:
    """The text of the file at `path`, called `name` in messages; line ends become \\n, a byte order mark is dropped."""
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.error(Place(name), "unreadable", f"this file cannot be read: {error.strerror or error}")
        return None
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            problems.error(Place(name), "encoding", f"this file is {encoding} text", "save it as UTF-8")
            return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        problems.error(
            Place(name, line, column),
            "encoding",
            f"the byte 0x{data[error.start]:02X} is not UTF-8"
            + (f"; this looks like {_guess(data)}" if _guess(data) else ""),
            "save the file as UTF-8",
        )
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _guess(data: bytes) -> str:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "GBK text"


def inside(path: Path, folder: Path) -> bool:
    """Whether `path`, links followed, lies in `folder`."""
    return path.resolve().is_relative_to(folder.resolve())
