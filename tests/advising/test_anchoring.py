from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rashomon.advising.anchoring import anchored
from rashomon.records import Span

TEXTS = st.text(st.one_of(st.sampled_from("aбй é 12.,“”\"'«»\n\u200b-–ँ我"), st.characters()), max_size=60)


@given(TEXTS, st.data())
def test_what_is_found_lies_in_one_part_and_says_the_same(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    content = tuple(Span(*sorted(pair)) for pair in data.draw(st.lists(st.tuples(place, place), max_size=3)))
    quotation = data.draw(TEXTS | place.flatmap(lambda start: st.just(text[start:])))
    found = anchored(quotation, text, content)
    if found is not None:
        assert any(part.holds(found) for part in content)
        assert bare(found.of(text)) == bare(quotation)


@given(
    st.lists(st.sampled_from(["wall", "39", "стена", "held", "12.5", "не"]), min_size=1, max_size=8),
    st.data(),
)
def test_whole_words_are_found_however_they_are_spaced_and_marked(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    quotation = f"“{data.draw(st.sampled_from([' ', chr(10), '  ', chr(160)])).join(words[start:end])}”"
    found = anchored(quotation, text, (Span(0, len(text)),))
    assert found is not None
    assert found.of(text) == " ".join(words[start:end])


@given(TEXTS, TEXTS)
def test_words_that_are_not_there_are_never_found(text: str, quotation: str) -> None:
    assume(bare(quotation) not in bare(text))
    assert anchored(quotation, text, (Span(0, len(text)),)) is None


def bare(text: str) -> str:
    """The characters that count, written anew: letters, digits and what decides meaning."""
    return "".join(
        letter for letter in unicodedata.normalize("NFD", text)
        if unicodedata.category(letter)[0] in "LNS" and letter not in "`´"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "quotation"),
    [
        ("therapist", "the rapist"), ("now", "no"), ("1,039 people", "039 people"), ("12.5 tonnes", "12"),
        ("12,000", "12"), ("Killed", "killed"), ("cafés", "café"), ("cafe\u0301", "cafe"), ("one two", "one … two"),
        ("“”", "“"), ("a, b", ","), ("word", ""), ("word " * 900, "word " * 800),
    ],
)  # fmt: skip
def test_cut_joined_or_empty_words_are_not_found(text: str, quotation: str) -> None:
    assert anchored(quotation, text, (Span(0, len(text)),)) is None


@pytest.mark.parametrize(
    ("text", "quotation", "found"),
    [
        ("He said 12. Then", "12", "12"), ("don’t go", "don't go", "don’t go"), ("caf\u00e9 now", "cafe\u0301", "caf\u00e9"),
        ("он ска\u200bзал", "сказал", "ска\u200bзал"), ("死者三十九人", "三十九人", "三十九人"),
        ("the «big» wall", '"big" wall', "big» wall"), ("nowhere now", "now", "now"),
    ],
)  # fmt: skip
def test_marks_and_hidden_characters_aside_words_are_found(text: str, quotation: str, found: str) -> None:
    span = anchored(quotation, text, (Span(0, len(text)),))
    assert span is not None
    assert span.of(text) == found
