"""From nodes to model classes; pydantic finds what is wrong, this module says it to authors."""

from __future__ import annotations

import types
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from handbook.model.blocks import KINDS
from handbook.model.inline import Parser
from handbook.model.meanings import meanings
from handbook.model.place import LooseFloat, Place, Surprise
from handbook.problems import Problems, did_you_mean
from handbook.source.yaml_nodes import Node

Model = TypeVar("Model", bound=BaseModel)


def validate(
    node: Node, model: type[Model], problems: Problems, parse_inline: Parser | None = None
) -> Model | None:
    """`node` as a `model`, or None; every fault becomes a problem at its own place."""
    context = {"parse_inline": parse_inline} if parse_inline else None
    try:
        return model.model_validate(node.plain(), context=context)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            _report(detail, node, model, problems)
    return None


def _report(detail: ErrorDetails, root: Node, model: type[BaseModel], problems: Problems) -> None:
    if detail["type"] in ("extra_forbidden", "missing", "union_tag_not_found", "union_tag_invalid"):
        _report_key(detail, root, model, problems)
    else:
        _report_value(detail, root, model, problems)


def _report_key(detail: ErrorDetails, root: Node, model: type[BaseModel], problems: Problems) -> None:
    """A key that is missing or unknown, or that does not say which sort of thing stands here."""
    node = _locate(root, detail["loc"])[0]
    match detail["type"]:
        case "extra_forbidden":
            owner = _locate(root, detail["loc"][:-1])[0]
            fields = _fields_at(model, detail["loc"][:-1])
            unknown = str(detail["loc"][-1])
            hint = did_you_mean(unknown, fields) or f"the keys here are {', '.join(sorted(fields))}"
            problems.error(
                owner.keys.get(unknown, owner.at), "unknown-key", f"there is no key “{unknown}” here", hint
            )
        case "missing":
            missing = str(detail["loc"][-1])
            where = _locate(root, detail["loc"][:-1])[0]
            hint = _description(model, detail["loc"])
            problems.error(where.at, "missing-key", f"the key “{missing}” is missing", hint)
        case "union_tag_not_found":
            tag = _tag_name(detail)
            hint = f"say what it is: {', '.join(KINDS)}" if tag == "kind" else "say what it is"
            problems.error(node.at, "missing-key", f"the key “{tag}” is missing", hint)
        case "union_tag_invalid":
            tag = _tag_name(detail)
            wrong = str(detail["ctx"]["tag"])
            known = list(KINDS) if tag == "kind" else _words(str(detail["ctx"]["expected_tags"]))
            inner = node.child(tag)
            what = f"there is no {tag} of {'block' if tag == 'kind' else 'field'} “{wrong}”"
            hint = did_you_mean(wrong, known) or f"use one of {', '.join(known)}"
            problems.error(inner.at if inner else node.at, "unknown-kind", what, hint)


def _report_value(detail: ErrorDetails, root: Node, model: type[BaseModel], problems: Problems) -> None:
    """A value that the model does not take."""
    node, path = _locate(root, detail["loc"])
    name = _named(path)
    value = detail.get("input")
    context = detail.get("ctx", {})
    match detail["type"]:
        case "literal_error":
            known = _words(str(context.get("expected", "")))
            said = value.text if isinstance(value, Surprise) else value
            hint = did_you_mean(str(said), known)
            hint = f"use {_or(known)}" + (f" — {hint}" if hint else "")
            problems.error(node.at, "bad-value", f"{name} cannot be “{_show(said)}”", hint)
        case "string_type":
            _report_no_text(node.at, name, value, problems)
        case "bool_type" if isinstance(value, Surprise) and isinstance(value.value, bool):
            right = "true" if value.value else "false"
            problems.error(node.at, "yaml-surprise", f"{name} is written “{value.text}”", f"write {right}")
        case "bad_id":
            problems.error(
                node.at, "bad-id", f"{name}: {detail['msg']}",
                "use lower-case Latin letters and digits, joined by hyphens, such as unit-economics",
            )  # fmt: skip
        case "path_outside":
            problems.error(
                node.at, "path-outside", f"{name}: {detail['msg']}", "name a file below the content folder"
            )
        case "lost_spelling":
            text = str(context.get("text"))
            problems.error(
                node.at, "yaml-surprise", f"YAML reads {text} as the number {context.get('value')}",
                f'put it in quotes to print it as it is: "{text}"',
            )  # fmt: skip
        case "bad_date" | "date_type":
            problems.error(node.at, "wrong-type", f"{name} must be a date", "write it as 2026-11-22")
        case "bad_length":
            hint = "write a number with its unit: 10.5pt, 12mm"
            problems.error(node.at, "wrong-type", f"{name}: {detail['msg']}", hint)
        case "bad_colour":
            problems.error(node.at, "wrong-type", f"{name}: {detail['msg']}", 'write it in quotes: "#14505C"')
        case "empty_text":
            problems.error(node.at, "bad-value", f"{name} is empty", "write a text, or delete the key")
        case "model_type" | "dict_type" | "model_attributes_type":
            problems.error(node.at, "wrong-type", f"{name} must be a mapping, not {_kind_of(value)}",
                           _keys_hint(model, detail["loc"]))  # fmt: skip
        case "tuple_type" | "list_type":
            problems.error(node.at, "wrong-type", f"{name} must be a list, not {_kind_of(value)}",
                           "write each item on a line of its own behind “- ”")  # fmt: skip
        case "too_long" | "too_short":
            has = len(node.items) if node.items is not None else context.get("actual_length", 0)
            least, most = context.get("min_length"), context.get("max_length")
            if least is not None and has >= least:
                return  # Items with faults of their own were not counted; those faults are reported.
            bound = f"at least {least}" if least is not None else f"at most {most}"
            items = "1 item" if has == 1 else f"{has} items"
            problems.error(node.at, "bad-value", f"{name} holds {items}, {bound} are allowed")
        case "int_type" | "float_type" | "bool_type" | "int_from_float":
            wanted = {"bool_type": "true or false", "float_type": "a number"}.get(
                detail["type"], "a whole number"
            )
            problems.error(node.at, "wrong-type", f"{name} must be {wanted}, not {_kind_of(value)}")
        case _:
            said = str(detail["msg"]).removeprefix("Input should be ").removeprefix("Value error, ")
            problems.error(node.at, "bad-value", f"{name} cannot be “{_show(value)}”: it should be {said}"
                           if str(detail["msg"]).startswith("Input should be ") else f"{name}: {said}")  # fmt: skip


def _report_no_text(at: Place, name: str, value: Any, problems: Problems) -> None:
    if isinstance(value, Surprise | LooseFloat):
        reading = value.value if isinstance(value, Surprise) else float(value)
        meant = {True: "true", False: "false"}.get(reading, reading) if isinstance(reading, bool) else reading
        what = f"YAML reads {value.text} as {_kind_of(reading)}" + (f", {meant}" if meant is not None else "")
        problems.error(
            at, "yaml-surprise", f"{name} must be text, but {what}", f'put it in quotes: "{value.text}"'
        )
    elif isinstance(value, bool | int | float):
        text = str(value).lower() if isinstance(value, bool) else f"{value}"
        problems.error(
            at, "yaml-surprise", f"{name} must be text, but YAML reads {text} as {_kind_of(value)}",
            f'put it in quotes: "{text}"',
        )  # fmt: skip
    elif value is None:
        problems.error(at, "bad-value", f"{name} is empty", "write a text, or delete the key")
    else:
        hint = "a text that holds a colon and a space must stand in quotes" if isinstance(value, dict) else ""
        problems.error(at, "wrong-type", f"{name} must be text, not {_kind_of(value)}", hint)


def _locate(root: Node, loc: tuple[str | int, ...]) -> tuple[Node, list[str | int]]:
    """The node that a pydantic location means, and the steps that led there.

    Locations also hold names of union members and validators, which no node has; such steps are passed over.
    """
    node: Node = root
    path: list[str | int] = []
    tagged: Node | None = None
    for step in loc:
        if tagged is not node and _is_tag(node, step):
            tagged = node
            continue
        below = node.child(step)
        if below is not None:
            node = below
            path.append(step)
        elif isinstance(step, int):
            path.append(step)
    return node, path


def _is_tag(node: Node, step: str | int) -> bool:
    """Whether `step` repeats what the node says of its own kind, as locations inside a union do."""
    for name in ("kind", "type"):
        said = node.child(name)
        if said is not None and said.value == step:
            return True
    return False


def _named(path: list[str | int]) -> str:
    if not path:
        return "this file"
    if isinstance(path[-1], int):
        owner = next((step for step in reversed(path) if isinstance(step, str)), "the list")
        numbers = [str(step + 1) for step in _trailing_numbers(path)]
        return f"item {' in '.join(reversed(numbers))} of “{owner}”"
    return f"“{path[-1]}”"


def _trailing_numbers(path: list[str | int]) -> list[int]:
    numbers: list[int] = []
    for step in reversed(path):
        if not isinstance(step, int):
            break
        numbers.insert(0, step)
    return numbers


def _kind_of(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "a truth value"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case dict():
            return "a mapping"
        case tuple() | list():
            return "a list"
        case Surprise(_, inner):
            return _kind_of(inner) if inner is not None else "a number"
    return "a date" if hasattr(value, "isoformat") else "something else"


def _show(value: Any) -> str:
    text = value.text if isinstance(value, Surprise | LooseFloat) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _words(text: str) -> list[str]:
    return [word.strip(" '\"") for word in text.replace(" or ", ",").split(",") if word.strip(" '\"")]


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _tag_name(detail: ErrorDetails) -> str:
    return str(detail.get("ctx", {}).get("discriminator", "kind")).strip("'")


def _members(annotation: Any) -> list[type[BaseModel]]:
    """Every model class inside a field's annotation."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _members(get_args(annotation)[0])
    if origin in (Union, types.UnionType, tuple, dict, list):
        return [member for inner in get_args(annotation) for member in _members(inner)]
    return [annotation] if isinstance(annotation, type) and issubclass(annotation, BaseModel) else []


def _models_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[type[BaseModel]]:
    """The model classes that a location may mean; a union's tag in the location picks one of them."""
    models = [model]
    for step in loc:
        if not isinstance(step, str):
            continue
        below: list[type[BaseModel]] = []
        for candidate in models:
            for name, field in candidate.model_fields.items():
                if step in (name, field.alias):
                    below += _members(field.annotation)
        if below:
            models = below
        elif picked := [candidate for candidate in models if step in _tags(candidate)]:
            models = picked
    return models


def _tags(model: type[BaseModel]) -> set[str]:
    tags = {model.__name__}
    for name in ("kind", "type"):
        if name in model.model_fields:
            tags |= {str(value) for value in get_args(model.model_fields[name].annotation)}
    return tags


def _fields_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> set[str]:
    return {
        field.alias or name for found in _models_at(model, loc) for name, field in found.model_fields.items()
    }


def _description(model: type[BaseModel], loc: tuple[str | int, ...]) -> str:
    for found in _models_at(model, loc[:-1]):
        for name, field in found.model_fields.items():
            if loc[-1] in (name, field.alias) and name in meanings(found):
                text = meanings(found)[name].split("\n", 1)[0]
                return f"{text[0].lower()}{text[1:]}".rstrip(".")
    return ""


def _keys_hint(model: type[BaseModel], loc: tuple[str | int, ...]) -> str:
    keys = [
        field.alias or name
        for found in _models_at(model, loc)[:1]
        for name, field in found.model_fields.items()
        if field.is_required()
    ]
    return f"write the keys {', '.join(keys)} on lines of their own" if keys else ""
