"""Style sheets as they are rendered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    """A style sheet with the file it comes from."""

    name: str
    css: str
