"""An article's entity in two, where a person says that some of its names or statements are somebody else's."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rashomon.edits import Edit
from rashomon.entities.identities import Identity, Key, Saying, key_of
from rashomon.entities.nodes import Node
from rashomon.spans import content_id

# Stands in the local id of a part that statements alone make up: no name tells it from the rest.
_NAMELESS = "/said "


def spelled(name: str) -> str:
    """Return a name as corrections compare it: letters as written, case, spacing and invisible marks aside.

    >>> spelled("  Ann\\u200f ROE") == spelled("Ann Roe"), spelled("Łukaszenka") == spelled("Lukaszenka")
    (True, False)
    """
    seen = "".join(
        letter for letter in unicodedata.normalize("NFC", name) if unicodedata.category(letter) != "Cf"
    )
    return " ".join(seen.casefold().split())


def names_of(node: Node) -> list[str]:
    """Return the names that an anchor finds a node by, spelled; none where only statements tell it from the rest."""
    if _NAMELESS in node.local:
        return []
    return list(dict.fromkeys(map(spelled, (node.entity.name, *node.entity.aliases))))


def divided(
    rows: Sequence[Identity], splits: Sequence[Edit], sayings: Sequence[Saying]
) -> tuple[list[Identity], dict[str, Key]]:
    """Return the identities with each node in parts that splits tell apart, and the statements that go to a new part.

    Both parts stay in their identity: to take one out of it is the edit's own work.
    """
    if not splits:
        return list(rows), {}
    division = _Division(rows, sayings)
    for edit in splits:
        division.by_names(edit)
        division.by_statements(edit.moved.statements)
    return division.rows(rows), division.speakers


class _Division:
    def __init__(self, rows: Sequence[Identity], sayings: Sequence[Saying]) -> None:
        self.nodes = {key_of(node): node for row in rows for node in row.nodes}
        self.parts: dict[Key, list[Key]] = defaultdict(list)
        self.speakers: dict[str, Key] = {}
        self.said: dict[Key, list[Saying]] = defaultdict(list)
        self.saying = {saying.statement: saying for saying in sayings}
        for saying in sayings:
            self.said[saying.speaker].append(saying)
        self.bearing: dict[str, list[Key]] = defaultdict(list)
        for key, node in self.nodes.items():
            for name in names_of(node):
                self.bearing[name].append(key)

    def by_names(self, edit: Edit) -> None:
        taken = {spelled(name) for name in edit.moved.names}
        keys = dict.fromkeys(key for name in sorted(taken) for key in self.bearing.get(name, ()))
        for key in keys:
            if not edit.moved.documents or key[0] in edit.moved.documents:
                self._take_names(key, taken)

    def _take_names(self, key: Key, taken: set[str]) -> None:
        node = self.nodes[key]
        halves = _halves(node, taken)
        if halves is None:
            return
        self.nodes[key], part = halves
        names = names_of(node)
        self._add(key, part, [row for row in self.said[key] if _named_in(row.words, names) in taken])

    def by_statements(self, statements: Iterable[str]) -> None:
        """Take statements from the nodes that say them; a node that says no others goes whole."""
        chosen = [self.saying[name] for name in dict.fromkeys(statements) if name in self.saying]
        groups: dict[Key, list[Saying]] = defaultdict(list)
        for row in chosen:
            groups[self.speakers.get(row.statement, row.speaker)].append(row)
        for key, rows in groups.items():
            if len(rows) < len(self.said[key]):
                node = self.nodes[key]
                local = f"{node.local}{_NAMELESS}{content_id(*sorted(row.statement for row in rows))}"
                self._add(key, _part(node, local, [node.entity.name]), rows)

    def _add(self, key: Key, part: Node, rows: Sequence[Saying]) -> None:
        new = key_of(part)
        self.nodes[new] = part
        self.parts[key].append(new)
        for name in names_of(part):
            self.bearing[name].append(new)
        for row in rows:
            self.said[key].remove(row)
            self.said[new].append(row)
            self.speakers[row.statement] = new

    def rows(self, rows: Sequence[Identity]) -> list[Identity]:
        return [
            replace(row, nodes=tuple(node for old in row.nodes for node in self._all(key_of(old))))
            for row in rows
        ]

    def _all(self, key: Key) -> list[Node]:
        return [self.nodes[key], *(node for part in self.parts.get(key, ()) for node in self._all(part))]


def _halves(node: Node, taken: set[str]) -> tuple[Node, Node] | None:
    """Return what stays and what goes of a node; None where it has none of the names, or no proper one beside them."""
    names = [node.entity.name, *node.entity.aliases]
    going = [name for name in names if spelled(name) in taken]
    staying = [name for name in node.names if spelled(name) not in taken]
    if not going or not staying or _NAMELESS in node.local:
        return None
    rest = [name for name in names if spelled(name) not in taken and name != staying[0]]
    entity = replace(
        node.entity,
        name=staying[0],
        aliases=tuple(rest),
        merges=tuple(merge for merge in node.entity.merges if spelled(merge.name) not in taken),
    )
    return replace(node, entity=entity), _part(node, f"{node.local}/{spelled(going[0])}", going)


def _part(node: Node, local: str, names: Sequence[str]) -> Node:
    merges = tuple(merge for merge in node.entity.merges if merge.name in names[1:])
    return replace(
        node,
        local=local,
        entity=replace(node.entity, name=names[0], aliases=tuple(names[1:]), roles=(), merges=merges),
    )


def _named_in(words: str, names: Iterable[str]) -> str | None:
    """Return the longest of the names that stands in the words, as whole words."""
    text = f" {spelled(''.join(letter if letter.isalnum() else ' ' for letter in words))} "
    plain: Mapping[str, str] = {
        " ".join("".join(letter if letter.isalnum() else " " for letter in name).split()): name
        for name in names
    }
    found = [name for name in plain if name and f" {name} " in text]
    return plain[max(found, key=len)] if found else None
