"""An entity as suggestions see it, and a pair of them that stays open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rashomon.entities import people
from rashomon.entities.bodies import country_of
from rashomon.entities.nodes import BODIES, Node, named, told_gender
from rashomon.language.names import Gender
from rashomon.records import Entity
from rashomon.suggestions import Strength

# With more candidates than this for one name, the name alone suggests nothing.
MOST = 5
# Of names that share a key at most so many are compared with each other, and a key that more share is no evidence.
BLOCK = 40


@dataclass(frozen=True, slots=True)
class Party:
    """An entity and the articles' entities that it is made of.

    `written` are the names that articles give it, the one shown first; `full` is the first with a given name, of a person;
    `named` tells whether any is a name rather than a description; `gender` is None where none or two are told.
    """

    entity: Entity
    nodes: tuple[Node, ...]
    written: tuple[str, ...]
    full: str | None
    named: bool
    gender: Gender | None

    @property
    def name(self) -> str:
        """The name as shown."""
        return self.entity.name

    @property
    def person(self) -> bool:
        """Whether it is a person."""
        return self.entity.type == "person"

    @property
    def body(self) -> bool:
        """Whether it is an organization, a medium or a place."""
        return self.entity.type in BODIES


def party_of(entity: Entity, nodes: tuple[Node, ...]) -> Party:
    """Return an entity as suggestions see it."""
    written = tuple(dict.fromkeys([entity.name, *(node.entity.name for node in nodes)]))
    told = (
        {gender for node in nodes if (gender := told_gender(node.entity))}
        if entity.type == "person"
        else set()
    )
    return Party(
        entity,
        nodes,
        written,
        next((name for name in written if people.is_full(name)), None) if entity.type == "person" else None,
        any(map(named, nodes)),
        told.pop() if len(told) == 1 else None,
    )


class Open(NamedTuple):
    """Two entities that may be one: why they may be, what was missing, and how much speaks for it."""

    a: Party
    b: Party
    why: str
    against: str
    strength: Strength


def at_odds(one: Party, other: Party) -> bool:
    """Tell whether two entities are known to be two: of two genders or countries, or two entries of a gazetteer."""
    if people.gender_conflict(one.gender, other.gender):
        return True
    countries = {country_of(party.name) for party in (one, other) if party.body} - {None}
    if len(countries) > 1:
        return True
    first, second = ({link.wikidata or link.id for link in party.entity.links} for party in (one, other))
    return bool(first and second) and not first & second


def apart(one: Party, other: Party, missing: str) -> str:
    """Say what speaks against a pair: that an article has both, else what is missing."""
    both = {node.document for node in one.nodes} & {node.document for node in other.nodes}
    return "an article has both, as two" if both else missing


def others(rows: Sequence[Party], but: Party) -> str:
    """Say who else could be meant.

    >>> from rashomon.records import Entity
    >>> rows = [party_of(Entity(name, name, "person"), ()) for name in ("Ann Roe", "Bob Roe", "Cy Roe")]
    >>> others(rows, rows[0])
    '“Bob Roe” or “Cy Roe” could be meant too'
    """
    names = [f"“{row.name}”" for row in rows if row is not but]
    return f"{' or '.join(names)} could be meant too"


def chained(rows: Iterable[Party]) -> Iterator[tuple[Party, Party]]:
    """Yield each party with the first that it is not at odds with: as many pairs as parties, however many they are.

    One that is at odds with all before it is compared with those after it; of such there are only so many.
    """
    leaders: list[Party] = []
    for row in rows:
        leader = next((one for one in leaders if not at_odds(row, one)), None)
        if leader is not None:
            yield row, leader
        elif len(leaders) < MOST:
            leaders.append(row)
