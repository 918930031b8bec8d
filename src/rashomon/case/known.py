"""The names that a person knows to be one, kept in the case: who looks at it later has the same links."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rashomon.case.packing import packed
from rashomon.case.store import Store
from rashomon.records import Entry, content_id

_ENTRIES, _DIGEST = "gazetteer", "gazetteer digest"


def write(store: Store, entries: Sequence[Entry]) -> None:
    """Keep entries in place of those before, inside of `writing`; none takes them back."""
    record = packed([entry.to_dict() for entry in entries]) if entries else None
    store.set_value(_ENTRIES, record)
    store.set_value(_DIGEST, content_id(record) if record else None)


def read(store: Store) -> tuple[Entry, ...]:
    """Return the entries."""
    return tuple(map(Entry.from_dict, json.loads(store.value(_ENTRIES) or "[]")))


def digest(store: Store) -> tuple[str, ...]:
    """Return what tells these entries from others; nothing where there are none."""
    found = store.value(_DIGEST)
    return ("gazetteer", found) if found else ()
