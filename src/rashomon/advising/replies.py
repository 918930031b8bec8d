"""What the adviser answers, as far as it has the form that was asked for; anything else is nothing."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, get_args

from rashomon.advising.questions import MOST_PAIRS
from rashomon.advising.visible import visible
from rashomon.records import DiscrepancyKind

# Code points of an explanation that are shown.
LONGEST_WHY = 300
_KINDS = frozenset(get_args(DiscrepancyKind))
_FENCE = re.compile(r"\A\s*```(?:json)?\s*|\s*```\s*\Z")
_THOUGHT_ENDS = "</think>"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two statements part, why, and the words of each that this rests on; as answered, not yet looked up."""

    parts: bool
    why: str
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers of statements that may part, on what, and words of each; as answered, not yet looked up."""

    one: int
    other: int
    kind: str
    a: str
    b: str


def read_verdict(written: str) -> Verdict | None:
    """Return the verdict that an answer gives, or None where it gives none.

    >>> read_verdict('{"part": false, "why": "Both say\\\\n40.", "a": "40", "b": "forty"}')
    Verdict(parts=False, why='Both say 40.', a='40', b='forty')
    >>> read_verdict("I think they do part.") is None
    True
    """
    row = _object(written)
    if not isinstance(row, dict) or not isinstance(row.get("part"), bool):
        return None
    words = [word for name in ("why", "a", "b") if isinstance(word := row.get(name), str)]
    if len(words) < 3:
        return None
    why = visible(words[0], LONGEST_WHY)
    return Verdict(row["part"], why, words[1], words[2]) if why else None


def read_pairs(written: str, statements: int) -> tuple[list[Pair], int]:
    """Return the pairs of statements numbered from 1 that an answer names, and how many more had not the form.

    >>> read_pairs('{"pairs": [{"one": 2, "other": 1, "kind": "time", "a": "x", "b": "y"}, {"one": 3}]}', 2)
    ([Pair(one=1, other=2, kind='time', a='y', b='x')], 1)
    """
    row = _object(written)
    rows = row.get("pairs") if isinstance(row, dict) else None
    if not isinstance(rows, list):
        return [], 1
    pairs = [pair for one in rows[:MOST_PAIRS] if (pair := _pair(one, statements))]
    return pairs, len(rows) - len(pairs)


def _pair(row: Any, statements: int) -> Pair | None:
    if not isinstance(row, dict):
        return None
    numbers = [_number(row.get(name), statements) for name in ("one", "other")]
    words = [word for name in ("kind", "a", "b") if isinstance(word := row.get(name), str)]
    if 0 in numbers or numbers[0] == numbers[1] or len(words) < 3 or words[0] not in _KINDS:
        return None
    (one, other), (kind, a, b) = numbers, words
    return Pair(one, other, kind, a, b) if one < other else Pair(other, one, kind, b, a)


def _number(value: Any, most: int) -> int:
    """Return a number from 1 to `most` as it is, and 0 for anything else.

    >>> [_number(value, 3) for value in (3, 4, True, "1", 1.0)]
    [3, 0, 0, 0, 0]
    """
    return value if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most else 0


def _object(written: str) -> Any:
    """Return the JSON of an answer, without the thoughts and the fence that some models put around it."""
    bare = _FENCE.sub("", written.rpartition(_THOUGHT_ENDS)[2])
    try:
        return json.loads(bare)
    except (ValueError, RecursionError):
        return None
