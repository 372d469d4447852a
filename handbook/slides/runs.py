"""Inline elements of the outline to runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from lxml import etree

from handbook.slides.deck import Run, Tone, look_of, with_text
from handbook.slides.mathruns import math_runs
from handbook.slides.spacing import space_runs

_MARKS = "，。、；：！？（）《》“”"
_BESIDE_MARK = re.compile(f"(?<=[{_MARKS}]) +| +(?=[{_MARKS}])")
_SPACE = re.compile(r"[ \n\r\t]+")


def read_runs(element: etree._Element, *, chinese: bool, slide: bool) -> tuple[Run, ...]:
    """The runs of a paragraph, without citations and footnotes on slides; Chinese gets its spaces beside Latin."""
    runs = _trimmed(_merged(_drop_gaps(list(_walk(element, Run(""), slide)))))
    return _merged(list(space_runs(_tightened(runs)))) if chinese else tuple(runs)


def read_markup(markup: str, *, chinese: bool, slide: bool = True) -> tuple[Run, ...]:
    """The runs of inline markup that is no element yet."""
    element = etree.fromstring(f"<p>{markup}</p>")
    return read_runs(element, chinese=chinese, slide=slide)


def plain_runs(text: str, *, chinese: bool, **look: object) -> tuple[Run, ...]:
    """Plain text as runs, spaced like any other."""
    run = replace(Run(text), **look)  # type: ignore[arg-type]
    return space_runs((run,)) if chinese else (run,)


def _walk(element: etree._Element, look: Run, slide: bool) -> Iterator[Run]:
    if element.text:
        yield with_text(look, _SPACE.sub(" ", element.text))
    for child in element:
        match child.tag:
            case "b" | "em":
                tone = look.tone if child.tag == "b" else (look.tone or "accent")
                yield from _walk(child, replace(look, bold=True, tone=tone), slide)
            case "code":
                yield replace(look, text=child.text or "", mono=True)
            case "a":
                yield from _walk(child, replace(look, link=child.get("href"), to=child.get("to")), slide)
            case "mark":
                yield from _walk(child, replace(look, tone=cast(Tone, child.get("tone"))), slide)
            case "unit":
                yield from _walk(child, replace(look, unit=True), slide)
            case "math":
                for run in math_runs(child.text or ""):
                    yield replace(run, tone=look.tone, bold=look.bold or run.bold, link=look.link)
            case "cite":
                yield replace(look, text="\x00" if slide else f"[{child.text}]")
            case "foot" if slide:
                yield replace(look, text="\x00")
            case "foot":
                yield from _walk(child, look, slide)
            case "tab":
                yield Run("\t")
            case "br":
                yield Run("\n")
        if child.tail:
            yield with_text(look, _SPACE.sub(" ", child.tail))


def _drop_gaps(runs: list[Run]) -> list[Run]:
    """Take left-out citations away with the space before them."""
    kept: list[Run] = []
    for run in runs:
        if run.text == "\x00":
            if kept:
                kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" "))
        else:
            kept.append(run)
    return kept


def _tightened(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Without typed spaces beside full-width marks, which bring their own: markup often needs one there."""
    made: list[Run] = []
    for run in runs:
        text = run.text if run.mono else _BESIDE_MARK.sub("", run.text)
        if made and not run.mono and made[-1].text and made[-1].text[-1] in _MARKS:
            text = text.lstrip(" ")
        elif made and text and text[0] in _MARKS and not made[-1].mono:
            made[-1] = replace(made[-1], text=made[-1].text.rstrip(" "))
        made.append(with_text(run, text))
    return tuple(run for run in made if run.text)


def _merged(runs: list[Run]) -> tuple[Run, ...]:
    """Neighbours that look alike as one run; empty runs are gone."""
    made: list[Run] = []
    for run in runs:
        alike = made and run.text not in "\t\n" and made[-1].text not in "\t\n"
        if alike and look_of(made[-1]) == look_of(run):
            made[-1] = replace(run, text=made[-1].text + run.text)
        elif run.text:
            made.append(run)
    return tuple(made)


def _trimmed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Without spaces at either end."""
    made = list(runs)
    if made and made[0].text != "\t":
        made[0] = with_text(made[0], made[0].text.lstrip(" \n"))
    if made and made[-1].text != "\t":
        made[-1] = with_text(made[-1], made[-1].text.rstrip(" \n"))
    return tuple(run for run in made if run.text)
