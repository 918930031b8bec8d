"""The entity that a cluster of articles' entities makes: its name, aliases, roles by date, and reasons."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rashomon.entities import people
from rashomon.entities.nodes import Node, named
from rashomon.entities.offices import Words, content
from rashomon.entities.tenures import OVER, tenure
from rashomon.language.names import fold
from rashomon.records import Entity, EntityType, Merge, Role, Standing, content_id


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
        any(role.note for role in node.entity.roles),
        -len(node.entity.name), node.entity.name, node.document, node.local,
    ))  # fmt: skip


def _kind(group: Sequence[Node]) -> EntityType:
    kinds: Counter[EntityType] = Counter(node.entity.type for node in group)
    return min(kinds, key=lambda kind: (-kinds[kind], kind == "place", kind))


def _roles(group: Sequence[Node]) -> tuple[Role, ...]:
    """Return the roles by date: each from when it was first used, until when an article first calls it over.

    A role that a later article still uses is not over.
    """
    rows: dict[str, list[Role]] = defaultdict(list)
    offices: dict[str, Words] = {}
    over: dict[Words, str] = {}
    for node in sorted(group, key=lambda node: (node.published, node.document, node.local)):
        for role in node.entity.roles:
            role = replace(role, since=role.since or node.published or None)
            rows[role.text].append(role)
            office = offices.setdefault(role.text, content(tenure(role.text).office, node.language))
            if role.standing in OVER and role.since:
                over[office] = min(over.get(office, role.since), role.since)
    found = [_role(same, _ends(offices[text], over)) for text, same in rows.items()]
    return tuple(sorted(found, key=lambda role: (role.since or "9", role.text)))


def _ends(office: Words, over: Mapping[Words, str]) -> Iterator[tuple[str, bool]]:
    """Yield when an office is called over, and whether in the same words or in more or fewer: “minister” of the interior."""
    for words, date in over.items():
        if words and (words <= office or office <= words):
            yield date, words == office


def _role(same: Sequence[Role], ends: Iterable[tuple[str, bool]]) -> Role:
    """Return one role of those with the same words, in the order of their dates."""
    last = max((role.since for role in same if role.since and role.standing not in OVER), default="")
    ended = min((date for date, exact in ends if last < date or (exact and last == date)), default=None)
    past: Standing = next((role.standing for role in same if role.standing in OVER), "former")
    return replace(
        same[0],
        since=next((role.since for role in same if role.since), None),
        until=ended,
        standing=past if ended else same[-1].standing,
        organization=next((role.organization for role in same if role.organization), None),
        note=next((role.note for role in same if role.note), ""),
    )


def _merges(group: Sequence[Node], reasons: Mapping[Node, str]) -> tuple[Merge, ...]:
    within = [merge for node in group for merge in node.entity.merges]
    across = [Merge(node.entity.name, reasons[node], node.document) for node in group if node in reasons]
    return tuple(sorted(set(within + across), key=lambda merge: (merge.document, merge.name, merge.reason)))
