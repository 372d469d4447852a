"""What the layout engine logs, as problems."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from handbook.model.place import NOWHERE, Place
from handbook.problems import Problems

_HARMLESS: tuple[str, ...] = ()
"""Beginnings of messages that mean nothing for the book, each with its reason beside it."""


class _Collector(logging.Handler):
    def __init__(self, problems: Problems, sheet: str) -> None:
        super().__init__(logging.WARNING)
        self._problems, self._place = problems, Place(sheet) if sheet else NOWHERE

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage().rstrip(".").replace("\n", " ")
        if not message.startswith(_HARMLESS):
            self._problems.warn(self._place, "engine", f"WeasyPrint: {message}")


@contextmanager
def collect_logs(problems: Problems, sheet: str = "") -> Iterator[None]:
    """Take what WeasyPrint warns of, while it reads `sheet` or lays out a book, and print none of it."""
    logger = logging.getLogger("weasyprint")
    handlers, propagate = logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [_Collector(problems, sheet)], False
    try:
        yield
    finally:
        logger.handlers, logger.propagate = handlers, propagate
