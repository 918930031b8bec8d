"""Names of organisations joined into organisations: by what their words mean, by their acronyms, by their own words."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

from rashomon.entities.bodies import generic_body
from rashomon.entities.naming import Joining
from rashomon.entities.wording import Word, sure_word, word
from rashomon.language.countries import country, country_word
from rashomon.language.inflection import unmixed
from rashomon.language.names import fold
from rashomon.language.terms import Entries, best, index, small_words, term

# Of a name at most so many words are looked at.
_MOST_WORDS = 12
# Countries and continents that are bodies themselves.
_BODIES = frozenset(["EU", "UN"])
# Terms and continents that only bodies have of which there is one of a kind.
_UNIQUE = frozenset(
    ["europe", "european", "world", "international", "asia", "africa", "nations", "commons", "lords"]
)
# A word of a name of its own has so many letters.
_LEAST_OWN = 4
# Opens the meaning of a body that every country has.
_EVERYWHERE = "a "
# So many letters may follow a contraction: a case ending.
_ENDING = 3
_SPLIT = re.compile(r"[\s\-–—,()\[\]\"«»„“”‚‘/]+")
_BRACKETED = re.compile(r"^(.*\S)\s*\(([^()]*)\)\W*$")
_CAPITALS = "A-ZА-ЯЁІЇЄҐŁŚŻČŠŽÖ"
_ACRONYM = re.compile(rf"([{_CAPITALS}]{{3,7}})(?:[-’'`]?[a-zа-яё]{{0,3}})")
_PAIR = re.compile(rf"[{_CAPITALS}]{{2}}")
# Евросоюз, Europarlament: what follows is of Europe.
_EUROPEAN = re.compile(r"(?:ye|e|je)[uvw]ro(?=.{4})")


@dataclass(frozen=True, slots=True)
class Body:
    """A name of an organisation: what its words mean, its words that are names of their own, the letters it begins with."""

    name: str
    meanings: tuple[str, ...]
    words: tuple[Word, ...]
    initials: str

    @property
    def particular(self) -> bool:
        """Tell whether the name says which body of its kind it is: it has a country or a creed, or there is one in the world."""
        told = any(not meaning.islower() or meaning in _UNIQUE for meaning in self.meanings)
        creed = "party" in self.meanings and len(self.meanings) > 1
        return told or creed or " ".join(self.meanings) in _known()


def read(name: str) -> Body:
    """Return what the words of an organisation's name mean; words that mean nothing known stay words.

    >>> read("Министерства здравоохранения России").meanings, read("Bank Światowy").meanings
    (('RU', 'health', 'ministry'), ('bank', 'world'))
    >>> read("Минздрав РФ").meanings, read("Rada Unii Europejskiej").meanings, read("konzervativci").meanings
    (('RU', 'health', 'ministry'), ('EU', 'council'), ('conservative', 'party'))
    """
    parts = [part.strip(".") for part in _SPLIT.split(_bare(name)) if fold(part)]
    kept = [part for part in parts if fold(part) not in small_words("small")][:_MOST_WORDS] or parts[
        :_MOST_WORDS
    ]
    meant = {part: _meant(part) for part in kept}
    if any(not meant[part] and len(part) >= _LEAST_OWN for part in kept):
        kept = [part for part in kept if not (part.islower() and country_word(part))]  # “the German Acme”
    own = _own([part for part in kept if not meant[part]])
    if bearer := _bearer(kept, own):
        own, kept = bearer, [part for part in kept if part in bearer or set(meant[part]) & _kinds()]
    meanings = _canonical({found for part in kept for found in meant[part]}, bool(own))
    if (
        not own
        and all(meaning.islower() for meaning in meanings)
        and not Body(name, meanings, (), "").particular
    ):
        own = kept  # one of a kind that every country has: the same only in the same words
        meanings = tuple(_EVERYWHERE + meaning for meaning in meanings)
    words = tuple(word(part, adjectives=True) for part in own)
    lettered = [part for part in kept if part in own or meant[part]]
    return Body(name, meanings, words, "".join(fold(part)[:1] for part in lettered))


def _meant(part: str) -> tuple[str, ...]:
    """Return the terms and the country that a word of a name stands for: none, one, or those of a contraction."""
    folded = fold(part)
    if meant := best(folded, _contractions(), _ENDING):
        return tuple(meant.split())
    if _ACRONYM.fullmatch(part):
        code = country(part) if part.isupper() else None
        return (code,) if code else ()
    compound = _EUROPEAN.match(folded)
    if compound and (rest := term(folded[compound.end() :])):
        return ("european", rest)
    found = term(part) or country_word(part)
    return (found,) if found else ()


def _bearer(parts: Sequence[str], own: Sequence[str]) -> list[str]:
    """Return the last of the words that are names where a body is named after somebody, by whom it is known alone."""
    named = any(fold(part) in small_words("after") for part in parts)
    return (
        [part for part in own if part[:1].isupper() and fold(part) not in small_words("after")][-1:]
        if named
        else []
    )


def _own(parts: Sequence[str]) -> list[str]:
    """Return the words that are names, without legal forms, “named after” and initials where other words are left."""
    told = [part for part in parts if len(part) > 1 or part.isdigit()]
    told = [
        part
        for part in told
        if fold(part).replace(" ", "") not in small_words("legal") | small_words("after")
    ]
    return told if any(len(part) >= _LEAST_OWN for part in told) else list(parts)


def _canonical(meanings: set[str], named: bool) -> tuple[str, ...]:
    """Return meanings with what says the same in other words put in one way.

    A union of Europe is the EU; what a party is for makes a party; beside a name of its own, “company” says nothing.
    """
    rules = _sameness()
    for phrase, meant in rules["phrases"].items():
        if set(phrase.split()) <= meanings:
            meanings = (meanings - set(phrase.split())) | set(meant.split())
    creeds = set(rules["creeds"].split())
    if "country" in meanings and meanings & creeds:  # a party is a strana in Czech, a country in Russian
        meanings = (meanings - {"country"}) | {"party"}
    if meanings & creeds and not named and all(m in creeds or m.isupper() for m in meanings):
        meanings = meanings | {"party"}
    if any(not meaning.islower() for meaning in meanings):
        meanings = meanings - set(rules["beside"]["country"].split())
    if named:
        meanings = {rules["alike"].get(meaning, meaning) for meaning in meanings}
        meanings -= set(rules["beside"]["name"].split())
    return tuple(sorted(meanings))


def _bare(name: str) -> str:
    found = _BRACKETED.match(name[:400])
    return found[1] if found else name[:400]


def acronyms(name: str) -> tuple[str, ...]:
    """Return the acronyms that a name is, or gives in brackets, in Latin capitals without a case ending.

    >>> acronyms("UOKiK-u"), acronyms("Европейска агенция по лекарствата (ЕМА)"), acronyms("Gavi")
    ((), ('EMA',), ())
    """
    found = _BRACKETED.match(name[:400])
    parts = (found[2],) if found else (name.strip(' "«»„“”'),)
    return tuple(fold(unmixed(match[1])).upper() for part in parts if (match := _ACRONYM.fullmatch(part)))


def initials(name: str) -> str:
    """Return the letters that the words of a name begin with, folded, without small words and legal forms.

    >>> initials("Свободный союз пекарей"), initials("Union of Free Bakers Ltd")
    ('ssp', 'ufb')
    """
    return read(name).initials


def sense(name: str) -> str:
    """Return what a name says, the same for all names that say it in any language; nothing where words of it are not known.

    >>> sense("FSB") == sense("ФСБ") == sense("Federal Security Service") == sense("Федеральной службы безопасности")
    True
    >>> sense("Acme"), sense("the ministry")
    ('', '')
    """
    for acronym in acronyms(name):
        if meant := _short_forms().get(acronym):
            return meant
    body = read(name)
    return " ".join(body.meanings) if not body.words and body.particular and len(body.meanings) > 1 else ""


def cluster(names: Sequence[str]) -> Joining:
    """Return the names of organisations joined into organisations, blind to language.

    >>> names = ["Banku Światowego", "Всемирный банк", "WHO", "World Health Organization"]
    >>> [sorted(group) for group in cluster(names).clusters.groups()]
    [['Banku Światowego', 'Всемирный банк'], ['WHO', 'World Health Organization']]
    """
    return _Institutions(names).run()


@cache
def _short_forms() -> Mapping[str, str]:
    return {
        form: " ".join(sorted(meant.split()))
        for meant, forms in _data()["bodies"].items()
        for form in forms.split()
    }


@cache
def _known() -> frozenset[str]:
    """Return the meanings of bodies of which there is one in the world."""
    return frozenset(_short_forms().values())


@cache
def _contractions() -> Entries:
    return index((form, meant) for meant, forms in _data()["contractions"].items() for form in forms.split())


@cache
def _kinds() -> frozenset[str]:
    return frozenset(_sameness()["kinds"].split())


@cache
def _sameness() -> Mapping[str, Any]:
    return cast(Mapping[str, Any], _data()["sameness"])


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files("rashomon.language").joinpath("data/acronyms.toml").read_text("utf-8"))


class _Institutions:
    """Joins the names of organisations, the surest evidence first."""

    def __init__(self, names: Sequence[str]) -> None:
        self.joining = Joining(names)
        self.read = {name: read(name) for name in self.joining.names}
        self.short: dict[str, str] = {}

    def run(self) -> Joining:
        self._equal()
        self._meant()
        self._worded()
        self._countries()
        self._spelled_out()
        return self.joining

    def _equal(self) -> None:
        first_of = self.short
        for name in self.joining.names:
            keys = [(fold(_bare(name)), "the names are the same")]
            keys += [(acronym, f"both are {acronym}") for acronym in acronyms(name)]
            kind = generic_body(name)
            if kind and kind.country and not kind.qualifiers and not kind.local:
                keys.append(
                    (
                        f"{kind.kind} {kind.country}",
                        f"both are the {kind.kind.replace('_', ' ')} of {kind.country}",
                    )
                )
            if (code := country(name)) in _BODIES and not self.read[name].words:
                keys.append((f"code {code}", f"both stand for {code}"))
            keys += [
                (meant, f"{name} is short for {meant}")
                for acronym in acronyms(name)
                if (meant := _short_forms().get(acronym))
            ]
            for key, reason in keys:
                if key:
                    self.joining.join(first_of.setdefault(key, name), name, reason)

    def _meant(self) -> None:
        """Join names that say the same, all of whose words are known, where they say which body of its kind it is."""
        first_of: dict[str, str] = {}
        for name in self.joining.names:
            body = self.read[name]
            if len(body.meanings) > 1 and not body.words and body.particular:
                one = first_of.setdefault(
                    " ".join(body.meanings), self.short.get(" ".join(body.meanings), name)
                )
                self.joining.join(one, name, f"both say {' '.join(body.meanings)}")

    def _worded(self) -> None:
        """Join names whose own words are forms and spellings of the same and whose other words say the same."""
        rows = self.read.values()
        alone = (len(row.words) == 1 and not row.meanings and acronyms(row.name) for row in rows)
        self.joining.spelled((row for row, bare in zip(rows, alone, strict=True) if not bare), self._fit)

    def _fit(self, one: Body, other: Body) -> bool:
        first, second = (sorted(body.words, key=lambda part: part.text) for body in (one, other))
        for ordered in (one.words, first):
            pairs = zip(ordered, other.words if ordered is one.words else second, strict=True)
            if all(sure_word(a, b) for a, b in pairs):
                return True
        return False

    def _countries(self) -> None:
        """Join bodies whose names tell no country to the only body of their kind that has one."""
        of: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
        for name, body in self.read.items():
            codes = [meaning for meaning in body.meanings if meaning.isupper()]
            if len(codes) == 1 and not body.words:
                of[tuple(m for m in body.meanings if m != codes[0])].setdefault(codes[0], name)
        for name, body in self.read.items():
            kind = tuple(meaning.removeprefix(_EVERYWHERE) for meaning in body.meanings)
            common = kind != body.meanings or not body.words
            if len(kind) > 1 and common and len(of.get(kind, {})) == 1:
                (one,) = of[kind].values()
                self.joining.join(one, name, f"the only {' '.join(kind)} whose country is named")

    def _spelled_out(self) -> None:
        """Join an acronym to the only names of which its letters are the first ones."""
        spelled: dict[str, set[str]] = defaultdict(set)
        for name, body in self.read.items():
            if len(body.initials) > 2:
                spelled[body.initials].add(name)
        for name in self.joining.names:
            for acronym in acronyms(name):
                roots = {self.joining.clusters.find(full) for full in spelled.get(acronym.lower(), ())}
                if len(acronym) > 2 and len(roots) == 1:
                    self.joining.join(roots.pop(), name, f"{acronym} are the first letters of the name")
