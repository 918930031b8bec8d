from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rashomon.hypotheses import least_against, sensitivity
from rashomon.records import Comparison, Hypothesis, Mark
from rashomon.report import render
from rashomon.report.hypotheses import competing
from rashomon.report.index import Index
from tests.report.fixture import HYPOTHESES, comparison

BEARINGS = st.sampled_from(["consistent", "neutral", "inconsistent"])
TABLES = st.lists(st.dictionaries(st.sampled_from("abcde"), BEARINGS), max_size=4)


def rows(table: list[dict[str, str]]) -> list[Hypothesis]:
    return [
        Hypothesis(f"h{place}", "x", marks=tuple(Mark(name, bearing, "e") for name, bearing in marks.items()))  # type: ignore[arg-type]
        for place, marks in enumerate(table)
    ]


@given(TABLES)
def test_the_least_against_is_least_and_the_rest_has_more(table: list[dict[str, str]]) -> None:
    found = rows(table)
    least = least_against(found)
    judged = [row for row in found if row.marks]
    assert bool(least) == bool(judged)
    fewest = {row.against for row in judged if row.id in least}
    assert len(fewest) <= 1
    assert all(row.against > max(fewest) for row in judged if row.id not in least)


@given(TABLES)
def test_sensitivity_is_what_leaving_an_answer_out_does(table: list[dict[str, str]]) -> None:
    found = rows(table)
    told = sensitivity(found)
    for answer in {mark.answer for row in found for mark in row.marks}:
        # As if the answer were still judged, but neutral: a hypothesis stays in the running.
        kept = [
            replace(
                row,
                marks=tuple(replace(m, bearing="neutral") if m.answer == answer else m for m in row.marks),
            )
            for row in found
        ]
        assert told.get(answer, least_against(found)) == least_against(kept)


def test_the_table_says_what_stands_against_each_and_on_what_that_hangs() -> None:
    found = competing(Index(comparison()))
    assert found
    assert [(head.letter, head.against, head.marked, head.least) for head in found.heads] == [
        ("A", 2, 3, False),
        ("B", 1, 3, True),
        ("C", 0, 0, False),
    ]
    assert [(row.value, [one.state for one in row.bearings], row.without) for row in found.rows] == [
        ("intruders", ["consistent", "inconsistent", ""], ""),
        ("nobody", ["inconsistent", "consistent", ""], "left out, A and B have the least against"),
        ("nobody", ["inconsistent", "neutral", ""], "left out, A and B have the least against"),
    ]
    assert found.outcome.startswith("B has the least against it. That hangs on 2 answers")


def test_an_answer_that_stands_the_same_to_all_tells_nothing_apart() -> None:
    marks = (Mark("a1", "consistent", "e"),)
    pair = tuple(replace(row, marks=marks) for row in HYPOTHESES[:2])
    found = competing(Index(replace(comparison(), hypotheses=pair)))
    assert found
    assert found.rows[0].same
    assert found.outcome.startswith("Nothing tells them apart")


def test_without_hypotheses_no_section_stands() -> None:
    assert competing(Index(Comparison())) is None
    assert "What may have been so" not in render(Comparison(), version="1")


def test_one_hypothesis_alone_and_none_marked_are_told_so() -> None:
    alone = competing(Index(replace(comparison(), hypotheses=HYPOTHESES[:1])))
    bare = competing(Index(replace(comparison(), hypotheses=HYPOTHESES[2:])))
    assert alone
    assert bare
    assert alone.outcome.startswith("One hypothesis alone")
    assert bare.outcome == "No answer is marked yet."
