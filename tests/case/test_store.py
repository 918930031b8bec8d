"""The same tests of the store on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from rashomon.case import Case, CaseError, adding, journal, shown
from rashomon.case.copying import tables
from rashomon.case.migrations import store_at
from rashomon.case.remembering import Remembered
from rashomon.case.shelves import SHELVES, TIES
from rashomon.case.shown import Ready
from rashomon.case.store import Store
from rashomon.records import Anchor, Comparison, Document, Edit, Extraction
from tests.case.making import extractions
from tests.report.fixture import comparison
from tests.test_records import comparisons


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    found = store_at(where, new=True)
    yield found
    found.close()


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store of each engine for all examples of a property: each finds the one before in it."""
    if request.param == "sqlite":
        where = str(tmp_path_factory.mktemp("kept") / "case.db")
    else:
        where = f"{request.getfixturevalue('postgres')}?case=kept"
    found = store_at(where, new=True)
    yield found
    found.close()


def storable(found: Comparison) -> Comparison:
    """Return a comparison whose statements stand in its documents, each of which is there once."""
    documents = tuple({one.id: one for one in found.documents}.values())
    if not documents:
        return replace(found, documents=(), statements=())
    statements = tuple(
        replace(one, document=documents[number % len(documents)].id)
        for number, one in enumerate(found.statements)
    )
    return replace(found, documents=documents, statements=statements)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(comparisons.map(storable))
def test_what_is_shown_comes_back_as_it_was(kept: Store, found: Comparison) -> None:
    with kept.writing():
        kept.run("DELETE FROM documents")
        kept.run("DELETE FROM words")
    assert len(adding.add_extractions(kept, map(Extraction, found.documents), "1").new) == len(
        found.documents
    )
    with kept.reading():
        before = shown.kept_advice(kept)
    with kept.writing():
        shown.write(kept, Ready.of(found))
    with kept.reading():
        assert shown.read(kept) == replace(found, advice=found.advice or before)


def test_one_field_is_read_as_in_the_whole(store: Store) -> None:
    found = comparison()
    add_all(store, found)
    with store.writing():
        shown.write(store, Ready.of(found))
    for shelf in SHELVES:
        with store.reading():
            assert shown.read_field(store, shelf.field) == getattr(found, shelf.field)


def add_all(store: Store, found: Comparison) -> None:
    rows = [
        Extraction(one, tuple(s for s in found.statements if s.document == one.id), found.entities)
        for one in found.documents
    ]
    adding.add_extractions(store, rows, "1")


def test_only_rows_that_changed_are_written(store: Store) -> None:
    found = comparison()
    add_all(store, found)
    with store.writing():
        shown.write(store, Ready.of(found))
    written: list[str] = []
    counted = _counting(store, written)
    less = replace(
        found,
        answers=found.answers[1:],
        statements=(replace(found.statements[0], confidence=0.5), *found.statements[1:]),
        events=(replace(found.events[0], title="Another"),),
    )
    with store.writing():
        shown.write(store, Ready.of(less))
    counted()
    # of a1 its row and its two statements; one statement, one event
    assert sorted(written) == [
        "DELETE answer_statements", "DELETE answer_statements", "DELETE answers", "INSERT events", "INSERT statements",
    ]  # fmt: skip
    with store.reading():
        assert shown.read(store) == less


def _counting(store: Store, written: list[str]) -> Callable[[], None]:
    """Note each row that is written, until the function that is returned is called."""
    run = store.run

    def noted(sql: str, rows: object = ((),)) -> None:
        listed = list(rows)  # type: ignore[call-overload]
        words = sql.replace("INTO ", "").replace("FROM ", "").split()
        written.extend(f"{words[0]} {words[1]}" for _ in listed if words[1] != "about")
        run(sql, listed)

    store.run = noted  # type: ignore[method-assign]
    return lambda: setattr(store, "run", run)


def test_a_new_row_moves_no_other(store: Store) -> None:
    found = comparison()
    add_all(store, found)
    with store.writing():
        shown.write(store, Ready.of(replace(found, statements=found.statements[:5] + found.statements[6:])))
    before = dict(store.rows("SELECT id, place FROM statements"))
    with store.writing():
        shown.write(store, Ready.of(found))
    after = dict(store.rows("SELECT id, place FROM statements"))
    assert {one: place for one, place in after.items() if one in before} == before
    with store.reading():
        assert shown.read(store) == found


@pytest.mark.parametrize(
    "sql", ["UPDATE edits SET who = 'Eve'", "DELETE FROM edits", "DELETE FROM edits WHERE who = 'Ann'"]
)
def test_an_edit_is_never_changed_or_taken_away(store: Store, sql: str) -> None:
    edit = Edit("rename", (Anchor("Roe"),), "Ann Roe", who="Ann", when="2031-03-05T10:00:00.000+00:00")
    with store.writing(durable=True):
        journal.write(store, [edit])
    with pytest.raises(CaseError, match="undo it by another"), store.writing():
        store.run(sql)
    assert journal.read(store) == (edit,)


def test_an_edit_is_not_written_over(where: str) -> None:
    with Case.new(where) as case:
        kept = case.edit(Edit("rename", (Anchor("Roe"),), "Ann Roe"), who="Ann")
        over = "INSERT INTO edits (id, at, who, kind, about, why, record) VALUES (?, 'x', 'Eve', 'x', 'x', '', '{}')"
        if where.startswith("postgresql"):
            with pytest.raises(CaseError), case.store.writing():
                case.store.run(over, [(kept.id,)])
        else:
            with case.store.writing():
                case.store.run(over.replace("INSERT", "INSERT OR REPLACE"), [(kept.id,)])
        assert case.edits() == (kept,)


def test_what_fails_is_not_written_at_all(store: Store) -> None:
    def half_way() -> None:
        with store.writing():
            store.set_value("a", "1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_way()
    assert store.value("a") is None
    with store.writing():
        store.set_value("a", "2")
    assert store.value("a") == "2"


def end(url: str, store: Store) -> None:
    """End the connection of a store, as a server does that goes down."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        (number,) = store.rows("SELECT pg_backend_pid()")[0]
        connection.execute("SELECT pg_terminate_backend(%s, 5000)", (number,))


def write_and_lose(url: str, store: Store) -> None:
    with store.writing():
        store.set_value("half", "done")
        end(url, store)
        store.set_value("other half", "done")


def test_a_lost_connection_is_told_and_the_next_call_has_a_new_one(postgres: str) -> None:
    with Case.new(f"{postgres}?case=lost") as case:
        kept = case.edit(Edit("rename", (Anchor("Ann"),), "Anna"), who="Me")
        end(postgres, case.store)
        assert case.edits() == (kept,)  # nobody was doing anything: nobody has to know
        with pytest.raises(CaseError, match="lost; what was done before is kept, do the rest again"):
            write_and_lose(postgres, case.store)
        assert case.store.value("half") is None
        case.edit(Edit("rename", (Anchor("Bo"),), "Bob"), who="Me")
        assert len(case.edits()) == 2
    with pytest.raises(CaseError, match="closed"):
        case.edits()


def test_a_reader_sees_one_state_while_another_writes(where: str) -> None:
    with Case.new(where) as one, Case.open(where) as other:
        one.add_extractions(extractions(2))
        with one.store.reading():
            assert one.store.count("documents") == 2
            other.add_extractions(extractions(2, start=2))
            assert one.store.count("documents") == 2
        assert one.store.count("documents") == 4


def test_a_memo_keeps_bytes_and_forgets_what_is_not_used(store: Store) -> None:
    first = Remembered(store)
    first.put("parse", "a", b"\x00one")
    first.put("parse", "b", b"two")
    assert first.get("parse", "a") == b"\x00one"
    first.flush()
    second = Remembered(store)
    assert second.get("parse", "b") == b"two"
    assert second.get("questions", "b") is None
    with store.writing():
        second.forget_rest()
    assert store.rows("SELECT key FROM memo") == [("b",)]


def test_what_a_memo_brings_ahead_is_what_it_keeps(store: Store) -> None:
    before = Remembered(store)
    before.put("facts", "a", b"one")
    before.flush()
    memo = Remembered(store)
    memo.ahead("facts", ["a", "b", "c"])
    memo.ahead("parse", [])
    with store.writing():
        store.run("DELETE FROM memo")  # what was brought is here
    assert [memo.get("facts", key) for key in "abc"] == [b"one", None, None]
    assert memo.get("parse", "a") is None
    memo.put("facts", "b", b"two")
    memo.flush()
    assert [memo.get("facts", key) for key in "abc"] == [b"one", b"two", None]


def test_an_id_or_a_text_that_no_engine_keeps_comes_back(store: Store) -> None:
    rows = [Extraction(Document(name, f"{name} text", title="a\x00b")) for name in ("d\x00", "d\ufffd", "d")]
    assert len(adding.add_extractions(store, rows, "1").new) == 3
    assert len(adding.add_extractions(store, rows, "1").known) == 3
    found = Comparison(documents=tuple(row.document for row in rows))
    with store.writing():
        shown.write(store, Ready.of(found))
    with store.reading():
        assert shown.read(store) == found


def test_every_table_of_the_schema_is_one_that_is_copied(store: Store) -> None:
    if store.where.startswith("postgresql"):
        rows = store.rows(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_type = 'BASE TABLE'",
            store.where.rpartition("=")[2],
        )
    else:
        rows = store.rows(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'words%' "
            "AND name NOT LIKE 'term_parts%' AND name NOT LIKE 'sqlite_%'"
        )
    # what is left is made anew of the documents, or is the engine's own
    assert {row[0] for row in rows} - {"about", "terms", "words"} == set(tables())
    assert {shelf.table for shelf in SHELVES} | {tie.table for tie in TIES} <= set(tables())
