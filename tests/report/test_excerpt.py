from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rashomon.records import Span
from rashomon.report.excerpt import LONGEST, windows
from tests.report.fixture import DOCUMENTS, STATEMENTS, TEXTS


def shown(text: str, *spans: Span) -> list[str]:
    return [window.of(text) for window in windows(text, spans)]


def test_the_context_of_a_statement_is_its_sentence() -> None:
    text = "Nobody came. The mayor said on Oct. 15 that it was over. She left.\n\nNext day it rained."
    start = text.index("that it")
    assert shown(text, Span(start, start + 16)) == ["The mayor said on Oct. 15 that it was over."]


def test_a_source_far_away_has_a_window_of_its_own() -> None:
    text = "Dara Kovrig, harbour master:\n\n" + "It rained. " * 20 + "The sea was high."
    assert shown(text, Span(0, 11), Span(text.index("The sea"), len(text) - 1)) == [
        "Dara Kovrig, harbour master:",
        "The sea was high.",
    ]


def test_a_text_without_sentences_is_cut_at_words() -> None:
    text = "word " * 400
    (window,) = windows(text, [Span(1000, 1004)])
    assert window.of(text).startswith("word ")
    assert window.end - window.start < 500


@given(st.text(max_size=300), st.lists(st.tuples(st.integers(0, 310), st.integers(0, 310)), max_size=4))
def test_windows_are_in_order_apart_and_short(text: str, pairs: list[tuple[int, int]]) -> None:
    spans = [Span(*sorted(pair)) for pair in pairs]
    found = windows(text, spans)
    assert found == sorted(found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0 <= window.start < window.end <= len(text) for window in found)
    inside = [span for span in spans if span.start < min(span.end, len(text))]
    assert all(
        any(window.holds(Span(span.start, min(span.end, len(text)))) for window in found) for span in inside
    )


def test_a_statement_without_end_is_shown_in_part() -> None:
    text = "it goes on and on " * 1000
    assert sum(window.end - window.start for window in windows(text, [Span(0, len(text))])) <= LONGEST


def test_each_statement_of_the_fixture_is_shown_whole() -> None:
    assert len(DOCUMENTS) == 5
    for statement in STATEMENTS:
        text = TEXTS[statement.document]
        joined = "\n".join(shown(text, *statement.content, *statement.source, *statement.cue))
        assert all(span.of(text) in joined for span in statement.content)
