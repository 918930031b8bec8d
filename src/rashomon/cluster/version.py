"""What made a shard's rows: the code and the models, as one short name."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version as installed

from rashomon.memo import digest_of

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


@cache
def version() -> str:
    """Return the release and a digest of the code, the language data and the models.

    A shard's name ends in it, so that rows of two versions are never taken for each other.
    """
    return f"{installed('rashomon')}-{digest_of((*_ROOMS, *_MODULES))[:8]}"
