"""The shipped faces for the layout engine: `@font-face` rules by family and script."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import yaml

from handbook.theme.tokens import BookType

LATIN_ONLY = " Latin"
"""What is added to a Latin family for the same face with its own quotes and dashes."""

_RANGE = "U+20-7E, U+A0-B6, U+B8-17F, U+2070-2071, U+2074-2079, U+2080-2089"
"""What a Latin face sets beside Chinese: raised and lowered figures too, but quotes, dashes, dots and ellipses are left
to the Chinese face. The engine takes a face at this word, so nothing may stand here that the face lacks."""


def font_faces(folder: Path, type_: BookType, chinese: bool) -> str:
    """CSS that makes the faces of `folder` known; in a Chinese book Latin companions set letters and figures only."""
    companions = {stack[0] for stack in (type_.body, type_.head) if len(stack) > 1}
    rules = []
    for face in yaml.load((folder / "fonts.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)["faces"]:
        url = "file://" + quote((folder / face["file"]).resolve().as_posix())
        ranged = chinese and face["family"] in companions
        rules.append(_rule(face, face["family"], url, _RANGE if ranged else None))
        if ranged:
            rules.append(_rule(face, face["family"] + LATIN_ONLY, url, None))
    return "\n".join(rules)


def _rule(face: dict[str, object], family: str, url: str, characters: str | None) -> str:
    limit = f" unicode-range: {characters};" if characters else ""
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {face["weight"]}; font-style: {face["style"]};'
        f' src: url("{url}");{limit} }}'
    )


def stack(families: Iterable[str]) -> str:
    """A value for `font-family`."""
    return ", ".join(f'"{family}"' for family in families)


def spare_families(type_: BookType, chinese: bool) -> tuple[str, ...]:
    """What stands behind every stack, so that a sign which only one face holds is drawn by it and by no system font."""
    spare: dict[str, None] = {}
    for families in (type_.body, type_.head, type_.mono):
        first = families[0] + LATIN_ONLY if chinese and len(families) > 1 else families[0]
        spare.update(dict.fromkeys((first, *families[1:])))
    return tuple(spare)


def latin_stack(families: tuple[str, ...], chinese: bool) -> tuple[str, ...]:
    """Families of Latin text with its own quotes and dashes."""
    first = families[0] + LATIN_ONLY if chinese and len(families) > 1 else families[0]
    return (first, *families)
