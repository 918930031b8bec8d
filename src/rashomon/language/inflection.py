"""Forms of names: what is left of a word without the endings that it may have in a sentence, in any language."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, TypeAlias

from rashomon.language.names import Gender, fold

Script: TypeAlias = Literal["latin", "cyrillic"]

# A stem has at least so many letters.
_SHORTEST = 3
# A word longer than this (code points) is no name; its tail is left out.
_LONGEST = 60
# Latin letters that look like Cyrillic ones, by which words of one script are disguised.
_TWINS = ("aceiopxyABCEHIKMOPTXYj", "асеіорхуАВСЕНІКМОРТХУј")
_TO_CYRILLIC = str.maketrans(*_TWINS)
_TO_LATIN = str.maketrans(*reversed(_TWINS))
_CYRILLIC_LETTER = re.compile("[Ѐ-ӿ]")
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
# Letters that are said otherwise than without their marks.
_HISSING = str.maketrans(
    {
        "č": "tch",
        "ć": "tch",
        "ç": "tch",
        "š": "sz",
        "ś": "sz",
        "ş": "sz",
        "ž": "zh",
        "ź": "zh",
        "ż": "zh",
        "ğ": "",
    }
)
# The vowel that a name like Jacek or Wiedeń has in the nominative only.
_FLEETING = re.compile("(.{2,})e([klrcn]|ts)")
# C before e, i, y is ts: said before an ending is taken off (Pence, Pencea).
_SOFT_C = re.compile("c(?=[eiyěéíý])")


def script_of(word: str) -> Script:
    """Return the script of most letters of a word.

    >>> script_of("Пyтин"), script_of("Putin")
    ('cyrillic', 'latin')
    """
    return "cyrillic" if len(_CYRILLIC_LETTER.findall(word)) * 2 > len(_letters(word)) else "latin"


def _letters(word: str) -> str:
    return "".join(letter for letter in word if letter.isalpha())


def unmixed(word: str) -> str:
    """Return a word whose letters are of two scripts in one, by the letters that look the same; others as they are.

    >>> unmixed("Пyтин") == "Путин"
    True
    """
    if not (_CYRILLIC_LETTER.search(word) and _LATIN_LETTER.search(word)):
        return word
    tables = (_TO_CYRILLIC, _TO_LATIN) if script_of(word) == "cyrillic" else (_TO_LATIN, _TO_CYRILLIC)
    told = (word.translate(table) for table in tables)
    return next(
        (one for one in told if not (_CYRILLIC_LETTER.search(one) and _LATIN_LETTER.search(one))), word
    )


@cache
def _endings() -> Mapping[Script, tuple[tuple[str, str], ...]]:
    data = tomllib.loads(files("rashomon.language").joinpath("data/inflection.toml").read_text("utf-8"))
    found: dict[Script, tuple[tuple[str, str], ...]] = {}
    for script in ("latin", "cyrillic"):
        rows = {tuple(row.split(">")) for group in data[script].values() for row in group.split()}
        pairs = {(row[0], row[1] if len(row) > 1 else "") for row in rows}
        found[script] = tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))
    return found


@lru_cache(maxsize=262144)
def stems(word: str) -> tuple[str, ...]:
    """Return the stems that a word of a name may have, in folded Latin, the longest first; the whole word is one.

    >>> stems("Putinem"), stems("Ankarze"), stems("Wiedeń")
    (('putinem', 'putine', 'putin'), ('ankarze', 'ankarh', 'ankarz', 'ankar'), ('wieden', 'wiedn'))
    """
    word = unicodedata.normalize("NFC", unmixed(word[:_LONGEST]).casefold())
    script = script_of(word)
    soft = _SOFT_C.sub("ts", word) if script == "latin" else word
    found: dict[str, None] = dict.fromkeys(_letters_of(soft))
    if fleeting := _FLEETING.fullmatch(fold(soft)):
        found["".join(fleeting.groups())] = None
    for ending, standing in _endings()[script]:
        told = word if ending[0] == "c" else soft
        if told.endswith(ending):
            for left in _letters_of(told[: len(told) - len(ending)] + standing):
                if len(left) >= _SHORTEST:
                    found[left] = None
    return tuple(sorted(found, key=lambda stem: (-len(stem), stem)))


def _letters_of(stem: str) -> tuple[str, ...]:
    """Return a stem in folded Latin, with the marks of hissing letters left out and, where it has some, written out."""
    plain = fold(stem).replace("'", "")
    written = fold(stem.translate(_HISSING)).replace("'", "")
    return (plain,) if plain == written else (plain, written)


@cache
def _gendered() -> Mapping[Gender, tuple[str, ...]]:
    data = tomllib.loads(files("rashomon.language").joinpath("data/inflection.toml").read_text("utf-8"))
    return {
        "female": tuple(data["genders"]["female"].split()),
        "male": tuple(data["genders"]["male"].split()),
    }


def surname_gender(surname: str) -> Gender | None:
    """Return the gender that a surname tells by an ending that only it has; None of most.

    >>> surname_gender("Kowalskiej"), surname_gender("Зеленского"), surname_gender("Putina")
    ('female', 'male', None)
    """
    lowered = surname.casefold()
    return next((gender for gender, ends in _gendered().items() if lowered.endswith(ends)), None)
