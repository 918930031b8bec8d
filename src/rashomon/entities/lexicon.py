"""What each language's words say about a source: read from the data file, matched in lower case."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any


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
    pronouns: Mapping[str, Words] = field(default_factory=dict)
    possessives: Mapping[str, Words] = field(default_factory=dict)
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
        return frozenset(name for name, words in self.pronouns.items() if word in words)

    def possessive(self, word: str) -> frozenset[str]:
        """Return the classes of a possessive; none of another word."""
        return frozenset(name for name, words in self.possessives.items() if word in words)


_SETS = (
    "articles", "indefinite", "articles_male", "articles_female", "titles", "titles_male", "titles_female", "suffixes", "female_nouns", "male_nouns", "kin",
    "persons", "communications", "documents", "media", "bodies", "groups", "generic", "prepositions", "regnal", "epithets", "mute", "credits", "companies", "happenings",
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
    pronouns = {name: Words.of(words) for name, words in rows["pronouns"].items()}
    possessives = {name: Words.of(words) for name, words in rows["possessives"].items()}
    sets = {name: Words.of(rows.get(name, ())) for name in _SETS}
    return Lexicon(
        language=code,
        pronouns=pronouns,
        possessives=possessives,
        abbreviations=rows.get("abbreviations", {}),
        **sets,
    )
