"""Which documents are near-duplicates, from their bands: joined band by band, counted pair by pair, put into groups.

Each step holds one part of a corpus: a band's slice, a share of the pairs. Only the last holds something of the whole:
16 bytes for each document that has a near-duplicate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np

Ordinals: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]
Hashes: TypeAlias = np.ndarray[Any, np.dtype[np.uint32]]

# Bands in common from which two documents are near-duplicates: of pairs that share .6 of their runs 96 % have so many,
# of .5 59 %, of .4 13 %, of .3 0.6 %, of .2 4 in 100,000. Agency copy in which one word in fifteen was changed has .69.
ENOUGH = 5
# An outlet's next article on the story keeps parts of the last: only what is nearly the same counts (.8: 96 %).
ENOUGH_SAME_OUTLET = 16
# Up to so many documents in one bucket are compared each with each; beyond, each with the first and its neighbour, since
# the work would grow with the square of a template's pages.
_EACH_WITH_EACH = 16


def pairs(bands: Hashes, ordinals: Ordinals) -> Ordinals:
    """Return the pairs of documents with the same value in one band, smaller ordinal first, as an array of two columns.

    >>> pairs(np.array([7, 8, 7], np.uint32), np.array([0, 1, 2])).tolist()
    [[0, 2]]
    """
    order = np.lexsort((ordinals, bands))
    values, sorted_ordinals = bands[order], ordinals[order]
    starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]]) if len(values) else np.zeros(0, np.int64)
    sizes = np.diff(np.r_[starts, len(values)])
    found = [*_small(sorted_ordinals, starts, sizes), *_large(sorted_ordinals, starts, sizes)]
    return np.concatenate([np.zeros((0, 2), np.int64), *found])


def _small(ordinals: Ordinals, starts: Ordinals, sizes: Ordinals) -> Iterator[Ordinals]:
    """Yield all pairs of the buckets that are small, size by size."""
    for size in range(2, _EACH_WITH_EACH + 1):
        rows = ordinals[starts[sizes == size][:, None] + np.arange(size)]
        one, other = np.triu_indices(size, 1)
        yield np.stack([rows[:, one].ravel(), rows[:, other].ravel()], axis=1)


def _large(ordinals: Ordinals, starts: Ordinals, sizes: Ordinals) -> Iterator[Ordinals]:
    """Yield each document of a large bucket with the first, and with the one before it."""
    for start, size in zip(starts[sizes > _EACH_WITH_EACH], sizes[sizes > _EACH_WITH_EACH], strict=True):
        members = ordinals[start : start + size]
        yield np.stack([np.full(size - 1, members[0]), members[1:]], axis=1)
        yield np.stack([members[1:-1], members[2:]], axis=1)


def near(pairs: Ordinals, same_outlet: np.ndarray[Any, np.dtype[np.bool_]]) -> Ordinals:
    """Return the pairs that have enough bands in common; `pairs` has a row for each band that two documents share.

    `same_outlet` tells of each row whether one outlet published both.
    """
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    rows, same = pairs[order], same_outlet[order]
    if not len(rows):
        return rows
    starts = np.flatnonzero(np.r_[True, (rows[1:] != rows[:-1]).any(axis=1)])
    counts = np.diff(np.r_[starts, len(rows)])
    enough = np.where(same[starts], ENOUGH_SAME_OUTLET, ENOUGH)
    found: Ordinals = rows[starts[counts >= enough]]
    return found


def groups(pairs: Ordinals) -> tuple[Ordinals, Ordinals]:
    """Return the documents that have a near-duplicate, sorted, and for each the number of its group.

    >>> [rows.tolist() for rows in groups(np.array([[1, 4], [4, 9], [2, 3]]))]
    [[1, 2, 3, 4, 9], [0, 1, 1, 0, 0]]
    """
    members, places = np.unique(pairs, return_inverse=True)
    one, other = places.reshape(-1, 2).T
    heads = np.arange(len(members))
    while True:
        low = np.minimum(heads[one], heads[other])
        joined = heads.copy()
        np.minimum.at(joined, heads[one], low)
        np.minimum.at(joined, heads[other], low)
        joined = _followed(joined)
        if np.array_equal(joined, heads):
            return members, np.unique(heads, return_inverse=True)[1]
        heads = joined


def _followed(heads: Ordinals) -> Ordinals:
    """Return the last head of each, following heads of heads."""
    while not np.array_equal(further := heads[heads], heads):
        heads = further
    return heads


def first_of(numbers: Ordinals, times: Sequence[int], ids: Sequence[str]) -> dict[int, str]:
    """Return the id of the document of each group that was published first; of equals the lowest id.

    >>> first_of(np.array([0, 0, 1]), [5, 3, 1], ["a", "b", "c"])
    {0: 'b', 1: 'c'}
    """
    best: dict[int, tuple[int, str]] = {}
    for number, when, name in zip(numbers.tolist(), times, ids, strict=True):
        if number not in best or (when, name) < best[number]:
            best[number] = when, name
    return {number: name for number, (_, name) in sorted(best.items())}
