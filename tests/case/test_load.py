"""Two writers and eight readers at once; `python -m benchmarks.case_load 60` is the long form."""

from __future__ import annotations

import json
import subprocess
import sys


def test_nobody_sees_an_error_and_nothing_is_lost(where: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.case_load", "5", where],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    found = json.loads(done.stdout)
    assert (found["errors"], found["lost"]) == ([], 0)
    assert found["documents added"] > 0
    assert found["edits made"] > 0
    assert found["reads"] > 0
