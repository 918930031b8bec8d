"""The nominative of nouns that name a source in another case: "державної лабораторії" is a державна лабораторія."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from rashomon.language.lexicon import known, load, read
from rashomon.language.names import stem

_GENDERS = (
    ("feminine", ("а", "я", "a", "ść", "сть", "сць", "ість")),
    ("neuter", ("о", "е", "є", "ння", "o", "e")),
)
_PLURALS = {"uk": ("и", "і"), "ru": ("ы", "и"), "be": ("ы", "і"), "pl": ("y", "owie", "cy", "rze", "dzy")}
# Plural genitives: what such a word means is a plural nominative among the known ones.
_MANY = ("ів", "ов", "ев", "ей", "аў", "оў", "ёў", "ów", "их", "ых", "ich", "ych")

# The longest according-to phrases have so many words.
LONGEST_PHRASE = 5

Rows = tuple[tuple[str, str], ...]


@cache
def _table(language: str) -> Mapping[str, Rows] | None:
    data = tomllib.loads(files("rashomon.language").joinpath("data/declension.toml").read_text("utf-8"))
    if language not in data:
        return None
    return {name: tuple(_row(row) for row in rows) for name, rows in data[language].items()}


def _row(row: str) -> tuple[str, str]:
    ending, standing = row.split()
    return ending, standing.strip("-")


@cache
def _roles(language: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for role in sorted(read(language)["sources"]["roles"].split()):
        found.setdefault(stem(role, language), []).append(role)
    return {key: tuple(roles) for key, roles in found.items()}


def nominative_phrase(words: Sequence[str], head: int, language: str) -> list[str]:
    """Return a noun phrase in the nominative: its head, and the adjectives before it; what follows the head stays.

    >>> nominative_phrase(["державної", "лабораторії"], 1, "uk"), nominative_phrase(["экспертов", "банка"], 0, "ru")
    (['державна', 'лабораторія'], ['эксперты', 'банка'])
    >>> nominative_phrase(["Landratsamts"], 0, "de"), nominative_phrase(["expertos"], 0, "es")
    (['Landratsamt'], ['expertos'])
    """
    table = _table(language) if known(language) else None
    if table is None or not 0 <= head < len(words):
        return list(words)
    noun = _noun(words[head], language, table)
    rows = table[_number(noun, language)]
    return [*(_ended(word, rows) or word for word in words[:head]), noun, *words[head + 1 :]]


def governed(before: Sequence[str], language: str) -> bool:
    """Tell whether a preposition or an according-to phrase ends the words before a noun phrase, given in lower case.

    >>> governed(["за", "словами"], "uk"), governed(["заявив"], "uk")
    (True, False)
    """
    if not before or not known(language):
        return False
    words = load(language)
    if before[-1] in words.words["prepositions"] or before[-1] in words.words["possessives"]:
        return True
    phrases = (phrase for rows in words.before.values() for phrase in rows)
    return any(tuple(before[-len(phrase) :]) == phrase for phrase in phrases)


def _noun(word: str, language: str, table: Mapping[str, Rows]) -> str:
    lowered = word.casefold()
    roles = _roles(language)
    if lowered in load(language).roles or (word.isupper() and len(word) > 1):
        return word
    fitting = roles.get(stem(word, language), ()) if language != "de" else ()
    many = [role for role in fitting if _number(role, language) == "plural"]
    one = [role for role in fitting if role not in many]
    chosen = (many or one) if lowered.endswith(_MANY) else (one or many)
    if chosen:
        found = min(chosen, key=lambda role: (abs(len(role) - len(lowered)), role))
        return found.capitalize() if word[:1].isupper() else found
    return _ended(word, table["nouns"]) or word


def _ended(word: str, rows: Rows) -> str | None:
    fitting = (
        (word[: -len(end)] + standing)
        for end, standing in rows
        if word.endswith(end) and len(word) > len(end) + 2
    )
    return next(fitting, None)


def _number(noun: str, language: str) -> str:
    """Return the gender that a nominative shows, or "plural"."""
    if noun.casefold().endswith(_PLURALS.get(language, ("\0",))):
        return "plural"
    return next((gender for gender, ends in _GENDERS if noun.endswith(ends)), "masculine")
