"""The lesson that a chapter becomes: sequence, minutes, what has slides and what is told."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from helpers.cases import chapter_project, plan_of
from helpers.decks import Made, make, make_blocks, theme_for

from handbook.cli import main
from handbook.slides.lesson_deck import PageMap, Terms
from handbook.slides.lesson_plan import Lesson
from handbook.theme.load import Theme

TABLE = """\
- kind: table
  title: {title}
  priority: {priority}
  columns: [{{title: 名称}}, {{title: 数量, align: right}}]
  rows: [[甲{title}, 1], [乙{title}, 2]]
"""
QUESTIONS = """\
- kind: qa
  question: 为什么要先算账？
  answer: 因为账不会骗人。
  reasoning: 理由写在这里。
- kind: quiz
  type: choice
  question: 哪一个对？
  options: [对的那个, 错的那个]
  answer: [1]
  why: 道理在此。
- kind: text
  text: 只说给讲师的话。
  note: 讲师备注。
"""


def lesson_of(made: Made) -> Lesson:
    assert made.made.lesson is not None
    return made.made.lesson


def short_lesson(blocks: str, folder: Path, minutes: float) -> Made:
    plan = plan_of(chapter_project(blocks, folder))
    return make(plan, next(plan.chapters), theme_for(folder), Terms(minutes=minutes))


def test_the_minutes_of_the_slides_are_those_of_the_lesson(decks: tuple[Made, ...]) -> None:
    for made in decks:
        lesson = lesson_of(made)
        assert sum(slide.minutes for slide in lesson.slides) == lesson.minutes == made.chapter.chapter.minutes
        assert all(slide.minutes * 2 == int(slide.minutes * 2) for slide in lesson.slides), "half minutes"


def test_the_minutes_of_a_section_are_its_author_s(decks: tuple[Made, ...]) -> None:
    for made in decks:
        sections = made.chapter.chapter.sections
        if sum(section.minutes or 0 for section in sections) > made.chapter.chapter.minutes - 3.6:
            continue
        for group in made.fitted.groups:
            if group.number:
                spent = sum(slide.minutes for slide in group.all_slides())
                assert spent == sections[group.number - 1].minutes, group.name


def test_there_is_about_one_slide_for_two_minutes_or_more(decks: tuple[Made, ...]) -> None:
    for made in decks:
        lesson = lesson_of(made)
        content = [slide for slide in lesson.slides if slide.kind]
        assert lesson.minutes / len(lesson.slides) >= 1.6, made.chapter.file
        assert 1.9 <= lesson.minutes / len(content) <= 4.5, made.chapter.file


def test_every_block_has_slides_or_is_told_or_left_out_on_purpose(decks: tuple[Made, ...]) -> None:
    for made in decks:
        lesson = lesson_of(made)
        shown = {slide.anchor for slide in lesson.slides}
        told = {one.anchor: one for one in lesson.told}
        for _, planned in made.chapter.blocks:
            assert (planned.anchor in shown) != (planned.anchor in told), planned.block.at
            if planned.anchor in told:
                one = told[planned.anchor]
                assert (one.why == "skip") == (planned.block.slide == "skip")
                assert (one.slide > 0) == (one.why != "skip")


def test_what_its_author_wants_shown_always_has_slides(decks: tuple[Made, ...]) -> None:
    for made in decks:
        shown = {slide.anchor for slide in lesson_of(made).slides}
        for _, planned in made.chapter.blocks:
            block = planned.block
            if block.slide == "own" or (
                block.priority == 1 and block.slide == "auto" and planned.kind != "text"
            ):
                assert planned.anchor in shown, block.at


def test_an_agenda_before_a_long_section_marks_where_we_are(decks: tuple[Made, ...]) -> None:
    found = 0
    for made in decks:
        for slide, following in pairwise(made.fitted.slides):
            if slide.agenda is not None and slide.agenda.now:
                found += 1
                assert following.layout == "divider" and following.progress == slide.agenda.now
                assert slide.agenda.rows[slide.agenda.now - 1].to == following.id
                assert re.search(r"还剩 \d+ 分钟$", slide.title_text), "whole minutes"
    assert found >= len(decks) // 2


def test_a_recap_lists_what_the_slides_of_its_section_say(decks: tuple[Made, ...]) -> None:
    recaps = 0
    for made in decks:
        for group in made.fitted.groups:
            slides = list(group.all_slides())
            if slides[-1].id.endswith("-recap"):
                recaps += 1
                titles = {"".join(run.text for run in slide.title if not run.light) for slide in slides}
                texts = slides[-1].texts
                lines = [box.text for name, box in texts.items() if name.startswith("claim")]
                assert 3 <= len(lines) <= 4 and {*lines} <= {title.rstrip("。") for title in titles}
    assert recaps >= 2 * len(decks)


def test_sections_and_agenda_link_to_each_other(decks: tuple[Made, ...]) -> None:
    for made in decks:
        slides = made.deck.presentation.slides
        agenda = next(n for n, slide in enumerate(made.fitted.slides) if slide.agenda is not None)
        dividers = [n for n, slide in enumerate(made.fitted.slides) if slide.layout == "divider"]
        targets = {slides[number].part.partname for number in dividers}
        assert targets <= {rel.target_part.partname for rel in slides[agenda].part.rels.values()}
        for number in dividers:
            assert slides[agenda].part.partname in {
                rel.target_part.partname for rel in slides[number].part.rels.values() if not rel.is_external
            }


def test_what_has_no_time_is_told_in_full_in_the_notes(tmp_path: Path) -> None:
    blocks = "".join(TABLE.format(title=f"第{n}张表", priority=2) for n in range(1, 9))
    made = short_lesson(blocks, tmp_path, 20)
    lesson = lesson_of(made)
    gone = [one for one in lesson.told if one.why == "time"]
    assert gone and len([slide for slide in lesson.slides if slide.kind]) == 8 - len(gone)
    notes = re.sub(r"\s", "", made.deck.everything())
    for number in range(1, 9):
        assert f"甲第{number}张表" in notes and f"第{number}张表" in notes
    told = made.deck.notes(gone[-1].slide)
    assert re.search(r"甲.*：数量 1", told), "cells are told with the heads of their columns"


def test_a_short_lesson_keeps_by_priority(tmp_path: Path) -> None:
    priorities = (3, 2, 1, 2, 3, 1)
    blocks = "".join(
        TABLE.format(title=f"第{n}张表", priority=priority) for n, priority in enumerate(priorities, start=1)
    )
    made = short_lesson(blocks, tmp_path, 14)
    titles = {title.replace(" ", "") for title in made.deck.titles()}
    assert {"第3张表", "第6张表"} <= titles
    assert not {"第1张表", "第5张表"} & titles


@pytest.mark.parametrize("minutes", [45, 90])
def test_a_lesson_of_given_minutes(minutes: int, decks: tuple[Made, ...], theme: Theme) -> None:
    made = decks[2]
    again = make(made.plan, made.chapter, theme, Terms(minutes=minutes))
    lesson = lesson_of(again)
    assert sum(slide.minutes for slide in lesson.slides) == minutes
    assert len(lesson.slides) <= minutes / 1.4
    assert f"{minutes} 分钟" in again.deck.texts(1), "the cover says how long it is"


def test_participants_get_no_answers_and_nothing_said_to_the_trainer(tmp_path: Path) -> None:
    plan = plan_of(chapter_project(QUESTIONS, tmp_path))
    terms = Terms(minutes=60, edition="participant")
    made = make(plan, next(plan.chapters), theme_for(tmp_path), terms)
    everything = made.deck.everything()
    for secret in ("因为账不会骗人", "理由写在这里", "道理在此", "讲师备注", "只说给讲师的话", "答案"):
        assert secret not in everything
    assert "为什么要先算账" in everything and "错的那个" in everything
    assert "再看下一页" not in everything, "no slide with an answer follows"


def test_notes_name_the_page_of_the_printed_edition(tmp_path: Path) -> None:
    plan = plan_of(chapter_project("- {kind: quote, text: 一句话, who: 某人}", tmp_path))
    pages = PageMap({"ch-first": 7, "ch-first-one": 9}, "第一版 A4")
    made = make(plan, next(plan.chapters), theme_for(tmp_path), Terms(60, pages=pages))
    quote = made.deck.number_of("“一句话”")
    assert "手册第 9 页（第一版 A4）" in made.deck.notes(quote)
    assert "手册第 7 页（第一版 A4）" in made.deck.notes(1)
    without = make_blocks("- {kind: quote, text: 一句话, who: 某人}", tmp_path / "other")
    assert "手册第" not in without.deck.notes(quote)


def test_the_plan_is_printed_as_text_and_as_json(tmp_path: Path) -> None:
    root = chapter_project(TABLE.format(title="一张表", priority=2), tmp_path)
    text = CliRunner().invoke(main, ["slides", "-C", str(root), "--plan", "--minutes", "30"])
    assert text.exit_code == 0 and "table" in text.output and "一张表" in text.output
    found = CliRunner().invoke(main, ["slides", "-C", str(root), "--plan", "--format", "json"])
    plan = json.loads(found.output)["01-first"]
    table = next(slide for slide in plan["slides"] if slide["kind"] == "table")
    assert table["file"] == "content/chapters/01-first.yaml" and table["line"] > 1
    assert not (root / "build").exists(), "nothing is written"


def test_the_report_says_how_full_every_box_is(tmp_path: Path) -> None:
    root = chapter_project(TABLE.format(title="一张表", priority=2), tmp_path)
    found = CliRunner().invoke(main, ["slides", "-C", str(root), "--report", "--format", "json"])
    boxes = json.loads(found.output)["01-first"]
    assert {box["place"] for box in boxes} >= {"title", "table", "eyebrow"}
    assert all(0 < box["fill"] <= 1 for box in boxes)
    text = CliRunner().invoke(main, ["slides", "-C", str(root), "--report"])
    assert "fullest:" in text.output
