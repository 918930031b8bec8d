"""Entities of articles and identities for the tests of replay and suggestions."""

from __future__ import annotations

from rashomon.entities.identities import Identity, Saying
from rashomon.entities.nodes import Node
from rashomon.records import Entity, EntityType, Role


def node(
    document: str, name: str, *aliases: str, local: str = "", kind: EntityType = "person", role: str = ""
) -> Node:
    key = local or name
    roles = (Role(role),) if role else ()
    return Node(document, key, Entity(key, name, kind, aliases, roles), "en", "")


def identity(*nodes: Node) -> Identity:
    return Identity(nodes)


def saying(statement: str, by: Node, words: str) -> Saying:
    return Saying(statement, (by.document, by.local), words)


def names(identities: tuple[Identity, ...]) -> list[list[str]]:
    """Return “document:name” of the nodes of each identity."""
    return [[f"{row.document}:{row.entity.name}" for row in one.nodes] for one in identities]
