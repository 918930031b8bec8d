from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.records import Span
from rashomon.report.segments import Mark, cut

PLACES = st.integers(0, 30)
SPANS = (
    st.tuples(PLACES, PLACES).map(lambda pair: Span(*sorted(pair))).filter(lambda span: span.start < span.end)
)
MARKS = st.lists(
    st.builds(Mark, SPANS, st.integers(1, 5), st.sampled_from(["content", "cue", "source"])), max_size=8
)
TEXT = "".join(chr(ord("a") + place % 26) for place in range(30))


@given(SPANS, MARKS)
def test_segments_are_the_window_and_carry_the_marks_over_them(window: Span, marks: list[Mark]) -> None:
    position = window.start
    for segment in cut(TEXT, window, marks):
        over = [mark for mark in marks if mark.span.holds(Span(position, position + len(segment.text)))]
        assert set(segment.numbers) == {mark.number for mark in over}
        assert set(segment.parts) == {mark.part for mark in over}
        position += len(segment.text)
    assert "".join(segment.text for segment in cut(TEXT, window, marks)) == window.of(TEXT)


@given(SPANS, MARKS)
def test_each_pin_in_the_window_is_set_once_and_in_its_place(window: Span, marks: list[Mark]) -> None:
    pins = [(window.start, 7), (window.end, 8), ((window.start + window.end) // 2, 9)]
    position, found = window.start, []
    for segment in cut(TEXT, window, marks, pins):
        found += [(position, number) for number in segment.pins]
        position += len(segment.text)
    assert sorted(found) == sorted(pins)


def test_depth_counts_contents_over_one_another() -> None:
    nest = [Mark(Span(0, 9), 1, "content"), Mark(Span(2, 7), 2, "content"), Mark(Span(3, 4), 3, "source")]
    assert [segment.classes for segment in cut(TEXT, Span(0, 10), nest)] == [
        "c1",
        "c2",
        "c2 source",
        "c2",
        "c1",
        "",
    ]


def test_a_pile_of_spans_stays_small() -> None:
    pile = [Mark(Span(place, 3000), place, "content") for place in range(2000)]
    assert max(len(segment.numbers) for segment in cut("x" * 3000, Span(0, 3000), pile)) <= 8
