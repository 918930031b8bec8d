"""Work for engines, importable in their workers."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def ready() -> None:
    """Nothing to make ready."""


def double(number: int) -> int:
    return 2 * number


def fail(number: int) -> int:
    if number % 2:
        raise ValueError(f"odd: {number}")
    return number


def slow(number: int) -> int:
    time.sleep(0.2)
    return number


def process_id(number: int) -> int:  # noqa: ARG001
    time.sleep(0.05)
    return os.getpid()


def die_once(marker: str) -> int:
    """Die the first time, for good reason unknown."""
    try:
        Path(marker).touch(exist_ok=False)
    except FileExistsError:
        return 1
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def die(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number
