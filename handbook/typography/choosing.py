"""Which of its possible lines a paragraph takes: those that cost least, or one after the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from handbook.typography.paragraph import How, Line, Paragraph
from handbook.typography.rules import rules

_SHORTEST = (0.8, 0.55)
"""Shares of the measure below which no line can be opened that far: by the tolerance, by the cap."""
_NEARLY_FULL = 0.7
_MARKED = 9.0
"""What a break of a heading that does not follow a mark costs: three em of raggedness."""


def optimal(paragraph: Paragraph, start: int, measure: float, indent: float = 0.0) -> dict[int, Line]:
    """The lines from `start` on that cost least together, by their first characters; the first is indented.

    Three tries: with narrow gaps only, with gaps up to the cap, and with what is left ragged by it.
    """
    costs = rules().costs
    best: tuple[float, dict[int, Line]] | None = None
    for gap, good in ((costs.tolerance, costs.content), (rules().cap, costs.ragged), (None, costs.overfull)):
        found = _cheapest(paragraph, start, measure, indent, gap)
        if found and (best is None or found[0] < best[0]):
            best = found
        if best and best[0] < good:
            break
    return best[1] if best else greedy(paragraph, start, measure, indent)


def _cheapest(
    paragraph: Paragraph, begin: int, measure: float, indent: float, gap: float | None
) -> tuple[float, dict[int, Line]] | None:
    """The shortest way from `begin` to the end, with no gap above `gap`; with None, any line will do."""
    reached: dict[int, tuple[float, Line | None]] = {begin: (0.0, None)}
    starts, begun = [begin], [paragraph.begins(begin)]
    oldest = 0
    opening, joints, ends, visible = paragraph.widening, paragraph.joints, paragraph.ends, paragraph.visible
    shortest = 0.0 if gap is None else _SHORTEST[gap > rules().costs.tolerance]
    widest = (gap or 0.0) * max(paragraph.signs.ems)
    for stop in paragraph.stops[bisect_left(paragraph.stops, begin) :]:
        best: tuple[float, Line] | None = None
        end, last, final = ends[stop], visible[stop], paragraph.ends_paragraph(stop)
        newest = len(starts) - 1
        if gap is not None and not final:
            newest = bisect_right(begun, end - shortest * (measure - indent)) - 1
        for index in range(newest, oldest - 1, -1):
            start = starts[index]
            room = measure - indent if start == begin else measure
            spare = room - end + begun[index]
            if gap is not None and not final:
                most = opening[last] - opening[start] + (joints[last] - joints[start]) * widest
                if spare > most + 1e-6:
                    continue
            line = paragraph.fit(start, stop, room)
            if line is None:
                if gap is not None or best is not None or index < len(starts) - 1:
                    break
                line = paragraph.loose(start, stop, room)
            elif gap is not None and (
                line.how in (How.RAGGED, How.TRACKED) or line.rest > gap * paragraph.signs.ems[start] + 1e-9
            ):
                continue
            total = reached[start][0] + paragraph.cost(line)
            if best is None or total < best[0]:
                best = (total, line)
        if best:
            after = paragraph.next_start(stop)
            reached[after] = best
            if after <= paragraph.last:
                starts.append(after)
                begun.append(paragraph.begins(after))
        if stop in paragraph.places.forced:
            if not best:
                return None
            oldest = len(starts) - 1
    after_all = paragraph.next_start(paragraph.last)
    if after_all not in reached:
        return None
    lines: dict[int, Line] = {}
    at, total = after_all, reached[after_all][0]
    while at != begin:
        line = reached[at][1]
        assert line is not None
        lines[line.start] = line
        at = line.start
    return total, lines


def greedy(paragraph: Paragraph, start: int, measure: float, indent: float = 0.0) -> dict[int, Line]:
    """Lines chosen one after the other, each the best for itself, spread to the measure."""
    lines: dict[int, Line] = {}
    while start <= paragraph.last:
        line = best_line(paragraph, start, measure - indent)
        indent = 0.0
        lines[start] = line
        start = paragraph.next_start(line.stop - 1)
    return lines


def best_line(paragraph: Paragraph, start: int, room: float) -> Line:
    """The best single line that begins with a character."""
    best: Line | None = None
    least = 0.0
    stops = paragraph.stops
    for stop in stops[bisect_left(stops, start) :]:
        line = paragraph.fit(start, stop, room)
        if line is None:
            break
        cost = paragraph.cost(line)
        nearly = paragraph.width(start, stop) > _NEARLY_FULL * room or paragraph.ends_paragraph(stop)
        if best is None or not nearly or cost <= least or best.how is How.RAGGED:
            best, least = line, cost
        if stop in paragraph.places.forced:
            break
    return best or paragraph.loose(start, stops[bisect_left(stops, start)], room)


def loose_line(paragraph: Paragraph, start: int, room: float) -> Line:
    """The line of text that is not spread: as much as fits, and words and addresses divided only at their signs.

    Short lines are no fault here, so that nothing is gained by a break within a word while any other fits.
    """
    best: Line | None = None
    stops = paragraph.stops
    dear = min(rules().costs.hump, rules().costs.letter)
    for stop in stops[bisect_left(stops, start) :]:
        line = paragraph.loose(start, stop, room)
        if line.how is How.OVERFULL:
            return best or line
        if (
            best is None
            or paragraph.places.costs[stop] < dear
            or paragraph.places.costs[best.stop - 1] >= dear
        ):
            best = line
        if stop in paragraph.places.forced:
            break
    assert best is not None
    return best


def loose(paragraph: Paragraph, start: int, measure: float, indent: float = 0.0) -> dict[int, Line]:
    """Lines of text that is not spread."""
    lines: dict[int, Line] = {}
    rooms: dict[int, float] = {}
    while start <= paragraph.last:
        rooms[start] = measure - indent
        lines[start] = loose_line(paragraph, start, rooms[start])
        indent = 0.0
        start = paragraph.next_start(lines[start].stop - 1)
    return _without_single_last(paragraph, lines, rooms)


def _without_single_last(
    paragraph: Paragraph, lines: dict[int, Line], rooms: dict[int, float]
) -> dict[int, Line]:
    """The lines with another break before the last, where that has a single character."""
    starts = sorted(lines)
    if len(starts) < 2 or paragraph.cost(lines[starts[-1]]) < rules().costs.single_last:
        return lines
    start, old = starts[-2:]
    stops = paragraph.stops
    for stop in reversed(stops[bisect_left(stops, start) : bisect_left(stops, old - 1)]):
        after = paragraph.next_start(stop)
        last = paragraph.loose(after, paragraph.last, rooms[old])
        if last.how is How.OVERFULL or stop in paragraph.places.forced:
            break
        if paragraph.cost(last) < rules().costs.single_last and after <= paragraph.last:
            return {
                **{at: line for at, line in lines.items() if at not in (start, old)},
                start: paragraph.loose(start, stop, rooms[start]),
                after: last,
            }
    return lines


def balanced(paragraph: Paragraph, start: int, measure: float, indent: float = 0.0) -> dict[int, Line]:
    """Lines of a heading: no more of them than needed, of even length, ending after marks rather than within words."""
    plain = loose(paragraph, start, measure, indent)
    if len(plain) < 2 or paragraph.places.forced:
        return plain
    wanted = len(plain)
    em = paragraph.signs.ems[start]
    even = paragraph.width(start, paragraph.last) / wanted
    ways: dict[int, dict[int, tuple[float, Line | None]]] = {0: {start: (0.0, None)}}
    stops = paragraph.stops
    for number in range(wanted):
        ways[number + 1] = {}
        for begin, (cost, _) in ways[number].items():
            room = measure - (indent if begin == start else 0.0)
            for stop in stops[bisect_left(stops, begin) :]:
                line = paragraph.loose(begin, stop, room)
                if line.how is How.OVERFULL:
                    break
                width = paragraph.width(begin, stop)
                more = ((width - even) / em) ** 2 + paragraph.places.costs[stop]
                if stop != paragraph.last and paragraph.glue.end_trim[paragraph.visible[stop]] == 0.0:
                    more += _MARKED
                after = paragraph.next_start(stop)
                known = ways[number + 1].get(after)
                if known is None or cost + more < known[0]:
                    ways[number + 1][after] = (cost + more, line)
    at = paragraph.next_start(paragraph.last)
    if at not in ways[wanted]:
        return plain
    lines: dict[int, Line] = {}
    for number in range(wanted, 0, -1):
        found = ways[number][at][1]
        assert found is not None
        lines[found.start] = found
        at = found.start
    return lines
