"""How soon Chromium shows the workbench of a large case: figures from the browser's own traces, view by view.

Run: python -m benchmarks.browser [DOCUMENTS] [ROUNDS]. Each view is opened in a browser that has nothing in its cache,
as by somebody who comes for the first time, and traced; then it is asked for again and again for the server's time.
`server` is what the server tells of the first view and of the slowest twentieth; `fcp` and `lcp` are the first and the
largest contentful paint since the navigation began, `blocked` what tasks beyond 50 ms hold up, `scripts` and `layout`
how long these took, all in milliseconds; `html` and `all` are kilobytes: of the page, and of all that came over the wire.
Prints a table, and fails where a view takes the server 300 ms, is 100 kB, or asks more than six times. Needs Chromium.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.serve import Client, every_view, make_case, percentile, serving

SLOWEST, LARGEST, MOST = 300, 100, 6
_ARGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
_CATEGORIES = ["loading", "devtools.timeline", "toplevel", "blink.user_timing"]
_TRIES = 3
_LONG = 50_000  # a task that takes longer holds a person up (microseconds)


@dataclass(frozen=True, slots=True)
class Traced:
    """What Chromium tells of one view: milliseconds, kilobytes and counts."""

    fcp: float
    lcp: float
    blocked: float
    scripts: float
    layout: float
    requests: int
    html: float
    all: float


def trace(browser: Browser, address: str) -> Traced:
    """Open an address in a fresh profile, and return what its trace tells; one that lost its beginning is taken again."""
    for _ in range(_TRIES):
        events, size = _events(browser, address)
        starts = [
            one for one in _of(events, "navigationStart") if _data(one).get("documentLoaderURL") == address
        ]
        if starts:
            return told(events, starts[0], size)
    raise SystemExit(f"Chromium's traces of {address} have no beginning")


def _events(browser: Browser, address: str) -> tuple[list[dict[str, Any]], int]:
    """Return the events of a visit, and how many bytes the page has."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    browser.start_tracing(page=page, categories=_CATEGORIES)
    response = page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    page.wait_for_timeout(150)  # the largest paint is known when nothing more comes
    events: list[dict[str, Any]] = json.loads(browser.stop_tracing())["traceEvents"]
    size = len(response.body()) if response else 0
    context.close()
    return events, size


def told(events: list[dict[str, Any]], start: dict[str, Any], html: int) -> Traced:
    """Return what the events of a trace tell of the visit that starts there."""
    visit, begun = _data(start)["navigationId"], start["ts"]
    mine = [one for one in events if one.get("pid") == start["pid"]]
    first, largest = (
        [one["ts"] for one in _of(mine, name) if _data(one).get("navigationId") == visit]
        for name in ("firstContentfulPaint", "largestContentfulPaint::Candidate")
    )
    sent = [_data(one) for one in _of(mine, "ResourceSendRequest")]
    came = [_data(one) for one in _of(mine, "ResourceFinish")]
    tasks = [
        one["dur"]
        for one in _of(mine, "ThreadControllerImpl::RunTask")
        if one["tid"] == start["tid"] and "dur" in one
    ]
    return Traced(
        (first[0] - begun) / 1000, (max(largest, default=first[0]) - begun) / 1000,
        sum(one - _LONG for one in tasks if one > _LONG) / 1000,
        _spent(mine, "EvaluateScript", "FunctionCall", "v8.compile"), _spent(mine, "Layout", "UpdateLayoutTree"),
        len({one["requestId"] for one in sent}), html / 1000, sum(one.get("encodedDataLength", 0) for one in came) / 1000,
    )  # fmt: skip


def _of(events: list[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    return [one for one in events if one["name"] in names]


def _data(event: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = event["args"].get("data", {})
    return found


def _spent(events: list[dict[str, Any]], *names: str) -> float:
    return sum(one.get("dur", 0) for one in _of(events, *names)) / 1000


def measure(browser: Browser, base: str, rounds: int) -> list[dict[str, object]]:
    """Return a row for each view."""
    client, rows = Client(base), []
    for path in every_view(client):
        client.told.clear()
        client.get(path)
        found = trace(browser, base + path)
        for _ in range(rounds):
            client.get(path)
        served = [one["all"] for one in client.told]
        name = path.partition("-")[0] if path.count("/") > 1 else path
        rows.append({"view": name, "server first": 1000 * served[0], "server p95": percentile(served, 0.95),
                     **{key: getattr(found, key) for key in Traced.__slots__}})  # fmt: skip
    client.http.close()
    if client.errors:
        raise SystemExit("; ".join(client.errors[:5]))
    return rows


def table(rows: list[dict[str, Any]]) -> str:
    """Return the rows as Markdown, with the median and the most of each column."""
    names = list(rows[0])
    lines = [[row["view"], *(_written(row[name]) for name in names[1:])] for row in rows]
    for title, make in (("median", statistics.median), ("most", max)):
        lines.append([title, *(_written(make([row[name] for row in rows])) for name in names[1:])])
    marks = ["---", *("---:" for _ in names[1:])]
    return "\n".join("| " + " | ".join(line) + " |" for line in [names, marks, *lines])


def _written(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def main() -> None:
    """Make the case, serve it, trace each view, and print."""
    documents, rounds = ([int(one) for one in sys.argv[1:]] + [5000, 20][len(sys.argv) - 1 :])[:2]
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Chromium is not installed: on Debian, apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "case.db"
        make_case(path, documents)
        with serving(path) as base:
            browser = playwright.chromium.launch(executable_path=chromium, args=_ARGS)
            rows = measure(browser, base, rounds)
            browser.close()
    print(table(rows))
    broken = [
        row
        for row in rows
        if row["server p95"] >= SLOWEST or row["html"] >= LARGEST or row["requests"] > MOST
    ]
    if broken:
        sys.exit("beyond the limits: " + ", ".join(str(row["view"]) for row in broken))


if __name__ == "__main__":
    main()
