from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.alignment.values import Amount, Occasion, actors_value, read_actors
from rashomon.language.intervals import Interval

NUMBERS = st.integers(0, 10**9).map(float) | st.integers(1, 999).map(lambda n: n / 10)
UNITS = st.sampled_from([None, "%", "L", "bbl", "km/h", "INR"])


@st.composite
def amounts(draw: st.DrawFn) -> Amount:
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    about = draw(st.booleans())
    shape = draw(st.sampled_from(["exact", "least", "over", "most", "under", "range"]))
    interval = {
        "exact": Interval(low, low, about=about),
        "least": Interval(low, math.inf, about=about),
        "over": Interval(low, math.inf, above=True, about=about),
        "most": Interval(0.0, high + 1, about=about),
        "under": Interval(0.0, high + 1, below=True, about=about),
        "range": Interval(low + 1, high + 2, about=about),
    }[shape]
    return Amount(interval, draw(UNITS))


@given(amounts())
def test_amounts_read_back(amount: Amount) -> None:
    assert Amount.parse(amount.format()) == amount


@given(amounts(), amounts())
def test_meeting_is_mutual(one: Amount, other: Amount) -> None:
    assert one.meets(other) == other.meets(one) or one.unit != other.unit
    assert one.meets(one) is True


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        ("39", "~40", True),
        ("39", ">=36", True),
        ("39", "36..40", True),
        ("41", "36..40", False),
        ("64 km/h", "40 mph", True),
        ("79 km/h", "40 mph", False),
        ("~3800 bbl", "610000 L", True),
        ("430000 L", "~3800 bbl", False),
        ("41.3%", ">~40%", True),
        ("38%", "41.3%", False),
        ("412", "<=400", False),
        ("6", "8", False),
        ("300", "312", True),
        ("<400", "412", False),
        ("130 ft", "131 ft", True),
        ("64 km/h", "72 km/h", False),
    ],
)
def test_compatible_amounts(one: str, other: str, meets: bool) -> None:
    assert Amount.parse(one).meets(Amount.parse(other)) is meets


def test_units_that_do_not_compare() -> None:
    assert Amount.parse("5 L").meets(Amount.parse("5 km/h")) is None
    assert Amount.parse("5").meets(Amount.parse("5 L")) is None


@pytest.mark.parametrize("value", ["", "many", "1..", "yes", "e4"])
def test_what_is_no_amount_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="no amount"):
        Amount.parse(value)


DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
MINUTES = st.integers(0, 1439)
OFFSETS = st.sampled_from([None, 0.0, 4.0, 5.5, -7.0, -3.5])


@st.composite
def occasions(draw: st.DrawFn) -> Occasion:
    if draw(st.booleans()):
        first, last = sorted((draw(DAYS), draw(DAYS)))
        return Occasion(first, last)
    minute, until = sorted((draw(MINUTES), draw(MINUTES)))
    day = draw(DAYS | st.none())
    return Occasion(day, day, minute, until, draw(OFFSETS), draw(st.booleans()), draw(st.booleans()))


@given(occasions())
def test_occasions_read_back(occasion: Occasion) -> None:
    assert Occasion.parse(occasion.format()) == occasion


@given(occasions(), st.sampled_from([0.0, 4.0, -7.0]))
def test_moving_a_zone_and_back_changes_nothing(occasion: Occasion, offset: float) -> None:
    if occasion.is_clock and occasion.offset is not None:
        back = occasion.shifted(offset).shifted(occasion.offset)
        assert (back.first, back.minute, back.until) == (occasion.first, occasion.minute, occasion.until)


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        ("2031-10-15", "2031-10-10..2031-10-19", True),
        ("2031-10-15", "2031-10-12", False),
        ("T22:47+04:00", "T18:47+00:00", True),
        ("T22:47+04:00", "T22:15+04:00", False),
        ("~T22:40", "T22:47", True),
        ("T01:15/12h", "T13:15", True),
        ("T23:55", "~T00:05", True),
        ("2031-10-15", "T22:47", None),
        ("2031-10-15T04:00", "T01:05+00:00", None),
        ("2031-06-14T22:47+04:00", "2031-06-15", False),
    ],
)
def test_compatible_occasions(one: str, other: str, meets: bool | None) -> None:
    assert Occasion.parse(one).meets(Occasion.parse(other)) is meets


def test_what_is_no_time_is_refused() -> None:
    with pytest.raises(ValueError, match="no time"):
        Occasion.parse("soon")


@given(st.frozensets(st.from_regex(r"e[0-9]{1,3}", fullmatch=True), min_size=1), st.booleans())
def test_actors_read_back(names: frozenset[str], denied: bool) -> None:
    assert read_actors(actors_value(names, denied)) == (names, denied)
