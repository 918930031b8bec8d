"""A case of many documents: its size, the time to add, the ten commonest queries, and one more document.

    python -m benchmarks.case [DOCUMENTS] [WHERE]
    python -m benchmarks.case one-more DOCUMENTS [WHERE]

The documents are invented and extracted by no model; what is shown is put together without the pipeline, as many
statements, answers and discrepancies as a real case has. Prints a line for each figure.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rashomon.case import Case
from rashomon.case.shown import Ready, write
from rashomon.pipeline import extract_documents
from rashomon.records import (
    Anchor,
    Answer,
    Comparison,
    Discrepancy,
    Edit,
    Entity,
    Event,
    Extraction,
    Question,
)
from tests.case.making import NAMES, THINGS, TOWNS, extraction, extractions, happening

SEARCHES = 400


def shown(rows: list[Extraction]) -> Comparison:
    """Return a comparison of invented documents: an event a town, ten questions each, an answer to three statements."""
    by_name = {name: Entity(f"e{number}", name, "person", (name,)) for number, name in enumerate(NAMES)}
    local = {entity.id: by_name[entity.name].id for row in rows for entity in row.entities}
    statements = tuple(
        type(s)(s.id, s.document, s.kind, s.content, s.cue, s.source, local[s.speaker or ""],
                confidence=(hash_of(s.id) * 7919 % 1000) / 1000) for row in rows for s in row.statements
    )  # fmt: skip
    answers = tuple(
        Answer(f"a{s.id}", f"q{hash_of(s.id) % 100}", s.speaker, s.id[-3:], "summary", (s.id,), "2031-03-01")
        for s in statements[::3]
    )
    parted = tuple(
        Discrepancy(f"x{one.id}", one.question, "number", "speakers", one.id, other.id, (*one.statements, *other.statements), "note", 0.5)
        for one, other in zip(answers[::20], answers[1::20], strict=False)
    )  # fmt: skip
    events = tuple(
        Event(
            town,
            f"Flood in {town}",
            tuple(row.document.id for row in rows if f"in {town}:" in (row.document.title or "")),
        )
        for town in TOWNS
    )
    questions = tuple(
        Question(f"q{n}", f"How many in {n}?", "number", TOWNS[n % len(TOWNS)]) for n in range(100)
    )
    return Comparison(
        tuple(row.document for row in rows), tuple(by_name.values()), statements, events, questions, answers, parted
    )  # fmt: skip


def hash_of(text: str) -> int:
    return sum(map(ord, text))


def timed(what: str, work: Callable[[], object], times: int = 1) -> None:
    """Do something so often, and print how long once took, by the clock and of the processor (milliseconds)."""
    taken, busy = [], []
    for _ in range(times):
        start, started = time.perf_counter(), time.process_time()
        work()
        taken.append(1000 * (time.perf_counter() - start))
        busy.append(1000 * (time.process_time() - started))
    clock, processor = _told(taken), _told(busy)
    print(f"{what:<44}{clock}   processor {processor}", flush=True)


def _told(taken: list[float]) -> str:
    taken = sorted(taken)
    middle, late = taken[len(taken) // 2], taken[int(0.95 * len(taken))]
    return f"p50 {middle:8.1f} p95 {late:8.1f}" if len(taken) > 1 else f"{middle:25.1f}"


def queries(case: Case, count: int) -> dict[str, Callable[[], object]]:
    """Return the ten queries that a person at a page asks most."""
    chance, rows = random.Random(1), case.store.rows  # noqa: S311
    document = lambda: f"doc{chance.randrange(count):06}"  # noqa: E731
    return {
        "status": case.status,
        "one document": lambda: case.document(document()),
        "its statements": lambda: rows("SELECT * FROM who_said_what WHERE document = ?", document()),
        "what a speaker said (100 latest)": lambda: rows(
            "SELECT s.said, d.published FROM statements s JOIN documents d ON d.id = s.document "
            "WHERE s.speaker = ? ORDER BY d.published DESC LIMIT 100", f"e{chance.randrange(len(NAMES))}"),
        "answers to a question": lambda: rows(
            "SELECT a.*, e.name FROM answers a LEFT JOIN entities e ON e.id = a.speaker WHERE a.question = ? LIMIT 500",
            f"q{chance.randrange(100)}"),
        "statements of an answer": lambda: rows(
            "SELECT s.* FROM answer_statements l JOIN statements s ON s.id = l.statement WHERE l.answer = ?",
            f"a{document()}-0"),
        "discrepancies of a question": lambda: rows("SELECT * FROM discrepancies WHERE question = ?", f"q{chance.randrange(100)}"),
        "least sure statements (50)": lambda: rows("SELECT * FROM statements ORDER BY confidence, place LIMIT 50"),
        "all edits": case.edits,
        "is it up to date": case.is_current,
    }  # fmt: skip


def main(count: int, where: str) -> None:
    with Case.new(where) as case:
        rows = list(extractions(count, sentences=20))

        def fill() -> None:
            for first in range(0, count, 16):
                case.add_extractions(rows[first : first + 16])

        timed(f"{count} documents added in portions of 16", fill)
        letters = sum(len(row.document.text) for row in rows)
        found = shown(rows)

        def put() -> None:
            with case.store.writing():
                write(case.store, Ready.of(found))

        timed("the whole of what is shown written", put)
        timed("… again, when nothing changed", put)
        if "://" not in where:
            case.store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        size = case.store.size()
        print(
            f"{letters / 1e6:.1f} million letters, {len(found.statements)} statements, {len(found.answers)} answers: "
            f"{size / 1e6:.1f} MB, {size / count / 1000:.1f} kB a document"
        )
        timed("all of it read as a comparison", case.comparison)
        for what, query in queries(case, count).items():
            timed(what, query, 200)
        chance = random.Random(2)  # noqa: S311
        kinds: dict[str, Callable[[], str]] = {
            "search: a name and a town": lambda: f"{chance.choice(NAMES)} {chance.choice(TOWNS)}",
            "search: one common word": lambda: chance.choice(
                ["people", "station", "flood", "gate", "hospital"]
            ),
            "search: a part of a word": lambda: chance.choice(["ospita", "mni", "sterq", "eitn", "ulanc"]),
            "search: words in a row": lambda: f'"{" ".join(chance.choice(THINGS).split()[1:4])}"',
            "search: a rare number": lambda: str(chance.randrange(9973)),
        }
        for what, word in kinds.items():
            timed(what, lambda word=word: case.search(word()), SEARCHES // len(kinds))  # type: ignore[misc]
        timed("one more document added", lambda: case.add_extractions([extraction(count + 7, 20)]))
        timed("a document removed", lambda: case.remove("doc000005"))
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def one_more(count: int, where: str) -> None:
    """Print what `add` and `compare` of one more article cost, pipeline and models included: ten articles a happening."""
    with Case.new(where) as case:
        documents = [happening(number) for number in range(count)]
        timed(
            f"{count} documents extracted and added",
            lambda: case.add_extractions(extract_documents(documents)),
        )
        timed("all compared for the first time", case.compare)
        timed("… again, when nothing changed", case.compare)
        # What is newer than all is compared with all; what is older, all that is like it is compared with.
        one_added(case, "newer than all", "2031-12-31")
        one_added(case, "older than all", "2030-12-31")
        edit = Edit("rename", (Anchor(case.comparison().entities[0].name),), "Another")
        timed("an edit made", lambda: case.edit(edit, who="Ann"))
        timed("… and all compared", case.compare)
        status = case.status()
        print(
            f"{status.statements} statements, {status.questions} questions, {status.size / count / 1000:.1f} kB a document, "
            f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
        )


def one_added(case: Case, what: str, day: str) -> None:
    """Print what an article of a day costs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.txt"
        path.write_text(f"language: en\npublished: {day}\n\n{happening(4).text} Late.", "utf-8")
        timed(f"one more article added, {what}", lambda: case.add([str(path)]))
        timed("… and all compared", case.compare)


if __name__ == "__main__":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    given = sys.argv[1:]
    if given[:1] == ["one-more"] and len(given) == 3:
        one_more(int(given[1]), given[2])
    elif given[:1] == ["one-more"]:
        with tempfile.TemporaryDirectory() as name:
            one_more(int(given[1]), f"{name}/case.db")
    elif len(given) == 2:
        main(int(given[0]), given[1])
    else:
        with tempfile.TemporaryDirectory() as name:
            main(int(given[0]) if given else 10_000, f"{name}/case.db")
