"""Lines of running text: where they end, what begins them, where they stand."""

from __future__ import annotations

from itertools import pairwise

from helpers.books import Book
from helpers.whole_book import full_lines

NEVER_FIRST = "，。、；：！？）》」』】”’—…·～／－,.;:!?)]}%％‰℃"
NEVER_LAST = "（《「『【“‘([{￥$#＃"


def share_on_the_edge(book: Book) -> float:
    ends = [abs(line.edge - edge) <= 0.5 for line, edge in full_lines(book)]
    assert len(ends) > 50
    return sum(ends) / len(ends)


def test_lines_of_hard_prose_end_on_the_edge(prose: Book) -> None:
    assert share_on_the_edge(prose) >= 0.99


def test_lines_of_the_handbook_end_on_the_edge(book: Book) -> None:
    assert share_on_the_edge(book) >= 0.99


def test_no_line_goes_past_the_edge(prose: Book, book: Book) -> None:
    for made in (prose, book):
        assert [line.text for line, edge in full_lines(made) if line.edge > edge + 0.5] == []


def test_no_forbidden_mark_begins_or_ends_a_line(prose: Book) -> None:
    lines = [
        line.text.strip()
        for page in range(1, prose.pdf.page_count + 1)
        for line in prose.pdf.lines(page, 10.5)
    ]
    assert [text for text in lines if text[0] in NEVER_FIRST or text[-1] in NEVER_LAST] == []


def test_no_paragraph_ends_in_a_line_of_one_character(prose: Book) -> None:
    paper = prose.theme.tokens.book.papers["a4"]
    measure = paper.measure * paper.size.pt
    lefts = (paper.inner.pt, paper.width.pt - paper.inner.pt - measure)
    short = [
        line.text
        for page in range(1, prose.pdf.page_count + 1)
        for line in prose.pdf.lines(page, paper.size.pt)
        if "Song" in line.font
        and any(abs(line.left - left) < 1 for left in lefts)
        and line.right - line.left < 2 * paper.size.pt
    ]
    assert short == []


def test_lines_stand_on_the_grid(prose: Book, book: Book) -> None:
    """Facing pages agree: every line of prose is a whole number of lines below the first line of its page."""
    for made in (prose, book):
        paper = made.theme.tokens.book.papers["a4"]
        off = []
        for line, _ in full_lines(made):
            rest = (line.baseline - paper.top.pt) % paper.leading.pt
            off.append((round(rest, 1), line.page, line.text[:12]))
        places = {rest for rest, _, _ in off}
        assert len({round(place * 2) / 2 for place in places}) <= 2, sorted(off)[:3] + sorted(off)[-3:]


def test_quotes_in_latin_text_are_those_of_the_latin_face(prose: Book) -> None:
    chars = [char for page in prose.pdf.pages for char in page.chars]
    fonts = {char["fontname"].partition("+")[2] for char in chars if char["text"] == "’"}
    assert fonts == {"Handbook-Text-Latin"}


def test_quotes_around_chinese_are_full_width(prose: Book) -> None:
    chars = [char for page in prose.pdf.pages for char in page.chars]
    opening = next(char for char, after in pairwise(chars) if char["text"] + after["text"] == "“先")
    assert "Song" in opening["fontname"]


def test_english_lines_are_spread_by_their_spaces(english: Book) -> None:
    assert share_on_the_edge_of(english) >= 0.99


def share_on_the_edge_of(book: Book) -> float:
    ends = [abs(line.right - edge) <= 0.6 for line, edge in full_lines(book)]
    assert len(ends) > 15
    return sum(ends) / len(ends)


def test_english_words_are_hyphenated_and_quotes_are_curly(english: Book) -> None:
    text = english.pdf.text
    assert any(line.text.strip().endswith("-") for line, _ in full_lines(english))
    assert "“Straight quotes”" in text and "don’t" in text and '"' not in text
