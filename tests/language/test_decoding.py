from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rashomon.language.decoding import CHANGE, best_roles


def value(path: tuple[int, ...], scores: np.ndarray) -> float:
    changes = sum(a != b for a, b in pairwise(path))
    return float(sum(scores[place, role] for place, role in enumerate(path)) - CHANGE * changes)


rows = st.integers(1, 6).flatmap(lambda n: arrays(np.float32, (n, 3), elements=st.floats(-8, 0, width=32)))


@given(st.lists(rows, max_size=3))
def test_the_best_roles_are_the_best_of_all(scores: list[np.ndarray]) -> None:
    found = best_roles(scores)
    assert [len(path) for path in found] == [len(row) for row in scores]
    for row, path in zip(scores, found, strict=True):
        best = max(value(other, row) for other in product(range(3), repeat=len(row)))
        assert value(tuple(path.tolist()), row) >= best - 1e-4
