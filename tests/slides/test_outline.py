"""The strict reader of deck outlines."""

from __future__ import annotations

import pytest
from helpers.cases import chapter_project, plan_of

from handbook.model.place import Place
from handbook.plan.book import BookPlan
from handbook.problems import Problems
from handbook.slides.deck import Deck, Slide
from handbook.slides.layouts import LayoutSet
from handbook.slides.outline import read_outline

SLIDE = '<slide id="s" layout="content" anchor="a" place="content/chapters/01-first.yaml:9:9">{}</slide>'


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> BookPlan:
    return plan_of(chapter_project("- 正文一段。", tmp_path_factory.mktemp("outline")))


def read(inner: str, plan: BookPlan, layouts: LayoutSet) -> tuple[Deck | None, Problems]:
    """A deck whose only section holds `inner`."""
    problems = Problems()
    xml = f'<deck title="第一章" lang="zh-CN"><section name="一" number="1">{inner}</section></deck>'
    return read_outline(xml, plan, next(plan.chapters), layouts, problems), problems


def only_slide(inner: str, plan: BookPlan, layouts: LayoutSet) -> Slide:
    deck, problems = read(SLIDE.format(inner), plan, layouts)
    assert deck is not None and not len(problems)
    return deck.slides[0]


@pytest.mark.parametrize(
    ("inner", "what"),
    [
        (SLIDE.format("<titel>x</titel>"), "there is no element “titel” in an outline"),
        (SLIDE.format("<p>x</p>"), "the element “p” cannot stand in “slide”"),
        (SLIDE.format('<title size="28">x</title>'), "the element “title” has no attribute “size”"),
        (SLIDE.format("<text><p>x</p></text>"), "the element “text” needs the attribute “in”"),
        (SLIDE.format('<text in="side"><p>x</p></text>'), "the layout “content” has no place “side”"),
        (SLIDE.format('<text in="body" tone="red"><p>x</p></text>'), "“tone” of “text” cannot be “red”"),
        (SLIDE.format('<text in="body">loose</text>'), "there is text in the element “text”: loose"),
        (SLIDE.format('<chart block="none"/>'), "there is no block with the anchor “none” in this chapter"),
        (SLIDE.format("").replace('content"', 'contents"', 1), "there is no layout “contents”"),
        (SLIDE.format("") + SLIDE.format(""), "the slide id “s” stands twice"),
        ("<choice><slide/></choice>", "the element “slide” cannot stand in “choice”"),
    ],
)
def test_what_the_vocabulary_does_not_know_is_a_problem(
    inner: str, what: str, plan: BookPlan, layouts: LayoutSet
) -> None:
    deck, problems = read(inner, plan, layouts)
    assert deck is None
    assert what in [problem.what for problem in problems.errors]
    assert {problem.code for problem in problems} == {"outline"}


def test_a_fault_names_the_line_of_the_block_that_the_slide_came_from(
    plan: BookPlan, layouts: LayoutSet
) -> None:
    _, problems = read(SLIDE.format("<titel>x</titel>"), plan, layouts)
    assert problems.errors[0].place == Place("content/chapters/01-first.yaml", 9, 9)


def test_entities_are_not_expanded(plan: BookPlan, layouts: LayoutSet) -> None:
    problems = Problems()
    xml = '<!DOCTYPE deck [<!ENTITY e "x">]><deck title="a" lang="zh-CN"><section name="&e;"/></deck>'
    assert read_outline(xml, plan, next(plan.chapters), layouts, problems) is None
    assert len(problems.errors) == 1


def test_citations_stand_in_the_notes_only(plan: BookPlan, layouts: LayoutSet) -> None:
    slide = only_slide(
        "<title>主张 <cite>3,5</cite>。</title><notes><p role='say'>主张 <cite>3,5</cite>。</p></notes>",
        plan,
        layouts,
    )
    assert slide.title_text == "主张。"
    assert slide.notes[0].text == "主张 [3,5]。"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("用6ND粗算，显存80 GB", "用 6ND 粗算，显存 80 GB"),
        ("<b>重点。</b> 下一句", "重点。下一句"),
        ("名为<code>f</code>的函数", "名为 f 的函数"),
    ],
)
def test_chinese_and_latin_are_set_apart(markup: str, text: str, plan: BookPlan, layouts: LayoutSet) -> None:
    assert only_slide(f"<title>{markup}</title>", plan, layouts).title_text == text


def test_mathematics_becomes_raised_and_lowered_runs(plan: BookPlan, layouts: LayoutSet) -> None:
    runs = only_slide(r"<title><math>C \approx 10^{22}</math></title>", plan, layouts).title
    assert [(run.text.strip(), run.raised) for run in runs if run.text.strip()] == [
        ("C ≈ 10", 0),
        ("22", 1),
    ] or [run.text for run in runs if run.raised == 1] == ["22"]
