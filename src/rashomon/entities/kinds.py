"""One type for one name: whether it is a person's, a body's or a place's is told by all articles about the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rashomon.entities import people
from rashomon.entities.clusters import Clusters
from rashomon.entities.company import Company
from rashomon.entities.lexicon import lexicon
from rashomon.entities.nodes import BODIES, Node, company_base, named
from rashomon.language.names import fold, given_names
from rashomon.language.places import find_place
from rashomon.records import EntityType, Merge

# What a company's own suffix says outweighs what articles take its name for.
_SURE = 1000
# What an article's guess says, and what a full name, a rank or “the company” says.
_GUESS, _TOLD = 1, 2
# A name that more nodes bear is looked at in so many of them.
_MOST = 200

Evidence = tuple[EntityType, int, str]


def retyped(nodes: Sequence[Node]) -> list[Node]:
    """Return the nodes with one type for each name: what most articles take it for, a person where level.

    What a company’s suffix tells, of its short name too, outweighs the articles. A name of one word is a person’s
    where articles about the same name a person in full so, or with a rank, and a body’s where they name a longer one,
    or call it a company; the reason is kept with the entity.
    """
    votes = _votes(nodes)
    short = _short_names(nodes)
    found = []
    for node in nodes:
        counts = votes.get(fold(node.entity.name))
        if node.entity.type == "person" and fold(node.entity.name) in short and not ranked(node):
            node = _taken(node, "organization", "an article gives it as another name of one")
        if counts and len(counts) > 1 and node.entity.type in counts:
            kind = min(counts, key=lambda row: (-counts[row], row != "person", row))
            node = _taken(node, kind, "the articles’ names of it say so")
        found.append(node)
    return _Singles(found).run()


def _votes(nodes: Sequence[Node]) -> Mapping[str, Counter[EntityType]]:
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for node in nodes:
        if node.entity.type in ("person", *BODIES) and people.is_full(node.entity.name) and named(node):
            votes[fold(node.entity.name)][node.entity.type] += 1
        if base := company_base(node):
            votes[base]["organization"] += _SURE
    return votes


class _Singles:
    """Names of one word, and what the articles about the same say of their types."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        self.company = _company(nodes)
        self.bearing: dict[str, list[Node]] = defaultdict(list)
        for node in nodes:
            if node.entity.type in ("person", *BODIES) and named(node):
                words = fold(node.entity.name).split()
                opening = words[:1] if node.entity.type in BODIES else []
                for word in dict.fromkeys([*words[-1:], *opening]):
                    self.bearing[word].append(node)

    def run(self) -> list[Node]:
        """Return the nodes in their order, each name of one word with the type that the evidence is strongest for."""
        return [self._told(node) if _single(node) else node for node in self.nodes]

    def _told(self, node: Node) -> Node:
        word = fold(node.entity.name)
        rows = [other for other in self.bearing[word][:_MOST] if self.company.near(node, other)]
        if len({other.entity.type == "person" for other in rows}) < 2:
            return node
        found: Counter[EntityType] = Counter()
        reasons: dict[EntityType, str] = {}
        for kind, weight, reason in (row for other in rows for row in _evidence(other, word)):
            found[kind] += weight
            if weight > _GUESS:
                reasons.setdefault(kind, reason)
        person, bodies = found["person"], sum(found[kind] for kind in BODIES)
        body: EntityType = max(BODIES, key=lambda row: (found[row], row))
        told: EntityType = "person" if person > bodies else body
        alike = (told == "person") == (node.entity.type == "person")
        if person == bodies or alike:
            return node
        reason = reasons.get(told, "most articles about the same take it for one")
        return _taken(node, told, reason)


def _taken(node: Node, kind: EntityType, reason: str) -> Node:
    """Return a node of another type, with the reason."""
    if node.entity.type == kind:
        return node
    merge = Merge(node.entity.name, f"“{node.entity.name}” is {_article(kind)}: {reason}", node.document)
    return replace(node, entity=replace(node.entity, type=kind, merges=(*node.entity.merges, merge)))


def _evidence(node: Node, word: str) -> Iterator[Evidence]:
    """Yield what an article tells of a name of one word by one that it names so."""
    name, kind = node.entity.name, node.entity.type
    words, spoken = fold(name).split(), lexicon(node.language)
    if kind == "person":
        full = len(words) > 1 and words[-1] == word and bool(given_names(name.split()[0]))
        told = full or ranked(node) or bool(given_names(word))
        yield (
            "person",
            _TOLD if told else _GUESS,
            f"an article has “{name}”" if full else "a rank or given name says so",
        )
        return
    called = {part for alias in node.entity.aliases for part in alias.casefold().split()}
    if company_base(node):
        yield kind, _SURE, f"“{name}” is a company"
    elif len(words) > 1 and words[0] == word:
        yield kind, _TOLD, f"an article has “{name}”"
    elif len(words) == 1 and any(part in spoken.bodies or part in spoken.media for part in called):
        yield kind, _TOLD, "an article calls it so"
    elif len(words) == 1:
        yield kind, _TOLD if kind == "place" and find_place(name) else _GUESS, f"“{name}” is a place"


def _article(kind: EntityType) -> str:
    return "an organization" if kind == "organization" else f"a {kind}" if kind != "media" else "a medium"


def _single(node: Node) -> bool:
    """Tell whether a node bears a name of one word that is no acronym."""
    name = node.entity.name
    return (
        node.entity.type in ("person", *BODIES)
        and len(fold(name).split()) == 1
        and named(node)
        and not name.isupper()
    )


def _company(nodes: Sequence[Node]) -> Company:
    """Return which articles are about the same, by names that are the same letter for letter."""
    clusters: Clusters[Node] = Clusters(nodes)
    first_of: dict[tuple[bool, str], Node] = {}
    for node in nodes:
        key = (node.entity.type == "person", fold(node.entity.name))
        clusters.join(first_of.setdefault(key, node), node)
    return Company(nodes, clusters)


def _short_names(nodes: Sequence[Node]) -> frozenset[str]:
    """Return the single words that an article gives as another name of a body and that no person bears."""
    bodies = {
        fold(name)
        for node in nodes
        if node.entity.type == "organization"
        for name in (node.entity.name, *node.entity.aliases)
        if len(fold(name).split()) == 1 and name[:1].isupper()
    } | {base.split()[0] for node in nodes if (base := company_base(node))}
    people_words = {
        word
        for node in nodes
        if node.entity.type == "person" and (people.is_full(node.entity.name) or ranked(node))
        for number, word in enumerate(reversed(fold(node.entity.name).split()))
        if number == 0 or given_names(node.entity.name.split()[0])
    }
    return frozenset(word for word in bodies - people_words if not given_names(word))


def ranked(node: Node) -> bool:
    """Tell whether a role of an entity is a rank or a title: “President”, not “maker of chocolate”."""
    words = lexicon(node.language)
    return any(words.title(word) for role in node.entity.roles for word in fold(role.text).split()[:3])
