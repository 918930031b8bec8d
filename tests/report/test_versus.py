from __future__ import annotations

from dataclasses import replace

from rashomon.records import Discrepancy
from rashomon.report.index import Index
from rashomon.report.versus import Versus, groups, likenesses
from tests.report.fixture import comparison


def all_of(**changes: tuple[object, ...]) -> list[Versus]:
    return [row for group in groups(Index(replace(comparison(), **changes))) for row in group.discrepancies]


def content(row: Versus, side: int) -> str:
    quotation = row.sides[side].quotation
    assert quotation
    parts = [part for passage in quotation.passages for part in passage.segments]
    return "".join(part.text for part in parts if "content" in part.parts)


def test_discrepancies_are_numbered_through_the_questions_the_surest_first() -> None:
    assert [(row.number, row.anchor) for row in all_of()] == [
        (1, "d-d1"),
        (2, "d-d2"),
        (3, "d-d3"),
        (4, "d-d_23_4"),
        (5, "d-d5"),
    ]


def test_each_side_quotes_the_evidence_of_its_own_answer() -> None:
    rows = all_of()
    assert content(rows[0], 0) == "“people who came over the fence with petrol”"
    assert content(rows[0], 1) == "что поджога не было: загорелась проводка"
    assert content(rows[1], 0) == "что «через забор перелезли двое»"


def test_a_reprint_is_quoted_only_where_its_source_is_not_evidence() -> None:
    evidence = Discrepancy("d", "q3", "time", "self", "a7", "a8", ("post-3", "wire-3", "lantern-2"), "", 0.9)
    (row,) = all_of(discrepancies=(evidence,))
    assert row.sides[0].quotation
    assert row.sides[0].quotation.paper.outlet == "Velm Wire"
    assert row.sides[0].weight == "2 statements from 1 origin"


def test_evidence_of_neither_answer_is_listed_as_further() -> None:
    evidence = Discrepancy("d", "q3", "time", "self", "a7", "a8", ("wire-3", "lantern-1", "unheard"), "", 0.9)
    (row,) = all_of(discrepancies=(evidence,))
    assert [mention.anchor for mention in row.further] == ["s-lantern-1"]


def test_confidence_kind_and_sides_are_in_words() -> None:
    row = all_of()[3]
    assert (row.kind, row.between, row.confidence) == ("when", "one speaker, two versions", "high confidence")
    assert [side.voice for side in row.sides] == ["Dara Kovrig, 2 March 2031", "Dara Kovrig, 4 March 2031"]


def test_outlets_tell_the_sides_apart_where_they_are_what_differs() -> None:
    evidence = Discrepancy("d", "q1", "wording", "outlets", "a1", "a3", ("wire-5", "vestnik-3"), "", 0.9)
    (row,) = all_of(discrepancies=(evidence,))
    assert [side.voice for side in row.sides] == ["Oleg Marun, in Velm Wire", "Ilya Radov, in Вестник Тарсии"]


def test_a_discrepancy_of_answers_that_are_not_there_is_left_out() -> None:
    assert (
        all_of(discrepancies=(Discrepancy("d", "q1", "actor", "speakers", "a1", "gone", (), "", 0.9),)) == []
    )


def test_a_nested_statement_names_who_told_it() -> None:
    evidence = Discrepancy("d", "q1", "actor", "speakers", "a1", "a2", ("wire-7", "vestnik-1"), "", 0.9)
    found = comparison()
    answers = (replace(found.answers[0], statements=("wire-7",)), *found.answers[1:])
    (row,) = all_of(discrepancies=(evidence,), answers=answers)
    assert row.sides[0].quotation
    assert [name.text for name in row.sides[0].quotation.through] == ["Oleg Marun"]


def test_what_only_looks_different_is_kept_apart() -> None:
    (alike,) = likenesses(Index(comparison()))
    (row,) = alike.pairs
    assert alike.question == "How many people were hurt?"
    assert [side.value for side in row.sides] == ["12", "about 12"]
