"""What charts say in words and numbers, alike in both outputs."""

from __future__ import annotations

import re

from handbook.model.blocks.data import Chart, ReferenceLine
from handbook.model.numbers import NumberFormat


def written(block: Chart, value: float | int, group: str = ",") -> str:
    """A value as the chart's labels show it."""
    return NumberFormat.parse(block.format).write(value, group)


def share(block: Chart, value: float | int, group: str = ",") -> str:
    """A part of a whole as its label shows it: with its per cent sign, if that is the unit."""
    text = written(block, value, group)
    return f"{text}%" if block.unit.plain == "%" and not text.endswith("%") else text


def on_scale(block: Chart, value: float, group: str = ",") -> str:
    """A round value as a scale shows it: without the decimals that the labels need."""
    if NumberFormat.parse(block.format).type == "%":
        return written(block, value, group)
    return NumberFormat.parse(",").write(value, group)


def numbers(block: Chart) -> list[float]:
    """Every value of a chart, and its thresholds."""
    values = [float(value) for series in block.series for value in series.values if value is not None]
    return values + [float(line.value) for line in block.lines]


def value_title(block: Chart) -> str:
    """The title of the value axis where the caption gives the unit: without the unit, and empty where it is no more."""
    if block.y_title is None:
        return ""
    title, unit = block.y_title.plain, re.escape("".join(block.unit.plain.split()))
    apart = r"\s*".join(re.findall(r"\\?.", unit))
    found = re.fullmatch(
        rf"{apart}|{apart}\s*[，,]\s*(?P<after>.+)|(?P<before>.+?)\s*(?:[（(]\s*{apart}\s*[）)]|[，,]\s*{apart})",
        title,
    )
    return title if found is None else found["after"] or found["before"] or ""


def marked(block: Chart, series: int, index: int) -> bool:
    """Whether a point of a series is one of those to look at."""
    return series == 0 and index + 1 in block.highlight


def line_name(block: Chart, line: ReferenceLine, group: str = ",") -> str:
    """A threshold's name with its value, which is left out where the name already says it."""
    value = written(block, line.value, group)
    name = line.name.plain
    said = name.replace(",", "").replace(" ", "")
    return name if f"{line.value:g}" in said or value in name else f"{name} {value}"
