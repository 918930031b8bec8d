from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from rashomon.records import Comparison
from rashomon.report.index import Index
from rashomon.terminal import NotFoundError, Sheet, article_view, overview, question_view, speaker_view
from tests.report.fixture import comparison

View = Callable[[Index, str], Iterator[Sheet]]


def sheets(view: View, wanted: str) -> dict[str, Sheet]:
    return {sheet.title: sheet for sheet in view(Index(comparison()), wanted)}


def test_the_overview_has_events_matrix_discrepancies_and_changes() -> None:
    found = {sheet.title: sheet for sheet in overview(Index(comparison()))}
    assert list(found["Events"].rows) == [("Fire at the Osterquay grain terminal", "5", "4", "4", "5")]
    assert found["Fire at the Osterquay grain terminal: questions by speakers"].rows[0][:4] == (
        "1", "Who was behind the fire?", "", "nobody ≠1",
    )  # fmt: skip
    assert [row[0] for row in found["Where the accounts part"].rows] == ["1", "2", "3", "4", "5"]
    assert found["Who changed the story"].rows[0][0] == "Dara Kovrig"


def test_nothing_found_is_said() -> None:
    found = list(overview(Index(Comparison())))
    assert found[-1].lines == ["No discrepancy was found."]


@pytest.mark.parametrize("wanted", ["2", "q2", "How many people were hurt?", "HURT"])
def test_a_question_is_found_by_number_id_or_a_part_of_its_text(wanted: str) -> None:
    found = sheets(question_view, wanted)
    assert found["2. How many people were hurt?"].lines == [
        "how many",
        "note by Ann, 5 March 2031: Ask the hospital on Monday.",
    ]
    assert [row[:2] for row in found["Answers"].rows][:1] == [
        ("Dara Kovrig", "12 (Twelve taken to hospital.)")
    ]
    assert found["≠ 3"].rows[1] == (
        "She added that 12 people had been taken to hospital.",
        "По данным ведомства, пострадали 14 человек.",
    )


@pytest.mark.parametrize("wanted", ["Ilya Radov", "илья радов", "e4", "Radov"])
def test_a_speaker_is_found_in_any_spelling(wanted: str) -> None:
    found = sheets(speaker_view, wanted)
    assert "also as: Илья Радов, إيليا رادوف" in found["Ilya Radov"].lines
    assert [row[0] for row in found["Statements"].rows] == ["14", "21"]
    assert list(found["Answers"].rows) == [("Who was behind the fire?", "nobody", "3 March 2031")]


@pytest.mark.parametrize("wanted", ["4", "lantern", "the lantern", "moves the hour"])
def test_an_article_is_found_by_number_id_title_or_outlet(wanted: str) -> None:
    found = sheets(article_view, wanted)
    assert [row[0] for row in found["Statements"].rows] == ["16", "17", "18", "19", "20"]
    assert (
        found["Text, with the numbers of the statements where they begin"]
        .lines[1]
        .startswith(
            "Dara Kovrig, the harbour master, has changed her account of the fire. [17] “The first alarm"
        )
    )


@pytest.mark.parametrize(
    ("view", "wanted", "words"),
    [
        (question_view, "9", "no question is called “9”; there are: Who was behind the fire?"),
        (question_view, "the", "more than one question is called “the”"),
        (speaker_view, "Nobody", "no speaker is called"),
        (article_view, "", "no article is called"),
    ],
)
def test_what_is_not_there_or_not_clear_is_answered_with_what_is(view: View, wanted: str, words: str) -> None:
    with pytest.raises(NotFoundError, match=words.replace("?", r"\?")):
        sheets(view, wanted)
