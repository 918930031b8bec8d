from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from distributed.scheduler import KilledWorker

from rashomon.cluster.engines import Engine
from rashomon.cluster.engines.dask import Dask, NoSchedulerError, _result
from rashomon.cluster.engines.engine import NoWorkersError
from rashomon.cluster.engines.pool import Pool
from tests.cluster.work import die, die_once, double, fail, process_id, ready, slow


@pytest.fixture(scope="module", params=["pool", "dask"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    found: Engine = Pool(ready, 2) if request.param == "pool" else Dask(ready, workers=2)
    yield found
    found.close()


def test_each_task_comes_back_once_with_its_value(engine: Engine) -> None:
    found = {result.task: result.value for result in engine.run(double, range(50))}
    assert found == {number: 2 * number for number in range(50)}


def test_no_task_is_no_result(engine: Engine) -> None:
    assert list(engine.run(double, [])) == []


def test_what_a_task_raises_comes_back(engine: Engine) -> None:
    found = {result.task: result for result in engine.run(fail, range(4))}
    assert [found[number].value for number in (0, 2)] == [0, 2]
    assert [str(found[number].error) for number in (1, 3)] == ["odd: 1", "odd: 3"]
    assert not any(result.died for result in found.values())


def test_tasks_are_taken_as_workers_become_free(engine: Engine) -> None:
    taken = 0

    def tasks() -> Iterator[int]:
        nonlocal taken
        for number in range(12):
            taken += 1
            yield number

    ahead = []
    for done, _ in enumerate(engine.run(slow, tasks()), 1):
        ahead.append(taken - done)
    assert max(ahead) <= 2 * engine.slots


def test_both_workers_work(engine: Engine) -> None:
    assert engine.slots == 2
    assert len({result.value for result in engine.run(process_id, range(40))}) == 2


def test_a_task_whose_worker_dies_comes_back_and_so_do_the_others(engine: Engine, tmp_path: Path) -> None:
    """It may have been tried again, or not: what counts is that it is known, and that the rest goes on."""
    markers = [str(tmp_path / str(number)) for number in range(2)]
    left = markers
    for _ in range(3):
        results = list(engine.run(die_once, left))
        assert sorted(result.task for result in results) == sorted(left)
        left = [result.task for result in results if result.died]
    assert not left
    assert len(list(engine.run(double, range(10)))) == 10


def test_a_deadly_task_ends_as_dead_and_costs_no_other() -> None:
    engine = Pool(ready, 2)
    found = {result.task: result for result in engine.run(die, range(8))}
    engine.close()
    assert [number for number, result in found.items() if result.died] == [3]
    assert [found[number].value for number in range(8) if number != 3] == [0, 1, 2, 4, 5, 6, 7]


def _dies_at_once() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_workers_that_never_start_end_the_run_with_a_reason() -> None:
    engine = Pool(_dies_at_once, 1)
    with pytest.raises(NoWorkersError, match="5 workers died in a row"):
        list(engine.run(double, range(20)))
    engine.close()


def test_a_closed_pool_leaves_no_process() -> None:
    engine = Pool(ready, 2)
    for _ in engine.run(double, range(4)):
        pass
    pids = engine.pids
    engine.close()
    assert pids
    assert not any(psutil.pid_exists(pid) for pid in pids)


def test_nobody_at_the_address_is_said() -> None:
    with pytest.raises(NoSchedulerError, match=r"tcp://127\.0\.0\.1:9"):
        Dask(ready, "tcp://127.0.0.1:9", patience=1)


def test_tasks_that_no_worker_takes_come_back_with_a_reason() -> None:
    engine = Dask(ready, workers=1, patience=2)
    list(engine.run(double, [1]))
    engine._cluster.scale(0)
    found = list(engine.run(double, range(3)))
    engine.close()
    assert sorted(result.task for result in found) == [0, 1, 2]
    assert all(isinstance(result.error, NoWorkersError) for result in found)


class _Lost:
    """A future of Dask's that was done, and whose value is gone."""

    status = "finished"

    def __init__(self, error: Exception) -> None:
        self.error = error

    def result(self) -> None:
        raise self.error


def test_a_value_lost_after_its_task_was_done_stops_no_run() -> None:
    assert _result(_Lost(KilledWorker("double", "tcp://a:1", 3)), 7).died
    assert str(_result(_Lost(OSError("gone")), 7).error) == "gone"


@pytest.mark.long
def test_dask_gives_up_on_a_deadly_task_and_does_the_others() -> None:
    engine, start = Dask(ready, workers=2), time.monotonic()
    left, found = list(range(8)), {}
    for _ in range(3):
        for result in engine.run(die, left):
            if not result.died:
                found[result.task] = result.value
        left = [number for number in left if number not in found]
    engine.close()
    assert left == [3]
    assert time.monotonic() - start < 240
