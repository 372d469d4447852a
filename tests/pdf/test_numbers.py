"""Page numbers that are put into the content of a page after it was drawn."""

from __future__ import annotations

from handbook.pdf.numbers import Number, put_in

FIGURES = tuple(f"00{figure}{figure}" for figure in range(10))


def drawn(shown: str) -> bytes:
    return f"q\n%<0\nBT\n1 0 0 -1 100 20 Tm\n/F 9 Tf\n[{shown}] TJ\nET\n%>\nQ".encode()


def number(target: str = "", page: int = 0, figures: int = 1, first: int = 0, move: float = 0.0) -> Number:
    return Number(target, page, figures, False, first, move, FIGURES)


def test_the_number_of_the_page_itself_counts_from_the_start_of_its_unit() -> None:
    made = put_in(drawn("<aaaa>0"), [number(page=3)], 7, {})
    assert made == b"q\nBT\n1 0 0 -1 100 20 Tm\n/F 9 Tf\n[<0011>0<0000>0] TJ\nET\nQ"


def test_the_number_of_another_page_is_that_of_its_anchor() -> None:
    assert b"[<00440022>] TJ" in put_in(drawn("<aaaaaaaa>"), [number("there", figures=2)], 1, {"there": 42})


def test_a_number_with_fewer_figures_moves_to_the_right_edge() -> None:
    made = put_in(drawn("<aaaaaaaaaaaa>"), [number("there", figures=3, move=5.25)], 1, {"there": 8})
    assert b"1 0 0 -1 110.5 20 Tm" in made and b"[<0088>] TJ" in made


def test_what_stands_around_a_number_stays() -> None:
    made = put_in(drawn("<bbbb>-20<aaaa>3<cccc>"), [number(first=1)], 5, {})
    assert b"[<bbbb>-20<0055>3<cccc>] TJ" in made


def test_a_shift_before_the_first_glyph_is_no_glyph() -> None:
    assert b"[-12<0055>3] TJ" in put_in(drawn("-12<aaaa>3"), [number()], 5, {})


def test_what_is_stored_is_read_again() -> None:
    kept = number("there", 2, 3, 1, 4.5)
    assert Number.of(kept.stored()) == kept
