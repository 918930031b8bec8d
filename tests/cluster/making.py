"""Archives made for the tests, and what is compared of two corpora."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from rashomon.cluster.engines import Result
from rashomon.cluster.origins import find_origins
from rashomon.cluster.run import Run, extract_corpus
from rashomon.cluster.shard import Done
from rashomon.cluster.store import Store

ROOT = Path(__file__).resolve().parents[2]
POISON = Path(__file__).parent / "poison"
# Invented; quick to read, since the language has no encoder.
LINES = (
    "„Die Mauer hielt“, sagte Bürgermeister Hans Beispiel am Montag, nachdem das Wasser des Flusses gesunken war.",
    "Die Polizei teilte mit, dass niemand verletzt worden sei und die Straße am Abend wieder geöffnet werde.",
    "Anna Muster, die Sprecherin des Landkreises, widersprach: „Wir haben den Damm im Herbst nicht geprüft.“",
    "Nach Angaben der Feuerwehr standen am Dienstag noch vierzehn Keller in der Altstadt unter Wasser.",
)


def text(number: int, lines: int = 3) -> str:
    """Return an article of its own."""
    own = f"Im Ort Nummer {number} stieg der Pegel um {number + 3} Zentimeter, berichtete der Bote {number * 7}."
    return "\n\n".join([own, *(LINES[(number + n) % len(LINES)] for n in range(lines))])


def html(body: str, title: str = "Die Mauer hielt dem Wasser stand") -> bytes:
    parts = "".join(f"<p>{part}</p>" for part in body.split("\n\n"))
    return (
        f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><nav><a href='/'>Start</a></nav>"
        f"<article><h1>{title}</h1>{parts}</article></body></html>"
    ).encode()


def response(
    number: int, page: bytes, status: str = "200 OK", kind: str = "text/html; charset=utf-8", extra: str = ""
) -> bytes:
    """Return a response record."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}\r\n".encode() + page
    return record("response", number, answer, "application/http; msgtype=response")


def record(sort: str, number: int, body: bytes, kind: str) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {sort}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2031-03-04T10:00:00Z\r\n"
        f"WARC-Target-URI: https://bote.example/{number}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def packed(parts: Iterable[bytes], packing: str) -> bytes:
    """Return records as the bytes of a file, each packed by itself."""
    pack = {
        "gzip": lambda part: gzip.compress(part, mtime=0),
        "zstd": zstandard.ZstdCompressor().compress,
        "plain": bytes,
    }[packing]
    return b"".join(pack(part) for part in parts)


def write_jsonl(path: Path, texts: Sequence[str], **fields: Any) -> Path:
    rows = (
        {"id": f"{path.stem}-{n}", "text": one, "language": "de", **fields} for n, one in enumerate(texts)
    )
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def write_parquet(path: Path, texts: Sequence[str], **options: Any) -> Path:
    table = pa.table({"id": [f"row-{n}" for n in range(len(texts))], "text": list(texts)})
    pq.write_table(table, path, **options)
    return path


def prints(folder: Path) -> dict[str, str]:
    """Return the hash of each file of a corpus; plans only say what was looked through."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in files}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in names.items()
        if not name.startswith("_plans")
    }


def column(folder: Path, table: str, name: str) -> list[Any]:
    """Return a column of a table, over all its files."""
    found: list[Any] = []
    for path in sorted((folder / table).rglob("*.parquet")):
        found += pq.ParquetFile(path).read([name])[name].to_pylist()
    return found


class Quiet:
    """Nobody is told; what would have been said is kept."""

    def __init__(self) -> None:
        self.shards = 0
        self.said: list[str] = []
        self.seen: list[Done] = []

    def planned(self, shards: int, pages: int) -> None:  # noqa: ARG002 - the protocol has it
        self.shards = shards

    def done(self, done: Done) -> None:
        self.seen.append(done)

    def say(self, line: str) -> None:
        self.said.append(line)


def environment(*, poisoned: bool = False, **more: str) -> dict[str, str]:
    """Return what a process of its own needs to run this package; a poisoned one dies of marked texts."""
    paths = [str(POISON)] * poisoned + [str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths)), **more}


def command(*words: str) -> list[str]:
    return [sys.executable, "-c", "from rashomon.cli import main; main()", "corpus", *words]


class Inline:
    """An engine of no workers: each task is done at once, in this process."""

    slots = 1
    link = None

    def run(self, work: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Result[Any, Any]]:
        for task in tasks:
            try:
                yield Result(task, work(task))
            except Exception as error:  # noqa: BLE001 - as engines do
                yield Result(task, error=error)

    def close(self) -> None:
        """Nothing to stop."""


def extracted(source: Path | str, target: Path | str, per_shard: int = 3, patience: float = 0) -> Run:
    """Extract a corpus in this process, undisturbed."""
    store = Store(str(target), patience)
    run = extract_corpus([str(source)], store, Inline(), Quiet(), per_shard=per_shard)
    if run.manifest is not None:
        find_origins(store, Inline())
    return run
