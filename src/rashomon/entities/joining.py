"""The parts of one document put together again: who speaks in two of its languages is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.records import Document, Entity, Extraction


def joined(document: Document, parts: Sequence[Extraction]) -> Extraction:
    """Return what was found in the parts of a document as one extraction, statements in text order.

    An entity's id is made of the document, its type and its name: the same id is the same entity.
    """
    if len(parts) == 1:
        return replace(parts[0], document=document)
    entities: dict[str, Entity] = {}
    for entity in (one for part in parts for one in part.entities):
        known = entities.get(entity.id)
        entities[entity.id] = _merged(known, entity) if known else entity
    statements = sorted((one for part in parts for one in part.statements), key=lambda s: (s.content, s.id))
    return Extraction(document, tuple(statements), tuple(entities.values()))


def _merged(a: Entity, b: Entity) -> Entity:
    return replace(
        a,
        aliases=tuple(dict.fromkeys((*a.aliases, *b.aliases))),
        roles=tuple(dict.fromkeys((*a.roles, *b.roles))),
        merges=tuple(dict.fromkeys((*a.merges, *b.merges))),
    )
