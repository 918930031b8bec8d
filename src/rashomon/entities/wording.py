"""The words of names compared: by their stems, their consonants and, less strictly, their vowels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rashomon.language.inflection import Script, script_of, stems, unmixed
from rashomon.language.names import fold, given_names, skeleton, sound

# From so many consonants on, one vowel may differ between spellings in one script.
_SURE_CONSONANTS = 4
_SLOT = re.compile("[^aeu]|[aeu]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: its folded letters, its script, and its stems by their consonants, the longest stem first."""

    text: str
    script: Script
    stems: Mapping[str, tuple[str, ...]]
    groups: frozenset[int]

    def __hash__(self) -> int:
        """Hash by the letters."""
        return hash((self.text, self.script))

    @property
    def initial(self) -> bool:
        """Tell whether this is one letter that stands for a name."""
        return len(self.text) == 1

    @property
    def opening(self) -> str:
        """The class of the word's first sound."""
        return sound(self.text)[:1] if self.text else ""


@lru_cache(maxsize=262144)
def word(text: str) -> Word:
    """Return a word of a name, with all that comparing it needs.

    >>> sorted(word("Putinem").stems)
    ['ptn', 'ptnm']
    """
    text = unmixed(text)
    found: dict[str, dict[str, None]] = {}
    groups: set[int] = set()
    for stem in stems(text):
        groups |= _groups().get(stem, frozenset())
        for variant in _variants(stem):
            found.setdefault(_consonants(variant), {})[_said(variant)] = None
    groups |= {given.group for given in given_names(text)}
    held = {key: tuple(sounds) for key, sounds in found.items()}
    return Word(fold(text).replace("'", ""), script_of(text), held, frozenset(groups))


def _said(stem: str) -> str:
    return sound(stem).replace("c", "s")


def _consonants(stem: str) -> str:
    return skeleton(stem).replace("c", "s")


def _variants(stem: str) -> Iterator[str]:
    """Yield a stem as it may be said: J as Y or as DZH, W as V or as U."""
    yield stem
    if stem.startswith("j"):
        yield "zh" + stem[1:]
    if stem.startswith("dzh"):
        yield stem[1:]
    if stem.startswith("w") and not stem.startswith("wh"):
        yield "u" + stem[1:]


@lru_cache(maxsize=1)
def _groups() -> Mapping[str, frozenset[int]]:
    """Return the groups of given names by their stems."""
    from rashomon.language.names import _given_names

    found: dict[str, set[int]] = {}
    for rows in _given_names().values():
        for given in rows:
            for stem in stems(given.form):
                if len(stem) * 2 > len(fold(given.form)):
                    found.setdefault(stem, set()).add(given.group)
    return {stem: frozenset(groups) for stem, groups in found.items()}


def same_word(one: Word, other: Word) -> int:
    """Return how many sounds of a stem two words of names have in common; 0 where they are not forms of one word.

    >>> same_word(word("Zelenskega"), word("Зеленського")), same_word(word("Miller"), word("Müller"))
    (8, 0)
    """
    if one.text == other.text:
        return len(one.text)
    crossed = one.script != other.script
    best = 0
    for key in one.stems.keys() & other.stems.keys():
        for first in one.stems[key]:
            for second in other.stems[key]:
                if len(first) > best and _vowels_agree(first, second, crossed):
                    best = len(first)
    return best


def same_given(one: Word, other: Word) -> bool:
    """Tell whether two words are forms of one given name, or one is the initial of the other.

    >>> same_given(word("Яўгена"), word("Evgenija")), same_given(word("V"), word("Владимир"))
    (True, True)
    """
    if one.initial or other.initial:
        return one.text[:1] == other.text[:1] or one.opening == other.opening
    return bool(one.groups & other.groups) or same_word(one, other) > 0


def _vowels_agree(one: str, other: str, crossed: bool) -> bool:
    """Tell whether two sounds with the same consonants differ in few vowels.

    A vowel that comes and goes before the last consonant (Marek, Marka) counts for nothing.
    """
    if one == other:
        return True
    first, second = _slots(one), _slots(other)
    if len(first) != len(second):
        return False
    differing = [n for n, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    consonants = len(first) - 1
    fleeting = [
        n for n in differing if n == consonants - 1 and n and not (first[n] and second[n]) and consonants > 2
    ]
    endings = [n for n in differing if n == consonants]
    count = len(differing) - len(fleeting) - len(endings)
    if crossed:
        return count <= (1 if consonants < _SURE_CONSONANTS else 2)
    return count <= (0 if consonants < _SURE_CONSONANTS else 1)


@lru_cache(maxsize=262144)
def _slots(said: str) -> tuple[str, ...]:
    """Return the vowels before, between and after the consonants of a sound."""
    found = [""]
    for part in _SLOT.findall(said):
        if part[0] in "aeu":
            found[-1] = part
        else:
            found.append("")
    return tuple(found)
