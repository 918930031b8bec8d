"""To whom a person gives a statement: an entity that is known, or a new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rashomon.corrections.places import UnfitError, shortened
from rashomon.entities.dividing import spelled
from rashomon.records import Anchor, Entity, content_id


class People:
    """The entities by the names they go by, and those that people add.

    >>> people = People([Entity("e1", "Ann Roe", "person", ("Roe",), documents=("d1",))])
    >>> people.named(Anchor("ROE"), "d1"), people.named(Anchor("Bo Ek"), "d1") in people
    ('e1', True)
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        """Index the entities by their names."""
        self._known = {entity.id: entity for entity in entities}
        self._bearing: dict[str, list[str]] = defaultdict(list)
        for entity in self._known.values():
            for name in dict.fromkeys(map(spelled, (entity.name, *entity.aliases))):
                self._bearing[name].append(entity.id)

    def __contains__(self, entity: object) -> bool:
        """Tell whether an id is one of theirs."""
        return entity in self._known

    def named(self, anchor: Anchor, document: str) -> str:
        """Return the id of the entity that is meant in a document, which is added where nobody is called so.

        Raise UnfitError where two are.
        """
        bearers = self._bearing.get(spelled(anchor.name), [])
        rows = self._within(bearers, anchor.documents or (document,)) or bearers
        if len(rows) > 1:
            rows = [name for name in rows if spelled(self._known[name].name) == spelled(anchor.name)]
        if len(rows) > 1 or (bearers and not rows):
            raise UnfitError(f"“{shortened(anchor.name)}” is {len(bearers)} entities; it does not say which")
        return rows[0] if rows else self._add(anchor.name, document)

    def _within(self, names: Iterable[str], documents: Iterable[str]) -> list[str]:
        wanted = frozenset(documents)
        return [name for name in names if wanted.intersection(self._known[name].documents)]

    def _add(self, name: str, document: str) -> str:
        entity = Entity(content_id("entity by hand", spelled(name)), name, "person", documents=(document,))
        self._known[entity.id] = entity
        self._bearing[spelled(name)].append(entity.id)
        return entity.id

    def entities(self) -> tuple[Entity, ...]:
        """Return all entities, by id."""
        return tuple(self._known[name] for name in sorted(self._known))
