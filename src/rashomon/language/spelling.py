"""Whether two words are one in two spellings: a slip of the pen and its correction, and not another word."""

from __future__ import annotations

import tomllib
import unicodedata
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files

import simplemma

# How alike (twice the letters in common over the letters of both) two spellings are where a dictionary knows one of the
# two: "teh" and "the"; and where it knows neither, or there is none for the language.
_ALIKE, _ALIKE_UNKNOWN = 0.66, 0.8
# Letters of a word beyond which no slip is looked for.
_LONGEST = 40
_UNKNOWN_SHORTEST = 5
# Of words of fewer letters one letter more makes another word: "her", "here".
_SHORT = 4


@lru_cache(maxsize=16_384)
def is_slip(one: str, other: str, language: str) -> bool:
    """Tell whether one of two words is the other misspelt, or spelt after another rule; numbers never are.

    >>> is_slip("harbuor", "harbour", "en"), is_slip("colour", "color", "en"), is_slip("now", "not", "en")
    (True, True, False)
    >>> is_slip("teh", "the", "en"), is_slip("her", "here", "en")
    (True, False)
    >>> is_slip("battle", "bottle", "en"), is_slip("a", "an", "en")
    (False, True)
    >>> is_slip("минстр", "министр", "ru"), is_slip("1,200", "1200", "en")
    (True, False)
    """
    first, second = bare(one), bare(other)
    if any(letter.isdigit() for letter in one + other) or max(len(first), len(second)) > _LONGEST:
        return False
    if first == second or is_confused(one, other, language):
        return True
    known = is_word(one, language), is_word(other, language)
    if all(known):
        return any(_turned(first, *pair) == second for pair in _variants(language))
    if len(first) != len(second) and min(len(first), len(second)) < _SHORT:
        return False
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


def is_confused(one: str, other: str, language: str) -> bool:
    """Tell whether two words are often written for one another, or are forms of one before different words.

    >>> is_confused("An", "a", "en")
    True
    """
    return frozenset((bare(one), bare(other))) in _confused(language)


def is_word(word: str, language: str) -> bool:
    """Tell whether a dictionary of the language has a word; False where there is none.

    >>> is_word("Haus", "de"), is_word("Kovrig", "en"), is_word("дом", "be")
    (True, False, False)
    """
    try:
        return simplemma.is_known(word.replace("’", "'"), language) or simplemma.is_known(
            word.casefold(), language
        )
    except ValueError:  # a language without a dictionary
        return False


def _turned(word: str, one: str, other: str) -> str:
    return word.replace(one, other) if one in word else word.replace(other, one)


@cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("rashomon.language") / "data" / "spelling.toml").read_text("utf-8"))


def _groups(table: str, language: str) -> list[list[str]]:
    return [row.split("/") for row in _data()[table].get(language, "").split()]


@cache
def _confused(language: str) -> frozenset[frozenset[str]]:
    groups = [[bare(word) for word in group] for group in _groups("confused", language)]
    return frozenset(frozenset((one, other)) for group in groups for one in group for other in group)


@cache
def _variants(language: str) -> tuple[tuple[str, str], ...]:
    return tuple((one, other) for one, other in _groups("variants", language))
