"""What comes out when a book is made, and when it says it was made."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from handbook.pdf.line_report import LineReport
from handbook.plan.book import BookPlan


@dataclass(frozen=True)
class MadePdf:
    """A book as it was made."""

    data: bytes
    """The PDF; empty where a problem stopped it."""
    pages: int
    """How many pages it has."""
    page_map: Mapping[str, int]
    """The page of every anchor, counted from 1 as it is printed."""
    report: str = ""
    """What a preflight found; only a press file has one."""
    lines: LineReport = field(default_factory=LineReport)
    """What became of its lines."""


def creation_date(plan: BookPlan) -> datetime:
    """The moment that the PDF names as its birth: SOURCE_DATE_EPOCH where it is set, else the day of the edition."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch and epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC)
    day = plan.handbook.book.date
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
