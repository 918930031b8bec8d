from __future__ import annotations

import re
from typing import get_args

import pytest

from rashomon.language import lexicon
from rashomon.records import Act

TABLES = {"language", "paradigms", "verbs", "according", "clauses", "particles", "nouns", "sources", "words"}
WORDS = re.compile(r"[\w'’.°-]+\Z")

each_language = pytest.mark.parametrize("language", lexicon.LANGUAGES)


@each_language
def test_file_has_the_tables_and_nothing_else(language: str) -> None:
    data = lexicon.read(language)
    assert set(data) == TABLES
    assert data["language"] == language
    assert set(data["verbs"]) <= set(get_args(Act))
    for frames in data["verbs"].values():
        assert set(frames) <= set(lexicon.FRAMES)


@each_language
def test_verbs_are_a_stem_and_a_paradigm_or_a_form(language: str) -> None:
    data = lexicon.read(language)
    for frames in data["verbs"].values():
        for words in frames.values():
            for word in words.split():
                verb, _, preposition = word.partition(":")
                stem, plus, paradigm = verb.split("|")[0].partition("+")
                assert not plus or paradigm in data["paradigms"], word
                assert re.fullmatch(r"/?[\w'’-]+", stem), word
                assert not preposition or re.fullmatch(r"[\w'’-]+", preposition), word


@each_language
def test_words_are_words(language: str) -> None:
    data = lexicon.read(language)
    for table in ("sources", "words", "nouns", "particles"):
        for name, words in data[table].items():
            odd = [word for word in words.split() if not WORDS.match(word)]
            assert not odd, (table, name)


@each_language
def test_every_act_that_papers_report_has_verbs(language: str) -> None:
    loaded = lexicon.load(language)
    acts = {act for cues in loaded.finite.values() for cue in cues for act in cue.acts.values()}
    assert acts == set(get_args(Act))
    assert len(loaded.finite) > 500
    assert loaded.complementizers
    assert loaded.before
    assert loaded.roles
    assert loaded.words["abbreviations"]


@each_language
def test_a_form_with_more_particles_is_tried_first(language: str) -> None:
    for cues in lexicon.load(language).finite.values():
        lengths = [len(cue.particles) for cue in cues]
        assert lengths == sorted(lengths, reverse=True)


def test_denial_wins_over_other_acts() -> None:
    assert lexicon.load("ru").finite["опроверг"][0].act("clause") == "deny"
    assert lexicon.load("es").finite["niega"][0].act("clause", "object") == "deny"
    assert lexicon.load("de").finite["dementiert"][0].act("clause") == "deny"


def test_paradigms_unfold() -> None:
    assert {"заявил", "заявила", "заявило", "заявили"} <= set(lexicon.load("ru").finite)
    assert {"déclare", "déclarent"} <= set(lexicon.load("fr").finite)
    assert "déclaré" in lexicon.load("fr").participles
    assert "mitgeteilt" in lexicon.load("de").participles
    assert [cue.particles for cue in lexicon.load("de").finite["teilte"]] == [("mit",)]


def test_unknown_language_says_what_there_is() -> None:
    with pytest.raises(ValueError, match="be, de, es, fr, pl, ru, uk"):
        lexicon.load("ja")


def test_missing_paradigm_is_an_error() -> None:
    with pytest.raises(KeyError):
        list(lexicon.expand("say+nowhere", {}))
