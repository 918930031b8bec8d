from __future__ import annotations

from dataclasses import replace

from rashomon.records import Comparison, Question
from rashomon.report.index import Index
from rashomon.report.matrix import Matrix, matrices
from tests.report.fixture import comparison


def only(found: Comparison) -> Matrix:
    (matrix,) = matrices(Index(found))
    return matrix


def test_columns_are_those_who_answer_the_contested_first_those_not_named_last() -> None:
    names = [column.speaker.text for column in only(comparison()).columns]
    assert set(names) == {
        "Dara Kovrig",
        "Oleg Marun",
        "Interior Ministry of Tarsia",
        "Ilya Radov",
        "Wanda Leitner",
        "not named",
    }
    assert names[0] == "Dara Kovrig"
    assert names[-1] == "not named"


def test_a_cell_counts_statements_and_origins_after_reprints() -> None:
    matrix = only(comparison())
    first, second = matrix.rows[2].cells[0].positions
    assert (first.value, first.weight) == ("2 March 2031, 04:10 UTC+02:00", "2 statements, 1 origin")
    assert [mention.number for mention in first.mentions] == [3, 11]
    assert second.since == "4 March 2031"
    assert first.disputes == second.disputes == [(4, "d-d_23_4")]


def test_a_cell_is_contested_only_where_a_discrepancy_stands() -> None:
    calm = only(replace(comparison(), discrepancies=()))
    assert not any(cell.contested for row in calm.rows for cell in row.cells)
    assert not any(column.contested for column in calm.columns)
    contested = [[cell.contested for cell in row.cells].count(True) for row in only(comparison()).rows]
    assert contested == [3, 2, 1, 2]


def test_a_version_said_twice_is_one_version() -> None:
    found = comparison()
    again = replace(found.answers[6], id="again", statements=("post-3",), since="2031-03-03")
    first = replace(found.answers[6], statements=("wire-3",))
    answers = (*found.answers[:6], first, again, *found.answers[7:])
    positions = only(replace(found, answers=answers)).rows[2].cells[0].positions
    assert [position.weight for position in positions] == ["2 statements, 1 origin", "1 statement, 1 origin"]


def test_questions_of_no_event_have_a_matrix_of_their_own() -> None:
    found = comparison()
    stray = Question("q9", "Who paid?", "actor", "no such event")
    titles = [
        (matrix.title, len(matrix.rows))
        for matrix in matrices(Index(replace(found, questions=(*found.questions, stray))))
    ]
    assert titles == [("Fire at the Osterquay grain terminal", 4), ("Questions of no one event", 1)]


def test_an_answer_whose_speaker_is_not_listed_is_shown_as_not_named() -> None:
    found = replace(comparison(), entities=())
    assert [column.speaker.text for column in only(found).columns] == ["not named"]
