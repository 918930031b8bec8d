"""Sets that are joined for reasons: union-find that keeps why, and what must stay apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Clusters(Generic[Item]):
    """A partition of items; joining is cheap and independent of order.

    >>> clusters = Clusters([1, 2, 3])
    >>> clusters.join(1, 3)
    >>> [sorted(group) for group in clusters.groups()]
    [[1, 3], [2]]
    >>> labelled = Clusters("abc", {"a": "Q1", "c": "Q2"})
    >>> labelled.join("a", "b")
    >>> labelled.join("b", "c")
    >>> labelled.groups(), labelled.apart("b", "c")
    ([['a', 'b'], ['c']], True)
    """

    def __init__(self, items: Iterable[Item], labels: Mapping[Item, str] | None = None) -> None:
        """Open with each item for itself; the order given decides which item stands for its cluster.

        Items with two different labels are never in one cluster.
        """
        self._parent = {item: item for item in items}
        self._order = {item: number for number, item in enumerate(self._parent)}
        self._members = {item: [item] for item in self._parent}
        self._labels = dict(labels or {})

    def find(self, item: Item) -> Item:
        """Return the item that stands for this one's cluster."""
        parent = self._parent
        root = parent[item]
        while (above := parent[root]) is not root:
            root = above
        while (above := parent[item]) is not root:
            parent[item], item = root, above
        return root

    def members(self, item: Item) -> list[Item]:
        """Return the cluster of an item."""
        return self._members[self.find(item)]

    def apart(self, one: Item, other: Item) -> bool:
        """Tell whether the labels of two clusters keep them apart."""
        labels = {self._labels.get(self.find(item)) for item in (one, other)} - {None}
        return len(labels) > 1

    def join(self, one: Item, other: Item) -> None:
        """Make one cluster of two, unless their labels keep them apart."""
        first, second = sorted((self.find(one), self.find(other)), key=self._order.__getitem__)
        if first == second or self.apart(first, second):
            return
        self._parent[second] = first
        self._members[first] += self._members.pop(second)
        label = self._labels.get(second)
        if label is not None:
            self._labels[first] = label

    def groups(self) -> list[list[Item]]:
        """Return the clusters in the order of their first items."""
        return [self._members[root] for root in sorted(self._members, key=self._order.__getitem__)]
