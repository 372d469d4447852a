"""Ways through a model: every text of it, whatever class holds it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from handbook.model.inline import Inline, Prose

NOT_PRINTED = frozenset({"calculations", "sources", "id"})
"""Fields that no reader sees."""


def texts(value: Any, skip: frozenset[str] = frozenset()) -> Iterator[Inline]:
    """Every paragraph below `value`, in the order of the fields; fields named in `skip` are passed over."""
    match value:
        case Inline():
            yield value
        case Prose(paragraphs):
            yield from paragraphs
        case BaseModel():
            for name in type(value).model_fields:
                if name not in skip:
                    yield from texts(getattr(value, name), skip)
        case tuple() | list():
            for item in value:
                yield from texts(item, skip)
        case dict():
            for item in value.values():
                yield from texts(item, skip)


def elements(value: Any) -> Iterator[BaseModel]:
    """Every model instance below and with `value`."""
    match value:
        case BaseModel():
            yield value
            for name in type(value).model_fields:
                yield from elements(getattr(value, name))
        case tuple() | list():
            for item in value:
                yield from elements(item)
        case dict():
            for item in value.values():
                yield from elements(item)
