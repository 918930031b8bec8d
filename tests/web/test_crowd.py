"""Readers and reviewers at once, in the short form of `benchmarks.serve`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from benchmarks.browser import table, trace
from benchmarks.serve import crowd, made_up, shown_of, views
from rashomon.case import Case
from rashomon.web import Desk, Door
from tests.report.conftest import ARGS, _chromium
from tests.web.browsing import served


def test_many_read_and_some_review_without_an_error(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    with Case.new(path) as case:
        case.add_extractions(made_up(12))
        case.compare()
    with Desk(lambda: Case.open(path)) as desk, served(desk, Door(who="Crowd")) as base:
        rows = views(base, 1)
        found = crowd(base, 3, 8, 2, 12)
        kept = desk.edits()
    assert found["errors"] == 0, found["first_errors"]
    assert len(kept) == found["edits"]
    assert found["edits"]
    for row in rows:
        assert float(str(row["kb"])) < 100, row
        assert int(str(row["requests"])) <= 6, row


def test_the_made_up_case_is_sound() -> None:
    rows = list(made_up(90))
    found = shown_of(rows)
    texts = {one.id: one.text for one in found.documents}
    assert all(
        span.of(texts[one.document]).strip()
        for one in found.statements
        for span in (*one.content, *one.source, *one.cue)
    )
    assert {one.cue[0].of(texts[one.document]) for one in found.statements} == {"said"}
    assert found.discrepancies


@pytest.mark.browser
def test_chromium_tells_what_a_view_took(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    Case.new(path).close()
    with (
        Desk(lambda: Case.open(path)) as desk,
        served(desk, Door(who="Crowd")) as base,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=_chromium(), args=ARGS)
        found = trace(browser, base + "/")
        browser.close()
    assert 0 < found.fcp <= found.lcp
    assert found.requests == 5
    assert 1 < found.html < found.all < 200
    row = {"view": "/", "server first": 1.0, "server p95": 2.0, **asdict(found)}
    assert table([row]).splitlines()[0].startswith("| view | server first | server p95 | fcp | lcp |")
