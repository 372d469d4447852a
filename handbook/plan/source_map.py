"""The source map: which section of the sources went where, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.model.book import SourceDocument, SourceSection
from handbook.model.coverage import absorbed
from handbook.model.handbook import Handbook

if TYPE_CHECKING:
    from handbook.plan.book import Target


@dataclass(frozen=True)
class SourceRow:
    """A section of the sources with the places that absorb it."""

    section: SourceSection
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class SourceGroup:
    """A document with its sections."""

    document: SourceDocument
    rows: tuple[SourceRow, ...]
    absorbed: int
    """How many of its sections the book absorbs."""
    debris: tuple[SourceSection, ...]
    """Sections that hold nothing to absorb."""


def source_names(handbook: Handbook) -> dict[str, str]:
    """How lists call each section of the sources, by id: 三十问 23, or by its heading where it has no number."""
    if handbook.sources is None:
        return {}
    documents = {document.id: document for document in handbook.sources.documents}
    return {
        section.id: f"{document.short} {section.number or section.title}" if document.short else section.id
        for section in handbook.sources.sections
        if (document := documents.get(section.document))
    }


def map_sources(handbook: Handbook, targets: Mapping[str, Target]) -> tuple[SourceGroup, ...]:
    """Every document of the sources, section by section."""
    if handbook.sources is None:
        return ()
    taken = absorbed(handbook)
    groups = []
    for document in handbook.sources.documents:
        sections = [entry for entry in handbook.sources.sections if entry.document == document.id]
        rows = []
        for section in sections:
            places = taken.get(section.id, ())
            anchors = dict.fromkeys(targets[part.id if part else unit.id] for unit, part in places)
            if section.kind != "debris":
                rows.append(SourceRow(section, tuple(anchors)))
        debris = tuple(section for section in sections if section.kind == "debris")
        groups.append(SourceGroup(document, tuple(rows), sum(bool(row.targets) for row in rows), debris))
    return tuple(group for group in groups if group.rows or group.debris)
