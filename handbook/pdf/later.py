"""Drawings that are made where and when they are needed: charts and diagrams cost more than all else in a page's HTML.

A unit that is taken from the cache needs none of its drawings, and one that is laid out draws its own, in its process.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from handbook.pdf.cache import Cache
from handbook.pdf.sums import file_sums, program_sum, sum_of
from handbook.plan.words import Words
from handbook.problems import Problems
from handbook.theme.load import Theme

_PLACE = re.compile(r"at=Place\([^()]*\)")


@dataclass(frozen=True)
class DrawingJob:
    """Everything that a drawing is made from, beside the theme and the fixed words."""

    chart: bool
    """Whether it is a chart, and not a diagram."""
    block: Any
    width: float
    """In points."""
    title: str
    """What it shows, for those who cannot see it."""

    @property
    def name(self) -> str:
        """A name that only drawings of the same things have; where they were written does not count."""
        what = _PLACE.sub("", repr(self))
        return hashlib.sha256(what.encode()).hexdigest()[:32]

    def drawn(self, theme: Theme, words: Words, problems: Problems, cache: Cache | None) -> str:
        """The drawing as it was made before, or made now and kept where nothing is wrong with it."""
        key = sum_of("drawing", program_sum(), drawn_with(theme), words.language, self.name) if cache else ""
        known = cache.text("drawing", key) if cache else None
        if known is not None:
            return known
        found = Problems()
        made = str(self.draw(theme, words, found))
        problems.extend(found)
        if cache and not found:
            cache.keep_text("drawing", key, made)
        return made

    def draw(self, theme: Theme, words: Words, problems: Problems) -> Markup:
        """The drawing as SVG, which says what it shows: the engine takes that over as the figure's description."""
        if self.chart:
            from handbook.pdf.charts import chart_svg as make
        else:
            from handbook.pdf.figures import figure_svg as make
        svg = make(self.block, self.width, theme, words, problems)
        head, _, rest = re.sub(r"<title>.*?</title>", "", svg, count=1, flags=re.DOTALL).partition(">")
        return Markup("{}><title>{}</title>{}").format(Markup(head), self.title, Markup(rest))


def drawn_with(theme: Theme) -> str:
    """A checksum of what a theme gives to drawings: tokens, templates, widths of characters."""
    folders = (*(folder / "pdf" / "figures" for folder in theme.folders), theme.fonts)
    files = [path for folder in folders for path in folder.glob("*.*") if path.suffix != ".ttf"]
    return sum_of(repr(theme.tokens), *(f"{name} {total}" for name, total in file_sums(files).items()))
