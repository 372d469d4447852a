"""What is done to the boxes of a page that are still to come, and undone where it does not help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Made = tuple[Any, Any, Any]
"""What the engine makes: a page, where the next begins, and how."""


@dataclass(frozen=True)
class Remedy:
    """A change of the boxes that are still to come, and the way back."""

    do: Callable[[], None]
    undo: Callable[[], None]

    def then(self, other: Remedy) -> Remedy:
        """Both, one after the other."""

        def do() -> None:
            self.do()
            other.do()

        def undo() -> None:
            other.undo()
            self.undo()

        return Remedy(do, undo)
