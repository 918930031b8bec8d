from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.advising.questions import MOST_PAIRS
from rashomon.advising.replies import LONGEST_WHY, Pair, Verdict, read_pairs, read_verdict

WORDS = st.sampled_from(["part", "why", "a", "b", "pairs", "one", "other", "kind", "number"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.floats() | st.text(max_size=9) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=6),
    max_leaves=20,
)
PAIR = {"one": 1, "other": 2, "kind": "number", "a": "x", "b": "y"}


@given(VALUES.map(json.dumps) | st.text())
def test_nonsense_is_nothing_and_never_an_error(written: str) -> None:
    verdict = read_verdict(written)
    assert verdict is None or (0 < len(verdict.why) <= LONGEST_WHY and isinstance(verdict.parts, bool))
    for pair in read_pairs(written, 4)[0]:
        assert 1 <= pair.one < pair.other <= 4


@pytest.mark.parametrize(
    "written",
    ["[" * 100_000, "1" * 9999, '{"part": 1, "why": "w", "a": "a", "b": "b"}', '{"part": true, "why": "\\u200b", "a": "a", "b": "b"}',
     '{"part": true, "why": "w", "a": "a"}', '{"part": true, "why": "w", "a": "a", "b": 3}', "null"],
)  # fmt: skip
def test_what_has_not_the_form_is_no_verdict(written: str) -> None:
    assert read_verdict(written) is None


def test_thoughts_and_fences_around_an_answer_are_taken_off() -> None:
    answer = '<think>{"part": true}</think>\n```json\n{"part": false, "why": "No.", "a": "x", "b": "y"}\n```'
    assert read_verdict(answer) == Verdict(False, "No.", "x", "y")


def test_an_explanation_is_cut_and_loses_what_turns_a_page_around() -> None:
    verdict = read_verdict(json.dumps({"part": True, "why": "w\u202e\ud800 " * 900, "a": "x", "b": "y"}))
    assert verdict is not None
    assert len(verdict.why) <= LONGEST_WHY
    assert "\u202e" not in verdict.why


@pytest.mark.parametrize(
    "change",
    [{"one": 0}, {"one": 3}, {"one": 2}, {"one": True}, {"one": "1"}, {"one": 1.0}, {"kind": "motive"}, {"kind": []}, {"a": None}],
)  # fmt: skip
def test_a_pair_of_anything_but_two_statements_and_a_kind_is_counted_and_left(
    change: dict[str, object],
) -> None:
    assert read_pairs(json.dumps({"pairs": [PAIR | change, PAIR]}), 2) == (
        [Pair(1, 2, "number", "x", "y")],
        1,
    )


def test_more_pairs_than_asked_for_are_left() -> None:
    pairs, left = read_pairs(json.dumps({"pairs": [PAIR] * 5000}), 2)
    assert (len(pairs), left) == (MOST_PAIRS, 5000 - MOST_PAIRS)
