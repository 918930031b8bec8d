"""Pairs of names that may be one, as a reader decides on them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rashomon.records import Link, Suggestion
from rashomon.report.index import Index, Name
from rashomon.report.phrases import label

# So many pairs are shown at once, those of the most quoted; the rest stands folded.
FIRST = 12
_ORDER = {"likely": 0, "possible": 1, "doubtful": 2}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names that may be one; `b` is None where the other side is one of the `links`."""

    id: str
    a: Name
    b: Name | None
    why: str
    against: str
    strength: str
    links: tuple[Link, ...]


def suggested(index: Index) -> list[Pair]:
    """Return the suggestions whose entities are there, the likeliest first, then those of the most quoted."""
    said = Counter(statement.speaker for statement in index.statements.values())
    rows = [
        row
        for row in index.comparison.suggestions
        if row.a in index.entities and (row.b is None or row.b in index.entities)
    ]
    rows.sort(key=lambda row: (_ORDER.get(row.strength, 9), -said[row.a] - (said[row.b] if row.b else 0)))
    return [_pair(index, row) for row in rows]


def _pair(index: Index, row: Suggestion) -> Pair:
    return Pair(
        id=row.id,
        a=index.speaker(row.a),
        b=index.speaker(row.b) if row.b else None,
        why=row.why,
        against=row.against,
        strength=label("strength", row.strength),
        links=row.links,
    )
