"""Entities by the names they go by, for the names inside what is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from rashomon.language.parse import Token
from rashomon.records import Entity

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
# A person's name has so many words at most: longer ones describe ("the captain of the …").
_PERSON = 4
_Key = TypeVar("_Key")
_ARTICLES = frozenset({"the", "a", "an"})


class Names:
    """An index from names to entities.

    >>> names = Names([Entity("e7", "Central Intelligence Agency", "organization", ("CIA",))])
    >>> names.entity("the CIA"), names.entity("the FBI")
    ('e7', None)
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        """Index the entities by their names and aliases."""
        self._whole: dict[tuple[str, ...], str | None] = {}
        self._last: dict[str, str | None] = {}
        self._names: dict[str, str] = {}
        for entity in entities:
            self._names[entity.id] = entity.name
            for name in (entity.name, *entity.aliases):
                words = words_of(name)
                if words:
                    _add(self._whole, words, entity.id)
                if 1 < len(words) <= _PERSON and entity.type == "person" and name.istitle():
                    _add(self._last, words[-1], entity.id)

    def name(self, part: str) -> str:
        """Return the name of an entity's id, and anything else as it is."""
        return self._names.get(part, part)

    def entity(self, name: str) -> str | None:
        """Return the id of the one entity that goes by this name, by a person's last word too; None else."""
        words = words_of(name)
        if not words:
            return None
        return self._whole.get(words) or self._last.get(words[-1] if name.strip()[:1].isupper() else "")

    def within(self, tokens: Sequence[Token]) -> str | None:
        """Return the entity that the longest run of these tokens names."""
        texts = [token.text for token in tokens]
        for length in range(len(texts), 0, -1):
            for start in range(len(texts) - length + 1):
                found = self._whole.get(words_of(" ".join(texts[start : start + length])))
                if found:
                    return found
        return self.entity(texts[-1]) if texts and texts[-1][:1].isupper() else None


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name or a text in small letters, without an article before them."""
    words = [match.group().casefold() for match in _WORD.finditer(name)]
    while words and words[0] in _ARTICLES:
        del words[0]
    return tuple(words)


def _add(table: dict[_Key, str | None], key: _Key, entity: str) -> None:
    """Note whom a name stands for; a name that two go by stands for nobody."""
    table[key] = entity if table.get(key, entity) == entity else None
