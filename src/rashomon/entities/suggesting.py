"""What stays open: each pair of entities that evidence neither joins nor parts, as a suggestion to a person.

Only entities that share a key (a surname, its sound, the initials of a name, the words of an office, a folded name) are
compared, and under one key only so many: the cost is near-linear in entities.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rashomon.entities.bodies import generic_body
from rashomon.entities.gazetteer import Gazetteer
from rashomon.entities.identities import Identity
from rashomon.entities.namesakes import namesakes
from rashomon.entities.nodes import name_key
from rashomon.entities.parties import MOST, Open, Party, chained, party_of
from rashomon.entities.shortenings import shortenings
from rashomon.records import Entity, Entry, Suggestion
from rashomon.suggestions import Strength

_ORDER = {"likely": 0, "possible": 1, "doubtful": 2}


def suggest(
    made: Sequence[tuple[Entity, Identity]],
    gazetteer: Gazetteer | None = None,
    rejected: frozenset[frozenset[str]] = frozenset(),
) -> tuple[Suggestion, ...]:
    """Return the pairs that stay open, the likeliest first, without those that a person has rejected.

    >>> from rashomon.entities.nodes import Node
    >>> def one(name):
    ...     entity = Entity(name, name, "person")
    ...     return entity, Identity((Node("d", name, entity, "en", ""),))
    >>> [(s.a, s.b, s.against) for s in suggest([one("Roe"), one("Ann Roe"), one("Bob Roe")])]
    [('Roe', 'Ann Roe', '“Bob Roe” could be meant too'), ('Roe', 'Bob Roe', '“Ann Roe” could be meant too')]
    """
    parties = sorted(
        (party_of(entity, identity.nodes) for entity, identity in made),
        key=lambda party: (party.name, party.entity.id),
    )
    found: dict[frozenset[str], Open] = {}
    for row in _open(parties, gazetteer):
        pair = frozenset((row.a.entity.id, row.b.entity.id))
        if len(pair) == 2 and pair not in rejected:
            found.setdefault(pair, row)
    rows = sorted(
        found.values(),
        key=lambda row: (_ORDER[row.strength], row.a.name, row.b.name, row.a.entity.id, row.b.entity.id),
    )
    pairs = [Suggestion(row.a.entity.id, row.b.entity.id, row.why, row.against, row.strength) for row in rows]
    return (*pairs, *(_entries(parties, gazetteer) if gazetteer else ()))


def _open(parties: Sequence[Party], gazetteer: Gazetteer | None) -> Iterator[Open]:
    if gazetteer:
        yield from _listed(parties, gazetteer)
    yield from _same_names(parties)
    yield from namesakes(parties)
    yield from shortenings(parties)


def _same_names(parties: Sequence[Party]) -> Iterator[Open]:
    """Yield entities of one name that were kept apart."""
    groups: dict[str, list[Party]] = defaultdict(list)
    for party in parties:
        body = generic_body(party.name) if party.body else None
        everywhere = body is not None and body.local
        if party.named and (party.person or party.body) and not everywhere and " " in party.name.strip():
            groups[name_key(party.name)].append(party)
    for rows in groups.values():
        for other, first in chained(rows):
            yield Open(other, first, "the names are the same", *_kept_apart(other, first))


def _kept_apart(one: Party, other: Party) -> tuple[str, Strength]:
    if one.entity.type != other.entity.type:
        return f"one is taken for a {one.entity.type}, the other for a {other.entity.type}", "possible"
    if one.body and generic_body(one.name):
        return (
            "many countries have one of this name, and the articles do not show that it is the same",
            "possible",
        )
    return "what else the articles tell of them speaks against it", "possible"


# What a gazetteer leaves open


def _candidates(party: Party, gazetteer: Gazetteer) -> tuple[list[Entry], bool]:
    """Return the few entries that an entity without a link may be, and whether by a weak alias only."""
    if party.entity.links:
        return [], False
    found = {entry.key: entry for node in party.nodes for entry in gazetteer.candidates(node)}
    weak = {entry.key: entry for node in party.nodes for entry in gazetteer.weakly(node)}
    rows = found or weak
    return [rows[key] for key in sorted(rows)] if len(rows) <= MOST else [], not found


def _listed(parties: Sequence[Party], gazetteer: Gazetteer) -> Iterator[Open]:
    """Yield a name that several entries bear with each entity that is one of them."""
    linked = {link: party for party in parties for link in party.entity.links}
    for party in parties:
        entries, weak = _candidates(party, gazetteer)
        for entry in entries:
            if (other := linked.get(entry.link)) is not None:
                why = f"“{party.name}” is {'a weak alias' if weak else 'a name'} of {_told(entry)}"
                rest = [_told(row) for row in entries if row is not entry]
                against = f"and of {' and of '.join(rest)}" if rest else "others bear a weak alias too"
                yield Open(party, other, why, against, "possible")


def _entries(parties: Sequence[Party], gazetteer: Gazetteer) -> Iterator[Suggestion]:
    """Yield the entities that may be one of several entries, none of which is among the entities."""
    linked = {link for party in parties for link in party.entity.links}
    for party in parties:
        entries, weak = _candidates(party, gazetteer)
        links = tuple(entry.link for entry in entries)
        if links and not linked.intersection(links):
            what = "a weak alias" if weak else "a name"
            why = f"“{party.name}” is {what} of {' and of '.join(_told(entry) for entry in entries)}"
            against = "others bear a weak alias too" if len(links) == 1 else "nothing tells which is meant"
            yield Suggestion(party.entity.id, None, why, against, "possible", links)


def _told(entry: Entry) -> str:
    """Return an entry in words.

    >>> from rashomon.records import Link
    >>> _told(Entry(Link("1", "known.csv", "Ann Roe", "Q1"), "person", (), country=("be",), topics=("role.pep",)))
    '“Ann Roe” (Q1, be) in known.csv'
    """
    marks = ", ".join([entry.key, *entry.country[:2]])
    return f"“{entry.link.name}” ({marks}) in {entry.link.source}"
