from __future__ import annotations

import os

import courlan  # noqa: F401
import dateparser  # noqa: F401
import pytest
from hypothesis import settings

# Libraries that warn, or turn warnings off, when they are first imported do so here, and in no test.
import rashomon.stages  # noqa: F401

# The first example of a test may load a model or a gazetteer: a deadline would test the machine.
settings.register_profile("rashomon", deadline=None)
settings.load_profile("rashomon")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what takes minutes, unless it is asked for."""
    skip = pytest.mark.skip(reason="takes minutes: set RASHOMON_LONG to run it")
    for item in items:
        if item.get_closest_marker("long") and not os.environ.get("RASHOMON_LONG"):
            item.add_marker(skip)
