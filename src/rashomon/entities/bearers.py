"""Names of people joined into people: full names first, then initials, then surnames and given names alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rashomon.entities.naming import Joining
from rashomon.entities.wording import Word, same_given, same_word, word
from rashomon.language.names import fold

# Words that stand before a surname and are no name: as they are written or left out, the person is one.
_PARTICLES = frozenset(["von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "la", "le", "al", "el", "ul", "fon", "wan", "bin", "ibn", "i", "y"])
_NUMERAL = re.compile(r"[ivx]+|\d+")
# At most this many names of one key are compared with each other; beyond it only equal names are joined.
_LARGEST_BLOCK = 200
# At most so many words of a name are looked at.
_MOST_WORDS = 6
# A surname may have one letter wrong from so many sounds on, in names with the same given name.
_LONG_SURNAME = 6
_BRACKETED = re.compile(r"^(.*\S)\s*\(([^()]*)\)\W*$")
_SPLIT = re.compile(r"[\s.\-–—,()\[\]\"«»„“”]+")


@dataclass(frozen=True, slots=True)
class Named:
    """A person's name: as it is written, and its words without particles and numerals."""

    name: str
    words: tuple[Word, ...]
    numerals: tuple[str, ...]

    @property
    def full(self) -> bool:
        """Tell whether two words of the name are written out."""
        return sum(not part.initial for part in self.words) > 1

    @property
    def shortened(self) -> bool:
        """Tell whether the name is initials and a surname."""
        return len(self.words) > 1 and not self.full


def read(name: str) -> Named:
    """Return the words of a person's name; initials after the surname are put before it.

    >>> [part.text for part in read("Путин В.В.").words], read("Elżbieta II").numerals
    (['v', 'v', 'putin'], ('ii',))
    """
    parts = [part for part in _SPLIT.split(_bare(name)) if fold(part).replace("'", "")]
    kept = [part for part in parts[:_MOST_WORDS] if fold(part) not in _PARTICLES] or parts[:_MOST_WORDS]
    numerals = tuple(
        fold(part) for part in kept[1:] if _NUMERAL.fullmatch(fold(part)) and len(fold(part)) > 1
    )
    words = [word(part) for part in kept if fold(part) not in numerals]
    if len(words) > 1 and not words[0].initial and all(part.initial for part in words[1:]):
        words = [*words[1:], words[0]]
    return Named(name, tuple(words), numerals)


def _bare(name: str) -> str:
    """Return a name without what stands in brackets after it."""
    found = _BRACKETED.match(name[:400])
    return found[1] if found else name[:400]


def same_person(one: Named, other: Named) -> str | None:
    """Return in words why two full names are one person's, in any order and case; None where that is not shown.

    >>> same_person(read("Władimirem Putinem"), read("Путина Владимира"))
    'the surname and the given name are forms of the same'
    >>> same_person(read("Anna Roe"), read("Maria Roe")) is None
    True
    """
    short, long = sorted((one, other), key=lambda named: (len(named.words), named.name))
    if one.numerals != other.numerals:
        return None
    for places in _placings(len(short.words), len(long.words)):
        if _agree(short.words, long.words, places):
            if len(short.words) < len(long.words):
                return "all words of the shorter name are in the longer one"
            return "the surname and the given name are forms of the same"
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
    whole = [n for n, (a, b) in enumerate(pairs) if same_word(a, b) > 0]
    if not whole or not any(same_word(*pairs[n]) > 1 for n in whole):
        return False
    return all(n in whole or same_given(a, b) for n, (a, b) in enumerate(pairs)) and _surname_among(
        short, whole
    )


def _surname_among(short: Sequence[Word], whole: Sequence[int]) -> bool:
    """Tell whether the words that are the same, not only a form of one given name, are of the first or the last place."""
    return whole[-1] == len(short) - 1 or whole[0] == 0


def cluster(names: Sequence[str]) -> Joining:
    """Return the names of people joined into people, blind to language.

    >>> [sorted(group) for group in cluster(["Putin", "Путиным", "Владимир Путин", "Vladimir Putin"]).clusters.groups()]
    [['Putin', 'Vladimir Putin', 'Владимир Путин', 'Путиным']]
    """
    return _Bearers(names).run()


class _Bearers:
    """Joins the names of people, the surest evidence first."""

    def __init__(self, names: Sequence[str]) -> None:
        self.joining = Joining(names)
        self.read = {name: read(name) for name in self.joining.names}

    def run(self) -> Joining:
        self._equal()
        rows = list(self.first.values())
        self._full([named for named in rows if named.full])
        self._misspelt([named for named in rows if named.full])
        self._shortened([named for named in rows if named.shortened])
        self._single([named for named in rows if len(named.words) == 1])
        return self.joining

    def _equal(self) -> None:
        """Join names that are written the same but for accents, marks, case and script; keep the first of each."""
        self.first: dict[tuple[str, ...], Named] = {}
        for name in self.joining.names:
            named = self.read[name]
            key = (*sorted(part.text for part in named.words), *named.numerals)
            if not key:
                continue
            if key in self.first:
                self.joining.join(self.first[key].name, name, "the names are the same")
            else:
                self.first[key] = named

    def _full(self, rows: Sequence[Named]) -> None:
        blocks: dict[tuple[str, str], list[Named]] = defaultdict(list)
        for named in rows:
            for key in dict.fromkeys(_keys(named)):
                blocks[key].append(named)
        for block in blocks.values():
            for one, other in combinations(block[:_LARGEST_BLOCK], 2):
                if self._apart(one, other) and (reason := same_person(one, other)):
                    self._unless_against(one, other, reason)

    def _apart(self, one: Named, other: Named) -> bool:
        return self.joining.clusters.find(one.name) != self.joining.clusters.find(other.name)

    def _unless_against(self, one: Named, other: Named, reason: str) -> None:
        self.joining.join(one.name, other.name, reason)

    def _misspelt(self, rows: Sequence[Named]) -> None:
        """Join full names with the same given name whose surnames differ in one letter."""
        blocks: dict[tuple[str, str], list[Named]] = defaultdict(list)
        for named in rows:
            for key in dict.fromkeys(_misspelt_keys(named)):
                blocks[key].append(named)
        for block in blocks.values():
            for one, other in combinations(block[:_LARGEST_BLOCK], 2):
                if self._apart(one, other) and _one_letter(one, other):
                    self._unless_against(
                        one, other, "the given name is the same and one letter of the surname differs"
                    )

    def _roots(self) -> dict[str, dict[str, list[Named]]]:
        """Return by the consonants of each word but the first of full names the clusters, with those names."""
        found: dict[str, dict[str, list[Named]]] = defaultdict(lambda: defaultdict(list))
        for named in self.first.values():
            if named.full:
                for part in named.words[1:]:
                    for key in part.stems:
                        found[key][self.joining.clusters.find(named.name)].append(named)
        return found

    def _shortened(self, rows: Sequence[Named]) -> None:
        """Join initials and a surname to the only bearer of the surname with a given name that begins so."""
        bearers = self._roots()
        alone: dict[tuple[str, str], Named] = {}
        for named in rows:
            last, first = named.words[-1], named.words[0]
            fitting = {
                root: max(same_word(part, last) for full in fulls for part in full.words[1:])
                for key in last.stems
                for root, fulls in bearers.get(key, {}).items()
                if any(same_given(first, full.words[0]) for full in fulls if same_word(full.words[-1], last))
            }
            best = [root for root, held in fitting.items() if held and held == max(fitting.values())]
            if len(best) == 1:
                self.joining.join(best[0], named.name, "the only bearer of this surname with this initial")
            else:
                keys = [(first.opening, key) for key in last.stems]
                known = next((alone[key] for key in keys if key in alone), None)
                if known and same_word(known.words[-1], last):
                    self.joining.join(known.name, named.name, "the same initial and forms of one surname")
                for key in keys:
                    alone.setdefault(key, named)

    def _single(self, rows: Sequence[Named]) -> None:
        """Join a surname alone to its only bearer; surnames that nobody bears in full are joined with each other."""
        bearers = self._roots()
        alone: dict[str, list[Named]] = defaultdict(list)
        for named in rows:
            last = named.words[0]
            fitting: dict[str, int] = {}
            for key in last.stems:
                for root, fulls in bearers.get(key, {}).items():
                    held = max(
                        (same_word(part, last) for full in fulls for part in full.words[1:]), default=0
                    )
                    if held:
                        fitting[root] = max(held, fitting.get(root, 0))
            best = [root for root, held in fitting.items() if held == max(fitting.values())]
            if len(best) == 1:
                self.joining.join(best[0], named.name, "the only person of this surname")
            else:
                alone_keys = list(last.stems)
                known = next(
                    (
                        one
                        for key in alone_keys
                        for one in alone[key][:_LARGEST_BLOCK]
                        if same_word(one.words[0], last)
                    ),
                    None,
                )
                if known:
                    self.joining.join(known.name, named.name, "forms of one surname")
                for key in alone_keys:
                    alone[key].append(named)


def _keys(named: Named) -> Iterator[tuple[str, str]]:
    """Yield the keys of a full name: of each word's stems with how another begins, or the given name it is a form of."""
    for last in named.words:
        if last.initial:
            continue
        for first in named.words:
            if first is last:
                continue
            for stem in last.stems:
                yield stem, first.opening
                for group in first.groups:
                    yield stem, f"group {group}"


def _misspelt_keys(named: Named) -> Iterator[tuple[str, str]]:
    first, last = named.words[0], named.words[-1]
    shortest = min(last.stems, key=len)
    if len(shortest) > 2:
        givens = [f"group {group}" for group in first.groups] or list(first.stems)
        for n in range(-1, len(shortest)):
            for given in givens:
                yield shortest[:n] + shortest[n + 1 :] if n >= 0 else shortest, given


def _one_letter(one: Named, other: Named) -> bool:
    first, second = one.words[-1], other.words[-1]
    if not same_given(one.words[0], other.words[0]) or len(one.words) != len(other.words):
        return False
    a, b = (min((row for rows in part.stems.values() for row in rows), key=len) for part in (first, second))
    return min(len(a), len(b)) >= _LONG_SURNAME - 1 and _distance_one(a, b)


def _distance_one(one: str, other: str) -> bool:
    """Tell whether one letter is put in, left out, changed or swapped with the next."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    if (
        one[start + 1 :] == other[start + 1 :]
        or one[start:] == other[start + 1 :]
        or one[start + 1 :] == other[start:]
    ):
        return True
    return one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]
