"""Spaces between Chinese and Latin on slides, where no engine adds them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from handbook.slides.deck import Run, with_text
from handbook.typography.chinese import CODE, seams


def space_runs(runs: Sequence[Run]) -> tuple[Run, ...]:
    """`runs` with a space typed at every seam of hanzi and Latin that has none (CLREQ 3.2.2)."""
    text = "".join(CODE * len(run.text) if run.mono else run.text for run in runs)
    wanted = list(seams(text))
    if not wanted:
        return tuple(runs)
    spaced: list[Run] = []
    position = 0
    for run in runs:
        end = position + len(run.text)
        cuts = [seam - position for seam in wanted if position <= seam < end]
        if cuts and cuts[0] == 0 and run.mono and spaced:
            # Inside a name of code a space would change the name, so it goes before the run.
            spaced[-1] = with_text(spaced[-1], spaced[-1].text + " ")
            del cuts[0]
        pieces = [run.text[start:stop] for start, stop in pairwise([0, *cuts, len(run.text)])]
        spaced.append(with_text(run, " ".join(pieces)))
        position = end
    return tuple(spaced)
