"""The pages of a shard, whatever the format it is in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO, Any

import fsspec
import pyarrow.parquet as pq

from rashomon.cluster.frames import packing_of, unpacked
from rashomon.cluster.page import Page
from rashomon.cluster.shard import Shard
from rashomon.cluster.warc import read_warc
from rashomon.reading.article import Read, UnreadableError
from rashomon.reading.jsonl import LONGEST_LINE, article_of, read_objects
from rashomon.reading.reader import articles
from rashomon.reading.source import Source
from rashomon.records import Rejected

COLUMNS = ("id", "text", "title", "published", "language", "outlet", "url")
_CHUNK = 1 << 20
# Rows of Parquet held at a time.
_ROWS = 256


def pages(shard: Shard) -> Iterator[Page]:
    """Yield the pages of a shard, in the order of its input.

    Raise OSError where the input cannot be opened any more.
    """
    if shard.kind == "files":
        for url in shard.urls:
            yield Page(url, partial(_file, url))
        return
    with opened(shard.urls[0]) as stream:
        if shard.kind == "parquet":
            yield from _rows(stream, shard)
        elif shard.kind == "jsonl":
            yield from _lines(_at_start(stream, shard), shard)
        else:
            packing = packing_of(stream.read(8))
            found = _at_start(stream, shard)
            yield from read_warc(
                found, "plain" if shard.packed else packing, shard.urls[0], shard.start, shard.end
            )


@contextmanager
def opened(url: str) -> Iterator[IO[bytes]]:
    """Open an input for reading at any place."""
    with fsspec.open(url, "rb") as stream:
        yield stream


def _at_start(stream: IO[bytes], shard: Shard) -> IO[bytes]:
    """Return the stream that a shard's places count in, standing at its start."""
    stream.seek(0)
    if not shard.packed:
        stream.seek(shard.start)
        return stream
    packing = packing_of(stream.read(8))
    stream.seek(0)
    found = unpacked(stream, packing)
    left = shard.start
    while left:
        left -= len(found.read(min(left, _CHUNK)) or _end())
    return found


def _end() -> bytes:
    raise OSError("the input is shorter than it was when it was looked through")


def lines(stream: IO[bytes], place: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield where each line ends (bytes, `stream` standing at `place`) and the line; None for one that is too long."""
    buffered = io.BufferedReader(stream, _CHUNK)  # type: ignore[type-var]
    try:
        while line := buffered.readline(LONGEST_LINE):
            place, whole = place + len(line), line
            while not line.endswith(b"\n") and (line := buffered.readline(LONGEST_LINE)):
                place, whole = place + len(line), b""
            yield place, whole or None
    finally:
        buffered.detach()


def _lines(stream: IO[bytes], shard: Shard) -> Iterator[Page]:
    place = shard.start
    for number, (end, line) in enumerate(lines(stream, place), shard.first + 1):
        if place >= shard.end:
            return
        place, uri = end, f"{shard.urls[0]}#{number}"
        if line is None or line.strip():
            yield Page(uri, partial(_line, line, uri))


def _line(line: bytes | None, uri: str) -> Read:
    if line is None:
        raise UnreadableError(f"the line is longer than {LONGEST_LINE // 1_000_000} MB")
    for row in read_objects(io.BytesIO(line), uri):
        if isinstance(row, Rejected):
            raise UnreadableError(row.reason)
        yield article_of(row[1], uri)


def _rows(stream: IO[bytes], shard: Shard) -> Iterator[Page]:
    """Yield the rows of a Parquet file that a shard has, read a few at a time."""
    file = pq.ParquetFile(stream)
    columns = [name for name in COLUMNS if name in file.schema_arrow.names]
    row = 0
    for group in range(file.metadata.num_row_groups):
        size = file.metadata.row_group(group).num_rows
        if row < shard.end and row + size > shard.start:
            yield from _group(file, group, columns, shard, row)
        row += size


def _group(file: pq.ParquetFile, group: int, columns: list[str], shard: Shard, row: int) -> Iterator[Page]:
    for batch in file.iter_batches(_ROWS, row_groups=[group], columns=columns):
        first, row = max(shard.start - row, 0), row + len(batch)
        last = len(batch) - max(row - shard.end, 0)
        for number, data in enumerate(batch.slice(first, max(last - first, 0)).to_pylist(), first):
            uri = f"{shard.urls[0]}#{row - len(batch) + number + 1}"
            yield Page(uri, partial(_row, data, uri))


def _row(data: dict[str, Any], uri: str) -> Read:
    given = {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in data.items()
    }
    yield article_of(given, uri)


def _file(url: str) -> Read:
    yield from articles(Source(url, partial(fsspec.open, url, "rb")))
