from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.case.server import server

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL of the tests' own."""
    try:
        with server("-cfsync=off") as url:
            yield url
    except FileNotFoundError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(error))


@pytest.fixture(params=["sqlite", "postgres"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Return where a new case may be made, on each engine."""
    if request.param == "sqlite":
        return lambda: str(tmp_path / f"case{next(_numbers)}.db")
    url = request.getfixturevalue("postgres")
    return lambda: f"{url}?case=case{next(_numbers)}"


@pytest.fixture
def where(fresh: Callable[[], str]) -> str:
    """Return where one new case may be made."""
    return fresh()
