"""A case outlives kill -9 at any moment. RASHOMON_KILLS says how often (20; 3 on a server), RASHOMON_SEED at which."""

from __future__ import annotations

import os
import subprocess
import sys


def test_nothing_acknowledged_is_lost_and_the_work_comes_to_the_same_end() -> None:
    killed("20")


def test_a_server_loses_nothing_where_who_writes_to_it_is_killed(postgres: str) -> None:
    killed("3", postgres)


def killed(usually: str, *url: str) -> None:
    times, seed = os.environ.get("RASHOMON_KILLS", usually), os.environ.get("RASHOMON_SEED", "7")
    done = subprocess.run(
        [sys.executable, "-m", "tests.case.killing", times, seed, *url],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"seed {seed}: {done.stdout}\n{done.stderr}"
    assert f"killed {times} times" in done.stdout
