"""A real PostgreSQL for the tests: started on a free port, in a temporary folder, and taken down again."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# A server starts within a second or two; a busy machine may take longer (seconds).
PATIENCE = 60


def program(name: str) -> str | None:
    """Return a program of PostgreSQL: on the path, or where Debian has it, the newest first."""
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    return str(beside[-1]) if beside else shutil.which(name)


@contextmanager
def server(*options: str) -> Iterator[str]:
    """Yield the address of a server of our own; raise FileNotFoundError where PostgreSQL is not installed."""
    initdb, postgres = program("initdb"), program("postgres")
    if initdb is None or postgres is None:
        raise FileNotFoundError("PostgreSQL is not installed: `apt install postgresql`")
    folder = Path(tempfile.mkdtemp(prefix="rashomon-pg-"))
    try:
        as_user = _user(folder)
        made = subprocess.run(
            [*as_user, initdb, "-D", str(folder / "data"), "-U", "rashomon", "-A", "trust", "-E", "UTF8",
             "--locale=C.UTF-8", "--no-sync"],
            capture_output=True, text=True, cwd=folder,
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
        port = _free_port()
        settings = [
            f"-cport={port}",
            f"-cunix_socket_directories={folder}",
            "-clisten_addresses=127.0.0.1",
            *options,
        ]
        with (folder / "log").open("w") as log:
            process = subprocess.Popen(
                [*as_user, postgres, "-D", str(folder / "data"), *settings],
                stdout=log,
                stderr=log,
                cwd=folder,
            )
        try:
            url = f"postgresql://rashomon@127.0.0.1:{port}/postgres"
            _wait(url, process, folder / "log")
            yield url
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _user(folder: Path) -> list[str]:
    """Return how a command is run as somebody else: PostgreSQL does not run as root."""
    if os.geteuid():
        return []
    name = "postgres" if any(one.pw_name == "postgres" for one in pwd.getpwall()) else "nobody"
    user = pwd.getpwnam(name)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    import psycopg

    end = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.1)
        else:
            return
