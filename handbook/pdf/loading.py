"""The layout engine is loaded where pages are laid out, and quickly.

To find its libraries it asks for the names that other systems have first, and each name that is not there starts
compiler and linker to look for it: a third of the time of loading. Here only the plain names are tried at first.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def load_engine() -> None:
    """Import the layout engine, if it was not. Raises OSError where one of its libraries is missing."""
    if "weasyprint" in sys.modules:
        return
    if sys.platform == "linux":
        try:
            with _plain_names():
                import weasyprint
        except OSError:
            for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
                del sys.modules[name]
    import weasyprint  # noqa: F401


@contextmanager
def _plain_names() -> Iterator[None]:
    """A library is there under the name that is asked for, or not at all."""
    before = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = before
