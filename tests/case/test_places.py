from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rashomon.case.places import GAP, places

ids = st.lists(st.sampled_from("abcdefghijkl"), unique=True)


@given(st.dictionaries(st.sampled_from("abcdefghijkl"), st.integers(-9, 40)), ids)
def test_places_rise_whatever_was_there(old: dict[str, int], new: list[str]) -> None:
    found = places(old, new)
    assert len(found) == len(new)
    assert all(one < other for one, other in pairwise(found))


@given(ids, ids)
def test_rows_in_their_old_order_stay_where_they_were(one: list[str], added: list[str]) -> None:
    old = dict(zip(one, places({}, one), strict=True))
    merged = sorted(
        {*one, *added}, key=lambda name: (one.index(name) if name in one else len(one) // 2, name)
    )
    kept = [name for name in merged if name in old]
    found = dict(zip(merged, places(old, merged), strict=True))
    if kept == one:
        assert {name: found[name] for name in kept} == old


def test_one_row_that_moves_moves_no_other() -> None:
    old = dict(zip("abcde", places({}, list("abcde")), strict=True))
    found = dict(zip("bcdea", places(old, list("bcdea")), strict=True))
    assert {name: found[name] for name in "bcde"} == {name: old[name] for name in "bcde"}


def test_a_gap_that_is_full_is_made_anew() -> None:
    assert places({"a": 1, "b": 2}, ["a", "x", "b"]) == [GAP, 2 * GAP, 3 * GAP]
