"""Counted things that no concept covers: which counts are of the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# What begins the topic of such a count.
MARK = "="
# Of one noun, so many kinds are compared with one another.
_MOST = 40


@dataclass(frozen=True, slots=True)
class Kind:
    """A noun (lemma), what is done with the things ("" where they only are), and the words that tell them apart.

    >>> Kind.parse("=car|breach|tank") == Kind("car", "breach", frozenset({"tank"}))
    True
    """

    noun: str
    verb: str = ""
    words: frozenset[str] = frozenset()

    def format(self) -> str:
        """Write the kind as a topic: ``=rifle``, ``=car|breach|tank``."""
        return f"{MARK}{self.noun}|{self.verb}|{','.join(sorted(self.words))}".rstrip("|")

    @classmethod
    def parse(cls, topic: str) -> Kind:
        """Read what `format` wrote."""
        noun, verb, words = (*topic.removeprefix(MARK).split("|"), "", "")[:3]
        return cls(noun, verb, frozenset(filter(None, words.split(","))))

    def fits(self, other: Kind) -> bool:
        """Tell whether two counts may be of the same things: nothing that is said of both differs.

        >>> Kind("car").fits(Kind("car", "breach")), Kind("vote", "", frozenset({"Sumy"})).fits(Kind("vote"))
        (True, True)
        >>> Kind("car", "derail").fits(Kind("car", "breach"))
        False
        """
        verbs = self.verb == other.verb or not (self.verb and other.verb)
        words = self.words <= other.words or other.words <= self.words
        return self.noun == other.noun and verbs and words


def joined(sizes: Mapping[str, int]) -> Mapping[str, str]:
    """Return for each topic the one it is counted with: the most common that it fits, alone among its like.

    A bare noun that fits two kinds which differ from each other belongs to neither.

    >>> joined({"=car|breach": 3, "=car": 1, "=rifle": 1})
    {'=car|breach': '=car|breach', '=car': '=car|breach', '=rifle': '=rifle'}
    >>> joined({"=car|breach": 3, "=car": 1, "=car|derail": 2})["=car"]
    '=car'
    """
    by_noun: defaultdict[str, list[tuple[str, Kind]]] = defaultdict(list)
    for topic in sorted(sizes, key=lambda one: (-sizes[one], one)):
        kind = Kind.parse(topic)
        by_noun[kind.noun].append((topic, kind))
    found = {topic: topic for topic in sizes}
    for kinds in by_noun.values():
        for topic, kind in kinds[:_MOST]:
            fitting = [(name, other) for name, other in kinds[:_MOST] if other != kind and kind.fits(other)]
            if fitting and _are_one(other for _, other in fitting):
                best = fitting[0][0]
                found[topic] = min(best, topic, key=lambda one: (-sizes[one], one))
    return {topic: found[found[topic]] for topic in sizes}


def _are_one(kinds: Iterable[Kind]) -> bool:
    held = list(kinds)
    return all(one.fits(held[0]) for one in held)
