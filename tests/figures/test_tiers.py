"""Labels on stems along a line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handbook.figures.tiers import assign_tiers


def test_labels_with_room_stay_next_to_the_line() -> None:
    assert assign_tiers((0, 100, 200), (False,) * 3, (80, 80, 80)) == (0, 0, 0)


def test_a_label_goes_above_the_stems_that_rise_within_its_reach() -> None:
    assert assign_tiers((0, 30, 60), (False,) * 3, (80, 80, 80)) == (2, 1, 0)


def test_a_label_that_hangs_to_the_left_clears_the_way() -> None:
    assert assign_tiers((100, 130), (True, False), (80, 80)) == (0, 0)


def test_two_labels_that_run_through_each_other_have_no_tiers() -> None:
    assert assign_tiers((0, 30), (False, True), (80, 80)) is None


@given(st.lists(st.tuples(st.integers(0, 600), st.booleans(), st.integers(20, 120)), min_size=1, max_size=9))
def test_no_label_meets_another_or_a_stem(stems: list[tuple[int, bool, int]]) -> None:
    stems.sort()
    places, left, reaches = [float(s[0]) for s in stems], [s[1] for s in stems], [float(s[2]) for s in stems]
    tiers = assign_tiers(places, left, reaches)
    if tiers is None:
        return
    spans = [
        (place - reach, place) if hangs else (place, place + reach)
        for place, hangs, reach in zip(places, left, reaches, strict=True)
    ]
    for one in range(len(stems)):
        for other in range(len(stems)):
            if one == other or places[one] == places[other]:
                continue
            if spans[one][0] < places[other] < spans[one][1]:
                assert tiers[one] > tiers[other]
            if min(spans[one][1], spans[other][1]) > max(spans[one][0], spans[other][0]):
                assert tiers[one] != tiers[other]
