"""Names that somebody knows: looked up by their folded form, whatever number of entries there is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rashomon.entities import people
from rashomon.entities.nodes import Node, name_key, named
from rashomon.records import Entry

_WORD = re.compile("[a-z0-9]+")
# Which types of the articles' entities an entry's type fits: a place that speaks is an organization.
_FITS: Mapping[str, frozenset[str]] = {
    "person": frozenset(["person"]),
    "organization": frozenset(["organization", "media", "place"]),
    "media": frozenset(["organization", "media"]),
    "place": frozenset(["place", "organization"]),
}
# A name that more entries bear than this tells nobody from the others.
_MOST = 50
_NAMED = frozenset(["person", "organization", "media", "place"])


class Gazetteer:
    """Entries by name; two rows of one Wikidata id (else of one own id) are one entry.

    >>> from rashomon.records import Entity, Link
    >>> known = Gazetteer([Entry(Link("1", "known.csv", "Ann Roe", "Q1"), "person", ("Ann Roe", "Анна Ро"))])
    >>> node = Node("d", "e", Entity("e", "Ро Анна", "person"), "ru", "")
    >>> [entry.key for entry in known.candidates(node)], len(known)
    (['Q1'], 1)
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Fold each name once."""
        self._entries: dict[str, Entry] = {}
        self._strong: dict[str, tuple[str, ...]] = {}
        self._weak: dict[str, tuple[str, ...]] = {}
        for entry in entries:
            before = self._entries.get(entry.key)
            self._entries[entry.key] = _together(before, entry) if before else entry
            for table, names in ((self._strong, entry.names), (self._weak, entry.weak)):
                for name in names:
                    _add(table, _key(name), entry.key)

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self._entries)

    def known(self, nodes: Sequence[Node]) -> dict[Node, Entry]:
        """Return the entry of each node whose names are those of one entry alone."""
        found = {node: self.candidates(node) for node in nodes}
        return {node: rows[0] for node, rows in found.items() if len(rows) == 1}

    def candidates(self, node: Node) -> list[Entry]:
        """Return the entries that bear a node's name; where there are several, those that bear its other names too."""
        if node.entity.type not in _NAMED or not named(node):
            return []
        left: list[str] = []
        for name in _telling(node):
            keys = self._fitting(self._strong, name, node)
            left = [key for key in left if key in keys] or left or keys
        return [self._entries[key] for key in left]

    def weakly(self, node: Node) -> list[Entry]:
        """Return the entries that have a node's name as a weak alias."""
        if node.entity.type not in _NAMED or not named(node):
            return []
        return [self._entries[key] for key in self._fitting(self._weak, node.entity.name, node)]

    def _fitting(self, table: Mapping[str, tuple[str, ...]], name: str, node: Node) -> list[str]:
        return [key for key in table.get(_key(name), ()) if _fits(self._entries[key], node.entity.type)]


def _telling(node: Node) -> list[str]:
    """Return the names by which a node may be looked up: of a person named in full, no surname alone."""
    full = node.entity.type == "person" and people.is_full(node.entity.name)
    return [name for name in node.names if not full or people.is_full(name)]


def _fits(entry: Entry, kind: str) -> bool:
    return entry.type is None or kind in _FITS.get(entry.type, _NAMED)


def _key(name: str) -> str:
    """Return a name as it is looked up: its words in any order, without “the” at its head.

    Plain ASCII is folded here, which is several times as quick: a file has hundreds of thousands of names.
    """
    if name.isascii() and name.isprintable():
        words = _WORD.findall(name.lower().replace("'", ""))
        words = words[1:] if len(words) > 1 and words[0] == "the" else words
    else:
        words = name_key(name).split()
    return " ".join(sorted(words))


def _add(table: dict[str, tuple[str, ...]], name: str, entry: str) -> None:
    known = table.get(name, ())
    if name and len(known) < _MOST and entry not in known:
        table[name] = (*known, entry)


def _together(one: Entry, other: Entry) -> Entry:
    return replace(
        one,
        type=one.type or other.type,
        names=tuple(dict.fromkeys((*one.names, *other.names))),
        weak=tuple(dict.fromkeys((*one.weak, *other.weak))),
    )
