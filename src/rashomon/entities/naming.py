"""Names of one kind joined into entities, without knowing their language or what was said around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rashomon.entities.clusters import Clusters
from rashomon.language.names import fold

Kind: TypeAlias = Literal["person", "organization", "place"]


@dataclass(frozen=True, slots=True)
class Join:
    """Why two names are one's: each with the reason in words."""

    name: str
    other: str
    reason: str


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

    def together(self, names: Sequence[str], reason: str) -> None:
        """Join all of these names."""
        for other in names[1:]:
            self.join(names[0], other, reason)
