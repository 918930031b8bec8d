"""Which documents are about the same happening: rare names and words that they share."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

from rashomon.language.names import transliterate
from rashomon.language.times import published_day
from rashomon.records import Document, Event, content_id

# A document joins the event whose middle it resembles this much (cosine), and two events as like as that are one.
# On ten real events of several outlets each and six invented ones in several languages, mixed together or each alone,
# this keeps 15 of 18 events whole; five with the same American politicians in them fall together.
_ALIKE = 0.08
# A long word says less about what a document is about than a name does.
_WORD_WEIGHT = 0.1
# As if this many more documents had been seen that share no name: what few documents share is not thereby common.
_PRIOR = 100
# A name in more documents than this finds no new neighbours: it keeps the work linear.
_COMMON = 200
# Articles published farther apart than this are about different happenings.
_LASTS = timedelta(days=60)
_NAME = re.compile(r"[^\W\d_]{3,}(?:[-’'][^\W\d_]+)*")
_LONG = 7
_OPENS = '.!?…:“”"«„»\n'
_VOWELS = re.compile(r"[aeiouyjw'`]+")


def find_events(documents: Sequence[Document]) -> tuple[Event, ...]:
    """Return the events that the documents are about; each document belongs to exactly one.

    >>> ferry = [Document(str(n), f"Ferry sinks. The Meridiana sank off Batumi, said Tervonen {n}.") for n in (1, 2)]
    >>> other = Document("3", "Vote. In Sumy the mayor Kowalenko leads Marchuk.")
    >>> [event.documents for event in find_events([*ferry, other])]
    [('1', '2'), ('3',)]
    """
    vectors = _vectors([_features(document) for document in documents])
    order = sorted(range(len(documents)), key=lambda place: (documents[place].published or "", place))
    clusters = _Clusters()
    for place in order:
        clusters.add(place, vectors[place], published_day(documents[place].published))
    clusters.merge()
    groups = sorted(sorted(group) for group in clusters.members if group)
    return tuple(_event([documents[place] for place in group]) for group in groups)


def _event(group: Sequence[Document]) -> Event:
    first = min(group, key=lambda document: (document.published or "9", document.id))
    title = first.title or first.text.strip().split("\n", 1)[0][:120]
    ids = tuple(document.id for document in group)
    return Event(content_id(*sorted(ids)), title, ids)


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
    plain = plain.replace("kh", "h").replace("ck", "k").replace("c", "k").replace("g", "h").replace("ts", "z").replace("w", "v")
    bones = plain[:1] + _VOWELS.sub("", plain[1:])
    return bones[:6] if len(bones) >= 3 else plain


def _vectors(features: Sequence[Mapping[str, float]]) -> list[Mapping[str, float]]:
    """Return the features as vectors of length 1, what is rare among the documents weighing more."""
    holders = Counter(name for names in features for name in names)
    rarity = {name: math.log((len(features) + _PRIOR) / count) for name, count in holders.items()}
    return [_unit({name: value * rarity[name] for name, value in names.items()}) for names in features]


def _unit(vector: Mapping[str, float]) -> Mapping[str, float]:
    norm = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {name: value / norm for name, value in vector.items()}


class _Clusters:
    """Events in the making: members, the sum of their vectors, and an index from names to events."""

    def __init__(self) -> None:
        self.members: list[list[int]] = []
        self._sums: list[dict[str, float]] = []
        self._squares: list[float] = []
        self._days: list[list[date]] = []
        self._holders: defaultdict[str, set[int]] = defaultdict(set)

    def add(self, place: int, vector: Mapping[str, float], day: date | None) -> None:
        """Put a document into the event it is most like, or into one of its own."""
        best, likeness = self._nearest(vector, [day] if day else [])
        if best is None or likeness < _ALIKE:
            best = len(self.members)
            self.members.append([])
            self._sums.append({})
            self._squares.append(0.0)
            self._days.append([])
        self._join(best, [place], vector, [day] if day else [])

    def merge(self) -> None:
        """Join events that have come to be alike, the smaller into the larger."""
        for number in sorted(range(len(self.members)), key=lambda one: len(self.members[one])):
            vector, days = _unit(self._sums[number]), self._days[number]
            for name in vector:
                self._holders[name].discard(number)
            best, likeness = self._nearest(vector, days)
            into = best if best is not None and likeness >= _ALIKE else number
            members, total = self.members[number], self._sums[number]
            if into != number:
                self.members[number], self._sums[number], self._squares[number] = [], {}, 0.0
                self._join(into, members, total, days)
            else:
                self._join(into, [], dict.fromkeys(total, 0.0), [])

    def _join(self, into: int, places: list[int], vector: Mapping[str, float], days: list[date]) -> None:
        self.members[into].extend(places)
        self._days[into].extend(days)
        total = self._sums[into]
        for name, value in vector.items():
            before = total.get(name, 0.0)
            total[name] = before + value
            self._squares[into] += total[name] ** 2 - before**2
            self._holders[name].add(into)

    def _nearest(self, vector: Mapping[str, float], days: list[date]) -> tuple[int | None, float]:
        found: defaultdict[int, float] = defaultdict(float)
        for name, value in vector.items():
            if len(self._holders[name]) <= _COMMON:
                for number in self._holders[name]:
                    found[number] += value * self._sums[number][name]
        best: tuple[float, int] = (0.0, 0)
        for number, product in found.items():
            if self._near_in_time(number, days):
                best = max(best, (product / math.sqrt(max(self._squares[number], 1e-9)), -number))
        return (-best[1], best[0]) if best[0] else (None, 0.0)

    def _near_in_time(self, number: int, days: list[date]) -> bool:
        mine = self._days[number]
        return not mine or not days or (min(days) - max(mine) <= _LASTS and min(mine) - max(days) <= _LASTS)
