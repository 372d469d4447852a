"""The gallery: every kind of block with every option, sound in both outputs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from helpers.books import Book
from helpers.books import make as make_book
from helpers.cases import read
from helpers.decks import Made, make, theme_for
from helpers.labels import Regions, collisions, is_drawn, labels_of, text_of
from helpers.pptx import lifted, sdk_errors
from pydantic import BaseModel

from handbook.model.blocks import KINDS, BlockBase
from handbook.model.blocks.data import Chart
from handbook.model.blocks.diagrams import Diagram
from handbook.model.handbook import Handbook
from handbook.model.inline import Inline, Prose
from handbook.model.traverse import elements
from handbook.pipeline import Run, check
from handbook.plan.book import PlannedBlock, plan_book
from handbook.problems import as_text
from handbook.slides.lint import lint

ROOT = Path(__file__).parent.parent / "examples" / "gallery"


@pytest.fixture(scope="module")
def gallery() -> Handbook:
    return read(ROOT)


@pytest.fixture(scope="module")
def book() -> Book:
    return make_book(ROOT)


@pytest.fixture(scope="module")
def decks() -> tuple[Made, ...]:
    plan, theme = plan_book(read(ROOT)), theme_for(ROOT)
    return tuple(make(plan, chapter, theme) for chapter in plan.chapters)


def classes(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every model class inside the annotation of a field, texts left out."""
    if isinstance(annotation, type):
        if issubclass(annotation, BaseModel) and annotation not in (Inline, Prose):
            yield annotation
        return
    for inner in get_args(annotation):
        yield from classes(inner)


def parts(model: type[BaseModel], found: set[type[BaseModel]]) -> set[type[BaseModel]]:
    """A block's class with the classes of its parts, theirs, and so on."""
    if model not in found:
        found.add(model)
        for field in model.model_fields.values():
            for part in classes(field.annotation):
                if not issubclass(part, BlockBase):
                    parts(part, found)
    return found


def choices(annotation: Any) -> set[Any]:
    """The values of a closed choice; none for other fields."""
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    if get_origin(annotation) in (Union, UnionType, Annotated):
        return {value for inner in get_args(annotation) for value in choices(inner)}
    return set()


def test_it_passes_every_check_without_a_warning() -> None:
    run = Run(ROOT)
    assert check(run) is not None
    assert as_text(run.problems) == ""


def test_every_kind_is_shown(gallery: Handbook) -> None:
    shown = {str(getattr(block, "kind", "")) for _, _, block in gallery.blocks()}
    assert sorted(set(KINDS) - shown) == []


@pytest.fixture(scope="module")
def values(gallery: Handbook) -> dict[tuple[type, str], list[Any]]:
    """What the gallery writes in each field of each class, defaults included."""
    found: dict[tuple[type, str], list[Any]] = defaultdict(list)
    for _, _, block in gallery.blocks():
        for element in elements(block):
            for name in type(element).model_fields:
                found[type(element), name].append(getattr(element, name))
                if name in BlockBase.model_fields and isinstance(element, BlockBase):
                    found[BlockBase, name].append(getattr(element, name))
    return found


@pytest.mark.parametrize("kind", ["every block", *KINDS])
def test_every_field_is_used(kind: str, values: dict[tuple[type, str], list[Any]]) -> None:
    """Each field of a kind and of its parts stands somewhere with another value than its default."""
    unused = []
    for model in parts(KINDS.get(kind, BlockBase), set()):
        for name, field in model.model_fields.items():
            if model is not BlockBase and issubclass(model, BlockBase) and name in BlockBase.model_fields:
                continue
            default = field.get_default(call_default_factory=True) if not field.is_required() else ...
            if name != "kind" and all(value == default for value in values[model, name]):
                unused.append(f"{model.__name__}.{name}")
    assert sorted(unused) == []


@pytest.mark.parametrize("kind", ["every block", *KINDS])
def test_every_choice_is_made(kind: str, values: dict[tuple[type, str], list[Any]]) -> None:
    """Where a field may hold one of a few words or numbers, each of them stands somewhere."""
    unmade = []
    for model in parts(KINDS.get(kind, BlockBase), set()):
        for name, field in model.model_fields.items():
            if model is BlockBase or name not in BlockBase.model_fields or not issubclass(model, BlockBase):
                wanted = choices(field.annotation)
                unmade += [
                    f"{model.__name__}.{name}: {value}"
                    for value in wanted
                    if value not in values[model, name]
                ]
    assert sorted(unmade) == []


def test_the_book_is_made_without_a_problem(book: Book) -> None:
    assert as_text(book.problems) == ""


def test_the_decks_are_made_without_a_problem(decks: tuple[Made, ...]) -> None:
    assert [as_text(made.problems) for made in decks if len(made.problems)] == []


def drawn(book: Book) -> list[PlannedBlock]:
    """The diagrams and charts of the chapters."""
    return [
        planned for chapter in book.plan.chapters for _, planned in chapter.blocks if is_drawn(planned.block)
    ]


def test_every_label_of_every_figure_is_found_in_the_page(book: Book) -> None:
    regions, lost = Regions(book.pdf), []
    for planned in drawn(book):
        text = text_of(regions.characters(planned))
        lost += [f"{planned.block.id}: {label}" for label in labels_of(planned.block) if label not in text]
    assert lost == []


def test_no_two_labels_of_a_figure_lie_on_one_another(book: Book) -> None:
    regions = Regions(book.pdf)
    met = [
        f"{planned.block.id}: {met}"
        for planned in drawn(book)
        for met in collisions(regions.characters(planned))
    ]
    assert met == []


def test_our_own_rules_find_no_fault_in_the_decks(decks: tuple[Made, ...]) -> None:
    assert [fault for made in decks for fault in lint(made.made.data)] == []


def test_the_sdk_finds_no_error_in_the_decks_in_three_liftings(
    decks: tuple[Made, ...], tmp_path: Path
) -> None:
    """As they are, with every choice and with every fallback; it does not know what stands in `a14:m`."""
    for made in decks:
        assert sdk_errors(made.made.data, tmp_path) == []
        for side in ("Choice", "Fallback"):
            errors = sdk_errors(lifted(made.made.data, side), tmp_path)
            assert [error for error in errors if "a14:m" not in error] == []


def shown(made: Made) -> Iterator[BlockBase]:
    """The blocks of a chapter that go to slides."""
    for _, planned in made.chapter.blocks:
        if planned.block.slide not in ("skip", "notes"):
            yield planned.block


def shapes(made: Made) -> Iterator[Any]:
    for slide in made.deck.presentation.slides:
        yield from slide.shapes


def test_every_chart_of_a_deck_carries_its_data(decks: tuple[Made, ...]) -> None:
    for made in decks:
        charts = [block for block in shown(made) if isinstance(block, Chart)]
        found = [shape.chart for shape in shapes(made) if shape.has_chart]
        assert len(found) == len(charts)
        for chart in found:
            assert chart.part.chart_workbook.xlsx_part is not None
        for block, chart in zip(charts, found, strict=True):
            drawn_values = [tuple(series.values) for plot in chart.plots for series in plot.series]
            assert all(
                tuple(None if value is None else float(value) for value in series.values) in drawn_values
                for series in block.series
            )


def test_every_diagram_of_a_deck_is_one_group(decks: tuple[Made, ...]) -> None:
    for made in decks:
        diagrams = [block for block in shown(made) if isinstance(block, Diagram)]
        groups = [shape for shape in shapes(made) if shape.shape_type == 6]
        assert len(groups) == len(diagrams)
        assert all(len(group.shapes) for group in groups)


def test_nothing_lies_outside_a_slide(decks: tuple[Made, ...]) -> None:
    outside = []
    for made in decks:
        presentation = made.deck.presentation
        width, height = presentation.slide_width, presentation.slide_height
        for number, slide in enumerate(presentation.slides, start=1):
            for shape in _flat(slide.shapes):
                left, top, right, bottom = _frame(shape)
                if left < 0 or top < 0 or right > width or bottom > height:
                    outside.append(f"{made.chapter.file} {number}: {shape.name}")
    assert outside == []


def _frame(shape: Any) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a shape as it is seen; one that stands on its side has them about its middle."""
    wide, high = shape.width, shape.height
    if round(getattr(shape, "rotation", 0.0) or _turn(shape)) % 180 == 90:
        wide, high = high, wide
    x, y = shape.left + shape.width / 2, shape.top + shape.height / 2
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _turn(shape: Any) -> float:
    """The rotation of a connector in degrees, which python-pptx does not tell."""
    return sum(int(found) for found in shape._element.xpath("./p:spPr/a:xfrm/@rot")[:1]) / 60000


def _flat(found: Any) -> Iterator[Any]:
    """Shapes with those in groups, whose places are those of the slide: our groups do not scale."""
    for shape in found:
        yield shape
        if shape.shape_type == 6:
            yield from _flat(shape.shapes)


def test_the_block_reference_shows_every_kind_with_its_pictures() -> None:
    docs = ROOT.parents[1] / "docs"
    page = (docs / "blocks.md").read_text("utf-8")
    assert re.findall(r"^## (\w+)$", page, re.MULTILINE) == list(KINDS)
    for kind in KINDS:
        assert f"content-reference.md#{kind}" in page
        assert f"images/blocks/{kind}-page.png" in page and f"images/blocks/{kind}-slide.png" in page


def test_the_yaml_in_the_block_reference_is_that_of_the_gallery() -> None:
    page = (ROOT.parents[1] / "docs" / "blocks.md").read_text("utf-8")
    sources = [path.read_text("utf-8") for path in sorted((ROOT / "content" / "chapters").glob("*.yaml"))]
    flat = ["\n".join(line.strip() for line in source.splitlines()) for source in sources]
    for example in re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        lines = "\n".join(line.strip() for line in example.splitlines())
        assert any(lines in source for source in flat), example
