"""Inputs into shards: what there is, and where it is cut, by what the inputs hold and nothing else."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from rashomon.cluster.frames import frames, is_one_piece, packing_of, unpacked
from rashomon.cluster.pages import lines, opened
from rashomon.cluster.shard import Shard, ShardKind
from rashomon.cluster.warc import is_page
from rashomon.records import Rejected

# The most a shard holds of text in its pages (bytes): what a worker keeps in memory until it writes.
_MOST_BYTES = 256_000_000
_KINDS: tuple[tuple[ShardKind, tuple[str, ...]], ...] = (
    ("warc", (".warc", ".warc.gz", ".warc.zst", ".wet", ".wet.gz", ".wet.zst")),
    ("jsonl", (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst")),
    ("parquet", (".parquet", ".pq")),
)
_CHUNK = 1 << 20
_MAGIC = "*?["


@dataclass(frozen=True, slots=True)
class Input:
    """One file of the inputs, or several small ones that are read whole: addresses, sizes (bytes), and stamps.

    A stamp is what the file system says of a file's state: while it stays, the file needs no second look.
    """

    kind: ShardKind
    urls: tuple[str, ...]
    sizes: tuple[int, ...]
    stamps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The shards of one input; or why it cannot be read."""

    shards: tuple[Shard, ...] = ()
    rejected: tuple[Rejected, ...] = ()


def inputs(names: Iterable[str], together: int) -> Iterator[Input | Rejected]:
    """Yield the files that the names mean, sorted within each name; `together` small files make one input.

    A name is a file, a folder (read through, hidden files passed over) or a glob, here or at any address that fsspec
    opens. A file that two names mean comes once.
    """
    small: list[_File] = []
    for one in _distinct(_files(names)):
        if isinstance(one, Rejected):
            yield one
        elif one.kind != "files":
            yield Input(one.kind, (one.url,), (one.size,), (one.stamp,))
        else:
            if small and (len(small) >= together or sum(f.size for f in small) + one.size > _MOST_BYTES):
                yield _joined(small)
                small = []
            small.append(one)
    if small:
        yield _joined(small)


def plan(source: Input, per_shard: int) -> Plan:
    """Return the shards of an input, `per_shard` pages each; its bytes are read once."""
    try:
        if source.kind == "files":
            return _plan_files(source)
        with opened(source.urls[0]) as stream:
            cut = {"warc": _plan_warc, "jsonl": _plan_lines, "parquet": _plan_rows}[source.kind]
            return Plan(tuple(cut(source, stream, per_shard)))
    except (OSError, EOFError, pa.ArrowException) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return Plan(rejected=tuple(Rejected(url, f"cannot be read: {reason}") for url in source.urls))


@dataclass(frozen=True, slots=True)
class _File:
    kind: ShardKind
    url: str
    size: int
    stamp: str


def _files(names: Iterable[str]) -> Iterator[_File | Rejected]:
    for name in names:
        try:
            fs, path = fsspec.core.url_to_fs(name)
            found = list(_found(fs, path))
        except (OSError, ValueError, ImportError) as error:
            yield Rejected(name, f"cannot be opened: {getattr(error, 'strerror', None) or error}")
            continue
        if not found:
            yield Rejected(name, "no such file, or no file in this folder")
        for place, info in found:
            stamp = str(info.get("ETag") or info.get("etag") or info.get("mtime") or info.get("LastModified"))
            # the user's own spelling stays: file names are what rows are told by
            url = fs.unstrip_protocol(place) if "://" in name else place
            yield _File(_kind(place), url, int(info.get("size") or 0), stamp)


def _found(fs: Any, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the files at a path, sorted, each with what the file system knows of it."""
    if any(mark in path for mark in _MAGIC) and not fs.exists(path):
        for place, info in sorted(fs.glob(path, detail=True).items()):
            yield from [(place, info)] if info["type"] == "file" else _found(fs, place)
    elif fs.isdir(path):
        cut = len(path.rstrip("/"))
        for place, info in sorted(fs.find(path, detail=True).items()):
            if not any(part.startswith(".") for part in place[cut:].split("/")):
                yield place, info
    elif fs.exists(path):
        yield path, fs.info(path)


def _kind(path: str) -> ShardKind:
    name = path.lower()
    return next((kind for kind, endings in _KINDS if name.endswith(endings)), "files")


def _distinct(files: Iterable[_File | Rejected]) -> Iterator[_File | Rejected]:
    seen = set()
    for file in files:
        if isinstance(file, Rejected) or file.url not in seen:
            yield file
        if not isinstance(file, Rejected):
            seen.add(file.url)


def _joined(files: list[_File]) -> Input:
    return Input(
        "files",
        tuple(file.url for file in files),
        tuple(file.size for file in files),
        tuple(file.stamp for file in files),
    )


class _Hashed(io.RawIOBase):
    """A stream whose bytes are hashed as they are read, once and in order."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._hash = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._hash.update(data)
        return data

    def readinto(self, buffer: Any) -> int:
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def digest(self) -> str:
        """Return the hash of the whole stream, of which the rest is read first."""
        while self.read(_CHUNK):
            pass
        return self._hash.hexdigest()


@dataclass(slots=True)
class _Cuts:
    """Where one input is cut: behind so many pages, or so many bytes in them."""

    per_shard: int
    start: int = 0
    pages: int = 0
    first: int = 0
    size: int = 0
    stretches: list[tuple[int, int, int, int]] = field(default_factory=list)

    def add(self, end: int, size: int, *, page: bool = True) -> None:
        """Take in a record that ends at `end`."""
        self.pages += page
        self.size += size
        if self.pages >= self.per_shard or self.size >= _MOST_BYTES:
            self.cut(end)

    def cut(self, end: int) -> None:
        """End a stretch."""
        if self.pages:
            self.stretches.append((self.start, end, self.pages, self.first))
        self.start, self.first, self.pages, self.size = end, self.first + self.pages, 0, 0

    def shards(self, kind: ShardKind, url: str, digest: str, *, packed: bool = False) -> list[Shard]:
        """Return the stretches as shards."""
        return [
            Shard(kind, (url,), digest, start, end, pages, first, packed)
            for start, end, pages, first in self.stretches
        ]


def _plan_warc(source: Input, stream: IO[bytes], per_shard: int) -> list[Shard]:
    packing = packing_of(stream.read(8))
    stream.seek(0)
    packed = is_one_piece(stream, packing)
    hashed: Any = _Hashed(stream)
    found = frames(unpacked(hashed, packing), "plain") if packed else frames(hashed, packing)
    cuts, end = _Cuts(per_shard), 0
    for frame in found:
        end = frame.end
        cuts.add(end, len(frame.data), page=is_page(frame))
    cuts.cut(end)
    return cuts.shards("warc", source.urls[0], hashed.digest(), packed=packed)


def _plan_lines(source: Input, stream: IO[bytes], per_shard: int) -> list[Shard]:
    packing = packing_of(stream.read(8))
    stream.seek(0)
    hashed: Any = _Hashed(stream)
    cuts, end, before = _Cuts(per_shard), 0, 0
    for end, line in lines(unpacked(hashed, packing), 0):
        cuts.add(end, end - before, page=True)
        before = end
        del line
    cuts.cut(end)
    return cuts.shards("jsonl", source.urls[0], hashed.digest(), packed=packing != "plain")


def _plan_rows(source: Input, stream: IO[bytes], per_shard: int) -> list[Shard]:
    digest = _Hashed(stream).digest()
    stream.seek(0)
    file = pq.ParquetFile(stream)
    if "text" not in file.schema_arrow.names:
        raise OSError(f"no column named text; the columns are: {', '.join(file.schema_arrow.names)[:200]}")
    cuts, row = _Cuts(per_shard), 0
    for number in range(file.metadata.num_row_groups):
        group = file.metadata.row_group(number)
        each = group.total_byte_size // max(group.num_rows, 1)
        for _ in range(group.num_rows):
            row += 1
            cuts.add(row, each)
    cuts.cut(row)
    return cuts.shards("parquet", source.urls[0], digest)


def _plan_files(source: Input) -> Plan:
    """Return one shard for several small files; those that cannot be read are put aside when their turn comes."""
    whole = hashlib.sha256()
    for url in source.urls:
        try:
            with opened(url) as stream:
                whole.update(_Hashed(stream).digest().encode())
        except OSError as error:
            whole.update(f"{url} {type(error).__name__}".encode())
        # a text file has no name in it: two files of one content at two places are two documents
        whole.update(url.encode("utf-8", "surrogatepass"))
    count = len(source.urls)
    return Plan((Shard("files", source.urls, whole.hexdigest(), 0, count, count),))
