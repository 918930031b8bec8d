"""Names across spellings: folding, transliteration, a phonetic key, Slavic stems, given names."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, TypeAlias

Gender: TypeAlias = Literal["female", "male"]

# A word longer than this (code points) is no name; its tail is left out of keys.
_LONGEST = 60
_LATIN = str.maketrans({
    "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "’": "'", "ʼ": "'", "‘": "'",
})  # fmt: skip
_CYRILLIC = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "yo", "є": "ye", "ж": "zh", "з": "z",
    "и": "i", "і": "i", "ї": "yi", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ў": "w", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj", "џ": "dz",
})  # fmt: skip
# The hard sign is a vowel in Bulgarian (Джонсън), and in Russian stands before vowels only.
_HARD = re.compile("ъ(?=[бвгджзйклмнпрстфхцчшщ])")
# Sounds that spellings disagree on, each taken for one letter; longer spellings first.
_SOUNDS = tuple(
    (re.compile(spelling), sound)
    for spelling, sound in (
        ("(?<=[aoe])u(?=sk)|(?<=[aoe])u$|ff$", "v"),
        ("shch|szcz|schtsch|tsch|tch|sch|cz|ch|sh|sz", "x"),
        ("zh|rz", "s"),
        ("kh|gh|h", "g"),
        ("ph", "f"),
        ("tz|ts|c(?=[eiy])", "c"),
        ("ck|q|c(?![eiy])", "k"),
        ("z", "s"),
        ("w", "v"),
        ("x(?=$)", "x"),
        ("(?<=[td])g", ""),
    )
)
_VOWELS = re.compile("[aeiouyj]+")
_CONSONANT_PAIR = re.compile(r"([^a])\1+")


_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"))


def balanced(name: str) -> str:
    """Return a name without brackets that nothing closes or opens, nor marks at its ends.

    A bracket that opens and is never closed goes with what it holds; a pair stays. A quotation mark that stands alone
    at the head goes too; what opens and closes a quotation depends on the language, so pairs are left alone.

    >>> balanced("World Health Organization (WHO"), balanced("Acme (Ferrin) Ltd"), balanced("” a source)")
    ('World Health Organization', 'Acme (Ferrin) Ltd', 'a source')
    """
    kept, before = name, ""
    while kept != before:
        before = kept
        for opening, closing in _PAIRS:
            kept = _paired(kept, opening, closing)
    if kept[:1] in "”»’" and kept.count(kept[:1]) == 1:
        kept = kept[1:]
    return " ".join(kept.split()).strip(" ,;:–—-") or " ".join(name.split())


def _paired(text: str, opening: str, closing: str) -> str:
    """Return a text up to the first bracket that stays open, without those that close nothing."""
    if opening not in text and closing not in text:
        return text
    found: list[str] = []
    opened: list[int] = []
    for letter in text:
        if letter == closing and not opened:
            continue
        if letter == opening:
            opened.append(len(found))
        elif letter == closing:
            opened.pop()
        found.append(letter)
    if not opened:
        return "".join(found)
    before = "".join(found[: opened[0]])
    worded = any(letter.isalnum() for letter in before)
    return before if worded else "".join(found).replace(opening, "").replace(closing, "")


def transliterate(text: str) -> str:
    """Return `text` in lower case with Cyrillic letters written in Latin ones and marks left out.

    >>> transliterate("Лукашэнка"), transliterate("Łukaszenka")
    ('lukashenka', 'lukaszenka')
    """
    lowered = _HARD.sub("а", unicodedata.normalize("NFKC", text).casefold())
    lowered = lowered.translate(_CYRILLIC).translate(_LATIN)
    decomposed = unicodedata.normalize("NFKD", lowered).casefold()
    bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark) and mark.isprintable())
    return bare.translate(_CYRILLIC).translate(_LATIN)  # letters that had marks of their own: ӹ


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return a name as letters, digits and single spaces, in lower-case Latin: what two spellings share.

    >>> fold("The  O’Donnell–Smith Co.")
    "the o'donnell smith co"
    """
    kept = "".join(
        letter if letter.isalnum() or letter == "'" else " " for letter in transliterate(text[:4096])
    )
    return " ".join(kept.split())


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return a rough phonetic key of one word of a name; spellings of one Slavic name share it.

    Vowels fall into three classes (a/o, e/i, u), since Belarusian, Russian and Ukrainian forms differ in them.

    >>> {sound(word) for word in ("Lukashenka", "Лукашенко", "Łukaszenka", "Lukaschenko")}
    {'lukaxenka'}
    >>> sound("Harbatsevich") == sound("Gorbatsevich")
    True
    """
    key = fold(word)[:_LONGEST].replace("'", "").replace("x", "ks")
    for spelling, letter in _SOUNDS:
        key = spelling.sub(letter, key)
    return _CONSONANT_PAIR.sub(r"\1", _VOWELS.sub(_vowel, key))


def _vowel(match: re.Match[str]) -> str:
    full = [letter for letter in match.group() if letter in "aeou"]
    return {"a": "a", "o": "a", "u": "u"}.get(full[0] if full else "e", "e")


def skeleton(word: str) -> str:
    """Return the consonants of `sound`, and whether a vowel opens the word: the key by which names are blocked.

    >>> skeleton("Yevgeny"), skeleton("Evgeni")
    ('avgn', 'avgn')
    """
    key = sound(word)
    opened = "a" if key[:1] in ("a", "e", "u") else ""
    return opened + re.sub("[aeu]", "", key)


# Endings of names in oblique cases, of transliterated Russian, Ukrainian, Belarusian, and of Polish; longest first.
_ENDINGS: dict[str, tuple[str, ...]] = {
    "cyrillic": (
        "skogo", "skomu", "skaga", "skamu", "skoyu", "skuyu", "skaya", "skiy", "skim", "skom", "skoy", "skay", "ski", "ska", "sku", "sky", "skyy",
        "yami", "ovi", "evi", "yevi", "oyu", "eya", "eyem", "eye", "eyu", "yeyu", "ogo", "ago", "omu", "amu", "iya", "iyu", "iye", "iyem", "iyey", "ami", "yam", "yakh", "akh",
        "om", "am", "em", "yem", "ym", "im", "oy", "ay", "ey", "yey", "iy", "yy", "ou", "aw", "ya", "yu", "ye", "a", "u", "e", "y", "i", "o",
    ),
    "pl": (
        "skiego", "skiemu", "skich", "skiej", "skim", "ska", "ski", "owi", "iego", "iemu", "ego", "emu", "iem", "iej", "ej", "em", "im", "ym", "om", "ie", "ia", "a", "u", "y", "i", "e", "o",
    ),
}  # fmt: skip
_SCHOOL = {"ru": "cyrillic", "uk": "cyrillic", "be": "cyrillic", "bg": "cyrillic", "pl": "pl"}


@lru_cache(maxsize=65536)
def stem(word: str, language: str = "en") -> str:
    """Return a word of a name without its case ending, in folded Latin; other languages are only folded.

    >>> {stem(word, "ru") for word in ("Путин", "Путина", "Путину", "Путиным")}
    {'putin'}
    """
    key = fold(word)[:_LONGEST]
    for ending in _ENDINGS.get(_SCHOOL.get(language, ""), ()):
        left = key.removesuffix(ending)
        if left != key and len(left) >= 3:
            return left + "sk" if ending.startswith("sk") else left
    return key


@dataclass(frozen=True, slots=True)
class Given:
    """A given name: who bears it, and the number of the group of its forms (Evgeny, Yauhen, Eugene)."""

    form: str
    group: int
    gender: Gender | None


@cache
def _given_names() -> Mapping[str, tuple[Given, ...]]:
    data = tomllib.loads(files("rashomon.language").joinpath("data/given_names.toml").read_text("utf-8"))
    found: dict[str, list[Given]] = {}
    genders: tuple[tuple[str, Gender | None], ...] = (
        ("female", "female"),
        ("male", "male"),
        ("either", None),
    )
    rows = [(row, gender) for section, gender in genders for row in data[section]]
    for number, (row, gender) in enumerate(rows):
        for form in row.split():
            found.setdefault(fold(form), []).append(Given(form, number, gender))
    return {form: tuple(names) for form, names in found.items()}


def all_given_names() -> Iterator[Given]:
    """Yield every form of every known given name."""
    for names in _given_names().values():
        yield from names


def given_names(word: str) -> tuple[Given, ...]:
    """Return what is known of a given name: one entry for each group it belongs to.

    >>> [name.gender for name in given_names("Яўген")]
    ['male']
    """
    return _given_names().get(fold(word), ())


def gender_of(name: str) -> Gender | None:
    """Return the gender that a person's name tells: of the given name, else of a Slavic ending.

    >>> gender_of("Volha Harbatsevich"), gender_of("Мария Захарова"), gender_of("Kim Lee")
    ('female', 'female', None)
    """
    words = name.split()
    for word in words[:-1] or words:
        known = {given.gender for given in given_names(word)}
        if known:
            return known.pop() if len(known) == 1 else None
    return _ending_gender(fold(words[-1])) if words else None


_FEMALE_ENDING = re.compile(
    r"(?:ov|ev|yev|in|yn|sk|ck|tsk|zk)a(?:ya)?$|(?:sk|ck)aya$|yte$|iene$|dottir$|ulyte$"
)
_MALE_ENDING = re.compile(r"(?:[^aeiou]ov|[^aeiou]ev|yev|sk[iy]+|ck[iy]|tsk[iy]+|shvili|icius|auskas)$")


def _ending_gender(folded: str) -> Gender | None:
    if _FEMALE_ENDING.search(folded):
        return "female"
    return "male" if _MALE_ENDING.search(folded) else None


def same_given(one: str, other: str) -> bool | None:
    """Tell whether two given names can be one person's: True, False, or None where nothing is known.

    An initial agrees with what it begins; forms in other languages and spellings agree.

    >>> same_given("Siarhei", "Сергей"), same_given("J.", "John"), same_given("Anna", "Maria"), same_given("Zviad", "Zurab")
    (True, True, False, None)
    >>> same_given("Jyldyz", "Жылдыз")
    True
    """
    first, second = fold(one).replace("'", ""), fold(other).replace("'", "")
    if first == second:
        return True
    if min(len(first), len(second)) <= 1:
        return _initials_agree(first, second)
    groups = [{given.group for given in given_names(word)} for word in (one, other)]
    if groups[0] and groups[1]:
        return bool(groups[0] & groups[1])
    return True if sounds(first) & sounds(second) else None


def sounds(given: str) -> set[str]:
    """Return how a folded given name may sound: a J at its head is Polish (y) or English and Turkic (zh).

    >>> bool(sounds("jyldyz") & sounds("zhyldyz"))
    True
    """
    return {sound(given), sound("zh" + given[1:])} if given.startswith("j") else {sound(given)}


def _initials_agree(first: str, second: str) -> bool:
    if not first or not second:
        return True
    return (
        first[0] == second[0]
        or {sound(first[0])[:1], sound(second)[:1]} <= {"a", "e"}
        or sound(first[0])[:1] == sound(second)[:1]
    )


# Case endings of surnames in Cyrillic, by gender, with what the nominative has instead; longest first.
_NOMINATIVE: dict[Gender, tuple[tuple[str, str], ...]] = {
    "male": (
        (r"(?<=ск)(?:ого|ому|им|ом|ага|аму)$", "ий"), (r"(?<=[цс]ьк)(?:ого|ому|им)$", "ий"),
        (r"(?<=[бвгджзклмнпрстфхцчшщ])(?:ого|ому)$", "ый"), (r"(?<=(?:ов|ев|ин|ын|ёв))(?:а|у|ым|им|е|і)$", ""),
        (r"(?<=[sc]k)(?:iego|iemu|im)$", "i"), (r"(?<=[bcdfghklłmnprstwz])(?:ego|emu|ym)$", "y"), (r"(?<=[bcdfghklłmnprstwz])(?:a|owi|em)$", ""),
        (r"(?<=[bcdfghklłmnprstwz])(?:ę|ą|y)$", "a"),
        (r"(?<=[йаеиоуюя])(?:я|ю|ем)$", "й"), (r"(?<=[бвгджзлмнпрстфхцчшщь]к)(?:у|и|ою|ой)$", "а"), (r"(?<=[бвгджзклмнпрстфхцчшщ])(?:а|у|ом|ем|ові|еві|ам)$", ""),
    ),
    "female": (
        (r"(?<=[bcdfghklłmnprstwz])(?:iej|ej|ą)$", "a"), (r"(?<=[kg])i$", "a"), (r"(?<=[bcdfhlłmnprstwz])y$", "a"),
        (r"(?<=(?:ов|ев|ин|ын|ёв))(?:ой|у|ою|ай|аю|ій)$", "а"), (r"(?<=ск)(?:ой|ую|ою)$", "ая"), (r"(?<=ськ)(?:ої|ій|у|ою)$", "а"),
    ),
}  # fmt: skip


_ADJECTIVAL = {
    "uk": (("ый", "ий"), ("ская", "ська"), ("ский", "ський")),
    "be": (("ский", "скі"), ("цкий", "цкі"), ("ый", "ы")),
}
# The shortest given names have so many letters (Ewa).
_SHORTEST_GIVEN = 3
_CASES = frozenset(["a", "u", "y", "i", "e", "om", "em", "ym", "im", "oy", "ya", "yu", "ye", "ze"])


@cache
def _given_by_stem(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return the given names of a Cyrillic or Polish article by their stems."""
    found: dict[str, dict[str, None]] = {}
    for names in _given_names().values():
        for given in names:
            cyrillic = "а" <= given.form[-1].casefold() <= "џ"
            if cyrillic == (_SCHOOL.get(language) == "cyrillic"):
                for key in (stem(given.form, language), fold(given.form)):
                    found.setdefault(key, {})[given.form] = None
    return {key: tuple(forms) for key, forms in found.items()}


def upright(name: str) -> bool:
    """Tell whether a name's first word is a given name in the nominative, letter for letter.

    >>> upright("Павло Гринька"), upright("Павла Гриньку")
    (True, False)
    """
    first = name.split()[0].casefold() if name.strip() else ""
    return any(given.form.casefold() == first for given in given_names(first))


def _shared(one: str, other: str) -> int:
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def nominative(name: str, language: str, gender: Gender | None = None) -> str:
    """Return a Slavic person's full name in the nominative where its given name shows another case.

    Names whose given name is not known, or in other languages, come back as they are.

    >>> nominative("Віталія Шелевера", "uk"), nominative("Мариной Ивановой", "ru"), nominative("Lidią Wrzosek", "pl")
    ('Віталій Шелевер', 'Марина Иванова', 'Lidia Wrzosek')
    >>> nominative("Анна Петрова", "ru"), nominative("Bill Gates", "en")
    ('Анна Петрова', 'Bill Gates')
    """
    words = name.split()
    genitive = _told(words, language)
    if language not in _SCHOOL or not 2 <= len(words) <= 4 or (upright(name) and not genitive):
        return name
    forms = _given_forms(words[0], language)
    gender = "male" if genitive else gender or _case_gender(words[-1], language)
    told = [form for form in forms if gender in {entry.gender for entry in given_names(form)}]
    if not forms or (genitive and not told):
        return name
    vowel = _vowel_case(words[0])
    given = max(
        told or forms, key=lambda form: ((form[-1] in _VOWEL) == vowel, _shared(form, words[0]), -len(form))
    )
    known = {entry.gender for entry in given_names(given)} - {None}
    gender = known.pop() if len(known) == 1 else gender
    return " ".join(
        [given, *(_spelled(_nominative_word(word, gender, language), language) for word in words[1:])]
    )


# Given names that end so in the nominative have other endings in the other cases than those that end in a consonant.
_VOWEL = "аяa"
_VOWEL_CASES = ("и", "ы", "і", "ї", "y", "i", "ę", "ą", "ою", "ею", "ой", "ей", "єю", "ай", "яй")


def _vowel_case(given: str) -> bool:
    return given.casefold().endswith(_VOWEL_CASES)


def _given_forms(word: str, language: str) -> list[str]:
    """Return the given names of which a word can be a case: by its stem, with a vowel that other cases drop (Pawła, Paweł)."""
    known, folded = _given_by_stem(language), fold(word)
    cut = [folded[: len(folded) - cut] for cut in (1, 2) if folded[-cut:] in _CASES]
    cut += [folded[:-3] for end in ("iyi", "iyu") if folded.endswith(end)]
    stems = [stem(word, language), *cut]
    stems += [f"{key[:-1].replace('w', 'v') if key[-1:] == 'l' else key[:-1]}e{key[-1:]}" for key in cut]
    stems += [f"{key[:-1]}e{key[-1:]}" for key in cut]
    forms = [form for key in stems if len(key) >= 3 for form in known.get(key, ())]
    short = [form for form in known.get(f"{folded[:-1]}a", ()) if len(folded) == _SHORTEST_GIVEN]
    return forms + short


@cache
def _surnames(language: str) -> Mapping[str, tuple[str, ...]]:
    data = tomllib.loads(files("rashomon.language").joinpath("data/declension.toml").read_text("utf-8"))
    return {name: tuple(rows) for name, rows in data["surnames"].get(language, {}).items()}


def _told(words: Sequence[str], language: str) -> bool:
    """Tell whether a name that may be a woman's in the nominative is a man's in the genitive: Богдана Шевчука."""
    ends = _surnames(language).get("told", ())
    return len(words) > 1 and words[0].endswith(("а", "я", "a")) and words[-1].endswith(ends or "\0")


def _case_gender(surname: str, language: str) -> Gender | None:
    """Return the gender that a Polish adjectival surname shows in another case: Kowalskiej, Kowalskiego."""
    if language != "pl":
        return None
    if surname.endswith(("skiej", "ckiej", "ską", "cką")):
        return "female"
    return "male" if surname.endswith(("skiego", "ckiego", "skiemu", "ckiemu")) else None


def _spelled(word: str, language: str) -> str:
    """Return an adjectival surname, told in Russian, as Ukrainian and Belarusian end it.

    >>> _spelled("Загребельный", "uk"), _spelled("Залеский", "be")
    ('Загребельний', 'Залескі')
    """
    for ending, other in _ADJECTIVAL.get(language, ()):
        if word.endswith(ending):
            return word.removesuffix(ending) + other
    return word


def _nominative_word(word: str, gender: Gender | None, language: str) -> str:
    for row in _surnames(language).get(gender or "", ()):
        ending, standing = row.split()
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + standing.strip("-")
    for pattern, ending in _NOMINATIVE[gender] if gender else ():
        if re.search(pattern, word):
            return re.sub(pattern, ending, word)
    return word
