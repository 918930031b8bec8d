"""Names of people joined into people: full names first, then initials, then surnames and given names alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from rashomon.entities.naming import Joining
from rashomon.entities.wording import Word, likeness, near_word, same_given, same_word, sure_word, word
from rashomon.language.inflection import surname_gender
from rashomon.language.names import Gender, fold, given_names

# Words that stand before a surname and are no name: as they are written or left out, the person is one.
_PARTICLES = frozenset(["von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "la", "le", "al", "el", "ul", "fon", "wan", "bin", "ibn", "i", "y"])
_NUMERAL = re.compile(r"[ivx]+|\d+")
# At most this many names of one key are compared with each other; beyond it only equal names are joined.
_LARGEST_BLOCK = 200
# So many full names of a cluster are looked at for what speaks against a join.
_MOST_HELD = 12
# At most so many words of a name are looked at.
_MOST_WORDS = 6
# Consonants that a word has at least of which the other word of the name is the same: fewer are too common.
_LEAST_SURNAME, _LEAST_GIVEN = 3, 2
# Sounds that a surname has at least where the given names are only near.
_SURE_SURNAME = 4
# Words are as much alike as others up to this difference.
_LEVEL = 0.06
# Case endings, folded, of a man's surname that ends in a consonant and is no adjective.
_MANS_CASE = re.compile("a|u|om|em|ie|iem|owi|ovi|yem|i")
_BARE_SURNAME = re.compile("[^aeiouy]$(?<!ov|ow|ev|ew|in|yn)")
_Bearing: TypeAlias = dict[str, list[tuple[Word, "Named"]]]
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
    whole = [n for n, (a, b) in enumerate(pairs) if same_word(a, b)]
    if not any(len(pairs[n][0].text) > 1 for n in whole):
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
        self._nearly([named for named in rows if named.full])
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
        """Join two names unless their clusters hold two genders or given names that cannot be one's."""
        first, second = (self._held(named) for named in (one, other))
        if not any(_against(a, b) for a in first for b in second):
            self.joining.join(one.name, other.name, reason)

    def _held(self, named: Named) -> list[Named]:
        members = (self.read[name] for name in self.joining.clusters.members(named.name))
        return [member for member in members if member.full][:_MOST_HELD]

    def _nearly(self, rows: Sequence[Named]) -> None:
        """Join full names of which the given name or the surname is the same and the other is misspelt or said otherwise."""
        blocks: dict[tuple[str, str, str], list[Named]] = defaultdict(list)
        for named in rows:
            for key in dict.fromkeys(_near_keys(named)):
                blocks[key].append(named)
        for block in blocks.values():
            for one, other in combinations(block[:_LARGEST_BLOCK], 2):
                if self._apart(one, other) and (reason := _nearly_same(one, other)):
                    self._unless_against(one, other, reason)

    def _bearers(self, place: slice) -> _Bearing:
        """Return the full names of people by the consonants of their words at some places."""
        found: _Bearing = defaultdict(list)
        for named in self.first.values():
            if named.full:
                for part in named.words[place]:
                    for key in part.stems:
                        found[key].append((part, named))
        return found

    def _shortened(self, rows: Sequence[Named]) -> None:
        """Join initials and a surname to the only bearer of the surname with a given name that begins so."""
        bearers = self._bearers(slice(1, None))
        for named in rows:
            fitting = [
                (part, full)
                for part, full in _fitting(named.words[-1], bearers)
                if same_given(named.words[0], full.words[0])
            ]
            if root := self._only(named.words[-1], fitting):
                self.joining.join(root, named.name, "the only bearer of this surname with this initial")
        self._alone([named for named in rows if len(self.joining.clusters.members(named.name)) == 1])

    def _single(self, rows: Sequence[Named]) -> None:
        """Join a surname, or a given name, alone to its only bearer; words that nobody bears are joined with each other."""
        surnames, givens = self._bearers(slice(1, None)), self._bearers(slice(0, 1))
        left = []
        for named in rows:
            alone = named.words[0]
            last, first = _fitting(alone, surnames), _fitting(alone, givens)
            held = [max((likeness(alone, part) for part, _ in found), default=0) for found in (last, first)]
            found, reason = (last, "surname") if held[0] >= held[1] else (first, "given name")
            if (root := self._only(alone, found)) and not named.numerals:
                self.joining.join(root, named.name, f"the only person of this {reason}")
            else:
                left.append(named)
        self._alone(left)

    def _only(self, alone: Word, fitting: Sequence[tuple[Word, Named]]) -> str | None:
        """Return the only person whose word is most alike; None where there are several, or none."""
        alike: dict[str, float] = {}
        for part, named in fitting:
            root = self.joining.clusters.find(named.name)
            alike[root] = max(likeness(alone, part), alike.get(root, 0))
        most = max(alike.values(), default=0)
        best = [root for root, held in alike.items() if most - held < _LEVEL]
        if len(best) > 1 and _of_man(alone, [part for part, _ in fitting]):
            best = [root for root in best if self._given_gender(root) != "female"]
        return best[0] if len(best) == 1 else None

    def _given_gender(self, root: str) -> Gender | None:
        """Return the gender of the given names of a person; None where they tell none or two."""
        genders = {gender for named in self._held(self.read[root]) if (gender := _first_gender(named))}
        return genders.pop() if len(genders) == 1 else None

    def _alone(self, rows: Sequence[Named]) -> None:
        """Join names of one word, or with the same initials, that are forms of one word and stand for nobody else."""
        seen: dict[object, list[Named]] = defaultdict(list)
        for named in rows:
            last, initials = named.words[-1], tuple(part.opening for part in named.words[:-1][:1])
            held = [*last.stems, *(f"group {group}" for group in last.groups if named.numerals)]
            peers = {
                peer.name: likeness(last, peer.words[-1]) or float(bool(named.numerals and last.groups & peer.words[-1].groups))
                for key in held
                for peer in seen[key, initials, named.numerals][:_LARGEST_BLOCK]
                if named.numerals or sure_word(last, peer.words[-1])
            }
            if peers and max(peers.values()) > 0:
                most = max(peers, key=lambda name: (peers[name], name))
                self.joining.join(most, named.name, "forms of one name, of which nothing more is known")
            for key in held:
                seen[key, initials, named.numerals].append(named)


def _first_gender(named: Named) -> Gender | None:
    genders = {given.gender for given in given_names(named.words[0].text)}
    return genders.pop() if len(genders) == 1 else None


def _of_man(alone: Word, bearers: Sequence[Word]) -> bool:
    """Tell whether a surname stands in a case that only a man's has: a woman's that ends in a consonant has none."""
    return any(
        alone.text.startswith(part.text) and _MANS_CASE.fullmatch(alone.text[len(part.text) :])
        for part in bearers
        if part.script == alone.script and _BARE_SURNAME.search(part.text)
    )


def _fitting(alone: Word, bearers: _Bearing) -> list[tuple[Word, Named]]:
    found = {(named.name, part.text): (part, named) for key in alone.stems for part, named in bearers.get(key, ())}
    return [(part, named) for part, named in found.values() if sure_word(alone, part)]


def _against(one: Named, other: Named) -> bool:
    """Tell whether two full names cannot be one person's: two genders, or given names that are known and not one's."""
    genders = {gender for named in (one, other) if (gender := _gender(named))}
    first, second = one.words[0], other.words[0]
    strange = first.groups and second.groups and not first.groups & second.groups and not same_word(first, second)
    return len(genders) > 1 or bool(strange and first.groups.isdisjoint(_all_groups(other)) and second.groups.isdisjoint(_all_groups(one)))


def _all_groups(named: Named) -> frozenset[int]:
    return frozenset(group for part in named.words for group in part.groups)


def _gender(named: Named) -> Gender | None:
    return surname_gender(named.words[-1].text) or surname_gender(named.name.split()[-1])


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


def _near_keys(named: Named) -> Iterator[tuple[str, str, str]]:
    """Yield keys of the given name as it is with the surname less a consonant, and the other way round."""
    first, last = named.words[0], named.words[-1]
    for kind, sure, unsure in (("given", first, last), ("surname", last, first)):
        for key in [f"group {group}" for group in sure.groups] if kind == "given" and sure.groups else sure.stems:
            for classes in unsure.classes:
                for n in range(-1, len(classes)):
                    yield kind, key, classes[:n] + classes[n + 1 :] if n >= 0 else classes


def _nearly_same(one: Named, other: Named) -> str | None:
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
