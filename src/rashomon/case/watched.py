"""What a watch remembers from look to look, kept in the case."""

from __future__ import annotations

import json

from rashomon.case.packing import key as keyed
from rashomon.case.packing import packed
from rashomon.case.store import Store
from rashomon.records import Json


class Watched:
    """JSON by key, in a store; what the network asks of a store of its own."""

    def __init__(self, store: Store) -> None:
        """Remember in a store."""
        self._store = store

    def load(self, key: str) -> Json | None:
        """Return what was saved last, None where nothing was."""
        found = self._store.value(f"watch {keyed(key)}")
        return json.loads(found) if found is not None else None

    def save(self, key: str, value: Json) -> None:
        """Keep a value in place of the one before."""
        with self._store.writing():
            self._store.set_value(f"watch {keyed(key)}", packed(value))
