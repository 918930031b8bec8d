"""What is one origin: near-duplicates over a whole corpus, found by the engine in parts of bounded size."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from rashomon.cluster.engines import Engine
from rashomon.cluster.manifest import MANIFEST, read_manifest, records, state_of
from rashomon.cluster.nearness import Hashes, Ordinals, first_of, groups, near, pairs
from rashomon.cluster.signatures import BANDS, SIGNATURES
from rashomon.cluster.store import Store, StoreError
from rashomon.cluster.tables import SCHEMA, parquet_bytes

Task = TypeVar("Task")

ORIGINS = "origins"
_WORK = "_origins"
# Files of prints put together in one, so that each band is read from few files.
_TOGETHER = 256
# Documents of a band held at a time, and documents whose pairs are counted at a time: some 250 MB each.
_SLICE, _SHARE = 4_000_000, 1_000_000
# A worker that dies over one of these tasks did not die of a document.
_TRIES = 3
_EDGES = pa.schema([("a", pa.int64()), ("b", pa.int64()), ("same_outlet", pa.bool_())])
_TABLE = pa.schema(
    [("document", pa.string()), ("origin", pa.string()), ("printed", pa.int32())], metadata={"schema": SCHEMA}
)


@dataclass(frozen=True, slots=True)
class Found:
    """How many documents there are, of how many origins, and how many of them are copies of an earlier one."""

    documents: int
    origins: int
    copies: int


@dataclass(frozen=True, slots=True)
class _Gather:
    """Files of prints that become one."""

    number: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Join:
    """One band, and the slice of its values."""

    band: int
    slice: int


@dataclass(frozen=True, slots=True)
class _Work:
    """The whole of the work on one state of a corpus: where it is kept, and into how many parts it is cut.

    `sizes` are the documents in each gathered file.
    """

    store: Store
    state: str
    sizes: tuple[int, ...] = ()

    @property
    def slices(self) -> int:
        return 1 + sum(self.sizes) // _SLICE

    @property
    def shares(self) -> int:
        return 1 + sum(self.sizes) // _SHARE

    def name(self, step: str, *numbers: int) -> str:
        return f"{_WORK}/{self.state}/{step}-{'-'.join(f'{number:05}' for number in numbers)}.parquet"

    def gathered(self, columns: list[str]) -> Iterator[tuple[int, pa.Table]]:
        """Yield the gathered files, each with the ordinal of its first document."""
        first = 0
        for number, size in enumerate(self.sizes):
            with self.store.open(self.name("prints", number)) as file:
                yield first, pq.read_table(file, columns=columns)
            first += size

    def write(self, name: str, table: pa.Table) -> None:
        self.store.write(name, parquet_bytes(table))


def find_origins(store: Store, engine: Engine) -> Found:
    """Find the near-duplicates of a corpus and write the table `origins`: document, origin, how often it was printed.

    An origin is the document of a group that was published first. Raise NoCorpusError where there is no corpus,
    StoreError where the store fails.
    """
    manifest = read_manifest(store)
    found = list(records(store))
    state = state_of(found)
    names = [
        file["name"]
        for record in found
        for file in record.data["files"]
        if file["name"].startswith("signatures/")
    ]
    if not store.exists(_summary(state)):
        _write_origins(_Work(store, state), sorted(names), engine)
    counts = json.loads(store.read(_summary(state)))
    store.write(MANIFEST, json.dumps({**manifest, ORIGINS: counts}, ensure_ascii=False, indent=1).encode())
    for name in [*store.names(_WORK), *store.names(ORIGINS)]:
        if not name.startswith(f"{ORIGINS}/{state}/"):
            store.remove(name)
    return Found(counts["documents"], counts["origins"], counts["documents"] - counts["origins"])


def _summary(state: str) -> str:
    return f"{ORIGINS}/{state}/summary.json"


def _write_origins(work: _Work, names: Sequence[str], engine: Engine) -> None:
    parts = [names[start : start + _TOGETHER] for start in range(0, len(names), _TOGETHER)]
    gathers = [_Gather(number, tuple(part)) for number, part in enumerate(parts)]
    sizes = _all(engine, partial(_gather, work), gathers)
    work = _Work(work.store, work.state, tuple(sizes[gather] for gather in gathers))
    _all(
        engine,
        partial(_join, work),
        (_Join(band, part) for band in range(BANDS) for part in range(work.slices)),
    )
    _all(engine, partial(_count, work), range(work.shares))
    _all(engine, partial(_settle, work), [0])


def _all(engine: Engine, step: Callable[[Task], int], tasks: Iterable[Task]) -> dict[Task, int]:
    """Return what a step gave for each task; raise what one of them raised."""
    found: dict[Task, int] = {}
    left = list(tasks)
    for _ in range(_TRIES):
        died = []
        for result in engine.run(step, left) if left else ():
            if result.error is not None:
                raise result.error
            if result.value is None:
                died.append(result.task)
            else:
                found[result.task] = result.value
        left = died
    if left:
        raise StoreError(
            f"near-duplicates: workers died {_TRIES} times over {left[0]}: is there enough memory?"
        )
    return found


def _gather(work: _Work, task: _Gather) -> int:
    """Put files of prints together, and return how many documents they hold."""
    tables = []
    for name in task.names:
        with work.store.open(name) as file:
            tables.append(pq.read_table(file, schema=SIGNATURES))
    table = pa.concat_tables(tables).combine_chunks()
    work.write(work.name("prints", task.number), table)
    return len(table)


def _join(work: _Work, task: _Join) -> int:
    """Write the pairs that one band has in common, in the order of the shares in which they are counted."""
    bands, ordinals, outlets = _slice(work, task)
    found = pairs(bands, ordinals)
    order = np.argsort(found[:, 0] % work.shares, kind="stable")
    found = found[order]
    places = np.searchsorted(ordinals, found)
    same = (outlets[places[:, 0]] == outlets[places[:, 1]]) & (outlets[places[:, 0]] != 0)
    work.store.write(work.name("pairs", task.band, task.slice), _shared_out(found, same, work.shares))
    return 1


def _slice(work: _Work, task: _Join) -> tuple[Hashes, Ordinals, Hashes]:
    """Return the values of a band that belong to a slice, with the ordinals and outlets of their documents."""
    column = f"band_{task.band:02}"
    parts: list[tuple[Any, Any, Any]] = [
        (np.zeros(0, np.uint32), np.zeros(0, np.int64), np.zeros(0, np.uint32))
    ]
    for first, table in work.gathered([column, "outlet"]):
        values = table[column].combine_chunks()
        there = np.flatnonzero(values.is_valid().to_numpy(zero_copy_only=False))
        bands = values.drop_null().to_numpy().astype(np.uint32)
        mine = bands % work.slices == task.slice
        parts.append((bands[mine], first + there[mine], table["outlet"].to_numpy()[there[mine]]))
    bands, ordinals, outlets = (np.concatenate(column) for column in zip(*parts, strict=True))
    return bands, ordinals, outlets


def _shared_out(found: Ordinals, same: Any, shares: int) -> bytes:
    """Return pairs as a Parquet file with a row group for each share."""
    ends = np.searchsorted(found[:, 0] % shares, np.arange(shares), side="right").tolist()
    table = pa.table([found[:, 0], found[:, 1], same], schema=_EDGES)
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, _EDGES, compression="zstd") as writer:
        for start, end in zip([0, *ends[:-1]], ends, strict=True):
            writer.write_table(table.slice(start, end - start), row_group_size=max(end - start, 1))
    data: bytes = sink.getvalue().to_pybytes()
    return data


def _count(work: _Work, share: int) -> int:
    """Write the pairs of a share that have enough bands in common."""
    tables = []
    for band in range(BANDS):
        for part in range(work.slices):
            with work.store.open(work.name("pairs", band, part)) as file:
                tables.append(pq.ParquetFile(file).read_row_group(share))
    table = pa.concat_tables(tables)
    rows = np.stack([table["a"].to_numpy(), table["b"].to_numpy()], axis=1)
    found = near(rows, table["same_outlet"].to_numpy())
    work.write(work.name("near", share), pa.table({"a": found[:, 0], "b": found[:, 1]}))
    return 1


def _settle(work: _Work, _: int) -> int:
    """Put near-duplicates into groups and write the table of origins, the summary last."""
    found = []
    for share in range(work.shares):
        with work.store.open(work.name("near", share)) as file:
            table = pq.read_table(file)
        found.append(np.stack([table["a"].to_numpy(), table["b"].to_numpy()], axis=1))
    members, numbers = groups(np.concatenate(found))
    origins = _first(work, members, numbers)
    sizes = np.bincount(numbers) if len(numbers) else np.zeros(0, np.int64)
    documents = 0
    for first, table in work.gathered(["document"]):
        ids = table["document"].to_pylist()
        origin, printed = list(ids), [1] * len(ids)
        low, high = np.searchsorted(members, [first, first + len(ids)]).tolist()
        for ordinal, number in zip(members[low:high].tolist(), numbers[low:high].tolist(), strict=True):
            origin[ordinal - first], printed[ordinal - first] = origins[number], int(sizes[number])
        name = f"{ORIGINS}/{work.state}/part-{first:012}.parquet"
        work.write(name, pa.table([ids, origin, pa.array(printed, pa.int32())], schema=_TABLE))
        documents += len(ids)
    summary = {
        "state": work.state,
        "documents": documents,
        "origins": documents - len(members) + len(origins),
    }
    work.store.write(_summary(work.state), json.dumps(summary).encode())
    return 1


def _first(work: _Work, members: Ordinals, numbers: Ordinals) -> dict[int, str]:
    """Return the origin of each group."""
    times: list[int] = []
    ids: list[str] = []
    for first, table in work.gathered(["document", "time"]):
        low, high = np.searchsorted(members, [first, first + len(table)]).tolist()
        rows = table.take(pa.array(members[low:high] - first))
        times += rows["time"].to_pylist()
        ids += rows["document"].to_pylist()
    return first_of(numbers, times, ids)
