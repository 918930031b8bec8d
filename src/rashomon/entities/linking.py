"""One entity per speaker over all articles, spellings and languages; precision before recall."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from rashomon.entities import people
from rashomon.entities.bodies import Body, generic_body
from rashomon.entities.clusters import Clusters
from rashomon.entities.company import Company
from rashomon.entities.gazetteer import Gazetteer
from rashomon.entities.identities import Identity, key_of
from rashomon.entities.institutions import acronyms, initials, sense
from rashomon.entities.kinds import retyped
from rashomon.entities.nodes import (
    BODIES,
    Node,
    company_base,
    country_spoken_of,
    name_key,
    named,
    node_of,
    particular,
    share_role,
    told_gender,
)
from rashomon.entities.referents import Referents
from rashomon.entities.wording import same_word, word
from rashomon.language.names import Gender, fold, given_names, sound
from rashomon.records import Entry, Extraction

# A surname alone is taken for another spelling of one only from this length of its phonetic key on.
_LONG_SURNAME = 5
# At most this many names of one key are compared with each other; beyond it only equal names are joined.
_LARGEST_BLOCK = 200
# An acronym of fewer letters stands for too many names.
_LEAST_LETTERS = 3


def cluster(extractions: Sequence[Extraction], gazetteer: Gazetteer | None = None) -> list[Identity]:
    """Return which entities of articles are one, and why; their order does not depend on that of the extractions."""
    documents = {extraction.document.id: extraction for extraction in extractions}
    ordered = [documents[key] for key in sorted(documents)]
    nodes = retyped(
        [node_of(extraction.document, entity) for extraction in ordered for entity in extraction.entities]
    )
    known = gazetteer.known(nodes) if gazetteer else {}
    countries = {extraction.document.id: country_spoken_of(extraction) for extraction in ordered}
    linker = _Linker(nodes, countries, known)
    linker.run()
    return linker.identities()


class _Linker:
    """Joins the entities of articles, the surest evidence first."""

    def __init__(
        self, nodes: Sequence[Node], countries: Mapping[str, str | None], known: Mapping[Node, Entry]
    ) -> None:
        self.nodes = sorted(nodes, key=lambda node: (fold(node.entity.name), node.document, node.local))
        self.countries = countries
        self.known = known
        self.clusters: Clusters[Node] = Clusters(
            self.nodes, {node: entry.key for node, entry in known.items()}
        )
        self.reasons: dict[Node, str] = {}

    def run(self) -> None:
        self._linked()
        people_nodes = [node for node in self.nodes if node.entity.type == "person"]
        self._full_names([node for node in people_nodes if people.is_full(node.entity.name) and named(node)])
        self._surnames(
            [node for node in people_nodes if not people.is_full(node.entity.name) and named(node)]
        )
        bodies = [node for node in self.nodes if node.entity.type in BODIES]
        self._same_names([node for node in bodies if generic_body(node.entity.name) is None and named(node)])
        self._generic(bodies)
        self._shortened([node for node in bodies if particular(node)])
        self._senses([node for node in bodies if named(node)])
        self._acronyms([node for node in bodies if particular(node)])
        Referents(self.nodes, self.clusters, Company(self.nodes, self.clusters)).run(self._join)

    def _join(self, one: Node, other: Node, reason: str) -> None:
        if self.clusters.find(one) != self.clusters.find(other) and not self.clusters.apart(one, other):
            self.clusters.join(one, other)
            self.reasons[other] = f"“{other.entity.name}” and “{one.entity.name}”: {reason}"

    def _linked(self) -> None:
        """Join what the gazetteer knows to be one."""
        first_of: dict[str, Node] = {}
        for node in self.nodes:
            if entry := self.known.get(node):
                reason = f"both are names of “{entry.link.name}” ({entry.key}) in {entry.link.source}"
                self._join(first_of.setdefault(entry.key, node), node, reason)

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
            for key in dict.fromkeys(people.keys(people.read(node.entity.name))):
                blocks[key].append(node)
        for block in blocks.values():
            self._compare(block)

    def _compare(self, block: Sequence[Node]) -> None:
        """Join the names of a block that are one person's, unless their clusters hold names that speak against it."""
        for one, other in combinations(block[:_LARGEST_BLOCK], 2):
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
        known = {gender for member in self.clusters.members(node) if (gender := told_gender(member.entity))}
        return known.pop() if len(known) == 1 else None

    def _surnames(self, nodes: Sequence[Node]) -> None:
        """Join surnames alone to the one person who bears them in full; else equal surnames with a role in common."""
        bearers = self._bearers()
        alone: dict[str, list[Node]] = defaultdict(list)
        for node in nodes:
            roots = self._fitting(node, bearers)
            if len(roots) == 1:
                self._join(roots[0], node, "the only person of this surname in the articles")
            elif len(peers := self._in_role(roots, node)) == 1:
                self._join(peers[0], node, "the only person of this surname in this role in the articles")
            elif not roots and not given_names(node.entity.name):
                alone[people.surname(node.entity.name)].append(node)
        company = Company(self.nodes, self.clusters)
        self._given([node for node in nodes if given_names(node.entity.name)], company)
        for rows in alone.values():
            for other in rows[1:]:
                if people.gender_conflict(self._gender(rows[0]), self._gender(other)):
                    continue
                if share_role(rows[0], other):
                    self._join(rows[0], other, "the same surname in the same role")
                elif company.near(rows[0], other):
                    self._join(rows[0], other, "the same name in articles that name the same")

    def _given(self, nodes: Sequence[Node], company: Company) -> None:
        """Join given names alone to the only person who bears them in full in articles about the same."""
        bearers: dict[str, dict[Node, None]] = defaultdict(dict)
        for node in self.nodes:
            if node.entity.type == "person" and people.is_full(node.entity.name) and named(node):
                bearers[people.words_of(node.entity.name)[0]][node] = None
        for node in nodes:
            rows = list(bearers.get(fold(node.entity.name), ()))[:_LARGEST_BLOCK]
            near = [row for row in rows if company.near(row, node) and row.document != node.document]
            if len({self.clusters.find(row) for row in near}) == 1 and len(self.clusters.members(node)) == 1:
                self._join(near[0], node, "the only person of this given name in articles that name the same")

    def _in_role(self, roots: Sequence[Node], node: Node) -> list[Node]:
        return [
            root for root in roots if any(share_role(member, node) for member in self.clusters.members(root))
        ]

    def _bearers(self) -> dict[str, list[Node]]:
        found: dict[str, dict[Node, None]] = defaultdict(dict)
        for node in self.nodes:
            if node.entity.type == "person" and people.is_full(node.entity.name) and named(node):
                for key in word(people.surname(node.entity.name)).stems:
                    found[key][self.clusters.find(node)] = None
        return {key: list(roots) for key, roots in found.items()}

    def _fitting(self, node: Node, bearers: Mapping[str, list[Node]]) -> list[Node]:
        alike = {
            self.clusters.find(row): None
            for key in word(people.surname(node.entity.name)).stems
            for row in bearers.get(key, ())
        }
        last = people.surname(node.entity.name)
        exact = [root for root in alike if last in self._surnames_of(root)]
        roots = exact or [root for root in alike if self._sounds_like(last, root)]
        gender = told_gender(node.entity)
        fitting = [
            root
            for root in roots
            if not people.gender_conflict(self._gender(root), gender) and self._initial_fits(node, root)
        ]
        others = [root for root in fitting if not self._same_article(root, node)]
        if len(fitting) > 1 and len(others) == 1:
            return others  # the article keeps them apart
        return [root for root in fitting if root.document != node.document or exact] or fitting

    def _surnames_of(self, root: Node) -> list[str]:
        return [people.surname(name) for name in self._names(root)]

    def _sounds_like(self, last: str, root: Node) -> bool:
        """Tell whether a surname is a longer one and another spelling or form of a person's."""
        return len(sound(last)) >= _LONG_SURNAME and any(
            same_word(word(last), word(other)) for other in self._surnames_of(root)
        )

    def _initial_fits(self, node: Node, root: Node) -> bool:
        words = people.words_of(node.entity.name)
        full = people.words_of(root.entity.name)
        return len(words) < 2 or words[0][0] == full[0][0] or sound(words[0])[:1] == sound(full[0])[:1]

    # Bodies

    def _same_names(self, nodes: Sequence[Node]) -> None:
        """Join particular bodies that bear one name, or of which one article gives the other's name as an alias."""
        first_of: dict[str, Node] = {}
        for node in nodes:
            self._by_key(first_of, name_key(node.entity.name), node, "the names are the same")
        self._spellings(
            [node for node in nodes if node.entity.type == "place" and len(node.entity.name.split()) == 1]
        )
        for node in nodes:
            for name in node.names[1:]:
                key = name_key(name)
                if len(key) > 1 and generic_body(name) is None and key in first_of:
                    self._join(first_of[key], node, f"an article gives “{name}” as its other name")

    def _spellings(self, places: Sequence[Node]) -> None:
        """Join places whose names sound the same: Hrodna, Grodno, Гродна."""
        heard: dict[str, Node] = {}
        for node in places:
            key = sound(node.entity.name)
            if (
                len(key) >= _LONG_SURNAME
                and key in heard
                and fold(heard[key].entity.name) != fold(node.entity.name)
            ):
                self._join(heard[key], node, "spellings of one place")
            heard.setdefault(key, node)

    def _by_key(self, first_of: dict[str, Node], key: str, node: Node, reason: str) -> None:
        if key in first_of:
            self._join(first_of[key], node, reason)
        elif key:
            first_of[key] = node

    def _generic(self, nodes: Sequence[Node]) -> None:
        """Join bodies that every country has: of one kind and country, with nothing else in the name that differs."""
        tables: dict[str, list[tuple[Node, Body]]] = defaultdict(list)
        company = Company(self.nodes, self.clusters)
        for node in nodes:
            if body := generic_body(node.entity.name):
                tables[body.kind].append((node, body))
        for kind, rows in sorted(tables.items()):
            self._generic_rows(kind.replace("_", " "), rows, company)

    def _generic_rows(self, kind: str, rows: Sequence[tuple[Node, Body]], company: Company) -> None:
        for number, (other, body) in enumerate(rows):
            for one, before in rows[max(0, number - _LARGEST_BLOCK) : number]:
                shared = company.near(one, other)
                countries = [
                    b.country or self.countries.get(n.document) for n, b in ((one, before), (other, body))
                ]
                if one.document != other.document and _one_body(before, body, shared, countries):
                    where = "in articles that name the same people" if shared else f"of {countries[0]}"
                    self._join(one, other, f"both are the {kind} {where}")
                    break

    def _shortened(self, nodes: Sequence[Node]) -> None:
        """Join a body’s name to the only longer one that begins with it, in articles about the same."""
        company = Company(self.nodes, self.clusters)
        longer: dict[tuple[str, ...], dict[Node, None]] = defaultdict(dict)
        for node in nodes:
            words = name_key(node.entity.name).split()
            for length in range(1 if company_base(node) else 2, min(len(words), 8)):
                longer[tuple(words[:length])][self.clusters.find(node)] = None
        for node in nodes:
            roots = {
                self.clusters.find(root) for root in longer.get(tuple(name_key(node.entity.name).split()), ())
            }
            if len(roots) == 1 and company.near(root := roots.pop(), node):
                self._join(root, node, "the only longer name that begins so, in articles that name the same")

    def _senses(self, nodes: Sequence[Node]) -> None:
        """Join bodies whose names say the same in any language and of which there is one: ФСБ, Federal Security Service."""
        first_of: dict[str, Node] = {}
        for node in nodes:
            if node.entity.type != "place":
                said = next(filter(None, map(sense, node.names)), "")
                self._by_key(first_of, said, node, f"both say {said}")

    def _acronyms(self, nodes: Sequence[Node]) -> None:
        """Join an acronym, in whatever script, to the only name whose first letters it is, in articles about the same."""
        company = Company(self.nodes, self.clusters)
        spelled: dict[str, dict[Node, None]] = defaultdict(dict)
        for node in nodes:
            if len(letters := initials(node.entity.name)) >= _LEAST_LETTERS:
                spelled[letters][node] = None
        for node in nodes:
            for letters in acronyms(node.entity.name):
                near = [
                    row
                    for row in list(spelled.get(letters.lower(), ()))[:_LARGEST_BLOCK]
                    if company.near(row, node)
                ]
                if len({self.clusters.find(row) for row in near}) == 1:
                    self._join(
                        near[0], node, f"{letters} are the first letters, in articles that name the same"
                    )

    def _same_article(self, root: Node, node: Node) -> bool:
        return any(member.document == node.document for member in self.clusters.members(root))

    # The outcome

    def identities(self) -> list[Identity]:
        """Return the clusters with why their members are one."""
        return [
            Identity(
                tuple(group), {key_of(node): (self.reasons[node],) for node in group if node in self.reasons}
            )
            for group in self.clusters.groups()
        ]


def _one_body(one: Body, other: Body, shared: bool, countries: Sequence[str | None]) -> bool:
    """Tell whether two generic bodies of a kind are one: in articles that name the same people, or of one country.

    `countries` are those that the names or else the articles speak of.
    """
    if one.country and other.country and one.country != other.country:
        return False
    if shared:
        return one.qualifiers == other.qualifiers or not one.qualifiers or not other.qualifiers
    return (
        one.qualifiers == other.qualifiers
        and not one.local
        and countries[0] is not None
        and countries[0] == countries[1]
    )
