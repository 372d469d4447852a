"""Which of a company's layouts serves which of ours: by its type, then its name, then what stands where."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handbook.slides.layout_file import Box
from handbook.slides.template_read import Found, Sheet

_TYPES: Mapping[str, tuple[str, ...]] = {
    "content": ("obj", "tx", "objOnly"),
    "cover": ("title",),
    "divider": ("secHead",),
    "two-columns": ("twoObj", "twoColTx"),
    "compare": ("twoTxTwoObj",),
    "title-only": ("titleOnly",),
    "table": ("tbl",),
    "blank": ("blank",),
}
"""OOXML's types of layouts for ours (ISO/IEC 29500-1, 19.7.15)."""
_NAMES: Mapping[str, re.Pattern[str]] = {
    key: re.compile(pattern, re.I)
    for key, pattern in {
        "content": r"内容|正文|要点|文本|content|bullet|body|text",
        "cover": r"标题幻灯片|封面|首页|扉页|title slide|cover|opening|front",
        "divider": r"节标题|章节|分节|节页|过渡|转场|分隔|分割|section|divider|chapter|transition|break",
        "two-columns": r"两栏|双栏|两列|二栏|左右|two.?(content|col)|2.?col|side by side",
        "compare": r"比较|对比|对照|compar|versus",
        "title-only": r"仅标题|只有标题|标题页|title only|only title|headline",
        "table": r"表格|table",
        "blank": r"空白|空页|blank|empty",
    }.items()
}
"""Names of layouts in Chinese and English."""
_LEAST = 0.03
"""Share of a slide under which a placeholder of text is a label, not a body."""
_BODY = 0.25
"""Share of a slide that the body of a layout takes at least."""
_COLUMN = 0.22
"""Share of a slide's width that a column takes at least."""


@dataclass(frozen=True)
class Match:
    """A layout that serves one of ours."""

    key: str
    sheet: Sheet
    how: str
    """type, name or geometry."""
    places: Mapping[str, Found]
    """Its placeholders by the names of our places."""


def match_layouts(sheets: list[Sheet], size: Box) -> dict[str, Match]:
    """The layouts of one master that serve ours, by our keys; `size` is the slide."""
    made: dict[str, Match] = {}
    for key, shape in _SHAPES.items():
        found_in = [(sheet, shape(sheet, size)) for sheet in sheets]
        candidates = [
            (sheet, places) for sheet, places in found_in if places is not None and _told_apart(places)
        ]
        taken = {match.sheet.part for match in made.values()}
        free = [(sheet, places) for sheet, places in candidates if sheet.part not in taken]
        for how, fits in _WAYS:
            found = next(((sheet, places) for sheet, places in free if fits(sheet, key)), None)
            if found is not None:
                made[key] = Match(key, found[0], how, found[1])
                break
    return made


def _told_apart(places: Mapping[str, Found]) -> bool:
    """Whether the placeholders differ by their index; the title is known by its type."""
    numbers = [found.idx for name, found in places.items() if name != "title"]
    return len(numbers) == len(set(numbers))


def _named(sheet: Sheet, key: str) -> bool:
    """Whether a layout's name says that it is `key`, and no name before it in the list says otherwise."""
    found = next((name for name in _NAME_ORDER if _NAMES[name].search(sheet.name)), None)
    return found == key


def _looks_like(sheet: Sheet, key: str) -> bool:
    """Whether what stands on a layout tells what it is: it has no type, and no name that says otherwise."""
    if sheet.type not in ("", "cust"):
        return False
    if any(name != key and _NAMES[name].search(sheet.name) for name in _NAMES if name != "content"):
        return False
    return key in _BY_SHAPE or (key == "cover" and bool(sheet.of("ctrTitle")))


_WAYS: tuple[tuple[str, Callable[[Sheet, str], bool]], ...] = (
    ("type", lambda sheet, key: sheet.type in _TYPES[key]),
    ("name", _named),
    ("geometry", _looks_like),
)
"""The ways to know a layout, the surest first."""
_NAME_ORDER = ("title-only", "two-columns", "compare", "cover", "divider", "table", "blank", "content")
"""Names are asked in this order: the words of the last are part of many others."""


def _bodies(sheet: Sheet, size: Box) -> list[Found]:
    least = _LEAST * size.w * size.h
    return [
        one for one in sheet.of("obj", "body", "subTitle") if one.upright and one.box.w * one.box.h >= least
    ]


def _others(sheet: Sheet) -> bool:
    """Whether a layout has placeholders for pictures, charts or tables, or lines that run downwards."""
    special = sheet.of("pic", "clipArt", "chart", "tbl", "dgm", "media")
    return bool(special) or any(not one.upright for one in sheet.of("title", "obj", "body"))


def _content(sheet: Sheet, size: Box) -> dict[str, Found] | None:
    title, bodies = sheet.title, _bodies(sheet, size)
    if title is None or len(bodies) != 1 or _others(sheet):
        return None
    body = bodies[0]
    large = body.box.w * body.box.h >= _BODY * size.w * size.h
    above = title.box.y + title.box.h / 2 < body.box.y + body.box.h / 4
    return {"title": title, "body": body} if large and above and body.type != "subTitle" else None


def _cover(sheet: Sheet, size: Box) -> dict[str, Found] | None:
    title = sheet.title
    bodies = [one for one in _bodies(sheet, size) if one.box.h < 0.6 * size.h]
    if title is None or len(bodies) > 2 or sheet.of("chart", "tbl"):
        return None
    below = sorted(bodies, key=lambda one: (one.type != "subTitle", abs(one.box.y - title.box.bottom)))
    return {"title": title, **({"subtitle": below[0]} if below else {})}


def _divider(sheet: Sheet, size: Box) -> dict[str, Found] | None:
    made = _cover(sheet, size)
    if made is None:
        return None
    return {"title": made["title"], **({"claim": made["subtitle"]} if "subtitle" in made else {})}


def _two_columns(sheet: Sheet, size: Box) -> dict[str, Found] | None:
    title, bodies = sheet.title, _bodies(sheet, size)
    if title is None or len(bodies) != 2 or _others(sheet):
        return None
    left, right = sorted(bodies, key=lambda one: one.box.x)
    beside = left.box.right <= right.box.x + 2 and min(left.box.bottom, right.box.bottom) - max(
        left.box.y, right.box.y
    ) >= 0.6 * max(left.box.h, right.box.h)
    wide = min(left.box.w, right.box.w) >= _COLUMN * size.w
    return {"title": title, "left": left, "right": right} if beside and wide else None


def _compare(sheet: Sheet, size: Box) -> dict[str, Found] | None:
    title = sheet.title
    texts = [one for one in sheet.of("obj", "body") if one.upright and one.box.w >= _COLUMN * size.w]
    if title is None or len(texts) != 4 or _others(sheet):
        return None
    columns = sorted(texts, key=lambda one: one.box.x)
    pairs = [sorted(column, key=lambda one: one.box.y) for column in (columns[:2], columns[2:])]
    if any(head.box.h > body.box.h or head.box.bottom > body.box.y + 2 for head, body in pairs):
        return None
    (head1, body1), (head2, body2) = pairs
    if body1.box.right > body2.box.x + 2:
        return None
    return {"title": title, "head1": head1, "body1": body1, "head2": head2, "body2": body2}


def _title_only(sheet: Sheet, size: Box) -> dict[str, Found] | None:
    title = sheet.title
    if title is None or _bodies(sheet, size) or _others(sheet) or title.box.y > 0.3 * size.h:
        return None
    return {"title": title}


def _table(sheet: Sheet, size: Box) -> dict[str, Found] | None:
    title, tables = sheet.title, sheet.of("tbl")
    if title is None or len(tables) != 1 or _bodies(sheet, size) or sheet.of("pic", "chart"):
        return None
    wide = tables[0].box.w >= 0.6 * size.w and tables[0].box.h >= 0.4 * size.h
    return {"title": title, "table": tables[0]} if wide else None


def _blank(sheet: Sheet, size: Box) -> dict[str, Found] | None:
    return {} if sheet.title is None and not _bodies(sheet, size) and not _others(sheet) else None


_SHAPES: Mapping[str, Callable[[Sheet, Box], dict[str, Found] | None]] = {
    "content": _content, "title-only": _title_only, "two-columns": _two_columns, "compare": _compare,
    "table": _table, "cover": _cover, "divider": _divider, "blank": _blank,
}  # fmt: skip
"""What has to stand on a layout that serves one of ours."""
_BY_SHAPE = frozenset({"content", "title-only", "two-columns", "compare", "table", "blank"})
"""Layouts that are known by what stands on them alone; covers and dividers look alike."""
