"""Spaces between Chinese and Latin on slides, where no engine adds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handbook.slides.deck import Run
from handbook.typography.chinese import CODE, seams


def space_runs(runs: Sequence[Run]) -> tuple[Run, ...]:
    """`runs` with a space typed at every seam of hanzi and Latin that has none (CLREQ 3.2.2)."""
    text = "".join(CODE * len(run.text) if run.mono else run.text for run in runs)
    wanted = set(seams(text))
    spaced: list[Run] = []
    position = 0
    for run in runs:
        made = ""
        for offset, char in enumerate(run.text):
            if position + offset in wanted:
                # Inside a name of code a space would change the name, so it goes before the run.
                if run.mono and not made and spaced:
                    spaced[-1] = replace(spaced[-1], text=spaced[-1].text + " ")
                else:
                    made += " "
            made += char
        position += len(run.text)
        spaced.append(replace(run, text=made))
    return tuple(spaced)
