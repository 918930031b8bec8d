from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from rashomon.case import Case, CaseError
from rashomon.case.migrations import STEPS, migrate, store_at
from rashomon.case.sqlite import APPLICATION
from rashomon.case.store import Store
from rashomon.records import Comparison

FIRST = Path(__file__).parent / "data" / "first.db"
SHOWN = FIRST.with_suffix(".json")  # what the first version showed


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A case that the first schema made."""
    return Path(shutil.copy(FIRST, tmp_path / "first.db"))


def shape(path: Path) -> set[tuple[str, str, str | None]]:
    connection = sqlite3.connect(path)
    found = set(connection.execute("SELECT type, name, sql FROM sqlite_schema"))
    connection.close()
    return found


def test_a_case_of_the_first_schema_opens_in_the_newest(first: Path, tmp_path: Path) -> None:
    with Case.open(first) as case:
        assert case.store.schema() == 1 + len(STEPS)
        assert case.comparison() == Comparison.from_dict(json.loads(SHOWN.read_text("utf-8")))
        assert [edit.kind for edit in case.edits()] == ["rename", "merge", "split"]
        assert case.search("kovrig")[0].document in {"wire", "post"}
        assert case.status().outdated == 5
        case.compare()
    Case.new(tmp_path / "new.db").close()
    assert shape(first) == shape(tmp_path / "new.db")


def test_an_older_case_is_not_changed_by_reading_only(first: Path) -> None:
    before = first.read_bytes()
    with pytest.raises(CaseError, match="older version"):
        Case.open(first, readonly=True)
    assert first.read_bytes() == before


def test_a_case_of_a_newer_version_is_refused_and_not_touched(where: str) -> None:
    Case.new(where).close()
    store = store_at(where)
    with store.writing():
        store.set_schema(99)
    for readonly in (False, True):
        with pytest.raises(CaseError, match=r"newer version of rashomon \(schema 99, this one knows 3\)"):
            Case.open(where, readonly=readonly)
    assert store.schema() == 99
    store.close()


def test_a_step_that_fails_changes_nothing(where: str) -> None:
    Case.new(where).close()
    store = store_at(where)

    def half(one: Store) -> None:
        one.set_value("half", "done")
        raise CaseError("the disk is full")

    with pytest.raises(CaseError, match="disk is full"):
        migrate(store, {**STEPS, 1 + len(STEPS): half})
    assert store.value("half") is None
    assert store.schema() == 1 + len(STEPS)
    migrate(store, {**STEPS, 1 + len(STEPS): lambda one: one.set_value("half", "whole")})
    assert store.value("half") == "whole"
    assert store.schema() == 2 + len(STEPS)
    store.close()


@pytest.mark.parametrize("content", [b"not a database, but long enough to be looked at" * 100, b""])
def test_what_is_no_case_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "some.db"
    path.write_bytes(content)
    with pytest.raises(CaseError, match="is no case"):
        Case.open(path)
    assert path.read_bytes() == content


def test_another_database_is_no_case(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    with pytest.raises(CaseError, match="some other database"):
        Case.open(path)
    with pytest.raises(CaseError, match="there already"):
        Case.new(path)
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(CaseError, match="there already"):
        Case.new(tmp_path / "notes.txt")
    with pytest.raises(CaseError, match="folder"):
        Case.open(tmp_path)
    with pytest.raises(CaseError, match="no folder"):
        Case.new(tmp_path / "no" / "case.db")


def test_a_case_that_was_given_up_while_it_was_made_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")  # killed before the first table
    connection.close()
    Case.new(path).close()
    Case.open(path).close()


def test_other_tools_know_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a case?#1%.db"
    Case.new(path).close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    strict = connection.execute(
        "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
    )
    assert {name for name, is_strict in strict if not is_strict} == {"sqlite_schema"}
    connection.close()
    if shutil.which("file"):
        told = subprocess.run(["file", str(path)], capture_output=True, text=True, check=True).stdout
        assert f"application id {APPLICATION}" in told


def test_the_views_can_be_read(where: str) -> None:
    views = (
        "articles", "who_said_what", "speakers", "names_of_speakers", "answers_by_speaker", "where_accounts_part",
        "corrections", "changed_articles", "may_be_the_same", "put_aside", "hypotheses_and_answers",
    )  # fmt: skip
    with Case.new(where) as case:
        assert [case.store.count(view) for view in views] == [0] * len(views)


def test_a_server_or_a_name_that_is_none_is_told_in_words(postgres: str) -> None:
    with pytest.raises(CaseError, match="is no name of a case on a server"):
        Case.new(f"{postgres}?case=A;DROP")
    with pytest.raises(CaseError, match=r"127\.0\.0\.1:1/x") as told:
        Case.open("postgresql://me:hidden@127.0.0.1:1/x?connect_timeout=2")
    assert "hidden" not in str(told.value)
