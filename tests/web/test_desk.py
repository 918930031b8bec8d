from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon.case import Case
from rashomon.records import Anchor, Document, Edit, Entity, Extraction, Span, Statement
from rashomon.web import Desk
from rashomon.web import workshop as room
from rashomon.web.deeds import Deeds
from rashomon.web.overview import overview
from rashomon.web.view import View
from rashomon.web.warming import warm

ONE = Extraction(
    Document("d1", "The dam held, Mayor Ann Roe said.", title="Held", published="2031-03-01", language="en"),
    (Statement("s1", "d1", "indirect", (Span(0, 12),), (Span(28, 32),), (Span(20, 27),), "e1"),),
    (Entity("e1", "Ann Roe", "person", ("Ann Roe",), documents=("d1",)),),
)
TWO = Extraction(
    Document("d2", "The dam broke, Bo Ek said.", title="Broke", published="2031-03-02", language="en"),
    (Statement("s2", "d2", "indirect", (Span(0, 13),), (Span(21, 25),), (Span(15, 20),), "e1"),),
    (Entity("e1", "Bo Ek", "person", ("Bo Ek",), documents=("d2",)),),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "case.db"
    with Case.new(path) as case:
        case.add_extractions([ONE, TWO])
        case.compare()
    return path


def statement(desk: Desk, document: str) -> Statement:
    return next(one for one in desk.view.comparison.statements if one.document == document)


def test_an_edit_is_in_the_case_when_it_returns_and_shown_soon(path: Path) -> None:
    with Desk(lambda: Case.open(path)) as desk:
        first = statement(desk, "d1")
        (kept,) = desk.edit([Deeds(desk.view).accept(first)], "Ann", wait=60)
        assert kept.who == "Ann"
        assert desk.work().kept == ()
        review = desk.view.verdict(statement(desk, "d1").id)
        assert review is not None
        assert (review.state, review.who) == ("accepted", "Ann")
    with Case.open(path) as case:
        assert [one.id for one in case.edits()] == [kept.id]
        assert case.is_current()


def test_names_are_joined_and_parted_again(path: Path) -> None:
    with Desk(lambda: Case.open(path)) as desk:
        a, b = (desk.view.index.entities[statement(desk, name).speaker or ""] for name in ("d1", "d2"))
        (merge,) = desk.edit([Deeds(desk.view).merge((a, b))], "Ann", wait=60)
        assert statement(desk, "d1").speaker == statement(desk, "d2").speaker
        desk.edit([Edit("undo", edit=merge.id)], "Ann", wait=60)
        assert statement(desk, "d1").speaker != statement(desk, "d2").speaker


def test_what_another_process_writes_is_shown(path: Path) -> None:
    with Desk(lambda: Case.open(path)) as desk:
        with Case.open(path) as other:
            name = desk.view.index.entities[statement(desk, "d1").speaker or ""].name
            edit = other.edit(Edit("rename", (Anchor(name, ("d1",)),), "Mayor Roe"), who="command")
        for _ in range(400):
            desk._looked = 0.0
            desk.look()
            if edit.id in desk.view.outcomes:
                break
            with desk._changed:
                desk._changed.wait(0.1)
        assert desk.view.outcomes[edit.id].state == "applied"
        with Case.open(path) as other:
            other.add_extractions([])
            other.compare()
        assert "Mayor Roe" in {one.name for one in desk.view.comparison.entities}


def test_a_case_to_read_is_never_compared_here_but_shows_what_others_compared(path: Path) -> None:
    with Desk(lambda: Case.open(path, readonly=True), readonly=True) as desk:
        with Case.open(path) as other:
            other.edit(Edit("note", (Anchor("Ann Roe", ("d1",)),), why="Ask her."), who="command")
        desk.look()
        assert not desk.work().busy
        assert not desk.view.comparison.reviews
        with Case.open(path) as other:
            other.compare()
        desk._looked = 0.0
        desk.look()
        with desk._changed:
            assert desk._changed.wait_for(lambda: desk.view.comparison.reviews, 20)
        assert len(desk.view.comparison.reviews) == 1


def test_articles_are_read_and_compared_in_the_background(path: Path) -> None:
    with Desk(lambda: Case.open(path)) as desk:
        text = "Bridge closed\n\nThe bridge is safe, mayor Bo Ek said on Monday."
        desk.add([Document("d3", text, "sent: a.txt", "Bridge closed", "2031-03-03", "en")], wait=120)
        assert not desk.work().busy
        assert "d3" in desk.view.index.documents
        assert desk.view.index.by_document["d3"]
    with Case.open(path) as case:
        assert case.document("d3").text == text


def test_an_article_that_cannot_be_worked_on_stops_no_other(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def extract(documents: list[Document]) -> Iterator[Extraction]:
        for document in documents:
            if document.id == "bad":
                raise RuntimeError("it is cursed")
            yield Extraction(document)

    monkeypatch.setattr(room, "extract_documents", extract)
    with Desk(lambda: Case.open(path)) as desk:
        desk.add([Document(name, f"Text {name}.", title=name) for name in ("x", "bad", "y")], wait=60)
        assert {"x", "y"} <= desk.view.index.documents.keys()
        assert [(row.uri, row.reason) for row in desk.aside] == [
            ("bad", "could not be worked on: it is cursed")
        ]


def test_a_view_is_warm_before_it_is_shown(path: Path) -> None:
    warmed: list[View] = []

    def watch(view: View) -> None:
        warm(view)
        warmed.append(view)

    with Desk(lambda: Case.open(path), warm=watch) as desk:
        desk.edit([Deeds(desk.view).accept(statement(desk, "d1"))], "Ann", wait=60)
        assert warmed[-1] is desk.view
        assert overview in desk.view._made
