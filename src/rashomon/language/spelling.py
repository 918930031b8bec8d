"""Whether two words are one in two spellings: a slip of the pen and its correction, and not another word."""

from __future__ import annotations

import tomllib
import unicodedata
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files

import simplemma

from rashomon.language.names import sound

# How alike (twice the letters in common over the letters of both) two spellings are where a dictionary knows one of the
# two: "teh" and "the"; and where it knows neither, or there is none for the language.
_ALIKE, _ALIKE_UNKNOWN = 0.66, 0.8
# Two words that a dictionary knows are one where they sound alike and are long: "organised", "organized".
_LONG = 6
# Letters of a word beyond which no slip is looked for.
_LONGEST = 40
_UNKNOWN_SHORTEST = 5


@lru_cache(maxsize=16_384)
def is_slip(one: str, other: str, language: str) -> bool:
    """Tell whether one of two words is the other misspelt, or spelt after another rule; numbers never are.

    >>> is_slip("harbuor", "harbour", "en"), is_slip("colour", "color", "en"), is_slip("now", "not", "en")
    (True, True, False)
    >>> is_slip("минстр", "министр", "ru"), is_slip("1,200", "1200", "en")
    (True, False)
    """
    first, second = bare(one), bare(other)
    if any(letter.isdigit() for letter in one + other) or max(len(first), len(second)) > _LONGEST:
        return False
    if first == second or frozenset((first, second)) in _confused(language):
        return True
    known = _is_known(one, language), _is_known(other, language)
    if all(known):
        return min(len(first), len(second)) >= _LONG and sound(one) == sound(other)
    alike = SequenceMatcher(None, first, second, autojunk=False).ratio()
    if any(known):
        return alike >= _ALIKE
    return alike >= _ALIKE_UNKNOWN and min(len(first), len(second)) >= _UNKNOWN_SHORTEST


def bare(word: str) -> str:
    """Return a word without case, marks on letters, hyphens and apostrophes.

    >>> bare("Cafe-Crème")
    'cafecreme'
    """
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def _is_known(word: str, language: str) -> bool:
    try:
        return simplemma.is_known(word.replace("’", "'"), language) or simplemma.is_known(
            word.casefold(), language
        )
    except ValueError:  # a language without a dictionary
        return False


@cache
def _confused(language: str) -> frozenset[frozenset[str]]:
    rows = tomllib.loads((files("rashomon.language") / "data" / "spelling.toml").read_text("utf-8"))
    groups = [[bare(word) for word in row.split("/")] for row in rows["confused"].get(language, "").split()]
    return frozenset(frozenset((one, other)) for group in groups for one in group for other in group)
