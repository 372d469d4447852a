"""JSON Schemas for editors, made from the model and its docstrings."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import CoreSchema
from pydantic_core.core_schema import ModelSchema

from handbook.model.book import Book
from handbook.model.chapter import Appendix, Chapter, FrontPart
from handbook.model.meanings import meanings
from handbook.source.project import SIDE_FILES
from handbook.theme.tokens import ThemeTokens

FILES: dict[str, type[BaseModel]] = {
    "book": Book,
    "front": FrontPart,
    "chapter": Chapter,
    "appendix": Appendix,
    **SIDE_FILES,
    "theme": ThemeTokens,
}
"""The sorts of file, by the name of their schema."""


class _Generator(GenerateJsonSchema):
    """Writes the draft that editors know, and leaves out titles that only repeat the names."""

    schema_dialect = "https://json-schema.org/draft/2020-12/schema"

    def generate(self, schema: CoreSchema, mode: JsonSchemaMode = "validation") -> JsonSchemaValue:
        return {"$schema": self.schema_dialect, **super().generate(schema, mode)}

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        model: type[BaseModel] = schema["cls"]
        for name, meaning in meanings(model).items():
            made["properties"][model.model_fields[name].alias or name]["description"] = meaning
        return made

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schemas() -> dict[str, str]:
    """The text of every schema by file name, such as `chapter.json`."""
    return {f"{name}.json": _schema(model) for name, model in FILES.items()}


def _schema(model: type[BaseModel]) -> str:
    made = model.model_json_schema(by_alias=True, schema_generator=_Generator)
    if model is ThemeTokens:
        # A theme that extends another names only what differs.
        _drop_required(made)
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _drop_required(schema: Any) -> None:
    if isinstance(schema, dict):
        schema.pop("required", None)
        for value in schema.values():
            _drop_required(value)
    elif isinstance(schema, list):
        for value in schema:
            _drop_required(value)
