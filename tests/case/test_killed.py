"""A case outlives kill -9 at any moment. RASHOMON_KILLS says how often (20), RASHOMON_SEED at which."""

from __future__ import annotations

import os
import subprocess
import sys


def test_nothing_acknowledged_is_lost_and_the_work_comes_to_the_same_end() -> None:
    times, seed = os.environ.get("RASHOMON_KILLS", "20"), os.environ.get("RASHOMON_SEED", "7")
    done = subprocess.run(
        [sys.executable, "-m", "tests.case.killing", times, seed], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"seed {seed}: {done.stdout}\n{done.stderr}"
    assert f"killed {times} times" in done.stdout
