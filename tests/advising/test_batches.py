from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from rashomon.advising.batches import LARGEST, MOST, batches


def vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """A direction for each first letter."""
    rows = np.zeros((len(texts), 64), np.float32)
    rows[np.arange(len(texts)), [ord(text[0]) % 64 for text in texts]] = 1
    return rows


TEXTS = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.integers(1, 800)).map(lambda pair: pair[0] * pair[1]),
    min_size=2,
    max_size=90,
)


@given(TEXTS, st.integers(1, 9))
def test_batches_are_bounded_ordered_and_reproducible(texts: list[str], limit: int) -> None:
    found = list(batches(texts, vectors, limit))
    assert len(found) <= limit
    assert found == list(batches(texts, vectors, limit))
    for batch in found:
        assert batch == sorted(set(batch))
        assert len(batch) <= MOST
        assert sum(len(texts[place]) for place in batch) <= LARGEST


@given(TEXTS)
def test_without_a_limit_every_text_stands_in_a_batch(texts: list[str]) -> None:
    assert {place for batch in batches(texts, vectors, 99) for place in batch} == set(range(len(texts)))


def test_what_is_near_in_meaning_stands_together() -> None:
    texts = ["apples", "boats"] * 15
    first = next(iter(batches(texts, vectors, 2)))
    assert {place for place in first if place % 2 == 0} == set(range(0, 30, 2))


def test_one_text_alone_is_no_batch() -> None:
    assert list(batches(["alone"], vectors, 9)) == []
    assert list(batches(["one", "two"], vectors, 0)) == []
