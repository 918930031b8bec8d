from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rashomon.cluster.nearness import ENOUGH, ENOUGH_SAME_OUTLET, first_of, groups, near, pairs
from rashomon.cluster.signatures import BANDS, signature_row
from rashomon.records import Document
from tests.cluster.making import text

PAIRS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)).filter(lambda pair: pair[0] < pair[1]), max_size=60
)


@given(st.lists(st.integers(0, 5), max_size=60))
def test_small_buckets_give_every_pair_large_ones_a_connected_few(values: list[int]) -> None:
    found = {tuple(pair) for pair in pairs(np.array(values, np.uint32), np.arange(len(values))).tolist()}
    for value in set(values):
        members = [n for n, one in enumerate(values) if one == value]
        inside = {(a, b) for a, b in found if values[a] == value}
        if len(members) <= 16:
            assert inside == {(a, b) for a in members for b in members if a < b}
        else:
            assert inside >= {(members[0], b) for b in members[1:]}
            assert len(inside) < 2 * len(members)
    assert all(values[a] == values[b] for a, b in found)


@given(PAIRS)
def test_groups_are_the_connected_components(rows: list[tuple[int, int]]) -> None:
    members, numbers = groups(np.array(rows, np.int64).reshape(-1, 2))
    expected: list[set[int]] = []
    for pair in rows:
        joined = [group for group in expected if group & set(pair)]
        expected = [group for group in expected if group not in joined] + [set(pair).union(*joined)]
    found: dict[int, set[int]] = {}
    for member, number in zip(members.tolist(), numbers.tolist(), strict=True):
        found.setdefault(number, set()).add(member)
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, expected))


def test_pairs_need_enough_bands_and_more_within_one_outlet() -> None:
    rows = np.array(
        [[0, 1]] * ENOUGH + [[2, 3]] * (ENOUGH - 1) + [[4, 5]] * ENOUGH + [[6, 7]] * ENOUGH_SAME_OUTLET
    )
    same = np.array([False] * (2 * ENOUGH - 1) + [True] * (ENOUGH + ENOUGH_SAME_OUTLET))
    assert near(rows, same).tolist() == [[0, 1], [6, 7]]


def test_the_first_published_is_the_origin() -> None:
    assert first_of(np.array([0, 0, 0]), [7, 3, 3], ["a", "c", "b"]) == {0: "b"}


def shared(one: str, other: str) -> int:
    rows = [signature_row(Document("d", each, language="de")) for each in (one, other)]
    return sum(rows[0][f"band_{n:02}"] == rows[1][f"band_{n:02}"] for n in range(BANDS))


def test_prints_of_copies_share_bands_and_those_of_others_do_not() -> None:
    words = [f"wort{n * 7919 % 1000}" for n in range(400)]
    edited = ["anders" if n % 15 == 0 else word for n, word in enumerate(words)]
    assert shared(" ".join(words), " ".join(words)) == BANDS
    assert shared(" ".join(words), " ".join(edited)) >= ENOUGH
    assert shared(" ".join(words), " ".join(words[:300])) >= ENOUGH
    assert shared(" ".join(words), " ".join(f"{word}x" for word in words)) == 0


def test_a_notice_has_no_print() -> None:
    row = signature_row(Document("d", "Die Straße ist wieder offen.", language="de"))
    assert {row[f"band_{n:02}"] for n in range(BANDS)} == {None}
    assert signature_row(Document("d", text(1), language="de"))["band_00"] is not None
