"""Formulas on slides: their size found by setting them, native mathematics with a picture for other viewers."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import Any
from xml.sax.saxutils import quoteattr

from handbook.formulas.omml import NAMESPACE, omml
from handbook.formulas.raster import picture
from handbook.formulas.read import read_tex
from handbook.formulas.typeset import Typeset, typeset
from handbook.plan.words import Words
from handbook.slides import ooxml
from handbook.slides.deck import FormulaBox, Paragraph, Run, Slide, TextBox
from handbook.slides.drawingml import NAMESPACES, colour, rectangle, transform
from handbook.slides.fit_text import TextFitter
from handbook.slides.layout_file import Box
from handbook.slides.layouts import Layout
from handbook.theme.tokens import DeckTokens

PLACE = "formula"
"""The placeholder on whose ground a formula stands."""
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_A14 = "http://schemas.microsoft.com/office/drawing/2010/main"
_PREFIX = "math14"
"""The prefix of that namespace. LibreOffice knows the extensions it claims to read by the prefix `a14`, takes the
native side for it, and draws nothing; under any other prefix it takes the picture. Readers that resolve namespaces,
as ISO 29500-3 asks, see no difference."""
_PIXELS = 3.0
"""Pixels of the picture a point."""
_UNTABBED = 3
"""The level of rows whose name stands in the line instead of in a column of its own."""


@dataclass(frozen=True)
class FormulaFitter:
    """Finds the size of formulas, and whether their legends stand in columns."""

    texts: TextFitter
    free: float
    """Share of the room that stays free: the mathematical face of the viewer may be wider than ours."""

    def fit(self, slide: Slide, layout: Layout, words: Words) -> Slide:
        """`slide` with its formula's size, 0 where none fits, and its texts in the form that fits."""
        if slide.formula is None:
            return slide
        place = layout.places[PLACE]
        box = place.box
        if not {"legend", "example"} & set(slide.texts):
            # A formula that stands alone takes the body of the slide.
            box = Box(box.x, box.y, box.w, layout.places["legend"].box.bottom - box.y)
        left, top, right, bottom = place.insets
        width, height = (box.w - left - right) * (1 - self.free), (box.h - top - bottom) * (1 - 2 * self.free)
        tex = slide.formula.tex
        sizes = (step[0] for step in place.steps)
        size = next((size for size in sizes if _fits(typeset(tex, size, display=True), width, height)), 0.0)
        texts = {name: self._text(name, text, slide, layout, words) for name, text in slide.texts.items()}
        return replace(slide, formula=replace(slide.formula, size=size, box=box), texts=texts)

    def _text(self, name: str, text: TextBox, slide: Slide, layout: Layout, words: Words) -> TextBox:
        """A legend or example whose names are too wide for their column, as running lines."""
        if name not in ("legend", "example"):
            return text
        place = layout.place_over(name, slide.filled)
        running = replace(
            text, paragraphs=tuple(_untabbed(paragraph, words) for paragraph in text.paragraphs)
        )
        in_columns, in_lines = self.texts.whole(text, place), self.texts.whole(running, place)
        # Columns are worth one step of size, but not two.
        if in_columns is not None and (in_lines is None or in_columns.step <= in_lines.step + 1):
            return text
        return running


def _fits(made: Typeset, width: float, height: float) -> bool:
    return made.width <= width and made.whole <= height


def _untabbed(paragraph: Paragraph, words: Words) -> Paragraph:
    tabs = [index for index, run in enumerate(paragraph.runs) if run.text == "\t"]
    if not tabs:
        return paragraph
    runs = (*paragraph.runs[: tabs[0]], Run(words.colon), *paragraph.runs[tabs[0] + 1 :])
    return replace(paragraph, runs=runs, level=_UNTABBED)


def place_formula(slide: Any, placeholder: Any, formula: FormulaBox, tokens: DeckTokens) -> None:
    """Put the formula where its placeholder stood: its ground, then native mathematics with a picture beside it.

    No placeholder may lie in an alternative: readers that do not know alternatives would lose it.
    """
    ground = rectangle(ooxml.next_id(slide), "formula ground", formula.box, "bg2", tokens)
    placeholder.addprevious(ooxml.element(ground))
    number = ooxml.next_id(slide)
    made = typeset(formula.tex, formula.size, display=True)
    ink = tokens.colours.dk1 if tokens.map == "light" else tokens.colours.lt1
    _, relationship = slide.part.get_or_add_image_part(io.BytesIO(picture(made, _PIXELS, ink)))
    xml = (
        f'<mc:AlternateContent xmlns:mc="{_MC}" {NAMESPACES}><mc:Choice xmlns:{_PREFIX}="{_A14}" Requires="{_PREFIX}">'
        f"{_native(number, formula, tokens)}</mc:Choice><mc:Fallback>"
        f"{_picture(number, formula, made, relationship)}</mc:Fallback></mc:AlternateContent>"
    )
    placeholder.addprevious(ooxml.element(xml))
    placeholder.getparent().remove(placeholder)


def _named(number: int, formula: FormulaBox) -> str:
    return f'<p:cNvPr id="{number}" name="formula {number}" descr={quoteattr(formula.tex)}/>'


def _native(number: int, formula: FormulaBox, tokens: DeckTokens) -> str:
    size = round(formula.size * 100)
    face = tokens.fonts.math
    properties = (
        f'<a:rPr lang="en-US" altLang="zh-CN" sz="{size}"><a:solidFill>{colour("tx1", tokens)}</a:solidFill>'
        f'<a:latin typeface="{face}"/><a:ea typeface="+mn-ea"/></a:rPr>'
    )
    mathematics = omml(read_tex(formula.tex), properties)
    return (
        f'<p:sp><p:nvSpPr>{_named(number, formula)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{transform(formula.box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        f'<p:txBody><a:bodyPr wrap="square" anchor="ctr"><a:noAutofit/></a:bodyPr><a:lstStyle/><a:p><a:pPr algn="ctr"/>'
        f'<{_PREFIX}:m><m:oMathPara xmlns:m="{NAMESPACE}"><m:oMathParaPr><m:jc m:val="center"/></m:oMathParaPr>'
        f'{mathematics}</m:oMathPara></{_PREFIX}:m><a:endParaRPr lang="en-US" sz="{size}"/></a:p></p:txBody></p:sp>'
    )


def _picture(number: int, formula: FormulaBox, made: Typeset, relationship: str) -> str:
    room = formula.box
    where = Box(
        room.x + (room.w - made.width) / 2, room.y + (room.h - made.whole) / 2, made.width, made.whole
    )
    return (
        f'<p:pic><p:nvPicPr>{_named(number, formula)}<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/>'
        f'</p:nvPicPr><p:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f'<p:spPr>{transform(where)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )
