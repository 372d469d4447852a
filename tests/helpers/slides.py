"""A deck of our own template with one figure on a slide, and questions to ask of it."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation

from handbook.model.blocks import BlockBase
from handbook.model.blocks.data import Chart
from handbook.plan.words import words_for
from handbook.problems import Problems
from handbook.slides.charts import place_chart
from handbook.slides.diagrams import place_diagram
from handbook.slides.layouts import load_layouts
from handbook.slides.package import write_template
from tests.helpers.blocks import default_theme

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
BODY = (48.0, 138.0, 864.0, 318.0)


def deck_with(*blocks: BlockBase) -> Any:
    """A presentation with a slide for each block; whatever finds no room fails the test."""
    problems, words, theme = Problems(), words_for("zh-CN"), default_theme()
    layouts = load_layouts(theme, "zh-CN", problems)
    assert layouts is not None
    presentation = Presentation(io.BytesIO(write_template(layouts, theme.tokens.deck, words, "test")))
    for block in blocks:
        if isinstance(block, Chart):
            slide = presentation.slides.add_slide(_layout(presentation, "图表全幅"))
            holder = next(
                shape for shape in slide.placeholders if "CHART" in str(shape.placeholder_format.type)
            )
            place_chart(holder, block, theme, words)
        else:
            slide = presentation.slides.add_slide(_layout(presentation, "仅标题"))
            place_diagram(slide, block, BODY, theme, words, problems)
        slide.shapes.title.text = "标题"
        for shape in list(slide.placeholders):
            if shape.has_text_frame and not shape.text_frame.text:
                shape._element.getparent().remove(shape._element)
    assert not problems.errors
    return presentation


def _layout(presentation: Any, name: str) -> Any:
    return next(layout for layout in presentation.slide_layouts if layout.name == name)


def saved(presentation: Any, folder: Path) -> bytes:
    """The presentation's bytes."""
    path = folder / "deck.pptx"
    presentation.save(path)
    return path.read_bytes()


def group_of(presentation: Any, slide: int = 0) -> etree._Element:
    """The group of a diagram."""
    (group,) = presentation.slides[slide].shapes._spTree.findall(f"{P}grpSp")
    return group


def chart_of(presentation: Any, slide: int = 0) -> etree._Element:
    """The chart's XML as it is written, read again."""
    frame = next(shape for shape in presentation.slides[slide].shapes if shape.has_chart)
    return etree.fromstring(etree.tostring(frame.chart.part._element))


def hard_colours_and_fonts(tree: etree._Element) -> list[str]:
    """Colours and typefaces that do not come from the theme."""
    found = [str(colour.get("val")) for colour in tree.iter(f"{A}srgbClr")]
    faces = [str(face.get("typeface")) for tag in ("latin", "ea") for face in tree.iter(f"{A}{tag}")]
    return found + [face for face in faces if not re.fullmatch(r"\+m[jn]-(lt|ea)", face)]
