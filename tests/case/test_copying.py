from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rashomon.case import Case, CaseError, copy
from rashomon.case.copying import tables
from rashomon.case.pointing import Pointing
from rashomon.records import Anchor, Edit, Rejected
from tests.case.making import exported, extractions


@pytest.fixture
def filled(tmp_path: Path) -> str:
    """A case in a file with a row in nearly every table."""
    where = str(tmp_path / "origin.db")
    with Case.new(where) as case:
        case.add_extractions(extractions(12, sentences=3))
        case.add(["no-such-file.txt"])
        shown = Pointing(case.compare())
        first = case.edit(Edit("rename", (Anchor("Ann Roe"),), "Anna Roe", why="her\x00name"), who="Ann")
        case.edit(Edit("hypothesis", name="It was opened."), who="Ann")
        case.edit(Edit("note", quotes=(shown.quote("doc000001-0"),), why="ask her"), who="Bob")
        case.edit(Edit("undo", edit=first.id), who="Bob")
        case.compare()
    return where


def rows(case: Case) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table that holds something of its own."""
    return {
        table: sorted(
            (
                tuple(bytes(c) if isinstance(c, memoryview) else c for c in row)
                for row in case.store.rows(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608
            ),
            key=repr,
        )
        for table, columns in tables().items()
    }


def test_a_case_goes_to_the_other_engine_and_back_without_loss(
    filled: str, fresh: Callable[[], str], tmp_path: Path
) -> None:
    there, back = fresh(), str(tmp_path / "back.db")
    copy(filled, there)
    copy(there, back)
    with Case.open(filled) as one, Case.open(there) as two, Case.open(back) as three:
        assert exported(one) == exported(two) == exported(three)
        assert rows(one) == rows(two) == rows(three)
        assert one.status().rejected == 1
        assert all(case.is_current() for case in (one, two, three))
        assert [hit.document for hit in one.search("lomnik", limit=50)] != []
        assert {hit.document for hit in one.search("lomnik", 50)} == {
            hit.document for hit in two.search("lomnik", 50)
        }
        # and it goes on as any case does
        assert two.compare() == one.compare()
        two.remove("doc000003")
        assert two.status().documents == 11


def test_nothing_is_copied_over_a_case_that_holds_something(filled: str, fresh: Callable[[], str]) -> None:
    target = fresh()
    with Case.new(target) as case:
        case.add_extractions(extractions(1))
        before = exported(case)
        with pytest.raises(CaseError, match="there already"):
            copy(filled, target)
        assert exported(case) == before


def test_a_copy_that_fails_leaves_a_case_into_which_it_can_be_copied_again(
    filled: str, fresh: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    target = fresh()

    def broken(*_: object) -> None:
        raise CaseError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("rashomon.case.copying.machine.index", broken)
        with pytest.raises(CaseError, match="disk is full"):
            copy(filled, target)
    copy(filled, target)
    with Case.open(filled) as one, Case.open(target) as two:
        assert exported(one) == exported(two)
        assert [row.uri for row in two.comparison().rejected] == [Rejected("no-such-file.txt", "").uri]
