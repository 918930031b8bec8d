"""Where new documents go: a file of JSON lines or a folder that grows."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from rashomon.records import Document


class Sink(Protocol):
    """Takes documents in. One that it has already, by its id, changes nothing."""

    def add(self, documents: Sequence[Document]) -> None:
        """Keep documents for good; raise OSError where that fails."""


class LinesSink:
    """A JSONL file, a document a line, that only grows; a line that was cut short by a crash is taken off.

    Raises OSError where the file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        """Add to `path`, which is made when there is something to add."""
        self._path = path
        self._ids: set[str] | None = None

    def add(self, documents: Sequence[Document]) -> None:
        """Append the documents that are not there yet, in one write that has reached the disk on return."""
        known = self._known()
        new = {each.id: each for each in documents if each.id not in known}
        if not new:
            return
        with self._path.open("ab") as file:
            file.write("".join(map(line_of, new.values())).encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        known.update(new)

    def _known(self) -> set[str]:
        if self._ids is None:
            self._ids = set(self._read()) if self._path.exists() else set()
        return self._ids

    def _read(self) -> Iterator[str]:
        """Yield the ids that are there, and make the last line whole or take it off."""
        with self._path.open("r+b") as file:
            end = 0
            for line in file:
                identity = _id(line)
                if line.endswith(b"\n"):
                    end += len(line)
                elif identity is None:
                    file.truncate(end)
                    break
                else:
                    file.write(b"\n")
                if identity is not None:
                    yield identity


class FolderSink:
    """A folder, a file for each document, named by its id. Raises OSError where it cannot be written."""

    def __init__(self, folder: Path) -> None:
        """Add to `folder`, which is made when there is something to add."""
        self._folder = folder

    def add(self, documents: Sequence[Document]) -> None:
        """Write each document that is not there yet, each whole."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for document in documents:
            if not document.id.isalnum():
                raise ValueError(f"an id that names no file: {document.id!r}")
            path = self._folder / f"{document.id}.jsonl"
            if not path.exists():
                beside = path.with_suffix(".part")
                beside.write_text(line_of(document), "utf-8")
                beside.replace(path)


def line_of(document: Document) -> str:
    """Return a document as a line of JSON, which the readers read."""
    return json.dumps(document.to_dict(), ensure_ascii=False, separators=(",", ":")) + "\n"


def _id(line: bytes) -> str | None:
    try:
        found = json.loads(line)["id"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return str(found)
