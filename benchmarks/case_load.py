"""Two writers and eight readers on one case: what each got done, and whether anything was lost.

    python -m benchmarks.case_load SECONDS [WHERE...]

WHERE is a path or a `postgresql://` address at which a case can be made; without it, a temporary file and, where
PostgreSQL is installed, a server of its own. Prints a line of JSON for each; leaves with 1 where a process saw an error
or a document or edit that was acknowledged is not there.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.queues import Queue
from pathlib import Path

from rashomon.case import Case
from rashomon.case.shown import Ready, write
from rashomon.records import Anchor, Comparison, Edit
from tests.case.making import NAMES, TOWNS, extractions
from tests.case.server import server

WRITERS, READERS = 2, 8
# Documents in the case before the run, and in each portion that a writer adds.
BEFORE, PORTION = 500, 16


def writer(where: str, number: int, end: float, results: Queue[dict[str, object]]) -> None:
    """Add documents, make edits, and show a comparison, in turn."""
    documents, edits, times = [], [], []
    with Case.open(where) as case:
        turn = 0
        while time.monotonic() < end:
            start = 1_000_000 * (number + 1) + turn * PORTION
            before = time.monotonic()
            documents += case.add_extractions(extractions(PORTION, start=start)).new
            times.append(time.monotonic() - before)
            for one in range(4):
                before = time.monotonic()
                edit = Edit("rename", (Anchor(NAMES[one]),), f"{NAMES[one]} {number} {turn}")
                edits.append(case.edit(edit, who=f"writer {number}").id)
                times.append(time.monotonic() - before)
            if turn % 4 == 0:
                show(case)
            turn += 1
    results.put({"role": "writer", "documents": documents, "edits": edits, "times": times})


def show(case: Case) -> None:
    """Show the statements of the first documents, as a comparison does: in one transaction."""
    rows = list(extractions(BEFORE))
    found = Comparison(
        documents=tuple(row.document for row in rows),
        entities=rows[0].entities,
        statements=tuple(statement for row in rows for statement in row.statements),
    )
    with case.store.writing():
        write(case.store, Ready.of(found))


def reader(where: str, number: int, end: float, results: Queue[dict[str, object]]) -> None:
    """Search, open documents, ask for the status, look at what is shown."""
    chance = random.Random(number)  # noqa: S311
    times = []
    with Case.open(where, readonly=True) as case:
        while time.monotonic() < end:
            before = time.monotonic()
            what = chance.random()
            if what < 0.5:
                hits = case.search(f"{chance.choice(TOWNS)} {chance.choice(NAMES)}", 10)
                assert all(hit.document for hit in hits)
            elif what < 0.8:
                identity = f"doc{chance.randrange(BEFORE):06}"
                assert case.document(identity).id == identity
            elif what < 0.95:
                assert case.store.rows(
                    "SELECT * FROM who_said_what WHERE document = ?", f"doc{chance.randrange(BEFORE):06}"
                )
            else:
                assert case.status().documents >= BEFORE
            times.append(time.monotonic() - before)
    results.put({"role": "reader", "times": times})


def worker(role: str, where: str, number: int, end: float, results: Queue[dict[str, object]]) -> None:
    """Work, and tell any error."""
    try:
        (writer if role == "writer" else reader)(where, number, end, results)
    except BaseException as error:
        results.put({"role": role, "error": f"{type(error).__name__}: {error}", "times": []})
        raise


def load(where: str, seconds: float) -> dict[str, object]:
    """Run all for so many seconds on a new case, and return the figures."""
    with Case.new(where) as case:
        case.add_extractions(extractions(BEFORE))
        show(case)
    context = multiprocessing.get_context("fork")
    results: Queue[dict[str, object]] = context.Queue()
    end = time.monotonic() + seconds
    roles = ["writer"] * WRITERS + ["reader"] * READERS
    workers = [
        context.Process(target=worker, args=(role, where, n, end, results)) for n, role in enumerate(roles)
    ]
    for one in workers:
        one.start()
    found = [results.get(timeout=seconds + 300) for _ in workers]
    for one in workers:
        one.join()
    return {
        "engine": "PostgreSQL" if "://" in where else "SQLite",
        "seconds": seconds,
        **figures(where, found),
    }


def figures(where: str, found: list[dict[str, object]]) -> dict[str, object]:
    """Return what was done, how long it took, and what was lost."""
    with Case.open(where, readonly=True) as case:
        documents = {row[0] for row in case.store.rows("SELECT id FROM documents")}
        edits = {edit.id for edit in case.edits()}
        size = case.store.size()
    writers = [one for one in found if one["role"] == "writer" and "error" not in one]
    made = {str(i) for one in writers for i in listed(one["documents"])}
    said = {str(i) for one in writers for i in listed(one["edits"])}
    return {
        "documents added": len(made), "edits made": len(said),
        "lost": len(made - documents) + len(said - edits),
        "errors": [one["error"] for one in found if "error" in one],
        "reads": sum(len(listed(one["times"])) for one in found if one["role"] == "reader"),
        "write ms (p50, p95, worst)": milliseconds(found, "writer"),
        "read ms (p50, p95, worst)": milliseconds(found, "reader"),
        "size MB": round(size / 1e6, 1),
    }  # fmt: skip


def listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def milliseconds(found: list[dict[str, object]], role: str) -> list[float]:
    times = sorted(float(str(t)) for one in found if one["role"] == role for t in listed(one["times"]))
    if not times:
        return []
    return [round(1000 * times[min(len(times) - 1, int(share * len(times)))], 1) for share in (0.5, 0.95, 1)]


@contextmanager
def places() -> Iterator[list[str]]:
    """Yield where cases can be made: a temporary file, and a server where there is one."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "case.db")
        try:
            with server() as url:
                yield [path, url]
        except FileNotFoundError:
            yield [path]


def main(seconds: float, where: list[str]) -> None:
    failed = False
    with places() if not where else _given(where) as all_places:
        for one in all_places:
            found = load(one, seconds)
            failed = failed or bool(found["errors"] or found["lost"])
            print(json.dumps(found))
    if failed:
        sys.exit(1)


@contextmanager
def _given(where: list[str]) -> Iterator[list[str]]:
    yield where


if __name__ == "__main__":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    main(float(sys.argv[1]), sys.argv[2:])
