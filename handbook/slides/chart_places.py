"""On which points of native lines labels stand, and on which side, so that they meet no line and no other label."""

from __future__ import annotations

from collections.abc import Iterable
from math import log10

from handbook.figures.chart_text import line_name, marked, written
from handbook.figures.drawing import Box
from handbook.figures.placing import Room
from handbook.slides.chart_plotter import Plotter

_GAP = 6.0
_PITCH = 1.32


class LinePlaces:
    """The places of names, values to look at and names of thresholds in a chart of lines."""

    def __init__(self, plotter: Plotter, share: Box, *, named: bool) -> None:
        block, (low, high, _) = plotter.block, plotter.scale
        # The scale's numbers stand left of the plot, the categories under it.
        self._room = Room(plotter.width, plotter.height)
        self._room.take(Box(0, 0, share.x * plotter.width, plotter.height))
        foot = share.bottom * plotter.height
        self._room.take(Box(0, foot, plotter.width, plotter.height - foot))
        tracks = [_track(plotter, share, index, low, high) for index in range(len(block.series))]
        for track in tracks:
            self._room.take_line(list(track.values()), _GAP)
        count = len(block.categories)
        levels = [
            {index: _place(plotter, share, index, line.value, low, high) for index in range(count)}
            for line in block.lines
        ]
        for level in levels:
            self._room.take_line([level[0], level[count - 1]], _GAP / 3)
        self.names: dict[int, tuple[int, str]] = {}
        """By series: the point and the side."""
        self.values: dict[tuple[int, int], str] = {}
        """By series and point: the side."""
        self.thresholds: list[tuple[int, str]] = []
        """By threshold: the point and the side."""
        for index, track in enumerate(tracks):
            for point in track:
                if marked(block, index, point):
                    value = block.series[index].values[point]
                    assert value is not None
                    width = plotter.text_width(written(block, value, " "), plotter.large, bold=True)
                    sides = ((point, side) for side in "trbl")
                    self.values[index, point] = self._choose(track, sides, width, plotter.large)[1]
        if named:
            for index, series in enumerate(block.series):
                width = plotter.text_width(series.name.plain, plotter.usual, bold=True)
                order = [
                    point
                    for point in sorted(tracks[index], reverse=True)
                    if (index, point) not in self.values
                ]
                choices = [(order[0], "r"), *((point, side) for point in order for side in "tbl")]
                self.names[index] = self._choose(tracks[index], choices, width, plotter.usual)
        for line, level in zip(block.lines, levels, strict=True):
            width = plotter.text_width(line_name(block, line, " "), plotter.usual, bold=True)
            choices = [(point, side) for side in "tb" for point in range(count)]
            self.thresholds.append(self._choose(level, choices, width, plotter.usual))

    def _choose(
        self,
        track: dict[int, tuple[float, float]],
        choices: Iterable[tuple[int, str]],
        width: float,
        size: float,
    ) -> tuple[int, str]:
        """The first choice whose box is free, else the first of all."""
        first: tuple[int, str] | None = None
        for point, side in choices:
            box = _box(track[point], side, width, size * _PITCH)
            first = first or (point, side)
            if self._room.free(box):
                self._room.take(box)
                return point, side
        assert first is not None
        self._room.take(_box(track[first[0]], first[1], width, size * _PITCH))
        return first


def _box(place: tuple[float, float], side: str, width: float, height: float) -> Box:
    x, y = place
    return {
        "r": Box(x + _GAP, y - height / 2, width, height),
        "l": Box(x - _GAP - width, y - height / 2, width, height),
        "t": Box(x - width / 2, y - _GAP - height, width, height),
        "b": Box(x - width / 2, y + _GAP, width, height),
    }[side]


def _track(
    plotter: Plotter, share: Box, series: int, low: float, high: float
) -> dict[int, tuple[float, float]]:
    """The points of a line, in points of the placeholder."""
    return {
        index: _place(plotter, share, index, value, low, high)
        for index, value in enumerate(plotter.block.series[series].values)
        if value is not None
    }


def _place(
    plotter: Plotter, share: Box, index: int, value: float, low: float, high: float
) -> tuple[float, float]:
    count = max(len(plotter.block.categories) - 1, 1)
    if plotter.block.log:
        value, low, high = log10(value), log10(low), log10(high)
    across = share.x + share.width * index / count
    up = share.y + share.height * (1 - (value - low) / (high - low))
    return across * plotter.width, up * plotter.height
