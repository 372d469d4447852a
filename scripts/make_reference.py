"""Writes docs/content-reference.md from the model and its docstrings: `python scripts/make_reference.py`."""

from __future__ import annotations

import types
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from handbook.model.blocks import KINDS
from handbook.model.blocks.base import BlockBase
from handbook.model.inline import Inline, Prose
from handbook.model.meanings import meanings
from handbook.source.inline import ROLES
from handbook.source.schema import FILES

TARGET = Path(__file__).parent.parent / "docs" / "content-reference.md"

FILE_NAMES = {
    "book": "content/book.yaml",
    "front": "content/front/id.yaml",
    "chapter": "content/chapters/NN-id.yaml",
    "appendix": "content/appendices/X-id.yaml",
    "theme": "themes/NAME/theme.yaml",
}

ROLE_HELP = {
    "term": "a glossary entry: ``{term}`token` `` or ``{term}`词元 <token>` ``",
    "cite": "references: ``{cite}`kaplan2020, hoffmann2022` ``",
    "ref": "a chapter, section or block: ``{ref}`funding` `` or ``{ref}`下一章 <funding>` ``",
    "page": "the page of one: ``{page}`funding` ``",
    "abbr": "an abbreviation: ``{abbr}`TCO (总拥有成本)` ``",
    "math": "mathematics in TeX",
    "index": "an entry of the index: ``{index}`显存` ``, ``{index}`这段话 <显存>` ``, with a sub-entry "
    "``{index}`训练时 <显存!训练>` ``",
    "ruby": "a base with its annotation: ``{ruby}`汉 (hàn)` ``",
    "dots": "emphasis dots: ``{dots}`重点` ``",
}


def kind_of_value(annotation: Any) -> str:
    """What a writer puts in a field."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return kind_of_value(get_args(annotation)[0])
    if origin is Literal:
        return " \\| ".join(f"`{value}`" for value in get_args(annotation))
    if origin in (Union, types.UnionType):
        return " or ".join(
            dict.fromkeys(kind_of_value(part) for part in get_args(annotation) if part is not type(None))
        )
    if origin is tuple:
        return f"list of {kind_of_value(get_args(annotation)[0])}"
    if origin is dict:
        return f"mapping to {kind_of_value(get_args(annotation)[1])}"
    if annotation is Inline:
        return "text"
    if annotation is Prose:
        return "text, paragraphs"
    if isinstance(annotation, type) and issubclass(annotation, BlockBase):
        return "block"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    simple = {str: "string", int: "whole number", float: "number", bool: "`true` \\| `false`"}
    return simple.get(annotation, getattr(annotation, "__name__", str(annotation)).lower())


def parts_of(annotation: Any) -> list[type[BaseModel]]:
    """Every model class that a field may hold, blocks left out."""
    if isinstance(annotation, type):
        wanted = issubclass(annotation, BaseModel) and not issubclass(annotation, BlockBase)
        return [annotation] if wanted else []
    return [part for inner in get_args(annotation) for part in parts_of(inner)]


def fields(model: type[BaseModel], skip: frozenset[str] = frozenset()) -> list[str]:
    """The table of a class's fields."""
    lines = ["| field | value | |", "|---|---|---|"]
    for name, field in model.model_fields.items():
        if name in skip:
            continue
        need = "**" if field.is_required() else ""
        text = " ".join(meanings(model).get(name, "").split())
        lines.append(f"| {need}`{field.alias or name}`{need} | {kind_of_value(field.annotation)} | {text} |")
    return [*lines, ""]


def document(
    model: type[BaseModel], seen: set[type[BaseModel]], skip: frozenset[str] = frozenset()
) -> list[str]:
    """A class's fields, then those of its parts that were not shown before."""
    lines = fields(model, skip)
    for field in model.model_fields.values():
        for part in parts_of(field.annotation):
            if part not in seen:
                seen.add(part)
                lines += [
                    f"#### {part.__name__}",
                    "",
                    (part.__doc__ or "").strip(),
                    "",
                    *document(part, seen),
                ]
    return lines


def reference() -> str:
    """The whole page."""
    lines = [
        "# Content reference",
        "",
        "Made by `python scripts/make_reference.py` from the model; change the docstrings there. "
        "Fields in bold must be given. `handbook schema` writes the same as JSON Schemas for your editor.",
        "",
        "## Text",
        "",
        "Text is CommonMark inline — `**bold**`, `*stress*`, `` `code` ``, `[link](https://…)` — with these roles:",
        "",
        *(f"- `{{{role}}}` {ROLE_HELP[role]}" for role in ROLES),
        "",
        "`正文^[注文]。` makes a footnote, in decks a note of the slide; it may hold all but a footnote. "
        "Titles hold none.",
        "",
        "Put text in quotes where it holds a colon and a space, or begins with a special character. A blank line "
        "separates paragraphs where several are allowed. Lists, headings, tables, listings and pictures are blocks or "
        "fields of their own: typed as Markdown into a text they are a problem.",
        "",
        "## Blocks",
        "",
        "Every block may carry:",
        "",
        *fields(BlockBase),
    ]
    seen: set[type[BaseModel]] = set()
    common = frozenset(BlockBase.model_fields) | {"kind"}
    for kind, model in KINDS.items():
        lines += [f"### {kind}", "", (model.__doc__ or "").strip(), "", *document(model, seen, common)]
    lines += ["## Files", ""]
    for name, model in FILES.items():
        path = FILE_NAMES.get(name, f"content/{name}.yaml")
        lines += [f"### {path}", "", (model.__doc__ or "").strip().split("\n")[0], "", *document(model, seen)]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    TARGET.write_text(reference(), "utf-8")
    print(TARGET)
