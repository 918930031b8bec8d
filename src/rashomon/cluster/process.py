"""One shard: pages in, Parquet out, once."""

from __future__ import annotations

import hashlib
import json
import re
import resource
import signal
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rashomon.cluster.careful import careful_outcomes
from rashomon.cluster.outcome import Outcome, Seen, Spent, outcomes
from rashomon.cluster.pages import pages
from rashomon.cluster.shard import Done, Shard
from rashomon.cluster.signatures import signature_row, signature_table
from rashomon.cluster.store import Store
from rashomon.cluster.tables import (
    UNKNOWN_DATE,
    UNKNOWN_LANGUAGE,
    document_row,
    mention_rows,
    parquet,
    parquet_bytes,
    statement_rows,
)  # fmt: skip
from rashomon.cluster.version import version
from rashomon.records import Document, Extraction, Rejected
from rashomon.spans import Json

RECORDS = "_shards"
# Far above any page: the longest takes some ten seconds (seconds).
LIMIT = 300.0
# Statements are found where their documents are; a document that is shown is there with all that hangs on it.
_ORDER = ("mentions", "statements", "documents")
_LANGUAGE = re.compile("[a-z]{2,3}")


def record_name(name: str) -> str:
    """Return where the record of a shard is kept, which says that it is done."""
    return f"{RECORDS}/{name}.json"


def shard_name(shard: Shard) -> str:
    """Return the name of a shard's files: what it holds, and what version reads it."""
    return f"{shard.key}-{version()}"


def process_shard(
    shard: Shard, store: Store, *, careful: bool = False, limit: float = LIMIT, guarded: bool = False
) -> Done:
    """Find the statements of a shard's pages and write them; a shard that is done is passed over.

    Doing it twice, or on two machines at once, leaves the same bytes: files are named by what the shard holds and by
    the version, each is there whole or not at all, and the record that says "done" is written last. A page that raises
    is put aside; with `careful` each is read in a process of its own making, and one that kills it, or takes `limit`
    seconds, is put aside too. A `guarded` shard ends this very process (SIGALRM) when a page takes that long.
    Raise StoreError where the store does not write, OSError where the input is gone.
    """
    name = shard_name(shard)
    before = _record(store, name)
    if before is not None:
        return Done(name, before["counts"], before=True)
    spent: Spent = defaultdict(float)
    rows = _Rows(spent)
    start = time.perf_counter()
    seen = Seen()
    with _guard(limit if guarded and not careful else None) as begin:
        found = careful_outcomes(shard, seen, limit) if careful else outcomes(pages(shard), seen, begin)
        for outcome in found:
            rows.add(outcome)
    writing = time.perf_counter()
    files = [_written(store, file, data, count) for file, data, count in rows.files(name)]
    record = {
        "shard": shard.to_dict(), "version": version(), "counts": dict(sorted(rows.counts.items())),
        "files": sorted(files, key=lambda file: file["name"]),
    }  # fmt: skip
    store.write(record_name(name), json.dumps(record, ensure_ascii=False, indent=1).encode())
    end = time.perf_counter()
    spent["write"] = end - writing
    spent["unpack"] = writing - start - sum(spent[stage] for stage in ("read", "attribute", "rows"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Done(name, rows.counts, dict(spent), peak)


def _record(store: Store, name: str) -> Json | None:
    try:
        found: Json = json.loads(store.read(record_name(name)))
    except FileNotFoundError:
        return None
    return found


def _written(store: Store, name: str, data: bytes, rows: int) -> Json:
    store.write(name, data)
    return {"name": name, "rows": rows, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


@dataclass(slots=True)
class _Rows:
    """The rows of a shard, by table and by where they are kept."""

    spent: Spent
    parted: dict[tuple[str, str, str], list[dict[str, Any]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    rejected: list[dict[str, Any]] = field(default_factory=list)
    signatures: list[dict[str, Any]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome) -> None:
        """Take in what one page gave."""
        start = time.perf_counter()
        self.counts["pages"] += 1
        for one in outcome.found:
            if isinstance(one, Rejected):
                self.rejected.append(one.to_dict())
            else:
                self._add(one, outcome.fetched)
        self.counts["rejected"] = len(self.rejected)
        self.spent["read"] += outcome.read
        self.spent["attribute"] += outcome.attribute
        self.spent["rows"] += time.perf_counter() - start

    def _add(self, one: Extraction, fetched: str | None) -> None:
        document = one.document
        place = (day_of(document, fetched), _language(document))
        row = document_row(one, fetched)
        self.parted["documents", *place].append(row)
        self.parted["statements", *place].extend(statement_rows(one))
        self.parted["mentions", *place].extend(mention_rows(one))
        self.signatures.append(signature_row(document))
        self.counts.update(
            documents=1, statements=len(one.statements), mentions=len(one.entities), words=row["words"]
        )

    def files(self, name: str) -> Iterator[tuple[str, bytes, int]]:
        """Yield each file's name, bytes and number of rows, in the order in which they may be seen."""
        for table, day, language in sorted(self.parted, key=lambda key: (_ORDER.index(key[0]), *key)):
            rows = self.parted[table, day, language]
            if rows:
                place = f"{table}/date={day}/language={language}/{name}.parquet"
                yield place, parquet(table, rows), len(rows)
        if self.rejected:
            yield f"rejected/{name}.parquet", parquet("rejected", self.rejected), len(self.rejected)
        if self.signatures:
            table = signature_table(self.signatures)
            yield f"signatures/{name}.parquet", parquet_bytes(table), len(self.signatures)


def day_of(document: Document, fetched: str | None) -> str:
    """Return the day a document is kept under: when it was fetched, else when it was published.

    >>> day_of(Document("d", "", published="2031-03-04T10:00:00"), None)
    '2031-03-04'
    """
    for value in (fetched, document.published):
        try:
            return date.fromisoformat((value or "")[:10]).isoformat()
        except ValueError:
            continue
    return UNKNOWN_DATE


def _language(document: Document) -> str:
    code = document.language or ""
    return code if _LANGUAGE.fullmatch(code) else UNKNOWN_LANGUAGE


@contextmanager
def _guard(limit: float | None) -> Iterator[Callable[[str], None]]:
    """Yield what is to be called before each page; a page that takes longer than `limit` ends the process."""
    if limit is None:
        yield lambda _: None
        return
    # the system's own timer: no thread could step in while a regular expression holds the interpreter
    signal.setitimer(signal.ITIMER_REAL, limit)

    def begin(_: str) -> None:
        signal.setitimer(signal.ITIMER_REAL, limit)

    try:
        yield begin
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
