"""Places: whole numbers with gaps between them, so that a new row stands among the old without moving them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

# Between two rows written at once: room for forty rounds of one row between two, in 63 bits for a billion rows.
GAP = 1 << 32


def places(old: Mapping[str, int], ids: Sequence[str]) -> list[int]:
    """Return a place for each id, in rising order; as many as can be stay where they were.

    >>> places({}, ["a", "b"]) == [GAP, 2 * GAP]
    True
    >>> places({"a": 10, "b": 20, "c": 30}, ["c", "a", "new", "b"])[1:]
    [10, 15, 20]
    """
    kept = _rising([(number, old[one]) for number, one in enumerate(ids) if one in old])
    found = _filled(kept, len(ids))
    return [(number + 1) * GAP for number in range(len(ids))] if found is None else found


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs, not all side by side, whose places rise."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        at = bisect_left(ends, place)
        before.append(last[at - 1] if at else -1)
        if at == len(ends):
            ends.append(place)
            last.append(number)
        else:
            ends[at], last[at] = place, number
    found, number = [], last[-1] if last else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _filled(kept: Sequence[tuple[int, int]], size: int) -> list[int] | None:
    """Return all places between those that are kept; None where a gap is too small."""
    first = kept[0][1] - (kept[0][0] + 1) * GAP if kept else 0
    last = (kept[-1][1] if kept else 0) + (size - (kept[-1][0] if kept else -1)) * GAP
    found: list[int] = []
    lower, start = first, -1
    for number, upper in (*kept, (size, last)):
        wanted = number - start - 1
        if upper - lower <= wanted:
            return None
        found.extend(lower + (upper - lower) * (one + 1) // (wanted + 1) for one in range(wanted))
        found.append(upper)
        lower, start = upper, number
    return found[:-1]
