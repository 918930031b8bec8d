"""Near-duplicates over a whole corpus: time and memory at 10k, 100k and 1M documents, on the engine.

    uv run python -m benchmarks.dedup [DOCUMENTS ...]

Prints are made up, as rensa would make them: of five documents one is a near-duplicate of an earlier one and shares each
band with it with a probability of .34, as documents do that share .7 of their runs; the others share none but by chance.
They are written as the shards of a corpus, a thousand documents each; then `find_origins` runs on two processes. The
memory is the peak of any worker and of the driver. Of the near-duplicates made, the share that was found is printed.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from rashomon.cluster.engines.pool import Pool
from rashomon.cluster.manifest import MANIFEST
from rashomon.cluster.origins import find_origins
from rashomon.cluster.process import record_name
from rashomon.cluster.signatures import BANDS, SIGNATURES
from rashomon.cluster.store import Store
from rashomon.cluster.tables import parquet_bytes

SIZES = (10_000, 100_000, 1_000_000)
SHARD, NEAR, SHARED = 1_000, 0.2, 0.34


def ready() -> None:
    """Nothing to make ready."""


def write(store: Store, documents: int) -> int:
    """Write the prints of so many documents, and return how many of them are near-duplicates."""
    draw = np.random.default_rng(1)
    bands = draw.integers(0, 2**32, (documents, BANDS), np.uint32)
    copies = np.flatnonzero(draw.random(documents) < NEAR)
    copies = copies[copies > 0]
    originals = (draw.random(len(copies)) * copies).astype(np.int64)
    kept = draw.random((len(copies), BANDS)) < SHARED
    bands[copies] = np.where(kept, bands[originals], bands[copies])
    for number in range(0, documents, SHARD):
        rows = slice(number, min(number + SHARD, documents))
        ids = [f"{n:016x}" for n in range(rows.start, rows.stop)]
        columns = [
            ids,
            list(range(rows.start, rows.stop)),
            draw.integers(1, 5_000, len(ids), np.uint32),
            *bands[rows].T,
        ]
        table = pa.table(
            [pa.array(column, type_) for column, type_ in zip(columns, SIGNATURES.types, strict=True)],
            schema=SIGNATURES,
        )
        name = f"{number:016x}-made"
        data = parquet_bytes(table)
        store.write(f"signatures/{name}.parquet", data)
        record = {"version": "made", "counts": {}, "files": [{"name": f"signatures/{name}.parquet"}]}
        store.write(record_name(name), json.dumps(record).encode())
    store.write(MANIFEST, b"{}")
    return len(copies)


def measure(documents: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(folder)
        made = write(store, documents)
        engine, start = Pool(ready, 2), time.perf_counter()
        found = find_origins(store, engine)
        seconds = time.perf_counter() - start
        engine.close()
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        origins = sum(
            len(pq.read_table(path, columns=["origin"])["origin"]) for path in (Path(folder) / "origins").rglob("*.parquet")
        )  # fmt: skip
        print(
            f"{documents:10,} {seconds:8.1f} {used.ru_utime + used.ru_stime:8.1f} {used.ru_maxrss / 1024:10.0f} {own:10.0f}"
            f" {found.copies:10,} {100 * found.copies / made:8.2f} % {origins:12,}"
        )


def main(sizes: list[int]) -> None:
    print(" documents        s    CPU-s  worker MB  driver MB     copies  of made         rows")
    for size in sizes:
        # a process each, so that the memory is that size's
        subprocess.run([sys.executable, "-m", "benchmarks.dedup", "--one", str(size)], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
    else:
        main([int(size) for size in sys.argv[1:]] or list(SIZES))
