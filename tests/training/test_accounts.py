"""The invented accounts and versions that the pair model learns from are whole, and are read as they are meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training import accounts, versions

EVENTS = sorted(accounts.FOLDER.glob("*.json"))


@pytest.mark.parametrize("path", EVENTS, ids=lambda path: path.stem)
def test_an_event_says_how_each_two_answers_stand_to_each_other(path: Path) -> None:
    row = json.loads(path.read_text("utf-8"))
    assert list(accounts.problems(row)) == []
    assert row["id"] == path.stem


def event() -> dict[str, object]:
    passage = {"outlet": "The Lamp", "date": "2031-03-02", "speaker": "Ann Roe"}
    answers = [
        {"id": "a1", "speaker": "Ann Roe", "value": "brakes", "passages": ["p1"]},
        {"id": "a2", "speaker": "Karl Dahl", "value": "driver", "passages": ["p2"]},
        {"id": "a3", "speaker": "Olga Brandt", "value": "open", "passages": ["p3"]},
    ]
    return {
        "id": "x-04", "languages": ["en"], "event": "A bus leaves the road",
        "passages": [
            {"id": "p1", **passage, "text": "“[[The brakes]],” Roe said, “[[had failed]].”"},
            {"id": "p2", **passage, "speaker": "Karl Dahl", "text": "Dahl said [[the driver slept]]."},
            {"id": "p3", **passage, "speaker": None, "text": "[[Nobody knows yet]], it is said."},
        ],
        "questions": [{
            "id": "q1", "text": "Why?", "kind": "cause", "answers": answers,
            "conflicts": [["a1", "a2", "cause", "speakers", "two causes"]],
            "compatible": [[["a1", "a2"], "a3", "it is left open"]],
        }],
    }  # fmt: skip


def test_the_words_that_were_said_are_parted_from_their_frame() -> None:
    found = accounts.read(event())
    first = found.passages[0]
    assert first.text == "“The brakes,” Roe said, “had failed.”"
    assert [first.text[start:end] for start, end in first.content] == ["The brakes", "had failed"]


def test_sides_of_several_answers_are_meant_each_with_each() -> None:
    found = accounts.read(event())
    labels = {(one.one.id, one.other.id): one.label for one in found.relations if one.one.id != one.other.id}
    assert labels == {("p1", "p2"): "conflict", ("p1", "p3"): "compatible", ("p2", "p3"): "compatible"}
    assert accounts.left_out(found, 4)
    assert not accounts.left_out(found, -1)


def test_a_pair_of_answers_that_nobody_judged_is_a_problem() -> None:
    row = event()
    row["questions"][0]["compatible"] = []  # type: ignore[index]
    assert list(accounts.problems(row)) == [
        "question q1: how do a1 and a3 stand to each other?",
        "question q1: how do a2 and a3 stand to each other?",
    ]


@pytest.mark.parametrize("path", sorted(versions.FOLDER.glob("*.jsonl")), ids=lambda path: path.stem)
def test_versions_are_whole(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
    assert rows
    assert [problem for row in rows for problem in versions.problems(row)] == []


def test_each_version_stands_beside_the_anchor_and_its_paraphrases() -> None:
    row = {"anchor": "A", "same": ["S"], "compatible": ["C"], "conflict": [["X", "cause"]], "shift": ["M"]}
    pairs = {(one.one, one.other): one.label for one in versions.read(row)}
    assert pairs == {
        ("S", "A"): "same", ("A", "C"): "compatible", ("S", "C"): "compatible", ("A", "X"): "conflict",
        ("S", "X"): "conflict", ("A", "M"): "shift", ("S", "M"): "shift",
    }  # fmt: skip
