"""The HTML of a book divided into units while it comes, and the dots of its contents."""

from __future__ import annotations

import io
import re

import pdfplumber
import pytest
import weasyprint

from handbook.pdf.boxes import Page
from handbook.pdf.engine import hooked
from handbook.pdf.units import END, divide
from handbook.theme.load import bundled_themes

_BOOK = """<!DOCTYPE html>
<html lang="zh-CN">
<head><title>书</title></head>
<body>
<p>封面</p>
<!--unit part-1 recto--><section class="part" id="part-1">上编</section>
<!-- a remark --><!--unit ch-one recto-->
<section class="opener" id="ch-one">一<!--drawing 0a1b--></section>
<!--unit answers any--><section id="answers">答</section>
</body>
</html>
"""


@pytest.mark.parametrize("size", [1, 7, 40, 1000])
def test_units_do_not_depend_on_the_pieces_that_come(size: int) -> None:
    pieces = (_BOOK[at : at + size] for at in range(0, len(_BOOK), size))
    assert list(divide(pieces, more=True)) == list(divide((_BOOK,), more=True))


def test_each_unit_ends_with_a_stand_in_for_the_next() -> None:
    units = list(divide((_BOOK,), more=False))
    assert [(unit.name, unit.recto, unit.drawings) for unit in units] == [
        ("front", True, ()), ("part-1", True, ()), ("ch-one", True, ("0a1b",)), ("answers", False, ()),
    ]  # fmt: skip
    assert re.findall(rf'<section[^>]*id="{END}"></section>', "".join(unit.html for unit in units)) == [
        f'<section class="part" id="{END}"></section>',
        f'<section class="opener" id="{END}"></section>',
        f'<section id="{END}"></section>',
    ]
    assert "<title>书</title>" in units[0].html and not any("<title>" in unit.html for unit in units[1:])


def test_a_unit_is_given_as_soon_as_the_next_is_there() -> None:
    read: list[str] = []

    def coming() -> object:
        for line in _BOOK.splitlines(keepends=True):
            read.append(line)
            yield line

    first = next(divide(coming(), more=False))  # type: ignore[arg-type]
    assert first.name == "front"
    assert "答" not in "".join(read)


_CONTENTS = """<html lang="zh-CN"><style>
@font-face {{ font-family: hei; src: url("{face}") }}
@page {{ size: 400px 200px; margin: 20px }}
p {{ font: 12px/18px hei; margin: 0; display: flex }} i {{ flex: 1 1 auto; font-style: normal }}
i::after {{ content: " " leader("."); font-size: 6px }}
</style><p>短<i></i>7</p><p>一个长一些的题目<i></i>118</p>"""


def test_dots_are_drawn_together_where_they_stood_by_themselves() -> None:
    face = bundled_themes() / "fonts" / "handbook-hei-400.ttf"
    html = weasyprint.HTML(string=_CONTENTS.format(face=face.as_uri()))
    alone = html.write_pdf()
    with hooked(Page(line=18, shrink=0, reach=0, note_reach=0, chinese=True, planned=True)):
        together = html.write_pdf()
    assert alone is not None and together is not None
    wanted, found = _dots(alone), _dots(together)
    assert len(found) == len(wanted) > 100
    assert max(abs(x - y) for x, y in zip(wanted, found, strict=True)) < 0.05
    assert len(together) < len(alone)


def _dots(data: bytes) -> list[float]:
    """Where the dots of a page begin, line by line from the left, in points."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        dots = [(round(char["top"]), float(char["x0"])) for char in pdf.pages[0].chars if char["text"] == "."]
    return [x for _, x in sorted(dots)]
