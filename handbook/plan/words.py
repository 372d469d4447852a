"""The fixed words of a language: labels, heads, date formats."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


class Words:
    """Fixed words by name; templates write `words.figure` or `words("figure", number="5-1")`."""

    def __init__(self, language: str, words: Mapping[str, str]) -> None:
        self.language = language
        self._words = dict(words)

    @property
    def chinese(self) -> bool:
        """Whether the language is set by the rules of Chinese."""
        return self.language.startswith("zh")

    def __getattr__(self, name: str) -> str:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._words[name]
        except KeyError:
            raise AttributeError(f"no word “{name}” in {self.language}") from None

    def __call__(self, name: str, **values: object) -> str:
        """The word `name` with its blanks filled in."""
        return self._words[name].format(**values)

    def names(self) -> set[str]:
        """The names of all words."""
        return set(self._words)

    def date(self, day: datetime.date) -> str:
        """A day in words: 2026 年 11 月 22 日."""
        return self(
            "date_format", year=day.year, month=day.month, day=day.day, month_name=_MONTHS[day.month - 1]
        )

    def numeral(self, number: int) -> str:
        """A number from 1 to 99 in the language's own numerals, where it has some: 三, 十二, 七十."""
        digits = self._words["numerals"]
        if not digits or not 0 < number < 100:
            return str(number)
        tens, ones = divmod(number, 10)
        if number <= 10:
            return digits[number]
        return (digits[tens] if tens > 1 else "") + digits[10] + (digits[ones] if ones else "")

    def counted(self, number: int) -> str:
        """A number of things, before their measure word: Chinese counts 两, not 二."""
        return self._words["counted_two"] or self.numeral(number) if number == 2 else self.numeral(number)


@cache
def words_for(language: str) -> Words:
    """The fixed words of `language`, `zh-CN` or `en`."""
    text = (files("handbook.plan") / "words" / f"{language}.yaml").read_text("utf-8")
    return Words(language, yaml.load(text, Loader=yaml.CSafeLoader))
