from __future__ import annotations

from dataclasses import replace

from rashomon.records import Anchor, Comparison, Edit, Fix, Outcome, Parting, Position, Quote, Topic
from rashomon.report.corrections import corrections
from tests.report.fixture import comparison


def test_corrections_that_do_not_hold_stand_apart() -> None:
    found = corrections(comparison())
    assert [(row.verb, row.names, row.signed) for row in found.applied] == [
        ("one entity:", ["Ilya Radov", "إيليا رادوف"], "Ann, 5 March 2031"),
        ("show", ["Velm Wire"], "Ann, 6 March 2031"),
        ("note on", ["How many people were hurt?"], "Ann, 5 March 2031"),
    ]
    assert [(row.state, row.note, row.by, row.conflict) for row in found.troubled] == [
        ("fits nothing here", "no article calls anybody “Marun”", "", False),
        ("overruled by a later correction", "a later rename says otherwise", "Ann, 6 March 2031", True),
    ]
    assert [row.quoted for row in found.undone] == [["that the sprinklers had been switched off"]]


def test_somebody_who_overrules_himself_is_no_conflict() -> None:
    edits = tuple(
        replace(row, edit=replace(row.edit, who="Ann")) if row.state == "overruled" else row
        for row in comparison().edits
    )
    assert [row.conflict for row in corrections(Comparison(edits=edits)).troubled] == [False, False]


def test_each_kind_says_what_is_so_in_truth() -> None:
    quote, topic = Quote("d", "it held"), Topic("number", "How many?")
    hypothesis = Edit("hypothesis", name="It held.")
    edits = (
        Edit("correct-statement", quotes=(quote,), fix=Fix(content=(quote,), cue=(), speaker=Anchor("Ann"), act="deny")),
        Edit("add-discrepancy", quotes=(quote, quote), parting=Parting("number")),
        Edit("reword-question", topics=(topic,), name="How many were there?"),
        hypothesis,
        Edit("mark", edit=hypothesis.id, name="inconsistent", position=Position(topic, None, "12")),
        Edit("undo", edit=hypothesis.id),
    )  # fmt: skip
    found = corrections(Comparison(edits=tuple(Outcome(edit, "applied") for edit in edits))).applied
    assert [(row.names, row.name) for row in found] == [
        ([], "words: it held; reported by: none; speaker: Ann; act: denies"),
        ([], "how many"),
        (["How many?"], "How many were there?"),
        ([], "It held."),
        (["nobody named", "12", "How many?", "hypothesis", "It held."], "against it"),
        (["hypothesis", "It held."], ""),
    ]
