"""Whom a description means that its own article leaves open: “the collector”, “the railway”, in articles about the same.

What people and bodies are called elsewhere decides: their roles, the words of their names, other descriptions. A
description joins only where one of those it can mean fits best, and no article keeps the two apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from rashomon.entities import people
from rashomon.entities.clusters import Clusters
from rashomon.entities.company import Company
from rashomon.entities.lexicon import Lexicon, lexicon
from rashomon.entities.nodes import Node, named
from rashomon.entities.offices import OFFICE, Words, content
from rashomon.entities.tenures import OVER, tenure
from rashomon.language.names import fold, stem

Join = Callable[[Node, Node, str], None]
# The definite articles that tell that somebody known is meant.
_DEFINITE = frozenset(["the", "der", "die", "das", "le", "la", "el", "los", "las"])
# Languages without articles: every description can mean somebody known.
_BARE = frozenset(["ru", "uk", "be", "pl"])
_INDEFINITE = frozenset(["a", "an", "ein", "eine", "un", "une", "una", "one", "another", "some"])
# A longer description tells of somebody by a story, not by an office.
_LONGEST = 6
# At most so many who are called by a word are looked at; beyond it the word tells nobody.
_MOST = 200


class Referents:
    """Descriptions of several articles, and all that could be meant by them."""

    def __init__(self, nodes: Sequence[Node], clusters: Clusters[Node], company: Company) -> None:
        """Collect what the entities of clusters with a name are called."""
        self.clusters, self.company = clusters, company
        self.open = [node for node in nodes if definite(node)]
        self.called: dict[Node, set[tuple[Words, bool]]] = defaultdict(set)
        self.bearing: dict[str, dict[Node, None]] = defaultdict(dict)
        for node in nodes:
            if named(node) or (
                node.entity.type != "person" and any(named(m) for m in clusters.members(node))
            ):
                for words, over in _callings(node):
                    self.called[node].add((words, over))
                    for word in words:
                        self.bearing[word][node] = None

    def run(self, join: Join) -> None:
        """Join each description to the one that it can mean."""
        for node in self.open:
            wanted = _told(node)
            found = self._meant(node, wanted) if 0 < len(wanted) <= _LONGEST else None
            if found is not None:
                join(found, node, "the only one called so in articles that name the same")

    def _meant(self, node: Node, wanted: Words) -> Node | None:
        """Return the one cluster that a description fits best; None where none or several do."""
        fits: dict[int, list[Node]] = defaultdict(list)
        for root in self._fitting(node, wanted):
            if level := self._level(node, root, wanted):
                fits[level].append(root)
        best = fits[max(fits)] if fits else []
        if len(best) > 1 and tenure(node.entity.name).over:
            best.remove(max(best, key=lambda root: max(self._named_on(root))))  # the present holder
        if len(best) > 1 and node.entity.type == "person":
            best = [root for root in best if people.is_full(self._shown(root).entity.name)]
        return self._shown(best[0]) if len(best) == 1 else None

    def _level(self, node: Node, root: Node, wanted: Words) -> int:
        """Return how well a description fits a cluster: by the words, then by who held the office when it was written.

        “The former minister” was called minister before, and is not then or later; “the minister” is, by preference.
        """
        rows = [
            (level, over, member)
            for member in self.clusters.members(root)
            for words, over in self.called.get(member, ())
            if (level := _fit(wanted, words))
        ]
        if node.entity.type != "person":
            return max((2 * level for level, _, _ in rows), default=0)
        ended = any(over and member.published <= node.published for _, over, member in rows)
        if not tenure(node.entity.name).over:
            return max((2 * level - (over or ended) for level, over, _ in rows), default=0)
        held = [member for _, over, member in rows if not over]
        still = any(member.published >= node.published for member in held) and not ended
        return max((2 * level - (not over) for level, over, _ in rows if over or not still), default=0)

    def _named_on(self, root: Node) -> Iterator[str]:
        return (member.published for member in self.clusters.members(root))

    def _shown(self, root: Node) -> Node:
        """Return the member of a cluster that bears its fullest name."""
        members = [member for member in self.clusters.members(root) if named(member)]
        return max(members, key=lambda member: (len(member.entity.name), member.document, member.local))

    def _fitting(self, node: Node, wanted: Words) -> Iterator[Node]:
        rows = [self.bearing.get(word, {}) for word in sorted(wanted)]
        roots = {self.clusters.find(root): None for row in rows if len(row) <= _MOST for root in row}
        for root in roots:
            members = self.clusters.members(root)
            kinds = [member.entity.type == "person" for member in members if named(member)]
            person = sum(kinds) * 2 > len(kinds)
            apart = any(member.document == node.document and member.entity.roles for member in members)
            about = any(
                member.document == node.document
                if _is_calling(node, wanted)
                else self.company.near(member, node)
                for member in members
            )
            if person == (node.entity.type == "person") and about and not apart:
                yield root


def _is_calling(node: Node, wanted: Words) -> bool:
    """Tell whether a person is described by one word that many are at a time: “the singer”, and not “the mayor”."""
    return (
        node.entity.type == "person"
        and len(wanted) == 1
        and not any(word.startswith(OFFICE) for word in wanted)
    )


def _fit(wanted: Words, words: Words) -> int:
    """Return how well a description fits what somebody is called: 3 the same, 2 part of it, 1 it with more words."""
    if wanted == words:
        return 3
    if wanted < words:
        return 2
    return int(len(words) > 1 and words < wanted)


def definite(node: Node) -> bool:
    """Tell whether an entity is only described, as somebody the reader knows: “the collector”, not “a man”."""
    if named(node) or node.entity.type not in ("person", "organization", "document"):
        return False
    words = lexicon(node.language)
    forms = [form.split() for form in (node.entity.name, *node.entity.aliases) if form.split()]
    first = {form[0].casefold() for form in forms}
    owned = any(words.possessive(word) for word in first) and not node.entity.name[:1].isupper()
    known = node.language in _BARE or bool(first & _DEFINITE)
    return known and not owned and not first & _INDEFINITE and not _plain(node, words)


def _plain(node: Node, words: Lexicon) -> bool:
    """Tell whether a description is of several, or no more than that somebody is a person: “the man”, “the mother”."""
    told = content(node.entity.name, node.language)
    if any(word in words.groups for word in fold(node.entity.name).split()[-1:]):
        return True
    heads = [word for word in fold(node.entity.name).split() if stem(word, node.language) in told]
    return len(told) == 1 and any(
        word in words.female_nouns
        or word in words.male_nouns
        or word in words.kin
        or word in words.communications
        for word in heads
    )


def _told(node: Node) -> Words:
    """Return the words of a description, of a person without those that tell how an office is held."""
    name = node.entity.name
    return content(tenure(name).office if node.entity.type == "person" else name, node.language)


def _callings(node: Node) -> Iterable[tuple[Words, bool]]:
    """Yield what a node is called and whether that is over: a person's roles; a body's names, and its article's words.

    What an article only takes for a person by a guess is no evidence for other articles.
    """
    forms = () if node.entity.type == "person" else (node.entity.name, *node.entity.aliases)
    roles = ((tenure(role.text).office, role.standing in OVER) for role in node.entity.roles)
    for text, over in (*roles, *((form, False) for form in forms)):
        words = content(text, node.language)
        if 0 < len(words) <= 2 * _LONGEST:
            yield words, over
