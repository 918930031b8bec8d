"""What people type for an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.alignment.typed import Typing
from rashomon.alignment.values import Amount, Occasion, in_words, read_actors
from rashomon.records import Entity, QuestionKind

ENTITIES = (
    Entity("e1", "Ann Roe", "person", ("Roe",)),
    Entity("e2", "Bo Ek", "person", ("Ek",)),
    Entity("e3", "Jo Roe", "person", ("Roe",)),
    Entity("e4", "Search and Rescue", "organization"),
)
READ = Typing(ENTITIES)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("number", "12", "12"), ("number", "fewer than 3,000", "<3000"), ("number", "10-12", "10..12"), ("number", "10 to 12", "10..12"),
        ("number", "about 300", "~300"), ("number", "41.3%", "41.3%"), ("number", "not 41", "not 41"),
        ("time", "22:47", "T22:47"), ("time", "2031-03-02T22:47+04:00", "2031-03-02T22:47+04:00"), ("time", "2 March 2031", "2031-03-02"),
        ("occurrence", "Yes", "yes"), ("actor", "bo ek", "e2"), ("actor", "not Bo Ek and Ann Roe", "not e1,e2"),
        ("actor", "Search and Rescue", "e4"), ("actor", "the Union", "the Union"), ("place", "Batumi", "Batumi, GE"), ("cause", "rain", "rain"),
    ],
)  # fmt: skip
def test_what_is_typed_becomes_a_value(kind: QuestionKind, text: str, value: str) -> None:
    assert READ(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [("number", "many", "no amount"), ("time", "soon", "no time"), ("time", "2031-02-31", "time|day"), ("occurrence", "maybe", "none of yes"),
     ("actor", "Roe", "2 different names"), ("actor", " ", "empty")],
)  # fmt: skip
def test_what_is_no_answer_is_refused_in_words(kind: QuestionKind, text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        READ(kind, text)


@given(
    st.sampled_from(["number", "time", "place", "actor", "occurrence", "cause"]),
    st.text(max_size=30) | st.from_regex(r"(at least |~|not )?[0-9TZ:., +\-–]{1,20}", fullmatch=True),
)
def test_whatever_is_typed_is_refused_or_a_value_that_can_be_compared(kind: QuestionKind, text: str) -> None:
    try:
        value = READ(kind, text)
    except ValueError:
        return
    if kind == "number":
        Amount.parse(value.removeprefix("not "))
    elif kind == "time":
        Occasion.parse(value)
    elif kind == "actor":
        read_actors(value)


@given(st.integers(0, 10**9), st.sampled_from(["", ">=", "<=", ">", "<", "~"]))
def test_what_is_shown_of_an_amount_is_read_back(number: int, sign: str) -> None:
    value = Amount.parse(f"{sign}{number}").format()
    assert READ("number", in_words(value) or "") == value
