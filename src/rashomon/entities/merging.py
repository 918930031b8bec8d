"""The entity that a cluster of articles' entities makes: its name, aliases, roles by date, and reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rashomon.entities import people
from rashomon.entities.nodes import Node, named
from rashomon.language.names import fold
from rashomon.records import Entity, EntityType, Merge, Role, content_id


def merged_entity(group: Sequence[Node], reasons: Mapping[Node, str], taken: Iterable[str]) -> Entity:
    """Return the entity of a cluster: its best name, all others as aliases, roles by date, reasons."""
    best = _best(group)
    names = dict.fromkeys(name for node in group for name in (node.entity.name, *node.entity.aliases))
    aliases = tuple(
        sorted((name for name in names if name != best.entity.name), key=lambda name: (fold(name), name))
    )
    kind = _kind(group)
    first = min((node.document, node.local) for node in group)
    key = content_id("entity", kind, fold(best.entity.name))
    name = (
        content_id("entity", kind, fold(best.entity.name), *first) if key in taken or not named(best) else key
    )
    return Entity(name, best.entity.name, kind, aliases, _roles(group), _merges(group, reasons))


def _best(group: Sequence[Node]) -> Node:
    """Return the node with the name to show: full before short, English before others, then the most frequent."""
    counts = Counter(node.entity.name for node in group)
    kind = _kind(group)
    return min(group, key=lambda node: (
        not named(node), kind == "person" and not people.is_full(node.entity.name), node.language != "en", -counts[node.entity.name],
        -len(node.entity.name), node.entity.name, node.document, node.local,
    ))  # fmt: skip


def _kind(group: Sequence[Node]) -> EntityType:
    kinds: Counter[EntityType] = Counter(node.entity.type for node in group)
    return min(kinds, key=lambda kind: (-kinds[kind], kind == "place", kind))


def _roles(group: Sequence[Node]) -> tuple[Role, ...]:
    since: dict[str, str] = {}
    for node in group:
        for role in node.entity.roles:
            date = role.since or node.published
            known = since.get(role.text)
            since[role.text] = min(known, date) if known and date else known or date
    return tuple(
        Role(text, date or None)
        for text, date in sorted(since.items(), key=lambda row: (row[1] or "9", row[0]))
    )


def _merges(group: Sequence[Node], reasons: Mapping[Node, str]) -> tuple[Merge, ...]:
    within = [merge for node in group for merge in node.entity.merges]
    across = [Merge(node.entity.name, reasons[node], node.document) for node in group if node in reasons]
    return tuple(sorted(set(within + across), key=lambda merge: (merge.document, merge.name, merge.reason)))
