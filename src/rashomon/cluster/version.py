"""What made a shard's rows: the code and the models, as one short name."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version as installed
from importlib.resources import files
from importlib.resources.abc import Traversable

# What decides what a document becomes; who schedules it and who shows it does not.
_ROOMS = ("attribution", "entities", "language", "reading")
_MODULES = (
    *(
        f"{name}.py"
        for name in ("pipeline", "records", "spans", "alignment/paragraphs", "alignment/publishing")
    ),
    *(
        f"cluster/{name}.py"
        for name in ("frames", "outcome", "page", "pages", "process", "signatures", "tables", "warc")
    ),
)
_KEPT = (".py", ".toml", ".yaml", ".json", ".tsv", ".txt", "SHA256SUMS")


@cache
def version() -> str:
    """Return the release and a hash of the code, the language data and the models' own hashes.

    A shard's name ends in it, so that rows of two versions are never taken for each other.
    """
    package = files("rashomon")
    release = installed("rashomon")
    whole = hashlib.sha256(release.encode())
    for room in _ROOMS:
        _add(package / room, whole)
    for name in _MODULES:
        whole.update((package / name).read_bytes())
    return f"{release}-{whole.hexdigest()[:8]}"


def _add(folder: Traversable, whole: hashlib._Hash) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            _add(entry, whole)
        elif entry.name.endswith(_KEPT):
            whole.update(entry.name.encode() + entry.read_bytes())
