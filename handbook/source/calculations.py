"""The numbers of worked examples, made again from what they are made from."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable

from handbook.model.blocks.data import WorkedNumber
from handbook.model.handbook import Handbook
from handbook.problems import Problems

_BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_UNARY: dict[type[ast.unaryop], Callable[[float], float]] = {ast.USub: operator.neg, ast.UAdd: operator.pos}
_FUNCTIONS: dict[str, Callable[..., float]] = {
    "min": min,
    "max": max,
    "sum": lambda *n: sum(n),
    "log": math.log,
}
_LONGEST = 400


def evaluate(expression: str) -> float:
    """The value of arithmetic over numbers: + - * / **, brackets, min, max, sum, log.

    Raises ValueError for anything else, and for results that are no finite number.
    """
    if len(expression) > _LONGEST:
        raise ValueError(f"it is longer than {_LONGEST} characters")
    try:
        value = float(_value(ast.parse(expression.strip(), mode="eval").body))
    except (SyntaxError, ZeroDivisionError, OverflowError, TypeError, RecursionError) as error:
        raise ValueError(str(error) or type(error).__name__) from error
    if not math.isfinite(value):
        raise ValueError("it has no finite value")
    return value


def _value(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            # Floats keep a tower of powers from growing into a number of a million digits.
            return float(number)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            return _BINARY[type(op)](_value(left), _value(right))
        case ast.UnaryOp(op=sign, operand=operand) if type(sign) in _UNARY:
            return _UNARY[type(sign)](_value(operand))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _FUNCTIONS and args:
            return _FUNCTIONS[name](*(_value(arg) for arg in args))
    raise ValueError("only numbers, + - * / **, brackets, min, max, sum and log may stand in it")


def check_calculations(handbook: Handbook, problems: Problems) -> None:
    """Report every number of a worked example that its expression does not give."""
    for entry in handbook.chapters:
        for calculation in entry.chapter.calculations:
            for number in calculation.numbers:
                _check(number, calculation.title.plain, problems)


def _check(number: WorkedNumber, title: str, problems: Problems) -> None:
    name = f"“{number.name}” of “{title}”"
    try:
        value = evaluate(number.expression)
    except ValueError as error:
        problems.error(number.at, "bad-value", f"{name} cannot be worked out: {error}")
        return
    if not agrees(value, float(number.value), number.digits):
        problems.error(
            number.at,
            "inconsistent",
            f"{name} is stated as {number.value:g}, but {number.expression} gives {value:.8g}",
            f"{number.digits} significant digits must agree; mend the text, the value or the expression",
        )


def agrees(value: float, stated: float, digits: int) -> bool:
    """Whether `value`, rounded to `digits` significant digits, is `stated`."""
    if value == 0 or stated == 0:
        return math.isclose(value, stated, abs_tol=10.0**-digits)
    # Half a unit of the last digit, and a hair for numbers that lie just between two.
    unit = 10.0 ** (math.floor(math.log10(abs(stated))) - digits + 1)
    return abs(value - stated) <= 0.5 * unit * (1 + 1e-9)
