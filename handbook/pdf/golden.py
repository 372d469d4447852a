"""Whether paragraphs may be planned: the engine's names are looked at, and one paragraph is set and measured."""

from __future__ import annotations

import weasyprint
from weasyprint.formatting_structure import boxes

from handbook.model.place import NOWHERE
from handbook.pdf.planned import Planned, planned_lines
from handbook.pdf.stock import FontConfiguration, known_lines
from handbook.problems import Problems
from handbook.theme.load import bundled_themes

_MEASURE = 200.0
_TEXT = "先把账算清，再谈GPT的价格；“先看利用率”，再看单价（每卡时2.5元）。<b>三个月</b>以后，这笔账还要再算一遍。"
_FACE = "handbook-hei-400.ttf"
_HTML = (
    f"<html lang=zh-CN><style>@page {{ size: 400px; margin: 0 }} p {{ margin: 0; width: {_MEASURE}px;"
    f" font: 10px/18px golden; text-align: justify }}</style><p>{_TEXT}"
)


def may_plan(problems: Problems) -> bool:
    """Whether paragraphs may be planned whole; a warning where the engine's lines are not those that are known."""
    strange = known_lines() or golden_paragraph()
    if strange:
        problems.warn(
            NOWHERE, "engine", f"the lines of the layout engine are not those that are known: {strange}",
            "lines of Chinese are set one by one, less evenly; install weasyprint 70",
        )  # fmt: skip
    return not strange


def golden_paragraph() -> str:
    """What is wrong with a paragraph that was planned, in a face that is shipped; empty where nothing is."""
    face = bundled_themes() / "fonts" / _FACE
    fonts = FontConfiguration()
    rule = f'@font-face {{ font-family: golden; src: url("{face.as_uri()}") }}'
    sheet = weasyprint.CSS(string=rule, font_config=fonts)
    with planned_lines():
        pages = weasyprint.HTML(string=_HTML).render(font_config=fonts, stylesheets=[sheet]).pages
    lines = [box for page in pages for box in page._page_box.descendants() if isinstance(box, boxes.LineBox)]
    text = "".join(box.text for line in lines for box in line.descendants() if isinstance(box, boxes.TextBox))
    if text.replace("-", "") != _TEXT.replace("<b>", "").replace("</b>", ""):
        return "a planned paragraph does not keep its text"
    if not all(isinstance(getattr(line, "planned", None), Planned) for line in lines):
        return "a paragraph was not planned"
    if any(abs(line.width - _MEASURE) > 0.5 for line in lines[:-1]):
        return "planned lines do not reach the edge"
    return ""
