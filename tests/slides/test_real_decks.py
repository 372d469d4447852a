"""What must hold for every deck of the handbook."""

from __future__ import annotations

import multiprocessing
import re
from itertools import pairwise
from pathlib import Path

import pytest
from helpers.decks import Made
from helpers.pptx import lifted, sdk_errors

from handbook.model.blocks import BlockBase
from handbook.model.inline import (
    Abbr,
    Break,
    Cite,
    Emphasis,
    Inline,
    Link,
    Math,
    Node,
    PageRef,
    Ref,
    Ruby,
    Strong,
    Term,
)
from handbook.model.traverse import NOT_PRINTED, texts
from handbook.slides.desks import Order, make_decks
from handbook.slides.layouts import LayoutSet
from handbook.slides.lesson_deck import Terms
from handbook.slides.lint import lint
from handbook.slides.measure import Measurer
from handbook.theme.load import Theme


def test_the_sdk_finds_no_error_as_they_are_and_with_every_alternative_lifted(
    decks: tuple[Made, ...], tmp_path: Path
) -> None:
    for made in decks:
        data = made.made.data
        assert sdk_errors(data, tmp_path) == []
        for side in ("Choice", "Fallback"):
            assert sdk_errors(lifted(data, side), tmp_path) == []


def test_our_own_rules_find_no_fault(decks: tuple[Made, ...]) -> None:
    assert [fault for made in decks for fault in lint(made.made.data)] == []


def test_made_again_in_two_processes_every_deck_has_the_same_bytes(decks: tuple[Made, ...]) -> None:
    plan, dress = decks[0].plan, decks[0].made.dress
    assert dress is not None
    again = make_decks(Order(plan, tuple(plan.chapters), dress, Terms()), 2)
    for made, done in zip(decks, again, strict=True):
        assert done.deck.data == made.made.data, made.chapter.file
        assert not done.problems


def test_decks_are_made_even_where_their_processes_are_ended(decks: tuple[Made, ...]) -> None:
    plan, dress = decks[0].plan, decks[0].made.dress
    assert dress is not None
    delivered = make_decks(Order(plan, tuple(plan.chapters)[:4], dress, Terms()), 2)
    found = [next(delivered).deck.data]
    for process in multiprocessing.active_children():
        process.kill()
    found += [done.deck.data for done in delivered]
    assert found == [made.made.data for made in decks[:4]]


def test_no_text_is_higher_than_its_box_with_the_free_share(
    decks: tuple[Made, ...], layouts: LayoutSet, measurer: Measurer, theme: Theme
) -> None:
    most = 1 - theme.tokens.deck.free
    for made in decks:
        for slide in made.fitted.slides:
            filled = slide.filled
            for name, box in slide.texts.items():
                place = layouts[slide.layout].place_over(name, filled)
                height = measurer.height(box, place)
                assert height is not None and height <= place.box.h * most + 0.01, (
                    slide.at,
                    slide.title_text,
                    name,
                )


def test_no_row_of_a_table_is_higher_than_it_is_drawn(
    decks: tuple[Made, ...], measurer: Measurer, layouts: LayoutSet, theme: Theme
) -> None:
    for made in decks:
        for slide in made.fitted.slides:
            if slide.table is None:
                continue
            room = layouts[slide.layout].places[slide.table.place].box
            assert sum(row.height for row in slide.table.rows) <= room.h + 0.01, slide.at
            for row in slide.table.rows:
                for index, cell in enumerate(row.cells):
                    width = sum(slide.table.widths[index : index + cell.span]) - 16
                    lines = (
                        measurer.lines(cell.runs, slide.table.size, width, bold=row.head or row.marked)
                        if cell.runs
                        else 1
                    )
                    height = lines * slide.table.size * measurer.pitch + 6
                    assert height <= row.height * (1 - theme.tokens.deck.free) + 0.01, (slide.at, cell.text)


def test_nothing_is_set_under_its_floor(decks: tuple[Made, ...], layouts: LayoutSet, theme: Theme) -> None:
    """16 pt for text, 14 for tables and code, 12 for source lines and footers."""
    floor, lower = theme.tokens.deck.floor.pt, min(s.pt for s in theme.tokens.deck.table_sizes)
    small = {"eyebrow", "source", "footer", "number", "chapter", "code", "edition"}
    for made in decks:
        for slide in made.fitted.slides:
            for name, box in slide.texts.items():
                place = layouts[slide.layout].places[name]
                sizes = [place.size(box.step, paragraph.level) for paragraph in box.paragraphs]
                assert name in small or min(sizes) >= floor, (slide.at, name)
            assert slide.table is None or slide.table.size >= lower


def test_titles_differ_and_are_never_empty(decks: tuple[Made, ...]) -> None:
    for made in decks:
        titles = made.deck.titles()
        assert len(titles) == len(set(titles)) == made.made.slides
        assert all(title.strip() for title in titles)


def test_a_question_stands_right_before_its_answer(decks: tuple[Made, ...]) -> None:
    for made in decks:
        slides = made.fitted.slides
        for slide, following in pairwise(slides):
            if slide.layout == "question":
                assert following.anchor == slide.anchor and following.layout == "answer", slide.at


def test_the_sequence_of_a_lesson(decks: tuple[Made, ...]) -> None:
    for made in decks:
        layouts = [slide.layout for slide in made.fitted.slides]
        assert layouts[:4] == ["cover", "content", "table", "divider"]
        assert layouts.count("divider") == len(made.chapter.sections)
        assert layouts[-2:] == ["takeaways", "references"]


def test_the_footer_names_the_section_of_the_handbook(decks: tuple[Made, ...]) -> None:
    for made in decks:
        section = made.chapter.sections[1]
        block = next(
            slide
            for slide in made.fitted.slides
            if slide.anchor.startswith(f"{section.anchor}-") or slide.anchor == section.anchor
        )
        assert f"手册 {section.number}" in block.footer
        assert "大模型创业手册" in block.footer


def test_the_disclaimer_stands_on_every_slide_with_a_footer(decks: tuple[Made, ...]) -> None:
    for made in decks:
        wanted = made.chapter.chapter.disclaimer
        short = [entry.short.plain for entry in made.plan.handbook.book.disclaimers if entry.id == wanted]
        for phrase in short:
            assert all(phrase in slide.footer for slide in made.fitted.slides)


def test_every_text_of_a_chapter_is_on_a_slide_or_in_the_notes(decks: tuple[Made, ...]) -> None:
    for made in decks:
        shown = made.deck.everything()
        lost = [
            piece for text in _texts_of(made) for piece in _pieces(text.nodes, made) if piece not in shown
        ]
        assert lost == []


def _texts_of(made: Made) -> list[Inline]:
    chapter = made.chapter.chapter
    found = list(texts(chapter, NOT_PRINTED | {"sections", "quiz"}))
    for section in chapter.sections:
        found += texts(section, NOT_PRINTED | {"blocks"})
        found += [text for block in section.blocks for text in _of_block(block)]
    return found + [text for block in chapter.quiz for text in _of_block(block)]


def _of_block(block: BlockBase) -> list[Inline]:
    if block.slide == "skip":
        return []
    skipped = {"slide_title"} if block.slide == "notes" else set()
    # What runs over a worksheet's closing sentence are lines to write on, not words.
    return list(texts(block, NOT_PRINTED | skipped | {"closing"}))


def _pieces(nodes: tuple[Node, ...], made: Made) -> list[str]:
    """The stretches of plain words between citations and mathematics, without spaces and without a closing mark.

    A source line joins its pieces by marks of its own.
    """
    text = "".join(_plain(node, made) for node in nodes)
    stretches = re.sub(r"[ \n\t\u3000]", "", text).split("\x00")
    return [piece.rstrip("。；") for piece in stretches if piece.rstrip("。；")]


def _plain(node: Node, made: Made) -> str:
    match node:
        case Strong(children) | Emphasis(children) | Link(_, children):
            return "".join(_plain(child, made) for child in children)
        case Cite() | Math() | Break():
            return "\x00"
        case Term(key, text):
            return text or made.plan.handbook.terms[key].term
        case Ref(target, text):
            return text or made.plan.targets[target].label
        case PageRef(target):
            return made.plan.targets[target].label
        case Abbr(text, meaning) | Ruby(text, meaning):
            return f"{text}\x00{meaning}"
        case _:
            return str(getattr(node, "text", ""))


@pytest.mark.parametrize("role", ["【时间】", "【讲】", "【问】", "【答】", "【出处】", "【过渡】"])
def test_notes_name_what_their_lines_are_for(role: str, decks: tuple[Made, ...]) -> None:
    for made in decks:
        notes = [made.deck.notes(number) for number in range(1, made.made.slides + 1)]
        assert any(role in note for note in notes)


def test_the_lines_of_notes_stand_in_order(decks: tuple[Made, ...]) -> None:
    order = ["【时间】", "【讲】", "【问】", "【答】", "【出处】", "【过渡】"]
    for made in decks:
        for number in range(1, made.made.slides + 1):
            found = re.findall(r"^【.{2}】", made.deck.notes(number), re.MULTILINE)
            positions = [order.index(label) for label in found if label in order]
            assert positions == sorted(positions)
