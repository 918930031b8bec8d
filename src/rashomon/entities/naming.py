"""Names of one kind joined into entities, without knowing their language or what was said around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, Protocol, TypeAlias, TypeVar

from rashomon.entities.clusters import Clusters
from rashomon.entities.wording import Word, one_off
from rashomon.language.names import fold

# A name of fewer letters that is one letter off is another name; a longer one is no name that somebody misspelt.
_LEAST_LETTERS, _MOST_LETTERS = 6, 60
# At most this many names of one key are compared with each other.
_LARGEST_BLOCK = 200

Kind: TypeAlias = Literal["person", "organization", "place"]


@dataclass(frozen=True, slots=True)
class Join:
    """Why two names are one's: each with the reason in words."""

    name: str
    other: str
    reason: str


class Worded(Protocol):
    """A name read: what its words mean, where that is known, and the words that are names of their own."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def meanings(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def words(self) -> tuple[Word, ...]: ...  # noqa: D102


Read = TypeVar("Read", bound=Worded)


class Joining:
    """Names and their clusters while they are being joined; keeps the reason of each join."""

    def __init__(self, names: Iterable[str]) -> None:
        """Open with each name for itself, whatever order they come in."""
        self.names = sorted(set(names), key=lambda name: (fold(name), name))
        self.clusters: Clusters[str] = Clusters(self.names)
        self.joins: list[Join] = []

    def join(self, one: str, other: str, reason: str) -> None:
        """Make one cluster of two, unless they are one already."""
        if self.clusters.find(one) != self.clusters.find(other):
            self.clusters.join(one, other)
            self.joins.append(Join(one, other, reason))

    def spelled(self, rows: Iterable[Read], fit: Callable[[Read, Read], bool]) -> None:
        """Join names that fit, of those that mean the same and whose longest own words share a stem."""
        blocks: dict[object, list[Read]] = defaultdict(list)
        for row in rows:
            if row.words:
                for key in max(row.words, key=lambda part: len(part.text)).stems:
                    blocks[len(row.words), row.meanings, key].append(row)
        for block in blocks.values():
            for one, other in combinations(block[:_LARGEST_BLOCK], 2):
                if fit(one, other):
                    self.join(one.name, other.name, "spellings and forms of one name")

    def misspelt(self, names: Iterable[str], reason: str) -> None:
        """Join each of the names, where it stands alone, to the only cluster with a name that is one letter off."""
        alone = [name for name in names if len(self.clusters.members(name)) == 1 and _long(fold(name))]
        wanted = {key for name in alone for key in _one_less(fold(name))}
        near: dict[str, set[str]] = defaultdict(set)
        for name in self.names:
            for key in _one_less(fold(name)) if _long(fold(name)) else ():
                if key in wanted:
                    near[key].add(name)
        for name in alone:
            folded = fold(name)
            peers = {
                peer for key in _one_less(folded) for peer in near[key] if one_off(folded, fold(peer))
            } - {name}
            roots = {self.clusters.find(peer) for peer in peers}
            if len(roots) == 1 and len(self.clusters.members(name)) == 1:
                self.join(min(peers), name, reason)


def _long(folded: str) -> bool:
    return _LEAST_LETTERS <= len(folded) <= _MOST_LETTERS and not any(letter.isdigit() for letter in folded)


def _one_less(folded: str) -> Iterator[str]:
    yield folded
    for n in range(len(folded)):
        yield folded[:n] + folded[n + 1 :]
