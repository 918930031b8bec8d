"""From a corpus to what a question needs: the documents that match, with all that was found in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from rashomon.cluster.manifest import FILES, read_manifest
from rashomon.cluster.store import Store
from rashomon.cluster.tables import UNKNOWN_DATE, extraction_of
from rashomon.language.names import transliterate
from rashomon.records import Extraction

_TERM = re.compile(r'"([^"]+)"|(\S+)')
_WORD = re.compile(r"\w+")
# Documents held at a time.
_ROWS = 2_000


class QueryError(ValueError):
    """A query has no word in it; the message says so."""


def matching_extractions(
    url: str, query: str = "", since: date | None = None, until: date | None = None
) -> Iterator[Extraction]:
    """Yield the documents of a corpus that match, each once, with their statements and those who are named in them.

    All words of `query` must stand in a document's title or text, as whole words; words in double quotes in a row. Case,
    marks on letters and script do not matter. `since` and `until` (both included) are days of publication; of a
    document without one, the day it was fetched. Without a query all documents of those days match. `url` is the
    corpus: a folder or an address that fsspec opens. Documents come by date, language and shard.
    Raise NoCorpusError where there is no corpus, QueryError where the query is only marks, StoreError.
    """
    store = Store(url)
    read_manifest(store)
    wanted = _Query.of(query, since, until)
    seen: set[str] = set()
    for path in _paths(store, "documents"):
        day, language = _place(path)
        found = [row for row in _rows(store, path, wanted, day) if row["id"] not in seen]
        seen.update(row["id"] for row in found)
        if found:
            yield from _extractions(store, path, language, found)


@dataclass(frozen=True, slots=True)
class _Query:
    """What is looked for: phrases as patterns of folded text, and the days."""

    phrases: tuple[re.Pattern[str], ...]
    since: str
    until: str

    @classmethod
    def of(cls, query: str, since: date | None, until: date | None) -> _Query:
        """Return the query that words and days make."""
        terms = [_WORD.findall(transliterate(quoted or bare)) for quoted, bare in _TERM.findall(query)]
        if query.strip() and not any(terms):
            raise QueryError(f"no word to look for in {query!r}")
        patterns = (
            re.compile(r"\b" + r"\W+".join(map(re.escape, words)) + r"\b") for words in terms if words
        )
        return cls(
            tuple(patterns), since.isoformat() if since else "", until.isoformat() if until else "9999-12-31"
        )

    def has_day(self, row: Mapping[str, Any], day: str) -> bool:
        """Tell whether a document is of the days that are looked for; one without any day is only of no limits."""
        when = (row["published"] or "")[:10] or ("" if day == UNKNOWN_DATE else day)
        if not when:
            return not self.since and self.until == "9999-12-31"
        return self.since <= when <= self.until

    def has_words(self, row: Mapping[str, Any]) -> bool:
        """Tell whether all phrases stand in a document."""
        if not self.phrases:
            return True
        text = transliterate(f"{row['title'] or ''}\n{row['text']}")
        return all(phrase.search(text) for phrase in self.phrases)


def _paths(store: Store, table: str) -> list[str]:
    """Return the files of a table that the manifest knows."""
    with store.open(FILES) as file:
        rows = pq.read_table(file, columns=["table", "path"], filters=[("table", "==", table)])
    return sorted(rows["path"].to_pylist())


def _place(path: str) -> tuple[str, str]:
    """Return the date and the language under which a file is kept."""
    parts = dict(part.split("=", 1) for part in path.split("/") if "=" in part)
    return parts["date"], parts["language"]


def _rows(store: Store, path: str, wanted: _Query, day: str) -> Iterator[dict[str, Any]]:
    """Yield the documents of one file that match."""
    with store.open(path) as file:
        for batch in pq.ParquetFile(file).iter_batches(_ROWS):
            for row in batch.to_pylist():
                if wanted.has_day(row, day) and wanted.has_words(row):
                    yield row


def _extractions(
    store: Store, path: str, language: str, documents: Sequence[Mapping[str, Any]]
) -> Iterator[Extraction]:
    """Yield documents with what lies beside them: the same name in the other tables."""
    ids = pa.array([document["id"] for document in documents])
    beside = {
        table: _beside(store, path.replace("documents/", f"{table}/", 1), ids)
        for table in ("statements", "mentions")
    }
    for document in documents:
        yield extraction_of(
            document, language, beside["statements"][document["id"]], beside["mentions"][document["id"]]
        )


def _beside(store: Store, path: str, ids: pa.Array) -> Mapping[str, list[dict[str, Any]]]:
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    if not store.exists(path):  # no document of this file says anything
        return found
    with store.open(path) as file:
        table = pq.read_table(file)
    for row in table.filter(pc.is_in(table["document"], ids)).to_pylist():
        found[row["document"]].append(row)
    return found
