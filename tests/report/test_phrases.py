from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.records import Act, Between, DiscrepancyKind, Entity, EntityType, Kind
from rashomon.report import phrases


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("act", Act),
        ("between", Between),
        ("kind", DiscrepancyKind),
        ("entity", EntityType),
        ("statement", Kind),
    ],
)
def test_each_value_of_a_field_has_its_words(table: str, values: object) -> None:
    assert set(phrases.labels()[table]) == set(get_args(values))


def test_confidence_has_a_word_for_each_degree() -> None:
    words = [phrases.confidence(value) for value in (1.0, 0.7, 0.3, 0.0, -1.0)]
    assert words[0] == "high confidence"
    assert words[2] == words[3]
    assert words[4] == "no confidence given"


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ([], ""),
        (["2031-03-02", "2031-03-02T10:00"], "2 March 2031"),
        (["2031-04-01", "2031-03-31"], "31 March – 1 April 2031"),
        (["2031-12-31", "2032-01-01"], "31 December 2031 – 1 January 2032"),
    ],
)
def test_a_period_names_what_differs(dates: list[str], words: str) -> None:
    assert phrases.period(dates) == words


def test_names_stand_for_entities_inside_a_value_too() -> None:
    names = {"e1": Entity("e1", "Port Velm", "place"), "e2": Entity("e2", "Dara Kovrig", "person")}
    assert phrases.value_in_words("e1, e2", names) == "Port Velm and Dara Kovrig"
    assert phrases.value_in_words("six miles off e1", names) == "six miles off Port Velm"
    assert phrases.value_in_words("~300", names) == "about 300"
    assert phrases.value_in_words("", names) == ""
    assert phrases.value_in_words("2031-06-14..2031-06-15", names) == "14–15 June 2031"


@given(st.text())
def test_plain_text_is_one_line_without_controls(text: str) -> None:
    line = phrases.plain(text)
    assert phrases.plain(line) == line
    assert not set(line) & set("\n\r\t\x00\u202e\u2066\u200f")


@given(st.text(), st.integers(2, 40))
def test_clipped_text_is_no_longer_than_asked(text: str, longest: int) -> None:
    assert len(phrases.clipped(text, longest)) <= longest + 1


@given(st.text(max_size=30))
def test_any_date_and_value_has_words(text: str) -> None:
    assert isinstance(phrases.day(text), str)
    assert isinstance(phrases.when(text), str)
    assert isinstance(phrases.value_in_words(text, {}), str)
