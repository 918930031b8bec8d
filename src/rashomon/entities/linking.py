"""One entity per speaker over all articles, spellings and languages; precision before recall."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.entities import people
from rashomon.entities.bodies import Body, country_of, generic_body
from rashomon.entities.clusters import Clusters
from rashomon.entities.lexicon import lexicon
from rashomon.language.names import Gender, fold, gender_of, given_names, sound
from rashomon.records import Document, Entity, EntityType, Extraction, Merge, Role, Statement, content_id

# A surname alone is taken for another spelling of one only from this length of its phonetic key on.
_LONG_SURNAME = 5
# At most this many names of one key are compared with each other; beyond it only equal names are joined.
_LARGEST_BLOCK = 200
_BODIES = ("organization", "media", "place")


@dataclass(frozen=True, slots=True)
class Node:
    """An entity of one article."""

    document: str
    local: str
    entity: Entity
    language: str
    published: str

    @property
    def names(self) -> tuple[str, ...]:
        """The entity's name, and its aliases that are names rather than descriptions."""
        return (self.entity.name, *(alias for alias in self.entity.aliases if _proper(alias, self.language)))


def link(extractions: Sequence[Extraction]) -> tuple[tuple[Entity, ...], tuple[Statement, ...]]:
    """Return one entity per speaker over all articles, and the statements with these entities' ids.

    The ids do not depend on the order of the extractions. Each entity's `merges` say why its names are one.
    """
    documents = {extraction.document.id: extraction for extraction in extractions}
    ordered = [documents[key] for key in sorted(documents)]
    nodes = _retyped([_node(extraction.document, entity) for extraction in ordered for entity in extraction.entities])
    linker = _Linker(nodes, {extraction.document.id: _country(extraction) for extraction in ordered})
    linker.run()
    made = linker.entities()
    ids = {(node.document, node.local): entity.id for node, entity in made.items()}
    entities = {entity.id: entity for entity in made.values()}
    statements = tuple(
        replace(
            statement, speaker=ids.get((statement.document, statement.speaker)) if statement.speaker else None
        )
        for extraction in extractions
        for statement in extraction.statements
    )
    return tuple(entities[key] for key in sorted(entities)), statements


def _node(document: Document, entity: Entity) -> Node:
    return Node(document.id, entity.id, entity, document.language or "en", document.published or "")


def _retyped(nodes: Sequence[Node]) -> list[Node]:
    """Return the nodes with one type for each name of several words: what most articles take it for, a person where level."""
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for node in nodes:
        if node.entity.type in ("person", *_BODIES) and people.is_full(node.entity.name) and _capital(node):
            votes[fold(node.entity.name)][node.entity.type] += 1
    found = []
    for node in nodes:
        counts = votes.get(fold(node.entity.name))
        if counts and len(counts) > 1 and node.entity.type in counts:
            kind = min(counts, key=lambda row: (-counts[row], row != "person", row))
            node = replace(node, entity=replace(node.entity, type=kind))
        found.append(node)
    return found


def _country(extraction: Extraction) -> str | None:
    """Return the country that an article's names and opening words speak of most, None where two are level."""
    counts = Counter(
        code
        for entity in extraction.entities
        for name in (entity.name, *entity.aliases)
        if (code := country_of(name))
    )
    words = extraction.document.text[:20_000].split()
    counts.update(code for word in words if word[:1].isupper() and (code := country_of(word)))
    top = counts.most_common(2)
    return top[0][0] if top and (len(top) == 1 or top[0][1] > top[1][1]) else None


def _proper(name: str, language: str) -> bool:
    """Tell whether all words that carry a name are capitalised: not “the ministry”, not “its leader”."""
    words = lexicon(language)
    content = [word for word in name.split() if word.casefold() not in words.articles]
    return (
        bool(content) and len(name) <= 200 and content[0][:1].isupper() and not words.pronoun(name.casefold())
    )


class _Linker:
    """Joins the entities of articles, the surest evidence first."""

    def __init__(self, nodes: Sequence[Node], countries: Mapping[str, str | None]) -> None:
        self.nodes = sorted(nodes, key=lambda node: (fold(node.entity.name), node.document, node.local))
        self.countries = countries
        self.clusters: Clusters[Node] = Clusters(self.nodes)
        self.reasons: dict[Node, str] = {}

    def run(self) -> None:
        people_nodes = [node for node in self.nodes if node.entity.type == "person"]
        self._full_names(
            [node for node in people_nodes if people.is_full(node.entity.name) and _capital(node)]
        )
        self._surnames(
            [node for node in people_nodes if not people.is_full(node.entity.name) and _capital(node)]
        )
        bodies = [node for node in self.nodes if node.entity.type in _BODIES]
        self._same_names(
            [node for node in bodies if generic_body(node.entity.name) is None and _capital(node)]
        )
        self._generic(bodies)

    def _join(self, one: Node, other: Node, reason: str) -> None:
        if self.clusters.find(one) != self.clusters.find(other):
            self.clusters.join(one, other)
            self.reasons[other] = f"“{other.entity.name}” and “{one.entity.name}”: {reason}"

    # People

    def _full_names(self, nodes: Sequence[Node]) -> None:
        blocks: dict[object, list[Node]] = defaultdict(list)
        first_of: dict[str, Node] = {}
        for node in nodes:
            exact = fold(node.entity.name)
            if exact in first_of:
                self._join(first_of[exact], node, "the names are the same")
                continue
            first_of[exact] = node
            for key in people.keys(node.entity.name):
                blocks[key].append(node)
        for block in blocks.values():
            self._compare(block)

    def _compare(self, block: Sequence[Node]) -> None:
        """Join the names of a block that are one person's, unless their clusters hold names that speak against it."""
        for number, one in enumerate(block[:_LARGEST_BLOCK]):
            for other in block[number + 1 : _LARGEST_BLOCK]:
                reason = people.same_person(one.entity.name, other.entity.name)
                if reason and not self._against(one, other):
                    self._join(one, other, reason)

    def _against(self, one: Node, other: Node) -> bool:
        """Tell whether two clusters hold two genders or two full names that cannot be one person's."""
        first, second = self._names(one), self._names(other)
        if people.gender_conflict(self._gender(one), self._gender(other)):
            return True
        return any(people.same_person(a, b) is None for a in first for b in second)

    def _names(self, node: Node) -> list[str]:
        return sorted(
            {
                member.entity.name
                for member in self.clusters.members(node)
                if people.is_full(member.entity.name)
            }
        )

    def _gender(self, node: Node) -> Gender | None:
        known = {gender for member in self.clusters.members(node) if (gender := _gender(member.entity))}
        return known.pop() if len(known) == 1 else None

    def _surnames(self, nodes: Sequence[Node]) -> None:
        """Join surnames alone to the one person who bears them in full; else equal surnames with a role in common."""
        bearers = self._bearers()
        alone: dict[str, list[Node]] = defaultdict(list)
        for node in nodes:
            roots = self._fitting(node, bearers)
            if len(roots) == 1:
                self._join(roots[0], node, "the only person of this surname in the articles")
            elif not roots and not given_names(node.entity.name):
                alone[people.surname(node.entity.name)].append(node)
        for rows in alone.values():
            for other in rows[1:]:
                if not people.gender_conflict(self._gender(rows[0]), self._gender(other)) and _share_role(
                    rows[0], other
                ):
                    self._join(rows[0], other, "the same surname in the same role")

    def _bearers(self) -> dict[str, list[Node]]:
        found: dict[str, dict[Node, None]] = defaultdict(dict)
        for node in self.nodes:
            if node.entity.type == "person" and people.is_full(node.entity.name) and _capital(node):
                last = people.surname(node.entity.name)
                for key in (last, "sound " + sound(last).rstrip("aeu")):
                    found[key][self.clusters.find(node)] = None
        return {key: list(roots) for key, roots in found.items()}

    def _fitting(self, node: Node, bearers: Mapping[str, list[Node]]) -> list[Node]:
        last = people.surname(node.entity.name)
        heard = sound(last)
        exact = bearers.get(last, [])
        rows = exact or (
            bearers.get("sound " + heard.rstrip("aeu"), []) if len(heard) >= _LONG_SURNAME else []
        )
        gender = _gender(node.entity)
        roots = {self.clusters.find(row): None for row in rows}
        fitting = [
            root
            for root in roots
            if not people.gender_conflict(self._gender(root), gender) and self._initial_fits(node, root)
        ]
        return [root for root in fitting if root.document != node.document or exact] or fitting

    def _initial_fits(self, node: Node, root: Node) -> bool:
        words = people.words_of(node.entity.name)
        full = people.words_of(root.entity.name)
        return len(words) < 2 or words[0][0] == full[0][0] or sound(words[0])[:1] == sound(full[0])[:1]

    # Bodies

    def _same_names(self, nodes: Sequence[Node]) -> None:
        """Join particular bodies that bear one name, or of which one article gives the other's name as an alias."""
        first_of: dict[str, Node] = {}
        for node in nodes:
            self._by_key(first_of, _name_key(node.entity.name), node, "the names are the same")
        for node in nodes:
            for name in node.names[1:]:
                key = _name_key(name)
                if len(key) > 1 and generic_body(name) is None and key in first_of:
                    self._join(first_of[key], node, f"an article gives “{name}” as its other name")

    def _by_key(self, first_of: dict[str, Node], key: str, node: Node, reason: str) -> None:
        if key in first_of:
            self._join(first_of[key], node, reason)
        elif key:
            first_of[key] = node

    def _generic(self, nodes: Sequence[Node]) -> None:
        """Join bodies that every country has: of one kind and country, with nothing else in the name that differs."""
        tables: dict[tuple[str, str], list[tuple[Node, Body]]] = defaultdict(list)
        near = self._company()
        for node in nodes:
            if body := generic_body(node.entity.name):
                country = body.country or self.countries.get(node.document)
                tables[(body.kind, country or "?")].append((node, body))
        for (kind, country), rows in sorted(tables.items(), key=lambda item: item[0]):
            self._generic_rows(kind.replace("_", " "), country, rows, near)

    def _generic_rows(
        self, kind: str, country: str, rows: Sequence[tuple[Node, Body]], near: Mapping[str, frozenset[Node]]
    ) -> None:
        for number, (other, body) in enumerate(rows):
            for one, before in rows[max(0, number - _LARGEST_BLOCK) : number]:
                if one.document != other.document and self._one_body(one, before, other, body, country, near):
                    where = f"of {country}" if country != "?" else "in articles that name the same people"
                    self._join(one, other, f"both are the {kind} {where}")
                    break

    def _one_body(
        self,
        one: Node,
        before: Body,
        other: Node,
        body: Body,
        country: str,
        near: Mapping[str, frozenset[Node]],
    ) -> bool:
        shared = bool(near.get(one.document, frozenset()) & near.get(other.document, frozenset()))
        if before.qualifiers != body.qualifiers and not (
            shared and (not before.qualifiers or not body.qualifiers)
        ):
            return False
        return shared or (country != "?" and not body.local)

    def _company(self) -> dict[str, frozenset[Node]]:
        """Return for each article the people it names in full."""
        found: dict[str, set[Node]] = defaultdict(set)
        for node in self.nodes:
            if node.entity.type == "person" and people.is_full(node.entity.name) and _capital(node):
                found[node.document].add(self.clusters.find(node))
        return {document: frozenset(roots) for document, roots in found.items()}

    # The outcome

    def entities(self) -> dict[Node, Entity]:
        """Return the entity of each node."""
        made: dict[Node, Entity] = {}
        groups = sorted(
            self.clusters.groups(), key=lambda group: min((node.document, node.local) for node in group)
        )
        taken: set[str] = set()
        for group in groups:
            entity = _entity(group, self.reasons, taken)
            taken.add(entity.id)
            made.update((node, entity) for node in group)
        return made


def _capital(node: Node) -> bool:
    return node.entity.name[:1].isupper()


def _gender(entity: Entity) -> Gender | None:
    """Return the gender that a name or a role tells."""
    words = lexicon("en")
    for role in entity.roles:
        for word in fold(role.text).split()[:6]:
            if word in words.titles_female or word in words.female_nouns:
                return "female"
            if word in words.titles_male or word in words.male_nouns:
                return "male"
    return gender_of(entity.name)


def _share_role(one: Node, other: Node) -> bool:
    first, second = (
        {word for role in node.entity.roles for word in fold(role.text).split() if len(word) > 3}
        for node in (one, other)
    )
    return bool(first & second)


def _name_key(name: str) -> str:
    return fold(name).removeprefix("the ").replace("'", "")


def _entity(group: Sequence[Node], reasons: Mapping[Node, str], taken: Iterable[str]) -> Entity:
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
        content_id("entity", kind, fold(best.entity.name), *first)
        if key in taken or not _capital(best)
        else key
    )
    return Entity(name, best.entity.name, kind, aliases, _roles(group), _merges(group, reasons))


def _best(group: Sequence[Node]) -> Node:
    """Return the node with the name to show: full before short, English before others, then the most frequent."""
    counts = Counter(node.entity.name for node in group)
    kind = _kind(group)
    return min(group, key=lambda node: (
        kind == "person" and not people.is_full(node.entity.name), node.language != "en", -counts[node.entity.name],
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
