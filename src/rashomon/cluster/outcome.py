"""What becomes of the pages of a shard, one after another: extractions, and what is put aside."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import rashomon.stages  # noqa: F401 - or the seconds of the first page would count what they take
from rashomon.cluster.page import Page
from rashomon.pipeline import extract_document
from rashomon.records import Document, Extraction, Rejected, content_id

# Seconds by stage.
Spent: TypeAlias = defaultdict[str, float]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one page gave, and the seconds that reading it and finding its statements took."""

    uri: str
    fetched: str | None
    found: tuple[Extraction | Rejected, ...]
    read: float = 0.0
    attribute: float = 0.0


@dataclass(slots=True)
class Seen:
    """The documents of a shard so far: a page that was archived twice is read once."""

    texts: dict[str, tuple[str, str]] = field(default_factory=dict)

    def again(self, document: Document) -> Rejected | None:
        """Return why a document is put aside that came before; None the first time."""
        text = content_id(document.text)
        known, uri = self.texts.setdefault(document.id, (text, document.uri))
        if uri == document.uri:
            return None
        if known == text:
            return Rejected(document.uri, f"same content as {uri}")
        return Rejected(document.uri, f"the id {document.id!r} belongs to another text already, in {uri}")


def outcomes(
    pages: Iterable[Page], seen: Seen, begin: Callable[[str], None] = lambda _: None
) -> Iterator[Outcome]:
    """Yield what becomes of each page; one that raises is put aside with its reason, and the rest goes on.

    `begin` is told the address of each page before it is touched.
    """
    for page in pages:
        begin(page.uri)
        spent: Spent = defaultdict(float)
        found = tuple(_found(page, seen, spent))
        yield Outcome(page.uri, page.fetched, found, spent["read"], spent["attribute"])


def _found(page: Page, seen: Seen, spent: Spent) -> Iterator[Extraction | Rejected]:
    start = time.perf_counter()
    try:
        for document in page.documents():
            spent["read"] += (middle := time.perf_counter()) - start
            yield (
                document if isinstance(document, Rejected) else (seen.again(document) or _extracted(document))
            )
            start = time.perf_counter()
            spent["attribute"] += start - middle
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a library in Rust panics with what is no Exception
        yield Rejected(page.uri, f"it cannot be read: {type(error).__name__}: {str(error)[:200]}")
    spent["read"] += time.perf_counter() - start


def _extracted(document: Document) -> Extraction | Rejected:
    try:
        return extract_document(document)
    except Exception as error:  # noqa: BLE001 - whatever breaks on it is this document's
        return Rejected(
            document.uri, f"its statements cannot be found: {type(error).__name__}: {str(error)[:200]}"
        )
