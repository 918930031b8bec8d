"""Pairs of names that may be one, as a reader decides on them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rashomon.records import Link, Suggestion
from rashomon.report.index import Index, Name, Paper
from rashomon.report.phrases import label

# So many pairs are shown at once, so many more stand folded; the JSON has all.
FIRST, MOST = 12, 200
_ORDER = {"likely": 0, "possible": 1, "doubtful": 2}


@dataclass(frozen=True, slots=True)
class Side:
    """One of two names: as shown, the first article that has it, and how many more do."""

    name: Name
    paper: Paper | None
    more: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names that may be one; `b` is None where the other side is one of the `links`."""

    id: str
    a: Side
    b: Side | None
    why: str
    against: str
    strength: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """The pairs that are shown at once, those that stand folded, and how many more there are."""

    first: list[Pair]
    folded: list[Pair]
    rest: int


def suggested(index: Index) -> Suggested:
    """Return the suggestions whose entities are there, the likeliest first, then those of the most quoted."""
    said = Counter(statement.speaker for statement in index.statements.values())
    rows = [
        row
        for row in index.comparison.suggestions
        if row.a in index.entities and (row.b is None or row.b in index.entities)
    ]
    rows.sort(key=lambda row: (_ORDER.get(row.strength, 9), -said[row.a] - (said[row.b] if row.b else 0)))
    pairs = [_pair(index, row) for row in rows[:MOST]]
    return Suggested(pairs[:FIRST], pairs[FIRST:], len(rows) - len(pairs))


def _pair(index: Index, row: Suggestion) -> Pair:
    return Pair(
        id=row.id,
        a=_side(index, row.a),
        b=_side(index, row.b) if row.b else None,
        why=row.why,
        against=row.against,
        strength=label("strength", row.strength),
        links=row.links,
    )


def _side(index: Index, entity: str) -> Side:
    papers = [index.papers[name] for name in index.entities[entity].documents if name in index.papers]
    return Side(index.speaker(entity), papers[0] if papers else None, len(papers) - 1)
