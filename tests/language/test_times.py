from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.language.moments import Moment
from rashomon.language.times import published_day, published_offset, read_times

MONDAY = "2031-06-16T02:10:00+04:00"


def one(text: str) -> Moment:
    (moment,) = read_times(text, MONDAY)
    return moment


@pytest.mark.parametrize(
    ("text", "minute", "until"),
    [
        ("at 22:47", 1367, 1367),
        ("at 4:50 a.m.", 290, 290),
        ("at 2.40 am", 160, 160),
        ("at 11 pm", 1380, 1380),
        ("22 hours 47 minutes", 1367, 1367),
        ("в 14.52", 892, 892),
        ("о 21:47", 1307, 1307),
        ("um 14 Uhr", 840, 840),
        ("at noon", 720, 720),
        ("between 23:30 and midnight", 1410, 1440),
        ("shortly after 3 am", 180, 200),
        ("a quarter past one", 75, 75),
        ("ten to two", 110, 110),
    ],
)
def test_clock_times(text: str, minute: int, until: int) -> None:
    moment = one(text)
    assert (moment.minute, moment.until) == (minute, until)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on Oct. 15", "2031-10-15", "2031-10-15"),
        ("15 October 2030", "2030-10-15", "2030-10-15"),
        ("between 10 and 19 October", "2031-10-10", "2031-10-19"),
        ("in December 2031", "2031-12-01", "2031-12-31"),
        ("since 2028", "2028-01-01", "2028-12-31"),
        ("3 сакавіка", "2031-03-03", "2031-03-03"),
        ("8 de octubre", "2031-10-08", "2031-10-08"),
        ("8 października", "2031-10-08", "2031-10-08"),
        ("on Sunday", "2031-06-15", "2031-06-15"),
        ("в субботу", "2031-06-14", "2031-06-14"),
        ("у неділю", "2031-06-15", "2031-06-15"),
        ("yesterday", "2031-06-15", "2031-06-15"),
        ("в ночь на воскресенье", "2031-06-14", "2031-06-15"),
        ("on the night of June 14", "2031-06-14", "2031-06-15"),
    ],
)
def test_days(text: str, first: str, last: str) -> None:
    moment = one(text)
    assert (moment.first, moment.last) == (date.fromisoformat(first), date.fromisoformat(last))


def test_zones_follow_summer_time() -> None:
    assert one("at 18:47 GMT").zone == 0
    assert one("о 21:47 за київським часом").zone == 3


@pytest.mark.parametrize(
    "text", ["they may 3 times", "41.3 per cent", "was est 5 times", "score 3:2000", "31 February"]
)
def test_what_is_no_time(text: str) -> None:
    assert read_times(text, MONDAY) == ()


def test_without_a_date_of_publication_there_are_no_weekdays() -> None:
    assert read_times("on Sunday") == ()
    assert published_day("yesterday") is None
    assert published_offset("2031-06-16") is None


@given(st.text(max_size=200), st.sampled_from([None, MONDAY, "0001-01-01", "9999-12-31", "nonsense"]))
def test_any_text_is_read_in_order(text: str, published: str | None) -> None:
    end = 0
    for moment in read_times(text, published):
        assert end <= moment.span.start < moment.span.end <= len(text)
        assert moment.first is None or moment.last is None or moment.first <= moment.last
        end = moment.span.end


@given(st.dates(date(1000, 1, 1)))
def test_iso_dates_read_back(day: date) -> None:
    assert [moment.first for moment in read_times(f"on {day.isoformat()}.")] == [day]


@given(st.integers(0, 23), st.integers(0, 59))
def test_clock_times_read_back(hour: int, minute: int) -> None:
    assert one(f"at {hour:02d}:{minute:02d}").minute == hour * 60 + minute


def test_a_day_without_a_year_is_known_for_a_day_where_the_article_has_no_date() -> None:
    (moment,) = read_times("scheduled for March 3, when")
    assert moment.first is None
    assert not moment.is_clock
    assert read_times("In March 41 people died") == ()
