"""The addresses by which templates mark the places of form fields."""

from __future__ import annotations

from urllib.parse import quote

from handbook.model.inline import Inline

SCHEME = "field:"
"""What such an address begins with."""


def address_of(sort: str, name: str, label: Inline, of: Inline | None = None) -> str:
    """The address that marks the place of a field; `of` is the question of an option, or the row of a cell."""
    spoken = f"{of.plain}: {label.plain}" if of else label.plain
    return f"{SCHEME}{sort}/{quote(name)}/{quote(spoken)}"
