"""The manifest: what a corpus holds, put together from the records of its shards."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from rashomon.cluster.process import RECORDS
from rashomon.cluster.store import Store
from rashomon.cluster.tables import SCHEMA, parquet_bytes
from rashomon.cluster.version import version
from rashomon.records import Rejected
from rashomon.spans import Json

MANIFEST, FILES = "manifest.json", "files.parquet"
_FILES = pa.schema(
    [
        ("table", pa.string()), ("path", pa.string()), ("date", pa.string()), ("language", pa.string()),
        ("shard", pa.string()), ("rows", pa.int64()), ("bytes", pa.int64()), ("sha256", pa.string()),
    ]
)  # fmt: skip


class NoCorpusError(ValueError):
    """A place holds no corpus; the message says which."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a shard that is done: its name, the key of what it holds, its version, counts and files."""

    name: str
    key: str
    version: str
    data: Json


def records(store: Store) -> Iterator[Record]:
    """Yield the records of all shards that are done, by name."""
    for path in store.names(RECORDS):
        name = path.removeprefix(f"{RECORDS}/").removesuffix(".json")
        data = json.loads(store.read(path))
        yield Record(name, name.partition("-")[0], data["version"], data)


def write_manifest(store: Store, rejected: Sequence[Rejected]) -> Json:
    """Write the manifest and the list of files, and return the manifest; `rejected` are whole inputs put aside.

    The list is written first: whoever finds a manifest finds the files that it speaks of.
    """
    found = list(records(store))
    rows = [_file(record.name, file) for record in found for file in record.data["files"]]
    table = pa.Table.from_pylist(sorted(rows, key=lambda row: row["path"]), schema=_FILES)
    store.write(FILES, parquet_bytes(table))
    manifest = _manifest(found, rows, rejected)
    store.write(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
    return manifest


def _manifest(found: Sequence[Record], rows: Sequence[Json], rejected: Sequence[Rejected]) -> Json:
    counts: Counter[str] = Counter()
    for record in found:
        counts.update(record.data["counts"])
    by: dict[str, Counter[str]] = {"date": Counter(), "language": Counter()}
    for row in rows:
        if row["table"] == "documents":
            by["date"][row["date"]] += row["rows"]
            by["language"][row["language"]] += row["rows"]
    return {
        "schema": SCHEMA, "version": version(), "state": state_of(found), "shards": len(found),
        "counts": dict(sorted(counts.items())),
        "documents by date": dict(sorted(by["date"].items())),
        "documents by language": dict(sorted(by["language"].items())),
        "rejected inputs": [one.to_dict() for one in sorted(rejected, key=lambda one: one.uri)],
    }  # fmt: skip


def state_of(found: Iterable[Record]) -> str:
    """Return a name for what a corpus holds now: it changes with every shard."""
    whole = hashlib.sha256("\n".join(sorted(record.name for record in found)).encode())
    return whole.hexdigest()[:16]


def _file(shard: str, file: Json) -> Json:
    table, *parts = file["name"].split("/")
    place = dict(part.split("=", 1) for part in parts if "=" in part)
    return {
        "table": table, "path": file["name"], "date": place.get("date"), "language": place.get("language"),
        "shard": shard, "rows": file["rows"], "bytes": file["bytes"], "sha256": file["sha256"],
    }  # fmt: skip


def read_manifest(store: Store) -> Json:
    """Return the manifest of a corpus; raise NoCorpusError where there is none."""
    try:
        found: Json = json.loads(store.read(MANIFEST))
    except FileNotFoundError:
        raise NoCorpusError(
            f"{store.url} holds no finished corpus: there is no {MANIFEST}; run `rashomon corpus extract` to its end"
        ) from None
    return found


def retire(store: Store) -> int:
    """Remove what an older version made of stretches that this one has read, and return how many shards that were."""
    current = {record.key for record in records(store) if record.version == version()}
    old = [one for one in records(store) if one.version != version() and one.key in current]
    for record in old:
        for file in record.data["files"]:
            store.remove(file["name"])
        store.remove(f"{RECORDS}/{record.name}.json")
    return len(old)
