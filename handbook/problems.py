"""Problems: the only vocabulary in which the program speaks to authors.

A problem says where, what is wrong and what to do. Problems are collected, never thrown one at a time: a run ends with
all of them. `CODES` is the list of stable codes; `docs/problems.md` explains each.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

from handbook.model.place import NOWHERE, Place

CODES: dict[str, str] = {
    "unreadable": "a file cannot be read",
    "encoding": "a file is not UTF-8 text",
    "control-character": "a character that neither output can hold",
    "yaml-syntax": "text that is not YAML",
    "yaml-limit": "YAML nested or expanded beyond reason",
    "yaml-tag": "a YAML tag, which would make other things than text, numbers, lists and mappings",
    "yaml-surprise": "a value that YAML reads otherwise than an author means it",
    "duplicate-key": "a key that stands twice in one mapping",
    "unknown-key": "a key that the model does not know",
    "missing-key": "a key that the model needs",
    "wrong-type": "a value of another type than the model wants",
    "bad-value": "a value that the model does not allow",
    "bad-id": "an id that is not lower-case Latin letters, digits, hyphens and full stops",
    "unknown-kind": "a block of a kind that does not exist",
    "not-drawn": "a kind of block that the theme does not draw",
    "duplicate-id": "an id that stands twice",
    "bad-markup": "inline markup that does not mean anything",
    "block-in-text": "a list, heading, table, listing or picture typed as Markdown into a text",
    "dangling-reference": "a reference to something that does not exist",
    "path-outside": "a path that leaves the project",
    "bad-link": "a link to something that is not an absolute address",
    "missing-file": "a file that is named but not there",
    "bad-image": "a picture that cannot be read",
    "bad-data": "a data file that does not hold a table",
    "inconsistent": "values that contradict each other",
    "not-covered": "a part of the sources that a complete book neither takes up nor leaves out",
    "no-glyph": "a character that no shipped face can draw",
    "expired": "a fact whose date has passed",
    "style": "text that a copy editor would mark",
    "does-not-fit": "text that does not fit where it has to stand",
    "theme": "a theme that is missing or broken",
    "template": "a template that cannot be rendered",
    "deck-template": "a presentation that decks cannot be made in",
    "outline": "a deck outline that does not follow its vocabulary",
    "press": "something a printing house would send back",
    "variant": "a form of the book that cannot be made as asked",
    "engine": "something that the layout engine reports",
    "package": "a deck that breaks a rule of its file format",
    "output": "a file that cannot be written",
}
"""Every code with what it stands for."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in what an author wrote, or in the program's surroundings."""

    place: Place
    code: str
    what: str
    """What is wrong, in a sentence without a full stop."""
    hint: str = ""
    """What to do about it."""
    severity: Literal["error", "warning"] = "error"
    """An error stops the build; a warning does so with `--strict` only."""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise KeyError(self.code)


class Invalid(Exception):  # noqa: N818 -- not an error of the program
    """Work cannot go on: the problems say why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.what for problem in self.problems))


@dataclass(slots=True)
class Problems:
    """The problems of one run, in the order of their places."""

    _found: list[Problem] = field(default_factory=list)

    def error(self, place: Place, code: str, what: str, hint: str = "") -> None:
        """Note something that stops the build."""
        self._found.append(Problem(place, code, what, hint))

    def warn(self, place: Place, code: str, what: str, hint: str = "") -> None:
        """Note something that a build survives."""
        self._found.append(Problem(place, code, what, hint, "warning"))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note problems found elsewhere."""
        self._found.extend(problems)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(dict.fromkeys(self._found)))

    def __len__(self) -> int:
        return len(dict.fromkeys(self._found))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stops the build."""
        return tuple(problem for problem in self if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What a build survives."""
        return tuple(problem for problem in self if problem.severity == "warning")

    def stop_on_errors(self) -> None:
        """Raise `Invalid` with everything found so far if any of it is an error."""
        if self.errors:
            raise Invalid(self)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint with the known word nearest to `word`, or nothing where none is near."""
    near = get_close_matches(word, sorted(set(known)), n=1, cutoff=0.6)
    return f"did you mean “{near[0]}”?" if near else ""


def as_text(problems: Iterable[Problem]) -> str:
    """Problems for a terminal: place, severity, code and sentence on a line, the hint below it."""
    lines: list[str] = []
    for problem in problems:
        where = f"{problem.place}: " if problem.place != NOWHERE else ""
        lines.append(f"{where}{problem.severity} [{problem.code}] {problem.what}")
        if problem.hint:
            lines.append(f"    {problem.hint}")
    return "\n".join(lines)


def summary(problems: Iterable[Problem]) -> str:
    """A count, such as `2 errors, 1 warning`."""
    counts = {"error": 0, "warning": 0}
    for problem in problems:
        counts[problem.severity] += 1
    named = [f"{n} {word}{'' if n == 1 else 's'}" for word, n in counts.items() if n]
    return ", ".join(named) or "no problems"


def as_json(problems: Iterable[Problem]) -> str:
    """Problems as a JSON list, one object each."""
    rows = [
        {
            "file": problem.place.file,
            "line": problem.place.line,
            "column": problem.place.column,
            "severity": problem.severity,
            "code": problem.code,
            "what": problem.what,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_sarif(problems: Iterable[Problem], version: str) -> str:
    """Problems as SARIF 2.1.0 (OASIS), which code hosts show beside the lines."""
    results = []
    for problem in problems:
        location: dict[str, object] = {
            "artifactLocation": {"uri": problem.place.file or ".", "uriBaseId": "PROJECTROOT"},
        }
        if problem.place.line:
            location["region"] = {
                "startLine": problem.place.line,
                "startColumn": max(problem.place.column, 1),
            }
        text = f"{problem.what}. {problem.hint}" if problem.hint else problem.what
        results.append(
            {
                "ruleId": problem.code,
                "level": problem.severity,
                "message": {"text": text},
                "locations": [{"physicalLocation": location}],
            }
        )
    rules = [{"id": code, "shortDescription": {"text": text}} for code, text in CODES.items()]
    report = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "handbook", "version": version, "rules": rules}},
                "results": results,
            },
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)
