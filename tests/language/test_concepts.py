from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.language.concepts import concepts, find_concepts, noun_class
from rashomon.language.modality import places_of
from rashomon.language.parse import Token
from rashomon.records import QuestionKind


def tokens(text: str) -> list[Token]:
    words = text.split()
    return [Token(place, 0, 0, word, lemma=word) for place, word in enumerate(words)]


def test_the_lexicon_keeps_its_schema() -> None:
    data = tomllib.loads((files("rashomon.language") / "data" / "concepts.toml").read_text("utf-8"))
    languages = {"en", "ru", "uk", "be", "pl", "de", "fr", "es"}
    known = languages | {
        "ask",
        "counts",
        "growing",
        "event",
        "floor",
        "uncounted",
        "particular",
        "stock",
        "deed",
    }
    for name, row in data.items():
        if name not in {"nouns", "agency"}:
            assert set(row) <= known, name
            assert set(row["ask"]) <= set(get_args(QuestionKind)), name
            assert all(text.endswith("?") for text in row["ask"].values()), name
            assert row["en"], name
            assert ("number" not in row["ask"]) or "counts" in row or row.get("event"), name


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("six people die", "en", "death"),
        ("they lose all of their young life", "en", "death"),
        ("39 человек погибли", "ru", "death"),
        ("загинули 39 людей", "uk", "death"),
        ("загінулі людзі", "be", "death"),
        ("un golpe de estado", "es", "coup"),
        ("a plot", "en", "coup"),
        ("заговор генералов", "ru", "coup"),
    ],
)
def test_words_of_many_languages_mean_one_concept(text: str, language: str, name: str) -> None:
    assert name in {mention.concept.name for mention in find_concepts(tokens(text), language)}


def test_a_phrase_too_far_apart_is_none() -> None:
    assert not find_concepts(tokens("lose the one two three four five six seven eight life"))


@given(st.text(max_size=100), st.sampled_from(["en", "ru", "xx"]))
def test_mentions_stand_in_the_text(text: str, language: str) -> None:
    words = tokens(text)
    for mention in find_concepts(words, language):
        assert 0 <= mention.first <= mention.last < len(words)
        assert mention.concept is concepts()[mention.concept.name]


def test_nouns_fall_into_classes() -> None:
    assert noun_class("человек", "person") == "general"
    assert noun_class("rifle", "weapon") == "general"
    assert noun_class("rifle", "no such class") is None


def test_negation_and_doubt_are_known() -> None:
    assert places_of("negation", ["жодна", "людина"], "uk") == (0,)
    assert places_of("open", ["poison", "could", "not", "be", "rule", "out"]) == (4,)
    assert places_of("hedge", ["sure"]) == ()
