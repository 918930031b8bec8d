"""Dask: workers on many machines, or on this one, that a scheduler hands tasks to."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from distributed import Client, LocalCluster, WorkerPlugin, as_completed
from distributed.scheduler import KilledWorker

from rashomon.cluster.engines.engine import NoWorkersError, Prepare, Result

Task = TypeVar("Task")
Value = TypeVar("Value")

# Tasks with the scheduler for each one at work: enough that no worker waits, few enough that the scheduler holds little.
_AHEAD = 2
# Workers come and go; to ask for them is a message there and back (seconds).
_ASK = 2.0
# Seconds to wait for a scheduler, and for its first worker.
_PATIENCE = 180


# Dask has no types for these.
_as_completed: Any = as_completed
_client: Any = Client
_local_cluster: Any = LocalCluster


class NoSchedulerError(RuntimeError):
    """No Dask scheduler, or no worker of it, answers; the message says which address was tried."""


class _Preparation(WorkerPlugin):
    """Makes a worker ready when it joins."""

    name = "rashomon-prepare"

    def __init__(self, prepare: Prepare) -> None:
        self._prepare = prepare

    def setup(self, worker: Any) -> None:  # noqa: ARG002 - Dask names it
        """Do it in the worker's process."""
        self._prepare()


class Dask:
    """The workers of a scheduler (``tcp://host:8786``), or, without an address, a cluster on this machine."""

    def __init__(
        self,
        prepare: Prepare,
        scheduler: str | None = None,
        workers: int | None = None,
        patience: float = _PATIENCE,
    ) -> None:
        """Connect; raise NoSchedulerError where nobody answers within `patience` seconds.

        Tasks come back with NoWorkersError where no worker has been there for so long.
        """
        self._patience = patience
        self._cluster = None if scheduler else _cluster(workers)
        try:
            self._client = _client(scheduler or self._cluster, timeout=patience)
            self._client.wait_for_workers(1, timeout=patience)
            self._client.register_plugin(_Preparation(prepare))
        except (OSError, TimeoutError) as error:
            raise NoSchedulerError(
                f"no Dask worker answers at {scheduler or 'this machine'}: {error}"
            ) from error

    @property
    def slots(self) -> int:
        """How many tasks run at a time, with the workers that are there now."""
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    @property
    def link(self) -> str | None:
        """The scheduler's own page."""
        found: str | None = self._client.dashboard_link
        return found

    def run(self, work: Callable[[Task], Value], tasks: Iterable[Task]) -> Iterator[Result[Task, Value]]:
        """Yield the result of each task as it comes; a task that outlives several workers comes back as died."""
        waiting = iter(tasks)
        given: dict[Any, Task] = {}
        coming: Any = _as_completed([])
        most, asked = _AHEAD * self.slots, time.monotonic()
        for task in islice(waiting, most):
            coming.add(self._submitted(work, task, given))
        with _Watch(self._client, coming, self._patience) as watch:
            for future in coming:
                task = given.pop(future.key)
                given_up = watch.trouble if future.cancelled() else None
                yield Result(task, None, given_up) if given_up else _result(future, task)
                future.release()
                if time.monotonic() - asked > _ASK:
                    most, asked = _AHEAD * self.slots, time.monotonic()
                for task in islice(waiting, max(0, most - len(given))):
                    coming.add(self._submitted(work, task, given))

    def _submitted(self, work: Callable[[Task], Value], task: Task, given: dict[Any, Task]) -> Any:
        future = self._client.submit(work, task, pure=False)
        given[future.key] = task
        return future

    def close(self) -> None:
        """Leave the scheduler, whose tasks of ours are dropped; a cluster of our own is stopped."""
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()


class _Watch:
    """Cancels tasks for which there has been no worker for some seconds: they would wait for ever."""

    def __init__(self, client: Any, coming: Any, patience: float) -> None:
        self._client, self._coming, self._patience = client, coming, patience
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.trouble: NoWorkersError | None = None

    def __enter__(self) -> _Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        seen = time.monotonic()
        while not self._over.wait(min(_ASK, self._patience / 2)):
            if self._is_anybody_there():
                seen = time.monotonic()
            elif time.monotonic() - seen > self._patience:
                self.trouble = NoWorkersError(
                    f"no Dask worker has been there for {self._patience:g} s: see why they ended, and run the same command again"
                )
                self._client.cancel(list(self._coming.futures), force=True)

    def _is_anybody_there(self) -> bool:
        try:
            return bool(self._client.nthreads())
        except (OSError, TimeoutError):  # the scheduler does not answer either
            return False


def _cluster(workers: int | None) -> Any:
    # the scheduler tells of each worker that dies; so does the run itself, once
    return _local_cluster(
        n_workers=workers,
        threads_per_worker=1,
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
    )


def _result(future: Any, task: Task) -> Result[Task, Any]:
    """Return what became of a task; a value can be lost with its worker after the task was done."""
    try:
        return Result(task, future.result())
    except KilledWorker:
        return Result(task)
    except Exception as error:  # noqa: BLE001 - what the task raised, or what its future was cancelled with
        return Result(task, None, error)
