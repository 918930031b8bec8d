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


@given(arrays(np.float32, (2, 5, 3), elements=st.floats(-8, 0, width=32)))
def test_the_best_roles_are_the_best_of_all(scores: np.ndarray) -> None:
    for row, path in enumerate(best_roles(scores)):
        best = max(value(other, scores[row]) for other in product(range(3), repeat=5))
        assert value(tuple(path.tolist()), scores[row]) >= best - 1e-4
