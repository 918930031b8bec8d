"""The pair model as an adviser: which statements it holds for contradictory that the program did not put beside each other.

It runs here and sends nothing anywhere. What it proposes stands apart from what the program found, as a language model's
proposals do: where accounts are contested about half are worth reading side by side (see `alignment/model/CARD.md`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product

from rashomon.alignment import Origins
from rashomon.alignment.pairs import Comparer, shipped
from rashomon.alignment.rivals import Relation, relate
from rashomon.records import Advice, Comparison, Excerpt, Proposal, Span, Statement

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
    said = {statement.id: statement for statement in comparison.statements}
    inside: defaultdict[str, list[Relation]] = defaultdict(list)
    for one in relations:
        if one.conflict >= comparer.threshold and one.kind in _KINDS and one.conflict > one.same:
            inside[event_of[said[one.one].document]].append(one)
    chosen = (one for sure in inside.values() for one in _chosen(sure, comparison, said))
    proposals = [_proposal(one, said) for one in chosen]
    return replace(
        comparison, advice=Advice(NAME, proposals=tuple(proposals), asked=len(relations), local=True)
    )


def _chosen(
    relations: Iterable[Relation], comparison: Comparison, said: Mapping[str, Statement]
) -> list[Relation]:
    """Return the surest of an event's pairs that are not shown yet, each from one origin once."""
    shown = _shown(comparison)
    origins = Origins(comparison.documents, comparison.copies, comparison.reuses, comparison.revisions)
    told: set[frozenset[tuple[str, str]]] = set()
    times: Counter[str] = Counter()
    chosen: list[Relation] = []
    for one in sorted(relations, key=lambda one: (-one.conflict, one.one, one.other)):
        pair = frozenset((one.one, one.other))
        key = frozenset(_key(said[name], origins) for name in pair)
        if pair in shown or key in told or any(times[name] >= _EACH for name in pair):
            continue
        told.add(key)
        times.update(pair)
        chosen.append(one)
    return chosen[:_MOST]


def _key(statement: Statement, origins: Origins) -> tuple[str, str]:
    """Return what is the same of a statement and its reprints: who made it, and where it stood first."""
    return origins.of_statement(statement), statement.speaker or statement.id


def _shown(comparison: Comparison) -> set[frozenset[str]]:
    """Return the pairs of statements that part or agree already by what the program found."""
    answers = {answer.id: answer for answer in comparison.answers}
    pairs = [(one.a, one.b) for one in comparison.discrepancies]
    pairs += [(one.a, one.b) for one in comparison.agreements]
    return {
        frozenset(pair) for a, b in pairs for pair in product(answers[a].statements, answers[b].statements)
    }


def _proposal(one: Relation, said: Mapping[str, Statement]) -> Proposal:
    a, b = (Excerpt(name, _whole(said[name].content)) for name in (one.one, one.other))
    why = f"held to contradict each other with a chance of {one.conflict:.2f}"
    return Proposal(one.kind, a, b, why)


def _whole(content: Sequence[Span]) -> Span:
    return Span(content[0].start, content[-1].end)
