"""The command that serves, and the one that lets people in."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from rashomon.case import Case
from rashomon.cli import main
from rashomon.cli_serve import _door, _is_loopback
from rashomon.web.passwords import read_passwords

SECRET = "a-token-of-sixteen-letters"  # noqa: S105 (opens nothing)


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_a_case_is_served_until_it_is_stopped(tmp_path: Path, end: signal.Signals) -> None:
    path = tmp_path / "case.db"
    Case.new(path).close()
    command = [
        sys.executable,
        "-c",
        "from rashomon.cli import main; main()",
        "serve",
        str(path),
        "--port",
        "0",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ}) as process:
        try:
            assert process.stderr is not None
            line = next(line for line in process.stderr if "is served at" in line)
            address = re.search(r"http://127\.0\.0\.1:\d+/", line)
            assert address
            response = httpx.get(address[0], timeout=60)
            assert response.status_code == 200
            assert "The case is empty" in response.text
            assert "server" not in response.headers
            (worker,) = children(process.pid)
            process.send_signal(end)
            assert process.wait(60) in (0, 1, 130, -signal.SIGKILL)
        finally:
            process.kill()
    for _ in range(100):
        if not worker.exists():
            return
        time.sleep(0.1)
    pytest.fail("the process that compares outlives the server")


def children(pid: int) -> list[Path]:
    """Return the processes that a process has started to work for it."""
    rows = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    found = [Path(f"/proc/{row}") for row in rows]
    return [row for row in found if b"spawn_main" in (row / "cmdline").read_bytes()]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--host", "0.0.0.0"], "is not this machine alone"),  # noqa: S104
        (["--host", "::"], "is not this machine alone"),
        (["--token", "short"], "16 characters"),
        (["--certificate", __file__], "go together"),
    ],
)
def test_a_door_that_stands_open_is_refused(tmp_path: Path, options: list[str], words: str) -> None:
    path = tmp_path / "case.db"
    Case.new(path).close()
    done = CliRunner().invoke(main, ["serve", str(path), *options])
    assert done.exit_code == 2
    assert words in done.output


def test_a_case_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["serve", str(tmp_path / "none.db")])
    assert done.exit_code == 2
    assert "none.db" in done.output


def test_on_a_network_a_token_or_passwords_open_it() -> None:
    door = _door("0.0.0.0", "", SECRET, None, readonly=False, names=("desk.example",))  # noqa: S104
    assert door.locked
    assert door.knows("desk.example:8031")
    assert door.knows("10.0.0.5:8031")
    assert not door.knows("evil.example")
    assert not _door("127.0.0.1", "Ann", None, None, readonly=False, names=()).locked


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("10.0.0.1", False),
        ("desk", False),
    ],
)
def test_which_addresses_are_this_machine_alone(host: str, own: bool) -> None:
    assert _is_loopback(host) is own


def test_people_are_let_in_and_get_new_passwords(tmp_path: Path) -> None:
    file = tmp_path / "people"
    for name, password in (("ann", "a quiet river"), ("bo", "another river"), ("ann", "a third river")):
        done = CliRunner().invoke(main, ["password", str(file), name], input=f"{password}\n{password}\n")
        assert done.exit_code == 0, done.output
        assert password not in done.output
    known = read_passwords(file)
    assert known.check("ann", "a third river")
    assert not known.check("ann", "a quiet river")
    assert known.check("bo", "another river")
    assert file.stat().st_mode & 0o777 == 0o600
    done = CliRunner().invoke(
        main, ["password", str(file), "x:y"], input="a long enough one\na long enough one\n"
    )
    assert done.exit_code == 2
