"""The rules of Chinese lines as data: `rules.yaml`, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Costs:
    """What is weighed against what when lines are chosen."""

    hyphen: float
    name: float
    counted: float
    nearly: float
    hump: float
    letter: float
    anywhere: float
    single_last: float
    short_last: float
    latin_last: float
    tracked: float
    ragged: float
    ragged_per_em: float
    overfull: float
    first_stretch: float
    white: float
    stretch: float
    ideal: float
    shrink: float
    tolerance: float
    content: float


@dataclass(frozen=True)
class Rules:
    """Classes, widths and limits; widths are shares of an em."""

    classes: Mapping[str, str]
    """The marks of each class, by its name."""
    latin_signs: str
    widths: Mapping[str, float]
    seam: float
    """The gap between hanzi and Latin."""
    seam_widest: float
    seam_narrowest: float
    space_widest: float
    space_narrowest: float
    cap: float
    """The widest gap between two hanzi."""
    tracking: float
    """What may be opened between any two characters of a line, when all else is not enough."""
    halved: float
    """What a full-width mark gives up where it is set at half width."""
    stop_closing: float
    """What a mark at the end of a sentence gives up inside a tightened line."""
    beside_open: float
    white_first: float
    """What the white of a full-width mark takes on an opened line, before the gaps between hanzi do."""
    white_even: float
    """The gap between hanzi from which on a line is loose."""
    white_loose: float
    """What the white of a mark takes on a loose line, before the gaps between hanzi open on."""
    breaking: Mapping[str, Any]
    costs: Costs


@cache
def rules() -> Rules:
    """The rules of the house."""
    data = yaml.load(Path(__file__).with_name("rules.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return Rules(
        classes=data["classes"],
        latin_signs=data["latin_signs"],
        widths=data["widths"],
        seam=data["seam"]["natural"],
        seam_widest=data["seam"]["widest"],
        seam_narrowest=data["seam"]["narrowest"],
        space_widest=data["space"]["widest"],
        space_narrowest=data["space"]["narrowest"],
        cap=data["cap"],
        tracking=data["tracking"],
        halved=data["halved"],
        stop_closing=data["stop_closing"],
        beside_open=data["beside_open"],
        white_first=data["white"]["first"],
        white_even=data["white"]["even"],
        white_loose=data["white"]["loose"],
        breaking=data["breaking"],
        costs=Costs(**{name: float(value) for name, value in data["costs"].items()}),
    )
