"""The engine of one machine: a process for each core, watched over by the driver.

The standard library's pools do not tell which task killed a worker, and one of them waits for ever. Here each worker
has a pipe of its own: a worker that dies is known at once, with its task, and replaced.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from rashomon.cluster.engines.engine import NoWorkersError, Prepare, Result

Task = TypeVar("Task")
Value = TypeVar("Value")

_SPAWN = get_context("spawn")
# How often a worker looks whether its driver lives (seconds).
_LOOK = 1.0
# A worker that dies before its first task is at fault by itself: after so many in a row nobody will do better.
_STILLBORN = 5


@dataclass(eq=False, slots=True)
class _Worker:
    """A process and its pipe; `task` is what it is at, in a list, since a task may be None."""

    process: Any
    pipe: Connection
    task: list[Any] = field(default_factory=list)
    used: bool = False


class Pool:
    """Processes on this machine: as many as there are cores, unless told otherwise."""

    link: str | None = None

    def __init__(self, prepare: Prepare, workers: int | None = None) -> None:
        """Start nothing yet: workers start with the first tasks, each with `prepare`."""
        self._prepare = prepare
        self.slots = workers or len(os.sched_getaffinity(0))
        self._workers: list[_Worker] = []
        self._stillborn = 0

    def run(self, work: Callable[[Task], Value], tasks: Iterable[Task]) -> Iterator[Result[Task, Value]]:
        """Yield the result of each task as it comes; each worker has one at a time."""
        waiting = iter(tasks)
        more = True
        while more or any(worker.task for worker in self._workers):
            while more and (worker := self._free()):
                task = next(waiting, _NONE)
                more = task is not _NONE
                if not more or not self._given(worker, work, task):
                    break
            yield from self._arrived()

    def close(self) -> None:
        """Stop all workers."""
        for worker in self._workers:
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()
        self._workers.clear()

    @property
    def pids(self) -> list[int]:
        """The processes that work now."""
        return [worker.process.pid for worker in self._workers]

    def _free(self) -> _Worker | None:
        """Return a worker with nothing to do, started if there may be another."""
        found = next((worker for worker in self._workers if not worker.task), None)
        if found is None and len(self._workers) < self.slots:
            ours, theirs = _SPAWN.Pipe()
            process = _SPAWN.Process(target=_serve, args=(theirs, os.getpid(), self._prepare), daemon=True)
            process.start()
            theirs.close()
            found = _Worker(process, ours)
            self._workers.append(found)
        return found

    def _given(self, worker: _Worker, work: Callable[[Any], Any], task: object) -> bool:
        """Hand a task to a worker; one that cannot take it has died, which is found when it is waited for."""
        worker.task = [task]
        try:
            worker.pipe.send((work, task))
        except (BrokenPipeError, ConnectionResetError):
            return False
        return True

    def _arrived(self) -> Iterator[Result[Any, Any]]:
        """Wait for workers and yield what they bring; the dead are buried with their tasks."""
        busy: dict[Any, _Worker] = {worker.pipe: worker for worker in self._workers if worker.task}
        for pipe in wait(list(busy)) if busy else ():
            worker = busy[pipe]
            try:
                value, error = worker.pipe.recv()
            except (EOFError, OSError):
                yield Result(worker.task[0])
                self._bury(worker)
                continue
            task, worker.task, worker.used = worker.task[0], [], True
            yield Result(task, value, error)

    def _bury(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        self._stillborn = 0 if worker.used else self._stillborn + 1
        if self._stillborn >= _STILLBORN * self.slots:
            raise NoWorkersError(
                f"{self._stillborn} workers died in a row before they had done anything: is there enough memory?"
            )


_NONE: Any = object()


def _serve(pipe: Connection, driver: int, prepare: Prepare) -> None:
    """Do tasks until the driver is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the driver is told, and stops its workers
    threading.Thread(target=_watch, args=(driver,), daemon=True).start()
    prepare()
    while True:
        try:
            work, task = pipe.recv()
        except EOFError:
            return
        try:
            answer: tuple[Any, Exception | None] = work(task), None
        except Exception as error:  # noqa: BLE001 - it is the driver's to judge
            answer = None, error
        pipe.send(answer)


def _watch(driver: int) -> None:
    """End this process when its driver is gone: nobody would have what it is at."""
    while os.getppid() == driver:
        time.sleep(_LOOK)
    os._exit(1)
