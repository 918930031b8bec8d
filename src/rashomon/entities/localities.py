"""Names of places joined into places: countries and towns by what is known of them, others by their words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.entities.naming import Joining
from rashomon.entities.wording import Word, sure_word, word
from rashomon.language.countries import country, country_word
from rashomon.language.gazetteer import towns
from rashomon.language.names import fold
from rashomon.language.terms import small_words, term

_SPLIT = re.compile(r"[\s.\-–—,()\[\]\"«»„“”]+")


@dataclass(frozen=True, slots=True)
class Located:
    """A place's name: what its words mean, where that is known, and the words that are names of their own."""

    name: str
    meanings: tuple[str, ...]
    words: tuple[Word, ...]


def read(name: str) -> Located:
    """Return what the words of a place's name mean; words that mean nothing known stay words.

    >>> read("Morzem Czarnym").meanings, [part.text for part in read("залив Грайфсвалд").words]
    (('black', 'sea'), ['grayfsvald'])
    """
    parts = [
        part for part in _SPLIT.split(name[:400]) if fold(part) and fold(part) not in small_words("small")
    ][:8]
    meant = {part: country_word(part) or term(part) for part in parts}
    words = tuple(word(part, adjectives=True) for part in parts if not meant[part])
    return Located(name, tuple(sorted({found for part in parts if (found := meant[part])})), words)


def cluster(names: Sequence[str]) -> Joining:
    """Return the names of places joined into places, blind to language.

    The name of a people, or an adjective, that is told as a place stands for its country.

    >>> [sorted(group) for group in cluster(["Афганистане", "Afganistanie", "Homel", "Гомеля", "Baku"]).clusters.groups()]
    [['Afganistanie', 'Афганистане'], ['Baku'], ['Homel', 'Гомеля']]
    """
    return _Localities(names).run()


class _Localities:
    """Joins the names of places, the surest evidence first."""

    def __init__(self, names: Sequence[str]) -> None:
        self.joining = Joining(names)
        self.towns = towns(self.joining.names)

    def run(self) -> Joining:
        known: dict[object, str] = {}
        rest: list[Located] = []
        for name in self.joining.names:
            key, reason = self._known(name)
            if key is None:
                rest.append(read(name))
            elif key in known:
                self.joining.join(known[key], name, reason)
            else:
                known[key] = name
        self._described([located for located in rest if not located.words and located.meanings])
        self.joining.spelled([read(name) for name in self.joining.names if not country(name)], self._fit)
        unknown = [name for name in self.joining.names if self._known(name)[0] is None]
        self.joining.misspelt(unknown, "one letter differs from the name of only one place")
        return self.joining

    def _known(self, name: str) -> tuple[object | None, str]:
        if code := country(name):
            return code, f"both stand for {code}"
        if town := self.towns.get(name):
            return town[0], f"both are names of {town[1]}"
        return None, ""

    def _described(self, rows: Sequence[Located]) -> None:
        first_of: dict[tuple[str, ...], str] = {}
        for located in rows:
            one = first_of.setdefault(located.meanings, located.name)
            self.joining.join(one, located.name, f"both say {' '.join(located.meanings)}")

    def _fit(self, one: Located, other: Located) -> bool:
        towns = [self.towns.get(located.name) for located in (one, other)]
        if towns[0] and towns[1] and towns[0] != towns[1]:
            return False
        return all(sure_word(a, b) for a, b in zip(one.words, other.words, strict=True))
