"""Fragments of chart XML (ISO/IEC 29500-1, clause 21.2): series with their data, labels, axes, text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from math import floor, log10
from xml.sax.saxutils import escape

import xlsxwriter

from handbook.model.numbers import NumberFormat
from handbook.slides.drawingml import colour, emu, fill
from handbook.theme.tokens import DeckTokens

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
SHEET = "Sheet1"
GENERAL = "General"
_THOUSAND = 1000
_MINUS = "\u2212"
Cell = str | float | int | None


@dataclass(frozen=True)
class Column:
    """A column of the chart's workbook: its head and its cells."""

    head: str
    cells: tuple[Cell, ...]


def workbook(columns: Sequence[Column]) -> bytes:
    """The workbook that PowerPoint opens to edit the chart's data."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet(SHEET)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.head)
        for row, cell in enumerate(column.cells, start=1):
            if isinstance(cell, str):
                sheet.write_string(row, place, cell)
            elif cell is not None:
                sheet.write_number(row, place, cell)
    book.close()
    return stream.getvalue()


def head_reference(columns: Sequence[Column], place: int) -> str:
    """A column's head, as a series' name."""
    head = escape(columns[place].head)
    return (
        f'<c:strRef><c:f>{SHEET}!${_letter(place)}$1</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{head}</c:v></c:pt></c:strCache></c:strRef>'
    )


def text_reference(columns: Sequence[Column], place: int) -> str:
    """A column's cells as text."""
    cells = columns[place].cells
    points = "".join(
        f'<c:pt idx="{row}"><c:v>{escape(str(cell))}</c:v></c:pt>' for row, cell in enumerate(cells)
    )
    return (
        f"<c:strRef><c:f>{_range(place, len(cells))}</c:f><c:strCache>"
        f'<c:ptCount val="{len(cells)}"/>{points}</c:strCache></c:strRef>'
    )


def number_reference(columns: Sequence[Column], place: int, code: str) -> str:
    """A column's cells as numbers; an empty cell is no point."""
    cells = columns[place].cells
    points = "".join(
        f'<c:pt idx="{row}"><c:v>{cell!r}</c:v></c:pt>' for row, cell in enumerate(cells) if cell is not None
    )
    return (
        f"<c:numRef><c:f>{_range(place, len(cells))}</c:f><c:numCache><c:formatCode>{escape(code)}</c:formatCode>"
        f'<c:ptCount val="{len(cells)}"/>{points}</c:numCache></c:numRef>'
    )


def _range(place: int, count: int) -> str:
    return f"{SHEET}!${_letter(place)}$2:${_letter(place)}${count + 1}"


def _letter(place: int) -> str:
    return chr(ord("A") + place)


@dataclass(frozen=True)
class Ink:
    """Writes fragments in the colours and language of a deck."""

    tokens: DeckTokens
    language: str

    def shape(
        self,
        filled: str | None,
        line: str | None = None,
        width: float = 0.0,
        dash: str | None = None,
    ) -> str:
        """`c:spPr`: fill and outline by their slots; none where they are None."""
        return f"<c:spPr>{fill(filled, self.tokens)}{self.line(line, width, dash)}</c:spPr>"

    def hatched(self, slot: str) -> str:
        """`c:spPr` of what warns: hatched, so that a grey print tells it from what is full."""
        front, back = colour(slot, self.tokens), colour("bg1", self.tokens)
        pattern = (
            f'<a:pattFill prst="wdUpDiag"><a:fgClr>{front}</a:fgClr><a:bgClr>{back}</a:bgClr></a:pattFill>'
        )
        return f"<c:spPr>{pattern}{self.line(slot, 1.5)}</c:spPr>"

    def stroke(self, slot: str | None, width: float = 0.0, dash: str | None = None) -> str:
        """`c:spPr` of a line."""
        return f"<c:spPr>{self.line(slot, width, dash)}</c:spPr>"

    def line(self, slot: str | None, width: float, dash: str | None = None) -> str:
        """`a:ln`."""
        if slot is None:
            return "<a:ln><a:noFill/></a:ln>"
        dashed = f'<a:prstDash val="{dash}"/>' if dash and dash != "solid" else ""
        return f'<a:ln w="{emu(width)}" cap="flat">{fill(slot, self.tokens)}{dashed}<a:miter lim="800000"/></a:ln>'

    def text(self, size: float, slot: str = "tx1", *, bold: bool = False) -> str:
        """`c:txPr`: the theme's faces for Latin and Chinese."""
        return (
            f'<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr>'
            f"{self._properties('defRPr', size, slot, bold)}</a:pPr>"
            f'<a:endParaRPr lang="{self.language}"/></a:p></c:txPr>'
        )

    def title(self, text: str, size: float, slot: str = "tx2", *, turn: int | None = None) -> str:
        """`c:title` of an axis."""
        turned = f' rot="{turn}" vert="horz"' if turn is not None else ""
        return (
            f"<c:title><c:tx><c:rich><a:bodyPr{turned}/><a:lstStyle/><a:p><a:pPr>"
            f"{self._properties('defRPr', size, slot, False)}</a:pPr><a:r>{self._properties('rPr', size, slot, False)}"
            f'<a:t>{escape(text)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
        )

    def _properties(self, tag: str, size: float, slot: str, bold: bool) -> str:
        return (
            f'<a:{tag} lang="{self.language}" sz="{round(size * 100)}" b="{int(bold)}" i="0"><a:solidFill>'
            f'{colour(slot, self.tokens)}</a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/></a:{tag}>'
        )


def shown(value: bool = False, series: bool = False, category: bool = False) -> str:
    """What a label shows."""
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="{int(category)}"/>'
        f'<c:showSerName val="{int(series)}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )


def label(
    index: int, ink_text: str, position: str | None, what: str, *, code: str = "", ground: str = ""
) -> str:
    """`c:dLbl`: the label of one point."""
    number = f'<c:numFmt formatCode="{escape(code, {chr(34): "&quot;"})}" sourceLinked="0"/>' if code else ""
    place = f'<c:dLblPos val="{position}"/>' if position else ""
    return f'<c:dLbl><c:idx val="{index}"/>{number}{ground}{ink_text}{place}{what}</c:dLbl>'


def labels(points: str, ink_text: str, position: str | None, what: str, *, code: str) -> str:
    """`c:dLbls`: the labels of a series, special ones first."""
    number = f'<c:numFmt formatCode="{escape(code, {chr(34): "&quot;"})}" sourceLinked="0"/>'
    place = f'<c:dLblPos val="{position}"/>' if position else ""
    blank = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    return f"<c:dLbls>{points}{number}{blank}{ink_text}{place}{what}</c:dLbls>"


def hidden_label(index: int) -> str:
    """`c:dLbl` of a point that carries none."""
    return f'<c:dLbl><c:idx val="{index}"/><c:delete val="1"/></c:dLbl>'


def no_labels(points: str = "") -> str:
    """`c:dLbls` of a series whose points carry none but the special ones."""
    return f"<c:dLbls>{points}{shown()}</c:dLbls>"


@dataclass(frozen=True)
class Axis:
    """An axis of the plot."""

    kind: str
    """catAx or valAx."""
    number: int
    """Its id; always positive, which python-pptx's are not."""
    crosses: int
    """The id of the axis it crosses."""
    side: str
    """Where it stands: b, l, t or r."""
    at: str | float = "autoZero"
    """Where on the other axis it stands: autoZero, min, max, or a value."""
    low: float | None = None
    high: float | None = None
    log: bool = False
    hidden: bool = False
    reverse: bool = False
    grid: str = ""
    """Its grid lines."""
    title: str = ""
    code: str = GENERAL
    """The number format of its labels."""
    line: str = ""
    """`c:spPr` of its line."""
    text: str = ""
    """`c:txPr` of its labels."""
    between: bool = True
    """Whether categories stand between ticks, or on them."""
    label_place: str = "nextTo"
    step: int = 0
    """Every how many categories one is named; 0 leaves it to the viewer."""
    unit: float | None = None
    """The distance of two ticks."""

    def xml(self) -> str:
        """The axis as an element."""
        base = '<c:logBase val="10"/>' if self.log else ""
        high = f'<c:max val="{self.high:.10g}"/>' if self.high is not None else ""
        low = f'<c:min val="{self.low:.10g}"/>' if self.low is not None else ""
        order = "maxMin" if self.reverse else "minMax"
        grid = f"<c:majorGridlines>{self.grid}</c:majorGridlines>" if self.grid else ""
        code = escape(self.code, {'"': "&quot;"})
        if self.kind == "catAx":
            tail = '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
            if self.step:
                tail += f'<c:tickLblSkip val="{self.step}"/><c:tickMarkSkip val="{self.step}"/>'
            tail += '<c:noMultiLvlLbl val="1"/>'
        else:
            tail = f'<c:crossBetween val="{"between" if self.between else "midCat"}"/>'
            tail += f'<c:majorUnit val="{self.unit:.10g}"/>' if self.unit and not self.log else ""
        return (
            f'<c:{self.kind}><c:axId val="{self.number}"/><c:scaling>{base}<c:orientation val="{order}"/>{high}{low}'
            f'</c:scaling><c:delete val="{int(self.hidden)}"/><c:axPos val="{self.side}"/>{grid}{self.title}'
            f'<c:numFmt formatCode="{code}" sourceLinked="0"/>'
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
            f'<c:tickLblPos val="{self.label_place}"/>{self.line}{self.text}<c:crossAx val="{self.crosses}"/>'
            f"{self._crossing()}{tail}</c:{self.kind}>"
        )

    def _crossing(self) -> str:
        if isinstance(self.at, str):
            return f'<c:crosses val="{self.at}"/>'
        return f'<c:crossesAt val="{self.at:.10g}"/>'


def layout(x: float, y: float, width: float, height: float) -> str:
    """The inner plot area in shares of the chart."""
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{x:.4f}"/><c:y val="{y:.4f}"/><c:w val="{width:.4f}"/><c:h val="{height:.4f}"/>'
        "</c:manualLayout></c:layout>"
    )


def legend(side: str, text: str) -> str:
    """The legend, for charts in which names find no room beside the things."""
    return f'<c:legend><c:legendPos val="{side}"/><c:overlay val="0"/>{text}</c:legend>'


def excel_code(form: NumberFormat, values: Sequence[float | int], *, hide_zero: bool = False) -> str:
    """A number format in Excel's language: thousands apart by a space, which the text's own numbers use too."""
    if form.type == "e":
        return f"0.{'0' * (form.digits or 2)}E+00"
    top, low = max(map(abs, values), default=0), min(values, default=0)
    grouped = form.group and top >= _THOUSAND
    fixed = form.type in ("f", "%", "d") or (
        grouped and any(not float(value).is_integer() for value in values if abs(value) >= _THOUSAND)
    )
    decimals = (
        form.digits if form.type in ("f", "%") and form.digits is not None else form.decimals(tuple(values))
    )
    tail = ("." + "0" * decimals if decimals else "") + ("%" if form.type == "%" else "")
    small, group = ("0" + tail, "#\\ ##0" + tail) if fixed else ("General", "#\\ ##0")
    plus, zero = "+" if form.sign else "", "" if hide_zero else small
    if not grouped:
        return f"{plus}{small};{_MINUS}{small};{zero}"
    if low < 0:
        return f"{plus}{group};{_MINUS}{group};{zero}"
    if hide_zero:
        return f'[=0]"";[>=1000]{plus}{group};{plus}{small}'
    return f"[>=1000000]{plus}#\\ ###\\ ##0{tail if fixed else ''};[>=1000]{plus}{group};{plus}{small}"


def scale_code(form: NumberFormat, low: float, high: float) -> str:
    """The format of round values on an axis: without the decimals that the labels need."""
    whole = replace(form, type="%", digits=0) if form.type == "%" else replace(form, type="d?", digits=None)
    return excel_code(whole, (floor(low), int(high)))


def round_step(span: float) -> float:
    """The distance of about five round ticks over a span."""
    power = 10.0 ** floor(log10(span / 5))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if span / (step * power) <= 5.5)
