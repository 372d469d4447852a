"""Blocks made from a few lines of YAML, and diagrams of every kind with as many parts as a test asks for."""

from __future__ import annotations

from pathlib import Path

from handbook.model.blocks import KINDS, BlockBase
from handbook.problems import Problems, as_text
from handbook.source.inline import InlineParser
from handbook.source.validate import validate
from handbook.source.yaml_nodes import read_yaml
from handbook.theme.load import Theme, load_theme


def block_of(text: str) -> BlockBase:
    """The block that `text`, one YAML mapping, describes; it must be sound."""
    problems = Problems()
    node = read_yaml(text, "block.yaml", problems)
    assert node is not None, as_text(problems)
    kind = node.child("kind")
    assert kind is not None
    made = validate(node, KINDS[str(kind.value)], problems, InlineParser(problems))
    assert made is not None and not problems.errors, as_text(problems)
    return made


def default_theme() -> Theme:
    """The default theme."""
    problems = Problems()
    theme = load_theme("default", Path.cwd(), problems)
    assert theme is not None, as_text(problems)
    return theme


def diagram(kind: str, parts: int, name: str = "名称", text: str = "一句短的说明") -> BlockBase:
    """A diagram with this many parts, all with the same name and text and a number behind the name."""
    return block_of(f"kind: {kind}\ntitle: 图\n" + _BODIES[kind](parts, name, text))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _node(index: int, name: str, text: str) -> str:
    return f"name: {_quoted(f'{name}{index}')}, text: {_quoted(text)}"


def _listed(key: str, parts: int, name: str, text: str, more: str = "") -> str:
    rows = "".join(f"  - {{{_node(index, name, text)}{more}}}\n" for index in range(1, parts + 1))
    return f"{key}:\n{rows}"


def _flow(parts: int, name: str, text: str) -> str:
    return _listed("steps", parts, name, text)


def _timeline(parts: int, name: str, text: str) -> str:
    rows = ""
    for index in range(1, parts + 1):
        month = index * index % 40
        date = f"{2019 + (index * 5 + month) // 12}-{(index * 5 + month) % 12 + 1:02d}"
        rows += f"  - {{date: {_quoted(date)}, {_node(index, name, text)}}}\n"
    lines = sorted(rows.splitlines())
    return "events:\n" + "\n".join(lines) + "\n"


_BODIES = {"flow": _flow, "timeline": _timeline}
