"""The base of every model class, and the field types that several share."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)
from pydantic import ModelWrapValidatorHandler as Handler
from pydantic_core import PydanticCustomError

from handbook.model.place import NOWHERE, LocatedDict, Place, Surprise

_ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


class Element(BaseModel):
    """A frozen piece of a handbook that knows where it was written. Unknown keys and loose types are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    # A factory, since pydantic copies a default deeply for each element.
    _at: Place = PrivateAttr(default_factory=lambda: NOWHERE)

    @property
    def at(self) -> Place:
        """Where this element begins in its file."""
        return self._at

    @model_validator(mode="wrap")
    @classmethod
    def _keep_place(cls, value: Any, handler: Handler[Any]) -> Any:
        made = handler(value)
        if isinstance(value, LocatedDict):
            made._at = value.at
        return made


def _check_id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise PydanticCustomError("bad_id", "“{value}” is no id", {"value": str(value)})
    return value


def _read_date(value: Any) -> Any:
    if isinstance(value, Surprise) and isinstance(value.value, datetime.date):
        return value.value
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("bad_date", "“{value}” is no date", {"value": str(value)}) from None
    return value


def _check_path(value: str) -> str:
    parts = value.replace("\\", "/").split("/")
    if value.startswith("/") or ".." in parts or ":" in parts[0]:
        raise PydanticCustomError("path_outside", "“{value}” leads out of the project", {"value": str(value)})
    return value


def _keep_written(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    """Checked as text, but kept as it came, since pydantic would drop its place."""
    made = handler(value)
    return value if isinstance(value, str) else made


Key = Annotated[str, WrapValidator(_keep_written)]
"""A name of something, given elsewhere; where it came from a file it is a `LocatedStr`."""

Tex = Annotated[str, WrapValidator(_keep_written)]
"""Mathematics in TeX; where it came from a file it is a `LocatedStr`."""

Id = Annotated[
    str,
    AfterValidator(_check_id),
    WrapValidator(_keep_written),
    Field(json_schema_extra={"pattern": f"^{_ID.pattern}$"}),
]
"""A stable name: lower-case Latin letters and digits, joined by hyphens or full stops."""

Date = Annotated[datetime.date, BeforeValidator(_read_date)]
"""A day, written `2026-11-22`."""

RelativePath = Annotated[str, AfterValidator(_check_path), WrapValidator(_keep_written)]
"""A file below the content folder, with forward slashes."""

Minutes = Annotated[float, Field(gt=0, le=600)]
"""Teaching time in minutes."""
