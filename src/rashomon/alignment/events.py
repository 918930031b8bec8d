"""Which documents are about the same happening: rare names and words that they share."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from normality import ascii_text

from rashomon.records import Document, Event, content_id

# Documents with this much (cosine) of their names in common are about one happening. On ten real events of several
# outlets each and six invented ones, mixed together, pairs within an event lie above it nearly always, pairs across
# events below it.
_ALIKE = 0.12
# A name in more documents than this joins nobody: it keeps the work linear.
_COMMON = 60
_NAME = re.compile(r"[^\W\d_]{3,}(?:[-’'][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouyjw'`]+")


def find_events(documents: Sequence[Document]) -> tuple[Event, ...]:
    """Return the events that the documents are about; each document belongs to exactly one.

    >>> from rashomon.records import Document
    >>> ferry = [Document(str(n), f"Ferry sinks. The Aieti sank off Batumi, said Surmanidze {n}.") for n in (1, 2)]
    >>> other = Document("3", "Vote. In Lozova the mayor Zhylenko leads Yevtushok.")
    >>> [event.documents for event in find_events([*ferry, other])]
    [('1', '2'), ('3',)]
    """
    leaders = list(range(len(documents)))
    for one, other in _alike([_features(document) for document in documents]):
        leaders[_leader(leaders, one)] = _leader(leaders, other)
    groups: defaultdict[int, list[Document]] = defaultdict(list)
    for place, document in enumerate(documents):
        groups[_leader(leaders, place)].append(document)
    return tuple(_event(group) for group in groups.values())


def _event(group: Sequence[Document]) -> Event:
    first = min(group, key=lambda document: (document.published or "9", document.id))
    title = first.title or first.text.strip().split("\n", 1)[0][:120]
    ids = tuple(document.id for document in group)
    return Event(content_id(*sorted(ids)), title, ids)


def _leader(leaders: list[int], place: int) -> int:
    while leaders[place] != place:
        leaders[place] = leaders[leaders[place]]
        place = leaders[place]
    return place


def _features(document: Document) -> Counter[str]:
    """Count the skeletons of a document's names: words with a capital that do not open a sentence.

    The skeleton is the consonants in Latin letters: Surmanidze, Сурманидзе and Surmanidse come near each other.
    """
    found: Counter[str] = Counter()
    for match in _NAME.finditer(document.text):
        before = document.text[max(0, match.start() - 2) : match.start()].strip()
        if match.group()[0].isupper() and (not before or before[-1] not in ".!?…:“”\"«„»\n"):
            skeleton = _skeleton(match.group())
            if len(skeleton) >= 3:
                found[skeleton] += 1
    return found


def _skeleton(name: str) -> str:
    plain = (ascii_text(name) or "").lower()
    plain = plain.replace("kh", "h").replace("ck", "k").replace("c", "k").replace("g", "h").replace("ts", "z")
    return _VOWELS.sub("", plain[:1]) + _VOWELS.sub("", plain[1:])[:5]


def _alike(features: Sequence[Counter[str]]) -> Iterable[tuple[int, int]]:
    """Yield pairs of documents that share enough, found through the names they share."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, names in enumerate(features):
        for name in names:
            holders[name].append(place)
    weights = {
        name: math.log((len(features) + 1) / len(places)) + 0.1
        for name, places in holders.items()
        if len(places) <= max(_COMMON, 2)
    }
    vectors = [_vector(names, weights) for names in features]
    scores: Counter[tuple[int, int]] = Counter()
    for name, places in holders.items():
        if name in weights:
            for number, one in enumerate(places):
                for other in places[:number]:
                    scores[other, one] += vectors[one][name] * vectors[other][name]  # type: ignore[assignment]
    return (pair for pair, score in scores.items() if score >= _ALIKE)


def _vector(names: Counter[str], weights: Mapping[str, float]) -> Mapping[str, float]:
    raw = {
        name: (1 + math.log(count)) * weights[name] for name, count in names.items() if name in weights
    }
    norm = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {name: value / norm for name, value in raw.items()}
