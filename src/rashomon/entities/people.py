"""Whether two names of people, from two articles, can be one person's."""

from __future__ import annotations

from functools import lru_cache

from rashomon.language.names import Gender, fold, gender_of, given_names, same_given, skeleton, sound

# One differing vowel or consonant class is allowed for so many letters of a phonetic key (Gorbachev/Gorbachov is
# 8 letters): in shorter surnames one letter is another family.
_LETTERS_PER_EDIT = 7


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a person's name, folded, without initials' full stops."""
    return tuple(fold(name).split()[:8])


def surname(name: str) -> str:
    """Return the last word of a name, folded."""
    words = words_of(name)
    return words[-1] if words else ""


def is_full(name: str) -> bool:
    """Tell whether a name has a given name, written out, beside the surname."""
    words = words_of(name)
    return len(words) > 1 and len(words[0]) > 1


def keys(name: str) -> tuple[tuple[str, str], ...]:
    """Return the keys under which a full name is looked up: its surname's skeleton with each form of the given name."""
    words = words_of(name)
    first = words[0]
    forms = {f"group {given.group}" for given in given_names(first)} | {sound(first)}
    return tuple(sorted((_ending_off(words[-1]), form) for form in forms))


def _ending_off(word: str) -> str:
    return skeleton(word)


def same_surname(one: str, other: str) -> bool:
    """Tell whether two folded surnames are spellings of one.

    >>> same_surname("lukashenka", "lukaszenko"), same_surname("miller", "muller"), same_surname("putina", "putin")
    (True, False, True)
    """
    if one == other:
        return True
    first, second = sound(one), sound(other)
    if skeleton(one) != skeleton(other):
        return False
    first, second = first.rstrip("aeu") or first, second.rstrip("aeu") or second
    return first == second or _differ(first, second) * _LETTERS_PER_EDIT <= min(len(first), len(second))


def _differ(one: str, other: str) -> int:
    """Return how many letters differ; keys of one skeleton differ in vowels alone."""
    if abs(len(one) - len(other)) > 2:
        return 99
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True))
    short, long = sorted((one, other), key=len)
    skipped = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return len(long) - len(short) if short[skipped:] == long[skipped + len(long) - len(short) :] else 99


def gender_conflict(one: Gender | None, other: Gender | None) -> bool:
    """Tell whether the genders speak against one person."""
    return one is not None and other is not None and one != other


def same_person(one: str, other: str) -> str | None:
    """Return in words why two full names are one person's; None where that is not shown.

    >>> same_person("Siarhei Drazdovich", "Сергей Дроздович")
    'the surname and the given name are spellings of the same'
    >>> same_person("Anna Roe", "Maria Roe") is None
    True
    """
    if fold(one) == fold(other):
        return "the names are the same"
    first, second = words_of(one), words_of(other)
    if not same_surname(first[-1], second[-1]) or same_given(first[0], second[0]) is not True:
        return None
    if gender_conflict(gender_of(one), gender_of(other)) or not _middles_agree(first[1:-1], second[1:-1]):
        return None
    if first[-1] == second[-1]:
        return "the surname is the same and the given names are forms of one"
    return "the surname and the given name are spellings of the same"


def _middles_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    pairs = list(zip(one, other, strict=False))
    return all(same_given(a, b) is True for a, b in pairs)
