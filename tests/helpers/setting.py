"""Paragraphs set by our engine and by others, and the lines that come out, measured in the finished PDF.

The faces, the size, the measure and the indent are the same for all. A peer that is not installed gives nothing.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cache
from html import escape, unescape
from pathlib import Path

import pdfplumber
import weasyprint

from handbook.pdf.boxes import Page
from handbook.pdf.engine import hooked
from handbook.pdf.faces import font_faces, stack
from handbook.pdf.stock import FontConfiguration
from handbook.problems import Problems
from handbook.theme.load import bundled_themes, load_theme
from handbook.typography.numerals import numerals
from handbook.typography.opportunities import quantities, references

SIZE = 10.5
LEADING = 18.0
MARGIN = 30.0
HALF_AT_END = frozenset("，。、；：！？）》」』】〉〕”’")

_JOINER = "\u2060"
"""Keeps what stands on either side of it in one line; it has no width."""

_PAGE = Page(line=LEADING, shrink=0, reach=0, note_reach=0, chinese=True, planned=True)


@dataclass(frozen=True)
class Char:
    """A character as it stands; positions in points from the left edge of the measure."""

    text: str
    x0: float
    x1: float
    size: float
    font: str


@dataclass(frozen=True)
class SetLine:
    """A line as it stands."""

    chars: tuple[Char, ...]
    baseline: float
    """From the head of its page, in points."""
    paragraph: int
    first: bool
    last: bool

    @property
    def text(self) -> str:
        return "".join(char.text for char in self.chars)

    @property
    def end(self) -> float:
        """Where its last character's own width ends."""
        return self.chars[-1].x1

    def over(self, measure: float) -> float:
        """How far from the measure the line ends, taking a mark at its end as half or full, whichever is nearer."""
        last = self.chars[-1]
        full = last.x1 - measure
        if last.text not in HALF_AT_END:
            return full
        half = last.x0 + last.size / 2 - measure
        return half if abs(half) < abs(full) else full

    def ends_halved(self, measure: float) -> bool:
        last = self.chars[-1]
        return last.text in HALF_AT_END and abs(last.x0 + last.size / 2 - measure) < abs(last.x1 - measure)

    def gaps(self) -> list[float]:
        """What stands between neighbouring hanzi beyond their own widths, in em."""
        return [
            (after.x0 - before.x1) / before.size
            for before, after in zip(self.chars, self.chars[1:], strict=False)
            if is_hanzi(before.text) and is_hanzi(after.text) and abs(before.size - after.size) < 0.01
        ]

    @property
    def stretch(self) -> float:
        """The mean gap between its hanzi, in em."""
        found = self.gaps()
        return sum(found) / len(found) if found else 0.0

    @property
    def widest(self) -> float:
        """The widest gap between two of its hanzi, in em."""
        return max(self.gaps(), default=0.0)


def is_hanzi(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


@dataclass(frozen=True)
class Set:
    """Paragraphs that were set."""

    lines: tuple[SetLine, ...]
    measure: float
    data: bytes

    @property
    def full(self) -> list[SetLine]:
        """Lines that are not the last of their paragraph."""
        return [line for line in self.lines if not line.last]


@cache
def _faces() -> str:
    problems = Problems()
    theme = load_theme("default", Path(), problems)
    assert theme is not None
    return font_faces(theme.fonts, theme.tokens.book.type, True)


def page_html(paragraphs: Sequence[str], measure: float, align: str = "justify") -> str:
    """The page that WeasyPrint and Chromium get: `paragraphs` are HTML."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    width = measure * SIZE + 2 * MARGIN
    return (
        f'<html lang="zh-CN"><meta charset="utf-8"><style>{_faces()}\n'
        f"@page {{ size: {width}pt 800pt; margin: {MARGIN}pt }} body {{ margin: 0; width: {measure * SIZE}pt;"
        f" font: {SIZE}pt/{LEADING}pt {stack(('Handbook Text', 'Handbook Song'))}; text-align: {align};"
        " hyphens: auto; line-break: strict; overflow-wrap: break-word;"
        " hyphenate-character: '-'; font-variant-numeric: lining-nums }"
        " p { margin: 0; text-indent: 2em }"
        f" code {{ font-family: {stack(('Handbook Mono', 'Handbook Hei'))}; font-size: .9em; line-height: 1 }}"
        " .dots { --emphasis: dots } em { font-style: normal }"
        "</style><body>" + body
    )


def ours(paragraphs: Sequence[str], measure: float, align: str = "justify") -> Set:
    """Paragraphs, given as HTML, by our engine."""
    return _weasy(paragraphs, measure, planned=True, align=align)


def weasyprint_alone(paragraphs: Sequence[str], measure: float) -> Set:
    """The same without any hook."""
    return _weasy(paragraphs, measure, planned=False)


def _weasy(paragraphs: Sequence[str], measure: float, *, planned: bool, align: str = "justify") -> Set:
    fonts = FontConfiguration()
    with hooked(_PAGE) if planned else nullcontext():
        data = weasyprint.HTML(string=page_html(paragraphs, measure, align)).write_pdf(font_config=fonts)
    return read(data, paragraphs, measure)


def chromium(paragraphs: Sequence[str], measure: float) -> Set | None:
    """The same by Chromium, if there is one."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source, result = Path(folder, "in.html"), Path(folder, "out.pdf")
        source.write_text(page_html(paragraphs, measure), "utf-8")
        subprocess.run(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             f"--user-data-dir={folder}/profile", f"--print-to-pdf={result}", source.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return read(result.read_bytes(), paragraphs, measure)


def typst(paragraphs: Sequence[str], measure: float, *, held: bool = False) -> Set | None:
    """The same by Typst, if it is there, with its better line breaking.

    With `held` it is told by word joiners (U+2060, without width) what our rules keep in one piece.
    """
    try:
        import typst as compiler
    except ImportError:
        return None
    width = measure * SIZE + 2 * MARGIN
    source = (
        f"#set page(width: {width}pt, height: 800pt, margin: {MARGIN}pt)\n"
        f'#set text(font: ("Handbook Text", "Handbook Song"), size: {SIZE}pt, lang: "zh", region: "cn",'
        ' number-type: "lining")\n'
        '#set par(justify: true, linebreaks: "optimized", first-line-indent: (amount: 2em, all: true))\n'
        '#show raw: set text(font: ("Handbook Mono", "Handbook Hei"))\n'
        + "\n\n".join(_typst_text(paragraph, held) for paragraph in paragraphs)
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "in.typ")
        path.write_text(source, "utf-8")
        fonts = [str(bundled_themes() / "fonts")]
        data = compiler.compile(path, font_paths=fonts, ignore_system_fonts=True)
    return read(data, paragraphs, measure)


def typst_held(paragraphs: Sequence[str], measure: float) -> Set | None:
    """By Typst, with numbers that stay with their units as ours do."""
    return typst(paragraphs, measure, held=True)


def _typst_text(html: str, held: bool) -> str:
    """A paragraph of plain text and `code` in Typst's writing."""
    out = []
    for part in re.split(r"(<code>.*?</code>)", html):
        if part.startswith("<code>"):
            out.append(f"#raw({_quoted(_plain(part))})")
        elif part:
            text = _plain(part)
            out.append(f"#text({_quoted(_joined(text) if held else text)})")
    return "".join(out)


def _joined(text: str) -> str:
    """A text with a word joiner wherever our rules part no number from what it belongs to."""
    inside = {
        at
        for start, end in (*quantities(text), *references(text), *numerals(text))
        for at in range(start + 1, end)
    }
    return "".join(f"{_JOINER}{char}" if at in inside else char for at, char in enumerate(text))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def as_html(text: str) -> str:
    """Plain text, with `code` between backticks, as HTML."""
    parts = escape(text, quote=False).split("`")
    return "".join(f"<code>{part}</code>" if index % 2 else part for index, part in enumerate(parts))


def read(data: bytes, paragraphs: Sequence[str], measure: float) -> Set:
    """The lines of a PDF, with the paragraph that each belongs to."""
    rows: list[tuple[float, list[Char]]] = []
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            height = float(page.height)
            for char in page.chars:
                text = char["text"].replace(_JOINER, "")
                if not text.strip():
                    continue
                baseline = height - float(char["matrix"][5])
                made = Char(
                    text,
                    char["x0"] - MARGIN,
                    char["x1"] - MARGIN,
                    char["size"],
                    char["fontname"],
                )
                if not rows or abs(rows[-1][0] - baseline) > 3 or rows[-1][1][-1].x0 > made.x1 + 40:
                    rows.append((baseline, []))
                rows[-1][1].append(made)
    return Set(tuple(_assigned(rows, [_plain(paragraph) for paragraph in paragraphs])), measure * SIZE, data)


def _assigned(rows: list[tuple[float, list[Char]]], paragraphs: list[str]) -> list[SetLine]:
    """The lines with their paragraphs: their characters use up those of the source, hyphens excepted."""
    lines = []
    number, used, first = 0, 0, True
    sources = ["".join(paragraph.split()) for paragraph in paragraphs]
    for baseline, row in rows:
        chars = _one_each(sorted(row, key=lambda char: char.x0))
        rest = sources[number][used:]
        taken = len(chars)
        if chars[-1].text in "-‐" and rest[taken - 1 : taken] not in ("-", "‐"):
            taken -= 1
        assert _same(chars[:taken], rest), ("".join(char.text for char in chars), rest[: len(chars) + 5])
        chars[:taken] = [replace(char, text=text) for char, text in zip(chars, rest, strict=False)][:taken]
        used += taken
        last = used >= len(sources[number])
        lines.append(SetLine(tuple(chars), baseline, number, first, last))
        first = last
        if last:
            number, used = number + 1, 0
            if number == len(sources):
                break
    return lines


def _same(chars: list[Char], source: str) -> bool:
    """Whether a line is what the source goes on with. A PDF may name another character that shares the glyph."""
    text = "".join(char.text for char in chars)
    return (
        len(text) <= len(source)
        and sum(a != b for a, b in zip(text, source, strict=False)) <= 1 + len(text) // 6
    )


def _one_each(chars: list[Char]) -> list[Char]:
    """Ligatures divided: one entry a character."""
    out = []
    for char in chars:
        step = (char.x1 - char.x0) / max(1, len(char.text))
        for at, part in enumerate(char.text):
            out.append(replace(char, text=part, x0=char.x0 + at * step, x1=char.x0 + (at + 1) * step))
    return out
