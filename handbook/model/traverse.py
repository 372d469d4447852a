"""Ways through a model: every text of it, whatever class holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from handbook.model.inline import Inline, Prose

NOT_PRINTED = frozenset({"calculations", "sources", "id"})
"""Fields that no reader sees."""


_LEAVES = frozenset({str, int, float, bool, type(None)})
"""What nothing stands below, and most of a model is."""


def texts(value: Any, skip: frozenset[str] = frozenset()) -> Iterator[Inline]:
    """Every paragraph below `value`, in the order of the fields; fields named in `skip` are passed over."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Inline):
            yield value
        elif isinstance(value, Prose):
            yield from value.paragraphs
        else:
            waiting += [item for item in _below(value, skip) if type(item) not in _LEAVES][::-1]


def elements(value: Any) -> Iterator[BaseModel]:
    """Every model instance below and with `value`."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, BaseModel):
            yield value
        waiting += [item for item in _below(value, frozenset()) if type(item) not in _LEAVES][::-1]


def _below(value: Any, skip: frozenset[str]) -> Iterable[Any]:
    """What stands directly below `value`, in order."""
    if isinstance(value, BaseModel):
        return [getattr(value, name) for name in _fields(type(value)) if name not in skip]
    if isinstance(value, tuple | list):
        return value
    return value.values() if isinstance(value, dict) else ()


@cache
def _fields(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(model.model_fields)
