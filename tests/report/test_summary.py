from __future__ import annotations

from dataclasses import replace

from rashomon.records import Comparison, Review
from rashomon.report.index import Index
from rashomon.report.summary import Summary, summary
from rashomon.report.timeline import timelines
from tests.report.fixture import comparison


def of(found: Comparison) -> Summary:
    index = Index(found)
    return summary(index, timelines(index))


def test_the_figures_count_what_stands_below() -> None:
    told = [f"{figure.number} {figure.noun}" for figure in of(comparison()).figures]
    assert told == [
        "5 articles", "4 outlets", "4 independent origins", "21 statements", "7 speakers", "4 questions",
        "5 discrepancies",
    ]  # fmt: skip


def test_the_best_supported_discrepancy_comes_first() -> None:
    found = replace(comparison(), reviews=())
    rows = [(row.text, row.support, row.more) for row in of(found).partings]
    assert rows[0] == (
        "Who was behind the fire?",
        "2 against 2 origins",
        1,
    )  # not d1, the surer one: 2 against 1
    assert [text for text, _, _ in rows[1:]] == [
        "When did the fire begin?",
        "How many people were hurt?",
        "Were the sprinklers switched off?",
    ]


def test_what_a_person_accepted_comes_before_what_is_better_supported() -> None:
    found = replace(comparison(), reviews=(Review("d3", "accepted", "e", "Ann"),))
    assert of(found).partings[0].text == "How many people were hurt?"


def test_who_changed_the_story_is_told_with_the_values() -> None:
    (turn,) = of(comparison()).turns
    assert (turn.speaker.text, turn.values) == (
        "Dara Kovrig",
        ["2 March 2031, 04:10 UTC+02:00", "2 March 2031, 03:50 UTC+02:00"],
    )


def test_it_says_how_sure_and_what_people_have_looked_at() -> None:
    told = of(comparison())
    assert (
        told.sure == "Confidence in the discrepancies: 2 high, 2 fair, 1 low. 1 statement marked uncertain."
    )
    assert told.reviewed == "By hand: 1 accepted, 1 corrected, 1 added."
    assert of(Comparison()).reviewed == "Nobody has reviewed a finding yet."


def test_nothing_to_sum_up_is_said() -> None:
    told = of(Comparison())
    assert (told.partings, told.voices, told.turns, told.sure) == (
        [],
        [],
        [],
        "No statement is marked uncertain.",
    )
