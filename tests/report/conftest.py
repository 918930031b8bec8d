"""One Chromium for all browser tests of the report: nothing it does in the background reaches the network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from rashomon.records import Comparison
from rashomon.report import write_report
from tests.report.fixture import comparison

ARGS = [
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-gpu", "--disable-quic", "--no-first-run",
]  # fmt: skip

Open = Callable[..., Page]


def _chromium() -> str:
    path = shutil.which("chromium")
    if path is None and os.environ.get("CI"):
        pytest.fail("Chromium is not installed, and CI must run the browser tests")
    if path is None:
        pytest.skip("Chromium is not installed")
    return path


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = _chromium()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGS)
        yield running
        running.close()


@pytest.fixture
def open_report(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open the report on a comparison; whatever it asks of the network or logs as an error fails the test."""
    contexts, troubles = [], []

    def opened(found: Comparison | None = None, fragment: str = "", **options: Any) -> Page:
        path = tmp_path / "report.html"
        write_report(found or comparison(), path, version="test")
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: request.url.startswith("file:") or troubles.append(request.url))
        page.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda message: message.type == "error" and troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(path.as_uri() + fragment)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []
