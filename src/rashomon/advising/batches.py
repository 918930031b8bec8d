"""Statements of an event in batches that one question can hold, each around a statement and what is nearest to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Vectors = Callable[[Sequence[str]], NDArray[np.float32]]

# Statements of a batch, and code points of them in all: with the question some 3,000 tokens of a Slavic language, which
# the smallest windows of local models hold.
MOST, LARGEST = 30, 6000


def batches(texts: Sequence[str], vectors: Vectors, limit: int) -> Iterator[list[int]]:
    """Yield at most `limit` batches of places in `texts`, each in order, until every text stands in one.

    A batch is the first text that stands in none yet, with those nearest to it in meaning as `vectors` (rows of length
    1) tell. The work grows with `limit` times the number of texts.

    >>> def directions(texts): return np.eye(2)[[int(text == "fire") for text in texts]]
    >>> [len(batch) for batch in batches(["fire"] * MOST + ["flood"] * 2, directions, 2)]
    [30, 30]
    """
    if len(texts) < 2 or limit < 1:
        return
    sizes = [len(text) for text in texts]
    if len(texts) <= MOST and sum(sizes) <= LARGEST:
        yield list(range(len(texts)))
        return
    meanings = vectors(texts)
    waiting = dict.fromkeys(range(len(texts)))
    while waiting and limit:
        seed = next(iter(waiting))
        batch = _around(seed, meanings, sizes)
        for place in batch:
            waiting.pop(place, None)
        limit -= 1
        yield batch


def _around(seed: int, meanings: NDArray[np.float32], sizes: Sequence[int]) -> list[int]:
    """Return the seed and what is nearest to it, as much as a batch holds."""
    likeness = meanings @ meanings[seed]
    likeness[seed] = 2
    nearest = np.argsort(-likeness, kind="stable")[:MOST]
    batch: list[int] = []
    left = LARGEST
    for place in map(int, nearest):
        if not batch or sizes[place] <= left:
            batch.append(place)
            left -= sizes[place]
    return sorted(batch)
