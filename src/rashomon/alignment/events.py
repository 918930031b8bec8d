"""Which documents are about the same happening: rare names and words that they share."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial
from heapq import heapify, heappop, heappush

from rashomon.language.names import transliterate
from rashomon.language.times import published_day
from rashomon.memo import NOTHING, Memo, key_of, keyed, once
from rashomon.records import Document, Event, content_id

# Two groups of documents are one event where their documents resemble each other this much on average (cosine) …
_ALIKE = 0.04
# … and the more so the more groups there are that either might be taken for: with n of them, log(n) times _EACH less
# _OFFSET. Of a grid of values these kept twelve real events and seven invented ones whole, each alone, with a precision
# of pairs of 1.0 and a recall of .94 of the real ones thrown together, and 24 false pairs among 162 unrelated articles.
_EACH = 0.065
_OFFSET = 0.01
# Articles in two languages share names alone, and names that are spelled anew: so much of it is enough.
_FOREIGN = 0.75
# A long word says less about what a document is about than a name does.
_WORD_WEIGHT = 0.35
# A term is as rare as if so many documents had been seen at least: what is in all of a few articles is not thereby
# common; and what is in all of many still counts a little.
_SEEN = 100
_COMMONEST = 0.2
# A likeness that has sunk by less than this since it was taken need not wait its turn again.
_SAME = 1e-9
# How many of its weightiest terms find a document's neighbours, how many holders of each are looked at, how many
# neighbours are kept: they keep the work linear.
_TERMS, _HOLDERS, _NEIGHBOURS = 40, 50, 12
# Articles published farther apart than this are about different happenings.
_LASTS = timedelta(days=60)
_NAME = re.compile(r"[^\W\d_]{3,}(?:[-’'][^\W\d_]+)*")
_LONG = 7
_OPENS = '.!?…:“”"«„»\n'
_VOWELS = re.compile(r"[aeiouyjw'`]+")


def find_events(documents: Sequence[Document], memo: Memo = NOTHING) -> tuple[Event, ...]:
    """Return the events that the documents are about; each document belongs to exactly one.

    >>> ferry = [Document(str(n), f"Ferry sinks. The Meridiana sank off Batumi, said Tervonen {n}.") for n in (1, 2)]
    >>> other = Document("3", "Vote. In Sumy the mayor Kowalenko leads Marchuk.")
    >>> [event.documents for event in find_events([*ferry, other])]
    [('1', '2'), ('3',)]
    """
    order = sorted(range(len(documents)), key=lambda place: (documents[place].published or "", place))
    vectors = _vectors(_features_of([documents[place] for place in order], memo))
    groups = sorted(
        sorted(order[place] for place in group)
        for group in _Joining(vectors, [documents[place] for place in order]).groups()
    )
    return tuple(_event([documents[place] for place in group]) for group in groups)


def _event(group: Sequence[Document]) -> Event:
    first = min(group, key=lambda document: (document.published or "9", document.id))
    title = first.title or first.text.strip().split("\n", 1)[0][:120]
    ids = tuple(document.id for document in group)
    return Event(content_id(*sorted(ids)), title, ids)


def _features_of(documents: Sequence[Document], memo: Memo) -> list[Mapping[str, float]]:
    rows = keyed(memo, ["features"], documents, lambda document: key_of("features", document.text))
    return [once(memo, "features", key, partial(_features, document)) for document, key in rows]


def _features(document: Document) -> Mapping[str, float]:
    """Weigh the names and the long words of a document.

    A name is a word with a capital that does not open a sentence. Its skeleton is the consonants in Latin letters:
    Tervonen, Тервонен and Terwonen come near each other.
    """
    names: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for match in _NAME.finditer(document.text):
        before = document.text[max(0, match.start() - 2) : match.start()].strip()
        word = match.group()
        if word[0].isupper() and (not before or before[-1] not in _OPENS):
            names[_skeleton(word)] += 1
        elif len(word) >= _LONG and word[0].islower():
            words[word[:_LONG]] += 1
    found = {name: 1 + math.log(count) for name, count in names.items() if len(name) >= 3}
    found.update({f"+{word}": _WORD_WEIGHT * (1 + math.log(count)) for word, count in words.items()})
    return found


@lru_cache(maxsize=65_536)
def _skeleton(name: str) -> str:
    plain = transliterate(name).lower()
    plain = (
        plain.replace("kh", "h")
        .replace("ck", "k")
        .replace("c", "k")
        .replace("g", "h")
        .replace("ts", "z")
        .replace("w", "v")
    )
    bones = plain[:1] + _VOWELS.sub("", plain[1:])
    return bones[:6] if len(bones) >= 3 else plain


def _vectors(features: Sequence[Mapping[str, float]]) -> list[Mapping[str, float]]:
    """Return the features as vectors of length 1, what is rare among the documents weighing more."""
    holders = Counter(name for names in features for name in names)
    rarity = {
        name: math.log(max(len(features), _SEEN) / count) + _COMMONEST for name, count in holders.items()
    }
    return [_unit({name: value * rarity[name] for name, value in names.items()}) for names in features]


def _unit(vector: Mapping[str, float]) -> Mapping[str, float]:
    norm = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {name: value / norm for name, value in vector.items()}


def _dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    small, large = sorted((one, other), key=len)
    return sum(value * large[name] for name, value in small.items() if name in large)


def _neighbours(vectors: Sequence[Mapping[str, float]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of documents, earlier first, that share what weighs most in them and stand near in the order."""
    holders: defaultdict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_HOLDERS))
    for place, vector in enumerate(vectors):
        found: defaultdict[int, float] = defaultdict(float)
        heaviest = sorted(vector, key=lambda name: (-vector[name], name))[:_TERMS]
        for name in heaviest:
            for other in holders[name]:
                found[other] += vector[name] * vectors[other][name]
            holders[name].append(place)
        for other in sorted(found, key=lambda one: (-found[one], one))[:_NEIGHBOURS]:
            yield other, place


@dataclass
class _Group:
    """An event in the making: its documents, the sum of their vectors, its first and last day, its languages."""

    members: list[int]
    total: dict[str, float]
    days: tuple[date, date] | None
    languages: set[str | None]


class _Joining:
    """Average-link clustering of documents along the pairs that are near, the most alike first."""

    def __init__(self, vectors: Sequence[Mapping[str, float]], documents: Sequence[Document]) -> None:
        days = [published_day(document.published) for document in documents]
        self._groups = {
            place: _Group([place], dict(vector), (day, day) if day else None, {document.language})
            for place, (vector, day, document) in enumerate(zip(vectors, days, documents, strict=True))
        }
        self._at = list(range(len(vectors)))
        self._firsts = sorted(day for day in days if day)

    def groups(self) -> list[list[int]]:
        """Return the groups once no two are alike enough."""
        before = 0
        while before != len(self._groups):  # fewer groups are left: what was not alike enough may be now
            before = len(self._groups)
            self._round(self._near())
        return sorted(sorted(group.members) for group in self._groups.values())

    def _near(self) -> list[tuple[float, int, int]]:
        places = sorted(self._groups)
        vectors = [_unit(self._groups[place].total) for place in places]
        pairs = ((places[a], places[b]) for a, b in _neighbours(vectors))
        return [(-self._likeness(one, other), one, other) for one, other in pairs]

    def _likeness(self, one: int, other: int) -> float:
        """Return the cosine of a document of one group and one of the other, on average."""
        left, right = self._groups[one], self._groups[other]
        return _dot(left.total, right.total) / (len(left.members) * len(right.members))

    def _round(self, queue: list[tuple[float, int, int]]) -> None:
        """Join the pairs that are alike enough, the most alike first."""
        apart: set[tuple[int, int]] = set()
        heapify(queue)
        while queue:
            before, a, b = heappop(queue)
            one, other = sorted((self._at[a], self._at[b]))
            if one == other or (one, other) in apart:
                continue
            likeness = self._likeness(one, other)
            if likeness < -before - _SAME:
                heappush(queue, (-likeness, one, other))
            elif likeness >= self._needed(self._groups[one], self._groups[other]):
                self._join(one, other)
            else:
                apart.add((one, other))

    def _needed(self, left: _Group, right: _Group) -> float:
        """Return how alike two groups must be: the more groups there are of the same days, the more.

        Where a day is not known, it may be any.
        """
        rivals = len(self._groups)
        if left.days and right.days:
            if max(left.days[0], right.days[0]) - min(left.days[1], right.days[1]) > _LASTS:
                return math.inf
            first, last = min(left.days[0], right.days[0]), max(left.days[1], right.days[1])
            rivals = bisect_right(self._firsts, last + _LASTS) - bisect_left(self._firsts, first - _LASTS)
        needed = max(_ALIKE, _EACH * math.log(max(rivals, 1)) - _OFFSET)
        return needed * (_FOREIGN if left.languages.isdisjoint(right.languages) else 1.0)

    def _join(self, one: int, other: int) -> None:
        if len(self._groups[one].members) < len(self._groups[other].members):
            one, other = other, one
        into, gone = self._groups[one], self._groups.pop(other)
        into.members.extend(gone.members)
        into.languages |= gone.languages
        for name, value in gone.total.items():
            into.total[name] = into.total.get(name, 0.0) + value
        if gone.days:
            days = (*(into.days or ()), *gone.days)
            firsts = {gone.days[0], into.days[0]} if into.days else set()
            into.days = (min(days), max(days))
            if firsts:
                del self._firsts[bisect_left(self._firsts, max(firsts))]
        for place in gone.members:
            self._at[place] = one
