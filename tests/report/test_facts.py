from __future__ import annotations

from dataclasses import replace

from rashomon.records import Comparison, Event, Rejected
from rashomon.report.facts import facts, missing, shown_input
from rashomon.report.index import Index
from tests.report.fixture import comparison


def test_the_top_counts_articles_outlets_languages_days_and_origins() -> None:
    found = facts(Index(comparison()))
    assert found.title == "Fire at the Osterquay grain terminal"
    assert found.extent == "5 articles from 4 outlets in English, Russian and Arabic, 2–4 March 2031."
    assert found.origins == "1 reprint counted with its source: 4 independent origins."
    assert found.found == "21 attributed statements by 7 speakers; 4 questions, 5 discrepancies."


def test_nothing_is_counted_as_nothing() -> None:
    found = facts(Index(Comparison()))
    assert (found.title, found.extent) == ("Who said what", "0 articles.")
    assert missing(Index(Comparison())).lines == []


def test_several_events_are_all_named() -> None:
    events = (Event("fire", "The fire", ()), Event("strike", "The strike", ()), Event("vote", "The vote", ()))
    found = facts(Index(replace(comparison(), events=events)))
    assert (found.title, found.events) == (
        "The fire and 2 other events",
        ["The fire", "The strike", "The vote"],
    )


def test_what_is_missing_is_said() -> None:
    assert missing(Index(comparison())).lines == [
        "2 statements without a named speaker",
        "1 discrepancy of low confidence",
        "1 article without a date",
        "1 article without an outlet",
        "1 input put aside unread",
    ]


def test_no_folder_of_the_maker_is_shown() -> None:
    found = missing(
        Index(
            Comparison(rejected=(Rejected("C:\\Users\\ann\\cut.bin", "not text"), Rejected("/", "a folder")))
        )
    )
    assert found.rejected == [("cut.bin", "not text"), ("/", "a folder")]
    assert shown_input("https://news.example/a") == "https://news.example/a"
