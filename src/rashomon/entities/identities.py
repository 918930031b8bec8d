"""Which entities of articles are taken for one, before and after a person's corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from rashomon.entities.merging import merged_entity
from rashomon.entities.nodes import Node
from rashomon.records import Entity, Merge

# A node: its document, and its entity's id there.
Key: TypeAlias = tuple[str, str]


def key_of(node: Node) -> Key:
    """Return what a node is known by."""
    return (node.document, node.local)


@dataclass(frozen=True, slots=True)
class Identity:
    """Entities of articles that are one; `reasons` say why beside each, `name` is the one that a person gave."""

    nodes: tuple[Node, ...]
    reasons: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
    name: str | None = None

    @property
    def first(self) -> Key:
        """The least key, by which identities are ordered."""
        return min(map(key_of, self.nodes))


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement as a correction sees it: its id, the node that speaks, and the words that name the speaker."""

    statement: str
    speaker: Key
    words: str


def entities_of(identities: Iterable[Identity]) -> list[tuple[Entity, Identity]]:
    """Return each identity with the entity that it makes, in an order that the rows' own does not change."""
    made: list[tuple[Entity, Identity]] = []
    taken: set[str] = set()
    for identity in sorted(identities, key=lambda one: one.first):
        entity = _entity(identity, taken)
        taken.add(entity.id)
        made.append((entity, identity))
    return made


def _entity(identity: Identity, taken: set[str]) -> Entity:
    nodes = identity.nodes
    entity = merged_entity(nodes, {}, taken)
    across = [
        Merge(node.entity.name, reason, node.document)
        for node in nodes
        for reason in identity.reasons.get(key_of(node), ())
    ]
    merges = sorted({*entity.merges, *across}, key=lambda merge: (merge.document, merge.name, merge.reason))
    documents = tuple(sorted({node.document for node in nodes}))
    return _named(replace(entity, merges=tuple(merges), documents=documents), identity.name)


def _named(entity: Entity, name: str | None) -> Entity:
    """Return an entity under the name that a person gave it; its own becomes an alias, its id stays."""
    if name is None or name == entity.name:
        return entity
    aliases = [entity.name, *(alias for alias in entity.aliases if alias != name)]
    return replace(entity, name=name, aliases=tuple(aliases))


def sorted_identities(rows: Sequence[Identity]) -> tuple[Identity, ...]:
    """Return identities, and the nodes in each, in the order of their keys."""
    return tuple(
        sorted(
            (replace(one, nodes=tuple(sorted(one.nodes, key=key_of))) for one in rows),
            key=lambda one: one.first,
        )
    )
