"""Files of the build, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from handbook.model.place import Place
from handbook.problems import Invalid, Problem


@dataclass(frozen=True)
class Made:
    """A file that was made and not yet written."""

    name: str
    """Its path below the folder it goes to."""
    data: bytes
    extent: str
    """`96 pages`, `31 slides`."""
    seconds: float
    beside: tuple[Made, ...] = ()
    """What is written with it, such as the report of a press file."""
    pages: Mapping[str, int] = field(default_factory=dict)
    """The page of every anchor, where it is a printed book."""


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` in `path` by way of a temporary file beside it. Raises `Invalid` where that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            temporary = Path(name)
            temporary.chmod(0o644)
            temporary.replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        what = f"the file cannot be written: {error.strerror or error}"
        hint = "close it in the program that has it open, or name another place with -o"
        raise Invalid([Problem(Place(str(path)), "output", what, hint)]) from error
