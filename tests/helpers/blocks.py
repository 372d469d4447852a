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


def _cycle(parts: int, name: str, text: str) -> str:
    return _listed("steps", parts, name, text)


def _funnel(parts: int, name: str, text: str) -> str:
    rows = "".join(
        f"  - {{{_node(index, name, text)}, value: {10 * (parts - index + 1)}}}\n"
        for index in range(1, parts + 1)
    )
    return f"unit: 家\nstages:\n{rows}"


def _pyramid(parts: int, name: str, text: str) -> str:
    return _listed("levels", parts, name, text)


def _layers(parts: int, name: str, text: str) -> str:
    return _listed("layers", parts, name, text, ", value: 十万元")


def _tree(parts: int, name: str, text: str) -> str:
    leaves = "".join(f"      - {{{_node(index, name, text)}}}\n" for index in range(2, parts + 1))
    children = f"  children:\n{leaves}" if leaves else ""
    return f"root:\n  name: {_quoted(f'{name}1')}\n  text: {_quoted(text)}\n{children}"


def _matrix(parts: int, name: str, text: str) -> str:
    rows = "".join(
        f"  - {{{_node(index, name, text)}, x: {(index * 0.37) % 0.8 + 0.1:.2f}, y: {index / (parts + 1):.2f}}}\n"
        for index in range(1, parts + 1)
    )
    axes = "x: {name: 横轴, low: 低, high: 高}\ny: {name: 纵轴, low: 小, high: 大}\n"
    return f"{axes}quadrants: [左上, 右上, 左下, 右下]\npoints:\n{rows}"


def _heatmap(parts: int, name: str, text: str) -> str:
    rows = "".join(
        f"  - {{{_node(index, name, text)}, likelihood: {index % 5 + 1}, impact: {index * 2 % 5 + 1}}}\n"
        for index in range(1, parts + 1)
    )
    return f"risks:\n{rows}"


def _canvas(parts: int, name: str, text: str) -> str:
    rows = "".join(
        f"  - {{name: {_quoted(f'{name}{index}')}, items: [{_quoted(text)}], row: {(index - 1) // 3 + 1},"
        f" column: {(index - 1) % 3 + 1}}}\n"
        for index in range(1, parts + 1)
    )
    return f"cells:\n{rows}"


_BODIES = {
    "flow": _flow,
    "cycle": _cycle,
    "timeline": _timeline,
    "funnel": _funnel,
    "pyramid": _pyramid,
    "layers": _layers,
    "tree": _tree,
    "matrix": _matrix,
    "heatmap": _heatmap,
    "canvas": _canvas,
}
