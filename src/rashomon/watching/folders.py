"""A watched folder: the documents of files that are new or were changed since the last look."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rashomon.reading.inputs import sources
from rashomon.reading.reader import read_source
from rashomon.records import Document, Rejected
from rashomon.watching.state import Store


@dataclass(frozen=True, slots=True)
class Filed:
    """What a file holds; `key` is what it is remembered by: a file with one article is that article, whatever its text."""

    key: str
    found: Document | Rejected


class Folder:
    """A folder whose files are read when they are new or have another size or time of change."""

    def __init__(self, path: Path, store: Store) -> None:
        """Remember in `store` what was read."""
        self._path, self._store = path, store
        self._key = f"folder {path.absolute()}"
        self._now: dict[str, list[int]] = {}

    def read(self) -> Iterator[Filed]:
        """Yield what new and changed files hold, in the order of their paths; call `keep` when it is stored."""
        known = (self._store.load(self._key) or {}).get("files", {})
        for source in sources([str(self._path)]):
            if isinstance(source, Rejected):
                yield Filed(f"file {source.uri}", source)
                continue
            self._now[source.uri] = _state(source.uri.split("!/")[0])
            if known.get(source.uri) != self._now[source.uri] or not any(self._now[source.uri]):
                for found in read_source(source, originals=True):
                    yield Filed(_key(source.uri, found), found)

    def keep(self) -> None:
        """Remember the files as they were read."""
        self._store.save(self._key, {"files": self._now})


def _key(uri: str, found: Document | Rejected) -> str:
    alone = isinstance(found, Rejected) or found.uri == uri
    return f"file {Path(uri).absolute()}" if alone else f"article {found.id}"  # type: ignore[union-attr]


def _state(path: str) -> list[int]:
    """Return the time of change and the size of a file, zeros where it has gone."""
    try:
        found = os.stat(path)  # noqa: PTH116 - a name of an archive's member is no Path
    except OSError:
        return [0, 0]
    return [found.st_mtime_ns, found.st_size]
