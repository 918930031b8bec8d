"""Where the annotated data for development lies; tests that need it skip when it is absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared(name: str) -> Path:
    path = Path(os.environ.get("RASHOMON_DATA", _BESIDE)) / name
    if not path.exists():
        pytest.skip(f"no {name} here: set RASHOMON_DATA to the folder of annotated data")
    return path
