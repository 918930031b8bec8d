"""What a watch remembers from look to look: JSON by key, so that any store of a Case can keep it."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Protocol

from rashomon.records import Json


class Store(Protocol):
    """Keeps an object of JSON for each key."""

    def load(self, key: str) -> Json | None:
        """Return what was saved last, None where nothing was."""

    def save(self, key: str, value: Json) -> None:
        """Keep a value in place of the one before."""


class MemoryStore:
    """Remembers while the program runs.

    >>> store = MemoryStore()
    >>> store.save("a", {"n": 1}), store.load("a"), store.load("b")
    (None, {'n': 1}, None)
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._kept: dict[str, str] = {}

    def load(self, key: str) -> Json | None:
        """Return what was saved last, None where nothing was."""
        found = self._kept.get(key)
        return json.loads(found) if found is not None else None

    def save(self, key: str, value: Json) -> None:
        """Keep a value in place of the one before."""
        self._kept[key] = json.dumps(value)


class FolderStore:
    """Remembers in a folder, a file for each key, each put in its place whole; raises OSError where it cannot.

    A file's name is a hash of its key: nothing of an address becomes part of a path. A file that is no longer JSON
    counts as not there: what it told is then found out anew.
    """

    def __init__(self, folder: Path) -> None:
        """Keep everything in `folder`, which is made when there is something to keep."""
        self._folder = folder

    def load(self, key: str) -> Json | None:
        """Return what was saved last, None where nothing was."""
        try:
            found = json.loads(self._path(key).read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        return found["value"] if isinstance(found, dict) and found.get("key") == key else None

    def save(self, key: str, value: Json) -> None:
        """Keep a value in place of the one before."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}.part")
        beside.write_text(json.dumps({"key": key, "value": value}, ensure_ascii=False), "utf-8")
        beside.replace(path)

    def _path(self, key: str) -> Path:
        name = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / name[:2] / f"{name[:32]}.json"
