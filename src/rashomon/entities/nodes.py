"""An entity of one article as linking sees it: which of its names are names, and what its article is about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from rashomon.entities.bodies import country_of, generic_body
from rashomon.entities.lexicon import lexicon
from rashomon.language.names import Gender, fold, gender_of
from rashomon.records import Document, Entity, EntityType, Extraction

# Words of law in a company's name that stand before the last: Pvt Ltd, Private Limited.
_LEGAL = frozenset(["pvt", "private", "public", "joint", "stock"])
# Names of which what they tell is remembered: those of some thousand articles.
_KEPT = 1 << 16
BODIES: tuple[EntityType, ...] = ("organization", "media", "place")


@dataclass(frozen=True, slots=True)
class Node:
    """An entity of one article."""

    document: str
    local: str
    entity: Entity
    language: str
    published: str

    def __hash__(self) -> int:
        """Hash the two ids, which are one node's alone: nodes are looked up too often to hash all that they hold."""
        return hash((self.document, self.local))

    @property
    def names(self) -> tuple[str, ...]:
        """The entity's name, and its aliases that are names rather than descriptions."""
        return (self.entity.name, *(alias for alias in self.entity.aliases if _proper(alias, self.language)))


def node_of(document: Document, entity: Entity) -> Node:
    """Return the node of an article's entity."""
    return Node(document.id, entity.id, entity, document.language or "en", document.published or "")


def company_base(node: Node) -> str:
    """Return the folded name of a company without what says that it is one: “Acme Freight” of “Acme Freight Pvt Ltd”."""
    if node.entity.type not in ("organization", "media") or not named(node):
        return ""
    words, companies = fold(node.entity.name).split(), lexicon(node.language).companies
    size = len(words)
    while size > 1 and (words[size - 1] in companies or words[size - 1] in _LEGAL):
        size -= 1
    return " ".join(words[:size]) if size < len(words) else ""


def country_spoken_of(extraction: Extraction) -> str | None:
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


def named(node: Node) -> bool:
    """Tell whether an entity bears a name rather than a description: “Ann Roe”, not “owner of the flat”."""
    return _named(node.entity.name, node.entity.type, node.language)


@lru_cache(maxsize=_KEPT)
def _named(name: str, kind: EntityType, language: str) -> bool:
    words = name.split()
    if kind != "person":
        return words[0][:1].isupper()
    spoken = lexicon(language)
    small = [word for word in words if word[:1].islower() and len(word) > 3]
    return (
        words[0][:1].isupper()
        and not small
        and not (
            len(words) > 1
            and spoken.personal(words[0].casefold())
            and words[0].casefold() not in spoken.regnal
        )
    )


def particular(node: Node) -> bool:
    """Tell whether a body has a name of its own, not only one that every country has."""
    body = generic_body(node.entity.name)
    return named(node) and (body is None or bool(body.qualifiers))


def told_gender(entity: Entity) -> Gender | None:
    """Return the gender that a name or a role tells."""
    return _told_gender(entity.name, tuple(role.text for role in entity.roles))


@lru_cache(maxsize=_KEPT)
def _told_gender(name: str, roles: tuple[str, ...]) -> Gender | None:
    words = lexicon("en")
    for role in roles:
        for word in fold(role).split()[:6]:
            if word in words.titles_female or word in words.female_nouns:
                return "female"
            if word in words.titles_male or word in words.male_nouns:
                return "male"
    return gender_of(name)


def share_role(one: Node, other: Node) -> bool:
    """Tell whether two entities have a word of their roles in common."""
    first, second = (
        {word for role in node.entity.roles for word in fold(role.text).split() if len(word) > 3}
        for node in (one, other)
    )
    return bool(first & second)


def name_key(name: str) -> str:
    """Return a body’s name folded, without article and apostrophes."""
    return fold(name).removeprefix("the ").replace("'", "")
