"""The files that the layout engine may open: those of the project and of its theme, and nothing from the network."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher


class LocalFiles(URLFetcher):  # type: ignore[misc]
    """Opens files below some folders, and data written into the address itself."""

    def __init__(self, folders: Iterable[Path]) -> None:
        super().__init__(allowed_protocols=("file", "data"), allow_redirects=False)
        self._folders = tuple(folder.resolve() for folder in folders)
        self.opened: set[Path] = set()
        """The files that were asked for, there or not."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        """What is found at `url`. Raises ValueError for an address that is not ours to open."""
        parts = urlsplit(url)
        if parts.scheme == "file":
            path = Path(unquote(parts.path)).resolve()
            if not any(path.is_relative_to(folder) for folder in self._folders):
                raise ValueError(f"{path.name} lies outside the project")
            self.opened.add(path)
        return super().fetch(url, headers)
