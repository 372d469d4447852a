"""YAML text to values that know their places.

libyaml's events are built into nodes by a loop of our own, not by PyYAML's composer: that one recurses in C and dies
on deep nesting, expands aliases without bound, keeps the last of two equal keys, and hides how a scalar was written.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from handbook.model.place import LocatedDict, LocatedStr, LooseFloat, Place, Surprise
from handbook.problems import Problems

MAX_DEPTH = 60
"""Levels of nesting; a chapter uses about ten."""
MAX_NODES = 200_000
"""Nodes after aliases are expanded; a long chapter has about three thousand."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ufeff]")
_STANDARD_TAGS = frozenset({None, "!", "tag:yaml.org,2002:str"})


@dataclass(slots=True)
class Node:
    """A piece of a YAML file: its place and, by what it is, entries, items or a scalar."""

    at: Place
    value: Any = None
    """The scalar's value: LocatedStr, Surprise, LooseFloat, int, float, True, False or None."""
    keys: dict[str, Place] = field(default_factory=dict)
    entries: dict[str, Node] | None = None
    items: list[Node] | None = None
    size: int = 1
    """Nodes below and with this one, aliases expanded."""

    def child(self, step: str | int) -> Node | None:
        """The node one step down, by key or by position."""
        if self.entries is not None and isinstance(step, str):
            return self.entries.get(step)
        if self.items is not None and isinstance(step, int) and 0 <= step < len(self.items):
            return self.items[step]
        return None

    def plain(self) -> Any:
        """The value for the model: mappings as LocatedDict, lists as tuples, surprises kept for it to judge."""
        if self.entries is not None:
            made = LocatedDict({key: node.plain() for key, node in self.entries.items()})
            made.at = self.at
            return made
        if self.items is not None:
            return tuple(node.plain() for node in self.items)
        return self.value


def read_yaml(text: str, file: str, problems: Problems) -> Node | None:
    """The root node of YAML `text` that stands in `file`, or None where it cannot be made; says why in `problems`."""
    for match in _CONTROL.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        problems.error(
            Place(file, line, column),
            "control-character",
            f"the character U+{ord(match[0]):04X} cannot stand in a text",
            "delete it; it often comes along with copied text",
        )
    if _CONTROL.search(text):
        return None
    builder = _Builder(text, file, problems)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if not builder.take(event):
                return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        problems.error(place, "yaml-syntax", f"this is not YAML: {_say(error)}", _syntax_hint(text, place))
        return None
    except yaml.YAMLError as error:
        problems.error(Place(file), "yaml-syntax", f"this is not YAML: {error}")
        return None
    if builder.root is None:
        problems.error(
            Place(file), "missing-key", "the file is empty", "see docs/content-reference.md for its fields"
        )
    return builder.root


_PLAIN_WORDS = {
    "mapping values are not allowed in this context": "a colon makes no sense here",
    "found character that cannot start any token": "this character cannot begin a value",
    "did not find expected key": "the indentation does not fit the lines above",
    "could not find expected ':'": "a colon is missing behind the key",
    "found unexpected end of stream": "a quotation mark or bracket is never closed",
    "did not find expected ',' or ']'": "a list in square brackets is not closed",
    "did not find expected ',' or '}'": "a mapping in curly brackets is not closed",
    "did not find expected '-' indicator": "the indentation does not fit the list above",
    "did not find expected alphabetic or numeric character": "a bare * or & begins a value",
    "found undefined tag handle": "a bare ! begins a value",
    "found unknown escape character": "a backslash in double quotes means something else here",
}
"""What the parser says, in an author's words."""


def _say(error: yaml.MarkedYAMLError) -> str:
    said = str(error.problem or error.context or "it cannot be parsed")
    return _PLAIN_WORDS.get(said, said)


def _syntax_hint(text: str, place: Place) -> str:
    lines = text.splitlines()
    line = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "indent with spaces, not with tabs"
    if re.match(r"\s*(- )?[\w-]+: [@`%*&!|>\[{]", line):
        return "a text that begins with a special character must stand in quotes"
    if line.count(": ") > 1:
        return "a text that holds a colon and a space must stand in quotes"
    return "look at the indentation and quotes of this line and the one above"


class _Builder:
    """Builds nodes from events with a stack of its own."""

    def __init__(self, text: str, file: str, problems: Problems) -> None:
        self._text, self._file, self._problems = text, file, problems
        self._stack: list[tuple[Node, Node | None]] = []
        """Open collections, each with the key that waits for its value (mappings only)."""
        self._anchors: dict[str, Node] = {}
        self._documents = 0
        self.root: Node | None = None

    def take(self, event: yaml.Event) -> bool:
        """Take one event; False where reading must stop."""
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self._error(event, "yaml-syntax", "a file holds one document", "delete the line “---”")
                    return False
            case yaml.MappingStartEvent():
                return self._open(event, Node(self._place(event), entries={}))
            case yaml.SequenceStartEvent():
                return self._open(event, Node(self._place(event), items=[]))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                node, _ = self._stack.pop()
                return self._put(node, event)
            case yaml.ScalarEvent():
                return self._put(self._scalar(event), event, event.anchor)
            case yaml.AliasEvent():
                target = self._anchors.get(event.anchor or "")
                if target is None:
                    self._error(event, "yaml-syntax", f"there is no anchor “{event.anchor}” above this alias",
                                "a text that begins with * must stand in quotes")  # fmt: skip
                    return False
                return self._put(target, event)
        return True

    def _open(self, event: Any, node: Node) -> bool:
        if len(self._stack) >= MAX_DEPTH:
            self._error(
                event, "yaml-limit", f"this is nested more than {MAX_DEPTH} levels deep", "flatten it"
            )
            return False
        if event.tag not in _STANDARD_TAGS:
            self._tag(event)
        self._stack.append((node, None))
        if event.anchor:
            self._anchors[event.anchor] = node
        return True

    def _put(self, node: Node, event: Any, anchor: str | None = None) -> bool:
        if anchor:
            self._anchors[anchor] = node
        if not self._stack:
            self.root = node
            return True
        parent, key = self._stack[-1]
        if any(parent is open_node for open_node, _ in self._stack if open_node is node):
            self._error(event, "yaml-limit", "this alias holds itself", "write the value out")
            return False
        parent.size += node.size
        if parent.size > MAX_NODES:
            self._error(
                event,
                "yaml-limit",
                f"this grows to more than {MAX_NODES:,} values",
                "write less with aliases",
            )
            return False
        if parent.items is not None:
            parent.items.append(node)
        elif key is None:
            self._stack[-1] = (parent, node)
        else:
            self._enter(parent, key, node)
            self._stack[-1] = (parent, None)
        return True

    def _enter(self, parent: Node, key: Node, node: Node) -> None:
        assert parent.entries is not None
        name = key.value.text if isinstance(key.value, Surprise | LooseFloat) else key.value
        if isinstance(name, int | float) and not isinstance(name, bool):
            name = f"{name:g}"
        if not isinstance(name, str):
            self._problems.error(
                key.at, "wrong-type", "a key must be a word", "see docs/content-reference.md"
            )
            return
        name = str(name)
        if name in parent.entries:
            first = parent.keys[name].line
            self._problems.error(
                key.at,
                "duplicate-key",
                f"the key “{name}” stands here a second time, first in line {first}",
                "delete one of the two, or join their values",
            )
            return
        parent.keys[name] = key.at
        parent.entries[name] = node

    def _scalar(self, event: Any) -> Node:
        at = self._place(event)
        if event.tag not in _STANDARD_TAGS:
            self._tag(event)
        start, end = event.start_mark.index, event.end_mark.index
        if event.implicit[0]:
            value = _resolve(event.value, at)
            if not isinstance(value, str):
                return Node(at, value)
        return Node(at, LocatedStr.make(event.value, at, self._text, start, end))

    def _tag(self, event: Any) -> None:
        self._error(event, "yaml-tag", f"the tag “{event.tag}” is not allowed",
                    "delete it; a text that begins with ! must stand in quotes")  # fmt: skip

    def _error(self, event: Any, code: str, what: str, hint: str) -> None:
        self._problems.error(self._place(event), code, what, hint)

    def _place(self, event: Any) -> Place:
        return Place(self._file, event.start_mark.line + 1, event.start_mark.column + 1)


_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {
    word: value
    for value, words in ((True, ("true", "yes", "on")), (False, ("false", "no", "off")))
    for base in words
    for word in (base, base.capitalize(), base.upper())
}
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+")
_ODD_NUMBER = re.compile(
    r"[-+]?(?:0[0-7_]+|0x[0-9a-fA-F_]+|0b[01_]+|[0-9][0-9_]*_[0-9_]*(?:\.[0-9_]*)?|\.[0-9_]+|[0-9]+\."
    r"|[1-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN)"
)
_DATE = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)")
_TIME = re.compile(r"\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d.*")


def _resolve(text: str, at: Place) -> Any:
    """What YAML 1.1 makes of a plain scalar; what an author may not expect comes as a `Surprise`."""
    if text in _NULL:
        return None
    if text in _BOOL:
        value = _BOOL[text]
        return value if text in ("true", "false") else Surprise(text, value, at)
    if _INT.fullmatch(text) and len(text) < 19:
        return int(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        same = "e" in text.lower() or repr(number) == text.lstrip("+")
        return number if same else LooseFloat.make(number, text, at)
    if match := _DATE.fullmatch(text):
        try:
            return Surprise(text, datetime.date(*map(int, match.groups())), at)
        except ValueError:
            return text
    if _ODD_NUMBER.fullmatch(text) or _TIME.fullmatch(text):
        return Surprise(text, None, at)
    return text
