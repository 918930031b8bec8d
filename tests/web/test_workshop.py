"""The process in which articles are read and accounts compared: it works, fails, dies, and never outlives the server."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest

from rashomon.case import Case
from rashomon.case.migrations import store_at
from rashomon.pipeline import Tell
from rashomon.records import Comparison, Document, Extraction
from rashomon.web import Desk
from rashomon.web.deeds import Deeds
from rashomon.web.workshop import Apart
from tests.case.server import server
from tests.web.test_desk import ONE, TWO, statement


class Haunted(Case):
    """A case that does what a file beside it says, in place of a comparison; and dies of an article called “curse”."""

    def compare(self, tell: Tell = lambda _: None) -> Comparison:
        order = Path(f"{self.where}.order")
        match order.read_text() if order.exists() else "":
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "fail":
                raise RuntimeError("the accounts are cursed")
            case "hang":
                Path(f"{self.where}.hangs").touch()
                time.sleep(600)
        return super().compare(tell)

    def add_extractions(self, extractions: Iterable[Extraction], version: str | None = None):  # type: ignore[no-untyped-def]
        rows = list(extractions)
        if any(row.document.id == "curse" for row in rows):
            os._exit(3)
        return super().add_extractions(rows, version)


def haunted(path: Path) -> Haunted:
    return Haunted(store_at(str(path)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "case.db"
    filled(str(path))
    return path


def filled(where: str) -> None:
    with Case.new(where) as case:
        case.add_extractions([ONE, TWO])
        case.compare()


def pid(desk: Desk) -> int:
    assert isinstance(desk._workshop, Apart)
    return int(desk._workshop._process.pid)


def gone(pid: int) -> bool:
    """Tell whether a process is gone: no child of ours, and not even a zombie."""
    return not Path(f"/proc/{pid}").exists()


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(tmp_path / "case.db")
        return
    try:
        with server("-cfsync=off") as url:
            yield f"{url}?case=apart"
    except FileNotFoundError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(error))


def test_a_case_on_either_engine_is_worked_on_by_another_process(where: str) -> None:
    filled(where)
    with Desk(partial(Case.open, where), workshop=Apart) as desk:
        process = pid(desk)
        assert process != os.getpid()
        (edit,) = desk.edit([Deeds(desk.view).accept(statement(desk, "d1"))], "Ann", wait=120)
        assert desk.view.outcomes[edit.id].state == "applied"
        text = "Bridge closed\n\nThe bridge is safe, mayor Bo Ek said on Monday."
        desk.add([Document("d3", text, "sent: a.txt", "Bridge closed", "2031-03-03", "en")], wait=120)
        assert desk.view.index.by_document["d3"]
        assert pid(desk) == process
    assert gone(process)
    with Case.open(where) as case:
        assert case.is_current()


def test_what_fails_or_dies_is_told_and_tried_again_with_the_next_change(path: Path) -> None:
    order = Path(f"{path}.order")
    with Desk(partial(haunted, path), workshop=Apart) as desk:
        first = pid(desk)
        for words, told in (("fail", "the accounts are cursed"), ("die", "ended unexpectedly (SIGKILL")):
            order.write_text(words)
            desk.edit([Deeds(desk.view).accept(statement(desk, "d1"), words)], "Ann", wait=120)
            assert told in desk.work().trouble
            assert not desk.work().busy
            assert desk.work().kept
        assert gone(first)
        order.unlink()
        desk.edit([Deeds(desk.view).accept(statement(desk, "d2"))], "Ann", wait=120)
        assert desk.work().trouble == ""
        assert desk.work().kept == ()
        assert len(desk.view.outcomes) == 3


def test_an_article_that_ends_the_process_is_put_aside_and_stops_no_other(path: Path) -> None:
    with Desk(partial(haunted, path), workshop=Apart) as desk:
        desk.add([Document(name, f"Text {name}.", title=name) for name in ("x", "curse", "y")], wait=120)
        assert {"x", "y"} <= desk.view.index.documents.keys()
        ((uri, reason),) = [(row.uri, row.reason) for row in desk.aside]
    assert uri == "curse"
    assert "ended unexpectedly (exit code 3)" in reason


def test_a_comparison_that_goes_on_does_not_outlive_the_desk(path: Path) -> None:
    Path(f"{path}.order").write_text("hang")
    with Desk(partial(haunted, path), workshop=Apart) as desk:
        desk.edit([Deeds(desk.view).accept(statement(desk, "d1"))], "Ann")
        while not Path(f"{path}.hangs").exists():
            time.sleep(0.05)
        process = pid(desk)
    assert gone(process)
    with Case.open(path) as case:
        assert len(case.edits()) == 1
