"""Pictures on slides: SVG as it is, with a picture of it for viewers that do not know SVG."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from helpers.decks import Made, make_blocks
from helpers.pptx import parts
from PIL import Image

from handbook.problems import as_text

FIGURE = """\
- kind: figure
  title: 一张图
  image: images/drawn.svg
  alt: 左边一块红，右边写着字
"""
SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">
<rect width="100" height="100" fill="#c00000"/>
<text x="110" y="70" font-size="60" font-family="sans-serif">手</text>
</svg>
"""


def figure(folder: Path, svg: str) -> Made:
    """A deck with one picture."""
    path = folder / "content" / "images" / "drawn.svg"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(svg, "utf-8")
    return make_blocks(FIGURE, folder)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return figure(tmp_path_factory.mktemp("svg"), SVG)


def test_the_svg_is_in_the_package_as_it_was_written(made: Made) -> None:
    assert parts(made.made.data)["ppt/media/vector1.svg"] == SVG.encode()
    assert not len(made.problems), as_text(made.problems)


def test_its_picture_shows_its_colours_and_its_chinese(made: Made) -> None:
    stand_in = next(data for name, data in parts(made.made.data).items() if name.endswith(".png"))
    with Image.open(io.BytesIO(stand_in)) as image:
        drawn = image.convert("RGBA")
    width, height = drawn.size
    assert width == 2 * height and width > 800
    assert drawn.getpixel((width // 4, height // 2)) == (0xC0, 0, 0, 255)
    right = drawn.crop((width * 11 // 20, 0, width, height))
    inked = sum(right.getchannel("A").histogram()[128:])
    # A missing character would be an empty box, a square outline of few pixels, or nothing at all.
    assert 0.05 < inked / (right.width * right.height) < 0.5


def test_what_cannot_be_drawn_is_told_with_its_place(tmp_path: Path) -> None:
    problems = as_text(
        figure(tmp_path, '<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"/>').problems
    )
    assert "[bad-image]" in problems and "images/drawn.svg" in problems
    assert "save it as plain SVG, or use a PNG" in problems
