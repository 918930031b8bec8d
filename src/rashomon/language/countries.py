"""The country or continent that a name stands for: in twelve languages, in any case, as people or as an adjective."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice, product
from typing import Any

from babel import Locale

from rashomon.language.inflection import stems
from rashomon.language.names import fold
from rashomon.language.terms import Entries, best, index, term

# The languages whose names of countries (CLDR) are looked up.
_LANGUAGES = ("pl", "cs", "sk", "ru", "uk", "be", "sl", "hr", "sr", "bg", "de", "fr", "es", "en")
# A name of more words than this names no country.
_LONGEST = 9
# So many letters may follow what a word begins with: what makes a people or an adjective, and a case ending.
_ENDING = 9
_CONTINENTS = {"001": "world", "002": "africa", "019": "america", "142": "asia", "150": "europe", "419": "latin america",
               "151": "east europe", "155": "west europe", "039": "south europe", "154": "north europe"}  # fmt: skip


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files("rashomon.language").joinpath("data/countries.toml").read_text("utf-8"))


@cache
def _words() -> Entries:
    return index((entry, code) for code, row in _data()["words"].items() for entry in row if " " not in entry)


@cache
def _phrases() -> Mapping[frozenset[str], str]:
    return {frozenset(row.split()): code for code, rows in _data()["phrases"].items() for row in rows}


@cache
def _generic() -> frozenset[str]:
    return frozenset(_data()["generic"]["terms"].split())


@cache
def _named() -> Mapping[tuple[str, ...], str]:
    """Return the countries of CLDR by the stems of their names, word for word."""
    found: dict[tuple[str, ...], str] = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            known = code if code.isalpha() else _CONTINENTS.get(code)
            words = fold(name).split()
            if known and code not in ("ZZ", "EZ", "QO", "XA", "XB") and words:
                for key in islice(product(*(stems(word) for word in name.replace("-", " ").split())), 64):
                    found.setdefault(key, known)
    return found


@lru_cache(maxsize=65536)
def country_word(word: str) -> str | None:
    """Return the code of the country or continent that a word names, or that its people or adjective belong to.

    >>> country_word("Hiszpanom"), country_word("Англией"), country_word("française"), country_word("Roe")
    ('ES', 'EN', 'FR', None)
    """
    return best(fold(word), _words(), _ENDING)


@lru_cache(maxsize=65536)
def country(name: str) -> str | None:
    """Return the code of the country that a whole name stands for; None where it says more than that.

    >>> country("Wielkiej Brytanii"), country("Соединённого Королевства"), country("Republika Irlandii"), country("Irish Sea")
    ('GB', 'GB', 'IE', None)
    """
    words = name.replace("-", " ").replace(".", ". ").split()[: _LONGEST + 1]
    if not words or len(words) > _LONGEST:
        return None
    for key in islice(product(*(stems(word) for word in words)), 256):
        if key in _named() and (len(words) > 1 or country_word(words[0]) in (None, _named()[key])):
            return _named()[key]
    return _described(words)


def _described(words: Sequence[str]) -> str | None:
    """Return the country that words name with terms that change nothing: Federacja Rosyjska."""
    codes = {code for word in words if (code := country_word(word))}
    terms = {found for word in words if not country_word(word) and (found := term(word))}
    others = [word for word in words if not country_word(word) and not term(word) and len(fold(word)) > 2]
    if not codes and frozenset(terms) in _phrases():
        return _phrases()[frozenset(terms)]
    whole = {*codes, *terms}
    for phrase, code in _phrases().items():
        if phrase <= whole and not (codes - {code} - phrase) and terms - phrase <= _generic() and not others:
            return code
    return codes.pop() if len(codes) == 1 and not others and terms <= _generic() else None
