"""Number formats: the part of Python's format language that both outputs can show."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORMAT = re.compile(r"(?P<sign>\+)?(?P<group>,)?(?:\.(?P<digits>\d{1,2}))?(?P<type>[defg%])?")
_MINUS = "\u2212"
_GROUPED_FROM = 10_000


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How numbers are written, such as `,.1f`, `.0%` or `+,d`."""

    sign: bool
    """Whether positive numbers carry a plus."""
    group: bool
    """Whether thousands are set apart."""
    digits: int | None
    """Decimals, or significant digits for the type g; none where the format leaves them open."""
    type: str
    """d, e, f, g or %, by Python's meaning."""

    @classmethod
    def parse(cls, text: str) -> NumberFormat:
        """The format that `text` writes; ValueError where it is none, or none that both outputs can show."""
        match = _FORMAT.fullmatch(text)
        if match is None or (match["type"] == "d" and match["digits"]):
            raise ValueError(f"“{text}” is no number format")
        digits = int(match["digits"]) if match["digits"] else None
        kind = match["type"] or ("g" if digits is not None else "d?")
        return cls(bool(match["sign"]), bool(match["group"]), digits, kind)

    def write(self, value: float | int, group: str = ",") -> str:
        """`value` in this format, with `group` between thousands and a true minus sign (U+2212)."""
        lead = ("+" if self.sign else "") + ("," if self.group else "")
        if self.type in ("d", "d?") and float(value).is_integer():
            text = format(int(value), f"{lead}d")
        elif self.type == "d":
            raise ValueError(f"{value} is not a whole number")
        elif self.type == "d?":
            text = format(value, f"{lead}.10g")
        else:
            places = f".{self.digits}" if self.digits is not None else ""
            text = format(value, f"{lead}{places}{self.type}")
        return text.replace(",", group).replace("-", _MINUS)

    def decimals(self, values: tuple[float | int, ...]) -> int:
        """The greatest number of decimals that any of `values` shows."""
        shown = (self.write(value).rstrip("%") for value in values)
        return max((len(text.partition(".")[2]) for text in shown), default=0)


def unformatted(value: float | int) -> str:
    """The format of a number whose column names none: grouped from ten thousand on, so that years are not."""
    return "," if abs(value) >= _GROUPED_FROM else ""
