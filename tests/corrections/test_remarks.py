"""Notes and hypotheses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rashomon.corrections import Located, read_remarks
from rashomon.corrections.remarks import Remarked
from rashomon.records import Anchor, Edit, Parting, Position
from tests.corrections.material import DOCUMENTS, ENTITIES, ONE, STATEMENTS, quote
from tests.corrections.test_discrepancies import FOUND, SIDES
from tests.corrections.test_questions import ANSWERS, GONE, HELD, QUESTIONS

STAGED = Edit("hypothesis", name="It never broke.", who="Ann")
BROKE = Position(HELD, Anchor("the union"), "no")


def read(*edits: Edit) -> Remarked:
    return read_remarks(Located(DOCUMENTS, STATEMENTS, QUESTIONS, ANSWERS), ENTITIES, (FOUND,), edits)


def mark(bearing: str, position: Position = BROKE) -> Edit:
    return Edit("mark", name=bearing, position=position, edit=STAGED.id, who="Ann")


def test_a_mark_is_set_on_an_answer_and_the_later_holds() -> None:
    found = read(STAGED, mark("consistent"), mark("inconsistent"))
    assert [(m.answer, m.bearing) for m in found.hypotheses[0].marks] == [("a5", "inconsistent")]
    assert found.hypotheses[0].against == 1
    assert [outcome.state for outcome in found.outcomes] == ["applied", "overruled", "applied"]


def test_a_mark_without_its_hypothesis_or_answer_is_orphaned() -> None:
    assert read(mark("neutral")).outcomes[0].state == "orphaned"
    assert (
        read(STAGED, mark("neutral", Position(HELD, Anchor("the union"), "maybe"))).outcomes[1].state
        == "orphaned"
    )
    assert read(STAGED, mark("neutral", Position(GONE, None, "no"))).outcomes[1].state == "orphaned"


def test_a_note_stands_at_a_discrepancy_whatever_its_kind_is_now() -> None:
    note = Edit("note", quotes=SIDES, parting=Parting("occurrence"), why="ask both")
    later = replace(note, parting=Parting("modality"))
    gone = replace(note, quotes=(SIDES[0], SIDES[0]))
    found = read(note, later, gone)
    assert [(one.target, one.why) for one in found.reviews] == [("x1", "ask both")] * 2
    assert [one.state for one in found.outcomes] == ["applied", "applied", "orphaned"]
    with pytest.raises(ValueError, match="the words of both sides"):
        replace(note, quotes=SIDES[:1])


def test_a_note_stands_at_what_it_is_about() -> None:
    notes = [
        Edit("note", quotes=(quote(ONE, "The dam held"),), why="check the tape"),
        Edit("note", topics=(HELD,), why="the heart of it"),
        Edit("note", targets=(Anchor("ann roe"),), why="elected in spring"),
        Edit("note", targets=(Anchor("Nobody Known"),), why="who?"),
    ]
    found = read(*notes)
    assert [(r.target, r.why) for r in found.reviews] == [
        ("s1", "check the tape"),
        ("q3", "the heart of it"),
        ("e1", "elected in spring"),
    ]
    assert found.outcomes[-1].state == "orphaned"
