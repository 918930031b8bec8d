"""The pair model as an adviser: which statements it holds for contradictory that the program did not put beside each other.

It runs here and sends nothing anywhere. What it proposes stands apart from what the program found, as a language model's
proposals do: where accounts are contested about half are worth reading side by side (see `alignment/model/CARD.md`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import product

from rashomon.advising.coverage import Coverage
from rashomon.alignment import Origins
from rashomon.alignment.pairs import Comparer, shipped
from rashomon.alignment.rivals import Relation, relate
from rashomon.records import Advice, Comparison, Excerpt, Proposal, Statement, hull

# What the report calls it.
NAME = "the pair model"
# Proposals in which one statement stands, at most: a long answer parts with everything a little.
_EACH = 2
# Kinds of what was so. How sure it was said to be, how it was worded and by whom are told well enough only by the rules.
_KINDS = frozenset(["number", "actor", "place", "time", "occurrence", "cause", "means", "target", "identity"])
# Proposals for one event, the surest first: nobody reads more.
_MOST = 25


def propose(comparison: Comparison, judge: Callable[[], Comparer] = shipped) -> Comparison:
    """Return the comparison with the pairs of statements that the pair model holds for contradictory, as advice.

    Left out are pairs that are shown already, and all but the first of those that reprints repeat. English alone is read.
    """
    event_of = {document: event.id for event in comparison.events for document in event.documents}
    comparer = judge()
    relations = list(relate(comparison.documents, comparison.statements, event_of, comparer))
    known = _Known(comparison)
    inside: defaultdict[str, list[Relation]] = defaultdict(list)
    for one in relations:
        if one.conflict >= comparer.threshold and one.kind in _KINDS and one.conflict > one.same:
            inside[event_of[known.said[one.one].document]].append(one)
    proposals = (_proposal(one, known.said) for sure in inside.values() for one in _chosen(sure, known))
    return replace(
        comparison, advice=Advice(NAME, proposals=tuple(proposals), asked=len(relations), local=True)
    )


class _Known:
    """What is known of the statements of a comparison: themselves by id, what is shown of them, and their origins."""

    def __init__(self, comparison: Comparison) -> None:
        self.said = {statement.id: statement for statement in comparison.statements}
        self.origins = Origins(
            comparison.documents, comparison.copies, comparison.reuses, comparison.revisions
        )
        self._coverage, self._agreed = Coverage(comparison), _agreed(comparison)

    def is_open(self, one: Relation) -> bool:
        """Tell whether the program holds two statements neither for contradictory nor for compatible."""
        found = self._coverage.is_open(self.said[one.one], self.said[one.other])
        return found and frozenset((one.one, one.other)) not in self._agreed

    def key(self, name: str) -> tuple[str, str]:
        """Return what is the same of a statement and its reprints: where it stood first, and who made it."""
        statement = self.said[name]
        return self.origins.of_statement(statement), statement.speaker or name


def _chosen(relations: Iterable[Relation], known: _Known) -> list[Relation]:
    """Return the surest of an event's pairs that are not shown yet, each from one origin once."""
    told: set[frozenset[tuple[str, str]]] = set()
    times: Counter[str] = Counter()
    chosen: list[Relation] = []
    for one in sorted(relations, key=lambda one: (-one.conflict, one.one, one.other)):
        pair = (one.one, one.other)
        key = frozenset(map(known.key, pair))
        if key not in told and max(times[name] for name in pair) < _EACH and known.is_open(one):
            told.add(key)
            times.update(pair)
            chosen.append(one)
    return chosen[:_MOST]


def _agreed(comparison: Comparison) -> set[frozenset[str]]:
    """Return the pairs of statements that the program holds for compatible."""
    answers = {answer.id: answer for answer in comparison.answers}
    return {
        frozenset(pair)
        for row in comparison.agreements
        for pair in product(answers[row.a].statements, answers[row.b].statements)
    }


def _proposal(one: Relation, said: Mapping[str, Statement]) -> Proposal:
    a, b = (Excerpt(name, hull(said[name].content)) for name in (one.one, one.other))
    why = f"held to contradict each other with a chance of {one.conflict:.2f}"
    return Proposal(one.kind, a, b, why)
