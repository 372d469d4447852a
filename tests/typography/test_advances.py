"""Advance tables: what a character, a line and a stack of faces measure."""

from pathlib import Path
from types import MappingProxyType

import pytest

from handbook.typography.advances import Face, FaceStack, find_face, load_faces

TABLE = Path(__file__).parents[2] / "themes" / "fonts" / "advances.json"
FACES = load_faces(TABLE)
ARIAL, YAHEI = FACES["Arial", 400], FACES["微软雅黑", 400]
SLIDE = FaceStack((ARIAL, YAHEI))


def test_every_hanzi_is_one_em_wide():
    """A Chinese character takes a full em in every Chinese face."""
    chinese = [face for face in FACES.values() if face.chinese]
    assert {face.name for face in chinese} == {"Handbook Song", "Handbook Hei", "微软雅黑"}
    assert {face.advance(char) for face in chinese for char in "一国龘，。（）　"} == {1.0}


def test_width_grows_with_the_size():
    """A width is in points: the advances times the size."""
    assert YAHEI.width("手册", 18) == pytest.approx(36)
    assert ARIAL.width("AI", 20) == pytest.approx((0.667 + 0.278) * 20)


def test_bold_is_wider_than_regular():
    """Each weight has a table of its own."""
    sample = "Large language model"
    for name in ("Arial", "Handbook Label", "Handbook Text"):
        assert FACES[name, 700].width(sample, 10) > FACES[name, 400].width(sample, 10)


def test_pitch_belongs_to_the_face():
    """The distance of lines differs between the faces of decks and ours."""
    assert {name: FACES[name, 400].pitch for name in ("微软雅黑", "Arial", "Consolas", "Handbook Hei")} == {
        "微软雅黑": 1.32,
        "Arial": 1.15,
        "Consolas": 1.17,
        "Handbook Hei": 1.0,
    }


def test_stack_takes_the_pitch_of_its_tallest_face():
    """A line of mixed text is as tall as its tallest face."""
    assert SLIDE.pitch == 1.32


def test_latin_letters_come_from_the_latin_face():
    """The first face of the stack serves letters, digits and ASCII marks."""
    assert {SLIDE.face_for(char) for char in "Ag0,(%é"} == {ARIAL}


@pytest.mark.parametrize("char", "“”‘’—…·→■①")
def test_marks_of_chinese_text_come_from_the_chinese_face(char: str):
    """Quotes, dashes, dots and shapes are full width among Chinese characters."""
    assert SLIDE.face_for(char) == YAHEI
    assert SLIDE.advance(char) == 1.0


def test_marks_of_english_text_come_from_the_latin_face():
    """On the Latin side the first face that covers a character serves it."""
    english = FaceStack((ARIAL, YAHEI), side="latin")
    assert english.face_for("’") == ARIAL
    assert english.width("don’t", 10) < SLIDE.width("don’t", 10)


def test_chinese_dash_takes_two_characters_room():
    """A dash of two characters is two em wide, in the book's faces as on slides."""
    book = FaceStack((FACES["Handbook Text", 400], FACES["Handbook Song", 400]))
    assert book.width("——", 10) == SLIDE.width("——", 10) == pytest.approx(20)


def test_character_of_no_face_is_taken_as_full_width():
    """What no table covers is said to be uncovered and measured as one em."""
    assert not SLIDE.covers("🦜")
    assert SLIDE.advance("🦜") == 1.0


def test_joiners_take_no_room():
    """Characters without ink of their own have no width."""
    assert SLIDE.width("\u200b\u2060", 10) == 0


def test_known_face_is_found_without_notice():
    """The wanted table is returned as it is."""
    assert find_face(FACES, "Arial", 700) == (FACES["Arial", 700], None)


def test_unknown_weight_falls_back_to_the_widest_of_the_family():
    """A weight without a table takes the family's widest, and says so."""
    face, notice = find_face(FACES, "Arial", 900)
    assert face == FACES["Arial", 700]
    assert notice == "no widths are known for Arial 900; taken from Arial 700, the widest known"


def test_unknown_family_falls_back_to_the_widest_of_all():
    """A family without a table takes the widest face, and says so."""
    face, notice = find_face(FACES, "Verdana", 400)
    sample = "The quick brown fox"
    assert face.width(sample, 1) >= max(FACES[name, 700].width(sample, 1) for name in ("Arial", "Consolas"))
    assert notice is not None
    assert notice.startswith("no widths are known for Verdana 400")


def test_unknown_chinese_family_falls_back_to_a_chinese_face():
    """A Chinese family without a table still measures Chinese characters by a table."""
    face, notice = find_face(FACES, "等线", 400, chinese=True)
    assert face.chinese
    assert notice is not None


def test_face_measures_by_its_own_table():
    """A face is its table: thousandths of an em by code point."""
    face = Face("Tiny", 400, 1.0, 0.8, 0.2, MappingProxyType({ord("a"): 500}))
    assert face.covers("a")
    assert not face.covers("b")
    assert face.width("aaaa", 10) == pytest.approx(20)
