"""The driver: what is to be done, in rounds, until nothing more can be done about it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from rashomon.cluster.engines import Engine
from rashomon.cluster.manifest import retire, write_manifest
from rashomon.cluster.planning import Input, Plan, inputs, plan
from rashomon.cluster.process import LIMIT, process_shard, record_name, shard_name
from rashomon.cluster.shard import Done, Shard, Sum
from rashomon.cluster.store import Store, StoreError
from rashomon.cluster.version import version
from rashomon.records import Rejected
from rashomon.spans import Json

# Pages to a shard: some two minutes of one core, which is what a killed worker costs.
PER_SHARD = 1_000
# How often a shard may kill its worker before its pages are read in a process each can kill alone; and then.
_ROUNDS = (False, False, True, True)
_PLANS = "_plans"


class OtherVersionError(RuntimeError):
    """The workers run another version than the driver; the message names both."""


class Watcher(Protocol):
    """Who is told how far a run is."""

    def planned(self, shards: int, pages: int) -> None:
        """The shards are known, and how many pages they hold."""

    def done(self, done: Done) -> None:
        """A shard is done."""

    def say(self, line: str) -> None:
        """Something is to be known."""


@dataclass(slots=True)
class Run:
    """How a run ended: the sum of its shards, inputs put aside, and what is not done, with the reason.

    `manifest` is there when all is done.
    """

    sum: Sum = field(default_factory=Sum)
    rejected: list[Rejected] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    manifest: Json | None = None


def extract_corpus(
    names: Iterable[str], store: Store, engine: Engine, watcher: Watcher, *, per_shard: int = PER_SHARD,
    limit: float = LIMIT,
) -> Run:  # fmt: skip
    """Find the statements of all inputs and write them to a store; what is done already is passed over.

    A run that was cut short, however, is completed by the same call, to the same bytes. Raise StoreError where the
    store does not even begin to answer, OtherVersionError where workers are of another version.
    """
    run = Run()
    store.sweep()
    shards = _planned(names, store, engine, per_shard, run)
    watcher.planned(len(shards), sum(shard.pages for shard in shards))
    left = list(_undone(shards, store, run, watcher))
    for careful in _ROUNDS:
        if left and not run.failed:
            left = _round(left, store, engine, run, watcher, careful=careful, limit=limit)
    run.failed += [(shard.place, "it killed each worker that took it") for shard in left if not run.failed]
    if not run.failed:
        retire(store)
        run.manifest = write_manifest(store, run.rejected)
    return run


def _undone(shards: Sequence[Shard], store: Store, run: Run, watcher: Watcher) -> Iterator[Shard]:
    """Yield the shards that are still to be done; the others are counted."""
    there = set(store.names("_shards"))
    for shard in shards:
        name = record_name(shard_name(shard))
        if name not in there:
            yield shard
            continue
        done = Done(shard_name(shard), json.loads(store.read(name))["counts"], before=True)
        run.sum.add(done)
        watcher.done(done)


def _round(
    shards: Sequence[Shard], store: Store, engine: Engine, run: Run, watcher: Watcher, *, careful: bool, limit: float
) -> list[Shard]:  # fmt: skip
    """Give all shards to the engine once, and return those that died with their workers.

    A shard that fails stops the round: what keeps one from being written keeps the others too.
    """
    work = partial(process_shard, store=store, careful=careful, limit=limit, guarded=True)
    died = []
    for result in engine.run(work, _until_failure(shards, run)):
        if result.error is not None:
            run.failed.append((result.task.place, _reason(result.error)))
        elif result.value is None:
            died.append(result.task)
        else:
            if result.value.name != shard_name(result.task):
                raise OtherVersionError(
                    f"a worker wrote {result.value.name}, where this is version {version()}: install one version on all"
                )
            run.sum.add(result.value)
            watcher.done(result.value)
    if died:
        watcher.say(f"{len(died)} shards died with their workers and are tried again")
    return died


def _until_failure(shards: Iterable[Shard], run: Run) -> Iterator[Shard]:
    for shard in shards:
        if run.failed:
            return
        yield shard


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, StoreError) else f"{type(error).__name__}: {error}"


def _planned(names: Iterable[str], store: Store, engine: Engine, per_shard: int, run: Run) -> list[Shard]:
    """Return the shards of all inputs, in their order, each stretch of bytes once; plans are kept beside the corpus."""
    found: dict[str, Plan] = {}
    sources: dict[str, Input] = {}
    for one in inputs(names, per_shard):
        if isinstance(one, Rejected):
            run.rejected.append(one)
        else:
            sources[_plan_name(one, per_shard)] = one
    known = set(store.names(_PLANS))
    for name in sources:
        if name in known:
            data = json.loads(store.read(name))
            found[name] = Plan(tuple(Shard.from_dict(shard) for shard in data["shards"]))
    todo = {source: name for name, source in sources.items() if name not in found}
    for result in engine.run(partial(plan, per_shard=per_shard), todo):
        name = todo[result.task]
        found[name] = result.value or plan(result.task, per_shard)
        if not found[name].rejected:
            data = {"shards": [shard.to_dict() for shard in found[name].shards]}
            store.write(name, json.dumps(data, ensure_ascii=False, indent=1).encode())
    run.rejected += [one for name in sources for one in found[name].rejected]
    distinct = {shard.key: shard for name in sources for shard in found[name].shards}
    return list(distinct.values())


def _plan_name(source: Input, per_shard: int) -> str:
    """Return where the plan of an input is kept: it changes with the file, as far as the file system tells."""
    parts = [source.kind, *source.urls, *map(str, source.sizes), *source.stamps, str(per_shard)]
    return f"{_PLANS}/{hashlib.sha256(chr(31).join(parts).encode('utf-8', 'surrogatepass')).hexdigest()[:20]}.json"
