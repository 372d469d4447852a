"""`handbook new`: small working handbooks to begin with."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from handbook.model.place import Place
from handbook.outputs import write_whole
from handbook.problems import Invalid, Problem


def copy_starter(folder: Path, language: str) -> list[str]:
    """Copy the starter in `language` (`zh` or `en`) to `folder`; the paths below it that were written.

    Raises `Invalid` where the folder already holds something, for an author's files are never written over.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what = "the folder already holds something" if folder.is_dir() else "there is a file of this name"
        raise Invalid(
            [Problem(Place(str(folder)), "output", what, "name a folder that is empty or not there")]
        )
    written = []
    for path, item in sorted(_walk(files("handbook.starter") / language, "")):
        write_whole(folder / path, item.read_bytes())
        written.append(path)
    return written


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found = []
    for item in folder.iterdir():
        path = f"{prefix}{item.name}"
        found += _walk(item, f"{path}/") if item.is_dir() else [(path, item)]
    return found
