"""Names of people compared: whether two, in any language, case and order, can be one person's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from rashomon.entities.wording import LONG_GIVEN, Word, likeness, near_word, same_given, same_word, word
from rashomon.language.inflection import surname_gender
from rashomon.language.names import Gender, fold, gender_of
from rashomon.language.terms import small_words

_NUMERAL = re.compile(r"[IІ]|[IІVX]{2,}|\d+")
# At most so many words of a name are looked at.
_MOST_WORDS = 6
# Consonants that a word has at least of which the other word of the name is the same: fewer are too common.
_LEAST_SURNAME, _LEAST_GIVEN = 3, 2
# Sounds that a surname has at least where the given names are only near.
_SURE_SURNAME = 4
_BRACKETED = re.compile(r"^(.*\S)\s*\(([^()]*)\)\W*$")
_SPLIT = re.compile(r"[\s.\-–—,()\[\]\"«»„“”]+")


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a person's name, folded; initials after the surname are put before it.

    >>> words_of("Golovach E.P.")
    ('e', 'p', 'golovach')
    """
    words = fold(name).split()[:8]
    if len(words) > 1 and len(words[0]) > 1 and all(len(word) == 1 for word in words[1:]):
        words = [*words[1:], words[0]]
    return tuple(words)


def surname(name: str) -> str:
    """Return the last word of a name, folded."""
    words = words_of(name)
    return words[-1] if words else ""


def is_full(name: str) -> bool:
    """Tell whether a name has a given name, written out, beside the surname."""
    words = words_of(name)
    return len(words) > 1 and len(words[0]) > 1


def gender_conflict(one: Gender | None, other: Gender | None) -> bool:
    """Tell whether the genders speak against one person."""
    return one is not None and other is not None and one != other


@dataclass(frozen=True, slots=True)
class Named:
    """A person's name: as it is written, and its words without particles and numerals."""

    name: str
    words: tuple[Word, ...]
    numerals: tuple[str, ...]
    gender: Gender | None

    @property
    def full(self) -> bool:
        """Tell whether two words of the name are written out."""
        return sum(not part.initial for part in self.words) > 1

    @property
    def shortened(self) -> bool:
        """Tell whether the name is initials and a surname."""
        return len(self.words) > 1 and not self.full


@lru_cache(maxsize=65536)
def read(name: str) -> Named:
    """Return the words of a person's name; initials after the surname are put before it.

    >>> [part.text for part in read("Путин В.В.").words], read("Elżbieta II").numerals
    (['v', 'v', 'putin'], ('ii',))
    """
    parts = [part for part in _SPLIT.split(_bare(name)) if fold(part).replace("'", "")][:_MOST_WORDS]
    numerals = tuple(fold(part) for part in parts[1:] if _NUMERAL.fullmatch(part))
    worded = [part for part in parts if fold(part) not in numerals] or parts
    kept = [part for part in worded if fold(part) not in small_words("particles")] or worded
    words = [word(part) for part in kept]
    if len(words) > 1 and not words[0].initial and all(part.initial for part in words[1:]):
        words = [*words[1:], words[0]]
    return Named(name, tuple(words), numerals, surname_gender(kept[-1]) if kept else None)


def _bare(name: str) -> str:
    """Return a name without what stands in brackets after it."""
    found = _BRACKETED.match(name[:400])
    return found[1] if found else name[:400]


def compared(one: Named, other: Named) -> str | None:
    """Return in words why two full names are one person's, in any order and case; None where that is not shown.

    >>> compared(read("Władimirem Putinem"), read("Путина Владимира"))
    'the surname and the given name are spellings and forms of the same'
    >>> compared(read("Anna Roe"), read("Maria Roe")) is None
    True
    """
    short, long = sorted((one, other), key=lambda named: (len(named.words), named.name))
    if one.numerals != other.numerals:
        return None
    for places in _placings(len(short.words), len(long.words)):
        if _agree(short.words, long.words, places):
            if len(short.words) < len(long.words):
                return "all words of the shorter name are in the longer one"
            return "the surname and the given name are spellings and forms of the same"
    return None


def _placings(short: int, long: int) -> Iterator[tuple[int, ...]]:
    """Yield where the words of a short name may stand in a long one: in order, or the surname first."""
    yield from combinations(range(long), short)
    if short == long:
        yield (*range(1, long), 0)
        if long > 2:
            yield (long - 1, *range(long - 1))


def _agree(short: Sequence[Word], long: Sequence[Word], places: Sequence[int]) -> bool:
    pairs = [(part, long[place]) for part, place in zip(short, places, strict=True)]
    whole = [n for n, (a, b) in enumerate(pairs) if same_word(a, b)]
    if not any(len(pairs[n][0].text) > 1 for n in whole):
        return False
    return all(n in whole or same_given(a, b) for n, (a, b) in enumerate(pairs)) and _surname_among(
        short, whole
    )


def _surname_among(short: Sequence[Word], whole: Sequence[int]) -> bool:
    """Tell whether the words that are the same, not only a form of one given name, are of the first or the last place."""
    return whole[-1] == len(short) - 1 or whole[0] == 0


def same_person(one: str, other: str) -> str | None:
    """Return in words why two full names that stand as they are, not in a case, are one person's; None where it is not shown.

    >>> same_person("Siarhei Drazdovich", "Сергей Дроздович")
    'the surname and the given name are spellings and forms of the same'
    >>> same_person("Paul Roe", "Paula Roe") is None
    True
    """
    if fold(one) == fold(other):
        return "the names are the same"
    first, second = read(one), read(other)
    if gender_conflict(gender_of(one), gender_of(other)) or against(first, second):
        return None
    return compared(first, second)


def keys(named: Named) -> Iterator[tuple[str, str]]:
    """Yield the keys of a full name: the consonants of each two of its words, or the given name that one is a form of."""
    for one, other in combinations([part for part in named.words if not part.initial], 2):
        for first, last in ((one, other), (other, one)):
            for stem in last.stems:
                yield from ((stem, f"group {group}") for group in first.groups)
        yield from ((min(a, b), max(a, b)) for a in one.stems for b in other.stems)
        for first, last in ((one, other), (other, one)):
            if not first.groups and len(first.text) >= LONG_GIVEN:
                yield from ((stem, f"begins {first.text[:LONG_GIVEN]}") for stem in last.stems)


def near_keys(named: Named) -> Iterator[tuple[str, str, str]]:
    """Yield keys of the given name as it is with the surname less a consonant, and the other way round."""
    first, last = named.words[0], named.words[-1]
    for kind, sure, unsure in (("given", first, last), ("surname", last, first)):
        for key in (
            [f"group {group}" for group in sure.groups] if kind == "given" and sure.groups else sure.stems
        ):
            for classes in unsure.classes:
                for n in range(-1, len(classes)):
                    yield kind, key, classes[:n] + classes[n + 1 :] if n >= 0 else classes


def nearly_same(one: Named, other: Named) -> str | None:
    """Return why two full names of which one word is not the same may be one person's; None where they are not."""
    if one.numerals != other.numerals or len(one.words) != len(other.words):
        return None
    (first, *_, last), (first2, *_, last2) = one.words, other.words
    if same_given(first, first2) and near_word(last, last2, _LEAST_SURNAME):
        return "the given name is the same and the surname misspelt or said otherwise"
    differ = first.groups and first2.groups and not first.groups & first2.groups
    if likeness(last, last2) >= _SURE_SURNAME and not differ and near_word(first, first2, _LEAST_GIVEN):
        return "the surname is the same and the given name misspelt or said otherwise"
    return None


def against(one: Named, other: Named) -> bool:
    """Tell whether two full names cannot be one person's: two genders, other initials, or other given names.

    >>> against(read("John A. Miller"), read("John B. Miller")), against(read("Jan Roe"), read("Roe Jan"))
    (True, False)
    """
    return (
        gender_conflict(one.gender, other.gender) or _other_given(one, other) or _other_initials(one, other)
    )


def _other_given(one: Named, other: Named) -> bool:
    """Tell whether the given names are known, and each is no form of any word of the other name."""
    first, second = one.words[0], other.words[0]
    known = bool(first.groups and second.groups) and not same_word(first, second)
    return known and first.groups.isdisjoint(_groups(other)) and second.groups.isdisjoint(_groups(one))


def _groups(named: Named) -> frozenset[int]:
    return frozenset(group for part in named.words for group in part.groups)


def _other_initials(one: Named, other: Named) -> bool:
    first, second = (named.words[1:-1] for named in (one, other))
    return len(first) == len(second) and any(
        (a.initial or b.initial) and not same_given(a, b) for a, b in zip(first, second, strict=True)
    )
