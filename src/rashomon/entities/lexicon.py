"""What each language's words say about a source: read from the data file, matched in lower case."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.language import lexicon as reporting

# Roles of fewer letters are told by their form alone: their beginnings open other words.
_SHORT = 4
_NO_CLASSES: frozenset[str] = frozenset()
_VOWELS = "аяоеєиіїыьйaeoiy"
# Vowels that go when a noun is declined: свідок, свідка; prawnik has none.
_FLEETING = (("ець", "ц"), ("ец", "ц"), ("ок", "к"), ("iec", "c"), ("ek", "k"))


@dataclass(frozen=True, slots=True)
class Words:
    """A set of words; an entry ending in * matches what begins so, one opening with * what ends so."""

    exact: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[str]) -> Words:
        """Return the set that the entries describe.

        >>> "министерству" in Words.of(["министерств*"]), "министр" in Words.of(["министерств*"])
        (True, False)
        """
        rows = list(entries)
        return cls(
            frozenset(row for row in rows if "*" not in row),
            tuple(row[:-1] for row in rows if row.endswith("*")),
            tuple(row[1:] for row in rows if row.startswith("*")),
        )

    def also(self, entries: Iterable[str]) -> Words:
        """Return the set with further entries."""
        more = Words.of(entries)
        return Words(self.exact | more.exact, self.beginnings + more.beginnings, self.endings + more.endings)

    def __contains__(self, word: str) -> bool:
        """Tell whether the word, in lower case, is in the set."""
        return word in self.exact or word.startswith(self.beginnings) or word.endswith(self.endings)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language that the resolution of speakers needs."""

    language: str
    articles: Words
    indefinite: Words
    articles_male: Words
    articles_female: Words
    titles: Words
    titles_male: Words
    titles_female: Words
    suffixes: Words
    female_nouns: Words
    male_nouns: Words
    kin: Words
    persons: Words
    communications: Words
    documents: Words
    media: Words
    bodies: Words
    groups: Words
    generic: Words
    prepositions: Words
    regnal: Words
    epithets: Words
    mute: Words
    credits: Words
    companies: Words
    happenings: Words
    honorifics: Words
    furniture: Words
    cut: Words
    openings: Words
    pronouns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    possessives: Mapping[str, frozenset[str]] = field(default_factory=dict)
    abbreviations: Mapping[str, str] = field(default_factory=dict)

    def title(self, word: str) -> bool:
        """Tell whether a word is an honorific or a rank that stands before a name."""
        return word in self.titles or word in self.titles_male or word in self.titles_female

    def personal(self, word: str) -> bool:
        """Tell whether a word names a person by role, kin or sex."""
        return (
            word in self.persons or word in self.kin or word in self.female_nouns or word in self.male_nouns
        )

    def pronoun(self, word: str) -> frozenset[str]:
        """Return the classes of a pronoun (male, female, neuter, plural, first, second, relative); none of a noun."""
        return self.pronouns.get(word, _NO_CLASSES)

    def possessive(self, word: str) -> frozenset[str]:
        """Return the classes of a possessive; none of another word."""
        return self.possessives.get(word, _NO_CLASSES)


_SETS = (
    "articles", "indefinite", "articles_male", "articles_female", "titles", "titles_male", "titles_female", "suffixes", "female_nouns", "male_nouns", "kin",
    "persons", "communications", "documents", "media", "bodies", "groups", "generic", "prepositions", "regnal", "epithets", "mute", "credits", "companies", "happenings", "honorifics", "furniture", "cut", "openings",
)  # fmt: skip


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files("rashomon.language").joinpath("data/roles.toml").read_text("utf-8"))


@cache
def lexicon(language: str | None) -> Lexicon:
    """Return the words of a language; of English where the language has none here.

    >>> sorted(lexicon("en").pronoun("she"))
    ['female']
    """
    data = _data()
    code = language if language and language in data else "en"
    rows = data[code]
    sets = {name: Words.of(rows.get(name, ())) for name in _SETS}
    return Lexicon(
        language=code,
        pronouns=_classes(rows["pronouns"]),
        possessives=_classes(rows["possessives"]),
        abbreviations=rows.get("abbreviations", {}),
        **_with_roles(sets, rows, code),
    )


def _classes(rows: Mapping[str, Iterable[str]]) -> Mapping[str, frozenset[str]]:
    """Return the classes of each word, of classes with their words."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, words in rows.items():
        for word in words:
            found[word].add(name)
    return {word: frozenset(names) for word, names in found.items()}


def _with_roles(sets: Mapping[str, Words], rows: Mapping[str, Any], language: str) -> dict[str, Words]:
    """Return the sets with the roles that let somebody speak: those that are no body or paper are people's.

    Only where the file tells how plurals end, so that a role of several is a group's.
    """
    found = dict(sets)
    if not rows.get("plurals"):
        return found
    told = ("bodies", "media", "documents", "communications", "groups", "titles_male", "titles_female")
    things = [sets[name] for name in told]
    roles = [role for role in _roles(language) if not any(role in row for row in things)]
    many = [role for role in roles if role.endswith(tuple(rows["plurals"]))]
    many = [role for role in many if not role.endswith(tuple(rows["feminine"]))]
    one = [role for role in roles if role not in many]
    women = [role for role in one if role.endswith(tuple(rows["feminine"])) and len(role) > _SHORT]
    declined = bool(rows["feminine"])
    found["groups"] = sets["groups"].also(many)
    found["persons"] = sets["persons"].also(form for role in one for form in _declined(role, declined))
    found["female_nouns"] = sets["female_nouns"].also(
        form for role in women for form in _declined(role, declined)
    )
    return found


def _roles(language: str) -> list[str]:
    return sorted(reporting.read(language)["sources"]["roles"].split())


def _declined(role: str, declined: bool) -> Iterator[str]:
    """Yield a role and, in a language with cases, the beginning that its cases share: юристка, юристк*; продавець, продавц*."""
    yield role
    if not declined or len(role) <= _SHORT:
        return
    fleeting = next((short for long, short in _FLEETING if role.endswith(long)), None)
    if fleeting is not None:
        yield f"{role[: -len(fleeting) - 1]}{fleeting}*"
    elif role[-1] in _VOWELS:
        yield f"{role[:-1]}*"
    else:
        yield f"{role}*"
