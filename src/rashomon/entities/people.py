"""Whether two names of people, from two articles, can be one person's."""

from __future__ import annotations

from functools import lru_cache

from rashomon.language.names import Gender, fold, gender_of, given_names, same_given, skeleton, sound, sounds

# One differing vowel or consonant class is allowed for so many letters of a phonetic key (Gorbachev/Gorbachov is
# 8 letters): in shorter surnames one letter is another family.
_LETTERS_PER_EDIT = 7
# A given name that begins another one (Harshad, Harshadbhai) counts as a form of it from this many letters on.
_LONG_GIVEN = 5


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


def keys(name: str) -> tuple[tuple[str, str], ...]:
    """Return the keys under which a full name is looked up: its surname's skeleton with each form of the given name."""
    words = words_of(name)
    first = words[0]
    forms = {f"group {given.group}" for given in given_names(first)} | {
        *sounds(first),
        f"begins {first[:_LONG_GIVEN]}",
    }
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
    if not same_surname(first[-1], second[-1]) or not _given_agree(first[0], second[0]):
        return None
    if gender_conflict(gender_of(one), gender_of(other)) or not _middles_agree(first[1:-1], second[1:-1]):
        return None
    if first[-1] == second[-1]:
        return "the surname is the same and the given names are forms of one"
    return "the surname and the given name are spellings of the same"


def _given_agree(one: str, other: str) -> bool:
    """Tell whether two given names are one's: by what is known of them, or unknown ones of which one begins the other."""
    agreed = same_given(one, other)
    if agreed is None and not given_names(one) and not given_names(other):
        short, long = sorted((one, other), key=len)
        return len(short) >= _LONG_GIVEN and long.startswith(short)
    return agreed is True


def _middles_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    pairs = list(zip(one, other, strict=False))
    return all(same_given(a, b) is True for a, b in pairs)
