"""Rules of the package that validators miss."""

from __future__ import annotations


def lint(data: bytes) -> list[str]:
    """Every rule that the package breaks, in a sentence."""
    return []
