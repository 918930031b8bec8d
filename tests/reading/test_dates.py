from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.reading.dates import published_at


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        ("2031-04-02", "2031-04-02"),
        ("2016-11-08 12:00:10", "2016-11-08T12:00:10"),
        ("2031-03-03T16:45:00+02:00", "2031-03-03T16:45:00+02:00"),
        ("2031-03-03T16:45:00Z", "2031-03-03T16:45:00+00:00"),
        ("Tue, 08 Nov 2016 12:00:10 GMT", "2016-11-08T12:00:10+00:00"),
        ("8 November 2016", "2016-11-08"),
        ("November 8, 2016", "2016-11-08"),
        ("8 ноября 2016", "2016-11-08"),
        ("8 листопада 2016", "2016-11-08"),
        ("8. November 2016", "2016-11-08"),
        ("8 listopada 2016", "2016-11-08"),
        ("8 de noviembre de 2016", "2016-11-08"),
        ("22.04.2021", "2021-04-22"),
        ("04/22/2021", "2021-04-22"),
        ("22/04/2021", "2021-04-22"),
    ],
)
def test_dates_become_iso(given: str, iso: str) -> None:
    assert published_at(given) == iso


@pytest.mark.parametrize(
    "given",
    [None, "", "None", "null", "yesterday", "2 hours ago", "Monday", "8 November", "2016", "March 2016", "04/05/2021",
     "12:30", "x" * 100_000, "9999999999", "0000-00-00", "2021-02-30"],
)  # fmt: skip
def test_what_is_no_full_date_is_unknown(given: str | None) -> None:
    assert published_at(given) is None


@given(st.datetimes())
def test_a_time_survives(moment: datetime) -> None:
    assert published_at(moment.isoformat()) == moment.isoformat()


@given(st.text(max_size=40))
def test_any_text_gives_iso_or_nothing(text: str) -> None:
    found = published_at(text)
    assert found is None or datetime.fromisoformat(found)


def test_idempotent() -> None:
    once = published_at("8 November 2016 14:05")
    assert once == published_at(once) == "2016-11-08T14:05:00"
