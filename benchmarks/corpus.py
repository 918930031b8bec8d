"""Pages and words per second of `rashomon corpus extract` on a made-up crawl, where the time goes, and what a day costs.

    uv run python -m benchmarks.corpus ARTICLES.jsonl ... [--pages 2000] [--beside 500] [--workers 2] [--folder FOLDER]

Writes a crawl (see `crawl.py`) of a few of the pages (a quarter) and one of all of them, extracts the smaller one by all
workers and by one, then the larger, and prints for each throughput, the share of each stage and the peak memory; then what
the engines take for a task that does nothing. Crawls that lie in the folder named are not written again. A day is a million pages. Each machine is taken to have two cores as fast as these;
what other load takes from them shows in the seconds, not in the CPU-seconds, from which the projection is made.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.crawl import crawl
from rashomon.cluster.engines import Engine
from rashomon.cluster.engines.dask import Dask
from rashomon.cluster.engines.pool import Pool
from rashomon.cluster.origins import find_origins
from rashomon.cluster.preload import preload
from rashomon.cluster.run import PER_SHARD, Run, extract_corpus
from rashomon.cluster.shard import Done, Shard
from rashomon.cluster.store import Store

DAY = 1_000_000
_CORES = 2
_TASKS = 400


class _Quiet:
    """Nobody is told."""

    def planned(self, shards: int, pages: int) -> None: ...

    def done(self, done: Done) -> None: ...

    def say(self, line: str) -> None: ...


@dataclass(frozen=True)
class Measured:
    """One run: seconds, CPU-seconds of the workers (loading the models included), and what came of it."""

    seconds: float
    cpu: float
    origins: float
    run: Run


def made(folder: Path, articles: Iterable[Path], pages: int) -> Path:
    """Return the crawl of so many pages, written where it is not there yet."""
    target = folder / f"{pages}.warc.gz"
    if not target.exists():
        beside = target.with_suffix(".part")
        counts = crawl(articles, pages, beside)
        beside.rename(target)
        print(f"{pages:,} pages: {dict(sorted(counts.items()))}")
    print(f"{pages:,} pages of {target.stat().st_size / pages / 1024:.0f} KB packed", flush=True)
    return target


def measure(source: Path, workers: int, folder: Path) -> Measured:
    store, engine = Store(str(folder)), Pool(preload, workers)
    before, start = _children(), time.perf_counter()
    run = extract_corpus([str(source)], store, engine, _Quiet(), per_shard=min(PER_SHARD, 125))
    middle = time.perf_counter()
    find_origins(store, engine)
    end = time.perf_counter()
    engine.close()
    return Measured(middle - start, _children() - before, end - middle, run)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def show(name: str, found: Measured) -> None:
    counts, spent = found.run.sum.counts, found.run.sum.seconds
    pages, whole = counts["pages"], sum(spent.values())
    print(
        f"\n{name}: {pages:,} pages, {counts['documents']:,} documents, {counts['words']:,} words, {counts['statements']:,} statements, {counts['rejected']:,} put aside"
    )
    print(
        f"  {found.seconds:.1f} s: {pages / found.seconds:.1f} pages/s, {counts['words'] / found.seconds:,.0f} words/s, {1000 * found.seconds / pages:.0f} ms a page"
    )
    print(f"  {found.cpu:.1f} CPU-s: {1000 * found.cpu / pages:.0f} ms a page; origins {found.origins:.1f} s")
    print(
        "  "
        + ", ".join(
            f"{stage} {100 * seconds / whole:.1f} %"
            for stage, seconds in sorted(spent.items(), key=lambda item: -item[1])
        )
    )
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  peak memory: a worker {found.run.sum.peak / 2**20:.0f} MB, the driver {own:.0f} MB")


def ready() -> None:
    """Nothing to make ready."""


def nothing(task: Shard) -> int:
    return task.pages


def overhead(engine: Engine, tasks: Iterable[Shard]) -> float:
    """Return the seconds that an engine takes for each task that does nothing, all workers being up."""
    for _ in engine.run(nothing, [Shard("files", (), str(n), 0, 0, 1) for n in range(2 * engine.slots)]):
        pass
    tasks = list(tasks)
    start = time.perf_counter()
    done = sum(1 for _ in engine.run(nothing, tasks))
    engine.close()
    return (time.perf_counter() - start) / done


def project(cpu: float, each: float) -> None:
    """Print how long a day takes on so many machines: the work, and what the scheduler does one after another."""
    print(
        f"\na day of {DAY:,} pages at {1000 * cpu:.0f} CPU-ms a page, {PER_SHARD:,} pages a shard, {1000 * each:.1f} ms of the scheduler a shard"
    )
    shards = DAY / PER_SHARD
    for machines in (1, 10, 100, 1_000):
        slots = machines * _CORES
        # with as many slots as shards the last of them decides; smaller shards then: four for each slot
        size = min(PER_SHARD, DAY / slots / 4)
        tasks = max(shards, DAY / size)
        seconds = max(DAY * cpu / slots + size * cpu / 2, tasks * each)
        print(
            f"  {machines:5,} machines: {seconds / 3600:7.2f} h, {size:,.0f} pages a shard, scheduler busy {100 * tasks * each / seconds:.1f} %"
        )
    print(f"  core-hours for a million pages: {DAY * cpu / 3600:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("articles", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--beside", type=int, help="pages of the smaller crawl")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--engines", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--folder", type=Path, help="where crawls and corpora are kept")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = given.folder or Path(place)
        few, many = (
            made(folder, given.articles, pages) for pages in (given.beside or given.pages // 4, given.pages)
        )
        small = measure(few, given.workers, folder / "small")
        show(f"{given.workers} workers", small)
        alone = measure(few, 1, folder / "alone")
        show("1 worker", alone)
        print(f"  {given.workers} workers are {alone.seconds / small.seconds:.2f} times as fast", flush=True)
        large = measure(many, given.workers, folder / "large")
        show(f"{given.workers} workers", large)
    each = 0.0
    if given.engines:
        tasks = [
            Shard("warc", ("s3://bucket/crawl.warc.gz",), str(n), n, n + 1, PER_SHARD) for n in range(_TASKS)
        ]
        print(f"\nseconds a task of an engine's own, {_TASKS} tasks that do nothing")
        for workers in (1, 2, 4, 8):
            pool, each = overhead(Pool(ready, workers), tasks), overhead(Dask(ready, workers=workers), tasks)
            print(
                f"  {workers} workers: pool {1000 * pool:.2f} ms, Dask {1000 * each:.2f} ms; {1e6 * each / PER_SHARD:.1f} µs a page"
            )
    project(large.cpu / large.run.sum.counts["pages"], each)


if __name__ == "__main__":
    sys.exit(main())
