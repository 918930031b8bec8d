"""The words of names compared: by their stems, their consonants and, less strictly, their vowels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rashomon.language.inflection import Script, script_of, stems, unmixed
from rashomon.language.names import all_given_names, fold, given_names, skeleton, sound

# From so many consonants on, one vowel may differ between spellings in one script, and one more between two scripts.
_SURE_CONSONANTS = 4
# A vowel may come and go before the last of so many consonants or more.
_FLEETING = 3
# A given name that is not known and begins another one (Harshad, Harshadbhai) is a form of it from this many letters on.
LONG_GIVEN = 5
# Two words are surely one from so many sounds on.
_SURE = 2.5
# What a letter that is no part of the common stem takes from the likeness of two words: it decides between stems alike.
_REST = 0.05
# Consonants that spellings in different languages confuse, each class as one letter.
_CLASSES = str.maketrans("bdzcxgw", "ptssskv")
# What makes an adjective of a place: Oxfordsk-, Greifswaldzk-.
_ADJECTIVE = re.compile("(.{3,})(?:s|z|ts|c)k")
_CHURCH = re.compile("(?<![st])ch")
_SLOT = re.compile("[^aeu]|[aeu]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: its folded letters, its script, and its stems by their consonants, the longest stem first."""

    text: str
    script: Script
    stems: Mapping[str, tuple[str, ...]]
    groups: frozenset[int]
    classes: tuple[str, ...]
    said: frozenset[str]
    letters: frozenset[str]
    length: int

    def __hash__(self) -> int:
        """Hash by the letters."""
        return hash((self.text, self.script))

    @property
    def initial(self) -> bool:
        """Tell whether this is one letter, of whatever script, that stands for a name."""
        return self.length == 1

    @property
    def opening(self) -> str:
        """The class of the word's first sound."""
        return sound(self.text)[:1] if self.text else ""


@lru_cache(maxsize=262144)
def word(text: str, adjectives: bool = False) -> Word:
    """Return a word of a name, with all that comparing it needs; with the stem of the place that an adjective is made of.

    >>> sorted(word("Putinem").stems), sorted(word("Oxfordská", adjectives=True).stems)
    (['ptn', 'ptnm'], ['aksfrd', 'aksfrdsk'])
    """
    text = unmixed(text)
    found: dict[str, dict[str, None]] = {}
    groups: set[int] = set()
    for stem in _stems(text, adjectives):
        groups |= _groups().get(stem, frozenset())
        for variant in _variants(stem):
            found.setdefault(_consonants(variant), {})[_said(variant)] = None
    groups |= {given.group for given in given_names(text)}
    held = {key: tuple(sounds) for key, sounds in found.items()}
    classes = tuple(dict.fromkeys(key.translate(_CLASSES) for key in held))
    said = frozenset(said.translate(_CLASSES) for rows in held.values() for said in rows)
    letters = frozenset(_stems(text, adjectives))
    whole = fold(text).replace("'", "")
    return Word(whole, script_of(text), held, frozenset(groups), classes, said, letters, len(text))


def _stems(text: str, adjectives: bool) -> tuple[str, ...]:
    found = stems(text)
    bases = (match[1] for stem in found if adjectives and (match := _ADJECTIVE.fullmatch(stem)))
    return tuple(dict.fromkeys((*found, *bases)))


def _said(stem: str) -> str:
    return sound(stem).replace("c", "s")


def _consonants(stem: str) -> str:
    return skeleton(stem).replace("c", "s")


def _variants(stem: str) -> Iterator[str]:
    """Yield a stem as it may be said: J as Y or as DZH, W as V or as U, CH as in church or as in loch."""
    yield stem
    if "dzh" in stem:
        yield stem.replace("dzh", "zh")
    if stem.startswith("j"):
        yield "zh" + stem[1:]
    if stem.startswith("w") and not stem.startswith("wh"):
        yield "u" + stem[1:]
    if _CHURCH.search(stem):
        yield _CHURCH.sub("kh", stem)


@lru_cache(maxsize=1)
def _groups() -> Mapping[str, frozenset[int]]:
    """Return the groups of given names by their stems."""
    found: dict[str, set[int]] = {}
    for given in all_given_names():
        for stem in stems(given.form):
            if len(stem) * 2 > len(fold(given.form)):
                found.setdefault(stem, set()).add(given.group)
    return {stem: frozenset(groups) for stem, groups in found.items()}


def likeness(one: Word, other: Word) -> float:
    """Return how many sounds of a stem two words have in common, less what differs; 0 where they are not forms of one word.

    Letters that are no part of the common stem, and vowels that differ, make two words less alike.

    >>> likeness(word("Putina"), word("Putin")) > likeness(word("Putina"), word("Путенко")) == 0
    True
    >>> likeness(word("Miller"), word("Müller"))
    0.0
    """
    if one.text == other.text:
        return float(len(one.text))
    crossed = one.script != other.script
    best = 0.0
    for key in one.stems.keys() & other.stems.keys():
        for first in one.stems[key]:
            for second in other.stems[key]:
                differing = _vowels_differ(first, second, crossed)
                if differing is not None:
                    rest = len(one.text) + len(other.text) - len(first) - len(second)
                    best = max(best, len(first) / (1 + differing) - _REST * rest)
    return best


def same_word(one: Word, other: Word) -> bool:
    """Tell whether two words are forms and spellings of one.

    >>> same_word(word("Zelenskega"), word("Зеленського")), same_word(word("Miller"), word("Müller"))
    (True, False)
    """
    return likeness(one, other) > 0


def same_given(one: Word, other: Word) -> bool:
    """Tell whether two words are forms of one given name, or one is the initial of the other.

    >>> same_given(word("Яўгена"), word("Evgenija")), same_given(word("V"), word("Владимир"))
    (True, True)
    """
    if one.initial or other.initial:
        return one.text[:1] == other.text[:1] or one.opening == other.opening
    short, long = sorted((one.text, other.text), key=len)
    begins = not one.groups and not other.groups and len(short) >= LONG_GIVEN and long.startswith(short)
    return begins or bool(one.groups & other.groups) or same_word(one, other)


def sure_word(one: Word, other: Word) -> bool:
    """Tell whether two words are forms of one beyond what short words that sound alike are: Bog and Bach.

    >>> sure_word(word("Bog"), word("Bach")), sure_word(word("Маас"), word("Maasa")), sure_word(word("Tusk"), word("Туска"))
    (False, True, True)
    """
    if one.letters & other.letters:
        return True
    return likeness(one, other) >= _SURE and any(
        len(key.lstrip("a")) >= _FLEETING for key in one.stems.keys() & other.stems.keys()
    )


def near_word(one: Word, other: Word, least: int) -> bool:
    """Tell whether two words may be one, misspelt or said differently in two languages.

    Their consonants are of the same classes (voiced or not, hissing, throaty), of at least `least`; or one is more or
    less, of at least two more. Fewer consonants are enough where the vowels agree; in one script they have to.

    >>> near_word(word("Szahin"), word("Сахін"), 3), near_word(word("Miller"), word("Muller"), 2)
    (True, False)
    """
    if any(len(said) > least for said in one.said & other.said):
        return True
    pairs = ((first, second) for first in one.classes for second in other.classes)
    return any(_near(*pair, least) for pair in pairs if pair[0] != pair[1] or one.script != other.script)


def _near(one: str, other: str, least: int) -> bool:
    short, long = sorted((one, other), key=len)
    if one == other:
        return len(one) >= least
    if len(short) > least + 1:
        return one_off(one, other)
    return len(short) > least and len(long) == len(short) + 1 and long.startswith(short)


def one_off(one: str, other: str) -> bool:
    """Tell whether one letter is put in, left out, changed or swapped with the next.

    >>> one_off("tramp", "trump"), one_off("nisar", "nasir"), one_off("mak", "maks")
    (True, False, True)
    """
    if abs(len(one) - len(other)) > 1:
        return False
    start = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rests = (
        (one[start + 1 :], other[start + 1 :]),
        (one[start:], other[start + 1 :]),
        (one[start + 1 :], other[start:]),
    )
    swapped = (
        one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]
    )
    return swapped or any(a == b for a, b in rests)


def _vowels_differ(one: str, other: str, crossed: bool) -> int | None:
    """Return in how many vowels two sounds with the same consonants differ; None where they differ in too many.

    The vowel of the ending counts for nothing, nor one that comes and goes before the last consonant (Marek, Marka).
    """
    if one == other:
        return 0
    first, second = _slots(one), _slots(other)
    if len(first) != len(second):
        return None
    consonants = len(first) - 1
    differing = [n for n in range(consonants) if first[n] != second[n]]
    gone = [n for n in differing if not first[n] or not second[n]]
    if any(n != consonants - 1 or consonants < _FLEETING for n in gone):
        return None
    count = len(differing) - len(gone)
    sure = consonants >= _SURE_CONSONANTS
    return count if count <= (1 if crossed else 0) + sure else None


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
