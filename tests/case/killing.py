"""Kills processes that write a case, at moments drawn by chance, and looks at what is left.

    python -m tests.case.killing TIMES SEED [URL]

This process loads what the work needs and forks: a child adds, compares, edits or migrates, and is killed by SIGKILL
after some time, or before its n-th statement of SQL. Then the case must pass the integrity checks, have every edit that
was acknowledged, and, when the work is done again, hold the same bytes of JSON as one that was never disturbed. Cases
are files, or, with the address of a PostgreSQL server, databases of their own there; the server lives.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import psycopg

from rashomon.case import Case, adding, journal
from rashomon.case import case as case_module
from rashomon.case import sqlite as engine
from rashomon.memo import Memo
from rashomon.records import (
    Anchor,
    Answer,
    Comparison,
    Discrepancy,
    Document,
    Edit,
    Entity,
    Event,
    Extraction,
    Outcome,
    Question,
    Rejected,
)  # fmt: skip
from tests.case.making import exported, extraction, text_of

DOCUMENTS, EDITS = 48, 24
FIRST = Path(__file__).parent / "data" / "first.db"
START = datetime(2031, 3, 5, 10, tzinfo=UTC)
Job = Callable[[str, Callable[[str], None]], None]


def compared(
    rows: Sequence[Extraction],
    rejected: Sequence[Rejected],
    *,
    edits: Sequence[Edit],
    memo: Memo,
    **_: object,
) -> Comparison:
    """Stand in for the pipeline, which loads models that no fork survives: shows as much, and keeps results as it does."""
    for row in rows:
        if memo.get("parse", row.document.id) is None:
            memo.put("parse", row.document.id, row.document.text.encode() * 20)
    names = sorted({entity.name for row in rows for entity in row.entities})
    entities = tuple(Entity(f"e{number}", name, "person") for number, name in enumerate(names))
    by_name = {entity.name: entity.id for entity in entities}
    local = {entity.id: by_name[entity.name] for row in rows for entity in row.entities}
    statements = tuple(replace(s, speaker=local.get(s.speaker or "")) for row in rows for s in row.statements)
    answers = tuple(Answer(f"a{s.id}", "q", s.speaker, s.id[-1], s.id, (s.id,)) for s in statements)
    parted = tuple(
        Discrepancy(
            f"x{one.id}",
            "q",
            "number",
            "speakers",
            one.id,
            other.id,
            (*one.statements, *other.statements),
            "",
            0.5,
        )
        for one, other in pairwise(answers)
    )
    return Comparison(
        documents=tuple(row.document for row in rows), entities=entities, statements=statements,
        events=(Event("v", "Flood", tuple(row.document.id for row in rows)),), questions=(Question("q", "How many?", "number", "v"),),
        answers=answers, discrepancies=parted, rejected=tuple(rejected),
        edits=tuple(Outcome(edit, "applied") for edit in edits),
    )  # fmt: skip


def patch(inputs: Path) -> None:
    """Let cases work without models and clock, and write the inputs."""
    adding.extract_documents = lambda group: (_found(document) for document in group)  # type: ignore[assignment]
    case_module.compare_extractions = compared  # type: ignore[assignment]
    journal._now = lambda: START
    for number in range(DOCUMENTS):
        (inputs / f"{number:03}.txt").write_text(f"language: en\n\n{text_of(number)[0]}", "utf-8")


def _found(document: Document) -> Extraction:
    made = extraction(int(document.uri[-7:-4]))
    return Extraction(
        document, tuple(replace(s, document=document.id) for s in made.statements), made.entities
    )


def add(inputs: Path) -> Job:
    """Return the job of adding all inputs."""

    def job(where: str, _: Callable[[str], None]) -> None:
        with Case.open(where) as case:
            case.add([str(inputs)])

    return job


def compare(where: str, _: Callable[[str], None]) -> None:
    """Compare."""
    with Case.open(where) as case:
        case.compare()


def edit(where: str, acknowledge: Callable[[str], None]) -> None:
    """Make the edits that are not there yet, and acknowledge each."""
    with Case.open(where) as case:
        for number in range(len(case.edits()), EDITS):
            made = case.edit(Edit("rename", (Anchor("Ann Roe"),), f"Ann Roe {number}"), who="Ann")
            acknowledge(made.id)


def migrate(where: str, _: Callable[[str], None]) -> None:
    """Open a case of the first schema."""
    Case.open(where).close()


def run(
    job: Job, where: str, *, after: float | None = None, statement: int | None = None
) -> tuple[set[str], float, int]:
    """Run a job in a child that is killed after some time (seconds) or before a statement.

    Return what it acknowledged, how long it ran, and how many statements it began.
    """
    reading, writing = os.pipe()
    start = time.monotonic()
    child = os.fork()
    if child == 0:
        status = 1
        with suppress(BaseException):
            os.close(reading)
            count = _counting(statement)
            job(where, lambda told: os.write(writing, f"{told}\n".encode()) and None)
            os.write(writing, f"={count()}\n".encode())
            status = 0
        os._exit(status)
    os.close(writing)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    with open(reading, encoding="ascii") as stream:  # noqa: PTH123 (a descriptor)
        told = stream.read().split()
    _, status = os.waitpid(child, 0)
    undisturbed = after is None and statement is None
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, f"the job failed: {status}"
    assert not (undisturbed and status), "the job was killed by somebody else"
    counts = [int(one[1:]) for one in told if one.startswith("=")]
    return (
        {one for one in told if not one.startswith("=")},
        time.monotonic() - start,
        counts[0] if counts else 0,
    )


def _counting(last: int | None) -> Callable[[], int]:
    """Count the statements of all connections that are made from now on; before the last one, die."""
    count = 0

    def trace(_: str) -> None:
        nonlocal count
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

    _trace_files(trace)
    _trace_servers(trace)
    return lambda: count


def _trace_files(trace: Callable[[str], None]) -> None:
    connect = sqlite3.connect

    class Traced:
        Error = sqlite3.Error
        sqlite_version_info = sqlite3.sqlite_version_info
        complete_statement = staticmethod(sqlite3.complete_statement)

        @staticmethod
        def connect(*given: object, **named: object) -> sqlite3.Connection:
            connection = connect(*given, **named)  # type: ignore[call-overload]
            connection.set_trace_callback(trace)
            return connection  # type: ignore[no-any-return]

    engine.sqlite3 = Traced  # type: ignore[assignment]


def _trace_servers(trace: Callable[[str], None]) -> None:
    for kind in (psycopg.Cursor, psycopg.ServerCursor):
        for name in ("execute", "executemany"):
            setattr(kind, name, _traced(getattr(kind, name), trace))


def _traced(run: Callable[..., object], trace: Callable[[str], None]) -> Callable[..., object]:
    def traced(cursor: object, query: Any, *given: object, **named: object) -> object:
        trace(str(query))
        return run(cursor, query, *given, **named)

    return traced


class Place(Protocol):
    """Where cases are made, copied and looked at, by name."""

    def at(self, name: str) -> str:
        """Return the path or address of a case."""

    def copy(self, origin: str, name: str) -> str:
        """Copy a case that nobody has open, in the place of any of that name; return where it is."""

    def check(self, where: str) -> None:
        """Look whether a case is whole, by the engine's own means."""


class Files:
    """Cases in files of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def at(self, name: str) -> str:
        return str(self.folder / f"{name}.db")

    def copy(self, origin: str, name: str) -> str:
        target = Path(self.at(name))
        for path in target.parent.glob(f"{target.name}*"):
            path.unlink()
        return str(shutil.copy(origin, target))

    def check(self, where: str) -> None:
        connection = sqlite3.connect(where)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in ("words", "term_parts"):
            connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")  # noqa: S608
        connection.close()


class Databases:
    """Cases in databases of their own on a server, copied as templates are."""

    def __init__(self, url: str) -> None:
        self.url = url

    def at(self, name: str) -> str:
        return urlsplit(self.url)._replace(path=f"/kill_{name}").geturl()

    def copy(self, origin: str, name: str) -> str:
        target = self.at(name)
        self.make(target, urlsplit(origin).path[1:])
        return target

    def make(self, target: str, template: str) -> None:
        """Make a database in the place of any of that name."""
        name = urlsplit(target).path[1:]
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')

    def check(self, where: str) -> None:
        with psycopg.connect(where) as connection:
            connection.execute("CREATE EXTENSION IF NOT EXISTS amcheck")
            connection.execute(
                "SELECT bt_index_check(i.indexrelid, true) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
                "JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_am a ON a.oid = c.relam "
                "WHERE n.nspname = 'rashomon' AND a.amname = 'btree'"
            )


def export(where: str) -> bytes:
    """Return all that a case holds as JSON."""
    with Case.open(where) as case:
        return exported(case)


class Scene:
    """A job, the case before it, what comes after it, and the bytes that must come of all."""

    def __init__(self, place: Place, name: str, before: str, job: Job, rest: Sequence[Job]) -> None:
        self.place, self.name, self.before, self.job, self.rest = place, name, before, job, rest
        where = place.copy(before, "undisturbed")
        _, self.seconds, self.statements = run(job, where)
        self.after = place.copy(where, f"after_{name}")
        self.wanted = self.finish(where)

    def finish(self, where: str) -> bytes:
        """Do the job, again where it is done, and what comes after it; return what the case holds."""
        for job in (self.job, *self.rest):
            run(job, where)
        return export(where)

    def kill(self, chance: random.Random) -> None:
        """Kill the job once, and look."""
        where = self.place.copy(self.before, "killed")
        if chance.random() < 0.5:
            told, _, _ = run(self.job, where, after=chance.uniform(0, self.seconds))
        else:
            told, _, _ = run(self.job, where, statement=chance.randint(1, self.statements))
        self.place.check(where)
        with Case.open(where) as case:
            kept = {one.id for one in case.edits()}
        assert told <= kept, f"{len(told - kept)} acknowledged edits are lost"
        assert self.finish(where) == self.wanted, f"{self.name}: another result"


def main(times: int, seed: int, url: str | None = None) -> None:
    """Kill so many times, each job in turn."""
    chance = random.Random(seed)  # noqa: S311
    with tempfile.TemporaryDirectory(prefix="rashomon-kill-") as name:
        folder = Path(name)
        inputs = folder / "inputs"
        inputs.mkdir()
        patch(inputs)
        place = Databases(url) if url else Files(folder)
        empty = place.at("empty")
        if isinstance(place, Databases):
            place.make(empty, "template0")
        Case.new(empty).close()
        adds = Scene(place, "add", empty, add(inputs), (compare, edit, compare))
        compares = Scene(place, "compare", adds.after, compare, (edit, compare))
        edits = Scene(place, "edit", compares.after, edit, (compare,))
        scenes = [adds, compares, edits]
        if url is None:
            scenes.append(Scene(place, "migrate", str(FIRST), migrate, (add(inputs), compare)))
        for number in range(times):
            scenes[number % len(scenes)].kill(chance)
        told = ", ".join(f"{scene.name} {scene.statements} statements" for scene in scenes)
        sys.stdout.write(f"killed {times} times, seed {seed}: {told}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
