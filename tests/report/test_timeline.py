from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rashomon.records import Answer
from rashomon.report.index import Index
from rashomon.report.timeline import Timeline, spread, timelines
from tests.report.fixture import comparison


def drawn(*since: str | None, until: str | None = None) -> list[Timeline]:
    answers = tuple(Answer(f"a{n}", "q1", "e1", f"v{n}", "", (), day, until) for n, day in enumerate(since))
    return timelines(Index(replace(comparison(), answers=answers, discrepancies=(), agreements=())))


def test_only_questions_on_which_somebody_changed_are_drawn() -> None:
    (timeline,) = timelines(Index(comparison()))
    assert timeline.question == "When did the fire begin?"
    assert [(version.number, version.x, version.day) for version in timeline.tracks[0].versions] == [
        (1, 3.0, "2 March 2031"),
        (2, 97.0, "4 March 2031"),
    ]


def test_versions_without_a_date_are_not_placed() -> None:
    assert drawn(None, "in spring") == []
    assert drawn("2031-03-01", None) == []


def test_versions_of_one_day_stand_side_by_side() -> None:
    ((first, second),) = [track.versions for track in drawn("2031-03-01", "2031-03-01")[0].tracks]
    assert second.x - first.x >= 4


def test_a_version_said_again_is_no_change() -> None:
    answers = [
        Answer(f"a{n}", "q1", "e1", value, "", (), f"2031-03-0{n}")
        for n, value in enumerate(["7", "7", "9", "7"], 1)
    ]
    (timeline,) = timelines(
        Index(replace(comparison(), answers=tuple(answers), discrepancies=(), agreements=()))
    )
    assert [(version.value, version.day) for version in timeline.tracks[0].versions] == [
        ("7", "1 March 2031"),
        ("9", "3 March 2031"),
        ("7", "4 March 2031"),
    ]
    assert (
        timelines(Index(replace(comparison(), answers=tuple(answers[:2]), discrepancies=(), agreements=())))
        == []
    )


@given(st.lists(st.floats(3, 97), max_size=40).map(sorted))
def test_marks_are_spread_within_the_track(places: list[float]) -> None:
    found = spread(places)
    assert all(2.9 <= place <= 97.1 for place in found)
    room = 4.4 if len(found) <= 20 else 2.3
    assert all(later - sooner >= room for sooner, later in pairwise(found))


@given(st.lists(st.dates().map(str), min_size=2, max_size=9))
def test_versions_are_in_order_and_the_axis_is_short(days: list[str]) -> None:
    (timeline,) = drawn(*days, until=max(days))
    places = [version.x for version in timeline.tracks[0].versions]
    assert places == sorted(places)
    assert 1 <= len(timeline.ticks) <= 6
    assert [tick.x for tick in timeline.ticks] == sorted(tick.x for tick in timeline.ticks)
