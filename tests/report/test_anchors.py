from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from rashomon.report.anchors import anchor


@given(st.text())
def test_an_anchor_is_safe_wherever_it_stands(record: str) -> None:
    assert re.fullmatch(r"d-[A-Za-z0-9_-]*", anchor("d", record))
    assert len(anchor("d", record)) < 500


@given(st.text(), st.text())
def test_different_records_have_different_anchors(one: str, other: str) -> None:
    assert (anchor("d", one) == anchor("d", other)) == (one == other)


def test_neighbours_that_a_plain_replacement_would_join_stay_apart() -> None:
    names = ["a#1", "a-1", "a_1", "a_23_1", "a 1", "a\ud8001", "x" * 500, "x" * 501]
    assert len({anchor("s", name) for name in names}) == len(names)
