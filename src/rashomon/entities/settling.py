"""Who is who over all articles: what the machine finds, what a file knows, what a person corrected, what stays open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.entities.gazetteer import Gazetteer
from rashomon.entities.identities import Identity, Key, Saying, entities_of, key_of
from rashomon.entities.linking import cluster
from rashomon.entities.replay import Replayed, replay
from rashomon.entities.suggesting import suggest
from rashomon.records import Edit, Entity, Extraction, Link, Outcome, Statement, Suggestion


@dataclass(frozen=True, slots=True)
class Settled:
    """One entity per speaker, the statements with these entities' ids, what stays open, what became of the edits."""

    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    suggestions: tuple[Suggestion, ...] = ()
    edits: tuple[Outcome, ...] = ()


def link(extractions: Sequence[Extraction]) -> tuple[tuple[Entity, ...], tuple[Statement, ...]]:
    """Return one entity per speaker over all articles, and the statements with these entities' ids.

    The ids do not depend on the order of the extractions. Each entity's `merges` say why its names are one.
    """
    settled = settle(extractions)
    return settled.entities, settled.statements


def settle(
    extractions: Sequence[Extraction], gazetteer: Gazetteer | None = None, edits: Sequence[Edit] = ()
) -> Settled:
    """Return who is who: joined by evidence and by the gazetteer, corrected by the edits; and what may be one too."""
    sayings = [saying for extraction in extractions for saying in _sayings(extraction)] if edits else []
    replayed = replay(edits, cluster(extractions, gazetteer), sayings)
    made = [
        (_linked(entity, identity, gazetteer), identity)
        for entity, identity in entities_of(replayed.identities)
    ]
    ids = {key_of(node): entity.id for entity, identity in made for node in identity.nodes}
    entities = {entity.id: entity for entity, _ in made}
    return Settled(
        tuple(entities[key] for key in sorted(entities)),
        tuple(
            replace(statement, speaker=_speaker(statement, replayed.speakers, ids))
            for extraction in extractions
            for statement in extraction.statements
        ),
        suggest(made, gazetteer, _rejected(replayed, ids)),
        replayed.outcomes,
    )


def _sayings(extraction: Extraction) -> list[Saying]:
    text = extraction.document.text
    return [
        Saying(row.id, (row.document, row.speaker), " ".join(span.of(text) for span in row.source))
        for row in extraction.statements
        if row.speaker
    ]


def _speaker(statement: Statement, moved: Mapping[str, Key], ids: Mapping[Key, str]) -> str | None:
    if not statement.speaker:
        return None
    return ids.get(moved.get(statement.id, (statement.document, statement.speaker)))


def _linked(entity: Entity, identity: Identity, gazetteer: Gazetteer | None) -> Entity:
    """Return an entity with its links: the entries that its articles' names are known as."""
    if gazetteer is None:
        return entity
    links: dict[Link, None] = {entry.link: None for entry in gazetteer.known(identity.nodes).values()}
    return replace(entity, links=tuple(sorted(links, key=lambda one: (one.source, one.id))))


def _rejected(replayed: Replayed, ids: Mapping[Key, str]) -> frozenset[frozenset[str]]:
    """Return the pairs of entities of which a person said that they are not one."""
    pairs = [
        ({ids[key] for key in first}, {ids[key] for key in second}) for first, second in replayed.rejected
    ]
    return frozenset(frozenset((one, other)) for first, second in pairs for one in first for other in second)
