"""The memo of a comparison, kept in the case: results by the content that they are made of."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from rashomon.case.store import Store

# So many bytes of results are written at once.
_PORTION = 4_000_000


class Remembered:
    """Results of stages in a store; what an interrupted comparison has worked out is there for the next.

    `used` are the stages and keys that this comparison has asked for or put. Threads may share it.
    """

    def __init__(self, store: Store) -> None:
        """Keep results in a store."""
        self.store = store
        self.used: set[tuple[str, str]] = set()
        self._new: dict[tuple[str, str], bytes] = {}
        self._size = 0
        # Of each stage what was brought ahead: None where nothing is kept.
        self._ahead: dict[str, dict[str, bytes | None]] = {}
        self._lock = threading.Lock()

    def get(self, stage: str, key: str) -> bytes | None:
        """Return what was kept, or None."""
        with self._lock:
            self.used.add((stage, key))
            if (stage, key) in self._new:
                return self._new[stage, key]
            if key in self._ahead.get(stage, ()):
                return self._ahead[stage][key]
        rows = self.store.rows("SELECT value FROM memo WHERE stage = ? AND key = ?", stage, key)
        return bytes(rows[0][0]) if rows else None

    def put(self, stage: str, key: str, value: bytes) -> None:
        """Keep a result."""
        with self._lock:
            self.used.add((stage, key))
            self._new[stage, key] = value
            self._ahead.get(stage, {}).pop(key, None)
            self._size += len(value)
            full = self._size >= _PORTION
        if full:
            self.flush()

    def ahead(self, stage: str, keys: Sequence[str]) -> None:
        """Bring what is kept under these keys, by one question instead of one each."""
        marks = ", ".join("?" for _ in keys)
        sql = f"SELECT key, value FROM memo WHERE stage = ? AND key IN ({marks})"  # noqa: S608 (marks alone)
        rows = self.store.rows(sql, stage, *keys) if keys else []
        with self._lock:
            self._ahead[stage] = {**dict.fromkeys(keys), **{key: bytes(value) for key, value in rows}}

    def flush(self) -> None:
        """Write what was put."""
        with self._lock:
            new, self._new, self._size = self._new, {}, 0
        if new:
            with self.store.writing():
                self.store.run(
                    "INSERT INTO memo (stage, key, value) VALUES (?, ?, ?) "
                    "ON CONFLICT (stage, key) DO UPDATE SET value = excluded.value",
                    [(stage, name, value) for (stage, name), value in new.items()],
                )

    def forget_rest(self) -> None:
        """Forget what this comparison did not use, inside of `writing`."""
        kept = {(row[0], row[1]) for row in self.store.rows("SELECT stage, key FROM memo")}
        self.store.run("DELETE FROM memo WHERE stage = ? AND key = ?", sorted(kept - self.used))
