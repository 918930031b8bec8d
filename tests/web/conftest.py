"""A workbench for each test, over a case in memory, and a browser that keeps its cookies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import pytest
from httpx import Response
from starlette.testclient import TestClient

from rashomon.records import Comparison
from rashomon.web import Desk, Door, workbench
from tests.report.fixture import comparison
from tests.web.memory import MemoryCase


@dataclass
class Bench:
    """A workbench as a browser without script sees it."""

    case: MemoryCase
    desk: Desk
    client: TestClient
    pages: list[str] = field(default_factory=list)

    def get(self, path: str, status: int = 200) -> str:
        response = self.client.get(path)
        assert response.status_code == status, f"{path}: {response.status_code}"
        return response.text

    def token(self, path: str = "/add") -> str:
        found = re.search(r'name="token" value="([^"]+)"', self.get(path))
        return unescape(found[1]) if found else ""

    def post(self, path: str, data: dict[str, Any], page: str = "/add", **more: Any) -> Response:
        """Send a form as the page at `page` would, and follow where it leads."""
        form = {"token": self.token(page), "back": page, **data}
        return self.client.post(path, data=form, headers={"origin": "http://127.0.0.1:8031"}, **more)


Open = Callable[..., Bench]


@pytest.fixture
def open_bench() -> Iterator[Open]:
    with ExitStack() as stack:

        def opened(found: Comparison | None = None, door: Door | None = None, **given: Any) -> Bench:
            case = MemoryCase(found if found is not None else comparison())
            desk = stack.enter_context(Desk(lambda: case, **given))
            client = TestClient(workbench(desk, door or Door(who="Ada")), base_url="http://127.0.0.1:8031")
            return Bench(case, desk, stack.enter_context(client))

        yield opened


@pytest.fixture
def bench(open_bench: Open) -> Bench:
    return open_bench()
