"""What a block's own data must agree on: checks that need no other block."""

from __future__ import annotations

import ast
from collections.abc import Callable

from handbook.model.blocks import BlockBase
from handbook.model.blocks.data import Code, Table
from handbook.model.blocks.prose import Callout, Text
from handbook.model.blocks.teaching import Case, ChoiceField, Qa, Quiz, TableField, Worksheet
from handbook.model.inline import Cite, Inline, Prose, walk
from handbook.model.place import Place
from handbook.model.traverse import texts
from handbook.problems import Problems
from handbook.source.consistency_figures import FIGURE_CHECKS
from handbook.source.consistency_parts import Say, first_place, number_format, within


def check_block(block: BlockBase, problems: Problems) -> None:
    """Note in `problems` what contradicts itself in `block`, each at its own place with a way out."""

    def say(at: Place, what: str, hint: str) -> None:
        problems.error(at, "inconsistent", what, hint)

    if block.slide_text is not None and block.slide in ("notes", "skip"):
        say(
            block.slide_text.at,
            f"no slide shows this text, for slide is {block.slide}",
            "delete one of the two",
        )
    for kind, check in _CHECKS + FIGURE_CHECKS:
        if isinstance(block, kind):
            check(block, say)


def _check_text(block: Text, say: Say) -> None:
    if block.text is None and not block.items:
        say(block.at, "this block holds neither text nor items", "write one of them, or delete the block")
    if block.ordered and not block.items:
        say(block.at, "“ordered” numbers items, but there are none", "write items, or delete “ordered”")


def _check_callout(block: Callout, say: Say) -> None:
    if block.tone == "correction" and block.said is None:
        say(block.at, "a correction must say what is commonly said", "add “said”, or choose another tone")
    if block.tone != "correction":
        for name in ("said", "origin"):
            value: Inline | None = getattr(block, name)
            if value is not None:
                say(
                    value.at,
                    f"“{name}” belongs to corrections, and the tone is {block.tone}",
                    f"write tone: correction, or delete “{name}”",
                )


def _check_qa(block: Qa, say: Say) -> None:
    if block.title is not None:
        say(
            block.title.at,
            "a question card is headed by its question",
            "delete “title”, or call it slide_title",
        )


def _check_case(block: Case, say: Say) -> None:
    if block.status != "real":
        return
    if block.checked is None:
        say(
            block.at,
            "a real case must say when it was checked",
            "add checked: with the date, or write status: hypothetical",
        )
    cites = any(isinstance(node, Cite) for text in texts(block) for node in walk(text.nodes))
    if not cites and not block.facts:
        say(
            block.at,
            "a real case must show its evidence",
            "add {cite}`…` where something is stated, or list facts",
        )


def _check_quiz(block: Quiz, say: Say) -> None:
    answer, at = block.answer, block.at
    wanted = {"choice": tuple, "multiple": tuple, "true_false": bool, "open": Prose}[block.type]
    if not isinstance(answer, wanted):
        said = {
            "choice": "the number of the right option, as in answer: [2]",
            "multiple": "the numbers of the right options, as in answer: [1, 3]",
            "true_false": "answer: true or answer: false",
            "open": "the answer in words",
        }[block.type]
        say(at, f"the answer does not suit a question of type {block.type}", f"write {said}")
        return
    if block.type in ("true_false", "open"):
        if block.options:
            say(
                block.options[0].at,
                f"a question of type {block.type} has no options",
                "delete them, or write type: choice",
            )
        return
    if len(block.options) < 2:
        say(at, f"there are {len(block.options)} options to choose from", "write at least two")
    if not isinstance(answer, tuple):
        return
    if len(set(answer)) != len(answer):
        say(at, "an option stands twice in the answer", "name each option once")
    if block.type == "choice" and len(answer) != 1:
        say(
            at,
            f"{len(answer)} options are called right, and one is asked for",
            "name one, or write type: multiple",
        )
    if not answer:
        say(at, "no option is called right", "name the right ones, counted from 1")
    within(answer, len(block.options), "option", at, say)


def _check_worksheet(block: Worksheet, say: Say) -> None:
    for field in block.fields:
        if isinstance(field, ChoiceField):
            within(field.example, len(field.options), "option", field.at, say)
            if len(field.example) > 1 and not field.several:
                say(
                    field.at,
                    "the example ticks several options, and one is asked for",
                    "tick one, or write several: true",
                )
        elif isinstance(field, TableField):
            _check_grid(field, say)


def _check_grid(field: TableField, say: Say) -> None:
    rows = len(field.rows) + field.empty
    if not rows:
        say(field.at, "this grid has no rows", "give it rows, or empty: with a number")
    if len(field.example) > rows:
        say(
            field.at,
            f"the example fills {len(field.example)} rows of {rows}",
            "delete rows of the example, or add empty ones",
        )
    for number, row in enumerate(field.example, start=1):
        if len(row) != len(field.columns):
            say(
                first_place(row, field.at),
                f"row {number} of the example has {len(row)} cells for {len(field.columns)} columns",
                "write one cell a column, the label first, and ~ where there is nothing",
            )


def _check_table(block: Table, say: Say) -> None:
    width = len(block.columns)
    if bool(block.rows) == (block.data is not None):
        say(
            block.at,
            "a table has either rows or data, and this one has " + ("both" if block.rows else "neither"),
            "write rows here, or name a file under data",
        )
    for number, row in enumerate(block.rows, start=1):
        if len(row) != width:
            say(
                first_place(row, block.at),
                f"row {number} has {len(row)} cells, and there are {width} columns",
                "write one cell a column, and ~ where there is nothing",
            )
    taken: dict[int, str] = {}
    for head in block.heads:
        last = head.first + head.span - 1
        if last > width:
            say(
                head.at,
                f"this head reaches to column {last}, and there are {width}",
                "count first from 1, and make span shorter",
            )
        for column in range(head.first, last + 1):
            if column in taken:
                say(
                    head.at,
                    f"column {column} already lies under “{taken[column]}”",
                    "let no two heads overlap",
                )
                break
        taken.update(dict.fromkeys(range(head.first, last + 1), head.title.plain))
    for column_ in block.columns:
        if column_.format is not None:
            number_format(column_.format, column_.at, say)
    if block.rows:
        within(block.highlight, len(block.rows), "row", block.at, say)


def _check_code(block: Code, say: Say) -> None:
    lines = block.code.rstrip("\n").count("\n") + 1
    within(block.marks, lines, "line", block.at, say)
    if not block.run:
        return
    if block.language.lower() not in ("python", "py", "python3"):
        say(block.at, f"the tests run Python only, and this is {block.language}", "delete run")
        return
    if block.output is None:
        say(block.at, "a listing that is run must say what it prints", "add output")
    try:
        ast.parse(block.code)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        say(
            block.at,
            f"this listing is not Python: {getattr(error, 'msg', error)}"
            + (f", in its line {line}" if line else ""),
            "mend it, or delete run",
        )


_CHECKS: tuple[tuple[type[BlockBase], Callable[..., None]], ...] = (
    (Text, _check_text),
    (Callout, _check_callout),
    (Qa, _check_qa),
    (Case, _check_case),
    (Quiz, _check_quiz),
    (Worksheet, _check_worksheet),
    (Table, _check_table),
    (Code, _check_code),
)
